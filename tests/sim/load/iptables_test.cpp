// Tables and connection states of iptables-save.
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_forward;
using test::load_linux_files;
using test::Texts;

TEST(Iptables, ConnectionsMakeTheFirewallStatefulOnlyWhereTheyAreAccepted) {
  EXPECT_TRUE(
      load_forward("-A FORWARD -m state --state RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -i eth0 -j ACCEPT\n").firewall().stateful);
  EXPECT_FALSE(load_forward("-A FORWARD -i eth0 -j ACCEPT\n").firewall().stateful);
  EXPECT_FALSE(load_forward("-A FORWARD -m state --state ESTABLISHED -j DROP\n-A FORWARD -i eth0 -j ACCEPT\n").firewall().stateful);
}

TEST(Iptables, DroppingByStateDropsNothing) {
  const auto fw = load_forward("-A FORWARD -m state --state NEW -j DROP\n-A FORWARD -j ACCEPT\n");
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_EQ(fw.assumed(), (Texts{"may-close 5 condition"}));
}

TEST(Iptables, WhatIsNotTrackedIsWhatTheRawTableSays) {
  const auto fw =
      load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6,
                        "*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p udp -m udp --dport 53 -j CT --notrack\nCOMMIT\n"
                        "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m state --state UNTRACKED -j ACCEPT\nCOMMIT\n"});
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 53, kUdp)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth2", "eth1", flow("10.0.1.5", "10.0.2.5", 53, kUdp)));
}

TEST(Iptables, TranslationUnderAnUnmodelledConditionMayOrMayNotBe) {
  const auto fw = load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6,
                                    "*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o eth1 -m mark --mark 0x1 -j MASQUERADE\nCOMMIT\n"});
  EXPECT_EQ(fw.assumed(), (Texts{"may-both 3 condition"}));
}

TEST(Iptables, TwoRuleSetsOfOneFamilyAndRulesBesideVrfsMayDoBoth) {
  const std::string rules = "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n";
  const auto twice = load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6, rules, rules});
  EXPECT_EQ(twice.assumed(), Texts{"may-both 1 unsupported"});
  const std::string vrf =
      R"([{"ifindex":2,"ifname":"blue","flags":["UP"],"linkinfo":{"info_kind":"vrf","info_data":{"table":10}},"addr_info":[]},)"
      R"({"ifindex":3,"ifname":"eth0","flags":["UP"],"master":"blue","addr_info":[]}])";
  const Texts beside = load_linux_files({vrf, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6, rules}).assumed();
  EXPECT_NE(std::ranges::find(beside, "may-both 1 unsupported"), beside.end());
}

}  // namespace
}  // namespace sekimori
