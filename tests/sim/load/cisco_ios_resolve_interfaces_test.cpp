#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosResolveInterfaces, OldAndNewVrfSyntaxPutTheInterfaceIntoItsVrf) {
  for (const char* text : {"ip vrf A\ninterface Vlan10\n ip vrf forwarding A\n ip address 10.0.0.1 255.255.255.0\n",
                           "vrf definition A\n address-family ipv4\n exit-address-family\ninterface Vlan10\n vrf forwarding A\n"}) {
    const LoadedIos loaded = load_ios(text);
    EXPECT_EQ(loaded.interface("Vlan10").vrf, loaded.vrf_id("A")) << text;
    EXPECT_EQ(loaded.assumed_count(), 0U) << text;
  }
}

TEST(CiscoIosResolveInterfaces, AnUndefinedVrfIsAnAssumption) {
  const LoadedIos loaded = load_ios("interface Vlan10\n vrf forwarding NOWHERE\n");
  ASSERT_EQ(loaded.assumed(2).size(), 1U);
  EXPECT_EQ(loaded.assumed(2)[0].effect, Effect::may_both);
}

TEST(CiscoIosResolveInterfaces, AnUnnumberedInterfaceBorrowsTheAddressWithoutItsSubnet) {
  const LoadedIos loaded =
      load_ios("interface Loopback0\n ip address 10.0.0.1 255.255.255.0\ninterface Serial0/0\n ip unnumbered Loopback0\n");
  ASSERT_EQ(loaded.interface("Serial0/0").addresses.size(), 1U);
  EXPECT_EQ(to_text(loaded.interface("Serial0/0").addresses[0].connected()), "10.0.0.1/32");
}

TEST(CiscoIosResolveInterfaces, AVirtualAddressLiesInTheSubnetOfItsInterface) {
  const LoadedIos loaded =
      load_ios("interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n standby 1 ip 10.0.0.1\n standby 1 priority 110\n");
  const Interface& interface = loaded.interface("Vlan10");
  ASSERT_EQ(interface.addresses.size(), 2U);
  EXPECT_TRUE(interface.addresses[1].virtual_address);
  EXPECT_EQ(interface.addresses[1].length, 24U);
}

TEST(CiscoIosResolveInterfaces, AHelperForwardsMoreThanDhcpUnlessThePortsAreTakenAway) {
  const std::string helper = "interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n ip helper-address 10.9.9.9\n";
  const LoadedIos open = load_ios(helper);
  ASSERT_EQ(open.assumed(3).size(), 1U);
  EXPECT_EQ(open.assumed(3)[0].effect, Effect::may_open);
  std::string closed = helper;
  for (const char* port : {"time", "nameserver", "tacacs", "domain", "tftp", "netbios-ns"})
    closed += std::string("no ip forward-protocol udp ") + port + "\n";
  EXPECT_EQ(load_ios(closed).assumed_count(), 1U) << "one port is left";
  EXPECT_EQ(load_ios(closed + "no ip forward-protocol udp netbios-dgm\n").assumed_count(), 0U);
  EXPECT_EQ(load_ios("ip forward-protocol udp 9999\n").assumed(1).size(), 1U);
}

TEST(CiscoIosResolveInterfaces, ASubinterfaceWithoutATagIsAnAssumption) {
  EXPECT_EQ(load_ios("interface GigabitEthernet0/0.5\n ip address 10.0.0.1 255.255.255.0\n").assumed(1).size(), 1U);
}

}  // namespace
}  // namespace sekimori::test
