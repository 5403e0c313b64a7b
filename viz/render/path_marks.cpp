#include "path_marks.hpp"

#include <algorithm>

#include "host_groups.hpp"
#include "messages.hpp"
#include "phrases.hpp"
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

/// The node of a device or endpoint; a view that leaves it out gets it added.
std::size_t endpoint_node(Diagram& diagram, const Network& network, const std::string& name, Language language) {
  const auto found = diagram.by_name.find(name);
  if (found != diagram.by_name.end()) return found->second;
  if (const auto device = find_device(network, name)) return add_device(diagram, network, *device, language);
  if (const auto host = find_host(network, name)) return add_group(diagram, network, {{*host}, network.at(*host).count}, language);
  const std::size_t node = diagram.add_node("host", name, NodeLook::terminal);
  diagram.by_name.emplace(name, node);
  const auto endpoint = endpoint_named(network, name);
  if (const auto* anchor = endpoint ? std::get_if<InterfaceId>(&*endpoint) : nullptr) {
    diagram.nodes[node].lines = {std::string(message(language, Message::draw_undeclared)), printable(name)};
    const auto place = diagram.by_name.find(network.at(network.at(*anchor).device).name);
    if (place != diagram.by_name.end()) diagram.nodes[node].cluster = diagram.nodes[place->second].cluster;
  }
  return node;
}

bool joins(const DiagramEdge& edge, const Stop& a, const Stop& b) {
  if (edge.look == EdgeLook::hidden) return false;
  return (edge.from == a.node && edge.to == b.node) || (edge.from == b.node && edge.to == a.node);
}

/// Of parallel cables the one whose end names agree with the interfaces of the hops.
bool uses_ports(const DiagramEdge& edge, const Stop& a, const Stop& b) {
  const std::string& at_a = edge.from == a.node ? edge.at_from : edge.at_to;
  const std::string& at_b = edge.from == a.node ? edge.at_to : edge.at_from;
  if (at_a.empty() && at_b.empty() && !edge.label.empty()) {
    const std::string& port = a.out.empty() ? b.in : a.out;
    return edge.label == port || edge.label.starts_with(port + " ");
  }
  return (at_a.empty() || at_a == a.out) && (at_b.empty() || at_b == b.in);
}

/// The direct edge between two stops, the one with the right ports if there are several.
std::optional<std::size_t> direct_edge(const Diagram& diagram, const Stop& a, const Stop& b) {
  std::optional<std::size_t> any;
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    if (!joins(diagram.edges[i], a, b)) continue;
    if (uses_ports(diagram.edges[i], a, b)) return i;
    if (!any) any = i;
  }
  return any;
}

/// Two edges that meet in a segment, where a view draws segments; the pair whose labels name the most ports of the hops.
std::optional<std::pair<std::size_t, std::size_t>> edges_over_segment(const Diagram& diagram, const Stop& a, const Stop& b) {
  std::optional<std::pair<std::size_t, std::size_t>> best;
  int best_named = -1;
  for (std::size_t s = 0; s < diagram.nodes.size(); ++s) {
    if (diagram.nodes[s].look != NodeLook::segment) continue;
    const auto first = direct_edge(diagram, a, {s, "", ""});
    const auto second = direct_edge(diagram, {s, "", ""}, b);
    if (!first || !second) continue;
    const auto names = [&](std::size_t edge, const std::string& port) {
      return !port.empty() && diagram.edges[edge].label.find(port) != std::string::npos ? 1 : 0;
    };
    const int named = names(*first, a.out) + names(*second, b.in);
    if (named <= best_named) continue;
    best_named = named;
    best = {*first, *second};
  }
  return best;
}

void mark_edge(DiagramEdge& edge, std::size_t start) {
  const Arrow arrow = edge.from == start ? Arrow::forward : Arrow::back;
  const bool turned = edge.look == EdgeLook::path && edge.arrow != Arrow::none && edge.arrow != arrow;
  edge.arrow = turned ? Arrow::both : arrow;
  edge.look = EdgeLook::path;
}

void mark_between(Diagram& diagram, const Stop& a, const Stop& b) {
  if (const auto edge = direct_edge(diagram, a, b)) {
    mark_edge(diagram.edges[*edge], a.node);
  } else if (const auto pair = edges_over_segment(diagram, a, b)) {
    DiagramEdge& first = diagram.edges[pair->first];
    const std::size_t segment = first.from == a.node ? first.to : first.from;
    mark_edge(first, a.node);
    mark_edge(diagram.edges[pair->second], segment);
  } else {
    const std::size_t added = diagram.add_edge(a.node, b.node, EdgeLook::path);
    diagram.edges[added].shapes_layout = false;
    mark_edge(diagram.edges[added], a.node);
  }
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
    if (i > 0 && stops[i].node != stops[i - 1].node) mark_between(diagram, stops[i - 1], stops[i]);
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
  if (!hop.why.empty()) text += ": " + printable(phrase(language, hop.why));
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

std::optional<EndpointRef> endpoint_named(const Network& network, std::string_view name) {
  if (const auto device = find_device(network, name)) return *device;
  if (const auto host = find_host(network, name)) return *host;
  for (std::size_t i = 0; i < network.devices.size(); ++i) {
    if (describe(network, EndpointRef{make_id<DeviceId>(i)}) == name) return make_id<DeviceId>(i);
  }
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const auto id = make_id<InterfaceId>(i);
    if (describe(network, EndpointRef{id}) == name) return id;
  }
  return std::nullopt;
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

void number_nodes(Diagram& diagram, const CellVerdict& cell) {
  for (const Step& step : steps_of(*cell.witness)) {
    const auto found = diagram.by_name.find(step.device);
    if (found == diagram.by_name.end()) continue;
    diagram.nodes[found->second].numbers += circled(step.number);
    diagram.nodes[found->second].on_path = true;
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
    if (!leg.relay_why.empty())
      add("", say(language, Message::leg_relay, printable(phrase(language, leg.from)), printable(phrase(language, leg.relay_why))));
    add("", printable(phrase(language, leg.from)) + " → " + printable(phrase(language, leg.to)) + "  " + to_text(leg.packet));
    const std::vector<Step> steps = steps_of(leg.hops, number);
    number += steps.size();
    for (const Step& step : steps) add(circled(step.number), step_text(step, network, language));
  }
  diagram.legend.push_back(std::move(block));
}

}  // namespace sekimori
