// A flow graph written by hand: hosts in zones on one router with a filter between them. For tests of search and proof that must not depend
// on the graph builder.
#pragma once

#include <string>

#include "sekimori/policy/problem.hpp"
#include "tiny_network.hpp"

namespace sekimori::testing {

/// red (10.0.1.5) -> segment 0 -> router -> filter -> segment 1 -> blue (10.0.2.5), and back without a filter.
class HandGraph {
 public:
  FlowGraph graph;
  FlowEndpointId red, blue;

  explicit HandGraph(std::vector<Rule> rules) {
    graph.zones.resize(2);
    graph.zones[0].name = "red";
    graph.zones[1].name = "blue";
    const auto seg_red = segment(0), seg_blue = segment(1);
    red = endpoint("red", ZoneId{0}, seg_red, "10.0.1.5");
    blue = endpoint("blue", ZoneId{1}, seg_blue, "10.0.2.5");
    Filter list;
    list.name = "between";
    list.rules = std::move(rules);
    graph.rule_lists.push_back(list);
    edge(seg_red, seg_blue, {{{{{Passes{RuleListId{0}}}}}}});
    edge(seg_blue, seg_red, {});
    deliver(seg_red, red, "10.0.1.5");
    deliver(seg_blue, blue, "10.0.2.5");
  }

  [[nodiscard]] FlowProblem problem(FlowEndpointId source) const {
    FlowProblem p;
    p.graph = &graph;
    p.sources = {source};
    return p;
  }

  void edge(LocationId from, LocationId to, Guard before) {
    FlowEdge e;
    e.from = from;
    e.to = to;
    e.kind = EdgeKind::route;
    e.before = std::move(before);
    graph.edges.push_back(std::move(e));
  }

 private:
  LocationId location(Location l) {
    graph.locations.push_back(l);
    return make_id<LocationId>(graph.locations.size() - 1);
  }
  LocationId segment(std::uint32_t index) { return location({LocationKind::segment, SegmentId{index}}); }

  FlowEndpointId endpoint(const std::string& name, ZoneId zone, LocationId at, std::string_view own) {
    const auto id = make_id<FlowEndpointId>(graph.endpoints.size());
    FlowEndpoint e;
    e.ref = HostId{id.index};
    e.name = name;
    e.zone = zone;
    e.delivery = location({LocationKind::endpoint, id});
    FlowAttachment attachment;
    attachment.emission = at;
    attachment.own_v4 = AddressSet::of(address(own));
    e.attachments.push_back(attachment);
    graph.endpoints.push_back(e);
    return id;
  }

  void deliver(LocationId from, FlowEndpointId to, std::string_view own) {
    edge(from, graph.at(to).delivery, {{{{{DstIn{AddressSet::of(address(own))}}}}}});
    graph.edges.back().kind = EdgeKind::deliver;
  }
};

}  // namespace sekimori::testing
