#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"
#include "sim/load/cisco_ios_draft.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosAcl, AWildcardBitOfOneIsNotCompared) {
  const LoadedIos loaded = load_ios("access-list 101 permit ip 10.1.0.0 0.0.255.255 any\n");
  EXPECT_TRUE(permits(loaded.filter("101"), tcp("10.1.200.3", "8.8.8.8", 80)));
  EXPECT_FALSE(permits(loaded.filter("101"), tcp("10.2.0.1", "8.8.8.8", 80)));
}

TEST(CiscoIosAcl, ANonContiguousWildcardIsExact) {
  const LoadedIos loaded = load_ios("access-list 101 permit ip 10.0.5.0 0.255.0.255 any\n");
  EXPECT_TRUE(permits(loaded.filter("101"), tcp("10.77.5.9", "8.8.8.8", 80)));
  EXPECT_FALSE(permits(loaded.filter("101"), tcp("10.77.6.9", "8.8.8.8", 80)));
}

TEST(CiscoIosAcl, TheFirstMatchDecidesAndTheEndDenies) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n deny tcp any host 10.0.0.1 eq 22\n permit tcp any any\n");
  EXPECT_FALSE(permits(loaded.filter("X"), tcp("1.1.1.1", "10.0.0.1", 22)));
  EXPECT_TRUE(permits(loaded.filter("X"), tcp("1.1.1.1", "10.0.0.2", 22)));
  Packet udp = tcp("1.1.1.1", "10.0.0.2", 22);
  udp.protocol = kUdp;
  EXPECT_FALSE(permits(loaded.filter("X"), udp));
}

TEST(CiscoIosAcl, SequenceNumbersOrderTheEntriesWhateverTheLineOrder) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n 20 permit ip any any\n 10 deny tcp any any eq 23\n");
  EXPECT_FALSE(permits(loaded.filter("X"), tcp("1.1.1.1", "2.2.2.2", 23)));
  EXPECT_EQ(loaded.filter("X").rules[0].label, "10");
  EXPECT_EQ(loaded.filter("X").rules[0].at.line, 3U);
}

TEST(CiscoIosAcl, ARepeatedSequenceNumberIsNotUnderstood) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n 10 permit ip any any\n 10 deny ip any any\n");
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<FilterId>(loaded.assumed(3)[0].scope));
}

TEST(CiscoIosAcl, AnEntryBehindTheLargestSequenceNumberIsNotUnderstood) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n 4294967294 permit ip any any\n deny ip any any\n");
  EXPECT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_TRUE(permits(loaded.filter("X"), tcp("1.1.1.1", "2.2.2.2", 23)));
}

TEST(CiscoIosAcl, AStandardListMatchesTheSourceOnly) {
  const LoadedIos loaded = load_ios("access-list 10 permit 10.1.1.1\naccess-list 10 permit 10.2.0.0 0.0.255.255 log\n");
  EXPECT_TRUE(permits(loaded.filter("10"), tcp("10.1.1.1", "99.9.9.9", 1)));
  EXPECT_TRUE(permits(loaded.filter("10"), tcp("10.2.7.7", "99.9.9.9", 1)));
  EXPECT_FALSE(permits(loaded.filter("10"), tcp("10.1.1.2", "10.1.1.1", 1)));
}

TEST(CiscoIosAcl, EstablishedMeansAckOrRst) {
  const LoadedIos loaded = load_ios("access-list 101 permit tcp any any established\n");
  EXPECT_TRUE(permits(loaded.filter("101"), tcp("1.1.1.1", "2.2.2.2", 80, true)));
  EXPECT_FALSE(permits(loaded.filter("101"), tcp("1.1.1.1", "2.2.2.2", 80, false)));
  EXPECT_TRUE(permits(loaded.filter("101"), fragment_of(tcp("1.1.1.1", "2.2.2.2", 80))));
}

