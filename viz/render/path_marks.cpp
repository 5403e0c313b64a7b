#include "path_marks.hpp"

#include <algorithm>

#include "messages.hpp"
#include "steps.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kLegendColumns = 76;

struct Stop {
  std::size_t node = 0;
  std::string in, out;  ///< short interface names
};

/// The segment's smallest interface names an undeclared endpoint; its device is where to hang it.
std::optional<DeviceId> device_of_rest(const Network& network, std::string_view name) {
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const auto id = make_id<InterfaceId>(i);
    if (describe(network, EndpointRef{id}) == name) return network.interfaces[i].device;
  }
  return std::nullopt;
}

std::size_t endpoint_node(Diagram& diagram, const Network& network, const std::string& name, Language language) {
  const auto found = diagram.by_name.find(name);
  if (found != diagram.by_name.end()) return found->second;
  const std::size_t node = diagram.add_node("host", name, NodeLook::terminal);
  diagram.by_name.emplace(name, node);
  if (const auto device = device_of_rest(network, name)) {
    diagram.nodes[node].lines = {std::string(message(language, Message::draw_undeclared)), printable(name)};
    const auto place = diagram.by_name.find(network.at(*device).name);
    if (place != diagram.by_name.end()) diagram.nodes[node].cluster = diagram.nodes[place->second].cluster;
  }
  return node;
}

bool joins(const DiagramEdge& edge, const Stop& a, const Stop& b) {
  return (edge.from == a.node && edge.to == b.node) || (edge.from == b.node && edge.to == a.node);
}

/// Of parallel cables the one whose end names agree with the interfaces of the hops.
bool uses_ports(const DiagramEdge& edge, const Stop& a, const Stop& b) {
  const std::string& at_a = edge.from == a.node ? edge.at_from : edge.at_to;
  const std::string& at_b = edge.from == a.node ? edge.at_to : edge.at_from;
  return (at_a.empty() || at_a == a.out) && (at_b.empty() || at_b == b.in);
}

std::size_t edge_between(Diagram& diagram, const Stop& a, const Stop& b) {
  std::optional<std::size_t> any;
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    if (!joins(diagram.edges[i], a, b)) continue;
    if (uses_ports(diagram.edges[i], a, b)) return i;
    if (!any) any = i;
  }
  if (any) return *any;
  const std::size_t added = diagram.add_edge(a.node, b.node, EdgeLook::path);
  diagram.edges[added].shapes_layout = false;
  return added;
}

void mark_edge(Diagram& diagram, const Stop& a, const Stop& b) {
  DiagramEdge& edge = diagram.edges[edge_between(diagram, a, b)];
  const Arrow arrow = edge.from == a.node ? Arrow::forward : Arrow::back;
  const bool turned = edge.look == EdgeLook::path && edge.arrow != Arrow::none && edge.arrow != arrow;
  edge.arrow = turned ? Arrow::both : arrow;
  edge.look = EdgeLook::path;
}

void mark_leg(Diagram& diagram, const WitnessLeg& leg, const std::vector<Step>& steps, const Network& network, Language language) {
  std::vector<Stop> stops = {{endpoint_node(diagram, network, leg.from, language), "", ""}};
  for (const Step& step : steps) {
    const std::size_t node = endpoint_node(diagram, network, step.device, language);
    diagram.nodes[node].numbers += circled(step.number);
    stops.push_back({node, short_interface(step.in), short_interface(step.out)});
  }
  stops.push_back({endpoint_node(diagram, network, leg.to, language), "", ""});
  for (std::size_t i = 0; i < stops.size(); ++i) {
    diagram.nodes[stops[i].node].on_path = true;
    if (i > 0 && stops[i].node != stops[i - 1].node) mark_edge(diagram, stops[i - 1], stops[i]);
  }
}

/// The hop of a step worth quoting: the filter or policy decision if there is one, else the last.
const Hop& telling_hop(const Step& step) {
  for (const Hop* hop : step.hops) {
    if (hop->action == "permit" || hop->action == "deny" || hop->action == "translate") return *hop;
  }
  return *step.hops.back();
}

std::string step_text(const Step& step, const Network& network, Language language) {
  const Hop& hop = telling_hop(step);
  std::string text = printable(step.device) + " " + short_interface(step.in) + " → " + short_interface(step.out);
  text += "  " + action_word(language, hop.action);
  if (!hop.why.empty()) text += ": " + printable(hop.why);
  if (hop.source != SourceRange{}) text += "  [" + printable(network.sources.describe(hop.source)) + "]";
  return text;
}

}  // namespace

const CellVerdict* first_witnessed(const Report& report) {
  const CellVerdict* first = nullptr;
  for (const CellVerdict& cell : report.cells) {
    if (!cell.witness || cell.witness->legs.empty()) continue;
    if (cell.verdict == VerdictKind::violated) return &cell;
    if (first == nullptr) first = &cell;
  }
  return first;
}

std::set<std::string, std::less<>> path_ends(const Witness& witness) {
  std::set<std::string, std::less<>> names;
  for (const WitnessLeg& leg : witness.legs) {
    names.insert(leg.from);
    names.insert(leg.to);
  }
  return names;
}

void mark_path(Diagram& diagram, const CellVerdict& cell, const Network& network, Language language) {
  std::size_t number = 1;
  for (const WitnessLeg& leg : cell.witness->legs) {
    const std::vector<Step> steps = steps_of(leg.hops, number);
    number += steps.size();
    mark_leg(diagram, leg, steps, network, language);
  }
}

void add_path_legend(Diagram& diagram, const CellVerdict& cell, const Network& network, Language language) {
  LegendBlock block{std::string(message(language, Message::draw_path)) + ": " + printable(cell.id), {}};
  const auto add = [&](std::string_view sign, std::string_view text) {
    for (const std::string& line : wrapped(text, kLegendColumns)) {
      block.rows.push_back({std::string(sign), line, std::nullopt});
      sign = {};
    }
  };
  std::size_t number = 1;
  for (const WitnessLeg& leg : cell.witness->legs) {
    if (!leg.relay_why.empty()) add("", say(language, Message::leg_relay, printable(leg.from), printable(leg.relay_why)));
    add("", printable(leg.from) + " → " + printable(leg.to) + "  " + to_text(leg.packet));
    const std::vector<Step> steps = steps_of(leg.hops, number);
    number += steps.size();
    for (const Step& step : steps) add(circled(step.number), step_text(step, network, language));
  }
  diagram.legend.push_back(std::move(block));
}

}  // namespace sekimori
