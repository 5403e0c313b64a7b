// Guards weakened for products of classes: never less than the guards, and nothing of the product.
#include <gtest/gtest.h>

#include <random>

#include "sekimori/policy/service_reversal.hpp"
#include "smt_fixture.hpp"

namespace sekimori {
namespace {

// C7: whatever it is weakened for, what a guard lets through has an axis in what it adds.
TEST(GuardsApart, AGuardThatIsApartHasOneAxisInWhatItAdds) {
  std::mt19937 random(6);
  SolverSession session;
  int apart_guards = 0, permitted = 0;
  for (int i = 0; i < 200; ++i) {
    FlowGraph graph;
    Filter list;
    for (std::size_t rules = 1 + random() % 3; rules > 0; --rules) list.rules.push_back(random_rule(random));
    graph.rule_lists.push_back(list);
    const bool reversed_list = random() % 2 == 0;
    const Term term = reversed_list ? Term(PassesReversed{RuleListId{0}}) : Term(Passes{RuleListId{0}});
    GuardsApart guards(graph, random_hull(random));
    HeaderHull apart = HeaderHull::none(Family::v4);
    if (!guards.add(Guard{{{{term}}}}, apart)) continue;
    ++apart_guards;
    const std::string text = smt_on_some_axis(header_symbols(Family::v4, ""), apart);
    for (int j = 0; j < 20; ++j) {
      const Packet p = random_packet(random);
      const Packet seen = reversed_list ? reversed(p, Phase::initiate) : p;
      if (decide(list, seen).action != Action::permit) continue;
      ++permitted;
      ASSERT_TRUE(is_true(session, text, p)) << to_text(p) << "\n" << text;
    }
  }
  EXPECT_GT(apart_guards, 20);
  EXPECT_GT(permitted, 50);
}

TEST(GuardsApart, WhatItAddsDoesNotMeetTheProduct) {
  std::mt19937 random(7);
  int apart_guards = 0;
  for (int i = 0; i < 200; ++i) {
    FlowGraph graph;
    Filter list;
    for (std::size_t rules = 1 + random() % 5; rules > 0; --rules) list.rules.push_back(random_rule(random));
    graph.rule_lists.push_back(list);
    GuardsApart guards(graph, random_hull(random));
    HeaderHull apart = HeaderHull::none(Family::v4);
    if (!guards.add(Guard{{{{Passes{RuleListId{0}}}}}}, apart)) continue;
    ++apart_guards;
    EXPECT_FALSE(apart.src.intersects(guards.about().src));
    EXPECT_FALSE(apart.dst.intersects(guards.about().dst));
    EXPECT_FALSE(intersects(apart.services, guards.about().services));
  }
  EXPECT_GT(apart_guards, 20);
}

TEST(GuardsApart, AGuardThatMeetsTheProductOnEveryAxisAddsNothing) {
  FlowGraph graph;
  Filter list;
  list.rules = {Rule{Action::permit, HeaderMatch{}, {}, {}}};
  graph.rule_lists.push_back(list);
  std::mt19937 random(8);
  GuardsApart guards(graph, random_hull(random));
  HeaderHull apart = HeaderHull::none(Family::v4);
  EXPECT_FALSE(guards.add(Guard{{{{Passes{RuleListId{0}}}}}}, apart));
  EXPECT_FALSE(guards.add(Guard{}, apart)) << "no clause lets everything through";
  EXPECT_TRUE(apart.src.empty() && apart.dst.empty() && apart.services.empty());
}

}  // namespace
}  // namespace sekimori
