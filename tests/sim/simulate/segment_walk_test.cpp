// L2, L3, L4, L5, L6, E3: who takes a frame on a segment.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

TEST(SegmentWalk, NonIpFramesReachEveryEndpointWhateverItsAddress) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw"), r = n.router("r");
  const InterfaceId port = n.access(sw, "e1", 10);
  const HostId a = n.host("a", "red", port, "10.0.1.5"), b = n.host("b", "blue", n.access(sw, "e2", 10), "192.168.7.6");
  n.link(n.access(sw, "u", 10), n.routed(r, "e0", "10.0.1.1/24"));
  const HostId c = n.host("c", "green", n.routed(r, "e1", "10.0.2.1/24"), "10.0.2.5");
  EXPECT_TRUE(reaches(n, a, b, non_ip()));
  EXPECT_TRUE(reaches(n, a, r, non_ip()));
  EXPECT_TRUE(reaches(n, a, rest_anchor(n.net, port), non_ip()));
  EXPECT_FALSE(reaches(n, a, c, non_ip()));
}

/// a on a segment with two routers; only r is anybody's gateway, s leads to b.
struct TwoRouters {
  TinyNetwork n;
  DeviceId sw = n.switch_l2("sw"), r = n.router("r"), s = n.router("s"), up = n.router("up");
  InterfaceId r_in = n.routed(r, "e0", "10.0.1.1/24"), s_in = n.routed(s, "e0", "10.0.1.2/24"), up_in = n.routed(up, "e0", "10.0.1.3/24");
  HostId a = n.host("a", "red", n.access(sw, "e1", 10), "10.0.1.5");
  HostId b = n.host("b", "blue", n.routed(s, "e1", "10.0.2.1/24"), "10.0.2.5");
  HostId far = n.host("far", "red", n.routed(up, "e1", "10.0.3.1/24"), "10.0.3.5");

  TwoRouters() {
    n.link(n.access(sw, "u1", 10), r_in);
    n.link(n.access(sw, "u2", 10), s_in);
    n.link(n.access(sw, "u3", 10), up_in);
  }
};

TEST(SegmentWalk, EndpointMaySendToAnyInterfaceOfItsSegment) {
  TwoRouters t;
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.2.5")));
}

TEST(SegmentWalk, RoutedPacketGoesToTheOwnerOfItsNextHopOnly) {
  TwoRouters t;
  t.n.route(t.up, "10.0.2.0/24", "10.0.1.1");  // r, which has no route to b
  EXPECT_FALSE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
  t.n.of(t.n.of(t.up).vrfs.front()).routes.front().next_hop.via = address("10.0.1.2");
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
}

TEST(SegmentWalk, EveryMemberOfARedundancyGroupOwnsTheVirtualAddress) {
  TwoRouters t;
  t.n.route(t.up, "10.0.2.0/24", "10.0.1.254");
  EXPECT_FALSE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
  t.n.add_address(t.r_in, "10.0.1.254/24", true);
  t.n.add_address(t.s_in, "10.0.1.254/24", true);
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
  EXPECT_TRUE(reaches(t.n, t.far, t.r, tcp("10.0.3.5", "10.0.1.254")));
  EXPECT_TRUE(reaches(t.n, t.far, t.s, tcp("10.0.3.5", "10.0.1.254")));
}

TEST(SegmentWalk, NextHopThatNobodyOwnsIsNoNeighbour) {
  TwoRouters t;
  t.n.route(t.up, "10.0.2.0/24", "10.0.1.254");
  EXPECT_TRUE(ended(run(t.n, t.far, tcp("10.0.3.5", "10.0.2.5")), Disposition::no_neighbour));
}

TEST(SegmentWalk, ProxyArpAnswersForAnInterfaceOnlyRoute) {
  TwoRouters t;
  StaticRoute direct;
  direct.destination = prefix("10.0.2.0/24");
  direct.next_hop.out = t.up_in;
  t.n.of(t.n.of(t.up).vrfs.front()).routes.push_back(direct);
  EXPECT_FALSE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
  t.n.of(t.s_in).proxy_arp = true;
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
}

TEST(SegmentWalk, ProxyArpAnswersForAnAddressThatLiesElsewhereThoughTheSenderThinksItConnected) {
  TwoRouters t;
  t.n.of(t.up_in).addresses.front().length = 16;  // up believes that 10.0.2.0/24 is on its own segment
  EXPECT_FALSE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
  t.n.of(t.s_in).proxy_arp = true;
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
}

TEST(SegmentWalk, TranslatingDeviceAnswersForItsGlobalAddresses) {
  TwoRouters t;
  StaticNat nat;
  nat.outside = {t.s_in};
  nat.local = prefix("10.0.2.5");
  nat.global = prefix("10.0.1.200");
  t.n.nat(t.s, nat);
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.1.200")));
}

