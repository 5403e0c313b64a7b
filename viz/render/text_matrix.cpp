// The matrix is the first thing an auditor looks at, so it must survive a printout: every verdict has its own letter, colours only
// repeat it. Zones are headed by a sign (A, B, …) that the pictures use too; wide matrices continue below in blocks of columns.
#include <algorithm>
#include <map>
#include <set>

#include "messages.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kColumn = 4;  // the widest sign ("Z12") and a space
constexpr std::size_t kLongestLabel = 44;

using Pair = std::pair<std::size_t, std::size_t>;
using Verdicts = std::map<Pair, VerdictKind>;

/// What a reader must see first when several policies judge one pair.
int urgency(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::violated: return 6;
    case VerdictKind::inconclusive: return 5;
    case VerdictKind::vacuous: return 4;
    case VerdictKind::unattested: return 3;
    case VerdictKind::attested: return 2;
    case VerdictKind::proved: return 1;
    case VerdictKind::not_applicable: return 0;
  }
  return 5;
}

Verdicts verdicts_at(const Report& report, Threat threat) {
  Verdicts verdicts;
  for (const CellVerdict& cell : report.cells) {
    if (cell.threat != threat) continue;
    const auto [slot, added] = verdicts.try_emplace({cell.from.index, cell.to.index}, cell.verdict);
    if (!added && urgency(cell.verdict) > urgency(slot->second)) slot->second = cell.verdict;
  }
  return verdicts;
}

/// The letter of one pair; "." on the diagonal, "~" where no cell was decided at all.
std::string letter_at(const TextPage& page, const Verdicts& verdicts, Pair pair) {
  const auto found = verdicts.find(pair);
  const std::string text(found != verdicts.end() ? letter(page.language(), found->second) : pair.first == pair.second ? "." : "~");
  const Tone tone = found == verdicts.end() ? Tone::faint : tone_of(found->second);
  return page.painted(tone, text) + std::string(kColumn - std::min(kColumn, display_width(text)), ' ');
}

void write_block(TextPage& page, const Report& report, const Verdicts& verdicts, std::size_t label_width, Pair columns) {
  std::string head = padded("", label_width + 2);
  for (std::size_t to = columns.first; to < columns.second; ++to) head += padded(zone_sign(to), kColumn);
  page.line(head);
  for (std::size_t from = 0; from < report.zones.size(); ++from) {
    const std::string label = zone_sign(from) + " " + zone_label(page.language(), report.zones[from]);
    std::string row = "  " + padded(shortened(label, label_width - 1), label_width);
    for (std::size_t to = columns.first; to < columns.second; ++to) row += letter_at(page, verdicts, {from, to});
    page.line(row);
  }
}

std::size_t label_width_of(const TextPage& page, const Report& report) {
  std::size_t width = 8;
  for (std::size_t i = 0; i < report.zones.size(); ++i) {
    width = std::max(width, display_width(zone_sign(i) + " " + zone_label(page.language(), report.zones[i])));
  }
  return std::min(width, kLongestLabel) + 1;
}

void write_legend(TextPage& page, const Verdicts& verdicts) {
  std::set<VerdictKind> used;
  for (const auto& [pair, kind] : verdicts) used.insert(kind);
  for (const VerdictKind kind : used) {
    const std::string_view name =
        kind == VerdictKind::proved ? message(page.language(), Message::proved_means) : word(page.language(), kind);
    page.line("  " + padded(letter(page.language(), kind), 3) + std::string(name));
  }
}

}  // namespace

void write_matrix(TextPage& page, const Report& report) {
  const std::size_t label_width = label_width_of(page, report);
  const std::size_t room = page.width() > label_width + 2 ? page.width() - label_width - 2 : 0;
  const std::size_t per_block = std::max<std::size_t>(1, room / kColumn);
  for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) {
    const Verdicts verdicts = verdicts_at(report, threat);
    if (verdicts.empty()) continue;
    page.heading(say(page.language(), Message::matrix_title, word(page.language(), threat)));
    for (std::size_t first = 0; first < report.zones.size(); first += per_block) {
      write_block(page, report, verdicts, label_width, {first, std::min(first + per_block, report.zones.size())});
    }
    write_legend(page, verdicts);
  }
}

}  // namespace sekimori
