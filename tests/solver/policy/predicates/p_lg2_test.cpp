#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PLg2, FollowsTheCellFromTheInternetZone) {
  EXPECT_EQ(judged("P-LG2", lawful_city()).verdict, VerdictKind::proved);
  expect_follows_cell("P-LG2", "in", "lg");
  EXPECT_EQ(judged("P-LG2", lawful_city(), {{{"lg", "in"}, VerdictKind::violated}}).verdict, VerdictKind::proved) << "P-LG1's";
}

TEST(PLg2, BothZonesOnOneSegmentAreViolatedWhateverTheCellsSay) {
  const Judged shared = judged("P-LG2", edited(lawful_city(), "name: lg-nas, zone: lg, kind: nas, port: \"sw-lg:p2\"",
                                               "name: lg-nas, zone: lg, kind: nas, port: \"sw-in:p2\""));
  EXPECT_EQ(shared.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(shared, "violated ", "share this segment")) << all(shared);
}

// (b) 18: a path beside the sanitiser, here one that the city's own matrix excuses.
TEST(PLg2, ARowThatTheMatrixAdmitsBringsWhatNoSanitiserHasSeen) {
  City city = with_line(lawful_city(), "F4,", "B1,in-web,lg-nas,tcp/445,,,no,x,x,x,");
  EXPECT_EQ(judged("P-LG2", city).verdict, VerdictKind::proved) << "the matrix lets no row stand there, so it excuses nothing";
  city.policy += "cells:\n  - {from: in, to: lg, admits: [S, R]}\n";
  const Judged beside = judged("P-LG2", city);
  EXPECT_EQ(beside.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(beside, "violated B1 ledger.csv:4")) << all(beside);
}

TEST(PLg2, WithoutOneOfTheZonesItIsAboutNothing) {
  EXPECT_EQ(judged("P-LG2", edited(lawful_city(), "role: internet-zone", "role: other")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
