// Guards weakened for products of classes: never less than the guards, and nothing of the product; products that are the set.
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

TEST(ClassProducts, AreDisjointAndTheirUnionIsTheSet) {
  std::mt19937 random(9);
  ClassSeeds seeds;
  for (const char* text : {"10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"}) seeds.add(AddressSet::of(*parse_prefix(text)));
  seeds.add(ServiceBox::of_protocol(kTcp));
  seeds.add(ServiceBox::of_protocol(kUdp));
  const ClassSpace space = make_class_space(Family::v4, seeds);
  for (int i = 0; i < 50; ++i) {
    ClassSet set(space);
    for (std::uint32_t src = 0; src < space.address_count(); ++src) {
      for (std::uint32_t dst = 0; dst < space.address_count(); ++dst) {
        for (std::uint32_t service = 0; service < space.service_count(); ++service) {
          if (random() % 4 != 0) set.insert(space, {src, dst, service});
        }
      }
    }
    ClassSet united(space);
    for (const ClassProduct& product : products_of(space, set)) {
      const ClassSet part = to_set(space, product);
      part.for_each(space, [&](HeaderClass c) { EXPECT_FALSE(united.contains(space, c)) << "in two products"; });
      united.unite(part);
    }
    EXPECT_EQ(united.words(), set.words());
  }
  EXPECT_TRUE(products_of(space, ClassSet(space)).empty());
}

}  // namespace
}  // namespace sekimori
