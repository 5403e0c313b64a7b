#include "solver/policy/row_ends.hpp"

#include "policy_fixture.hpp"

namespace sekimori::testing {
namespace {

const LedgerRow* only_row(const Loaded& loaded) {
  return loaded.policy && loaded.policy->ledger.size() == 1 ? &loaded.policy->ledger.front() : nullptr;
}

TEST(RowEnds, SemicolonsSeparateEndsAndEachKeepsItsPlace) {
  const std::vector<CsvCell> parts = parts_of({"市 ; b;", {FileId{1}, 2, 5}});
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].text, "市");
  EXPECT_EQ(parts[1].text, "b");
  EXPECT_EQ(parts[1].at.column, 9U);
  EXPECT_EQ(parts[2].text, "");
}

TEST(RowEnds, HostsAndDeviceSelvesAreNamed) {
  const Loaded loaded = load_ledger("F1,renkei; self:core,gateway;nas,tcp/443\n");
  const LedgerRow* row = only_row(loaded);
  ASSERT_NE(row, nullptr) << all(loaded);
  EXPECT_EQ(row->src, (std::vector<EndpointRef>{HostId{0}, DeviceId{0}}));
  EXPECT_EQ(row->dst, (std::vector<EndpointRef>{HostId{1}, HostId{2}}));
}

TEST(RowEnds, AnUnknownHostIsAnErrorWithASuggestion) {
  EXPECT_TRUE(says(load_ledger("F1,renkey,gateway,tcp/443\n"), "ledger.csv:2:4", "did you mean 'renkei'? [P109]"));
  EXPECT_TRUE(says(load_ledger("F1,self:cor,gateway,tcp/443\n"), "ledger.csv:2:4", "did you mean 'self:core'? [P109]"));
}

TEST(RowEnds, ADeviceIsNoHost) { EXPECT_TRUE(says(load_ledger("F1,core,gateway,tcp/443\n"), "ledger.csv:2:4", "self:NAME")); }

TEST(RowEnds, AnEmptyOrRepeatedEndIsAnError) {
  EXPECT_TRUE(says(load_ledger("F1,renkei;,gateway,tcp/443\n"), "ledger.csv:2:11", "[P109]"));
  EXPECT_TRUE(says(load_ledger("F1,renkei;renkei,gateway,tcp/443\n"), "ledger.csv:2:11", "named twice [P109]"));
}

TEST(RowEnds, AddressesDefaultToTheEndsOwn) {
  const Loaded loaded = load_ledger("F1,renkei;self:core,nas;web6,tcp/443\n");
  const LedgerRow* row = only_row(loaded);
  ASSERT_NE(row, nullptr) << all(loaded);
  EXPECT_EQ(row->src_v4, addresses("10.10.0.10").united(addresses("10.10.0.1")));
  EXPECT_TRUE(row->src_v6.empty());
  EXPECT_EQ(row->dst_v4, addresses("10.20.0.0/28"));
  EXPECT_EQ(row->dst_v6, addresses("2001:db8::80"));
}

TEST(RowEnds, NarrowedAddressesReplaceTheOwn) {
  const Loaded loaded = load_ledger("F1,renkei,nas;web6,tcp/443,,10.20.0.4/31;10.20.0.7\n");
  const LedgerRow* row = only_row(loaded);
  ASSERT_NE(row, nullptr) << all(loaded);
  EXPECT_EQ(row->dst_v4, addresses("10.20.0.4/31").united(addresses("10.20.0.7")));
  EXPECT_TRUE(row->dst_v6.empty());
}

TEST(RowEnds, AnExternalWithoutAddressesNeedsThem) {
  EXPECT_TRUE(says(load_ledger("F1,nas,net,tcp/443\n"), "ledger.csv:2:1", "net has no address of its own"));
  const Loaded loaded = load_ledger("F1,nas,net,tcp/443,,203.0.113.0/24\n");
  const LedgerRow* row = only_row(loaded);
  ASSERT_NE(row, nullptr) << all(loaded);
  EXPECT_EQ(row->dst_v4, addresses("203.0.113.0/24"));
}

TEST(RowEnds, AHostCannotBeGivenAddressesOfOthers) {
  EXPECT_TRUE(says(load_ledger("F1,renkei,nas,tcp/443,10.10.0.0/24\n"), "ledger.csv:2:23", "is not an address of renkei [P113]"));
  EXPECT_TRUE(says(load_ledger("F1,renkei,nas,tcp/443,,10.20.0.16\n"), "ledger.csv:2:24", "is not an address of nas [P113]"));
}

TEST(RowEnds, ATranslatedAddressIsADestinationButNoSource) {
  EXPECT_TRUE(load_ledger("F1,renkei,gateway,tcp/443,,192.0.2.9\n").policy);
  EXPECT_TRUE(says(load_ledger("F1,gateway,nas,tcp/443,192.0.2.9\n"), "ledger.csv:2:24", "[P113]"));
}

TEST(RowEnds, HostBitsAndWordsAreNoAddresses) {
  EXPECT_TRUE(says(load_ledger("F1,renkei,nas,tcp/443,,10.20.0.1/28\n"), "ledger.csv:2:24", "[P111]"));
  EXPECT_TRUE(says(load_ledger("F1,renkei,nas,tcp/443,,any\n"), "ledger.csv:2:24", "[P111]"));
}

}  // namespace
}  // namespace sekimori::testing
