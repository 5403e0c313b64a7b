// One message about the input: place, severity, stable code, sentence with a remedy. Codes are listed in docs/diagnostics.md.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/base/text.hpp"

namespace sekimori {

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  SourceRange at;
  Severity severity = Severity::error;
  std::string code;     ///< "N012"; never reused once released
  std::string message;  ///< a sentence; ends with the remedy ("did you mean 'vlan'?") where there is one

  friend auto operator<=>(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_error(const Diagnostics& diagnostics);
/// Sorts by place, then severity, code and text, and removes exact duplicates, so that a run is reproducible.
void sort_diagnostics(Diagnostics& diagnostics);
/// "network.yaml:14:9: error: VLAN '5000' is not in 1..4094 [N012]"
/// In Japanese "… エラー: VLAN '5000' は 1..4094 の範囲にない [N012]" (base/diagnostic_sentence.hpp); a sentence without a row
/// there stays as it is, after its kind: "VLAN 番号が範囲外（…）". The kinds: base/messages/diagnostics.inc.
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic, const SourceTable& sources, Language language = Language::en);
/// What kind of diagnostic the code stands for, in Japanese; empty for a code that there is not.
[[nodiscard]] std::string_view japanese_kind(std::string_view code);
/// The candidate nearest to `word` by edit distance (at most a third of its length, at least 1), or empty. For "did you mean".
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sekimori
