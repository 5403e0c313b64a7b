// Guards and edges on concrete headers.
#include <gtest/gtest.h>

#include "sekimori/forward/flow_graph.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

FlowGraph with_list(std::vector<Rule> rules) {
  FlowGraph graph;
  graph.rule_lists.push_back({"list", {}, std::move(rules), Action::deny, {}});
  return graph;
}
Clause any(std::vector<Term> terms) { return {std::move(terms)}; }
const Packet kPacket = tcp("10.0.0.1", "10.0.0.2", 443);

TEST(Guard, is_a_conjunction_of_disjunctions) {
  const FlowGraph graph;
  const SrcIn from{AddressSet::of(prefix("10.0.0.0/24"))}, elsewhere{AddressSet::of(prefix("192.0.2.0/24"))};
  EXPECT_TRUE(holds(graph, {}, kPacket));
  EXPECT_FALSE(holds(graph, {{any({})}}, kPacket));
  EXPECT_TRUE(holds(graph, {{any({elsewhere, from})}}, kPacket));
  EXPECT_FALSE(holds(graph, {{any({elsewhere}), any({from})}}, kPacket));
}

TEST(Guard, each_term_reads_its_own_part_of_the_header) {
  const FlowGraph graph = with_list({permit("10.0.0.1", "10.0.0.2", "tcp/443")});
  const auto term = [&](Term t) { return holds(graph, {{any({std::move(t)})}}, kPacket); };
  EXPECT_TRUE(term(DstIn{AddressSet::of(address("10.0.0.2"))}));
  EXPECT_FALSE(term(DstIn{AddressSet::of(address("10.0.0.1"))}));
  EXPECT_TRUE(term(ServiceIn{{service("udp"), service("tcp/443")}}));
  EXPECT_FALSE(term(ServiceIn{{service("tcp/80")}}));
  EXPECT_TRUE(term(Passes{{0}}));
  EXPECT_FALSE(term(PassesReversed{{0}}));
  EXPECT_TRUE(holds(graph, {{any({PassesReversed{{0}}})}}, reversed(kPacket, Phase::reply)));
}

FlowEdge edge_with(Rewrite rewrite) {
  FlowEdge edge;
  edge.rewrite = std::move(rewrite);
  return edge;
}
bool steps(const FlowEdge& edge, const Packet& before, const Packet& after) { return is_step({}, edge, Phase::initiate, before, after); }

TEST(IsStep, without_a_rewrite_nothing_changes) {
  EXPECT_TRUE(steps(edge_with({}), kPacket, kPacket));
  Packet other = kPacket;
  other.established = true;
  EXPECT_FALSE(steps(edge_with({}), kPacket, other));
}

TEST(IsStep, a_prefix_is_mapped_host_by_host) {
  Rewrite rewrite;
  rewrite.dst = MapPrefix{prefix("10.0.0.0/24"), prefix("192.0.2.0/24")};
  EXPECT_TRUE(steps(edge_with(rewrite), kPacket, tcp("10.0.0.1", "192.0.2.2", 443)));
  EXPECT_FALSE(steps(edge_with(rewrite), kPacket, tcp("10.0.0.1", "192.0.2.3", 443)));
  EXPECT_FALSE(steps(edge_with(rewrite), tcp("10.0.0.1", "10.0.1.2", 443), tcp("10.0.0.1", "192.0.2.2", 443)));
}

TEST(IsStep, ports_change_only_where_there_are_ports) {
  Rewrite rewrite;
  rewrite.sport = ServiceInterval{1000, 1001};
  EXPECT_TRUE(steps(edge_with(rewrite), kPacket, tcp("10.0.0.1", "10.0.0.2", 443, 1001)));
  EXPECT_FALSE(steps(edge_with(rewrite), kPacket, tcp("10.0.0.1", "10.0.0.2", 443, 1002)));
  EXPECT_FALSE(steps(edge_with(rewrite), kPacket, kPacket));
  Packet fragment = kPacket;
  fragment.fragment = true;
  EXPECT_TRUE(steps(edge_with(rewrite), canonical(fragment), canonical(fragment)));
}

TEST(IsStep, asks_for_phase_family_and_both_guards) {
  FlowEdge edge;
  edge.reply = false;
  EXPECT_FALSE(is_step({}, edge, Phase::reply, kPacket, kPacket));
  edge.family = Family::v6;
  EXPECT_FALSE(steps(edge, kPacket, kPacket));
  edge.family = Family::v4;
  edge.after.all_of = {any({DstIn{AddressSet::of(address("10.0.0.3"))}})};
  EXPECT_FALSE(steps(edge, kPacket, kPacket));
  edge.rewrite.dst = AnyIn{AddressSet::everything(Family::v4)};
  EXPECT_TRUE(steps(edge, kPacket, tcp("10.0.0.1", "10.0.0.3", 443)));
}

}  // namespace
}  // namespace sekimori
