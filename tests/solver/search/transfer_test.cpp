#include "solver/search/transfer.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

HeaderClass class_of(const ClassSpace& space, const Packet& p) {
  HeaderClass c;
  for (std::uint32_t i = 0; i < space.addresses.size(); ++i) {
    if (space.addresses[i].contains(p.source())) c.src = i;
    if (space.addresses[i].contains(p.destination())) c.dst = i;
  }
  for (std::uint32_t i = 0; i < space.services.size(); ++i) {
    for (const auto& box : space.services[i]) {
      if (box.contains(p)) c.service = i;
    }
  }
  return c;
}

std::array<ClassSpace, 3> coarse_spaces() {
  ClassSeeds seeds;
  seeds.add(AddressSet::of(testing::prefix("10.0.1.0/24")));
  seeds.add(testing::service("tcp"));
  seeds.add(testing::service("tcp/443"));
  return {make_class_space(Family::v4, seeds), make_class_space(Family::v6, seeds), make_class_space(Family::non_ip, seeds)};
}

const ClassSet& image(Transfer& transfer, std::uint32_t edge, const ClassSet& in) {
  return transfer.table().at(transfer.image(FlowEdgeId{edge}, transfer.table().intern(in)));
}

TEST(Transfer, TheImageOfAClassContainsEveryPacketThatTheEdgeLetsThrough) {
  HandGraph g(
      {deny("10.0.1.8/29"), permit("10.0.1.0/24", "10.0.2.0/28", "tcp/443"), deny("any", "10.0.2.4/30"), permit("any", "any", "udp")});
  FlowEdge translating = g.graph.edges[0];
  translating.rewrite.src = MapPrefix{testing::prefix("10.0.1.0/24"), testing::prefix("10.0.9.0/24")};
  translating.before = {{{{SrcIn{AddressSet::of(testing::prefix("10.0.1.0/24"))}}}}};
  g.graph.edges.push_back(translating);
  const auto spaces = coarse_spaces();
  const FlowProblem problem = g.problem(g.red);
  Transfer transfer(*problem.graph, problem.relations, spaces);
  std::mt19937 random(7);
  const ClassSpace& space = spaces[0];
  int passed = 0;
  for (int i = 0; i < 4000; ++i) {
    Packet p = i % 2 == 0 ? testing::tcp("10.0.1.0", "10.0.2.0", 443) : testing::udp("10.0.1.0", "10.0.2.0", 53);
    p.src += random() % 512;
    p.dst += random() % 16;
    for (const std::uint32_t edge : {0U, static_cast<std::uint32_t>(g.graph.edges.size() - 1)}) {
      Packet after = p;
      if (edge != 0) after.src = (after.src & 0xFFU) | 0x0A000900U;
      if (!is_step(g.graph, g.graph.edges[edge], Phase::initiate, p, after)) continue;
      ++passed;
      ClassSet in(space);
      in.insert(space, class_of(space, p));
      ASSERT_TRUE(image(transfer, edge, in).contains(space, class_of(space, after))) << to_text(p);
    }
  }
  EXPECT_GT(passed, 500) << "the test must see packets pass";
}

TEST(Transfer, AClassThatADenyCoversWholeDoesNotPass) {
  HandGraph g({deny("10.0.1.0/24"), permit()});
  const auto spaces = coarse_spaces();
  const FlowProblem problem = g.problem(g.red);
  Transfer transfer(*problem.graph, problem.relations, spaces);
  ClassSet in(spaces[0]);
  in.insert(spaces[0], class_of(spaces[0], testing::tcp("10.0.1.5", "10.0.2.5", 443)));
  EXPECT_TRUE(image(transfer, 0, in).empty());
}

TEST(Transfer, AReversedListSeesTheReplyAsTheInitiationItAnswers) {
  HandGraph g({permit("10.0.2.5", "10.0.1.5", "tcp/443")});
  g.graph.edges[0].before = {{{{PassesReversed{RuleListId{0}}}}}};
  const auto spaces = coarse_spaces();
  const FlowProblem problem = g.problem(g.red);
  Transfer transfer(*problem.graph, problem.relations, spaces);
  const auto passes = [&](const Packet& p) {
    ClassSet in(spaces[0]);
    in.insert(spaces[0], class_of(spaces[0], p));
    return !image(transfer, 0, in).empty();
  };
  EXPECT_TRUE(passes(reversed(testing::tcp("10.0.2.5", "10.0.1.5", 443), Phase::reply)));
  EXPECT_FALSE(passes(testing::udp("10.0.1.5", "10.0.2.5")));
}

}  // namespace
}  // namespace sekimori
