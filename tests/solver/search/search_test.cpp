#include "sekimori/search/search.hpp"

#include <gtest/gtest.h>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

bool reaches(const HandGraph& g, FlowEndpointId from, FlowEndpointId to) {
  const FlowProblem problem = g.problem(from);
  return search(problem, policy_seeds(problem)).holders[to.index];
}

TEST(Search, AClosedFilterKeepsTheTargetOutOfTheHolders) {
  EXPECT_FALSE(reaches(HandGraph({deny(), permit()}), FlowEndpointId{0}, FlowEndpointId{1}));
}

TEST(Search, AnOpenFilterMakesTheTargetAHolder) { EXPECT_TRUE(reaches(HandGraph({permit()}), FlowEndpointId{0}, FlowEndpointId{1})); }

TEST(Search, RefinementSeparatesWhatThePolicyClassesDoNot) {
  // The filter opens only for a neighbour of red inside red's class-to-be; refinement must tell them apart.
  HandGraph g({permit("10.0.1.6", "any"), deny()});
  g.graph.endpoints[g.red.index].attachments[0].own_v4 = AddressSet::of(testing::prefix("10.0.1.4/31"));
  const FlowProblem problem = g.problem(g.red);
  ClassSeeds seeds;  // no policy seeds at all: one address class
  for (int round = 0; round < 5; ++round) {
    const SearchState state = search(problem, seeds);
    if (!state.holders[g.blue.index]) return;
    const auto legs = AbstractPaths(problem, state).to(g.blue);
    ASSERT_EQ(legs.size(), 1U);
    ASSERT_TRUE(refine(problem, state, legs.front(), seeds)) << "nothing left to refine in round " << round;
  }
  FAIL() << "still a holder after refinement";
}

TEST(Search, AnAbstractPathFollowsTheEdgesFromEmitterToTarget) {
  HandGraph g({permit()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  const auto legs = AbstractPaths(problem, state).to(g.blue);
  ASSERT_EQ(legs.size(), 1U);
  const AbstractLeg& leg = legs.front();
  EXPECT_EQ(leg.emitter, g.red);
  ASSERT_EQ(leg.classes.size(), leg.edges.size() + 1);
  LocationId at = leg.start;
  for (const FlowEdgeId edge : leg.edges) {
    EXPECT_EQ(g.graph.at(edge).from, at);
    at = g.graph.at(edge).to;
  }
  EXPECT_EQ(at, g.graph.at(g.blue).delivery);
}

TEST(Search, DirectThreatDoesNotFollowRelays) {
  HandGraph g({permit()});
  FlowProblem problem = g.problem(g.red);
  problem.threat = Threat::direct;
  const SearchState state = search(problem, policy_seeds(problem));
  EXPECT_TRUE(state.holders[g.blue.index]);
  EXPECT_FALSE(state.emitters[g.blue.index]);
}

TEST(Search, AnExcusedDeliveryDoesNotMakeAHolder) {
  HandGraph g({permit("10.0.1.5", "10.0.2.5", "tcp/443"), deny()});
  FlowProblem problem = g.problem(g.red);
  Crossing row;
  row.id = "T-1";
  row.senders = {g.red};
  row.receivers = {g.blue};
  row.src_v4 = AddressSet::of(testing::address("10.0.1.5"));
  row.dst_v4 = AddressSet::of(testing::address("10.0.2.5"));
  row.services = {testing::service("tcp/443")};
  problem.crossings = {row};
  EXPECT_FALSE(search(problem, policy_seeds(problem)).holders[g.blue.index]);
  problem.crossings[0].services = {testing::service("tcp/444")};
  EXPECT_TRUE(search(problem, policy_seeds(problem)).holders[g.blue.index]);
}

}  // namespace
}  // namespace sekimori
