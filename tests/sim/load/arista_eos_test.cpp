#include "sim/load/arista_eos.hpp"

#include <gtest/gtest.h>

#include "fortios_support.hpp"
#include "sim/load/cisco_ios.hpp"
#include "sim/load/cisco_nxos.hpp"

namespace sekimori {
namespace {

using test::flow;
using Texts = std::vector<std::string>;

test::LoadedFortios load_eos(std::string_view text) { return test::loaded_by(load_arista_eos, "configs/a1.cfg", text); }

constexpr std::string_view kSwitch =
    "! device: a1 (DCS-7050, EOS-4.28)\n!\ntransceiver qsfp default-mode 4x10G\n!\nservice routing protocols model "
    "multi-agent\n!\nhostname a1\n!\n"
    "spanning-tree mode mstp\n!\nvlan 10,20\n!\nvrf instance guest\n!\ninterface Port-Channel1\n   switchport trunk allowed vlan 10,20\n   "
    "switchport mode trunk\n!\n"
    "interface Ethernet1\n   channel-group 1 mode active\n!\ninterface Ethernet2\n   no switchport\n   vrf guest\n   ip address "
    "10.2.0.1/24\n!\ninterface Ethernet3\n!\n"
    "interface Ethernet4\n   switchport access vlan 20\n!\ninterface Management1\n   ip address 192.0.2.1/24\n!\n"
    "interface Vlan10\n   ip address 10.1.0.1/24\n   ip access-group web in\n   ip virtual-router address 10.1.0.254\n!\n"
    "interface Vlan20\n   ip address virtual 10.20.0.254/24\n!\n"
    "ip virtual-router mac-address 00:1c:73:00:00:01\n!\nip access-list web\n   counters per-entry\n   10 permit tcp 10.1.0.0/24 any eq "
    "www\n   20 deny ip any any\n!\n"
    "ip routing\nip routing vrf guest\n!\nip route 0.0.0.0/0 10.1.0.253\nip route vrf guest 0.0.0.0/0 10.2.0.254\n!\nend\n";

TEST(AristaEos, TheTextIsRecognisedBeforeItsRelatives) {
  EXPECT_GT(recognise_arista_eos(kSwitch), recognise_cisco_ios(kSwitch));
  EXPECT_EQ(recognise_cisco_nxos(kSwitch), 0);
}

TEST(AristaEos, AnOrdinaryConfigIsUnderstoodWhole) {
  const auto a1 = load_eos(kSwitch);
  EXPECT_EQ(a1.assumed(), Texts{});
  EXPECT_EQ(a1.device().platform, "arista-eos");
  EXPECT_EQ(a1.vrf().routes.size(), 1U);
  EXPECT_EQ(a1.vrf("guest").routes.size(), 1U);
  EXPECT_EQ(a1.network.at(a1.interface("Ethernet2").vrf).name, "guest");
  EXPECT_EQ(to_text(a1.interface("Ethernet1").allowed), "10,20") << "as its channel";
  EXPECT_EQ(a1.interface("Ethernet3").mode, PortMode::access);
  EXPECT_EQ(a1.interface("Ethernet4").access_vlan.number(), 20U);
  EXPECT_TRUE(a1.interface("Vlan10").addresses.at(1).virtual_address);
  EXPECT_TRUE(a1.interface("Vlan20").addresses.at(0).virtual_address);
  EXPECT_FALSE(a1.interface("Vlan10").proxy_arp);
  const Filter& list = a1.network.at(a1.interface("Vlan10").filters.in_v4.value());
  EXPECT_EQ(decide(list, flow("10.1.0.9", "10.2.0.9", 80)).action, Action::permit);
  EXPECT_EQ(decide(list, flow("10.1.0.9", "10.2.0.9", 22)).action, Action::deny);
}

TEST(AristaEos, ServicesThatAreOn) {
  const auto names = [](std::string_view text) {
    Texts all;
    const auto a1 = load_eos(text);
    for (const ManagementService& service : a1.device().services) all.push_back(service.name);
    return all;
  };
  EXPECT_EQ(names(kSwitch), Texts{"ssh"});
  EXPECT_EQ(names("management api http-commands\n   no shutdown\nmanagement telnet\n   no shutdown\n"),
            (Texts{"ssh", "telnet", "http", "https"}));
}

TEST(AristaEos, WhatIsNotUnderstood) {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"interface Vxlan1\n   vxlan vlan 10 vni 10\n", "may-both 1 unsupported, may-both 2 unknown-line"},
      {"mlag configuration\n   domain-id x\n", "may-both 1 unknown-line, may-both 2 unknown-line"},
      {"daemon Other\n   exec /x\n", "may-both 1 unknown-line, may-both 2 unknown-line"},
      {"daemon TerminAttr\n   exec /x\n", ""},
      {"no ip routing\n", "may-close 1 unsupported"},
      {"no ip routing vrf guest\n", "may-close 1 unsupported"},
      {"interface Ethernet1\n   switchport trunk group x\n", "may-both 2 unknown-line"},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& text : load_eos(c.text).assumed()) all += (all.empty() ? "" : ", ") + text;
    EXPECT_EQ(all, c.expected) << c.text;
  }
}

}  // namespace
}  // namespace sekimori
