// The zone graph: what may be filed as one page. Proved pairs are thin, because there are many and they are the normal case.
#include <algorithm>
#include <map>

#include "messages.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;

EdgeLook look_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::proved: return EdgeLook::proved;
    case VerdictKind::violated: return EdgeLook::violated;
    case VerdictKind::inconclusive: return EdgeLook::inconclusive;
    case VerdictKind::vacuous:
    case VerdictKind::attested:
    case VerdictKind::unattested:
    case VerdictKind::not_applicable: return EdgeLook::other;
  }
  return EdgeLook::inconclusive;
}

/// The verdicts of the report's own threat level; a violation hides everything else said about the pair.
std::map<Pair, VerdictKind> verdicts_of(const Report& report) {
  std::map<Pair, VerdictKind> verdicts;
  for (const CellVerdict& cell : report.cells) {
    if (cell.threat != report.threat) continue;
    const auto [slot, added] = verdicts.try_emplace({cell.from.index, cell.to.index}, cell.verdict);
    const bool worse =
        cell.verdict == VerdictKind::violated || (cell.verdict == VerdictKind::inconclusive && slot->second != VerdictKind::violated);
    if (!added && worse) slot->second = cell.verdict;
  }
  return verdicts;
}

/// More lines than this cannot be followed; then the pairs that are proved both ways, the normal case, go without one.
constexpr std::size_t kMostProvedPairs = 20;

bool is_mutual(const std::map<Pair, VerdictKind>& verdicts, const Pair& pair) {
  const auto back = verdicts.find({pair.second, pair.first});
  return back != verdicts.end() && back->second == verdicts.at(pair);
}

std::size_t mutually_proved(const std::map<Pair, VerdictKind>& verdicts) {
  std::size_t count = 0;
  for (const auto& [pair, kind] : verdicts) {
    if (kind == VerdictKind::proved && pair.first < pair.second && is_mutual(verdicts, pair)) ++count;
  }
  return count;
}

void add_verdict(Diagram& diagram, const std::map<Pair, VerdictKind>& verdicts, const Pair& pair, Language language) {
  const VerdictKind kind = verdicts.at(pair);
  const bool both = is_mutual(verdicts, pair);
  if (both && pair.second < pair.first) return;
  const std::size_t edge = diagram.add_edge(pair.first, pair.second, look_of(kind));
  diagram.edges[edge].arrow = both ? Arrow::both : Arrow::forward;
  diagram.edges[edge].at_from = letter(language, kind);
  if (both) diagram.edges[edge].at_to = letter(language, kind);
}

void add_verdict_legend(Diagram& diagram, const std::map<Pair, VerdictKind>& verdicts, Language language) {
  std::set<VerdictKind> used;
  for (const auto& [pair, kind] : verdicts) used.insert(kind);
  LegendBlock block{std::string(message(language, Message::draw_lines)), {}};
  for (const VerdictKind kind : used) {
    const std::string_view text = kind == VerdictKind::proved ? message(language, Message::proved_means) : word(language, kind);
    block.rows.push_back({std::string(letter(language, kind)), std::string(text), std::nullopt});
  }
  if (!block.rows.empty()) diagram.legend.push_back(std::move(block));
}

}  // namespace

Diagram zones_view(const Network& network, const ViewOptions& options) {
  Diagram diagram;
  diagram.layout = Layout::ring;
  diagram.title = say(options.language, Message::view_zones, printable(network.name));
  const std::vector<Zone>& zones = options.report != nullptr ? options.report->zones : network.zones;
  std::map<std::size_t, std::size_t> endpoints;
  for (const Host& host : network.hosts) endpoints[host.zone.index] += host.count;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const std::size_t node = diagram.add_node("zone", zones[i].name, NodeLook::zone);
    diagram.nodes[node].lines = {zone_label(options.language, zones[i])};
    if (endpoints[i] > 0) diagram.nodes[node].lines.push_back(say(options.language, Message::draw_endpoints, endpoints[i]));
    diagram.nodes[node].zone = i;
  }
  if (options.report == nullptr) return diagram;
  const std::map<Pair, VerdictKind> verdicts = verdicts_of(*options.report);
  const std::size_t mutual = mutually_proved(verdicts);
  for (const auto& [pair, kind] : verdicts) {
    const bool normal = kind == VerdictKind::proved && is_mutual(verdicts, pair);
    if (!normal || mutual <= kMostProvedPairs) add_verdict(diagram, verdicts, pair, options.language);
  }
  add_verdict_legend(diagram, verdicts, options.language);
  if (mutual > kMostProvedPairs) {
    diagram.legend.back().rows.push_back({"", say(options.language, Message::zones_without_line, mutual), std::nullopt});
  }
  return diagram;
}

}  // namespace sekimori
