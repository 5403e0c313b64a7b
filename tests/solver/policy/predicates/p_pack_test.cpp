#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PPack, APackInForceForTheModelOfTheNetworkHolds) {
  const Judged held = judged("P-PACK", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

/// The built-in pack, valid until a day, as a pack of the city's own.
City with_end(const std::string& day) {
  City city = lawful_city();
  std::string text = built_in_packs().at("packs/alpha-r6.10.yaml");
  const std::string title = "edition: \"R6.10\"\n";
  text.insert(text.find(title) + title.size(), "valid-until: \"" + day + "\"\n");
  city.others["packs/alpha.yaml"] = text;
  return city;
}

TEST(PPack, APackThatHasRunOutDecidesNothing) {
  EXPECT_EQ(judged("P-PACK", with_end("2026-11-30")).verdict, VerdictKind::proved);  // the last day counts
  const Judged late = judged("P-PACK", with_end("2026-11-29"));
  EXPECT_EQ(late.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(late, "inconclusive alpha", "valid until 2026-11-29")) << all(late);
  EXPECT_EQ(judged("P-PACK", with_end("2027-03-31"), {}, "").verdict, VerdictKind::inconclusive);
}

TEST(PPack, WhatTheCityAdmitsBeyondThePackIsForAPerson) {
  City city = lawful_city();
  city.policy += "cells:\n  - {from: lg, to: mn, admits: [T]}\n";
  const Judged wider = judged("P-PACK", city);
  EXPECT_EQ(wider.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(wider, "unattested lg>mn policy.yaml:", "T")) << all(wider);
}

// Catalogue row 50.
TEST(PPack, MainTerminalsInTheOtherZoneAskWhetherItIsTheRightPack) {
  const Judged wrong = judged(
      "P-PACK", edited(lawful_city(), "name: in-pc, zone: in, kind: terminal,", "name: in-pc, zone: in, kind: terminal, count: 900,"));
  EXPECT_EQ(wrong.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(wrong, "inconclusive alpha", "wrong pack?")) << all(wrong);
}

TEST(PPack, AZoneThatDeclaresAnotherModelAsksToo) {
  EXPECT_EQ(judged("P-PACK",
                   edited(lawful_city(), "attributes: {declared-by: 情報政策課, declared-on: \"2026-04-01\"}", "attributes: {model: beta}"))
                .verdict,
            VerdictKind::inconclusive);
}

TEST(PPack, WithoutAnythingToJudgeItIsVacuous) {
  City city = lawful_city();
  Cells none;
  const char* zones[] = {"mn", "lg", "in", "lgwan", "net", "gc", "nhi", "school-a", "school-l", "wifi", "devices"};
  for (const char* from : zones) {
    for (const char* to : zones) none[{from, to}] = VerdictKind::vacuous;
  }
  EXPECT_EQ(judged("P-PACK", city, none).verdict, VerdictKind::vacuous);
}

}  // namespace
}  // namespace sekimori::testing
