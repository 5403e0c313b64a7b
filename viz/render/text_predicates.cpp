// The predicates of the policy, one line each; then, for those that do not hold or wait for somebody, what was found and what to do.
#include <algorithm>

#include "messages.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kFindingsShown = 12;  // the JSON has all

bool is_open(VerdictKind kind) {
  return kind != VerdictKind::proved && kind != VerdictKind::attested && kind != VerdictKind::not_applicable;
}

void write_row(TextPage& page, const PredicateVerdict& it, std::size_t word_width) {
  const Language language = page.language();
  const std::string_view name = word(language, it.verdict);
  std::string line = "  " + page.painted(tone_of(it.verdict), name);
  line +=
      std::string(word_width - display_width(name) + 2, ' ') + padded(it.id, 8) + padded(it.clause, 9) + printable(it.title.in(language));
  page.line(line);
}

void write_declared(TextPage& page, const PredicateVerdict& it) {
  for (const Declaration& by : it.declared) {
    if (by.source.empty() && by.date.empty()) {
      page.paragraph(6, message(page.language(), Message::declared_by_nobody), Tone::unsure);
    } else {
      page.paragraph(6, say(page.language(), Message::declared_by, printable(by.source), printable(by.date)), Tone::faint);
    }
  }
}

void write_findings(TextPage& page, const PredicateVerdict& it, const Network& network) {
  const Language language = page.language();
  std::size_t shown = 0;
  for (const Finding& finding : it.findings) {
    if (shown == kFindingsShown) {
      page.paragraph(6, say(language, Message::findings_more, it.findings.size() - shown), Tone::faint);
      break;
    }
    ++shown;
    page.paragraph(6, "- " + printable(finding.text.in(language)), tone_of(finding.weighs));
    if (finding.at.line != 0) page.paragraph(8, printable(network.sources.describe(finding.at)), Tone::faint);
  }
}

void write_open(TextPage& page, const PredicateVerdict& it, const Report& report, const Network& network) {
  const Language language = page.language();
  page.line("  " + page.painted(tone_of(it.verdict), word(language, it.verdict)) + "  " + it.id + "  " + printable(it.title.in(language)) +
            "  [" + it.code + "]");
  page.paragraph(4, it.explanation.in(language));
  write_findings(page, it, network);
  for (const CellVerdict& cell : report.cells) {
    const bool open = is_open(cell.verdict) && std::ranges::find(it.cells, cell.id) != it.cells.end();
    if (open) page.paragraph(6, "- " + printable(cell.id) + ": " + std::string(word(language, cell.verdict)), tone_of(cell.verdict));
  }
  const Message what = it.basis == PredicateBasis::human ? Message::predicate_question : Message::predicate_advice;
  page.paragraph(4, say(language, what, it.advice.in(language)), Tone::strong);
}

}  // namespace

void write_predicates(TextPage& page, const Report& report, const Network& network) {
  if (!report.pack) return;
  const Language language = page.language();
  page.heading(say(language, Message::predicates_title, printable(report.pack->title.in(language)), printable(report.pack->edition)));
  std::size_t width = 0;
  for (const PredicateVerdict& it : report.predicates) width = std::max(width, display_width(word(language, it.verdict)));
  for (const PredicateVerdict& it : report.predicates) {
    write_row(page, it, width);
    if (it.verdict == VerdictKind::attested) write_declared(page, it);
  }
  const bool any = std::ranges::any_of(report.predicates, [](const PredicateVerdict& it) { return is_open(it.verdict); });
  if (!any) return;
  page.heading(message(language, Message::predicates_open_title));
  for (const VerdictKind kind : {VerdictKind::violated, VerdictKind::inconclusive, VerdictKind::vacuous, VerdictKind::unattested}) {
    for (const PredicateVerdict& it : report.predicates) {
      if (it.verdict == kind) write_open(page, it, report, network);
    }
  }
}

void write_clauses(TextPage& page, const Report& report) {
  if (report.clauses.empty()) return;
  const Language language = page.language();
  page.heading(message(language, Message::clauses_title));
  std::size_t width = 0;
  for (const ClauseRow& row : report.clauses) width = std::max(width, display_width(clause_word(language, row.standing)));
  for (const ClauseRow& row : report.clauses) {
    const std::string_view name = clause_word(language, row.standing);
    std::string text =
        padded(row.clause, 9) + std::string(name) + std::string(width - display_width(name) + 2, ' ') + row.title.in(language);
    std::string by;
    for (const std::string& id : row.predicates) by += (by.empty() ? "" : " ") + id;
    if (!by.empty()) text += " (" + by + ")";
    page.line("  " + text);
    if (!row.why.in(language).empty()) page.paragraph(11, row.why.in(language), Tone::faint);
  }
}

}  // namespace sekimori
