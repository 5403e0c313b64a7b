#include <gtest/gtest.h>

#include <algorithm>

#include "text_sections.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string matrix(const Report& report, const TextOptions& options) {
  TextPage page(options);
  write_matrix(page, report);
  return std::move(page).take();
}

TEST(TextMatrix, RowsSendColumnsReceiveInEnglishLetters) {
  const testing::Campus campus;
  const std::string text = matrix(campus.report, {Language::en, false, 100});
  EXPECT_NE(text.find("A   B   C   D\n"), std::string::npos);
  EXPECT_NE(text.find("A My Number operations zone .   P   P   ?\n"), std::string::npos);
  EXPECT_NE(text.find("B LGWAN-connected zone      P   .   -   A\n"), std::string::npos);
  EXPECT_NE(text.find("C Internet-connected zone   P   n   .   H\n"), std::string::npos);
  EXPECT_NE(text.find("D Internet                  V   P   P   .\n"), std::string::npos);
}

TEST(TextMatrix, JapaneseLettersAlignByDisplayColumns) {
  const testing::Campus campus;
  const std::string text = matrix(campus.report, {Language::ja, false, 100});
  EXPECT_NE(text.find("A マイナンバー利用事務系 .   適  適  ？\n"), std::string::npos);
  EXPECT_NE(text.find("B LGWAN接続系            適  .   空  申\n"), std::string::npos);
  EXPECT_NE(text.find("D インターネット         不  適  適  .\n"), std::string::npos);
}

TEST(TextMatrix, APairWithoutAVerdictIsNotBlank) {
  testing::Campus campus;
  std::erase_if(campus.report.cells, [](const CellVerdict& c) { return c.verdict == VerdictKind::violated; });
  EXPECT_NE(matrix(campus.report, {Language::en, false, 100}).find("D Internet                  ~   P"), std::string::npos);
}

TEST(TextMatrix, TheWorstOfSeveralVerdictsOnAPairIsShown) {
  testing::Campus campus;
  CellVerdict second = campus.cell(VerdictKind::violated);
  second.verdict = VerdictKind::proved;
  campus.report.cells.push_back(second);
  EXPECT_NE(matrix(campus.report, {Language::en, false, 100}).find("D Internet                  V"), std::string::npos);
}

TEST(TextMatrix, EachThreatLevelHasAMatrixOfItsOwn) {
  testing::Campus campus;
  CellVerdict second = campus.cell(VerdictKind::violated);
  second.threat = Threat::direct;
  second.verdict = VerdictKind::proved;
  campus.report.cells.push_back(second);
  const std::string text = matrix(campus.report, {Language::en, false, 100});
  EXPECT_NE(text.find("Zone matrix, direct"), std::string::npos);
  EXPECT_NE(text.find("Zone matrix, relay"), std::string::npos);
  EXPECT_EQ(text.find("Zone matrix, compromise"), std::string::npos);
}

TEST(TextMatrix, ManyZonesContinueBelowWithinTheWidth) {
  testing::Campus campus;
  for (int i = 0; i < 40; ++i) campus.report.zones.push_back(campus.report.zones.front());
  const std::string text = matrix(campus.report, {Language::en, false, 80});
  std::size_t longest = 0, length = 0;
  for (const char c : text) {
    length = c == '\n' ? 0 : length + 1;
    longest = std::max(longest, length);
  }
  EXPECT_LE(longest, 80U);
  EXPECT_NE(text.find("R1"), std::string::npos) << "the 44th zone has a column";
}

TEST(TextMatrix, TheLegendSaysWhatProvedMeans) {
  const testing::Campus campus;
  EXPECT_NE(matrix(campus.report, {Language::ja, false, 100}).find("入力モデルと仮定の範囲で反例なし"), std::string::npos);
}

}  // namespace
}  // namespace sekimori
