// The path of one packet, numbered like traceroute, with the decision and its config line below each hop.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "messages.hpp"
#include "phrases.hpp"
#include "steps.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

std::string first_of(const Step& step, std::string Hop::*field) {
  for (const Hop* hop : step.hops) {
    if (!(hop->*field).empty()) return printable(hop->*field);
  }
  return {};
}

std::string ways(const Step& step) {
  const std::string in = short_interface(step.in);
  const std::string out = short_interface(step.out);
  if (in.empty() && out.empty()) return {};
  return (in.empty() ? "*" : in) + " -> " + (out.empty() ? "*" : out);
}

/// "file:line: text", or only the place when the line has no text (an implicit deny).
std::string quoted(SourceRange at, const Network& network) {
  std::string place = printable(network.sources.describe(at));
  std::string text = printable(network.sources.line(at));
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return place;
  return place + ": " + text.substr(begin);
}

void write_decision(TextPage& page, const Hop& hop, const Network& network) {
  const std::string action = action_word(page.language(), hop.action);
  const bool denied = hop.action == "deny";
  page.paragraph(9, hop.why.empty() ? action : action + ": " + phrase(page.language(), hop.why), denied ? Tone::bad : Tone::plain);
  if (hop.packet_after) page.paragraph(11, say(page.language(), Message::hop_rewritten, to_text(*hop.packet_after)));
  if (hop.source != SourceRange{}) page.paragraph(11, quoted(hop.source, network), Tone::faint);
}

}  // namespace

void write_hops(TextPage& page, const std::vector<Hop>& hops, const Network& network, std::size_t first_number) {
  const std::vector<Step> steps = steps_of(hops, first_number);
  std::size_t device_width = 0, ways_width = 0;
  for (const Step& step : steps) {
    device_width = std::max(device_width, display_width(printable(step.device)));
    ways_width = std::max(ways_width, display_width(ways(step)));
  }
  for (const Step& step : steps) {
    const std::string vlan = first_of(step, &Hop::vlan);
    const std::string vrf = first_of(step, &Hop::vrf);
    std::string text = fmt::format("    {:>3}  ", step.number);
    text += page.painted(Tone::strong, padded(printable(step.device), device_width)) + "  " + padded(ways(step), ways_width);
    if (!vlan.empty()) text += "  VLAN " + vlan;
    if (!vrf.empty()) text += "  VRF " + vrf;
    page.line(text);
    for (const Hop* hop : step.hops) write_decision(page, *hop, network);
  }
}

void write_lines(TextPage& page, const std::vector<SourceRange>& places, const Network& network) {
  std::set<SourceRange> written;
  for (const SourceRange& at : places) {
    if (written.insert(at).second) page.paragraph(6, quoted(at, network));
  }
}

}  // namespace sekimori
