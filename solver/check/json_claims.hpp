// Reading JSON that anybody may have written: every access names what is wrong instead of throwing something of the library's.
#pragma once

#include <charconv>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/model/address.hpp"

namespace sekimori {

/// Thrown and caught inside solver/check only.
struct BadClaim : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Claim = nlohmann::json;

constexpr int kMostNested = 32;  ///< whoever prints or compares such a value goes as deep

/// Errors: throws BadClaim when it is no JSON, is nested too deep, or says something twice: readers differ in which of the two they take.
[[nodiscard]] inline Claim parse_claim(std::string_view text) {
  std::vector<std::set<std::string, std::less<>>> keys;  // of the objects around
  const auto look = [&keys](int depth, Claim::parse_event_t event, Claim& value) {
    if (depth > kMostNested) throw BadClaim("is nested too deep");
    if (event == Claim::parse_event_t::object_start) keys.emplace_back();
    if (event == Claim::parse_event_t::object_end) keys.pop_back();
    if (event == Claim::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
      throw BadClaim("'" + value.get<std::string>().substr(0, 40) + "' is there twice");
    return true;
  };
  Claim json = Claim::parse(text, look, false);
  if (json.is_discarded()) throw BadClaim("is no JSON");
  return json;
}

[[nodiscard]] inline const Claim& member(const Claim& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  if (!json.is_object() || found == json.end()) throw BadClaim(std::string("'") + key + "' is missing");
  return *found;
}

[[nodiscard]] inline std::string text_of(const Claim& json, const char* what) {
  if (!json.is_string()) throw BadClaim(std::string("'") + what + "' is no text");
  return json.get<std::string>();
}
[[nodiscard]] inline std::string text_at(const Claim& json, const char* key) { return text_of(member(json, key), key); }

[[nodiscard]] inline std::uint64_t number_at(const Claim& json, const char* key, std::uint64_t most) {
  const Claim& it = member(json, key);
  if (!it.is_number_unsigned() || it.get<std::uint64_t>() > most) throw BadClaim(std::string("'") + key + "' is no number up to its bound");
  return it.get<std::uint64_t>();
}

[[nodiscard]] inline bool flag_at(const Claim& json, const char* key) {
  const Claim& it = member(json, key);
  if (!it.is_boolean()) throw BadClaim(std::string("'") + key + "' is neither true nor false");
  return it.get<bool>();
}

[[nodiscard]] inline const Claim& list_at(const Claim& json, const char* key) {
  const Claim& it = member(json, key);
  if (!it.is_array()) throw BadClaim(std::string("'") + key + "' is no list");
  return it;
}

[[nodiscard]] inline std::vector<std::string> texts_at(const Claim& json, const char* key) {
  std::vector<std::string> texts;
  for (const Claim& it : list_at(json, key)) texts.push_back(text_of(it, key));
  return texts;
}

/// One of the values, by its name. `Values`: a range of them.
template <class Values, class Name>
[[nodiscard]] auto named_at(const Claim& json, const char* key, const Values& values, const Name& name) {
  const std::string word = text_at(json, key);
  for (const auto& value : values) {
    if (name(value) == word) return value;
  }
  throw BadClaim(std::string("'") + key + "' is '" + word.substr(0, 40) + "', which there is not");
}

[[nodiscard]] inline std::uint32_t number_of(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool leading = text.size() > 1 && text.front() == '0';
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || leading || value > most)
    throw BadClaim("'" + std::string(text.substr(0, 40)) + "' is no number up to its bound");
  return static_cast<std::uint32_t>(value);
}

/// The parts between separators; none of an empty text.
[[nodiscard]] inline std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    if (text.empty()) parts.emplace_back();
  }
  return parts;
}

}  // namespace sekimori
