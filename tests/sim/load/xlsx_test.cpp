// SpreadsheetML as ECMA-376 part 1 has it.
#include "sim/load/xlsx.hpp"

#include <gtest/gtest.h>

#include "xlsx_fixture.hpp"

namespace sekimori::testing {
namespace {

using Texts = std::vector<std::string>;

struct Read {
  std::optional<std::vector<CsvRow>> rows;
  SourceTable sources;
  Texts messages;

  std::vector<Texts> texts() const {
    std::vector<Texts> all;
    for (const CsvRow& row : rows.value()) {
      all.emplace_back();
      for (const CsvCell& cell : row) all.back().push_back(cell.text);
    }
    return all;
  }
};

Read read(const std::string& bytes, const std::string& wanted = "") {
  Read out;
  Diagnostics diagnostics;
  Reporter reporter(diagnostics);
  out.rows = read_xlsx(bytes, "ledger.xlsx", wanted, out.sources, reporter);
  for (const Diagnostic& it : diagnostics) out.messages.push_back(to_text(it, out.sources));
  return out;
}

TEST(Xlsx, SharedStringsWithoutTheirReadings) {
  const Read it =
      read(workbook("台帳", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row></sheetData>",
                    "<si><t>市民課</t><rPh sb=\"0\" eb=\"3\"><t>シミンカ</t></rPh></si><si><r><t>税</t></r><r><t>務課</t></r></si>"));
  EXPECT_EQ(it.messages, Texts{});
  EXPECT_EQ(it.texts(), (std::vector<Texts>{{"市民課", "", "税務課"}}));
  EXPECT_EQ(it.sources.describe(it.rows->at(0).at(2).at), "ledger.xlsx:台帳!C1");
  EXPECT_EQ(it.sources.line(it.rows->at(0).at(2).at), "市民課 |  | 税務課");
}

TEST(Xlsx, AMergedRangeHasItsValueInEveryCell) {
  const Read it =
      read(workbook("s", sheet_data({{"a", "b"}, {"", "c"}, {"", "d"}}) + "<mergeCells><mergeCell ref=\"A1:A3\"/></mergeCells>"));
  EXPECT_EQ(it.texts(), (std::vector<Texts>{{"a", "b"}, {"a", "c"}, {"a", "d"}}));
}

/// 46112 is 2026-03-31 (ECMA-376 18.17.4.1: 1 is 1900-01-01, and there is a 1900-02-29).
TEST(Xlsx, DatesBooleansNumbersAndFormulas) {
  const Read it = read(
      workbook("s",
               "<sheetData><row r=\"2\"><c r=\"A2\" s=\"1\"><v>46112</v></c><c r=\"B2\" s=\"2\"><v>46112</v></c><c r=\"C2\"><v>443</v></c>"
               "<c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"str\"><f>A1&amp;\"x\"</f><v>stored</v></c></row></sheetData>"));
  EXPECT_EQ(it.messages, Texts{});
  EXPECT_EQ(it.texts(), (std::vector<Texts>{{"2026-03-31", "2026-03-31", "443", "yes", "stored"}}));
}

TEST(Xlsx, AFormulaWithoutAStoredValueIsAnErrorAtItsCell) {
  const Read it = read(workbook("台帳", "<sheetData><row r=\"7\"><c r=\"AB7\"><f>A1</f></c></row></sheetData>"));
  EXPECT_EQ(
      it.messages,
      Texts{"ledger.xlsx:台帳!AB7: error: a formula without a stored value; open the file in a spreadsheet program and save it [P122]"});
}

TEST(Xlsx, StruckOutCellsAreErrorsAndHiddenRowsAreNamed) {
  const Read it = read(workbook("台帳",
                                "<sheetData><row r=\"1\"><c r=\"A1\" s=\"4\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"3\"/><c "
                                "r=\"B2\" s=\"3\"><v>2</v></c></row>"
                                "<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>3</v></c></row></sheetData>"));
  EXPECT_EQ(it.messages, (Texts{"ledger.xlsx:台帳!B2: error: a struck-out cell; delete the row, or take the line away [P127]",
                                "ledger.xlsx:台帳:3: warning: hidden rows of this sheet count as any other: 1 [P128]"}));
}

TEST(Xlsx, ASheetByNameOrTheFirstThatIsVisible) {
  const std::string bytes = workbook("台帳", sheet_data({{"x"}}));
  EXPECT_EQ(read(bytes).texts(), (std::vector<Texts>{{"x"}}));
  EXPECT_EQ(read(bytes, "台帳").texts(), (std::vector<Texts>{{"x"}}));
  EXPECT_EQ(read(bytes, "none").messages, Texts{"ledger.xlsx: error: there is no sheet 'none' [P121]"});
}

TEST(Xlsx, WhatIsNoWorkbookIsAnError) {
  const std::string none = "ledger.xlsx: error: no workbook that can be read; save the ledger as .xlsx or as CSV [P120]";
  EXPECT_EQ(read("").messages, Texts{none});
  EXPECT_EQ(read("PK\x03\x04garbage").messages, Texts{none});
  EXPECT_EQ(read(zip_of({{"word/document.xml", "<w/>"}})).messages, Texts{none});
  EXPECT_EQ(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").messages,
            Texts{"ledger.xlsx: error: an old .xls file, or one with a password; save it as .xlsx without a password [P120]"});
}

/// A part that unpacks to more than the bound is not read, however small the file is.
TEST(Xlsx, APartThatUnpacksToTooMuchIsRefused) {
  FileSet parts = workbook_parts("s", sheet_data({{"x"}}));
  parts["xl/worksheets/sheet1.xml"] = "<worksheet>" + std::string(65U << 20U, ' ') + "</worksheet>";
  const std::string bytes = zip_of(parts);
  EXPECT_LT(bytes.size(), 1U << 20U);
  EXPECT_EQ(read(bytes).messages, Texts{"ledger.xlsx: error: the sheet 's' cannot be read [P120]"});
}

TEST(Xlsx, OddReferencesAndIndexesMakeNoHarm) {
  const Read it = read(workbook("s",
                                "<sheetData><row r=\"1\"><c r=\"ZZZZ9\" t=\"s\"><v>99</v></c><c><v>1</v></c><c r=\"a1\"/></row>"
                                "<row r=\"4294967295\"><c r=\"A1\"><v>2</v></c></row></sheetData>"
                                "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"B\"/></mergeCells>"));
  ASSERT_TRUE(it.rows);
  EXPECT_LE(it.rows->size(), 1U);
}

}  // namespace
}  // namespace sekimori::testing
