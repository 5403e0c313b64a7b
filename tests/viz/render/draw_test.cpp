#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "sekimori/render/render.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string drawn(const testing::Campus& campus, View view, ImageFormat format, bool with_report = true) {
  DrawOptions options;
  options.view = view;
  options.format = format;
  options.report = with_report ? &campus.report : nullptr;
  return draw(campus.n.net, options).bytes;
}

constexpr View kViews[] = {View::physical, View::l2, View::l3, View::zones};

// Within one process graphviz may lay the same graph out differently a second time; SVG is the same from run to run of the program, which
// is what the golden files and the readme ask.
TEST(Draw, DotIsTheSameBytesEachTime) {
  for (const View view : kViews) {
    EXPECT_EQ(drawn(testing::Campus(), view, ImageFormat::dot), drawn(testing::Campus(), view, ImageFormat::dot));
  }
}

TEST(Draw, EveryViewOfAHostileNetworkIsDrawnWithIdsOnce) {
  testing::Campus campus;
  testing::make_hostile(campus);
  for (const View view : kViews) {
    const std::string svg = drawn(campus, view, ImageFormat::svg);
    ASSERT_NE(svg.find("<svg"), std::string::npos);
    EXPECT_EQ(svg.find('\x1b'), std::string::npos);
    std::set<std::string> ids;
    const std::regex id("\\bid=\"([^\"]*)\"");
    for (std::sregex_iterator it(svg.begin(), svg.end(), id), end; it != end; ++it) EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1];
    EXPECT_GE(ids.size(), 4U);
  }
}

TEST(Draw, TheViolationIsNumberedInEveryViewWithDevices) {
  const testing::Campus campus;
  for (const View view : {View::physical, View::l2, View::l3}) {
    EXPECT_NE(drawn(campus, view, ImageFormat::svg).find("①"), std::string::npos);
    EXPECT_EQ(drawn(campus, view, ImageFormat::svg, false).find("①"), std::string::npos);
  }
}

TEST(Draw, AnEmptyNetworkIsAPictureToo) {
  DrawOptions options;
  for (const View view : kViews) {
    options.view = view;
    const Drawing drawing = draw(Network(), options);
    EXPECT_NE(drawing.bytes.find("<svg"), std::string::npos);
    EXPECT_FALSE(has_error(drawing.warnings));
  }
}

TEST(Draw, LabelsFollowTheLanguage) {
  const testing::Campus campus;
  DrawOptions options;
  options.format = ImageFormat::dot;
  options.language = Language::en;
  const std::string dot = draw(campus.n.net, options).bytes;
  EXPECT_NE(dot.find("My Number operations zone"), std::string::npos);
  EXPECT_EQ(dot.find("マイナンバー"), std::string::npos);
}

}  // namespace
}  // namespace sekimori
