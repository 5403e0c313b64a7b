#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "comparison_sample.hpp"

namespace sekimori {
namespace {

nlohmann::json parsed(const ComparisonView& view) { return nlohmann::json::parse(render_comparison_json(view)); }

TEST(ComparisonJson, HasTheVerdictOfEachCellThatTurned) {
  const testing::ComparisonSample sample;
  const auto json = parsed(sample.view);
  const auto& turned = json["alternatives"][0]["turned"];
  ASSERT_EQ(turned.size(), 1U);
  EXPECT_EQ(turned[0]["before"], "proved");
  EXPECT_EQ(turned[0]["after"], "violated");
  EXPECT_EQ(turned[0]["verdict"]["verdict"], "violated");
  EXPECT_EQ(turned[0]["departure"]["device"], "core");
  EXPECT_EQ(json["alternatives"][0]["unchanged"], sample.before.cells.size() - 1);
}

TEST(ComparisonJson, HasBothStatesOfAFlow) {
  const testing::ComparisonSample sample;
  const auto flow = parsed(sample.view)["alternatives"][1]["required_flows"][0];
  EXPECT_EQ(flow["row"], "F1");
  EXPECT_EQ(flow["before"]["delivered"], true);
  EXPECT_EQ(flow["after"]["delivered"], false);
}

}  // namespace
}  // namespace sekimori
