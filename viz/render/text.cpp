#include "messages.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

std::string render_text(const Report& report, const Network& network, const TextOptions& options) {
  TextPage page(options);
  const Language language = options.language;
  page.heading(say(language, Message::report_title, printable(report.network_name)));
  page.paragraph(2, say(language, Message::report_pack, printable(report.model), printable(report.edition), word(language, report.threat)));
  write_matrix(page, report);
  write_predicates(page, report, network);
  write_violations(page, report, network);
  write_undecided(page, report, network);
  write_proved(page, report);
  write_supports(page, report, network);
  write_residual_paths(page, report);
  write_required_flows(page, report, network);
  write_clauses(page, report);
  write_coverage(page, report);
  write_counts(page, report);
  return std::move(page).take();
}

}  // namespace sekimori
