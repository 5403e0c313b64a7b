#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::load_between;
using test::Texts;

test::LoadedFortios with_route(const std::string& settings) {
  return load_between("config router static\nedit 1\n" + settings + "next\nend\n");
}

TEST(FortiosRoute, DestinationGatewayDeviceAndDistance) {
  const auto fw =
      with_route("set dst 10.9.0.0 255.255.0.0\nset gateway 10.0.2.254\nset device \"outside\"\nset distance 20\nset priority 5\n");
  ASSERT_EQ(fw.vrf().routes.size(), 1U);
  const StaticRoute& route = fw.vrf().routes[0];
  EXPECT_EQ(route.destination, *parse_prefix("10.9.0.0/16"));
  EXPECT_EQ(route.next_hop.via, parse_address("10.0.2.254"));
  EXPECT_EQ(route.next_hop.out, fw.interface_id("outside"));
  EXPECT_EQ(route.distance, 20);
  EXPECT_EQ(fw.assumed(), Texts{});
}

TEST(FortiosRoute, WithoutADestinationItIsTheDefaultAtDistanceTen) {
  const StaticRoute route = with_route("set gateway 10.0.2.254\nset device outside\n").vrf().routes.at(0);
  EXPECT_EQ(route.destination, Prefix::everything(Family::v4));
  EXPECT_EQ(route.distance, 10);
}

TEST(FortiosRoute, BlackholesAndRoutesThatAreOff) {
  EXPECT_TRUE(with_route("set dst 10.0.0.0/8\nset blackhole enable\n").vrf().routes.at(0).next_hop.discard);
  EXPECT_TRUE(with_route("set dst 10.0.0.0/8\nset device outside\nset status disable\n").vrf().routes.empty());
}

TEST(FortiosRoute, WhatDependsOnTheStateOfLinksMakesTheTableUnknown) {
  EXPECT_TRUE(with_route("set sdwan enable\n").vrf().any_routing);
  EXPECT_TRUE(with_route("set gateway 10.0.2.254\nset device nowhere\n").vrf().any_routing);
  EXPECT_TRUE(load_between("config router policy\nedit 1\nset input-device inside\nnext\nend\n").vrf().any_routing);
  EXPECT_TRUE(load_between("config system link-monitor\nedit 1\nset srcintf outside\nnext\nend\n").vrf().any_routing);
  EXPECT_TRUE(load_between("config router ospf\nset router-id 1.1.1.1\nend\n").vrf().any_routing);
}

TEST(FortiosRoute, AProtocolThatIsPrintedButNotInUseChangesNothing) {
  const auto fw = load_between(
      "config router ospf\nconfig redistribute \"connected\"\nend\nend\nconfig router bgp\nset as 0\nend\nconfig router policy\nend\n");
  EXPECT_FALSE(fw.vrf().any_routing);
  EXPECT_EQ(fw.assumed(), Texts{});
}

}  // namespace
}  // namespace sekimori
