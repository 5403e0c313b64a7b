#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
using test::load_junos_text;
using Texts = std::vector<std::string>;

TEST(JunosInterfaces, UnitsTagsAggregatesAndTunnels) {
  const auto j = load_junos_text(
      "set interfaces ge-0/0/0 vlan-tagging\nset interfaces ge-0/0/0 unit 10 vlan-id 10\nset interfaces ge-0/0/0 unit 10 family inet "
      "address 10.0.10.1/24\n"
      "set interfaces xe-0/0/1 ether-options 802.3ad ae0\nset interfaces ae0 aggregated-ether-options lacp active\n"
      "set interfaces ae0 unit 0 family inet address 10.0.5.1/24\nset interfaces lo0 unit 0 family inet address 10.255.0.1/32\n"
      "set interfaces st0 unit 0 family inet address 10.9.0.1/30\nset interfaces gr-0/0/0 unit 0 tunnel source 10.0.5.1\n"
      "set interfaces gr-0/0/0 unit 0 tunnel destination 10.0.5.9\nset interfaces ge-0/0/7 disable\nset interfaces ge-0/0/8 unit 0 "
      "disable\n");
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_EQ(j.interface("ge-0/0/0.10").parent, j.interface_id("ge-0/0/0"));
  EXPECT_EQ(j.interface("ge-0/0/0.10").vlan->number(), 10U);
  EXPECT_EQ(j.interface("xe-0/0/1").channel, j.interface_id("ae0"));
  EXPECT_TRUE(j.interface("st0.0").tunnel->encrypted);
  EXPECT_FALSE(j.interface("gr-0/0/0.0").tunnel->encrypted);
  EXPECT_EQ(j.interface("gr-0/0/0.0").tunnel->remote, parse_address("10.0.5.9"));
  EXPECT_FALSE(j.interface("ge-0/0/7").up);
  EXPECT_FALSE(j.interface("ge-0/0/8").up);
}

TEST(JunosInterfaces, SwitchPortsByNameNumberAndVlan) {
  const std::string base =
      "set vlans v10 vlan-id 10\nset vlans v20 vlan-id 20\nset vlans v20 interface ge-0/0/3.0\nset vlans v10 l3-interface irb.10\n"
      "set interfaces irb unit 10 family inet address 10.0.10.1/24\n";
  const auto j = load_junos_text(
      base +
      "set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members v10\n"
      "set interfaces ge-0/0/2 native-vlan-id 20\nset interfaces ge-0/0/2 unit 0 family ethernet-switching interface-mode trunk\n"
      "set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members [ v10 30-31 ]\n"
      "set interfaces ge-0/0/3 unit 0 family ethernet-switching\nset interfaces ge-0/0/4 unit 0 family ethernet-switching\n"
      "set interfaces ge-0/0/5 unit 0 family ethernet-switching port-mode trunk\nset interfaces ge-0/0/5 unit 0 family ethernet-switching "
      "vlan members all\n");
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_EQ(j.device().kind, DeviceKind::switch_l3);
  EXPECT_EQ(j.interface("ge-0/0/1").access_vlan.number(), 10U);
  EXPECT_EQ(to_text(j.interface("ge-0/0/2").allowed), "10,20,30-31");
  EXPECT_EQ(j.interface("ge-0/0/2").native.number(), 20U);
  EXPECT_EQ(j.interface("ge-0/0/3").access_vlan.number(), 20U) << "listed below its VLAN";
  EXPECT_EQ(j.interface("ge-0/0/4").access_vlan, kDefaultVlan);
  EXPECT_TRUE(j.interface("ge-0/0/5").native_tagged) << "no untagged VLAN unless one is named";
  EXPECT_EQ(j.interface("irb.10").vlan->number(), 10U);
}

TEST(JunosInterfaces, SharedAddresses) {
  const auto j = load_junos_between(
      "set interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24 vrrp-group 1 virtual-address 10.0.1.254\n"
      "set interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24 vrrp-group 1 priority 200\n");
  EXPECT_EQ(j.assumed(), Texts{});
  ASSERT_EQ(j.interface("ge-0/0/1").addresses.size(), 2U);
  EXPECT_TRUE(j.interface("ge-0/0/1").addresses[1].virtual_address);
}

TEST(JunosInterfaces, WhatIsAnAssumption) {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"set interfaces ge-0/0/3 unit 0 family inet dhcp\n", "may-both 5 unsupported"},
      {"set interfaces ge-0/0/3 unit 0 family inet filter input nothing\n", "may-both 5 undefined-reference"},
      {"set interfaces lo0 unit 0 family inet filter input nothing\n", "may-close 5 unsupported"},
      {"set interfaces ge-0/0/3 unit 0 family inet rpf-check\n", "may-close 5 unsupported"},
      {"set interfaces ge-0/0/3 unit 0 family ethernet-switching vlan members missing\n", "may-both 5 unsupported"},
      {"set interfaces ge-0/0/3 unit 0 family inet filter input-list a\n", "may-both 5 unknown-line"},
      {"set interfaces ge-0/0/3 encapsulation ethernet-bridge\n", "may-both 5 unknown-line"},
      {"set interfaces irb unit 7 family inet address 10.7.0.1/24\n", "may-both 5 unsupported"},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& text : load_junos_between(std::string(c.text)).assumed()) all += (all.empty() ? "" : ", ") + text;
    EXPECT_EQ(all, c.expected) << c.text;
  }
}

}  // namespace
}  // namespace sekimori
