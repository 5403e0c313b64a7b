// ip(8) with -j.
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::load_linux_files;
using test::Texts;

TEST(IpJson, InterfacesOfAllKinds) {
  const auto host = load_linux_files(
      {R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[]},)"
       R"({"ifindex":3,"ifname":"eth1","flags":["UP"],"link_type":"ether","master":"bond0","addr_info":[]},)"
       R"({"ifindex":4,"ifname":"bond0","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"bond"},"addr_info":[]},)"
       R"({"ifindex":5,"ifname":"eth0.10","link":"eth0","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"vlan","info_data":{"protocol":"802.1Q","id":10}},"addr_info":[{"family":"inet","local":"10.0.10.1","prefixlen":24}]},)"
       R"({"ifindex":6,"ifname":"br0","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"bridge","info_data":{"vlan_filtering":0}},"addr_info":[{"family":"inet","local":"10.0.20.1","prefixlen":24}]},)"
       R"({"ifindex":7,"ifname":"tap0","flags":["UP"],"link_type":"ether","master":"br0","addr_info":[]},)"
       R"({"ifindex":8,"ifname":"blue","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"vrf","info_data":{"table":10}},"addr_info":[]},)"
       R"({"ifindex":9,"ifname":"eth2","flags":["UP"],"link_type":"ether","master":"blue","addr_info":[{"family":"inet","local":"10.0.30.1","prefixlen":24}]},)"
       R"({"ifindex":10,"ifname":"gre1","flags":["UP"],"link_type":"gre","linkinfo":{"info_kind":"gre","info_data":{"remote":"198.51.100.1","local":"203.0.113.1"}},"addr_info":[]},)"
       R"({"ifindex":11,"ifname":"eth3","flags":["BROADCAST"],"link_type":"ether","addr_info":[]}])",
       R"([{"dst":"default","gateway":"10.0.30.254","dev":"eth2","table":"10","flags":[]},{"dst":"default","gateway":"10.0.10.254","dev":"eth0.10","metric":100,"flags":[]},)"
       R"({"dst":"default","gateway":"10.0.20.254","dev":"br0","metric":200,"flags":[]},{"type":"blackhole","dst":"10.99.0.0/16","flags":[]}])",
       test::kForwards, test::kSsh});
  ASSERT_TRUE(host.id);
  EXPECT_EQ(host.assumed(), Texts{});
  EXPECT_EQ(host.interface("eth0.10").kind, InterfaceKind::subinterface);
  EXPECT_EQ(host.interface("eth0.10").vlan->number(), 10);
  EXPECT_EQ(host.interface("eth1").channel, host.interface_id("bond0"));
  EXPECT_EQ(host.interface("br0").kind, InterfaceKind::svi);
  EXPECT_EQ(host.interface("tap0").access_vlan, host.interface("br0").vlan);
  EXPECT_EQ(host.network.at(host.interface("eth2").vrf).name, "blue");
  EXPECT_EQ(to_text(*host.interface("gre1").tunnel->remote), "198.51.100.1");
  EXPECT_FALSE(host.interface("eth3").up);
  ASSERT_EQ(host.vrf().routes.size(), 3U);
  EXPECT_EQ(host.vrf().routes[0].distance, 1);
  EXPECT_EQ(host.vrf().routes[1].distance, 2);
  EXPECT_TRUE(host.vrf().routes[2].next_hop.discard);
  ASSERT_EQ(host.vrf("blue").routes.size(), 1U);
}

TEST(IpJson, AnInterfaceWithoutAnAddressRoutesWhatComesAllTheSame) {
  const auto host = load_linux_files(
      {R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[]},)"
       R"({"ifindex":3,"ifname":"m0","link":"eth0","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"macvlan"},"addr_info":[{"family":"inet","local":"10.0.1.1","prefixlen":24}]},)"
       R"({"ifindex":4,"ifname":"eth1","flags":["UP"],"link_type":"ether","master":"br0","addr_info":[]},)"
       R"({"ifindex":5,"ifname":"br0","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"bridge","info_data":{}},"addr_info":[]},)"
       R"({"ifindex":6,"ifname":"eth2","flags":[],"link_type":"ether","addr_info":[]}])",
       test::kRoutes, test::kForwards, test::kSsh});
  EXPECT_TRUE(host.interface("eth0").ipv4_enabled);
  EXPECT_FALSE(host.interface("m0").ipv4_enabled) << "it has one";
  EXPECT_FALSE(host.interface("eth1").ipv4_enabled) << "a bridge's port";
  EXPECT_TRUE(host.interface("br0").ipv4_enabled);
  EXPECT_FALSE(host.interface("eth2").ipv4_enabled) << "down";
}

