#include "sim/load/harmless_cisco_ios.hpp"

#include <gtest/gtest.h>

#include <set>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

using cisco_ios::find_known;
using cisco_ios::known_global_lines;
using cisco_ios::KnownIn;
using cisco_ios::KnownLine;

TEST(HarmlessCiscoIos, EveryEntryHasAReasonAndStandsOnce) {
  std::set<std::pair<KnownIn, std::string_view>> seen;
  ASSERT_FALSE(known_global_lines().empty());
  for (const KnownLine& known : known_global_lines()) {
    EXPECT_GE(known.reason.size(), 10U) << known.keywords;
    EXPECT_TRUE(seen.emplace(known.in, known.keywords).second) << known.keywords;
  }
}

TEST(HarmlessCiscoIos, KeywordsMatchWholeWordsAndTheLongestEntryWins) {
  EXPECT_EQ(find_known(KnownIn::global, "loggingg host 10.0.0.1"), nullptr);
  EXPECT_EQ(find_known(KnownIn::global, "ntp server 10.0.0.1")->effect, Effect::harmless);
  EXPECT_EQ(find_known(KnownIn::global, "ip arp inspection vlan 10")->effect, Effect::may_close);
}

TEST(HarmlessCiscoIos, NoBeforeAHarmlessLineIsHarmlessButNotBeforeAClosingOne) {
  EXPECT_EQ(find_known(KnownIn::interface, "no cdp enable")->effect, Effect::harmless);
  EXPECT_EQ(find_known(KnownIn::interface, "no switchport protected"), nullptr);
  EXPECT_EQ(find_known(KnownIn::global, "no"), nullptr);
}

TEST(HarmlessCiscoIos, NothingThatMovesOrFiltersPacketsIsOnTheList) {
  for (const char* line :
       {"ip route 0.0.0.0 0.0.0.0 10.0.0.1", "ip routing", "access-list 1 permit any", "router ospf 1", "monitor session 1 source vlan 10",
        "ip nat inside source list 1 interface Vlan1", "bridge irb", "l2 vfi X", "event manager applet X", "ip forward-protocol udp 9",
        "vlan filter X vlan-list 10", "arp 10.0.0.1 0000.0000.0001 arpa", "mac address-table static 0000.0000.0001 vlan 1 interface Gi0/1",
        "ip source-route", "service tcp-small-servers", "mpls label protocol ldp", "ip nat service all-algs"}) {
    const KnownLine* known = find_known(KnownIn::global, line);
    EXPECT_TRUE(known == nullptr || known->effect != Effect::harmless) << line;
  }
}

TEST(HarmlessCiscoIos, AHarmlessLineIsListedWithItsReason) {
  const LoadedIos loaded = load_ios("ntp server 10.0.0.1\nno ip source-route\nno ip http server\nno ip http secure-server\n");
  ASSERT_EQ(loaded.network.assumptions.size(), 1U);
  EXPECT_EQ(loaded.network.assumptions[0].effect, Effect::harmless);
  EXPECT_FALSE(loaded.network.assumptions[0].why.empty());
}

}  // namespace
}  // namespace sekimori::test
