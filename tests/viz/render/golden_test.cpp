// DOT before layout, text and JSON of the hand-made campus. SEKIMORI_UPDATE_GOLDEN=1 rewrites the files; the difference is reviewed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sekimori/render/render.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(SEKIMORI_SOURCE_DIR) / "tests/viz/render/expected" / name;
  const char* update = std::getenv("SEKIMORI_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.is_open()) << path;
  std::ostringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(text, expected.str()) << name;
}

std::string dot(const testing::Campus& campus, View view) {
  DrawOptions options;
  options.view = view;
  options.format = ImageFormat::dot;
  options.report = &campus.report;
  return draw(campus.n.net, options).bytes;
}

TEST(Golden, PhysicalDot) { expect_golden("physical.dot", dot(testing::Campus(), View::physical)); }
TEST(Golden, ZonesDot) { expect_golden("zones.dot", dot(testing::Campus(), View::zones)); }
TEST(Golden, JapaneseText) {
  const testing::Campus campus;
  expect_golden("report.ja.txt", render_text(campus.report, campus.n.net, {Language::ja, false, 100}));
}
TEST(Golden, EnglishText) {
  const testing::Campus campus;
  expect_golden("report.en.txt", render_text(campus.report, campus.n.net, {Language::en, false, 100}));
}

}  // namespace
}  // namespace sekimori
