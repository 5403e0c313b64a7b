#include "solver/policy/ledger_source.hpp"

#include "policy_fixture.hpp"
#include "xlsx_fixture.hpp"

namespace sekimori::testing {
namespace {

std::string utf16(std::string_view ascii, bool mark, bool big) {
  std::string bytes = mark ? (big ? std::string("\xFE\xFF") : std::string("\xFF\xFE")) : std::string();
  for (const char c : ascii) {
    if (big) bytes += '\0';
    bytes += c;
    if (!big) bytes += '\0';
  }
  return bytes;
}

TEST(LedgerSource, TheEncodingsOfSpreadsheets) {
  const std::string text = "id,from,to,service\r\nF1,renkei,gateway,tcp/443\r\n";
  for (const std::string& bytes :
       {text, "\xEF\xBB\xBF" + text, utf16(text, true, false), utf16(text, true, true), utf16(text, false, false)}) {
    const Loaded loaded = load(kPolicy, bytes);
    ASSERT_TRUE(loaded.policy) << all(loaded);
    EXPECT_EQ(loaded.policy->ledger.at(0).id, "F1");
    EXPECT_TRUE(loaded.messages.empty()) << all(loaded);
  }
  // 市民課 in CP932
  const Loaded japanese = load(kPolicy, "id,from,to,service,owner\nF1,renkei,gateway,tcp/443,\x8E\x73\x96\xAF\x89\xDB\n");
  ASSERT_TRUE(japanese.policy) << all(japanese);
  EXPECT_EQ(japanese.policy->ledger.at(0).owner, "市民課");
  EXPECT_TRUE(says(japanese, "ledger.csv", "read as CP932 (Shift_JIS) [P124]")) << all(japanese);
}

TEST(LedgerSource, SurrogatesOfUtf16) {
  SourceTable sources;
  Diagnostics diagnostics;
  Reporter reporter(diagnostics);
  const std::string bytes("\xFF\xFE\x67\xD8\x3D\xDE,\0\x3D\xDE", 10);  // U+29E3D (𩸽), then half of a pair
  const auto rows = read_ledger_rows("ledger.csv", bytes, "", sources, reporter);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(0).at(0).text, "\xF0\xA9\xB8\xBD");
  EXPECT_EQ(rows->at(0).at(1).text, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace sekimori::testing
