#include <gtest/gtest.h>

#include "text_sections.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string violations(const testing::Campus& campus, Language language = Language::en) {
  TextPage page({language, false, 100});
  write_violations(page, campus.report, campus.n.net);
  return std::move(page).take();
}

std::string undecided(const testing::Campus& campus) {
  TextPage page({Language::en, false, 100});
  write_undecided(page, campus.report, campus.n.net);
  return std::move(page).take();
}

TEST(TextViolations, AViolationNamesCellClauseZonesRelayAndCulprit) {
  const std::string text = violations(testing::Campus());
  EXPECT_NE(text.find("P-MN3:internet->mynumber@relay"), std::string::npos);
  EXPECT_NE(text.find("clause 6(3)ア, high"), std::string::npos);
  EXPECT_NE(text.find("Data of \"Internet\" reaches \"My Number operations zone\""), std::string::npos);
  EXPECT_NE(text.find("proxy passes on what it receives: kind: server relays"), std::string::npos);
  EXPECT_NE(text.find("Lines that let it pass:\n      configs/core.cfg:5"), std::string::npos) << text;
}

TEST(TextViolations, StepsAreNumberedThroughTheLegs) {
  const std::string text = violations(testing::Campus());
  EXPECT_NE(text.find("      1  br-net"), std::string::npos);
  EXPECT_NE(text.find("      4  core"), std::string::npos);
  EXPECT_NE(text.find("2 leg(s) and 4 step(s)"), std::string::npos);
}

TEST(TextViolations, AWitnessThatWasNotReplayedIsNotCalledReplayed) {
  testing::Campus campus;
  EXPECT_NE(violations(campus).find("The simulator replayed every leg"), std::string::npos);
  campus.cell(VerdictKind::violated).witness->replayed = false;
  EXPECT_EQ(violations(campus).find("The simulator replayed every leg"), std::string::npos);
}

TEST(TextViolations, AReplyShowsTheSessionItAnswers) {
  testing::Campus campus;
  WitnessLeg& leg = campus.cell(VerdictKind::violated).witness->legs.front();
  leg.phase = Phase::reply;
  leg.initiation = testing::tcp("10.0.10.5", "203.0.113.9", 443);
  EXPECT_NE(violations(campus).find("after the session opened by: tcp 10.0.10.5:50000 > 203.0.113.9:443"), std::string::npos);
}

TEST(TextViolations, NoViolationMeansNoSection) {
  testing::Campus campus;
  campus.cell(VerdictKind::violated).verdict = VerdictKind::proved;
  EXPECT_EQ(violations(campus), "");
}

TEST(TextViolations, EveryUndecidedCellGivesItsReasonAndWhatItRestsOn) {
  const std::string text = undecided(testing::Campus());
  EXPECT_NE(text.find("P-MN3:mynumber->internet@relay"), std::string::npos);
  EXPECT_NE(text.find("Reason: The reason in English. [R010]"), std::string::npos);
  EXPECT_NE(text.find("interface Vlan30 (may-both)"), std::string::npos);
  EXPECT_NE(text.find("P-LG1:lgwan-zone->internet-zone@relay"), std::string::npos) << "vacuous";
  EXPECT_NE(text.find("P-IN1:internet-zone->internet@relay"), std::string::npos) << "unattested";
}

}  // namespace
}  // namespace sekimori
