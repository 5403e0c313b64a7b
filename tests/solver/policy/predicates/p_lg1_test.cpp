#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PLg1, FollowsBothCellsOfTheTwoZones) {
  EXPECT_EQ(judged("P-LG1", lawful_city()).verdict, VerdictKind::proved);
  expect_follows_cell("P-LG1", "lg", "in");
  expect_follows_cell("P-LG1", "in", "lg");
}

TEST(PLg1, WithoutOneOfTheZonesItIsAboutNothing) {
  EXPECT_EQ(judged("P-LG1", edited(lawful_city(), "role: lgwan-zone", "role: other")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
