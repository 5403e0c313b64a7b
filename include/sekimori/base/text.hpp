// Texts in both languages. Which messages there are: base/messages.hpp, which this header does not include, so that a new message compiles
// only what says it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sekimori {

enum class Language : std::uint8_t { en, ja };
enum class Message : std::uint16_t;

/// A text in both languages. Names from a configuration are the same in both.
struct Text {
  std::string en, ja;

  Text() = default;
  Text(std::string both) : en(both), ja(std::move(both)) {}  // NOLINT(google-explicit-constructor): a name is a text
  Text(std::string_view both) : en(both), ja(both) {}        // NOLINT(google-explicit-constructor)
  Text(const char* both) : en(both), ja(both) {}             // NOLINT(google-explicit-constructor)
  Text(std::string english, std::string japanese) : en(std::move(english)), ja(std::move(japanese)) {}
  Text(Message key);  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const std::string& in(Language language) const { return language == Language::ja ? ja : en; }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace sekimori