TEST(IpJson, ABridgeOfVlanInterfacesIsATrunkThatCarriesTheirNumber) {
  const auto host = load_linux_files(
      {R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[]},)"
       R"({"ifindex":3,"ifname":"eth0.30","link":"eth0","flags":["UP"],"link_type":"ether","master":"br30","linkinfo":{"info_kind":"vlan","info_data":{"protocol":"802.1Q","id":30}},"addr_info":[]},)"
       R"({"ifindex":4,"ifname":"br30","flags":["UP"],"link_type":"ether","linkinfo":{"info_kind":"bridge","info_data":{}},"addr_info":[{"family":"inet","local":"10.0.30.1","prefixlen":24}]},)"
       R"({"ifindex":5,"ifname":"vnet0","flags":["UP"],"link_type":"ether","master":"br30","addr_info":[]}])",
       test::kRoutes, test::kForwards, test::kSsh});
  EXPECT_EQ(host.interface("br30").vlan->number(), 30);
  EXPECT_EQ(host.interface("vnet0").access_vlan.number(), 30);
  EXPECT_EQ(host.interface("eth0").mode, PortMode::trunk);
  EXPECT_TRUE(host.interface("eth0").allowed.contains(*VlanId::from(30)));
  EXPECT_FALSE(host.interface("eth0").allowed.contains(*VlanId::from(31)));
}

TEST(IpJson, AllTablesInOneOutputAreThoseOfBothFamilies) {
  const std::string both =
      R"([{"type":"local","dst":"10.0.1.1","dev":"eth0","table":"local"},{"dst":"default","gateway":"10.0.2.254","dev":"eth1","flags":[]},)"
      R"({"dst":"fd00:2::/64","gateway":"fe80::2","dev":"eth1","flags":[],"pref":"medium"},{"dst":"default","dev":"eth1","flags":[],"pref":"medium"}])";
  const std::string six =
      R"([{"dst":"fd00:2::/64","gateway":"fe80::2","dev":"eth1","flags":[],"pref":"medium"},{"dst":"default","dev":"eth1","flags":[],"pref":"medium"}])";
  const auto host = load_linux_files({test::kThreePorts, both, six, test::kForwards, test::kSsh});
  ASSERT_TRUE(host.id);
  EXPECT_EQ(host.assumed(), Texts{});
  EXPECT_FALSE(host.vrf().any_routing);
  ASSERT_EQ(host.vrf().routes.size(), 3U) << "the same route twice is one";
  EXPECT_EQ(host.vrf().routes[0].destination, Prefix::everything(Family::v4));
  EXPECT_EQ(host.vrf().routes[2].destination, Prefix::everything(Family::v6));
}

TEST(IpJson, PolicyRoutingMakesTheTableUnknown) {
  const auto host =
      load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh,
                        R"([{"priority":0,"src":"all","table":"local"},{"priority":100,"src":"10.0.1.0","srclen":24,"table":"100"},)"
                        R"({"priority":32766,"src":"all","table":"main"},{"priority":32767,"src":"all","table":"default"}])"});
  EXPECT_TRUE(host.vrf().any_routing);
}

/// The tables of the two families are collected apart.
TEST(IpJson, WithoutATableOfAFamilyInUseEveryRouteIsPossible) {
  const std::string both =
      R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"addr_info":[{"family":"inet","local":"10.0.1.1","prefixlen":24},)"
      R"({"family":"inet6","local":"2001:db8::1","prefixlen":64}]}])";
  const std::string v6 = R"([{"dst":"2001:db8::/64","dev":"eth0","protocol":"kernel","flags":[]}])";
  EXPECT_TRUE(load_linux_files({both, test::kRoutes, test::kForwards, test::kSsh}).vrf().any_routing);
  EXPECT_FALSE(load_linux_files({both, test::kRoutes, v6, test::kForwards, test::kSsh}).vrf().any_routing);
  EXPECT_FALSE(load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh}).vrf().any_routing);
}

}  // namespace
}  // namespace sekimori
