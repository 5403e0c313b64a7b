// R2, R3: which way a device sends a packet.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

/// a - r - { near 10.0.2.0/24, far 10.0.3.0/24 }, each with a router behind that owns .2 and a host on 10.9.0.0/24 behind it.
struct Fork {
  TinyNetwork n;
  DeviceId r = n.router("r"), s = n.router("s"), t = n.router("t");
  InterfaceId in = n.routed(r, "e0", "10.0.1.1/24"), near = n.routed(r, "e1", "10.0.2.1/24"), far = n.routed(r, "e2", "10.0.3.1/24");
  HostId a = n.host("a", "red", in, "10.0.1.5");
  InterfaceId s_up = n.routed(s, "e0", "10.0.2.2/24"), t_up = n.routed(t, "e0", "10.0.3.2/24");
  HostId via_s = n.host("via-s", "blue", n.routed(s, "e1", "10.9.0.1/24"), "10.9.0.5");
  HostId via_t = n.host("via-t", "blue", n.routed(t, "e1", "10.9.0.1/24"), "10.9.0.5");

  Fork() {
    n.link(near, s_up);
    n.link(far, t_up);
  }
  /// "s", "t", "st" or "": whose host the packet reaches.
  [[nodiscard]] std::string reached_by(std::string_view dst = "10.9.0.5") const {
    const SimulationResult result = run(n, a, tcp("10.0.1.5", dst));
    return std::string(reached(result, via_s) ? "s" : "") + (reached(result, via_t) ? "t" : "");
  }
};

TEST(Lookup, LongerPrefixWinsEvenWhenListedLaterAndFartherAway) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/16", "10.0.2.2", 1);
  f.n.route(f.r, "10.9.0.0/24", "10.0.3.2", 200);
  EXPECT_EQ(f.reached_by(), "t");
}

TEST(Lookup, LowestDistanceWinsAndAFloatingRouteWaits) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "10.0.2.2", 10);
  f.n.route(f.r, "10.9.0.0/24", "10.0.3.2", 1);
  EXPECT_EQ(f.reached_by(), "t");
  f.n.of(f.far).up = false;
  EXPECT_EQ(f.reached_by(), "s");
}

TEST(Lookup, EqualRoutesAreAlternatives) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "10.0.2.2");
  f.n.route(f.r, "10.9.0.0/24", "10.0.3.2");
  EXPECT_EQ(f.reached_by(), "st");
}

TEST(Lookup, NextHopIsResolvedRecursively) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "172.16.0.1");
  f.n.route(f.r, "172.16.0.0/16", "10.0.3.2");
  EXPECT_EQ(f.reached_by(), "t");
}

TEST(Lookup, RouteThatNeedsItselfIsNotUsed) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "10.9.0.7");
  EXPECT_EQ(f.reached_by(), "");
  EXPECT_TRUE(ended(run(f.n, f.a, tcp("10.0.1.5", "10.9.0.5")), Disposition::no_route));
}

TEST(Lookup, DiscardRouteEndsThePacketAndSaysWhichLine) {
  Fork f;
  f.n.route(f.r, "0.0.0.0/0", "10.0.2.2");
  StaticRoute null;
  null.destination = prefix("10.9.0.0/16");
  null.next_hop.discard = true;
  null.at = {make_id<FileId>(0), 777, 1};
  f.n.net.vrfs[f.n.of(f.r).vrfs.front().index].routes.push_back(null);
  const SimulationResult result = run(f.n, f.a, tcp("10.0.1.5", "10.9.0.5"));
  EXPECT_FALSE(reached(result, f.via_s));
  ASSERT_TRUE(ended(result, Disposition::null_routed));
  EXPECT_EQ(hops_with(result, "route", Disposition::null_routed).back().source.line, 777U);
}

TEST(Lookup, NoRouteIsSaid) {
  Fork f;
  EXPECT_TRUE(ended(run(f.n, f.a, tcp("10.0.1.5", "10.9.0.5")), Disposition::no_route));
}

TEST(Lookup, ConnectedNetworksOfAnotherVrfAreNotUsed) {
  Fork f;
  f.n.of(f.near).vrf = f.n.vrf(f.r, "blue");
  EXPECT_TRUE(ended(run(f.n, f.a, tcp("10.0.1.5", "10.0.2.2")), Disposition::no_route));
  EXPECT_FALSE(reaches(f.n, f.a, f.s, tcp("10.0.1.5", "10.0.2.2")));
}

TEST(Lookup, RouteMayNameANextHopInAnotherVrf) {
  Fork f;
  const VrfId blue = f.n.vrf(f.r, "blue");
  f.n.of(f.near).vrf = blue;
  StaticRoute leak;
  leak.destination = prefix("10.9.0.0/24");
  leak.next_hop.via = address("10.0.2.2");
  leak.next_hop.vrf = blue;
  f.n.of(f.n.of(f.r).vrfs.front()).routes.push_back(leak);
  EXPECT_EQ(f.reached_by(), "s");
}

TEST(Lookup, ImportedVrfLendsItsRoutes) {
  Fork f;
  const VrfId blue = f.n.vrf(f.r, "blue");
  f.n.of(f.near).vrf = blue;
  f.n.route(blue, "10.9.0.0/24", "10.0.2.2");
  EXPECT_EQ(f.reached_by(), "");
  f.n.of(f.n.of(f.r).vrfs.front()).leaks_to = {blue};
  EXPECT_EQ(f.reached_by(), "s");
}

TEST(Lookup, UnknownTableMeansEveryInterfaceOfTheVrfAndNeverNoRoute) {
  Fork f;
  Vrf& table = f.n.of(f.n.of(f.r).vrfs.front());
  table.any_routing = true;
  table.any_routing_why = "router ospf 1";
  EXPECT_EQ(f.reached_by(), "st");
  f.n.of(f.near).vrf = f.n.vrf(f.r, "blue");
  EXPECT_EQ(f.reached_by(), "t");
  f.n.of(f.n.of(f.r).vrfs.front()).leaks_to = {f.n.of(f.near).vrf};
  EXPECT_EQ(f.reached_by(), "st");
}

TEST(Lookup, PolicyRoutedInterfaceMakesItsPacketsGoAnywhereInTheVrf) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "10.0.2.2");
  EXPECT_EQ(f.reached_by(), "s");
  f.n.of(f.in).policy_routed = true;
  EXPECT_EQ(f.reached_by(), "st");
}

TEST(Lookup, RouteHopQuotesTheRouteAndItsLine) {
  Fork f;
  f.n.route(f.r, "10.9.0.0/24", "10.0.3.2");
  const SourceRange line = f.n.of(f.n.of(f.r).vrfs.front()).routes.front().at;
  const auto hops = hops_with(run(f.n, f.a, tcp("10.0.1.5", "10.9.0.5")), "route", Disposition::delivered);
  ASSERT_FALSE(hops.empty());
  EXPECT_EQ(hops.front().device, "r");
  EXPECT_EQ(hops.front().in, "e0");
  EXPECT_EQ(hops.front().out, "e2");
  EXPECT_EQ(hops.front().source, line);
  EXPECT_EQ(hops.front().why, "10.9.0.0/24 via 10.0.3.2, 10.0.3.0/24 connected to e2");
}

}  // namespace
}  // namespace sekimori::testing
