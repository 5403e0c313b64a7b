// The one catalogue of what a user reads, in both languages; its texts: base/messages/*.inc. Terms: docs/glossary.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

enum class Language : std::uint8_t { en, ja };

enum class Message : std::uint16_t {
#define SEKIMORI_MESSAGE(key, english, japanese) key,
#include "sekimori/base/messages/all.inc"
#undef SEKIMORI_MESSAGE
};

/// Placeholders are "{}"; both languages take the same arguments in the same order.
struct CatalogueEntry {
  Message key;
  std::string_view name, en, ja;
};

[[nodiscard]] std::span<const CatalogueEntry> catalogue();
[[nodiscard]] std::string_view message(Language language, Message key);

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

/// The message with its placeholders filled, in their order. Errors: throws fmt::format_error when there are fewer arguments than
/// placeholders (a mistake of ours).
[[nodiscard]] Text sentence(Message key, const std::vector<Text>& arguments = {});
/// "a, b and c" without the "and": joined as lists are in each language.
[[nodiscard]] Text joined(const std::vector<Text>& parts);

}  // namespace sekimori
