// The rules that proofs need, each with what it keeps out and the cells that rest on it.
#include <algorithm>
#include <optional>
#include <set>

#include "messages.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"

namespace sekimori {

namespace {

std::string title(const Support& support, Language language) {
  const std::string device = printable(support.device), list = printable(support.list);
  if (support.closing) return say(language, Message::supports_closing, device, list);
  return say(language, Message::supports_rule, device, printable(support.rule), list);
}

/// "red -> blue, green; blue -> red"
std::string pairs_of(const Support& support, const Report& report) {
  std::string text;
  std::optional<ZoneId> sender;
  for (const CellVerdict& cell : report.cells) {
    if (!std::ranges::binary_search(support.cells, cell.id)) continue;
    if (sender != cell.from)
      text += (text.empty() ? "" : "; ") + printable(report.zones[cell.from.index].name) + " -> ";
    else
      text += ", ";
    text += printable(report.zones[cell.to.index].name);
    sender = cell.from;
  }
  return text;
}

}  // namespace

void write_supports(TextPage& page, const Report& report, const Network& network) {
  if (!report.supports) return;
  const Language language = page.language();
  page.heading(message(language, Message::supports_title));
  if (!report.supports->empty()) page.paragraph(2, message(language, Message::supports_meaning), Tone::faint);
  std::set<std::string> held;
  for (const Support& support : *report.supports) {
    held.insert(support.cells.begin(), support.cells.end());
    page.paragraph(2, title(support, language), Tone::strong);
    write_lines(page, {support.at}, network);
    if (support.to_kept) page.paragraph(4, say(language, Message::supports_packet, to_text(support.packet)));
    page.paragraph(4, say(language, Message::supports_cells, support.cells.size(), pairs_of(support, report)));
  }
  const auto proved = std::ranges::count(report.cells, VerdictKind::proved, &CellVerdict::verdict);
  page.paragraph(2, say(language, Message::supports_count, held.size(), proved));
}

}  // namespace sekimori
