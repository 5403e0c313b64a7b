// Typed reading of a Document with located messages and "did you mean". The tree itself: load/document.hpp. Used by every loader of a
// YAML file; the codes Y020..Y029 are its own (docs/diagnostics.md).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/load/document.hpp"

namespace sekimori {

/// The keys that one kind of map may have. `definition` is the name of the same map in the published JSON Schema ("device", "zone").
struct KeyTable {
  std::string_view definition;
  std::span<const std::string_view> keys;
};

/// Collects the messages about the files being read. Bounded, so that a hostile file cannot make a run slow or its report endless: 1000
/// messages (then one Y029 that says so), and suggestions until 100,000 candidates have been compared.
class Reporter {
 public:
  explicit Reporter(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void error(SourceRange at, std::string_view code, std::string message) { add(at, Severity::error, code, std::move(message)); }
  void warning(SourceRange at, std::string_view code, std::string message) { add(at, Severity::warning, code, std::move(message)); }
  /// "; did you mean 'vlan'?" or an empty text when nothing is near.
  [[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);
  [[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);
  /// Among the keys of a table of names.
  template <class T>
  [[nodiscard]] std::string suggestion(std::string_view word, const std::map<std::string, T, std::less<>>& names) {
    if (!spend(names.size())) return {};
    std::vector<std::string> candidates;
    candidates.reserve(names.size());
    for (const auto& [name, value] : names) candidates.push_back(name);
    return nearest_of(word, candidates);
  }

 private:
  void add(SourceRange at, Severity severity, std::string_view code, std::string message);

  /// False once too many candidates have been compared.
  [[nodiscard]] bool spend(std::size_t candidates);
  [[nodiscard]] static std::string nearest_of(std::string_view word, const std::vector<std::string>& candidates);

  Diagnostics& diagnostics_;
  std::size_t messages_ = 0;
  std::size_t compared_ = 0;
};

/// A plain (unquoted) empty, `~` or `null` scalar: the key is there but has no value.
[[nodiscard]] bool is_null(const Document& node);
/// What a message calls the node: "a list", "a map", "nothing", "'text'" (cut at 40 code points, control characters escaped).
[[nodiscard]] std::string shown(const Document& node);
[[nodiscard]] std::string shown(std::string_view text);

/// Closed.
struct NumberRange {
  unsigned first = 0;
  unsigned last = 0;
};

// One value. Errors: Y022 for a wrong type, Y024 for a number out of range; then nullopt. `what` names the value in the message.
[[nodiscard]] std::optional<std::string> read_text(const Document& node, std::string_view what, Reporter& reporter);
/// Only `true` and `false`, unquoted: YAML's other words for them differ between its versions.
[[nodiscard]] std::optional<bool> read_flag(const Document& node, std::string_view what, Reporter& reporter);
/// Decimal digits, unquoted, without leading zeros.
[[nodiscard]] std::optional<unsigned> read_number(const Document& node, std::string_view what, NumberRange range, Reporter& reporter);

template <class T>
struct Choice {
  std::string_view text;
  T value;
};
/// The index of the scalar among `texts`. Errors: Y022 for no scalar, Y023 for an unknown word; then nullopt.
[[nodiscard]] std::optional<std::size_t> read_choice(const Document& node, std::string_view what, std::span<const std::string_view> texts,
                                                     Reporter& reporter);
template <class T, std::size_t N>
[[nodiscard]] std::optional<T> read_choice(const Document& node, std::string_view what, const Choice<T> (&choices)[N], Reporter& reporter) {
  std::string_view texts[N];
  for (std::size_t i = 0; i < N; ++i) texts[i] = choices[i].text;
  const auto index = read_choice(node, what, std::span<const std::string_view>(texts), reporter);
  return index ? std::optional<T>(choices[*index].value) : std::nullopt;
}

/// One map. The constructor reports a node that is no map (Y022) and every unknown key (Y020). A key whose value is null counts as
/// absent for `find` and `items`; for the scalar getters it is an error (Y022), as a forgotten value must not become a default.
class MapReader {
 public:
  MapReader(const Document& node, const KeyTable& keys, Reporter& reporter);

  [[nodiscard]] SourceRange at() const { return node_.at; }
  [[nodiscard]] const Document& node() const { return node_; }
  [[nodiscard]] bool is_map() const { return node_.map() != nullptr; }
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  /// nullptr when absent or null.
  [[nodiscard]] const Document* find(std::string_view key) const;
  /// As `find`, but a null value is an error (Y022): for values whose absence has a meaning of its own, such as `from`.
  [[nodiscard]] const Document* value(std::string_view key) const;
  /// As `find`, but its absence is an error (Y021), unless the node is no map, which has been reported.
  const Document* require(std::string_view key) const;
  /// The place of the value of `key`, or of the map.
  [[nodiscard]] SourceRange place(std::string_view key) const;

  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  /// Errors: Y021 when absent; then an empty text.
  [[nodiscard]] std::string required_text(std::string_view key) const;
  [[nodiscard]] std::optional<bool> flag(std::string_view key) const;
  [[nodiscard]] bool flag_or(std::string_view key, bool fallback) const { return flag(key).value_or(fallback); }
  [[nodiscard]] std::optional<unsigned> number(std::string_view key, NumberRange range) const;
  /// The entries of a list (Y022 for anything else); empty when absent or null.
  [[nodiscard]] std::vector<const Document*> list(std::string_view key) const;
  /// As `list`, but a single value stands for a list of one.
  [[nodiscard]] std::vector<const Document*> items(std::string_view key) const;
  template <class T, std::size_t N>
  [[nodiscard]] std::optional<T> choice(std::string_view key, const Choice<T> (&choices)[N]) const {
    const Document* node = value(key);
    return node == nullptr ? std::nullopt : read_choice(*node, key, choices, reporter_);
  }
  /// Reports (Y026) each of `keys` that is present: `why` says why it does not fit here.
  void refuse(std::span<const std::string_view> keys, std::string_view why) const;

 private:
  const Document& node_;
  Reporter& reporter_;
};

}  // namespace sekimori
