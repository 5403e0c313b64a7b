#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::load_forti;
using test::Texts;

TEST(FortiosInterface, AddressesKindsAndStates) {
  const auto fw = load_forti(
      "config system interface\n"
      "edit \"port1\"\nset vdom \"root\"\nset ip 192.0.2.1 255.255.255.0\nset description \"to core\"\nset secondary-IP enable\n"
      "config secondaryip\nedit 1\nset ip 192.0.3.1 255.255.255.0\nnext\nend\n"
      "config ipv6\nset ip6-address 2001:db8::1/64\nend\nnext\n"
      "edit \"port2\"\nset status down\nset ip 0.0.0.0 0.0.0.0\nnext\n"
      "edit \"v10\"\nset interface \"agg\"\nset vlanid 10\nset ip 10.0.10.1/24\nnext\n"
      "edit \"agg\"\nset type aggregate\nset member \"port3\" \"port4\"\nnext\n"
      "edit \"port3\"\nnext\nedit \"port4\"\nnext\nedit \"lo\"\nset type loopback\nnext\nend\n");
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_EQ(fw.interface("port1").addresses.size(), 3U);
  EXPECT_EQ(fw.interface("port1").addresses[0].connected(), *parse_prefix("192.0.2.0/24"));
  EXPECT_TRUE(fw.interface("port1").ipv6_enabled);
  EXPECT_EQ(fw.interface("port1").description, "to core");
  EXPECT_FALSE(fw.interface("port2").up);
  EXPECT_FALSE(fw.interface("port2").is_layer3());
  EXPECT_EQ(fw.interface("v10").kind, InterfaceKind::subinterface);
  EXPECT_EQ(fw.interface("v10").parent, fw.interface_id("agg"));
  EXPECT_EQ(fw.interface("v10").vlan->number(), 10);
  EXPECT_EQ(fw.interface("agg").kind, InterfaceKind::port_channel);
  EXPECT_EQ(fw.interface("port3").channel, fw.interface_id("agg"));
  EXPECT_EQ(fw.interface("lo").kind, InterfaceKind::loopback);
}

TEST(FortiosInterface, SecondaryAddressesCountOnlyWhenSwitchedOn) {
  const auto fw =
      load_forti("config system interface\nedit a\nconfig secondaryip\nedit 1\nset ip 10.0.0.1 255.0.0.0\nnext\nend\nnext\nend\n");
  EXPECT_TRUE(fw.interface("a").addresses.empty());
}

TEST(FortiosInterface, PortsOfASwitchShareASegmentWithItsAddress) {
  const auto fw = load_forti(
      "config system interface\nedit \"lan\"\nset type hard-switch\nset ip 10.0.0.1 255.0.0.0\nnext\nedit \"p1\"\nnext\nedit \"p2\"\nnext\n"
      "edit soft\nset type switch\nnext\nedit p3\nnext\nend\n"
      "config system virtual-switch\nedit \"lan\"\nset physical-switch \"sw0\"\nconfig port\nedit \"p1\"\nnext\nedit "
      "\"p2\"\nnext\nend\nnext\nend\n"
      "config system switch-interface\nedit soft\nset member p3\nnext\nend\n");
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_EQ(fw.interface("lan").kind, InterfaceKind::svi);
  EXPECT_EQ(fw.interface("p1").mode, PortMode::access);
  EXPECT_EQ(fw.interface("p1").access_vlan, fw.interface("lan").vlan);
  EXPECT_EQ(fw.interface("p2").access_vlan, fw.interface("lan").vlan);
  EXPECT_EQ(fw.interface("p3").access_vlan, fw.interface("soft").vlan);
  EXPECT_NE(fw.interface("lan").vlan, fw.interface("soft").vlan);
}

TEST(FortiosInterface, AnAddressOfTheProviderMakesTheTableUnknown) {
  const auto fw = load_forti("config system interface\nedit \"wan1\"\nset mode dhcp\nnext\nend\n");
  EXPECT_TRUE(fw.vrf().any_routing);
  EXPECT_EQ(fw.assumed(), Texts{"may-both 3 unsupported"});
}

TEST(FortiosInterface, VdomsAreTablesOfTheirOwnAndTheirLinksAreCables) {
  const auto fw = load_forti(
      "config vdom\nedit root\nnext\nedit city\nnext\nend\nconfig global\nconfig system vdom-link\nedit \"l\"\nnext\nend\n"
      "config system interface\nedit \"p1\"\nset vdom \"root\"\nnext\nedit \"p2\"\nset vdom \"city\"\nnext\n"
      "edit \"l0\"\nset vdom root\nset type vdom-link\nnext\nedit \"l1\"\nset vdom city\nset type vdom-link\nnext\nend\nend\n");
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_EQ(fw.network.at(fw.interface("p1").vrf).name, "");
  EXPECT_EQ(fw.network.at(fw.interface("p2").vrf).name, "city");
  ASSERT_EQ(fw.network.links.size(), 1U);
  EXPECT_EQ(fw.network.links[0].a, fw.interface_id("l0"));
  EXPECT_EQ(fw.network.links[0].b, fw.interface_id("l1"));
}

TEST(FortiosInterface, WhatCannotBeTiedToAPortMayDoBoth) {
  EXPECT_EQ(load_forti("config system interface\nedit v\nset interface nowhere\nset vlanid 7\nnext\nend\n").assumed(),
            Texts{"may-both 2 unsupported"});
  EXPECT_EQ(load_forti("config system interface\nedit x\nset type vxlan\nnext\nend\n").assumed(), Texts{"may-both 3 unsupported"});
  EXPECT_EQ(load_forti("config system interface\nedit x\nset l2forward enable\nnext\nend\n").assumed(), Texts{"may-open 3 unsupported"});
  EXPECT_EQ(load_forti("config system interface\nedit x\nset ip 10.0.0.1\nnext\nend\n").assumed(), Texts{"may-both 3 unknown-line"});
}

}  // namespace
}  // namespace sekimori
