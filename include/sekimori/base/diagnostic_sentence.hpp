// Sentences of diagnostics in Japanese. As with gettext, the English sentence is the key: a row of base/messages/diagnostic_sentences*.inc
// has the code, the form of the English sentence, and the Japanese one with as many places in the same order.
//
// `{}` is a place for what comes from the input, which stays as it is. `{node}` is a place for words of ours: what stands there is
// translated by a phrase of that name (base/messages/diagnostic_phrases.inc) that matches all of it, and stays as it is where none does.
// `{tail}` is such a place, which may follow another at once, and may be empty: "; did you mean 'vlan'?". `{{` and `}}` are braces.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sekimori {

struct DiagnosticForm {
  std::string_view of;  ///< the code of a sentence, the name of a phrase
  std::string_view english, japanese;
};
[[nodiscard]] std::span<const DiagnosticForm> diagnostic_sentences();
[[nodiscard]] std::span<const DiagnosticForm> diagnostic_phrases();

/// The sentence in Japanese. Of several rows that match, the one with the most characters of its own; of several ways to match a row, the
/// one with the shortest places from the left. nullopt: no row matches, or the sentence is longer than any that people read.
[[nodiscard]] std::optional<std::string> japanese_sentence(std::string_view code, std::string_view english);

}  // namespace sekimori
