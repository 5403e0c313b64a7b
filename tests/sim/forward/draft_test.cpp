// The parts that the builders of a flow graph share: edges by phase, ways through transparent firewalls.
#include "sim/forward/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

Draft draft_of(const Network& network) {
  Draft draft{network, {}, {}, {}, {}, {}, {}, {}};
  std::map<Spot, SegmentId> spots;
  draft.graph.segments = compute_segments(network, spots);
  draft.places = find_places(network, draft.graph.segments, spots);
  return draft;
}

TEST(Draft, an_edge_is_added_once_for_both_phases_unless_their_guards_differ) {
  const Network network;
  Draft draft = draft_of(network);
  PhaseClauses alike;
  alike.both(clause(ServiceIn{{service("tcp")}}));
  add_edge(draft, {}, alike);
  ASSERT_EQ(draft.graph.edges.size(), 1U);
  EXPECT_TRUE(draft.graph.edges[0].initiate && draft.graph.edges[0].reply);
  PhaseClauses apart = alike;
  apart.alike = false;
  add_edge(draft, {}, apart);
  ASSERT_EQ(draft.graph.edges.size(), 3U);
  EXPECT_NE(draft.graph.edges[1].initiate, draft.graph.edges[2].initiate);
  EXPECT_NE(draft.graph.edges[1].reply, draft.graph.edges[2].reply);
}

TEST(Draft, an_edge_that_no_packet_can_take_is_left_out) {
  const Network network;
  Draft draft = draft_of(network);
  FlowEdge edge;
  edge.before.all_of = {clause(DstIn{AddressSet(Family::v4)})};
  add_edge(draft, edge);
  EXPECT_TRUE(draft.graph.edges.empty());
  edge.before.all_of[0].any_of.push_back(ServiceIn{{service("tcp")}});
  add_edge(draft, edge);
  EXPECT_EQ(draft.graph.edges.size(), 1U);
}

TEST(Draft, L3_frames_go_through_chains_of_transparent_firewalls_under_all_their_policies) {
  TinyNetwork n;
  const DeviceId f = n.firewall("f"), g = n.firewall("g");
  n.of(f).firewall->transparent = n.of(g).firewall->transparent = true;
  const InterfaceId f1 = n.access(f, "1", 1), f2 = n.access(f, "2", 1), g1 = n.access(g, "1", 1), g2 = n.access(g, "2", 1);
  n.link(f2, g1);
  n.host("x", "red", f1, "10.0.0.1");
  n.host("y", "blue", g2, "10.0.0.2");
  Draft draft = draft_of(n.net);
  const auto from = std::ranges::find_if(draft.graph.segments.segments, [&](const Segment& s) { return s.anchor == f1; });
  ASSERT_NE(from, draft.graph.segments.segments.end());
  const auto id = make_id<SegmentId>(static_cast<std::size_t>(from - draft.graph.segments.segments.begin()));
  const std::vector<FramePath> paths = frame_paths(draft, id, Family::v4);
  ASSERT_EQ(paths.size(), 3U);
  EXPECT_TRUE(paths[0].clauses.initiate.empty());
  EXPECT_EQ(paths[1].clauses.initiate.size(), 1U);
  EXPECT_EQ(paths[2].clauses.initiate.size(), 2U);
}

TEST(Draft, F2_a_session_group_begins_with_the_device_itself) {
  TinyNetwork n;
  const DeviceId a = n.firewall("a"), b = n.firewall("b"), c = n.firewall("c");
  n.of(a).session_group = n.of(b).session_group = "pair";
  EXPECT_EQ(session_group(n.net, b), (std::vector{b, a}));
  EXPECT_EQ(session_group(n.net, c), std::vector{c});
}

}  // namespace
}  // namespace sekimori
