#include "sim/load/cisco_nxos.hpp"

#include <gtest/gtest.h>

#include "fortios_support.hpp"
#include "sim/load/arista_eos.hpp"
#include "sim/load/cisco_ios.hpp"

namespace sekimori {
namespace {

using test::flow;
using Texts = std::vector<std::string>;

test::LoadedFortios load_nxos(std::string_view text) { return test::loaded_by(load_cisco_nxos, "configs/n1.cfg", text); }

constexpr std::string_view kSwitch =
    "!Command: show running-config\nversion 9.2(3) Bios:version\nhostname n1\nvdc n1 id 1\n  limit-resource vlan minimum 16 maximum "
    "4094\n\n"
    "feature interface-vlan\nfeature hsrp\nno password strength-check\nip domain-lookup\nip route 10.9.0.0/16 10.1.0.254 5\nvlan 1,10\n"
    "vlan 10\n  name users\n\nvrf context guest\n  ip route 0.0.0.0/0 10.2.0.254\n\nip access-list web\n  statistics per-entry\n"
    "  10 permit tcp 10.1.0.0/24 any eq 80\n  20 deny ip any any\n\n"
    "interface Vlan10\n  no shutdown\n  no ip redirects\n  ip address 10.1.0.1/24\n  ip access-group web in\n  hsrp version 2\n  hsrp 1\n"
    "    preempt\n    priority 110\n    ip 10.1.0.3\n\n"
    "interface port-channel1\n  switchport mode trunk\n  switchport trunk allowed vlan 10,20\n\n"
    "interface Ethernet1/1\n  switchport mode trunk\n  switchport trunk allowed vlan 10,20\n  channel-group 1 mode active\n\n"
    "interface Ethernet1/2\n  no switchport\n  vrf member guest\n  ip address 10.2.0.1/24 tag 5\n  no shutdown\n\ninterface Ethernet1/3\n\n"
    "interface mgmt0\n  vrf member management\n  ip address 192.0.2.1/24\n\nvrf context management\n\nline console\nline vty\n";

TEST(CiscoNxos, TheTextIsRecognisedBeforeItsRelatives) {
  EXPECT_GT(recognise_cisco_nxos(kSwitch), recognise_cisco_ios(kSwitch));
  EXPECT_EQ(recognise_arista_eos(kSwitch), 0);
  EXPECT_EQ(recognise_cisco_nxos("hostname r\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"), 0);
}

TEST(CiscoNxos, AnOrdinaryConfigIsUnderstoodWhole) {
  const auto n1 = load_nxos(kSwitch);
  EXPECT_EQ(n1.assumed(), Texts{});
  EXPECT_EQ(n1.device().platform, "cisco-nxos");
  EXPECT_EQ(n1.vrf().routes.at(0).distance, 5);
  EXPECT_EQ(n1.vrf("guest").routes.size(), 1U);
  EXPECT_EQ(n1.network.at(n1.interface("Ethernet1/2").vrf).name, "guest");
  EXPECT_EQ(n1.interface("Ethernet1/1").channel, n1.interface_id("Port-channel1"));
  EXPECT_EQ(to_text(n1.interface("Port-channel1").allowed), "10,20");
  EXPECT_TRUE(n1.interface("Vlan10").addresses.at(1).virtual_address);
  EXPECT_EQ(n1.network.at(n1.interface("mgmt0").vrf).name, "management");
}

TEST(CiscoNxos, DefaultsAreThoseOfNxosNotOfIos) {
  const auto n1 = load_nxos(kSwitch);
  EXPECT_EQ(n1.interface("Ethernet1/3").mode, PortMode::access) << "a silent port negotiates no trunk";
  EXPECT_FALSE(n1.interface("Vlan10").proxy_arp);
  Texts services;
  for (const ManagementService& service : n1.device().services) services.push_back(service.name);
  EXPECT_EQ(services, Texts{"ssh"}) << "no telnet and no web server unless a feature is on";
  EXPECT_EQ(load_nxos("feature telnet\nfeature nxapi\ninterface mgmt0\n").device().services.size(), 4U) << "ssh, telnet, http, https";
}

TEST(CiscoNxos, ListsAreFirstMatchWithAnImplicitDeny) {
  const auto n1 = load_nxos(kSwitch);
  const Filter& list = n1.network.at(n1.interface("Vlan10").filters.in_v4.value());
  EXPECT_EQ(decide(list, flow("10.1.0.9", "10.2.0.9", 80)).action, Action::permit);
  EXPECT_EQ(decide(list, flow("10.1.0.9", "10.2.0.9", 22)).action, Action::deny);
  EXPECT_EQ(decide(list, flow("10.7.0.9", "10.2.0.9", 80)).action, Action::deny);
}

TEST(CiscoNxos, ALineOfAGroupIsNotOneOfItsInterface) {
  const auto n1 = load_nxos("interface Vlan10\n  ip address 10.1.0.1/24\n  vrrp 1\n    shutdown\n    address 10.1.0.2\n  no shutdown\n");
  EXPECT_EQ(n1.assumed(), Texts{});
  EXPECT_TRUE(n1.interface("Vlan10").up);
  EXPECT_EQ(n1.interface("Vlan10").addresses.size(), 2U);
  EXPECT_FALSE(load_nxos("interface Vlan10\n  ip address 10.1.0.1/24\n  shutdown\n").interface("Vlan10").up);
}

TEST(CiscoNxos, WhatIsNotUnderstood) {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"feature vpc\n", "may-both 1 unknown-line"},
      {"feature nat\n", "may-both 1 unknown-line"},
      {"copp profile strict\n", "may-close 1 unsupported"},
      {"interface Ethernet1/1\n  ip port access-group x in\n", "may-close 2 unsupported"},
      {"interface nve1\n  source-interface loopback0\n", "may-both 1 unsupported, may-both 2 unknown-line"},
      {"vrf context a\n  route-map x\n", "may-both 2 unknown-line"},
      {"interface Vlan10\n  hsrp 1\n    frobnicate\n", "may-both 3 unknown-line"},
      {"snmp-server community public group network-operator\n", ""},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& text : load_nxos(c.text).assumed()) all += (all.empty() ? "" : ", ") + text;
    EXPECT_EQ(all, c.expected) << c.text;
  }
}

TEST(CiscoNxos, ProtocolsMakeTheTablesTheyServeUnknown) {
  const auto n1 = load_nxos("feature ospf\nrouter ospf 1\n  vrf guest\n    router-id 1.1.1.1\nvrf context other\n");
  EXPECT_TRUE(n1.vrf().any_routing);
  EXPECT_TRUE(n1.vrf("guest").any_routing);
  EXPECT_FALSE(n1.vrf("other").any_routing);
  EXPECT_TRUE(
      load_nxos("vrf context g\ninterface Ethernet1/1\n  no switchport\n  vrf member g\n  ip router ospf 1 area 0\n").vrf("g").any_routing);
}

TEST(CiscoNxos, ACommunityThatMayWriteIsASession) {
  const auto n1 = load_nxos("snmp-server community a group network-admin\nsnmp-server community b ro\n");
  Texts services;
  for (const ManagementService& service : n1.device().services) services.push_back(service.name);
  EXPECT_EQ(services, (Texts{"ssh", "snmp-write", "snmp-read"}));
}

}  // namespace
}  // namespace sekimori
