// A coarser invariant must still be one: it contains the least one, no step leads out of it, and nothing forbidden is delivered from it.
#include <gtest/gtest.h>

#include "sekimori/search/search.hpp"
#include "solver/search/delivery.hpp"
#include "solver/search/transfer.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

bool is_inside(const ClassSet& inner, const ClassSet& outer) {
  ClassSet rest = inner;
  rest.subtract(outer);
  return rest.empty();
}

/// Every (family, phase, place), as the tag is 0 here.
template <class Check>
void everywhere(const HandGraph& g, const Check& check) {
  for (const Family family : kFamilies) {
    for (const Phase phase : kPhases) {
      for (std::size_t place = 0; place < g.graph.locations.size(); ++place) check(family, phase, make_id<LocationId>(place));
    }
  }
}

class Generalise : public ::testing::TestWithParam<int> {
 protected:
  static std::vector<Rule> rules(int which) {
    switch (which) {
      case 0: return {deny()};
      case 1: return {permit("10.0.9.0/24", "any"), deny()};
      case 2: return {deny("10.0.1.0/24"), permit()};
      default: return {permit("any", "10.0.7.0/24"), deny()};
    }
  }
};

TEST_P(Generalise, StaysAnInvariantThatKeepsTheTargetOut) {
  const HandGraph g(rules(GetParam()));
  const FlowProblem problem = g.problem(g.red);
  const SearchState least = search(problem, policy_seeds(problem));
  ASSERT_FALSE(least.holders[g.blue.index]);
  const SearchState state = generalised(problem, least);
  everywhere(g, [&](Family family, Phase phase, LocationId at) {
    EXPECT_TRUE(is_inside(least.at(family, phase, 0, at), state.at(family, phase, 0, at)));
    for (const FlowEdgeId id : state.transfer->relations().out[at.index]) {
      if (g.graph.at(id).family != family) continue;
      const std::uint32_t image = state.transfer->image(id, state.number_at(family, phase, 0, at));
      EXPECT_TRUE(is_inside(state.table().at(image), state.at(family, phase, 0, g.graph.at(id).to)));
    }
  });
  for (const DeliveryPoint& point : delivery_points(problem, g.blue)) EXPECT_EQ(unexcused_classes(problem, state, point), 0U);
}

INSTANTIATE_TEST_SUITE_P(Filters, Generalise, ::testing::Range(0, 4));

TEST(Generalise, PlacesThatLeadNowhereShareOneSet) {
  HandGraph g({deny()});
  // Three places behind filters of their own, from where nothing leads on: the least invariant differs at each.
  const LocationId red_segment = g.graph.at(g.red).attachments[0].emission;
  for (const char* prefix : {"10.0.9.0/24", "10.0.8.0/24", "10.0.7.0/24"}) {
    g.graph.locations.push_back(g.graph.at(red_segment));
    g.edge(red_segment, make_id<LocationId>(g.graph.locations.size() - 1), {{{{DstIn{AddressSet::of(testing::prefix(prefix))}}}}});
  }
  const FlowProblem problem = g.problem(g.red);
  ClassSeeds seeds = policy_seeds(problem);
  for (const char* prefix : {"10.0.9.0/24", "10.0.8.0/24", "10.0.7.0/24"}) seeds.add(AddressSet::of(testing::prefix(prefix)));
  const SearchState least = search(problem, seeds);
  const SearchState state = generalised(problem, least);
  const auto at = [&](const SearchState& of, std::size_t back) {
    return of.number_at(Family::v4, Phase::initiate, 0, make_id<LocationId>(g.graph.locations.size() - back));
  };
  for (const std::size_t back : {2U, 3U}) {
    EXPECT_NE(at(least, back), at(least, 1));
    EXPECT_EQ(at(state, back), at(state, 1));
  }
}

}  // namespace
}  // namespace sekimori
