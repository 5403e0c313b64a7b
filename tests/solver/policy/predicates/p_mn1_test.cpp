#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PMn1, IsTheWorstOfAllCellsOfTheZoneInBothDirections) {
  EXPECT_EQ(judged("P-MN1", lawful_city()).verdict, VerdictKind::proved);
  for (const char* other : {"lg", "in", "lgwan", "gc", "nhi", "school-a", "school-l", "wifi"}) {
    expect_follows_cell("P-MN1", "mn", other);
    expect_follows_cell("P-MN1", other, "mn");
  }
}

TEST(PMn1, LeavesTheInternetToPMn3AndOtherPairsToOthers) {
  const Judged judgement = judged("P-MN1", lawful_city(), {{{"mn", "net"}, VerdictKind::violated}, {{"in", "lg"}, VerdictKind::violated}});
  EXPECT_EQ(judgement.verdict, VerdictKind::proved);
}

TEST(PMn1, WithoutSuchAZoneItIsAboutNothing) {
  EXPECT_EQ(judged("P-MN1", edited(lawful_city(), "role: my-number", "role: other")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
