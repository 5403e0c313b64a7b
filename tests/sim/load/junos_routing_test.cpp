#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
using Texts = std::vector<std::string>;

TEST(JunosRouting, StaticRoutesAndTheirPreferences) {
  const std::string r = "set routing-options static route ";
  const auto j = load_junos_between("set routing-options static defaults preference 50\n" + r + "10.9.0.0/16 next-hop 10.0.2.9\n" + r +
                                    "10.8.0.0/16 discard\n" + r + "10.8.0.0/16 preference 7\n" + r + "10.7.0.0/16 next-hop ge-0/0/2.0\n" +
                                    r + "10.6.0.0/16 next-hop 10.0.1.9\n" + r + "10.6.0.0/16 qualified-next-hop 10.0.2.9 preference 60\n");
  EXPECT_EQ(j.assumed(), Texts{});
  const auto& routes = j.vrf().routes;
  ASSERT_EQ(routes.size(), 5U);
  EXPECT_EQ(routes[0].distance, 50);
  EXPECT_TRUE(routes[1].next_hop.discard);
  EXPECT_EQ(routes[1].distance, 7);
  EXPECT_EQ(routes[2].next_hop.out, j.interface_id("ge-0/0/2"));
  EXPECT_EQ(routes[4].distance, 60);
  EXPECT_EQ(load_junos_between(r + "10.9.0.0/16 next-hop 10.0.2.9\n").vrf().routes.at(0).distance, 5) << "the default";
}

TEST(JunosRouting, InstancesHaveTablesOfTheirOwn) {
  const auto j = load_junos_between(
      "set routing-instances red instance-type virtual-router\nset routing-instances red interface ge-0/0/2.0\n"
      "set routing-instances red routing-options static route 10.9.0.0/16 next-hop 10.0.2.9\n"
      "set routing-instances red routing-options static route 0.0.0.0/0 next-table inet.0\nset system management-instance\n"
      "set interfaces fxp0 unit 0 family inet address 192.0.2.9/24\nset routing-instances mgmt_junos routing-options static route "
      "0.0.0.0/0 next-hop 192.0.2.1\n");
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_EQ(j.network.at(j.interface("ge-0/0/2").vrf).name, "red");
  EXPECT_EQ(j.vrf("red").routes.size(), 2U);
  EXPECT_EQ(j.vrf("red").leaks_to.size(), 1U);
  EXPECT_EQ(j.network.at(j.interface("fxp0").vrf).name, "mgmt_junos");
}

TEST(JunosRouting, WhatMakesATableUnknown) {
  EXPECT_TRUE(load_junos_between("set protocols ospf area 0.0.0.0 interface ge-0/0/1.0\n").vrf().any_routing);
  EXPECT_FALSE(load_junos_between("set protocols lldp interface all\nset protocols rstp\n").vrf().any_routing);
  const auto j = load_junos_between("set routing-instances red protocols bgp group a type external\n");
  EXPECT_TRUE(j.vrf("red").any_routing);
  EXPECT_FALSE(j.vrf().any_routing);
  const auto odd = load_junos_between(
      "set routing-options static route 10.9.0.0/16 next-hop 10.0.2.9\nset routing-options static route 10.9.0.0/16 bfd-liveness-detection "
      "minimum-interval 9\n");
  EXPECT_TRUE(odd.vrf().any_routing);
  EXPECT_EQ(odd.assumed().size(), 2U);
  const auto learnt =
      load_junos_between("set interfaces ge-0/0/3 unit 0 family inet dhcp\nset routing-instances red interface ge-0/0/3.0\n");
  EXPECT_TRUE(learnt.vrf("red").any_routing);
}

TEST(JunosRouting, TablesThatLeakByTargetsAreAnAssumption) {
  EXPECT_EQ(load_junos_between("set routing-instances red instance-type vrf\nset routing-instances red vrf-target target:1:1\n").assumed(),
            Texts{"may-both 6 unknown-line"});
}

}  // namespace
}  // namespace sekimori
