#include "sekimori/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sekimori/base/diagnostic_sentence.hpp"

namespace sekimori {

namespace {

// Longer words are never misspelt keywords; the bound keeps hostile input from buying quadratic work.
constexpr std::size_t kLongestWord = 64;

/// Code points, leniently: a byte that continues nothing stands for itself. Distances then count Japanese characters, not bytes.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xC0U) == 0x80U && !points.empty() && points.back() >= 0x80U;
    if (continues) {
      points.back() = (points.back() << 8U) | byte;
    } else {
      points.push_back(byte);
    }
  }
  return points;
}

/// Insertions, deletions, substitutions and swaps of neighbouring characters (optimal string alignment).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      current[j] = std::min({substituted, last[j] + 1, current[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(current);
  }
  return last[b.size()];
}

std::string_view to_word(Severity severity, Language language) {
  const bool japanese = language == Language::ja;
  if (severity == Severity::warning) return japanese ? "警告" : "warning";
  return japanese ? "エラー" : "error";
}

/// With the kind before it when only that can be said in Japanese. What the pictures say (V) is in the language asked for already.
std::string said_in_japanese(const Diagnostic& diagnostic) {
  if (diagnostic.code.starts_with('V')) return diagnostic.message;
  if (auto sentence = japanese_sentence(diagnostic.code, diagnostic.message)) return std::move(*sentence);
  const std::string_view kind = japanese_kind(diagnostic.code);
  return kind.empty() ? diagnostic.message : fmt::format("{}（{}）", kind, diagnostic.message);
}

}  // namespace

bool has_error(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  std::ranges::sort(diagnostics);
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

std::string_view japanese_kind(std::string_view code) {
  struct Kind {
    std::string_view code, text;
  };
#define SEKIMORI_DIAGNOSTIC(code, text) Kind{code, text},
  static constexpr Kind kKinds[] = {
#include "sekimori/base/messages/diagnostics.inc"
  };
#undef SEKIMORI_DIAGNOSTIC
  const auto* found = std::ranges::find(kKinds, code, &Kind::code);
  return found == std::end(kKinds) ? std::string_view{} : found->text;
}

std::string to_text(const Diagnostic& diagnostic, const SourceTable& sources, Language language) {
  const std::string said = language == Language::ja ? said_in_japanese(diagnostic) : diagnostic.message;
  std::string text = fmt::format("{}: {}: {}", sources.describe(diagnostic.at), to_word(diagnostic.severity, language), said);
  if (!diagnostic.code.empty()) text += fmt::format(" [{}]", diagnostic.code);
  return text;
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.empty() || word.size() > kLongestWord * 4) return {};
  const std::u32string wanted = code_points(word);
  if (wanted.size() > kLongestWord) return {};
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::size_t best_distance = limit + 1;
  std::string_view best;
  for (const std::string& candidate : candidates) {
    if (candidate.empty() || candidate.size() > (kLongestWord + limit) * 4) continue;
    const std::u32string points = code_points(candidate);
    if (points.size() > wanted.size() + limit || points.size() + limit < wanted.size()) continue;
    const std::size_t distance = edit_distance(wanted, points);
    // Ties go to the alphabetically first, so that the order of the candidates does not matter.
    if (distance < best_distance || (distance == best_distance && distance <= limit && candidate < best)) {
      best_distance = distance;
      best = candidate;
    }
  }
  return std::string(best);
}

}  // namespace sekimori
