#include "sekimori/base/source.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sekimori {
namespace {

TEST(SourceTable, HasTheModelItselfAsRowZero) {
  const SourceTable sources;
  EXPECT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources.path(FileId{}), "(model)");
  EXPECT_EQ(sources.describe(SourceRange{}), "(model)");
}

TEST(SourceTable, CellsOfASheetAreNamedAsSpreadsheetsDo) {
  SourceTable sources;
  const FileId sheet = sources.add_sheet("ledger.xlsx", "台帳");
  sources.set_text(sheet, "a | b\nc\n");
  EXPECT_EQ(sources.describe({sheet, 12, 2}), "ledger.xlsx:台帳!B12");
  EXPECT_EQ(sources.describe({sheet, 3, 28}), "ledger.xlsx:台帳!AB3");
  EXPECT_EQ(sources.describe({sheet, 3, 702}), "ledger.xlsx:台帳!ZZ3");
  EXPECT_EQ(sources.line({sheet, 2, 1}), "c");
}

TEST(SourceTable, GivesEachPathOneId) {
  SourceTable sources;
  const FileId a = sources.add("a.yaml", "first\n");
  const FileId b = sources.add("b.yaml", "");
  EXPECT_NE(a, b);
  EXPECT_EQ(sources.add("a.yaml", "second\n"), a);
  EXPECT_EQ(sources.line({a, 1, 0}), "first") << "the first text stays";
  EXPECT_EQ(sources.size(), 3U);
}

TEST(SourceTable, FindsEveryLineOfALongText) {
  for (const std::size_t lines : {1U, 31U, 32U, 33U, 64U, 200U}) {
    std::string text;
    for (std::size_t i = 1; i <= lines; ++i) text += "line " + std::to_string(i) + "\n";
    SourceTable sources;
    const FileId file = sources.add("long.cfg", text);
    for (std::uint32_t i = 1; i <= lines; ++i) EXPECT_EQ(sources.line({file, i, 0}), "line " + std::to_string(i));
    for (std::uint32_t i = 1; i <= 70; ++i) EXPECT_EQ(sources.line({file, static_cast<std::uint32_t>(lines) + i, 0}), "");
  }
}

TEST(SourceTable, QuotesALineWithoutItsLineEnd) {
  SourceTable sources;
  const FileId file = sources.add("sw1.cfg", "hostname sw1\r\n\nvlan 10\nend");
  EXPECT_EQ(sources.line({file, 1, 1}), "hostname sw1");
  EXPECT_EQ(sources.line({file, 2, 1}), "");
  EXPECT_EQ(sources.line({file, 3, 1}), "vlan 10");
  EXPECT_EQ(sources.line({file, 4, 1}), "end") << "the last line need not end";
}

TEST(SourceTable, QuotesNothingOutsideTheFile) {
  SourceTable sources;
  const FileId file = sources.add("sw1.cfg", "end\n");
  EXPECT_EQ(sources.line({file, 0, 0}), "");
  EXPECT_EQ(sources.line({file, 2, 1}), "");
  EXPECT_EQ(sources.line({file, 4294967295U, 1}), "");
}

TEST(SourceTable, DescribesAPlaceAsFarAsItIsKnown) {
  SourceTable sources;
  const FileId file = sources.add("configs/sw1.cfg", "x\n");
  EXPECT_EQ(sources.describe({file, 12, 0}), "configs/sw1.cfg:12");
  EXPECT_EQ(sources.describe({file, 3, 7}), "configs/sw1.cfg:3:7");
  EXPECT_EQ(sources.describe({file, 0, 0}), "configs/sw1.cfg");
}

}  // namespace
}  // namespace sekimori
