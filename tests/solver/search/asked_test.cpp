// C3, F3: an honest endpoint answers only what may have been delivered to it.
#include "solver/search/asked.hpp"

#include <gtest/gtest.h>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

/// red asks blue through the filter; blue's answers go back unfiltered.
struct Asked {
  HandGraph g;
  FlowProblem all, problem;
  SearchState initiations;

  explicit Asked(std::vector<Rule> rules) : g(std::move(rules)), problem(g.problem(g.blue)) {
    problem.threat = Threat::direct;
    all = initiations_of(problem);
    ClassSeeds seeds = policy_seeds(problem);
    seeds.add(testing::service("tcp/443"));
    initiations = search(all, seeds);
    problem.asked = &initiations;
  }
  [[nodiscard]] bool blue_data_reaches_red_in_replies() const {
    ClassSeeds seeds = policy_seeds(problem);
    for (const auto& box : {testing::service("tcp/443"), testing::service("tcp")}) seeds.add(box);
    const SearchState state = search(problem, seeds);
    return !state.at(Family::v4, Phase::reply, 0, g.graph.at(g.red).delivery).empty();
  }
};

TEST(Asked, WhoCannotBeAskedDoesNotAnswer) { EXPECT_FALSE(Asked({deny()}).blue_data_reaches_red_in_replies()); }
TEST(Asked, WhoCanBeAskedAnswers) { EXPECT_TRUE(Asked({permit("any", "any", "tcp/443"), deny()}).blue_data_reaches_red_in_replies()); }

TEST(Asked, ABroadcastIsAnsweredFromOnesOwnAddressButNotOverTcp) {
  HandGraph g({permit()});
  // blue hears 255.255.255.255 and nothing else.
  g.graph.edges.back().before = {{{{DstIn{AddressSet::of(testing::address("255.255.255.255"))}}}}};
  FlowProblem problem = g.problem(g.blue);
  const FlowProblem all = initiations_of(problem);
  ClassSeeds seeds = policy_seeds(problem);
  seeds.add(AddressSet::of(testing::address("255.255.255.255")));
  const SearchState initiations = search(all, seeds);
  problem.asked = &initiations;
  ClassSeeds cell = policy_seeds(problem);
  cell.add(testing::service("tcp"));
  const ClassSpace space = make_class_space(Family::v4, cell);
  const ClassSet answers = answering_classes(problem, g.blue, space);
  const auto answered = [&](const Packet& reply) {
    HeaderClass c;
    for (std::uint32_t i = 0; i < space.address_count(); ++i) {
      if (space.addresses[i].contains(reply.source())) c.src = i;
      if (space.addresses[i].contains(reply.destination())) c.dst = i;
    }
    for (std::uint32_t i = 0; i < space.service_count(); ++i) {
      for (const ServiceBox& box : space.services[i]) c.service = box.contains(reply) ? i : c.service;
    }
    return answers.contains(space, c);
  };
  EXPECT_TRUE(answered(testing::udp("10.0.2.5", "10.0.1.5", 5000)));
  Packet segment = testing::tcp("10.0.2.5", "10.0.1.5", 5000);
  segment.established = true;
  EXPECT_FALSE(answered(segment));
}

TEST(Asked, InitiationsOfEverybodyAreFollowedAndNoReplies) {
  const Asked a({permit()});
  EXPECT_EQ(a.all.sources.size(), a.g.graph.endpoints.size());
  for (std::size_t place = 0; place < a.g.graph.locations.size(); ++place) {
    EXPECT_TRUE(a.initiations.at(Family::v4, Phase::reply, 0, make_id<LocationId>(place)).empty());
  }
  EXPECT_FALSE(a.initiations.at(Family::v4, Phase::initiate, 0, a.g.graph.at(a.g.blue).delivery).empty());
}

}  // namespace
}  // namespace sekimori
