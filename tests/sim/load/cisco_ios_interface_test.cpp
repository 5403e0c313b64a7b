#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

LoadedIos with_interface(std::string_view lines) { return load_ios("hostname r1\ninterface GigabitEthernet0/1\n" + std::string(lines)); }

TEST(CiscoIosInterface, AddressesStateAndDescriptionAreRead) {
  const LoadedIos loaded = with_interface(
      " description uplink to core\n ip address 10.0.0.1 255.255.255.0\n ip address 10.0.1.1 255.255.255.0 secondary\n shutdown\n");
  const Interface& interface = loaded.interface("GigabitEthernet0/1");
  ASSERT_EQ(interface.addresses.size(), 2U);
  EXPECT_EQ(to_text(interface.addresses[0].connected()), "10.0.0.0/24");
  EXPECT_EQ(to_text(interface.addresses[1].address), "10.0.1.1");
  EXPECT_FALSE(interface.up);
  EXPECT_EQ(interface.description, "uplink to core");
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosInterface, ALaterPrimaryAddressReplacesTheFirst) {
  const LoadedIos loaded = with_interface(" ip address 10.0.0.1 255.255.255.0\n ip address 10.9.0.1 255.255.255.0\n");
  ASSERT_EQ(loaded.interface("GigabitEthernet0/1").addresses.size(), 1U);
  EXPECT_EQ(to_text(loaded.interface("GigabitEthernet0/1").addresses[0].address), "10.9.0.1");
}

TEST(CiscoIosInterface, ProxyArpIsOnUnlessSwitchedOff) {
  EXPECT_TRUE(with_interface(" ip address 10.0.0.1 255.255.255.0\n").interface("GigabitEthernet0/1").proxy_arp);
  EXPECT_FALSE(with_interface(" no ip proxy-arp\n").interface("GigabitEthernet0/1").proxy_arp);
}

TEST(CiscoIosInterface, AnAddressByDhcpMakesItsVrfAnyRouting) {
  const LoadedIos loaded = with_interface(" ip address dhcp\n");
  EXPECT_TRUE(loaded.vrf("").any_routing);
  EXPECT_EQ(loaded.vrf("").any_routing_at.line, 3U);
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_TRUE(may_open(loaded.assumed(3)[0].effect));
}

TEST(CiscoIosInterface, Ipv6AddressesTurnIpv6On) {
  const LoadedIos loaded = with_interface(" ipv6 address 2001:DB8:0:1::1/64\n ipv6 address FE80::1 link-local\n");
  const Interface& interface = loaded.interface("GigabitEthernet0/1");
  EXPECT_TRUE(interface.ipv6_enabled);
  ASSERT_EQ(interface.addresses.size(), 2U);
  EXPECT_EQ(to_text(interface.addresses[0].connected()), "2001:db8:0:1::/64");
  EXPECT_FALSE(with_interface(" ip address 10.0.0.1 255.0.0.0\n").interface("GigabitEthernet0/1").ipv6_enabled);
}

TEST(CiscoIosInterface, AnAddressFromTheMacIsAnAssumption) {
  EXPECT_EQ(with_interface(" ipv6 address 2001:DB8::/64 eui-64\n").assumed(3).size(), 1U);
}

TEST(CiscoIosInterface, FiltersAreBoundByFamilyAndDirection) {
  const LoadedIos loaded = load_ios(
      "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip access-group A in\n ip access-group B out\n ipv6 "
      "traffic-filter C in\n"
      "ip access-list extended A\n permit ip any any\nip access-list standard B\n permit any\nipv6 access-list C\n permit ipv6 any any\n");
  const InterfaceFilters& filters = loaded.interface("GigabitEthernet0/1").filters;
  EXPECT_EQ(loaded.network.at(filters.in_v4.value()).name, "A");
  EXPECT_EQ(loaded.network.at(filters.out_v4.value()).name, "B");
  EXPECT_EQ(loaded.network.at(filters.in_v6.value()).name, "C");
  EXPECT_FALSE(filters.out_v6);
}

TEST(CiscoIosInterface, PolicyRoutingAndHelpersAreKept) {
  const LoadedIos loaded = with_interface(" ip policy route-map PBR\n ip helper-address 10.9.9.9\n");
  EXPECT_TRUE(loaded.interface("GigabitEthernet0/1").policy_routed);
  ASSERT_EQ(loaded.interface("GigabitEthernet0/1").dhcp_helpers.size(), 1U);
}

TEST(CiscoIosInterface, ASubinterfaceTakesItsTag) {
  const LoadedIos loaded = load_ios(
      "interface GigabitEthernet0/0\n no ip address\ninterface GigabitEthernet0/0.10\n encapsulation dot1Q 10\n ip address 10.0.0.1 "
      "255.255.255.0\n"
      "interface GigabitEthernet0/0.99\n encapsulation dot1Q 99 native\n");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/0.10").vlan, vlan(10));
  EXPECT_EQ(loaded.interface("GigabitEthernet0/0.10").parent, loaded.interface_id("GigabitEthernet0/0"));
  EXPECT_EQ(loaded.interface("GigabitEthernet0/0.99").vlan, std::nullopt);
  EXPECT_EQ(loaded.interface("GigabitEthernet0/0").mode, PortMode::routed);
}

TEST(CiscoIosInterface, ASecondTagIsNotUnderstood) {
  const LoadedIos loaded = load_ios("interface GigabitEthernet0/0.10\n encapsulation dot1Q 10 second-dot1q 20\n");
  EXPECT_FALSE(loaded.assumed(2).empty());
}

TEST(CiscoIosInterface, LinesThatBridgeReachTheWholeDevice) {
  for (const char* line : {" bridge-group 1", " xconnect 10.0.0.9 100 encapsulation mpls", " service instance 1 ethernet", " mpls ip",
                           " switchport private-vlan mapping 20 501", " ip inspect FW in"}) {
    const LoadedIos loaded = with_interface(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(3).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(3)[0].effect, Effect::may_both) << line;
    EXPECT_TRUE(std::holds_alternative<DeviceId>(loaded.assumed(3)[0].scope)) << line;
  }
}

TEST(CiscoIosInterface, AnUnknownLineTouchesItsInterfaceAndAGlobalOneTheDevice) {
  const LoadedIos loaded = with_interface(" ip addres 10.0.0.1 255.255.255.0\n ip route 0.0.0.0 0.0.0.0 10.0.0.9\n");
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_EQ(std::get<InterfaceId>(loaded.assumed(3)[0].scope), loaded.interface_id("GigabitEthernet0/1"));
  ASSERT_EQ(loaded.assumed(4).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<DeviceId>(loaded.assumed(4)[0].scope));
}

}  // namespace
}  // namespace sekimori::test
