// What the simulator and the proof say of single hops, in the reader's language. The core words them in English, with names and numbers
// inside; this is the catalogue of their Japanese.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sekimori/render/render.hpp"

namespace sekimori {

/// `{}` stands for a name, a number or an address.
struct Phrase {
  std::string_view en, ja;
};
[[nodiscard]] std::span<const Phrase> phrases();

/// The Japanese of a text that one of the phrases makes; nullopt for any other text.
[[nodiscard]] std::optional<std::string> in_japanese(std::string_view english);
/// The text in the reader's language; as it is where the catalogue has none.
[[nodiscard]] std::string phrase(Language language, std::string_view english);

}  // namespace sekimori
