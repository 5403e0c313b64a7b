#include <gtest/gtest.h>

#include "panos_support.hpp"

namespace sekimori {
namespace {

using test::load_pan;
using test::load_pan_between;
using Texts = std::vector<std::string>;

TEST(PanosNetwork, UnitsGroupsLoopbacksAndTunnels) {
  const auto pa = load_pan(
      "set deviceconfig system hostname pa\nset network interface ethernet ethernet1/1 layer3 units ethernet1/1.10 tag 10\n"
      "set network interface ethernet ethernet1/1 layer3 units ethernet1/1.10 ip 10.0.10.1/24\n"
      "set network interface ethernet ethernet1/5 aggregate-group ae1\nset network interface aggregate-ethernet ae1 layer3 ip 10.0.5.1/24\n"
      "set network interface loopback units loopback.1 ip 10.255.0.1/32\nset network interface tunnel units tunnel.1 ip 10.9.0.1/30\n"
      "set network interface ethernet ethernet1/6 link-state down\nset network virtual-router a interface [ ethernet1/1.10 ae1 loopback.1 "
      "tunnel.1 ]\n");
  EXPECT_EQ(pa.assumed(), Texts{});
  EXPECT_EQ(pa.interface("ethernet1/1.10").parent, pa.interface_id("ethernet1/1"));
  EXPECT_EQ(pa.interface("ethernet1/1.10").vlan->number(), 10U);
  EXPECT_EQ(pa.interface("ethernet1/5").channel, pa.interface_id("ae1"));
  EXPECT_EQ(pa.interface("loopback.1").kind, InterfaceKind::loopback);
  EXPECT_EQ(pa.interface("tunnel.1").kind, InterfaceKind::tunnel);
  EXPECT_FALSE(pa.interface("ethernet1/6").up);
}

TEST(PanosNetwork, StaticRoutes) {
  const std::string r = "set network virtual-router default routing-table ip static-route ";
  const auto pa = load_pan_between("set address gw ip-netmask 10.0.2.254\n" + r + "a destination 10.9.0.0/16\n" + r +
                                   "a nexthop ip-address 10.0.2.254\n" + r + "a admin-dist 20\n" + r + "b destination 10.8.0.0/16\n" + r +
                                   "b nexthop discard\n" + r + "c destination 10.7.0.0/16\n" + r + "c interface ethernet1/2\n" + r +
                                   "d destination 0.0.0.0/0\n" + r + "d nexthop next-vr other\n" + r + "e destination 10.6.0.0/16\n" + r +
                                   "e nexthop ip-address gw\n");
  EXPECT_EQ(pa.assumed(), Texts{});
  const auto& routes = pa.vrf("default").routes;
  ASSERT_EQ(routes.size(), 5U);
  EXPECT_EQ(routes[0].distance, 20);
  EXPECT_TRUE(routes[1].next_hop.discard);
  EXPECT_EQ(routes[2].next_hop.out, pa.interface_id("ethernet1/2"));
  EXPECT_TRUE(routes[3].next_hop.vrf);
  EXPECT_EQ(routes[4].next_hop.via, parse_address("10.0.2.254"));
  EXPECT_FALSE(pa.vrf("default").any_routing);
}

TEST(PanosNetwork, WhatMakesATableUnknown) {
  const std::string r = "set network virtual-router default ";
  EXPECT_TRUE(load_pan_between(r + "protocol ospf enable yes\n").vrf("default").any_routing);
  EXPECT_FALSE(load_pan_between(r + "protocol ospf enable no\n" + r + "protocol bgp local-as 1\n").vrf("default").any_routing);
  EXPECT_TRUE(load_pan_between(r + "routing-table ip static-route a destination 10.9.0.0/16\n" + r +
                               "routing-table ip static-route a nexthop ip-address 10.0.2.254\n" + r +
                               "routing-table ip static-route a path-monitor enable yes\n")
                  .vrf("default")
                  .any_routing)
      << "a route that comes and goes";
  const auto learnt = load_pan(
      "set network interface ethernet ethernet1/1 layer3 dhcp-client enable yes\nset network virtual-router v interface ethernet1/1\n");
  EXPECT_TRUE(learnt.vrf("v").any_routing);
  EXPECT_EQ(learnt.assumed(), Texts{"may-both 1 unsupported"});
}

TEST(PanosNetwork, AnIpsecTunnelIsTheWireOfItsInterface) {
  const auto pa = load_pan_between(
      "set network interface tunnel units tunnel.7 ip 10.9.0.1/30\nset network virtual-router default interface tunnel.7\n"
      "set network ike gateway g peer-address ip 198.51.100.7\nset network tunnel ipsec v auto-key ike-gateway g\nset network tunnel ipsec "
      "v tunnel-interface tunnel.7\n");
  EXPECT_EQ(pa.assumed(), Texts{});
  EXPECT_TRUE(pa.interface("tunnel.7").tunnel->encrypted);
  EXPECT_EQ(pa.interface("tunnel.7").tunnel->remote, parse_address("198.51.100.7"));
  const auto plain = load_pan_between(
      "set network interface tunnel units tunnel.7 ip 10.9.0.1/30\nset network virtual-router default interface tunnel.7\n");
  EXPECT_FALSE(plain.interface("tunnel.7").tunnel->encrypted) << "no VPN is bound to it";
}

TEST(PanosNetwork, AnInterfaceWithoutARouterIsAnAssumption) {
  EXPECT_EQ(load_pan("set network interface ethernet ethernet1/1 layer3 ip 10.0.1.1/24\n").assumed(), Texts{"may-both 1 unsupported"});
}

TEST(PanosNetwork, TheManagementPlaneIsADeviceOfItsOwn) {
  const auto pa = load_pan_between(
      "set deviceconfig system ip-address 192.0.2.9\nset deviceconfig system netmask 255.255.255.0\nset deviceconfig system "
      "default-gateway "
      "192.0.2.1\nset deviceconfig system service disable-telnet no\n");
  ASSERT_EQ(pa.network.devices.size(), 2U);
  const Device& plane = pa.network.devices[1];
  EXPECT_EQ(plane.name, "pa-management");
  EXPECT_FALSE(plane.forwards_v4);
  EXPECT_EQ(to_text(pa.network.at(plane.interfaces.at(0)).addresses.at(0).address), "192.0.2.9");
  EXPECT_EQ(pa.network.at(plane.vrfs.at(0)).routes.size(), 1U);
  Texts services;
  for (const ManagementService& service : plane.services) services.push_back(service.name);
  EXPECT_EQ(services, (Texts{"https", "ssh", "telnet"}));
  EXPECT_TRUE(pa.device().services.empty()) << "the firewall itself offers what profiles say";
  EXPECT_EQ(load_pan_between("").network.devices.size(), 1U) << "no address, no plane";
}

TEST(PanosNetwork, ProfilesThatAreInUseOfferServices) {
  const std::string p = "set network profiles interface-management-profile ";
  const auto pa = load_pan_between("set deviceconfig system service disable-https yes\nset deviceconfig system service disable-ssh yes\n" +
                                   p + "m https yes\n" + p + "m ssh no\n" + p + "m ping yes\n" + p + "other telnet yes\n" +
                                   "set network interface ethernet ethernet1/1 layer3 interface-management-profile m\n");
  ASSERT_EQ(pa.device().services.size(), 1U);
  EXPECT_EQ(pa.device().services[0].name, "https");
  const Filter& list = pa.network.at(pa.device().services[0].admits_v4.value());
  EXPECT_EQ(decide(list, test::flow("10.0.1.5", "10.0.1.1", 443)).action, Action::permit);
  EXPECT_EQ(decide(list, test::flow("10.0.1.5", "10.0.2.1", 443)).action, Action::deny) << "an interface without the profile";
}

}  // namespace
}  // namespace sekimori
