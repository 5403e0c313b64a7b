// Printed rule lists against first match: exact ones hold iff it permits, weakened ones wherever it does.
#include <gtest/gtest.h>

#include <random>

#include "smt_fixture.hpp"

namespace sekimori {
namespace {

TEST(Smt, APrintedRuleListPermitsWhatFirstMatchPermits) {
  std::mt19937 random(3);
  SolverSession session;
  int permitted = 0;
  for (int i = 0; i < 60; ++i) {
    Filter list;
    list.fallback = random() % 4 == 0 ? Action::permit : Action::deny;
    for (std::size_t rules = random() % 6; rules > 0; --rules) list.rules.push_back(random_rule(random));
    const std::string term = smt_permits(header_symbols(Family::v4, ""), list);
    for (int j = 0; j < 12; ++j) {
      const Packet p = random_packet(random);
      const bool expected = decide(list, p).action == Action::permit;
      permitted += expected ? 1 : 0;
      ASSERT_EQ(is_true(session, term, p), expected) << to_text(p) << "\n" << term;
    }
  }
  EXPECT_GT(permitted, 50);
}

// C7: a weakened formula holds wherever the exact one does, whatever it was weakened for.
TEST(Smt, AWeakenedRuleListHoldsForWhateverIsPermitted) {
  std::mt19937 random(5);
  SolverSession session;
  int permitted = 0, dropped = 0;
  for (int i = 0; i < 80; ++i) {
    Filter list;
    for (std::size_t rules = 1 + random() % 6; rules > 0; --rules) list.rules.push_back(random_rule(random));
    const std::string term = smt_may_permit(header_symbols(Family::v4, ""), list, random_hull(random));
    for (int j = 0; j < 12; ++j) {
      const Packet p = random_packet(random);
      const bool holds = is_true(session, term, p);
      if (decide(list, p).action == Action::permit) {
        ++permitted;
        ASSERT_TRUE(holds) << to_text(p) << "\n" << term;
      } else {
        dropped += holds ? 0 : 1;
      }
    }
  }
  EXPECT_GT(permitted, 50);
  EXPECT_GT(dropped, 50) << "the weakened formula still says something";
}

TEST(Smt, ReversedTermsShowTheReversedHeader) {
  std::mt19937 random(4);
  SolverSession session;
  for (int i = 0; i < 120; ++i) {
    Filter list;
    list.rules = {random_rule(random), random_rule(random)};
    const Packet p = random_packet(random);
    const std::string term = smt_permits(reversed_terms(header_symbols(Family::v4, "")), list);
    ASSERT_EQ(is_true(session, term, p), decide(list, reversed(p, Phase::initiate)).action == Action::permit) << to_text(p);
  }
}

}  // namespace
}  // namespace sekimori
