#include <gtest/gtest.h>

#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::load_rtx_between;
using test::Texts;

TEST(YamahaRtxRoute, GatewaysOfOneLineAreAlternatives) {
  const auto rt =
      load_rtx_between("ip route 10.9.0.0/16 gateway 10.0.2.254 gateway 10.0.2.253 weight 2\nip route default gateway 10.0.2.1\n");
  ASSERT_EQ(rt.vrf().routes.size(), 3U);
  EXPECT_EQ(rt.vrf().routes[1].next_hop.via, parse_address("10.0.2.253"));
  EXPECT_EQ(rt.vrf().routes[0].distance, rt.vrf().routes[1].distance);
  EXPECT_EQ(rt.vrf().routes[2].destination, Prefix::everything(Family::v4));
  EXPECT_FALSE(rt.vrf().any_routing);
  EXPECT_EQ(rt.assumed(), Texts{});
}

TEST(YamahaRtxRoute, TunnelsAndNowhere) {
  const auto rt =
      load_rtx_between("tunnel select 1\ntunnel enable 1\nip route 10.9.0.0/16 gateway tunnel 1\nip route 10.8.0.0/16 gateway null\n");
  EXPECT_EQ(rt.vrf().routes.at(0).next_hop.out, rt.interface_id("tunnel1"));
  EXPECT_TRUE(rt.vrf().routes.at(1).next_hop.discard);
}

TEST(YamahaRtxRoute, WhatDependsOnALineAWatcherOrAFilterMakesTheTableUnknown) {
  for (const char* line :
       {"ip route default gateway pp 1\n", "ip route default gateway dhcp lan2\n", "ip route default gateway 10.0.2.1 filter 1 2\n",
        "ip route 10.9.0.0/16 gateway 10.0.2.1 keepalive 1 gateway 10.0.2.2\n", "ip route 10.9.0.0/16 gateway 10.0.2.1 hide\n",
        "ospf use on\n"}) {
    const auto rt = load_rtx_between(line);
    EXPECT_TRUE(rt.vrf().any_routing) << line;
    EXPECT_EQ(rt.assumed(), Texts{}) << line;
  }
  EXPECT_FALSE(load_rtx_between("ospf use off\n").vrf().any_routing);
}

TEST(YamahaRtxRoute, WhatIsNotUnderstoodMayDoBoth) {
  for (const char* line :
       {"ip route 10.9.0.0/40 gateway 10.0.2.1\n", "ip route default gateway zebra\n", "ip route default via 10.0.2.1\n"}) {
    EXPECT_EQ(load_rtx_between(line).assumed(), Texts{"may-both 6 unknown-line"}) << line;
  }
}

}  // namespace
}  // namespace sekimori
