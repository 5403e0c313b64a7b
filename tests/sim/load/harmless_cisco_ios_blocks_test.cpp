#include <gtest/gtest.h>

#include <set>

#include "sim/load/harmless_cisco_ios.hpp"

namespace sekimori::test {
namespace {

using cisco_ios::find_known;
using cisco_ios::known_block_lines;
using cisco_ios::KnownIn;
using cisco_ios::KnownLine;

TEST(HarmlessCiscoIosBlocks, EveryEntryHasAReasonAndStandsOnce) {
  std::set<std::pair<KnownIn, std::string_view>> seen;
  ASSERT_FALSE(known_block_lines().empty());
  for (const KnownLine& known : known_block_lines()) {
    EXPECT_NE(known.in, KnownIn::global) << known.keywords;
    EXPECT_GE(known.reason.size(), 10U) << known.keywords;
    EXPECT_TRUE(seen.emplace(known.in, known.keywords).second) << known.keywords;
  }
}

TEST(HarmlessCiscoIosBlocks, ALineOfOneKindOfBlockIsUnknownInAnother) {
  EXPECT_NE(find_known(KnownIn::line, "exec-timeout 5 0"), nullptr);
  EXPECT_EQ(find_known(KnownIn::interface, "exec-timeout 5 0"), nullptr);
  EXPECT_EQ(find_known(KnownIn::global, "cost 5"), nullptr);
}

TEST(HarmlessCiscoIosBlocks, TheLongestEntryWins) {
  EXPECT_EQ(find_known(KnownIn::interface, "ip arp inspection limit rate 15")->effect, Effect::may_close);
  EXPECT_EQ(find_known(KnownIn::interface, "ip arp inspection trust")->effect, Effect::harmless);
}

TEST(HarmlessCiscoIosBlocks, NothingThatMovesOrFiltersPacketsIsOnTheList) {
  for (const char* line :
       {"ip access-group 1 in", "switchport access vlan 10", "dot1x pae authenticator", "authentication port-control auto", "mab",
        "ip directed-broadcast", "crypto map X", "ip wccp web-cache redirect in", "ip policy route-map X", "encapsulation frame-relay"}) {
    const KnownLine* known = find_known(KnownIn::interface, line);
    EXPECT_TRUE(known == nullptr || known->effect != Effect::harmless) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
