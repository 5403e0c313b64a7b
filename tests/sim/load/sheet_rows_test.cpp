#include "sekimori/load/sheet_rows.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(SheetRows, SurrogatesOfUtf16) {
  SourceTable sources;
  Diagnostics diagnostics;
  Reporter reporter(diagnostics);
  const std::string bytes("\xFF\xFE\x67\xD8\x3D\xDE,\0\x3D\xDE", 10);  // U+29E3D (𩸽), then half of a pair
  const auto rows = read_sheet_rows("ledger.csv", bytes, "", sources, reporter);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(0).at(0).text, "\xF0\xA9\xB8\xBD");
  EXPECT_EQ(rows->at(0).at(1).text, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace sekimori