TEST(SegmentWalk, HostThatOwnsTheNextHopTakesOnlyItsOwnPackets) {
  TwoRouters t;
  t.n.route(t.up, "10.9.0.0/24", "10.0.1.5");
  EXPECT_FALSE(reaches(t.n, t.far, t.a, tcp("10.0.3.5", "10.9.0.5")));
  EXPECT_TRUE(reaches(t.n, t.far, t.a, tcp("10.0.3.5", "10.0.1.5")));
}

TEST(SegmentWalk, UnknownRouteMayUseAnyInterfaceOfTheSegment) {
  TwoRouters t;
  t.n.of(t.n.of(t.up).vrfs.front()).any_routing = true;
  EXPECT_TRUE(reaches(t.n, t.far, t.b, tcp("10.0.3.5", "10.0.2.5")));
}

// L3 --------------------------------------------------------------------------------------------------------------------------------

struct Transparent {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw"), left = n.switch_l2("left"), right = n.switch_l2("right"), r = n.router("r");
  InterfaceId inside = n.access(fw, "inside", 10), outside = n.access(fw, "outside", 20);
  HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.1.5"), b = n.host("b", "blue", n.access(right, "e1", 20), "10.0.1.6");
  InterfaceId gateway = n.routed(r, "e0", "10.0.1.1/24");

  Transparent() {
    n.of(fw).firewall->transparent = true;
    n.of(fw).firewall->passes_non_ip = false;
    n.link(n.access(left, "u", 10), inside);
    n.link(n.access(right, "u", 20), outside);
    n.link(n.access(right, "g", 20), gateway);
  }
};

TEST(SegmentWalk, TransparentFirewallPassesWhatItsPolicyAdmits) {
  Transparent t;
  EXPECT_TRUE(ended(run(t.n, t.a, tcp("10.0.1.5", "10.0.1.6", 80)), Disposition::denied_policy));
  t.n.policy(t.fw, {t.inside}, {t.outside}, permit("any", "any", "tcp/80"));
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.1.6", 80)));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.1.6", 22)));
  EXPECT_FALSE(reaches(t.n, t.b, t.a, tcp("10.0.1.6", "10.0.1.5", 80)));
  EXPECT_TRUE(reaches(t.n, t.a, t.r, tcp("10.0.1.5", "10.0.1.1", 80))) << "the gateway is on the other side";
}

TEST(SegmentWalk, TransparentFirewallPassesRepliesOfItsSessions) {
  Transparent t;
  t.n.policy(t.fw, {t.inside}, {t.outside}, permit());
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.1.6")), t.b);
  ASSERT_TRUE(replay.answered);
  EXPECT_TRUE(reached(replay.reply, t.a));
}

TEST(SegmentWalk, TransparentFirewallPassesOtherFramesByItsOwnSetting) {
  Transparent t;
  EXPECT_FALSE(reaches(t.n, t.a, t.b, non_ip()));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("10.0.1.5", "255.255.255.255")));
  t.n.of(t.fw).firewall->passes_non_ip = true;
  EXPECT_TRUE(reaches(t.n, t.a, t.b, non_ip()));
  EXPECT_TRUE(reaches(t.n, t.a, t.b, udp("10.0.1.5", "255.255.255.255")));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.1.6")));
}

TEST(SegmentWalk, TransparentFirewallSplitsTheSegmentInTwo) {
  Transparent t;
  EXPECT_NE(rest_anchor(t.n.net, t.inside), rest_anchor(t.n.net, t.outside));
  EXPECT_EQ(rest_anchor(t.n.net, t.gateway), rest_anchor(t.n.net, t.outside));
}

// L4 --------------------------------------------------------------------------------------------------------------------------------

TEST(SegmentWalk, HostileHostOnATrunksNativeVlanInjectsIntoItsOtherVlansOneWay) {
  TinyNetwork n;
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  const HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.10.1");
  const HostId b = n.host("b", "blue", n.access(right, "e1", 20), "10.0.20.1");
  n.link(n.trunk(left, "t", "10,20", 10), n.trunk(right, "t", "10,20", 10));
  SimulateOptions hostile;
  hostile.vlan_hopping = true;
  const Packet there = udp("10.0.10.1", "10.0.20.1");
  EXPECT_FALSE(reaches(n, a, b, there)) << "an honest host does not";
  EXPECT_TRUE(reaches(n, a, b, there, hostile));
  EXPECT_FALSE(reaches(n, b, a, udp("10.0.20.1", "10.0.10.1"), hostile)) << "VLAN 20 is nobody's native VLAN";
}

TEST(SegmentWalk, TaggedNativeVlanStopsTheInjection) {
  TinyNetwork n;
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  const HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.10.1");
  const HostId b = n.host("b", "blue", n.access(right, "e1", 20), "10.0.20.1");
  const InterfaceId x = n.trunk(left, "t", "10,20", 10), y = n.trunk(right, "t", "10,20", 10);
  n.of(x).native_tagged = n.of(y).native_tagged = true;
  n.link(x, y);
  SimulateOptions hostile;
  hostile.vlan_hopping = true;
  EXPECT_FALSE(reaches(n, a, b, udp("10.0.10.1", "10.0.20.1"), hostile));
}

