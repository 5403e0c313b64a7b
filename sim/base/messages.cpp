#include "sekimori/base/messages.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <iterator>

namespace sekimori {
namespace {

constexpr CatalogueEntry kCatalogue[] = {
#define SEKIMORI_MESSAGE(key, english, japanese) {Message::key, #key, english, japanese},
#include "sekimori/base/messages/all.inc"
#undef SEKIMORI_MESSAGE
};

std::string filled(Language language, Message key, const std::vector<Text>& arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const Text& argument : arguments) store.push_back(argument.in(language));
  return fmt::vformat(message(language, key), store);
}

}  // namespace

std::span<const CatalogueEntry> catalogue() { return kCatalogue; }

std::string_view message(Language language, Message key) {
  const CatalogueEntry& entry = kCatalogue[static_cast<std::size_t>(key)];
  return language == Language::ja ? entry.ja : entry.en;
}

Text::Text(Message key) : en(message(Language::en, key)), ja(message(Language::ja, key)) {}

Text sentence(Message key, const std::vector<Text>& arguments) {
  return {filled(Language::en, key, arguments), filled(Language::ja, key, arguments)};
}

Text joined(const std::vector<Text>& parts) {
  Text all;
  for (const Text& part : parts) {
    if (&part != &parts.front()) {
      all.en += message(Language::en, Message::list_separator);
      all.ja += message(Language::ja, Message::list_separator);
    }
    all.en += part.en;
    all.ja += part.ja;
  }
  return all;
}

}  // namespace sekimori
