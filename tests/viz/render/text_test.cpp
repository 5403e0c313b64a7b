#include <gtest/gtest.h>

#include "sekimori/render/render.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

TEST(Text, TheMatrixComesFirstThenViolationsThenTheRestThenTheCounts) {
  const testing::Campus campus;
  const std::string text = render_text(campus.report, campus.n.net);
  std::size_t last = 0;
  for (const char* title : {"Zone matrix", "\nViolations\n", "\nInconclusive\n", "\nVacuous", "\nProved", "\nResidual paths",
                            "\nRequired flows\n", "\nCoverage\n", "\nproved: 6"}) {
    const std::size_t at = text.find(title);
    ASSERT_NE(at, std::string::npos) << title;
    EXPECT_GE(at, last) << title;
    last = at;
  }
  EXPECT_EQ(text.find('\n', last + 1), text.size() - 1) << "the counts are the last line";
}

TEST(Text, AConfigurationCannotWriteTerminalEscapes) {
  testing::Campus campus;
  testing::make_hostile(campus);
  for (const Language language : {Language::en, Language::ja}) {
    const std::string text = render_text(campus.report, campus.n.net, {language, false, 100});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
    EXPECT_EQ(text.find('\xff'), std::string::npos);
  }
}

TEST(Text, NeverSaysSafe) {
  const testing::Campus campus;
  EXPECT_EQ(render_text(campus.report, campus.n.net).find("safe"), std::string::npos);
  EXPECT_EQ(render_text(campus.report, campus.n.net, {Language::ja, false, 100}).find("安全"), std::string::npos);
}

TEST(Text, SameInputSameBytes) {
  EXPECT_EQ(render_text(testing::Campus().report, testing::Campus().n.net), render_text(testing::Campus().report, testing::Campus().n.net));
}

TEST(Text, ColourAddsOnlyEscapes) {
  const testing::Campus campus;
  std::string coloured = render_text(campus.report, campus.n.net, {Language::en, true, 100});
  ASSERT_NE(coloured.find('\x1b'), std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  EXPECT_EQ(coloured, render_text(campus.report, campus.n.net, {Language::en, false, 100}));
}

}  // namespace
}  // namespace sekimori
