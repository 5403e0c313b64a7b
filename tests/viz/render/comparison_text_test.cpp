#include <gtest/gtest.h>

#include "comparison_sample.hpp"

namespace sekimori {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(ComparisonText, NamesTheCellThatTurnsAndWhereItsPathDeparts) {
  const testing::ComparisonSample sample;
  const std::string text = render_comparison_text(sample.view);
  EXPECT_TRUE(has(text, "proved -> violated  P-MN3:internet->mynumber@relay")) << text;
  EXPECT_TRUE(has(text, "leaves the lawful path at core")) << text;
  EXPECT_TRUE(has(text, "(catalogue row 9)")) << text;
}

TEST(ComparisonText, SaysWhenNothingTurnsAndWhichFlowIsLost) {
  const testing::ComparisonSample sample;
  const std::string text = render_comparison_text(sample.view);
  EXPECT_TRUE(has(text, "No verdict turns")) << text;
  EXPECT_TRUE(has(text, "F1: delivered -> NOT delivered (no route)")) << text;
}

TEST(ComparisonText, IsJapaneseWhenAsked) {
  const testing::ComparisonSample sample;
  const std::string text = render_comparison_text(sample.view, {Language::ja, false, 100});
  EXPECT_TRUE(has(text, "適合 -> 不適合")) << text;
  EXPECT_TRUE(has(text, "開く")) << text;
  EXPECT_TRUE(has(text, "判定の変わるセルはありません")) << text;
}

TEST(ComparisonText, ADifferenceOfTwoSnapshotsHasNoScenarioTable) {
  testing::ComparisonSample sample;
  sample.view.alternatives.resize(1);
  sample.view.alternatives.front().scenario = nullptr;
  sample.view.alternatives.front().name = "after";
  const std::string text = render_comparison_text(sample.view);
  EXPECT_TRUE(has(text, "Difference: ")) << text;
  EXPECT_FALSE(has(text, "scenario: cells that turn")) << text;
}

TEST(ComparisonText, HostileNamesStayText) {
  const testing::ComparisonSample sample{std::string(testing::kHostile)};
  const std::string text = render_comparison_text(sample.view);
  EXPECT_FALSE(has(text, "\x1b"));
  EXPECT_FALSE(has(text, "\xff"));
}

}  // namespace
}  // namespace sekimori
