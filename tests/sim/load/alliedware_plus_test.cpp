#include "sim/load/alliedware_plus.hpp"

#include <gtest/gtest.h>

#include "alliedware_plus_support.hpp"
#include "sim/load/cisco_ios.hpp"
#include "sim/load/nec_ix.hpp"

namespace sekimori {
namespace {

using test::load_awp;
using Texts = std::vector<std::string>;

constexpr std::string_view kSwitch =
    "!\nservice password-encryption\n!\nhostname floor-1\n!\nno banner motd\n!\nusername manager privilege 15 password 8 $1$x\n!\n"
    "no service ssh\n!\nplatform hwfilter-size ipv4-limited-ipv6\n!\nservice telnet\n!\nservice http\n!\nno clock timezone\n!\n"
    "snmp-server\n!\naaa authentication enable default local\naaa authentication login default local\n!\nstack virtual-mac\n!\n"
    "ip domain-lookup\n!\nno service dhcp-server\n!\nno ip multicast-routing\n!\nspanning-tree mode rstp\n!\n"
    "lacp global-passive-mode enable\n!\nswitch 1 provision x510-28\n!\nvlan database\n vlan 10 name users\n vlan 20,30 state enable\n!\n"
    "interface port1.0.1-1.0.4\n switchport\n switchport mode access\n switchport access vlan 10\n!\n"
    "interface port1.0.5\n description uplink to core\n switchport\n switchport mode trunk\n switchport trunk allowed vlan add 10,20\n"
    " switchport trunk native vlan none\n!\ninterface vlan10\n ip address 192.168.10.1/24\n!\n"
    "ip route 0.0.0.0/0 192.168.10.254\n!\nline con 0\nline vty 0 4\n!\nend\n";

TEST(AlliedWarePlus, TheTextIsRecognisedAndOthersAreNot) {
  EXPECT_GE(recognise_alliedware_plus(kSwitch), 90);
  EXPECT_LT(recognise_cisco_ios(kSwitch), recognise_alliedware_plus(kSwitch));
  EXPECT_EQ(recognise_nec_ix(kSwitch), 0);
  EXPECT_EQ(recognise_alliedware_plus("hostname r1\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"), 0);
}

TEST(AlliedWarePlus, AnOrdinaryConfigIsUnderstoodWhole) {
  const auto sw = load_awp(kSwitch);
  EXPECT_EQ(sw.assumed(), Texts{});
  EXPECT_EQ(sw.device().name, "floor-1");
  EXPECT_EQ(sw.device().kind, DeviceKind::switch_l3);
  EXPECT_EQ(sw.interface("port1.0.3").mode, PortMode::access);
  EXPECT_EQ(sw.interface("port1.0.3").access_vlan.number(), 10U);
  EXPECT_EQ(sw.interface("port1.0.5").description, "uplink to core");
  EXPECT_EQ(sw.interface("vlan10").vlan->number(), 10U);
  ASSERT_EQ(sw.vrf().routes.size(), 1U);
  EXPECT_EQ(sw.vrf().routes[0].next_hop.via, parse_address("192.168.10.254"));
  Texts services;
  for (const ManagementService& service : sw.device().services) services.push_back(service.name);
  EXPECT_EQ(services, (Texts{"telnet", "http", "http"})) << "ssh is off; http is 80 and 443";
}

TEST(AlliedWarePlus, RoutesInTheirForms) {
  const auto sw = load_awp(
      "ip vrf guest 1\ninterface vlan10\n ip address 10.1.0.1/24\ninterface vlan20\n ip vrf forwarding guest\n ip address 10.2.0.1/24\n"
      "ip route 10.9.0.0/16 10.1.0.254 5\nip route 10.8.0.0 255.255.0.0 10.1.0.253\nip route 10.7.0.0/16 null\nip route 10.6.0.0/16 "
      "vlan10\n"
      "ip route 10.5.0.0/16 10.1.0.252 vlan10 7 description old\nip route vrf guest 0.0.0.0/0 10.2.0.254\nipv6 forwarding\n"
      "ipv6 route 2001:db8::/32 2001:db8:1::1\n");
  EXPECT_EQ(sw.assumed(), Texts{});
  const auto& routes = sw.vrf().routes;
  ASSERT_EQ(routes.size(), 6U);
  EXPECT_EQ(routes[0].distance, 5);
  EXPECT_EQ(to_text(routes[1].destination), "10.8.0.0/16");
  EXPECT_TRUE(routes[2].next_hop.discard);
  EXPECT_EQ(routes[3].next_hop.out, sw.interface_id("vlan10"));
  EXPECT_EQ(routes[4].distance, 7);
  EXPECT_EQ(routes[4].next_hop.out, sw.interface_id("vlan10"));
  EXPECT_EQ(sw.vrf("guest").routes.size(), 1U);
  EXPECT_EQ(sw.network.at(sw.interface("vlan20").vrf).name, "guest");
  EXPECT_TRUE(sw.device().forwards_v6);
}

TEST(AlliedWarePlus, ProtocolsAndLearntAddressesMakeTheirTableUnknown) {
  EXPECT_TRUE(load_awp("router ospf 1\n network 10.0.0.0/8 area 0\n").vrf().any_routing);
  EXPECT_TRUE(load_awp("interface vlan1\n ip address dhcp\n").vrf().any_routing);
  const auto late = load_awp("router rip\n network vlan20\nip vrf late 2\n");
  EXPECT_TRUE(late.vrf("late").any_routing) << "a VRF that stands below the protocol";
  const auto own = load_awp("ip vrf guest 1\ninterface vlan20\n ip address dhcp\n ip vrf forwarding guest\n");
  EXPECT_TRUE(own.vrf("guest").any_routing);
  EXPECT_FALSE(own.vrf().any_routing);
}

TEST(AlliedWarePlus, RedundantRoutersShareAnAddress) {
  const auto sw =
      load_awp("interface vlan10\n ip address 10.1.0.2/24\nrouter vrrp 1 vlan10\n virtual-ip 10.1.0.1 backup\n priority 200\n enable\n");
  EXPECT_EQ(sw.assumed(), Texts{});
  ASSERT_EQ(sw.interface("vlan10").addresses.size(), 2U);
  EXPECT_TRUE(sw.interface("vlan10").addresses[1].virtual_address);
  EXPECT_EQ(sw.interface("vlan10").addresses[1].length, 24U);
}

TEST(AlliedWarePlus, WhatIsNotUnderstoodCostsItsBlockAndNoMore) {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"frobnicate\n", "may-both 1 unknown-line"},
      {"zone private\n network lan\n", "may-both 1 unknown-line, may-both 2 unknown-line"},
      {"interface port1.0.1\n frobnicate\n", "may-both 2 unknown-line"},
      {"interface port1.0.1\n switchport mode trunk ingress-filter disable\n", "may-both 2 unknown-line"},
      {"interface vlan10\n switchport mode trunk\n", "may-both 2 unknown-line"},
      {"vlan database\n vlan 10 state disable\n", "may-close 2 unsupported"},
      {"vlan database\n private-vlan 20 isolated\n", "may-both 2 unknown-line"},
      {"ip vrf red 1\n rd 1:1\n route-target both 1:1\n", "may-both 3 unknown-line"},
      {"trigger 1\n script 1 flash:/x\n", "may-both 1 unsupported, may-both 2 unknown-line"},
      {"policy-map p\n class c\n  set ip next-hop 10.0.0.9\n", ""},
      {"policy-map p\n default-action deny\n class c\n  police single-rate 1 2 3\n", "may-close 2 unsupported"},
      {"vlan access-map m\n match access-group 3000\n", "may-close 1 unsupported, may-close 2 unsupported"},
      {"no frobnicate\n", "may-both 1 unknown-line"},
      {"interface port1.0.1-1.0.9,nonsense-\n switchport\n", "may-both 1 unknown-line, may-both 2 unknown-line"},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& text : load_awp(c.text).assumed()) all += (all.empty() ? "" : ", ") + text;
    EXPECT_EQ(all, c.expected) << c.text;
  }
}

TEST(AlliedWarePlus, APolicyThatChoosesTheNextHopMakesTheTableUnknown) {
  EXPECT_TRUE(load_awp("policy-map p\n class c\n  set ip next-hop 10.0.0.9\n").vrf().any_routing);
}

}  // namespace
}  // namespace sekimori
