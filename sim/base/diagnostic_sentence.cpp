#include "sekimori/base/diagnostic_sentence.hpp"

#include <map>
#include <utility>
#include <vector>

namespace sekimori {

namespace {

// A search for the literals is at worst the product of the lengths of sentence and form; names in a sentence may be hostile.
constexpr std::size_t kLongestSentence = 8192;
// Phrases inside phrases; the rows do not nest deeper.
constexpr int kDeepest = 3;
constexpr std::string_view kTail = "tail";

/// literals[0], places[0], literals[1], …, places[n - 1], literals[n].
struct Pattern {
  std::vector<std::string> literals = {""};
  std::vector<std::string_view> places;
  std::size_t weight = 0;  ///< characters of its own
};

Pattern parse(std::string_view form) {
  Pattern result;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char c = form[i];
    const bool doubled = i + 1 < form.size() && form[i + 1] == c;
    const std::size_t close = c == '{' && !doubled ? form.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      result.literals.back() += c;
      ++result.weight;
      if ((c == '{' || c == '}') && doubled) ++i;
      continue;
    }
    result.places.push_back(form.substr(i + 1, close - i - 1));
    result.literals.emplace_back();
    i = close;
  }
  return result;
}

struct Row {
  Pattern english, japanese;
};
using Table = std::multimap<std::string_view, Row>;

Table table_of(std::span<const DiagnosticForm> forms) {
  Table table;
  for (const DiagnosticForm& it : forms) table.emplace(it.of, Row{parse(it.english), parse(it.japanese)});
  return table;
}

const Table& sentences() {
  static const Table table = table_of(diagnostic_sentences());
  return table;
}

const Table& phrases() {
  static const Table table = table_of(diagnostic_phrases());
  return table;
}

using Captures = std::vector<std::string_view>;

/// The literals from the left, each as early as it can be: the last one must end the text. A tail directly behind another place stays with
/// what stands before it, and is empty.
std::optional<Captures> match(const Pattern& pattern, std::string_view text) {
  const std::string& first = pattern.literals.front();
  const std::string& last = pattern.literals.back();
  if (!text.starts_with(first)) return std::nullopt;
  text.remove_prefix(first.size());
  if (pattern.places.empty()) return text.empty() ? std::optional(Captures()) : std::nullopt;
  if (!text.ends_with(last)) return std::nullopt;
  text.remove_suffix(last.size());
  Captures captures;
  for (std::size_t i = 0; i < pattern.places.size();) {
    std::size_t next = i + 1;
    while (next < pattern.places.size() && pattern.literals[next].empty()) ++next;
    const std::string& literal = pattern.literals[next];
    const std::size_t at = next == pattern.places.size() ? text.size() : text.find(literal);
    if (at == std::string_view::npos) return std::nullopt;
    captures.push_back(text.substr(0, at));
    for (std::size_t k = i + 1; k < next; ++k) captures.emplace_back();
    text.remove_prefix(next == pattern.places.size() ? at : at + literal.size());
    i = next;
  }
  return captures;
}

struct Match {
  const Row* row = nullptr;
  Captures captures;
};

std::optional<Match> best(const Table& table, std::string_view of, std::string_view text) {
  std::optional<Match> result;
  const auto [begin, end] = table.equal_range(of);
  for (auto it = begin; it != end; ++it) {
    const Row& row = it->second;
    if (result && row.english.weight <= result->row->english.weight) continue;
    if (auto captures = match(row.english, text)) result = Match{&row, std::move(*captures)};
  }
  return result;
}

/// Where the tail of `text` begins; its size when it has none. The most specific tail, as what stands before it may be anything.
std::size_t tail_of(std::string_view text) {
  std::size_t found = text.size(), weight = 0;
  const auto [begin, end] = phrases().equal_range(kTail);
  for (auto it = begin; it != end; ++it) {
    const Pattern& tail = it->second.english;
    const std::size_t at = text.rfind(tail.literals.front());
    if (at == std::string_view::npos || tail.weight <= weight || !match(tail, text.substr(at))) continue;
    found = at;
    weight = tail.weight;
  }
  return found;
}

std::string filled(const Match& found, int depth);

std::string translated(std::string_view place, std::string_view text, int depth) {
  const auto phrase = place.empty() || depth > kDeepest ? std::nullopt : best(phrases(), place, text);
  return phrase ? filled(*phrase, depth + 1) : std::string(text);
}

std::string filled(const Match& found, int depth) {
  const Pattern& english = found.row->english;
  const Pattern& japanese = found.row->japanese;
  Captures captures = found.captures;
  for (std::size_t i = 1; i < captures.size(); ++i) {
    if (english.places[i] != kTail || !english.literals[i].empty()) continue;
    const std::size_t at = tail_of(captures[i - 1]);
    captures[i] = captures[i - 1].substr(at);
    captures[i - 1] = captures[i - 1].substr(0, at);
  }
  std::string text = japanese.literals.front();
  for (std::size_t i = 0; i < japanese.places.size() && i < captures.size(); ++i) {
    text += translated(english.places[i], captures[i], depth);
    text += japanese.literals[i + 1];
  }
  return text;
}

}  // namespace

std::span<const DiagnosticForm> diagnostic_sentences() {
#define SEKIMORI_SENTENCE(code, english, japanese) {code, english, japanese},
  static constexpr DiagnosticForm kForms[] = {
#include "sekimori/base/messages/diagnostic_sentences.inc"
  };
#undef SEKIMORI_SENTENCE
  return kForms;
}

std::span<const DiagnosticForm> diagnostic_phrases() {
#define SEKIMORI_PHRASE(name, english, japanese) {name, english, japanese},
  static constexpr DiagnosticForm kForms[] = {
#include "sekimori/base/messages/diagnostic_phrases.inc"
  };
#undef SEKIMORI_PHRASE
  return kForms;
}

std::optional<std::string> japanese_sentence(std::string_view code, std::string_view english) {
  if (english.size() > kLongestSentence) return std::nullopt;
  const auto found = best(sentences(), code, english);
  return found ? std::optional(filled(*found, 0)) : std::nullopt;
}

}  // namespace sekimori
