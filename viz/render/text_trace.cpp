#include "messages.hpp"
#include "phrases.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

void write_end(TextPage& page, const Trace& trace, const Network& network) {
  const Language language = page.language();
  const bool delivered = trace.end == Disposition::delivered;
  std::string text(word(language, trace.end));
  if (trace.delivered_to) text += ": " + phrase(language, describe(network, *trace.delivered_to));
  page.paragraph(2, text, delivered ? Tone::good : Tone::bad);
  if (delivered && trace.delivered != trace.packet) {
    page.paragraph(4, say(language, Message::trace_arrived_as, to_text(trace.delivered)));
  }
}

}  // namespace

std::string render_trace_text(const SimulationResult& result, const Network& network, const TextOptions& options) {
  TextPage page(options);
  std::size_t number = 1;
  for (const Trace& trace : result.traces) {
    page.heading(say(options.language, Message::trace_title, number, result.traces.size(), to_text(trace.packet)));
    write_hops(page, trace.hops, network, 1);
    write_end(page, trace, network);
    ++number;
  }
  if (result.traces.empty()) page.paragraph(0, message(options.language, Message::trace_empty));
  if (result.truncated) page.paragraph(0, message(options.language, Message::trace_truncated), Tone::unsure);
  return std::move(page).take();
}

}  // namespace sekimori
