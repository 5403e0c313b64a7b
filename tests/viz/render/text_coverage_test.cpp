#include <gtest/gtest.h>

#include "text_sections.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

template <class Write>
std::string page_of(Write write) {
  TextPage page({Language::en, false, 120});
  write(page);
  return std::move(page).take();
}

TEST(TextCoverage, ProvedCellsNameTierBasisAndSpoofing) {
  testing::Campus campus;
  campus.cell(VerdictKind::proved).spoof_robust = false;
  const std::string text = page_of([&](TextPage& page) { write_proved(page, campus.report); });
  EXPECT_NE(text.find("P-MN1:mynumber->lgwan-zone@relay  holds under any routing within VRFs  basis: filters  not with spoofed sources"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("no counterexample within the input model and assumptions"), std::string::npos);
}

TEST(TextCoverage, CountsOfEverythingLookedAt) {
  const testing::Campus campus;
  const std::string text = page_of([&](TextPage& page) { write_coverage(page, campus.report); });
  EXPECT_NE(text.find("devices with config: 4, without: 1"), std::string::npos);
  EXPECT_NE(text.find("interfaces without a known peer: 1\n    core:GigabitEthernet1/0/9"), std::string::npos);
  EXPECT_NE(text.find("hosts in no zone: 0"), std::string::npos);
  EXPECT_NE(text.find("harmless 0, may-open 0, may-close 0, may-both 1"), std::string::npos);
  EXPECT_NE(text.find("threat: relay"), std::string::npos);
  EXPECT_NE(text.find("holds under any routing within VRFs: 6 cell(s)"), std::string::npos);
  EXPECT_NE(text.find("proof obligations: 72 (9 distinct)"), std::string::npos);
}

TEST(TextCoverage, AFailedRequiredFlowNamesItsRowAndLine) {
  const testing::Campus campus;
  const std::string text = page_of([&](TextPage& page) { write_required_flows(page, campus.report, campus.n.net); });
  EXPECT_NE(text.find("F1: delivered\n"), std::string::npos);
  EXPECT_NE(text.find("F2: NOT delivered (denied at core)\n      configs/core.cfg:6"), std::string::npos);
}

TEST(TextCoverage, ResidualPathsListTheirCrossingsInOrderAndTheBound) {
  testing::Campus campus;
  campus.report.residuals_truncated = true;
  const std::string text = page_of([&](TextPage& page) { write_residual_paths(page, campus.report); });
  EXPECT_NE(text.find("internet -> lgwan-zone: security-cloud -> mail-sanitiser"), std::string::npos);
  EXPECT_NE(text.find("More residual paths exist"), std::string::npos);
}

TEST(TextCoverage, TheLastLineCountsEveryVerdict) {
  const testing::Campus campus;
  EXPECT_EQ(
      page_of([&](TextPage& page) { write_counts(page, campus.report); }),
      "\nproved: 6, violated: 1, inconclusive: 1, vacuous (no endpoint): 1, attested: 1, needs human judgement: 1, not applicable: 1\n");
}

TEST(TextCoverage, ZeroViolationsAndZeroInconclusiveAreSaid) {
  testing::Campus campus;
  std::erase_if(campus.report.cells, [](const CellVerdict& c) { return c.verdict != VerdictKind::proved; });
  EXPECT_EQ(page_of([&](TextPage& page) { write_counts(page, campus.report); }), "\nproved: 6, violated: 0, inconclusive: 0\n");
}

}  // namespace
}  // namespace sekimori