TEST(CiscoIosAcl, APortDenyLetsNonInitialFragmentsFallThrough) {
  const LoadedIos loaded = load_ios("access-list 101 deny tcp any any eq 80\naccess-list 101 permit ip any any\n");
  EXPECT_FALSE(permits(loaded.filter("101"), tcp("1.1.1.1", "2.2.2.2", 80)));
  EXPECT_TRUE(permits(loaded.filter("101"), fragment_of(tcp("1.1.1.1", "2.2.2.2", 80))));
}

TEST(CiscoIosAcl, APermitWithATimeRangeMatchesAtAnyTimeAndSaysSo) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n permit tcp any any eq 80 time-range OFFICE\n");
  EXPECT_TRUE(permits(loaded.filter("X"), tcp("1.1.1.1", "2.2.2.2", 80)));
  ASSERT_EQ(loaded.assumed(2).size(), 1U);
  EXPECT_EQ(loaded.assumed(2)[0].effect, Effect::may_close);
}

TEST(CiscoIosAcl, ADenyWithATimeRangeIsLeftOutAndSaysSo) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n deny tcp any any eq 80 time-range NIGHT\n permit ip any any\n");
  EXPECT_TRUE(permits(loaded.filter("X"), tcp("1.1.1.1", "2.2.2.2", 80)));
  ASSERT_EQ(loaded.assumed(2).size(), 1U);
  EXPECT_EQ(loaded.assumed(2)[0].effect, Effect::may_close);
}

TEST(CiscoIosAcl, LoggingIsNoCondition) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n permit tcp any any eq 80 log\n permit udp any any log-input\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosAcl, AnIpv6ListPermitsNeighbourDiscoveryBeforeItsImplicitDeny) {
  const LoadedIos loaded = load_ios("ipv6 access-list X\n permit tcp any host 2001:db8::1 eq 80\n");
  Packet solicitation;
  solicitation.family = Family::v6;
  solicitation.protocol = kIcmp6;
  solicitation.icmp = 135 * 256;
  EXPECT_TRUE(permits(loaded.filter("X"), solicitation));
  solicitation.icmp = 128 * 256;
  EXPECT_FALSE(permits(loaded.filter("X"), solicitation));
}

TEST(CiscoIosAcl, AMisspeltEntryIsAnAssumptionOfItsFilter) {
  for (const char* line :
       {" permitt ip any any", " permit ipp any any", " permit ip any", " permit tcp any any eq", " permit tcp any any eq 80 x",
        " permit ip 10.0.0.0 255.0.0 any", " permit tcp any any fragments eq 80", " evaluate R"}) {
    const LoadedIos loaded = load_ios("ip access-list extended X\n" + std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(2).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(2)[0].effect, Effect::may_both) << line;
    EXPECT_TRUE(std::holds_alternative<FilterId>(loaded.assumed(2)[0].scope)) << line;
    EXPECT_TRUE(loaded.filter("X").rules.empty()) << line;
  }
}

TEST(CiscoIosAcl, NumbersOutsideTheIpRangesAreNotUnderstood) {
  const LoadedIos loaded = load_ios("access-list 701 permit 0000.0c00.0000 0000.00ff.ffff\naccess-list 201 permit 0x0806\n");
  EXPECT_EQ(loaded.assumed(1).size(), 1U);
  EXPECT_EQ(loaded.assumed(2).size(), 1U);
}

TEST(SequenceNumbers, AreUniqueInAnyOrderAndGoOnByTen) {
  cisco_ios::SequenceNumbers numbers;
  EXPECT_EQ(numbers.next(), 10U);
  for (const std::uint32_t number : {10U, 30U, 20U, 5U, 25U}) EXPECT_TRUE(numbers.insert(number)) << number;
  for (const std::uint32_t number : {10U, 30U, 20U, 5U, 25U}) EXPECT_FALSE(numbers.insert(number)) << number;
  EXPECT_EQ(numbers.next(), 40U);
  EXPECT_TRUE(numbers.insert(40));
}

}  // namespace
}  // namespace sekimori::test
