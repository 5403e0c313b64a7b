#include "messages.hpp"
#include "phrases.hpp"
#include "sekimori/prove/threats.hpp"
#include "steps.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

std::string title_of(const CellVerdict& cell, Language language) {
  return printable(language == Language::ja ? cell.title_ja : cell.title_en);
}

/// One paragraph for somebody who has not read the policy: what crossed, from where, and how we know.
std::string explanation(const CellVerdict& cell, const Report& report, Language language) {
  const std::string from = zone_label(language, report.zones.at(cell.from.index));
  const std::string to = zone_label(language, report.zones.at(cell.to.index));
  std::string text = say(language, Message::violation_explained, from, to, word(language, cell.threat));
  if (!cell.witness || cell.witness->legs.empty()) return text;
  const Witness& witness = *cell.witness;
  text += say(language, Message::violation_witness, printable(phrase(language, witness.legs.front().from)),
              printable(phrase(language, witness.legs.back().to)), witness.legs.size(), steps_of(witness).size());
  text += message(language, witness.replayed ? Message::violation_replayed : Message::violation_not_replayed);
  return text;
}

void write_leg(TextPage& page, const Witness& witness, std::size_t index, const Network& network, std::size_t first_number) {
  const WitnessLeg& leg = witness.legs[index];
  const Language language = page.language();
  if (!leg.relay_why.empty()) {
    page.paragraph(4, say(language, Message::leg_relay, printable(phrase(language, leg.from)), printable(phrase(language, leg.relay_why))),
                   Tone::unsure);
  }
  const Message phase = leg.phase == Phase::reply ? Message::phase_reply : Message::phase_initiate;
  page.paragraph(4,
                 say(language, Message::leg_title, index + 1, witness.legs.size(), printable(phrase(language, leg.from)),
                     printable(phrase(language, leg.to)), message(language, phase)),
                 Tone::strong);
  if (leg.initiation)
    page.paragraph(
        6, say(language, leg.opened_by_sender ? Message::leg_forged_initiation : Message::leg_initiation, to_text(*leg.initiation)));
  page.paragraph(6, say(language, Message::leg_packet, to_text(leg.packet)));
  write_hops(page, leg.hops, network, first_number);
}

void write_assumptions(TextPage& page, const CellVerdict& cell, const Network& network) {
  if (cell.assumptions.empty()) return;
  page.paragraph(4, message(page.language(), Message::rests_on));
  for (const AssumptionId id : cell.assumptions) {
    const Assumption& assumption = network.at(id);
    page.paragraph(6, network.sources.describe(assumption.at) + ": " + assumption.text + " (" + to_text(assumption.effect) + ")");
    if (!assumption.why.empty()) page.paragraph(8, assumption.why, Tone::faint);
  }
}

void write_cell_head(TextPage& page, const CellVerdict& cell) {
  const Language language = page.language();
  page.line("  " + page.painted(tone_of(cell.verdict), word(language, cell.verdict)) + "  " + printable(cell.id) + "  " +
            say(language, Message::cell_clause, printable(cell.clause), severity_word(language, cell.severity)));
  page.paragraph(4, title_of(cell, language));
}

void write_reason(TextPage& page, const CellVerdict& cell) {
  if (!cell.reason) return;
  const std::string& text = page.language() == Language::ja ? cell.reason->ja : cell.reason->en;
  page.paragraph(4, say(page.language(), Message::cell_reason, printable(text), printable(cell.reason->code)));
}

void write_witness(TextPage& page, const Witness& witness, const Network& network) {
  std::size_t number = 1;
  for (std::size_t leg = 0; leg < witness.legs.size(); ++leg) {
    write_leg(page, witness, leg, network, number);
    number += steps_of(witness.legs[leg].hops).size();
  }
}

void write_evidence(TextPage& page, const CellVerdict& cell, const Network& network) {
  if (cell.witness) write_witness(page, *cell.witness, network);
  if (!cell.culprits.empty()) {
    page.paragraph(4, message(page.language(), Message::culprit_lines));
    write_lines(page, cell.culprits, network);
  }
  write_assumptions(page, cell, network);
}

void write_group(TextPage& page, const Report& report, const Network& network, VerdictKind kind, Message title) {
  bool headed = false;
  for (const CellVerdict& cell : report.cells) {
    if (cell.verdict != kind || !counts(report, cell)) continue;
    if (!headed) page.heading(message(page.language(), title));
    if (headed) page.line();
    headed = true;
    write_cell(page, cell, report, network);
  }
}

}  // namespace

void write_cell(TextPage& page, const CellVerdict& cell, const Report& report, const Network& network) {
  write_cell_head(page, cell);
  if (cell.verdict == VerdictKind::violated) page.paragraph(4, explanation(cell, report, page.language()));
  write_reason(page, cell);
  write_evidence(page, cell, network);
}

void write_violations(TextPage& page, const Report& report, const Network& network) {
  write_group(page, report, network, VerdictKind::violated, Message::violations_title);
}

void write_undecided(TextPage& page, const Report& report, const Network& network) {
  write_group(page, report, network, VerdictKind::inconclusive, Message::inconclusive_title);
  write_group(page, report, network, VerdictKind::vacuous, Message::vacuous_title);
  write_group(page, report, network, VerdictKind::unattested, Message::unattested_title);
  write_group(page, report, network, VerdictKind::attested, Message::attested_title);
  write_group(page, report, network, VerdictKind::not_applicable, Message::not_applicable_title);
}

}  // namespace sekimori
