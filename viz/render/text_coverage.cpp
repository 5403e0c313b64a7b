// What was looked at and what was not: a verdict is worth only as much as its coverage, so this block is never left out.
#include <array>
#include <map>

#include "messages.hpp"
#include "sekimori/prove/threats.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr std::array<VerdictKind, 7> kKinds = {VerdictKind::proved,        VerdictKind::violated, VerdictKind::inconclusive,
                                               VerdictKind::vacuous,       VerdictKind::attested, VerdictKind::unattested,
                                               VerdictKind::not_applicable};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += printable(part);
  }
  return text;
}

void write_names(TextPage& page, Message title, const std::vector<std::string>& names) {
  page.paragraph(2, say(page.language(), title, names.size()));
  if (!names.empty()) page.paragraph(4, joined(names, ", "));
}

std::size_t count_of(const Report& report, VerdictKind kind) {
  std::size_t count = 0;
  for (const CellVerdict& cell : report.cells) count += cell.verdict == kind && counts(report, cell) ? 1U : 0U;
  return count;
}

void write_tiers(TextPage& page, const Report& report) {
  std::map<RoutingTier, std::size_t> tiers;
  for (const CellVerdict& cell : report.cells) {
    if (cell.tier && cell.verdict == VerdictKind::proved) ++tiers[*cell.tier];
  }
  for (const auto& [tier, count] : tiers) {
    page.paragraph(2, say(page.language(), Message::coverage_tier, word(page.language(), tier), count));
  }
}

}  // namespace

void write_proved(TextPage& page, const Report& report) {
  const Language language = page.language();
  if (count_of(report, VerdictKind::proved) == 0) return;
  page.heading(message(language, Message::proved_title));
  for (const CellVerdict& cell : report.cells) {
    if (cell.verdict != VerdictKind::proved) continue;
    std::string text = printable(cell.id);
    if (cell.tier) text += "  " + std::string(word(language, *cell.tier));
    if (!cell.basis.empty()) text += "  " + say(language, Message::proved_basis, basis_word(language, cell.basis));
    if (cell.spoof_robust) {
      text += "  ";
      text += message(language, *cell.spoof_robust ? Message::spoof_robust : Message::not_spoof_robust);
    }
    if (!cell.families.empty()) text += "  " + joined(cell.families, "/");
    text += "  " + say(language, Message::proved_obligations, cell.obligations);
    page.paragraph(2, text);
  }
}

void write_residual_paths(TextPage& page, const Report& report) {
  const Language language = page.language();
  if (report.residual_paths.empty() && !report.residuals_truncated) return;
  page.heading(message(language, Message::residual_title));
  for (const ResidualPath& path : report.residual_paths) {
    page.paragraph(2, printable(path.from) + " -> " + printable(path.to) + ": " + joined(path.crossings, " -> "));
  }
  if (report.residuals_truncated) page.paragraph(2, message(language, Message::residual_truncated), Tone::unsure);
}

void write_required_flows(TextPage& page, const Report& report, const Network& network) {
  const Language language = page.language();
  if (report.coverage.required_flows.empty()) return;
  page.heading(message(language, Message::required_title));
  for (const RequiredFlow& flow : report.coverage.required_flows) {
    const Message state = flow.delivered ? Message::required_delivered : Message::required_failed;
    std::string text = printable(flow.row) + ": " + std::string(message(language, state));
    if (!flow.why.empty()) text += " (" + printable(flow.why) + ")";
    page.paragraph(2, text, flow.delivered ? Tone::plain : Tone::bad);
    if (!flow.delivered) write_lines(page, {flow.at}, network);
  }
}

void write_coverage(TextPage& page, const Report& report) {
  const Language language = page.language();
  const Coverage& coverage = report.coverage;
  page.heading(message(language, Message::coverage_title));
  page.paragraph(2, say(language, Message::coverage_devices, coverage.devices_with_config, coverage.devices_without_config));
  write_names(page, Message::coverage_peers, coverage.interfaces_without_peer);
  write_names(page, Message::coverage_hosts, coverage.hosts_in_no_zone);
  page.paragraph(2,
                 say(language, Message::coverage_assumptions, coverage.harmless, coverage.may_open, coverage.may_close, coverage.may_both));
  page.paragraph(2, say(language, Message::coverage_threat, word(language, report.threat)));
  write_tiers(page, report);
  page.paragraph(2, say(language, Message::coverage_obligations, report.stats.obligations, report.stats.distinct_obligations));
}

void write_counts(TextPage& page, const Report& report) {
  std::string text;
  for (const VerdictKind kind : kKinds) {
    const std::size_t count = count_of(report, kind);
    // The first three are the answer and always stand; the rest only when there are any.
    if (count == 0 && kind > VerdictKind::inconclusive) continue;
    if (!text.empty()) text += message(page.language(), Message::list_separator);
    text += page.painted(count == 0 ? Tone::plain : tone_of(kind),
                         say(page.language(), Message::count_of_kind, word(page.language(), kind), count));
  }
  page.line();
  page.line(text);
}

}  // namespace sekimori
