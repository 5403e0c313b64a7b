#include "dot_style.hpp"

#include <gtest/gtest.h>

#include <set>

namespace sekimori {
namespace {

std::string value_of(const Style& style, std::string_view name) {
  std::string value;
  for (const StyleEntry& entry : style) {
    if (entry.name == name) value = entry.value;
  }
  return value;
}

TEST(DotStyle, EveryLookIsTellableWithoutColour) {
  std::set<std::string> shapes;
  for (int look = 0; look <= static_cast<int>(NodeLook::zone); ++look) {
    DiagramNode node;
    node.look = static_cast<NodeLook>(look);
    const Style style = style_of(node);
    EXPECT_TRUE(shapes.insert(value_of(style, "shape") + "/" + value_of(style, "peripheries") + "/" + value_of(style, "style")).second)
        << look;
  }
}

TEST(DotStyle, AViolationIsThickerThanAProofNotOnlyRedder) {
  DiagramEdge proved, violated;
  proved.look = EdgeLook::proved;
  violated.look = EdgeLook::violated;
  EXPECT_EQ(value_of(style_of(proved), "style"), "dashed");
  EXPECT_EQ(value_of(style_of(violated), "style"), "");
  EXPECT_GT(std::stod(value_of(style_of(violated), "penwidth")), 3.0);
}

TEST(DotStyle, AZoneShowsItsSignInTheLabel) {
  DiagramNode node;
  node.lines = {"pc"};
  node.zone = 2;
  EXPECT_NE(html_label(node).find("[C]"), std::string::npos);
}

TEST(DotStyle, LabelsLoseTheMeaningOfMarkup) {
  EXPECT_EQ(plain_label("a\\N&lt;<b>\n"), "a\\\\N&amp;lt;&lt;b>\\n");
  EXPECT_EQ(xml_escaped("<a&\">"), "&lt;a&amp;&quot;&gt;");
}

TEST(DotStyle, ANamelessNodeStillHasALabel) {
  DiagramNode node;
  node.lines = {""};
  EXPECT_EQ(html_label(node).find("<B></B>"), std::string::npos);
}

TEST(DotStyle, LegendBlocksStandSideBySideUnderTheTitle) {
  const std::string html = html_legend({{"one", {{"A", "a", 0}}}, {"two", {{"B", "b", 1}, {"C", "c", 2}}}}, "<title>");
  EXPECT_NE(html.find("COLSPAN=\"2\"><FONT POINT-SIZE=\"16\">&lt;title&gt;"), std::string::npos);
  EXPECT_LT(html.find("one"), html.find("two"));
}

}  // namespace
}  // namespace sekimori
