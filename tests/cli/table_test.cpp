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

}  // namespace
}  // namespace sekimori
