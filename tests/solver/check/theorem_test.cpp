#include "sekimori/check/theorem.hpp"

#include <gtest/gtest.h>

#include "sekimori/prove/certificate.hpp"
#include "sekimori/search/search.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

std::set<ItemKey> keys(const std::vector<ItemKey>& all) { return {all.begin(), all.end()}; }

TEST(Theorem, DemandsWhatTheEncoderShows) {
  for (const auto& rules : {std::vector{deny()}, std::vector{permit()}, std::vector{permit("10.0.9.0/24", "any"), deny()}}) {
    HandGraph g(rules);
    for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) {
      for (const bool spoofing : {false, true}) {
        FlowProblem problem = g.problem(g.red);
        problem.threat = threat;
        problem.spoofing = spoofing;
        const SearchState state = search(problem, policy_seeds(problem));
        EXPECT_EQ(set_defects(problem, state, {}), std::vector<std::string>{});
        EXPECT_EQ(demanded_items(problem, state), keys(expected_items(problem, state)));
        const FlowProblem all = initiations_of(problem);
        const SearchState g_state = search(all, policy_seeds(all));
        EXPECT_EQ(demanded_items(all, g_state), keys(expected_items(all, g_state)));
      }
    }
  }
}

class TheoremSets : public ::testing::Test {
 protected:
  TheoremSets() : g_({permit()}), problem_(g_.problem(g_.red)), state_(search(problem_, policy_seeds(problem_))) {}
  [[nodiscard]] bool is_sound(const Invariant& invariant, const std::vector<ZoneId>& targets = {}) const {
    return set_defects(problem_, invariant, targets).empty();
  }
  HandGraph g_;
  FlowProblem problem_;
  SearchState state_;
};

TEST_F(TheoremSets, SoundOnesHaveNoDefect) { EXPECT_TRUE(is_sound(state_)); }
TEST_F(TheoremSets, AHolderInTheTargetZoneIsADefect) { EXPECT_FALSE(is_sound(state_, {ZoneId{1}})); }

TEST_F(TheoremSets, ASourceThatDoesNotEmitIsADefect) {
  state_.emitters[g_.red.index] = false;
  EXPECT_FALSE(is_sound(state_));
}

TEST_F(TheoremSets, ARelayThatDoesNotEmitIsADefect) {
  ASSERT_TRUE(state_.holders[g_.blue.index]);
  state_.emitters[g_.blue.index] = false;
  EXPECT_FALSE(is_sound(state_));
}

TEST_F(TheoremSets, AnEmitterThatHoldsNothingIsADefect) {
  state_.holders[g_.red.index] = false;
  EXPECT_FALSE(is_sound(state_));
}

TEST_F(TheoremSets, AnInvariantOfAnotherGraphIsADefect) {
  Invariant other = state_;
  other.locations += 1;
  EXPECT_FALSE(is_sound(other));
  other = state_;
  other.holders.push_back(false);
  EXPECT_FALSE(is_sound(other));
}

TEST_F(TheoremSets, AnAddressInNoClassOrInTwoIsADefect) {
  Invariant other = state_;
  auto& addresses = other.spaces[0].addresses;
  ASSERT_GT(addresses.size(), 1U);
  const AddressSet first = addresses.front();
  addresses.front() = AddressSet(Family::v4);
  EXPECT_FALSE(is_sound(other));
  addresses.front() = first.united(addresses.back());
  EXPECT_FALSE(is_sound(other));
}

TEST_F(TheoremSets, AServiceInNoClassOrInTwoIsADefect) {
  Invariant other = state_;
  auto& services = other.spaces[0].services;
  const auto kept = services.front();
  services.front().pop_back();
  EXPECT_FALSE(is_sound(other));
  services.front() = kept;
  services.push_back({kept.front()});
  EXPECT_FALSE(is_sound(other));
}

TEST_F(TheoremSets, WhatAWireLeadsToIsConnected) {
  EXPECT_TRUE(connected_zones(problem_).contains(g_.graph.at(g_.blue).zone));
  g_.graph.edges.clear();
  EXPECT_FALSE(connected_zones(problem_).contains(g_.graph.at(g_.blue).zone));
}

}  // namespace
}  // namespace sekimori
