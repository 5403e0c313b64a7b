#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosResolveRouting, AnImportedRouteTargetLeaksTowardsTheExporter) {
  const LoadedIos loaded = load_ios(
      "ip vrf A\n route-target import 1:2\nip vrf B\n route-target export 1:2\nvrf definition C\n address-family ipv4\n  route-target both "
      "1:9\n");
  EXPECT_EQ(loaded.vrf("A").leaks_to, (std::vector<VrfId>{loaded.vrf_id("B")}));
  EXPECT_TRUE(loaded.vrf("B").leaks_to.empty());
  EXPECT_TRUE(loaded.vrf("C").leaks_to.empty()) << "its own target is no leak";
}

TEST(CiscoIosResolveRouting, ARouteIntoAnotherTableIsALeak) {
  const LoadedIos loaded = load_ios(
      "ip vrf A\nip vrf B\ninterface Vlan20\n ip vrf forwarding B\n ip address 10.2.0.1 255.255.255.0\n"
      "ip route vrf A 0.0.0.0 0.0.0.0 10.0.0.9 global\nip route vrf A 10.2.0.0 255.255.255.0 Vlan20\n");
  EXPECT_EQ(loaded.vrf("A").routes.at(0).next_hop.vrf, loaded.vrf_id(""));
  EXPECT_EQ(loaded.vrf("A").leaks_to, (std::vector<VrfId>{loaded.vrf_id(""), loaded.vrf_id("B")}));
}

TEST(CiscoIosResolveRouting, ARouteByAnUnknownInterfaceIsAnAssumptionOfItsVrf) {
  const LoadedIos loaded = load_ios("ip route 0.0.0.0 0.0.0.0 GigabitEthernet0/7\n");
  ASSERT_EQ(loaded.assumed(1).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<VrfId>(loaded.assumed(1)[0].scope));
}

TEST(CiscoIosResolveRouting, ADistanceOf255IsNeverInstalled) {
  EXPECT_TRUE(load_ios("ip route 0.0.0.0 0.0.0.0 10.0.0.9 255\n").vrf("").routes.empty());
}

constexpr std::string_view kTwoVlans =
    "spanning-tree mode pvst\ninterface Vlan10\n ip address 10.0.0.1 255.255.255.0\ninterface Vlan20\n ip address 10.1.0.1 255.255.255.0\n";

std::size_t listed_defaults(const LoadedIos& loaded) {
  return static_cast<std::size_t>(
      std::ranges::count_if(loaded.network.assumptions, [](const Assumption& a) { return a.kind == "default" && a.text == "ip routing"; }));
}

TEST(CiscoIosResolveRouting, RoutingOfASwitchThatDoesNotSaySoIsOnAndListed) {
  const LoadedIos loaded = load_ios(kTwoVlans);
  EXPECT_TRUE(loaded.device().forwards_v4);
  EXPECT_EQ(listed_defaults(loaded), 1U);
}

TEST(CiscoIosResolveRouting, WhatIsStatedIsNoDefault) {
  const LoadedIos on = load_ios(std::string(kTwoVlans) + "ip routing\n");
  EXPECT_TRUE(on.device().forwards_v4);
  EXPECT_EQ(listed_defaults(on), 0U);
  const LoadedIos off = load_ios(std::string(kTwoVlans) + "no ip routing\nip default-gateway 10.0.0.254\n");
  EXPECT_FALSE(off.device().forwards_v4);
  ASSERT_EQ(off.vrf("").routes.size(), 1U);
  EXPECT_EQ(off.vrf("").routes[0].next_hop.via, v4("10.0.0.254"));
}

/// "ip source-route": on unless the config says no.
TEST(CiscoIosResolveRouting, RFC_791_source_routes_are_obeyed_unless_the_config_says_no) {
  const std::vector<std::pair<std::string, bool>> table = {{"", true},
                                                           {"ip source-route\n", true},
                                                           {"no ip source-route\n", false},
                                                           {"no ip source-route\nip source-route\n", true},
                                                           {"ip source-route\nno ip source-route\n", false}};
  for (const auto& [lines, obeyed] : table) {
    const LoadedIos loaded = load_ios("hostname r1\n" + lines);
    EXPECT_EQ(loaded.device().source_routes, obeyed) << lines;
    EXPECT_EQ(loaded.assumed_count(), 0U) << lines;
    const auto is_listed = [](const Assumption& a) { return a.kind == "default" && a.text == "ip source-route"; };
    EXPECT_EQ(std::ranges::any_of(loaded.network.assumptions, is_listed), lines.empty()) << "only a default is listed";
  }
}

TEST(CiscoIosResolveRouting, A1_a_misspelt_line_about_source_routes_ends_nothing) {
  for (const char* line : {"no ip source-rout", "no ip source-route now", "no  ip source-route x"}) {
    const LoadedIos loaded = load_ios(std::string(line) + "\n");
    EXPECT_TRUE(loaded.device().source_routes) << line;
    EXPECT_EQ(loaded.assumed(1).size(), 1U) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
