#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

const std::string kPort = "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n";

TEST(CiscoIosRoute, EveryShapeOfNextHopIsRead) {
  const LoadedIos loaded = load_ios(kPort +
                                    "ip route 0.0.0.0 0.0.0.0 10.0.0.9\n"
                                    "ip route 10.1.0.0 255.255.0.0 GigabitEthernet0/1 10.0.0.8 200 name backup\n"
                                    "ip route 10.2.0.0 255.255.0.0 GigabitEthernet 0/1\n"
                                    "ip route 10.3.0.0 255.255.0.0 Null0\n");
  const std::vector<StaticRoute>& routes = loaded.vrf("").routes;
  ASSERT_EQ(routes.size(), 4U);
  EXPECT_EQ(routes[0].next_hop.via, v4("10.0.0.9"));
  EXPECT_EQ(routes[0].distance, 1);
  EXPECT_EQ(routes[1].next_hop.out, loaded.interface_id("GigabitEthernet0/1"));
  EXPECT_EQ(routes[1].distance, 200);
  EXPECT_EQ(routes[2].next_hop.out, loaded.interface_id("GigabitEthernet0/1"));
  EXPECT_FALSE(routes[2].next_hop.via);
  EXPECT_TRUE(routes[3].next_hop.discard);
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosRoute, ATrackedRouteIsTakenAsPresentAndSaysSo) {
  const LoadedIos loaded = load_ios(kPort + "ip route 0.0.0.0 0.0.0.0 10.0.0.9 track 1\n");
  EXPECT_EQ(loaded.vrf("").routes.size(), 1U);
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_EQ(loaded.assumed(3)[0].effect, Effect::may_both);
  EXPECT_TRUE(std::holds_alternative<VrfId>(loaded.assumed(3)[0].scope));
}

TEST(CiscoIosRoute, MisspeltRoutesAreNotUnderstood) {
  for (const char* line : {"ip rout 0.0.0.0 0.0.0.0 10.0.0.9", "ip route 0.0.0.0 10.0.0.9", "ip route 10.0.0.1 255.0.0.0 10.0.0.9",
                           "ip route vrff A 0.0.0.0 0.0.0.0 10.0.0.9", "ip route 0.0.0.0 0.0.0.0",
                           "ip route 0.0.0.0 0.0.0.0 10.0.0.9 trak 1", "ipv6 route ::/0", "ip route 0.0.0.0/0 10.0.0.9"}) {
    const LoadedIos loaded = load_ios(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(1).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(1)[0].effect, Effect::may_both) << line;
    EXPECT_TRUE(loaded.vrf("").routes.empty()) << line;
  }
}

TEST(CiscoIosRoute, Ipv6RoutesAndForwardingAreRead) {
  const LoadedIos loaded = load_ios("ipv6 unicast-routing\nipv6 route 2001:DB8::/32 2001:DB8:1::1\n");
  EXPECT_TRUE(loaded.device().forwards_v6);
  ASSERT_EQ(loaded.vrf("").routes.size(), 1U);
  EXPECT_EQ(to_text(loaded.vrf("").routes[0].destination), "2001:db8::/32");
  EXPECT_FALSE(load_ios("hostname a\n").device().forwards_v6);
}

TEST(CiscoIosRoute, MulticastRoutingMakesTheVrfAnyRouting) {
  EXPECT_TRUE(load_ios("ip multicast-routing\n").vrf("").any_routing);
  EXPECT_FALSE(load_ios("hostname a\n").vrf("").any_routing);
}

TEST(CiscoIosRoute, ARouteMapThatCrossesVrfsIsAnAssumption) {
  const LoadedIos loaded = load_ios("route-map P permit 10\n match ip address 101\n set ip next-hop 10.0.0.9\n set vrf B\n set global\n");
  EXPECT_TRUE(loaded.assumed(3).empty());
  EXPECT_EQ(loaded.assumed(4).size(), 1U);
  EXPECT_EQ(loaded.assumed(5).size(), 1U);
}

}  // namespace
}  // namespace sekimori::test
