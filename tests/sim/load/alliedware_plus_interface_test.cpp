#include <gtest/gtest.h>

#include "alliedware_plus_support.hpp"

namespace sekimori {
namespace {

using test::load_awp;
using Texts = std::vector<std::string>;

/// "native / members that are tagged"; "none" where untagged frames are dropped.
std::string trunk(const std::string& lines) {
  const auto sw = load_awp("interface port1.0.1\n switchport\n switchport mode trunk\n" + lines);
  const Interface& port = sw.interface("port1.0.1");
  EXPECT_EQ(port.mode, PortMode::trunk);
  EXPECT_EQ(sw.assumed(), Texts{}) << lines;
  VlanSet tagged = port.allowed;
  if (!port.native_tagged) tagged.erase(port.native);
  return (port.native_tagged ? "none" : std::to_string(port.native.number())) + " / " + to_text(tagged);
}

TEST(AlliedWarePlusPorts, ATrunkCarriesNoTaggedVlanUntilALineAddsIt) {
  EXPECT_EQ(trunk(""), "1 / none");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan add 10,20-21\n"), "1 / 10,20-21");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan add 10,20\n switchport trunk allowed vlan remove 10\n"), "1 / 20");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan add 10\n switchport trunk native vlan 30\n"), "30 / 10");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan add 10\n switchport trunk native vlan none\n"), "none / 10");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan all\n switchport trunk native vlan none\n"), "none / 1-4094");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan except 3-4094\n"), "1 / 2");
  EXPECT_EQ(trunk(" switchport trunk allowed vlan add 10\n switchport trunk allowed vlan none\n"), "1 / none");
}

TEST(AlliedWarePlusPorts, ASilentPortIsUntaggedInVlanOne) {
  const auto sw = load_awp("interface port1.0.1\n switchport\ninterface port1.0.2\n shutdown\n");
  EXPECT_EQ(sw.interface("port1.0.1").mode, PortMode::access);
  EXPECT_EQ(sw.interface("port1.0.1").access_vlan, kDefaultVlan);
  EXPECT_FALSE(sw.interface("port1.0.2").up);
}

TEST(AlliedWarePlusPorts, MembersOfAChannelAreAsTheChannel) {
  const auto sw = load_awp(
      "interface port1.0.1\n switchport\n static-channel-group 1\ninterface port1.0.2\n switchport\n channel-group 3 mode active\n"
      "interface sa1\n switchport mode trunk\n switchport trunk allowed vlan add 10\ninterface po3\n switchport access vlan 20\n");
  EXPECT_EQ(sw.assumed(), Texts{});
  EXPECT_EQ(sw.interface("port1.0.1").channel, sw.interface_id("sa1"));
  EXPECT_EQ(sw.interface("port1.0.1").mode, PortMode::trunk);
  EXPECT_EQ(to_text(sw.interface("port1.0.1").allowed), "1,10");
  EXPECT_EQ(sw.interface("port1.0.2").access_vlan.number(), 20U);
}

TEST(AlliedWarePlusPorts, AChannelThatOnlyItsMembersNameIsAsTheyAre) {
  const auto sw = load_awp("interface port1.0.1\n switchport access vlan 7\n static-channel-group 1\n");
  EXPECT_EQ(sw.interface("sa1").mode, PortMode::access);
  EXPECT_EQ(sw.interface("sa1").access_vlan.number(), 7U);
  EXPECT_EQ(sw.interface("port1.0.1").access_vlan.number(), 7U);
}

TEST(AlliedWarePlusPorts, AFilterOnAPortIsLeftOut) {
  const auto sw =
      load_awp("access-list hardware no-ping\n deny icmp any any\n!\ninterface port1.0.1-1.0.2\n switchport\n access-group no-ping\n");
  EXPECT_EQ(sw.assumed(), (Texts{"may-close 6 unsupported", "may-close 6 unsupported"})) << "of each port: its frames pass in the model";
}

TEST(AlliedWarePlusPorts, RoutedPortsAndTheirSubinterfaces) {
  const auto sw = load_awp(
      "interface eth1\n ip address 10.0.0.1/30\ninterface eth2.10\n encapsulation dot1q 10\n ip address 10.1.0.1/24\ninterface tunnel1\n"
      " tunnel source 10.0.0.1\n tunnel destination 10.0.0.2\n tunnel mode ipsec ipv4\n ip address 10.2.0.1/30\n");
  EXPECT_EQ(sw.assumed(), Texts{});
  EXPECT_EQ(sw.interface("eth1").mode, PortMode::routed);
  EXPECT_EQ(sw.interface("eth2.10").parent, sw.interface_id("eth2"));
  EXPECT_EQ(sw.interface("eth2.10").vlan->number(), 10U);
  EXPECT_TRUE(sw.interface("tunnel1").tunnel->encrypted);
}

TEST(AlliedWarePlusPorts, AnAddressOnASwitchPortIsAnAssumption) {
  EXPECT_EQ(load_awp("interface port1.0.1\n ip address 10.0.0.1/24\n").assumed(), Texts{"may-both 1 unsupported"});
}

}  // namespace
}  // namespace sekimori
