#include <gtest/gtest.h>

#include "text_sections.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string supports_of(const testing::Campus& campus, Language language = Language::en) {
  TextPage page({language, false, 120});
  write_supports(page, campus.report, campus.n.net);
  return std::move(page).take();
}

TEST(TextSupports, NothingIsSaidUnlessAskedFor) { EXPECT_EQ(supports_of(testing::Campus()), ""); }

TEST(TextSupports, ARuleNamesItsLineWhatItKeepsOutAndTheCellsBySender) {
  testing::Campus campus;
  campus.add_supports();
  EXPECT_EQ(supports_of(campus), R"(Rules that the proofs rest on
  Without such a rule a proof obligation of each of its cells fails. Other rules may still hold the cell: whatif
    tells.
  core: closing deny of OFFICE-IN
      configs/core.cfg:5:1: permit tcp any host 10.0.10.5 eq 445
    keeps out, for example: tcp 10.10.0.1:49152 > 10.20.0.1:443
    3 cell(s): mynumber -> lgwan-zone, internet-zone; lgwan-zone -> mynumber
  core: deny 10 of OFFICE-IN
      configs/core.cfg:6:1: deny ip any any
    keeps out, for example: tcp 10.10.0.1:49152 > 10.20.0.1:443
    1 cell(s): mynumber -> lgwan-zone
  On such rules rest 3 of 6 proved cells; the others on cabling, VRFs, addresses and routing.
)");
}

TEST(TextSupports, AreSaidInJapaneseToo) {
  testing::Campus campus;
  campus.add_supports();
  const std::string text = supports_of(campus, Language::ja);
  EXPECT_NE(text.find("証明を支える規則"), std::string::npos);
  EXPECT_NE(text.find("これらの規則に支えられるセル 3件（適合 6件中）"), std::string::npos);
}

TEST(TextSupports, WhereThereAreNoneTheCountSaysSo) {
  testing::Campus campus;
  campus.report.supports.emplace();
  const std::string text = supports_of(campus);
  EXPECT_NE(text.find("On such rules rest 0 of 6 proved cells"), std::string::npos);
  EXPECT_EQ(text.find("Without such a rule"), std::string::npos);
}

}  // namespace
}  // namespace sekimori
