#include "table.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sekimori {
namespace {

TEST(Table, ColumnsAreAlignedAndJapaneseCountsTwo) {
  const Table table = {"zones", {"zone", "label", "x"}, {{"a", "市", "1"}, {"internet", "LG", ""}}};
  EXPECT_EQ(table_text({table}),
            "zone      label  x\n"
            "a         市     1\n"
            "internet  LG\n");
}

TEST(Table, ALoneTableHasNoHeadingAndSeveralDo) {
  const Table empty = {"fib", {"prefix"}, {}};
  EXPECT_EQ(table_text({empty}), "(none)\n");
  EXPECT_EQ(table_text({empty, empty}), "fib\n(none)\n\nfib\n(none)\n");
}

TEST(Table, JsonHasARowForEachRowAndAKeyForEachColumn) {
  const auto json = nlohmann::json::parse(table_json("city", {{"zones", {"zone", "label"}, {{"a", "市"}}}, {"hosts", {"host"}, {}}}));
  EXPECT_EQ(json["format_version"], "1.0");
  EXPECT_EQ(json["snapshot"], "city");
  EXPECT_EQ(json["zones"], (nlohmann::json::array({{{"zone", "a"}, {"label", "市"}}})));
  EXPECT_EQ(json["hosts"], nlohmann::json::array());
}

TEST(Table, BytesThatAreNoTextDoNotStopTheJson) { EXPECT_TRUE(nlohmann::json::accept(table_json("city", {{"t", {"c"}, {{"\xFF"}}}}))); }

/// Nothing that a config or a ledger says becomes a formula (CWE-1236).
TEST(Table, CsvForSpreadsheetsHasNoFormulas) {
  EXPECT_EQ(table_csv({{"t", {"a", "b"}, {{"=1+1", "x,y"}, {"-", "a\"b"}, {"@SUM(A1)", "市民課"}, {"\tx", "l1\nl2"}}}}),
            "\xEF\xBB\xBF"
            "a,b\r\n'=1+1,\"x,y\"\r\n'-,\"a\"\"b\"\r\n'@SUM(A1),市民課\r\n'\tx,\"l1\nl2\"\r\n");
  EXPECT_EQ(table_csv({{"one", {"a"}, {}}, {"two", {"b"}, {{"1"}}}}), "\xEF\xBB\xBFone\r\na\r\n\r\ntwo\r\nb\r\n1\r\n");
}

}  // namespace
}  // namespace sekimori
