#include "policy_fixture.hpp"

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

TEST(LedgerFile, ReadsARowWithItsEndsServicesAndPlace) {
  const Loaded loaded = load(kPolicy,
                             "id,from,to,service,required,purpose,owner,approver,expiry\n"
                             "F1,renkei,gateway,tcp/443;udp/53,yes,\"申請, 取込\",税務課,CISO,2027-03-31\n");
  ASSERT_TRUE(loaded.policy) << all(loaded);
  ASSERT_EQ(loaded.policy->ledger.size(), 1U);
  const LedgerRow& row = loaded.policy->ledger[0];
  EXPECT_EQ(row.id, "F1");
  EXPECT_EQ(row.src, std::vector<EndpointRef>{HostId{0}});
  EXPECT_EQ(row.dst, std::vector<EndpointRef>{HostId{1}});
  EXPECT_EQ(row.services, (std::vector<ServiceBox>{ServiceBox::to_port(kTcp, 443, 443), ServiceBox::to_port(kUdp, 53, 53)}));
  EXPECT_TRUE(row.required);
  EXPECT_EQ(row.purpose, "申請, 取込");
  EXPECT_EQ(row.owner, "税務課");
  EXPECT_EQ(row.approver, "CISO");
  EXPECT_EQ(row.expiry, "2027-03-31");
  EXPECT_EQ(row.at.line, 2U);
}

TEST(LedgerFile, ColumnsMayStandInAnyOrder) {
  const Loaded loaded = load(kPolicy, "service,to,from,id\ntcp/443,gateway,renkei,F1\n");
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->ledger.at(0).src, std::vector<EndpointRef>{HostId{0}});
}

TEST(LedgerFile, AMissingLedgerIsAnEmptyOne) {
  const Loaded loaded = load(kPolicy);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_TRUE(loaded.policy->ledger.empty());
}

TEST(LedgerFile, WithoutAHeaderThereIsNoLedger) {
  const Loaded loaded = load(kPolicy, "");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv", "[P106]")) << all(loaded);
}

TEST(LedgerFile, AnUnknownColumnIsAnErrorWithASuggestion) {
  const Loaded loaded = load(kPolicy, "id,from,to,service,from-adress\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:1:20", "did you mean 'from-address'? [P104]")) << all(loaded);
}

TEST(LedgerFile, ARepeatedColumnIsAnError) { EXPECT_TRUE(says(load(kPolicy, "id,from,to,service,to\n"), "ledger.csv:1:20", "[P105]")); }

TEST(LedgerFile, EachNeededColumnIsMissed) {
  const Loaded loaded = load(kPolicy, "purpose\n");
  for (const char* column : {"'id'", "'from'", "'to'", "'service'"}) {
    EXPECT_TRUE(says(loaded, "ledger.csv:1:1", std::string("column ") + column + " is missing [P106]")) << column << all(loaded);
  }
}

TEST(LedgerFile, ANeededCellMayNotBeEmpty) {
  const Loaded loaded = load_ledger("F1,renkei,,tcp/443\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:11", "'to' is empty [P107]")) << all(loaded);
}

TEST(LedgerFile, ARowThatEndsEarlyLacksItsNeededCells) {
  const Loaded loaded = load_ledger("F1,renkei\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:1", "'service' is empty [P107]")) << all(loaded);
}

TEST(LedgerFile, MoreCellsThanColumnsAreAnError) {
  const Loaded loaded = load(kPolicy, "id,from,to,service\nF1,renkei,gateway,tcp/443,yes\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:27", "[P107]")) << all(loaded);
}

TEST(LedgerFile, ADuplicateIdIsAnError) {
  const Loaded loaded = load_ledger("F1,renkei,gateway,tcp/443\nF1,renkei,gateway,tcp/80\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:3:1", "[P108]")) << all(loaded);
}

TEST(LedgerFile, AnUnreadableServiceIsAnErrorAtThatService) {
  const Loaded loaded = load_ledger("F1,renkei,gateway,tcp/443; https\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:28", "'https' is no service")) << all(loaded);
}

TEST(LedgerFile, RequiredIsYesNoOrEmpty) {
  EXPECT_FALSE(load_ledger("F1,renkei,gateway,tcp/443,,,no,\n").policy->ledger.at(0).required);
  EXPECT_FALSE(load_ledger("F1,renkei,gateway,tcp/443,,,,\n").policy->ledger.at(0).required);
  EXPECT_TRUE(says(load_ledger("F1,renkei,gateway,tcp/443,,,true,\n"), "ledger.csv:2:29", "[P114]"));
}

TEST(LedgerFile, ExpiryIsADayOfTheCalendar) {
  for (const char* day : {"2028-02-29", "2000-02-29", "2027-12-31"}) {
    EXPECT_TRUE(load_ledger(std::string("F1,renkei,gateway,tcp/443,,,,") + day + "\n").policy) << day;
  }
  for (const char* day : {"2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-04-31", "2027-4-1", "27/4/1", "令和9年"}) {
    EXPECT_TRUE(says(load_ledger(std::string("F1,renkei,gateway,tcp/443,,,,") + day + "\n"), "ledger.csv:2:30", "[P115]")) << day;
  }
}

TEST(LedgerFile, ARowThatTheMatrixDoesNotAdmitIsAWarningOnly) {
  const Loaded loaded = load_ledger("F1,gateway,renkei,tcp/443\n");
  EXPECT_TRUE(loaded.policy);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:1", "warning: row 'F1' excuses nothing")) << all(loaded);
}

TEST(LedgerFile, ARowInsideAZoneOrFromADeviceIsNotIdle) {
  const Loaded loaded = load_ledger("F1,gateway,nas,tcp/443\nF2,renkei,self:core,tcp/22\n");
  EXPECT_TRUE(loaded.policy);
  EXPECT_TRUE(loaded.messages.empty()) << all(loaded);
}

TEST(LedgerFile, PolicyAndLedgerErrorsComeInOneRun) {
  const Loaded loaded = load("version: 2\nmodel: alpha\nedition: x\n", "id,from,to,service\nF1,nobody,gateway,tcp/443\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:1:10", "[P002]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "ledger.csv:2:4", "[P109]")) << all(loaded);
}

TEST(LedgerFile, TheEncodingsOfSpreadsheets) {
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

}  // namespace
}  // namespace sekimori::testing