// L6 --------------------------------------------------------------------------------------------------------------------------------

struct Tunnels {
  TinyNetwork n;
  DeviceId r = n.router("r"), s = n.router("s"), wan = n.switch_l2("wan");
  InterfaceId r_out = n.routed(r, "e1", "192.0.2.1/24"), s_out = n.routed(s, "e1", "192.0.2.2/24");
  HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  HostId b = n.host("b", "blue", n.routed(s, "e0", "10.0.2.1/24"), "10.0.2.5");
  HostId outside = n.external("outside", "internet", n.access(wan, "e9", 5));
  HostId neighbour = n.host("neighbour", "green", n.access(wan, "e8", 5), "192.0.2.9");
  InterfaceId near, far;

  explicit Tunnels(bool encrypted, std::optional<std::string_view> remote = "192.0.2.2") {
    n.link(n.access(wan, "e1", 5), r_out);
    n.link(n.access(wan, "e2", 5), s_out);
    near = n.tunnel(r, "tu0", "172.16.0.1/30", r_out, remote, encrypted);
    far = n.tunnel(s, "tu0", "172.16.0.2/30", s_out, "192.0.2.1", encrypted);
    n.route(r, "10.0.2.0/24", "172.16.0.2");
    n.route(s, "10.0.1.0/24", "172.16.0.1");
  }
};

TEST(SegmentWalk, PairedTunnelIsAWire) {
  Tunnels t(true);
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.2.5")));
  EXPECT_TRUE(reaches(t.n, t.b, t.a, tcp("10.0.2.5", "10.0.1.5")));
}

TEST(SegmentWalk, EncryptedTunnelShowsItsPacketsToNobody) {
  Tunnels t(true);
  EXPECT_FALSE(reaches(t.n, t.a, t.outside, tcp("10.0.1.5", "10.0.2.5")));
}

TEST(SegmentWalk, TunnelWithoutEncryptionAttachesExternalsAndTheOuterSegments) {
  Tunnels t(false);
  EXPECT_TRUE(reaches(t.n, t.a, t.outside, tcp("10.0.1.5", "10.0.2.5")));
  SimulateOptions promiscuous;
  promiscuous.promiscuous = true;
  EXPECT_FALSE(reaches(t.n, t.a, t.neighbour, tcp("10.0.1.5", "10.0.2.5"))) << "E8: a city host takes only its own addresses";
  EXPECT_TRUE(reaches(t.n, t.a, t.neighbour, tcp("10.0.1.5", "10.0.2.5"), promiscuous));
}

TEST(SegmentWalk, WhoeverIsOnTheWayOfAnOpenTunnelCanInjectIntoIt) {
  for (const bool encrypted : {false, true}) {
    Tunnels t(encrypted);
    t.n.filter_in(t.s_out, {deny()});
    t.n.filter_in(t.r_out, {deny()});
    EXPECT_EQ(reaches(t.n, t.outside, t.b, tcp("198.51.100.1", "10.0.2.5")), !encrypted);
    EXPECT_EQ(reaches(t.n, t.neighbour, t.b, tcp("192.0.2.9", "10.0.2.5")), !encrypted);
  }
}

TEST(SegmentWalk, UnpairedTunnelEndsAtAHostileUnknown) {
  for (const auto remote : {std::optional<std::string_view>(), std::optional<std::string_view>("203.0.113.7")}) {
    Tunnels t(true, remote);
    EXPECT_TRUE(reaches(t.n, t.a, t.near, tcp("10.0.1.5", "10.0.2.5")));
    EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.2.5")));
    EXPECT_TRUE(reaches(t.n, t.near, t.a, tcp("10.0.2.5", "10.0.1.5"))) << "and sends from there";
  }
}

// E3 --------------------------------------------------------------------------------------------------------------------------------

TEST(SegmentWalk, ExternalForwardsBetweenItsAttachmentsUnlessItIsNoTransit) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const InterfaceId r_out = n.routed(r, "e1", "192.0.2.1/24"), s_out = n.routed(s, "e1", "198.51.100.1/24");
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  const HostId b = n.host("b", "blue", n.routed(s, "e0", "10.0.2.1/24"), "10.0.2.5");
  const HostId carrier = n.external("carrier", "wan", r_out, "192.0.2.254");
  n.attach(carrier, s_out, "198.51.100.254");
  n.route(r, "0.0.0.0/0", "192.0.2.254");
  EXPECT_TRUE(reaches(n, a, b, tcp("10.0.1.5", "10.0.2.5")));
  EXPECT_FALSE(reaches(n, a, b, non_ip())) << "packets, not frames";
  std::get<External>(n.of(carrier).role).transit = false;
  EXPECT_FALSE(reaches(n, a, b, tcp("10.0.1.5", "10.0.2.5")));
  EXPECT_TRUE(reaches(n, a, carrier, tcp("10.0.1.5", "10.0.2.5")));
}

}  // namespace
}  // namespace sekimori::testing
