#include "judged.hpp"

namespace sekimori::testing {
namespace {

// (b) 27: a printer that serves pupils and the school's administration.
TEST(PNb2, FollowsTheCellsBetweenSchoolsAndWithTheCityLan) {
  EXPECT_EQ(judged("P-NB2", lawful_city()).verdict, VerdictKind::proved);
  expect_follows_cell("P-NB2", "school-a", "school-l");
  expect_follows_cell("P-NB2", "school-l", "school-a");
  for (const char* zone : {"mn", "lg", "in", "lgwan", "gc", "nhi"}) {
    expect_follows_cell("P-NB2", "school-a", zone);
    expect_follows_cell("P-NB2", zone, "school-l");
  }
}

TEST(PNb2, ASchoolsOwnLineToTheInternetIsNotItsBusiness) {
  EXPECT_EQ(judged("P-NB2", lawful_city(), {{{"school-l", "net"}, VerdictKind::violated}}).verdict, VerdictKind::proved);
}

TEST(PNb2, WithoutSchoolsItIsAboutNothing) {
  const City none = edited(edited(lawful_city(), "role: school-admin", "role: other"), "role: school-learning", "role: other");
  EXPECT_EQ(judged("P-NB2", none).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
