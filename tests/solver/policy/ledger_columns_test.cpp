// Ledgers as cities keep them.
#include "solver/policy/ledger_columns.hpp"

#include "policy_fixture.hpp"
#include "sim/load/xlsx_fixture.hpp"

namespace sekimori::testing {
namespace {

Loaded load_files(const FileSet& files) {
  SourceTable sources;
  Diagnostics diagnostics;
  Loaded loaded;
  loaded.policy = load_policy(files, small_network(), sources, diagnostics);
  for (const Diagnostic& it : diagnostics) loaded.messages.push_back(to_text(it, sources));
  return loaded;
}

/// Everything of a row but its place.
std::string text_of(const Loaded& loaded) {
  std::string text;
  for (const LedgerRow& row : loaded.policy.value().ledger) {
    text += row.id + "|";
    for (const ServiceBox& service : row.services) text += to_text(service) + ",";
    text += "|" + to_text(row.src_v4) + "|" + to_text(row.dst_v4) + "|" + (row.required ? "yes" : "no") + "|" + row.purpose + "|" +
            row.owner + "|" + row.approver + "|" + row.expiry + "\n";
  }
  return text;
}

const std::vector<std::vector<std::string>> kCityLedger = {
    {"特定通信台帳"},
    {"", "令和７年度"},
    {"管理番号", "送信元", "", "宛先", "", "プロトコル", "ポート番号", "必須", "目的", "所管課", "承認者", "有効期限", "備考"},
    {"", "名称", "ＩＰアドレス", "名称", "ＩＰアドレス", "", "", "", "", "", "", "", ""},
    {"Ｆ１", "renkei", "", "gateway", "", "ＴＣＰ", "４４３、８４４３", "○", "申請データの取込", "市民課", "CISO", "令和9年3月31日", ""},
    {"Ｆ２", "", "", "nas", "１０．２０．０．１～１０．２０．０．３", "同上", "445", "×", "〃", "税務課", "同上", "R9.3.31", "暫定"},
    {"Ｆ３", "renkei", "全て", "gateway", "すべて", "any", "any", "", "試験", "情報政策課", "CISO", "無期限", ""}};
const std::string kExpected =
    "F1|tcp/443,tcp/8443,|10.10.0.10|10.20.0.10|yes|申請データの取込|市民課|CISO|2027-03-31\n"
    "F2|tcp/445,|10.10.0.10|10.20.0.1, 10.20.0.2/31|no|申請データの取込|税務課|CISO|2027-03-31\n"
    "F3|any,|10.10.0.10|10.20.0.10|no|試験|情報政策課|CISO|\n";

TEST(LedgerColumns, AWorkbookOfACity) {
  const std::string merges =
      "<mergeCells><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:C3\"/><mergeCell ref=\"D3:E3\"/><mergeCell ref=\"F3:F4\"/><mergeCell "
      "ref=\"G3:G4\"/>"
      "<mergeCell ref=\"H3:H4\"/><mergeCell ref=\"I3:I4\"/><mergeCell ref=\"J3:J4\"/><mergeCell ref=\"K3:K4\"/><mergeCell ref=\"L3:L4\"/>"
      "<mergeCell ref=\"M3:M4\"/><mergeCell ref=\"B5:B6\"/></mergeCells>";
  const Loaded loaded = load_files({{"policy.yaml", kPolicy}, {"ledger.xlsx", workbook("台帳", sheet_data(kCityLedger) + merges)}});
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(text_of(loaded), kExpected);
  EXPECT_EQ(loaded.messages, std::vector<std::string>{"ledger.xlsx:台帳!M3: warning: column '備考' is not read [P125]"});
}

/// As a spreadsheet exports it: of a merged range only the first cell has the value.
TEST(LedgerColumns, TheSameAsCsvWithBlanks) {
  std::string csv = "管理番号,送信元,送信元IPアドレス,宛先,宛先IPアドレス,プロトコル,ポート番号,必須,目的,所管課,承認者,有効期限\n";
  for (std::size_t i = 4; i < kCityLedger.size(); ++i) {
    for (std::size_t c = 0; c < 12; ++c) csv += (c > 0 ? "," : "") + kCityLedger[i][c];
    csv += "\n";
  }
  const Loaded loaded = load_files({{"policy.yaml", kPolicy + "ledger: {blanks: above}\n"}, {"ledger.csv", csv}});
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(text_of(loaded), kExpected);
  const Loaded strict = load_files({{"policy.yaml", kPolicy}, {"ledger.csv", csv}});
  EXPECT_FALSE(strict.policy);
  EXPECT_TRUE(says(strict, "ledger.csv:3:4", "'from' is empty [P107]")) << all(strict);
}

TEST(LedgerColumns, ADeclaredMappingGoesBeforeTheUsualNames) {
  const std::string mapping = "ledger: {columns: {id: 符号, from: 始点, to: 終点, service: 種別}}\n";
  const Loaded loaded =
      load_files({{"policy.yaml", kPolicy + mapping}, {"ledger.csv", "番号,符号,始点,終点,種別\n1,F9,renkei,gateway,HTTPS\n"}});
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->ledger.at(0).id, "F9");
  EXPECT_TRUE(says(loaded, "ledger.csv:1:1", "column '番号' is not read [P125]")) << all(loaded);
}

TEST(LedgerColumns, BadCellsAreLocatedInTheirSheet) {
  const std::vector<std::vector<std::string>> rows = {{"番号", "送信元", "宛先", "サービス", "有効期限"},
                                                      {"F1", "同上", "gateway", "tcp/443", ""},
                                                      {"F2", "renkei", "nobody", "業務用", "来年度末"}};
  const Loaded loaded = load_files({{"policy.yaml", kPolicy}, {"ledger.xlsx", workbook("台帳", sheet_data(rows))}});
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.xlsx:台帳!B2", "refers to a row above, but there is none [P123]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "ledger.xlsx:台帳!C3", "[P109]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "ledger.xlsx:台帳!D3", "[P110]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "ledger.xlsx:台帳!E3", "[P115]")) << all(loaded);
}

TEST(LedgerColumns, TwoLedgersAreOneTooMany) {
  const Loaded loaded =
      load_files({{"policy.yaml", kPolicy}, {"ledger.csv", "id,from,to,service\n"}, {"ledger.xlsx", workbook("s", sheet_data({{"x"}}))}});
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.xlsx", "there is ledger.csv, too; keep one ledger [P126]")) << all(loaded);
}

}  // namespace
}  // namespace sekimori::testing
