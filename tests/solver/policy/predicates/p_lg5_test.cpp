#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PLg5, FollowsTheCellsOfTheLgwanWithTheInternetSideAndOtherBodies) {
  EXPECT_EQ(judged("P-LG5", lawful_city()).verdict, VerdictKind::proved);
  for (const char* outside : {"net", "in", "gc", "nhi", "school-a", "school-l", "wifi"}) {
    expect_follows_cell("P-LG5", "lgwan", outside);
    expect_follows_cell("P-LG5", outside, "lgwan");
  }
}

TEST(PLg5, WhatItServesIsLeftToOthers) {
  EXPECT_EQ(judged("P-LG5", lawful_city(), {{{"lgwan", "lg"}, VerdictKind::violated}, {{"mn", "lgwan"}, VerdictKind::violated}}).verdict,
            VerdictKind::proved);
}

TEST(PLg5, WithoutTheLgwanItIsAboutNothing) {
  EXPECT_EQ(judged("P-LG5", edited(lawful_city(), "role: lgwan,", "role: other,")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
