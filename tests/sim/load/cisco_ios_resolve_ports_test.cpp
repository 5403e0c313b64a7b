#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosResolvePorts, ASilentPortOfASwitchIsADynamicTrunkWithAllVlans) {
  const LoadedIos loaded = load_ios("spanning-tree mode rapid-pvst\ninterface GigabitEthernet0/1\n description spare\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").mode, PortMode::trunk);
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").allowed, VlanSet::all());
}

TEST(CiscoIosResolvePorts, AnAccessVlanWithoutAModeStaysDynamicAndUntaggedFramesMayBeInIt) {
  const LoadedIos loaded = load_ios("interface GigabitEthernet0/1\n switchport access vlan 10\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").mode, PortMode::trunk);
  ASSERT_EQ(loaded.assumed(1).size(), 1U);
  EXPECT_EQ(loaded.assumed(1)[0].effect, Effect::may_open);
  EXPECT_EQ(std::get<InterfaceId>(loaded.assumed(1)[0].scope), loaded.interface_id("GigabitEthernet0/1"));
}

TEST(CiscoIosResolvePorts, AnAddressedPortAndNoSwitchportAreRouted) {
  const LoadedIos loaded = load_ios(
      "spanning-tree mode pvst\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\ninterface GigabitEthernet0/2\n no "
      "switchport\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").mode, PortMode::routed);
  EXPECT_EQ(loaded.interface("GigabitEthernet0/2").mode, PortMode::routed);
}

TEST(CiscoIosResolvePorts, OnARouterASilentPortIsRouted) {
  const LoadedIos loaded = load_ios("interface GigabitEthernet0/1\n no ip address\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").mode, PortMode::routed);
  EXPECT_EQ(loaded.device().kind, DeviceKind::router);
}

TEST(CiscoIosResolvePorts, WhereSwitchportIsPrintedASilentPortIsRouted) {
  const LoadedIos loaded =
      load_ios("interface GigabitEthernet1/1\n switchport\n switchport mode access\ninterface GigabitEthernet1/2\n no ip address\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet1/1").mode, PortMode::access);
  EXPECT_EQ(loaded.interface("GigabitEthernet1/2").mode, PortMode::routed);
}

TEST(CiscoIosResolvePorts, ASilentPortBesideAVlanInterfaceMayBeASwitchPort) {
  const LoadedIos loaded = load_ios("interface FastEthernet0\n no ip address\ninterface Vlan1\n ip address 10.0.0.1 255.255.255.0\n");
  EXPECT_EQ(loaded.interface("FastEthernet0").mode, PortMode::trunk);
}

TEST(CiscoIosResolvePorts, MembersOfAChannelCarryItsSettings) {
  const LoadedIos loaded = load_ios(
      "interface GigabitEthernet0/1\n channel-group 3 mode active\ninterface Port-channel3\n switchport mode trunk\n switchport trunk "
      "allowed vlan 10\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").channel, loaded.interface_id("Port-channel3"));
  EXPECT_EQ(to_text(loaded.interface("GigabitEthernet0/1").allowed), "10");
}

TEST(CiscoIosResolvePorts, AChannelThatOnlyItsMembersNameExists) {
  const LoadedIos loaded =
      load_ios("interface GigabitEthernet0/1\n switchport mode access\n switchport access vlan 7\n channel-group 3 mode on\n");
  EXPECT_EQ(loaded.interface("Port-channel3").mode, PortMode::access);
  EXPECT_EQ(loaded.interface("Port-channel3").access_vlan, vlan(7));
}

TEST(CiscoIosResolvePorts, AFilterOnASwitchPortMayCloseAndIsNotBound) {
  const LoadedIos loaded =
      load_ios("interface GigabitEthernet0/1\n switchport mode access\n ip access-group 101 in\naccess-list 101 deny ip any any\n");
  EXPECT_FALSE(loaded.interface("GigabitEthernet0/1").filters.in_v4);
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_EQ(loaded.assumed(3)[0].effect, Effect::may_close);
}

}  // namespace
}  // namespace sekimori::test
