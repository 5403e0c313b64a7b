#include <gtest/gtest.h>

#include <iterator>
#include <set>

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

/// The UDP ports and protocols whose broadcasts go to the helper of an interface besides DHCP.
struct Helped {
  std::set<std::uint16_t> udp;
  bool disk = false;
  friend bool operator==(const Helped&, const Helped&) = default;
};

const std::string kHelper = "interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n ip helper-address 10.9.9.9\n";

Helped helped(const std::string& lines) {
  const LoadedIos loaded = load_ios(kHelper + lines);
  Helped result;
  for (const ServiceBox& box : loaded.interface("Vlan10").helped_services) {
    if (box == ServiceBox::of_protocol(77)) {
      result.disk = true;
      continue;
    }
    const ServiceInterval port = box[ServiceField::dport];
    EXPECT_EQ(box, ServiceBox::to_port(kUdp, port.first, port.first));
    result.udp.insert(port.first);
  }
  return result;
}

/// IOS IP Application Services Command Reference, "ip forward-protocol": its default ports but 67, which is relayed as DHCP; `nd` is IP
/// protocol 77.
TEST(CiscoIosResolveInterfaces, E4_ip_forward_protocol_says_which_broadcasts_a_helper_gets) {
  const std::set<std::uint16_t> standard = {37, 42, 49, 53, 68, 69, 137, 138};
  const auto without = [&](const std::set<std::uint16_t>& ports) {
    std::set<std::uint16_t> rest;
    std::ranges::set_difference(standard, ports, std::inserter(rest, rest.end()));
    return rest;
  };
  auto more = standard;
  more.insert(9999);
  const std::vector<std::pair<std::string, Helped>> table = {
      {"", {standard, true}},
      {"ip forward-protocol nd\n", {standard, true}},
      {"no ip forward-protocol nd\n", {standard, false}},
      {"ip forward-protocol udp 9999\n", {more, true}},
      {"no ip forward-protocol udp tftp\n", {without({69}), true}},
      {"no ip forward-protocol udp netbios-ns\nno ip forward-protocol udp netbios-dgm\n", {without({137, 138}), true}},
      {"no ip forward-protocol udp time\nno ip forward-protocol udp nameserver\nno ip forward-protocol udp tacacs\n"
       "no ip forward-protocol udp domain\n",
       {without({37, 42, 49, 53}), true}},
      {"no ip forward-protocol udp\n", {{}, true}},
      {"no ip forward-protocol udp\nip forward-protocol udp tftp\n", {{69}, true}},
      {"no ip forward-protocol udp\nip forward-protocol udp\n", {standard, true}},
  };
  for (const auto& [lines, expected] : table) EXPECT_EQ(helped(lines), expected) << lines;
}

TEST(CiscoIosResolveInterfaces, E4_every_helper_address_serves_dhcp_and_the_other_broadcasts) {
  const LoadedIos loaded = load_ios(kHelper + " ip helper-address 10.9.9.10\n");
  const std::vector<Address> both = {v4("10.9.9.9"), v4("10.9.9.10")};
  EXPECT_EQ(loaded.interface("Vlan10").dhcp_helpers, both);
  EXPECT_EQ(loaded.interface("Vlan10").broadcast_helpers, both);
  EXPECT_EQ(loaded.assumed_count(), 0U);
  EXPECT_TRUE(load_ios("interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n").interface("Vlan10").helped_services.empty());
}

TEST(CiscoIosResolveInterfaces, A1_a_line_that_may_end_dhcp_relaying_spoils_witnesses_by_the_helped_interface_only) {
  for (const char* line :
       {"no service dhcp", "no ip forward-protocol udp", "no ip forward-protocol udp bootps", "no ip forward-protocol udp 67"}) {
    const LoadedIos loaded = load_ios(kHelper + line + "\n");
    ASSERT_EQ(loaded.assumed(4).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(4)[0].effect, Effect::may_close) << line;
    EXPECT_EQ(std::get<InterfaceId>(loaded.assumed(4)[0].scope), loaded.interface_id("Vlan10")) << line;
    EXPECT_EQ(load_ios(std::string(line) + "\n").assumed_count(), 0U) << line << " without a helper";
  }
  EXPECT_TRUE(helped("no service dhcp\n").udp.contains(67)) << "then BOOTP may be a broadcast like others";
}

TEST(CiscoIosResolveInterfaces, A1_other_ways_of_forwarding_broadcasts_are_not_understood) {
  for (const char* line : {"ip forward-protocol spanning-tree", "ip forward-protocol any-local-broadcast", "ip forward-protocol sdns",
                           "ip forward-protocol turbo-flood", "ip forward-protocol udp tftpp", "ip forward-protocol udp tftp now"}) {
    const LoadedIos loaded = load_ios(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(1).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(1)[0].effect, Effect::may_both) << line;
  }
}

TEST(CiscoIosResolveInterfaces, ASubinterfaceWithoutATagIsAnAssumption) {
  EXPECT_EQ(load_ios("interface GigabitEthernet0/0.5\n ip address 10.0.0.1 255.255.255.0\n").assumed(1).size(), 1U);
}

}  // namespace
}  // namespace sekimori::test
