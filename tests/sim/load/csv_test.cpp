#include "sekimori/load/csv.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

struct Parsed {
  std::optional<std::vector<CsvRow>> rows;
  Diagnostics diagnostics;
};

Parsed parse(std::string_view text) {
  Parsed parsed;
  Reporter reporter(parsed.diagnostics);
  parsed.rows = parse_csv(text, FileId{1}, reporter);
  return parsed;
}

std::vector<std::string> texts(const CsvRow& row) {
  std::vector<std::string> result;
  for (const CsvCell& cell : row) result.push_back(cell.text);
  return result;
}

using Texts = std::vector<std::string>;

TEST(Csv, CommasSplitCellsAndLinesSplitRows) {
  const Parsed parsed = parse("a,b\nc,d\n");
  ASSERT_TRUE(parsed.rows);
  ASSERT_EQ(parsed.rows->size(), 2U);
  EXPECT_EQ(texts(parsed.rows->at(0)), (Texts{"a", "b"}));
  EXPECT_EQ(texts(parsed.rows->at(1)), (Texts{"c", "d"}));
}

TEST(Csv, CarriageReturnLineFeedIsOneLineEnd) {
  const Parsed parsed = parse("a,b\r\nc,d");
  ASSERT_TRUE(parsed.rows);
  ASSERT_EQ(parsed.rows->size(), 2U);
  EXPECT_EQ(texts(parsed.rows->at(0)), (Texts{"a", "b"}));
  EXPECT_EQ(parsed.rows->at(1).at(0).at.line, 2U);
}

TEST(Csv, AByteOrderMarkIsNoPartOfTheFirstCell) {
  const Parsed parsed = parse("\xEF\xBB\xBFid,b\n");
  ASSERT_TRUE(parsed.rows);
  EXPECT_EQ(parsed.rows->at(0).at(0).text, "id");
  EXPECT_EQ(parsed.rows->at(0).at(0).at.column, 1U);
}

TEST(Csv, AQuotedCellKeepsCommasLineEndsAndDoubledQuotes) {
  const Parsed parsed = parse("\"a,\"\"b\"\"\nc\" ,d\ne\n");
  ASSERT_TRUE(parsed.rows);
  ASSERT_EQ(parsed.rows->size(), 2U);
  EXPECT_EQ(texts(parsed.rows->at(0)), (Texts{"a,\"b\"\nc", "d"}));
  EXPECT_EQ(parsed.rows->at(1).at(0).at.line, 3U);
}

TEST(Csv, BlanksAroundAPlainCellAreDropped) {
  const Parsed parsed = parse(" a b ,\tc\n");
  ASSERT_TRUE(parsed.rows);
  EXPECT_EQ(texts(parsed.rows->at(0)), (Texts{"a b", "c"}));
  EXPECT_EQ(parsed.rows->at(0).at(0).at.column, 2U);
}

TEST(Csv, ColumnsCountCodePoints) {
  const Parsed parsed = parse("特定通信,b\n");
  ASSERT_TRUE(parsed.rows);
  EXPECT_EQ(parsed.rows->at(0).at(1).at.column, 6U);
}

TEST(Csv, EmptyCellsAreCellsAndEmptyLinesAreNoRows) {
  const Parsed parsed = parse("a,,\n\n,,\nb\n");
  ASSERT_TRUE(parsed.rows);
  ASSERT_EQ(parsed.rows->size(), 2U);
  EXPECT_EQ(texts(parsed.rows->at(0)), (Texts{"a", "", ""}));
  EXPECT_EQ(parsed.rows->at(1).at(0).at.line, 4U);
}

TEST(Csv, AQuoteThatIsNeverClosedIsReportedWhereItOpens) {
  const Parsed parsed = parse("a\nb,\"c\n");
  EXPECT_FALSE(parsed.rows);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "P102");
  EXPECT_EQ(parsed.diagnostics[0].at, (SourceRange{FileId{1}, 2, 3}));
}

TEST(Csv, TextAfterAClosingQuoteIsAnError) {
  const Parsed parsed = parse("\"a\"b\n");
  EXPECT_FALSE(parsed.rows);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].at.column, 4U);
}

TEST(Csv, Cp932TextIsRefusedAtItsFirstByte) {
  const Parsed parsed = parse("id\n\x8E\x73,x\n");  // 市 in CP932
  EXPECT_FALSE(parsed.rows);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "P101");
  EXPECT_EQ(parsed.diagnostics[0].at, (SourceRange{FileId{1}, 2, 1}));
}

TEST(Csv, ControlCharactersOverlongFormsAndSurrogatesAreNoText) {
  for (const std::string_view text : {std::string_view("a\0b", 3), std::string_view("\xC0\x80"), std::string_view("\xED\xA0\x80"),
                                      std::string_view("\xF4\x90\x80\x80"), std::string_view("a\rb"), std::string_view("\xE3\x81")}) {
    const Parsed parsed = parse(text);
    EXPECT_FALSE(parsed.rows);
    ASSERT_EQ(parsed.diagnostics.size(), 1U);
    EXPECT_EQ(parsed.diagnostics[0].code, "P101");
  }
}

TEST(Csv, MoreThanSixteenMebibytesAreRefusedUnread) {
  const Parsed parsed = parse(std::string((16U << 20U) + 1, 'a'));
  EXPECT_FALSE(parsed.rows);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "P103");
}

}  // namespace
}  // namespace sekimori
