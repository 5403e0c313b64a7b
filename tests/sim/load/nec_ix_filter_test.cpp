// Filters of interfaces: sequence numbers, first match, implicit deny, lists that open sessions.
#include <gtest/gtest.h>

#include "nec_ix_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_ix_between;
using test::Texts;

const std::string kIn = "GigaEthernet0.0", kOut = "GigaEthernet1.0";

TEST(NecIxFilter, MatchesByAddressProtocolAndPort) {
  struct Case {
    std::string rule;
    bool web, dns;
  };
  const Case cases[] = {{"permit ip src any dest any", true, true},
                        {"permit ip src 10.0.1.0/29 dest any", true, false},
                        {"permit tcp src any sport any dest any dport eq 80", true, false},
                        {"permit udp src any dest 10.0.2.0/24 dport range 50 60", false, true},
                        {"permit tcp src any sport gt 1023 dest any dport lt 1024", true, false},
                        {"permit 17 src any dest any", false, true},
                        {"permit icmp src any dest any", false, false}};
  for (const Case& it : cases) {
    const auto rt = load_ix_between("ip access-list a " + it.rule + "\n", "  ip filter a 1 in\n");
    EXPECT_EQ(rt.assumed(), Texts{}) << it.rule;
    EXPECT_EQ(rt.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.5", 80)), it.web) << it.rule;
    EXPECT_EQ(rt.admits(kIn, kOut, flow("10.0.1.9", "10.0.2.5", 53, kUdp)), it.dns) << it.rule;
  }
}

TEST(NecIxFilter, ListsAreInTheOrderOfTheirNumbersAndTheRestIsDropped) {
  const std::string lists = "ip access-list no deny ip src 10.0.1.5/32 dest any\nip access-list yes permit ip src any dest any\n";
  const auto rt = load_ix_between(lists, "  ip filter yes 20 in\n  ip filter no 10 in\n");
  EXPECT_FALSE(rt.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(rt.admits(kIn, kOut, flow("10.0.1.6", "10.0.2.5", 80)));
  const auto alone = load_ix_between(lists, "  ip filter no 10 in\n");
  EXPECT_FALSE(alone.admits(kIn, kOut, flow("10.0.1.6", "10.0.2.5", 80)));
  EXPECT_TRUE(alone.admits(kOut, kIn, flow("10.0.2.5", "10.0.1.5", 80))) << "no filter outwards";
}

TEST(NecIxFilter, ADynamicListOpensSessions) {
  const auto rt = load_ix_between(
      "ip access-list out permit tcp src any dest any dport eq 80\nip access-list dynamic dyn access out\nip access-list in permit udp src "
      "any dest any\n",
      "  ip filter dyn 1 out\n  ip filter in 1 in\n");
  EXPECT_EQ(rt.assumed(), Texts{});
  ASSERT_TRUE(rt.firewall().stateful);
  const auto opens = [&](const Packet& packet) {
    for (const FirewallRule& rule : rt.firewall().rules) {
      const bool here = (rule.in.empty() || std::ranges::count(rule.in, rt.interface_id(kOut)) > 0) &&
                        std::ranges::count(rule.out, rt.interface_id(kIn)) > 0;
      if (here && matches(rule.rule.match, packet)) return rule.rule.action == Action::permit && rule.inspect;
    }
    return false;
  };
  EXPECT_TRUE(opens(flow("10.0.2.5", "10.0.1.5", 80)));
  EXPECT_FALSE(rt.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.5", 80)));
}

TEST(NecIxFilter, WhatIsNotUnderstoodOrNotThereIsAnAssumption) {
  EXPECT_EQ(load_ix_between("ip access-list a permit tcp src any dest any established\n", "").assumed(), Texts{"may-both 1 unknown-line"});
  EXPECT_EQ(load_ix_between("", "  ip filter gone 1 in\n").assumed(), Texts{"may-both 3 undefined-reference"});
}

}  // namespace
}  // namespace sekimori
