// One small network per rule of the semantics that is proved wrongly when the rule is left out (T2), and next to it, where it helps, the
// same network made lawful, so that the rule is seen to be no blunter than it must be (T1).
#include <gtest/gtest.h>

#include "agreement/rule_fixture.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori::testing {
namespace {

// L: layer 2.

struct Trunked {
  TinyNetwork n;
  DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");

  Trunked(unsigned native_a, unsigned native_b) {
    n.link(n.trunk(a, "t", "11-12", native_a), n.trunk(b, "t", "11-12", native_b));
    terminal(n, "red-pc", "red", n.access(a, "1", 11), "10.0.1.2");
    terminal(n, "blue-pc", "blue", n.access(b, "1", 12), "10.0.2.2");
    n.of(n.zone("red")).vlans = {vlan(11)};
    n.of(n.zone("blue")).vlans = {vlan(12)};
  }
};

TEST(SemanticsL1, NativeVlanMismatchMergesTwoVlans) {
  Trunked mismatched(11, 12), plain(1, 1);
  EXPECT_EQ(verdict(mismatched.n), kViolated);
  EXPECT_EQ(verdict(plain.n), kProved);
}

TEST(SemanticsL1, CableBetweenAccessPortsOfDifferentVlansMergesThem) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.link(n.access(a, "x", 11), n.access(b, "x", 12));
  terminal(n, "red-pc", "red", n.access(a, "1", 11), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.access(b, "1", 12), "10.0.2.2");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL2, TwoZonesOnOneSegmentAreViolatedWhateverTheirAddresses) {
  TinyNetwork n;
  const DeviceId hub = n.hub("hub");
  terminal(n, "red-pc", "red", n.access(hub, "1", 1), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.access(hub, "2", 1), "172.16.0.2");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL2, TheUndeclaredOfTwoZonesOnOneSegmentAreViolatedToo) {
  TinyNetwork n;
  n.routed(n.router("r"), "lan", "10.0.1.1/24");
  n.of(n.zone("red")).subnets = {prefix("10.0.1.0/25")};
  n.of(n.zone("blue")).subnets = {prefix("10.0.1.128/25")};
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL3, TransparentFirewallPassesNonIpUnlessItSaysNot) {
  for (const bool passes : {true, false}) {
    TinyNetwork n;
    const DeviceId f = n.firewall("f");
    n.of(f).firewall->transparent = true;
    n.of(f).firewall->passes_non_ip = passes;
    n.of(f).forwards_v4 = false;
    terminal(n, "red-pc", "red", n.access(f, "1", 1), "10.0.1.2");
    terminal(n, "blue-pc", "blue", n.access(f, "2", 1), "10.0.1.3");
    if (passes) {
      EXPECT_NE(verdict(n), kProved);
    } else {
      EXPECT_EQ(verdict(n), kProved);
    }
  }
}

/// red 10.0.1.2 - e1 [r] e2 - [f, transparent] - blue 10.0.2.2
struct BehindTransparent : Pair {
  DeviceId f = n.firewall("f");
  InterfaceId outer = n.access(f, "outer", 1), inner = n.access(f, "inner", 1);
  BehindTransparent() {
    n.of(f).firewall->transparent = true;
    n.of(f).firewall->passes_non_ip = true;
    n.of(f).firewall->fallback = Action::permit;
    n.of(f).forwards_v4 = false;
    n.of(blue).attachments.front().port = inner;
    n.link(e2, outer);
    n.transit(e2);
    n.transit(inner);
    n.filter_in(e2, {deny()});
  }
};

TEST(SemanticsL3, ADirectedBroadcastReachesTheHostBehindATransparentFirewall) {
  for (const std::string_view to : {"10.0.2.3", "10.0.2.1"}) {
    BehindTransparent b;
    b.n.filter_in(b.e1, {permit("any", to)});
    EXPECT_EQ(verdict(b.n), to == "10.0.2.3" ? kViolated : kProved) << to;
  }
}

/// Router advertisements are multicast, so they pass.
TEST(SemanticsS4, HostBehindATransparentFirewallOwnsAnAddressOfThePrefixBeforeIt) {
  for (const std::string_view to : {"2001:db8:2::3", "2001:db8:3::3"}) {
    BehindTransparent b;
    b.n.add_address(b.e1, "2001:db8:1::1/126");
    b.n.add_address(b.e2, "2001:db8:2::1/126");
    b.n.of(b.r).forwards_v6 = true;
    b.n.transit(b.e1);
    b.n.filter_in(b.e1, {permit("any", to)});
    EXPECT_EQ(verdict(b.n), to == "2001:db8:2::3" ? kViolated : kProved) << to;
  }
}

/// Blue's answers are data from blue to red.
TEST(SemanticsF2, OnlyInspectedTrafficLetsRepliesBack) {
  for (const bool inspect : {true, false}) {
    Pair p(true);
    p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "any", "tcp/80"));
    p.n.of(p.r).firewall->rules.back().inspect = inspect;
    EXPECT_EQ(cell(p.n, "red", "blue").verdict, kViolated);
    EXPECT_EQ(cell(p.n, "blue", "red").verdict, inspect ? kViolated : kProved);
  }
}

/// As interfaces of one zone do: sessions of the device are matched whatever interfaces they used, but here there is none.
TEST(SemanticsF2, TrafficThatReturnsByItsInterfaceWithoutASessionIsNoSessionForOthers) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e1}, permit());
  p.n.policy(p.r, {p.e2}, {p.e2}, permit());
  for (FirewallRule& rule : p.n.of(p.r).firewall->rules) rule.inspect = false;
  EXPECT_EQ(cell(p.n, "red", "blue").verdict, kProved);
  EXPECT_EQ(cell(p.n, "blue", "red").verdict, kProved);
}

TEST(SemanticsL4, EndpointOnATrunkIsOnEveryVlanOfIt) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a");
  terminal(n, "red-pc", "red", n.trunk(a, "t", "11-12", 11), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.access(a, "1", 12), "10.0.2.2");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL4, HostileEndpointOnANativeVlanHopsIntoTheTrunksVlans) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.link(n.trunk(a, "t", "1,12", 1), n.trunk(b, "t", "1,12", 1));
  n.external("net", "red", n.access(a, "1", 1));
  terminal(n, "blue-pc", "blue", n.access(b, "1", 12), "10.0.2.2");
  EXPECT_EQ(verdict(n), kViolated);
  EXPECT_EQ(cell(n, "blue", "red").verdict, kProved) << "the hop is one-way";
}

/// red-pc - e1 [r] e2 - blue-pc, one of which has a packet filter of its own that drops what comes in, or goes out.
struct OwnFilter : Pair {
  OwnFilter(HostId host, bool inwards) {
    const DeviceId filter = add_host_filter(n.net, host, 0, "own-filter", "eth0", {});
    const auto [outer, inner] = host_filter_ports(n.of(filter));
    n.of(filter).firewall->fallback = Action::deny;
    n.policy(filter, {inwards ? inner : outer}, {inwards ? outer : inner}, permit());
    n.transit(e1);
    n.transit(e2);
    // Frames for everybody pass a filter of IP.
    n.filter_in(e1, {permit("any", "10.0.2.2")});
    n.filter_in(e2, {deny()});
  }
  static constexpr HostId kRed{0}, kBlue{1};
};

VerdictKind verdict_of(OwnFilter f, Threat threat = Threat::relay) { return verdict(f.n, threat); }

TEST(SemanticsL3, AHostsOwnFilterKeepsOutWhatItDrops) {
  EXPECT_EQ(verdict_of(OwnFilter(OwnFilter::kBlue, true)), kProved);
  EXPECT_EQ(verdict_of(OwnFilter(OwnFilter::kRed, false)), kProved);
  EXPECT_EQ(verdict_of(OwnFilter(OwnFilter::kBlue, false)), kViolated);
}

TEST(SemanticsE7, ACompromisedHostDoesNotObeyItsOwnFilter) {
  EXPECT_EQ(verdict_of(OwnFilter(OwnFilter::kBlue, true), Threat::compromise), kViolated);
  EXPECT_EQ(verdict_of(OwnFilter(OwnFilter::kRed, false), Threat::compromise), kViolated);
}

/// With any source goes who writes his packets himself, and OUTPUT does not see those.
TEST(SemanticsE6, WhoSpoofsSendsPastHisOwnFilter) {
  OwnFilter sender(OwnFilter::kRed, false), receiver(OwnFilter::kBlue, true);
  EXPECT_EQ(cell(sender.n, "red", "blue").spoof_robust, false);
  EXPECT_EQ(cell(receiver.n, "red", "blue").spoof_robust, true);
}

/// red-pc - [gate] - declared transit - [core] - the blue office, where nobody is declared; another blue terminal is out of reach.
struct TransitBesideAnOffice {
  TinyNetwork n;
  DeviceId core = n.router("core");
  TransitBesideAnOffice() {
    const DeviceId gate = n.router("gate"), floor = n.switch_l2("floor"), island = n.switch_l2("island");
    terminal(n, "red-pc", "red", n.routed(gate, "in", "10.0.1.1/30"), "10.0.1.2");
    const InterfaceId out = n.routed(gate, "out", "10.0.9.1/29"), up = n.routed(core, "up", "10.0.9.2/29");
    const InterfaceId office = n.routed(core, "office", "10.0.2.1/29");
    n.link(out, up);
    n.transit(out);
    n.filter_in(up, {deny()});
    n.link(office, n.access(floor, "1", 1));
    n.of(n.zone("blue")).subnets = {prefix("10.0.2.0/29")};
    terminal(n, "blue-pc", "blue", n.access(island, "1", 1), "10.0.5.2");
    n.route(gate, "10.0.2.0/29", "10.0.9.2");
  }
};

/// A2, E2: what a device at its worst joins to a transit segment is not empty because that one was declared so.
TEST(SemanticsA2, ATransitSegmentThatAnUnknownLineMayJoinToAnOfficeExcusesNobodyThere) {
  TransitBesideAnOffice known;
  EXPECT_EQ(verdict(known.n), kProved);
  TransitBesideAnOffice unknown;
  unknown.n.net.assumptions.push_back(
      {Effect::may_both, unknown.core, SourceRange{FileId{0}, 9'999, 1}, "unknown", "bridge something", "not understood"});
  EXPECT_EQ(verdict(unknown.n), VerdictKind::inconclusive);
}

TEST(SemanticsL5, HostNeedNotUseItsGateway) {
  TinyNetwork n;
  const DeviceId hub = n.hub("hub"), gate = n.router("gate"), other = n.router("other");
  const InterfaceId in = n.routed(gate, "in", "10.0.1.1/29");
  n.filter_in(in, {deny()});
  n.link(in, n.access(hub, "1", 1));
  n.link(n.routed(other, "in", "10.0.1.3/29"), n.access(hub, "2", 1));
  n.transit(in);
  terminal(n, "red-pc", "red", n.access(hub, "3", 1), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.routed(other, "out", "10.0.2.1/30"), "10.0.2.2");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL5, NextHopSharedByTwoRoutersIsEitherOfThem) {
  TinyNetwork n;
  const DeviceId first = n.router("first"), a = n.router("a"), b = n.router("b"), hub = n.hub("hub");
  terminal(n, "red-pc", "red", n.routed(first, "in", "10.0.1.1/30"), "10.0.1.2");
  const InterfaceId out = n.routed(first, "out", "10.0.9.1/29");
  n.transit(out);
  n.link(out, n.access(hub, "1", 1));
  for (const auto& [router, address, port] : {std::tuple{a, "10.0.9.2/29", "2"}, {b, "10.0.9.3/29", "3"}}) {
    const InterfaceId up = n.routed(router, "up", address);
    n.add_address(up, "10.0.9.4/29", true);
    n.link(up, n.access(hub, port, 1));
    if (router == a) n.filter_in(up, {deny()});
  }
  terminal(n, "blue-pc", "blue", n.routed(b, "down", "10.0.2.1/30"), "10.0.2.2");
  n.route(first, "10.0.2.0/30", "10.0.9.4");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsL6, TunnelWithoutEncryptionIsOpenToExternalsOnItsWay) {
  for (const bool encrypted : {false, true}) {
    TinyNetwork n;
    const DeviceId a = n.router("a"), b = n.router("b"), hub = n.hub("hub");
    const InterfaceId wan_a = n.routed(a, "wan", "10.0.9.1/29"), wan_b = n.routed(b, "wan", "10.0.9.2/29");
    n.transit(wan_a);
    n.link(wan_a, n.access(hub, "1", 1));
    n.link(wan_b, n.access(hub, "2", 1));
    n.filter_in(wan_a, {permit("10.0.9.2/32", "10.0.9.1/32")});
    n.filter_in(wan_b, {permit("10.0.9.1/32", "10.0.9.2/32")});
    n.external("net", "red", n.access(hub, "3", 1));
    n.tunnel(a, "tun", "10.0.8.1/30", wan_a, "10.0.9.2", encrypted);
    n.tunnel(b, "tun", "10.0.8.2/30", wan_b, "10.0.9.1", encrypted);
    terminal(n, "blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
    EXPECT_EQ(verdict(n), encrypted ? kProved : kViolated) << (encrypted ? "encrypted" : "plain");
  }
}

/// Whoever may send frames to where the outer packets are may send those.
TEST(SemanticsL6, TunnelWithoutEncryptionIsOpenToThoseBehindATransparentFirewallBesideIt) {
  for (const bool encrypted : {false, true}) {
    TinyNetwork n;
    const DeviceId a = n.router("a"), b = n.router("b"), hub = n.hub("hub");
    const InterfaceId wan_a = n.routed(a, "wan", "10.0.9.1/29"), wan_b = n.routed(b, "wan", "10.0.9.2/29");
    n.transit(wan_a);
    n.link(wan_a, n.access(hub, "1", 1));
    n.link(wan_b, n.access(hub, "2", 1));
    n.filter_in(wan_a, {permit("10.0.9.2/32", "10.0.9.1/32")});
    n.filter_in(wan_b, {permit("10.0.9.1/32", "10.0.9.2/32")});
    const HostId red = terminal(n, "red-pc", "red", n.access(hub, "3", 1), "10.0.9.3");
    add_host_filter(n.net, red, 0, "own-filter", "eth0", {});
    n.tunnel(a, "tun", "10.0.8.1/30", wan_a, "10.0.9.2", encrypted);
    n.tunnel(b, "tun", "10.0.8.2/30", wan_b, "10.0.9.1", encrypted);
    terminal(n, "blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
    EXPECT_EQ(verdict(n), encrypted ? kProved : kViolated) << (encrypted ? "encrypted" : "plain");
  }
}

TEST(SemanticsL6, TunnelWithoutEncryptionIsOpenToHostsThatPassItsPacketsOn) {
  for (const bool passes : {true, false}) {
    TinyNetwork n;
    const DeviceId a = n.router("a"), b = n.router("b");
    const InterfaceId wan_a = n.routed(a, "wan", "10.0.9.1/30"), wan_b = n.routed(b, "wan", "10.0.9.5/30");
    // The outer packets go a - c - d - b, and between c and d through a host of red.
    const DeviceId c = n.router("c"), d = n.router("d");
    const InterfaceId c_a = n.routed(c, "a", "10.0.9.2/30"), d_b = n.routed(d, "b", "10.0.9.6/30");
    n.link(wan_a, c_a);
    n.link(wan_b, d_b);
    for (const InterfaceId id : {wan_a, wan_b, c_a, d_b}) n.transit(id);
    const HostId host = terminal(n, "red-pc", "red", n.routed(c, "m", "10.0.1.1/30"), "10.0.1.2");
    n.attach(host, n.routed(d, "m", "10.0.3.1/30"), "10.0.3.2");
    n.of(host).forwards = passes;
    n.filter_in(wan_a, {permit("10.0.9.5/32", "10.0.9.1/32")});
    n.filter_in(wan_b, {permit("10.0.9.1/32", "10.0.9.5/32")});
    n.filter_out(wan_a, {permit("10.0.9.1/32", "10.0.9.5/32")});
    n.filter_out(wan_b, {permit("10.0.9.5/32", "10.0.9.1/32")});
    n.route(c, "10.0.9.4/30", "10.0.1.2");
    n.route(d, "10.0.9.0/30", "10.0.3.2");
    n.route(a, "10.0.9.4/30", "10.0.9.2");
    n.route(b, "10.0.9.0/30", "10.0.9.6");
    n.tunnel(a, "tun", "10.0.8.1/30", wan_a, "10.0.9.5", false);
    n.tunnel(b, "tun", "10.0.8.2/30", wan_b, "10.0.9.1", false);
    terminal(n, "blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
    EXPECT_EQ(verdict(n), passes ? kViolated : kProved) << (passes ? "passes packets on" : "does not");
  }
}

// R: routing.

TEST(SemanticsR1, ProofNamesTheTierItHoldsIn) {
  Pair p;
  p.n.filter_in(p.e1, {deny()});
  p.n.filter_in(p.e2, {deny()});
  EXPECT_EQ(cell(p.n, "red", "blue").tier, RoutingTier::any_routing_all);
  Pair split;
  split.n.of(split.e2).vrf = split.n.vrf(split.r, "other");
  EXPECT_EQ(cell(split.n, "red", "blue").tier, RoutingTier::any_routing_vrf) << "the VRFs alone separate them";
}

struct TwoRouters {
  TinyNetwork n;
  DeviceId a = n.router("a"), b = n.router("b");
  InterfaceId across = n.routed(a, "x", "10.0.9.1/30");
  TwoRouters() {
    n.link(across, n.routed(b, "x", "10.0.9.2/30"));
    terminal(n, "red-pc", "red", n.routed(a, "lan", "10.0.1.1/30"), "10.0.1.2");
    terminal(n, "blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
  }
};

TEST(SemanticsR2, UnknownRoutingIsNeverNoRoute) {
  TwoRouters known;
  EXPECT_EQ(verdict(known.n), kProved) << "no route to blue";
  TwoRouters unknown;
  unknown.n.of(unknown.n.of(unknown.a).vrfs.front()).any_routing = true;
  EXPECT_EQ(verdict(unknown.n), kViolated);
}

TEST(SemanticsR3, FloatingRouteCountsWhenTheBetterOneDoesNotResolve) {
  TwoRouters t;
  t.n.route(t.a, "10.0.2.0/30", "192.0.2.1", 1);
  t.n.route(t.a, "10.0.2.0/30", "10.0.9.2", 200);
  EXPECT_EQ(verdict(t.n), kViolated);
}

TEST(SemanticsR3, LongestPrefixWinsOverANullRouteForTheRest) {
  TwoRouters t;
  StaticRoute null;
  null.destination = prefix("10.0.2.0/24");
  null.next_hop.discard = true;
  t.n.of(t.n.of(t.a).vrfs.front()).routes.push_back(null);
  EXPECT_EQ(verdict(t.n), kProved);
  t.n.route(t.a, "10.0.2.2/32", "10.0.9.2");
  EXPECT_EQ(verdict(t.n), kViolated);
}

TEST(SemanticsR3, EqualCostRoutesAreAlternatives) {
  TwoRouters t;
  const DeviceId c = t.n.router("c");
  t.n.link(t.n.routed(t.a, "y", "10.0.8.1/30"), t.n.routed(c, "y", "10.0.8.2/30"));
  t.n.route(t.a, "10.0.2.0/30", "10.0.8.2");
  EXPECT_EQ(verdict(t.n), kProved) << "c has no route to blue";
  t.n.route(t.a, "10.0.2.0/30", "10.0.9.2");
  EXPECT_EQ(verdict(t.n), kViolated);
}

// E: endpoints.

TEST(SemanticsE1, WhoeverIsNotDeclaredATerminalRelays) {
  Chain by_server;
  by_server.n.host("green-nas", "green", by_server.e3, "10.0.3.2");
  EXPECT_EQ(verdict(by_server.n), kViolated);
  Chain by_terminal;
  terminal(by_terminal.n, "green-pc", "green", by_terminal.e3, "10.0.3.2");
  EXPECT_EQ(verdict(by_terminal.n), kProved);
}

TEST(SemanticsE2, UndeclaredEndpointsOfAZonesSubnetRelay) {
  Chain c;
  c.n.of(c.e3).addresses.clear();
  c.n.add_address(c.e3, "10.0.3.1/29");
  c.n.of(c.n.of(c.e1).filters.in_v4.value()).rules = {permit("any", "10.0.3.0/29")};
  terminal(c.n, "green-pc", "green", c.e3, "10.0.3.2");
  EXPECT_EQ(verdict(c.n), kViolated);
  c.n.transit(c.e3);
  EXPECT_EQ(verdict(c.n), kProved) << "declared: nobody but devices and those named";
}

TEST(SemanticsE2, SegmentWithoutAZoneLeavesTheCellUndecided) {
  Chain c;
  c.n.of(c.e3).addresses.clear();
  c.n.add_address(c.e3, "10.0.3.1/29");
  c.n.of(c.n.of(c.e1).filters.in_v4.value()).rules = {permit("any", "10.0.3.0/29")};
  EXPECT_NE(verdict(c.n), kProved);
}

TEST(SemanticsE3, ExternalForwardsBetweenItsAttachments) {
  TinyNetwork n;
  const DeviceId a = n.router("a"), b = n.router("b");
  terminal(n, "red-pc", "red", n.routed(a, "lan", "10.0.1.1/30"), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
  const InterfaceId wan_a = n.routed(a, "wan", "10.0.8.1/30"), wan_b = n.routed(b, "wan", "10.0.9.1/30");
  n.transit(wan_a);
  n.transit(wan_b);
  const HostId net = n.external("carrier", "world", wan_a);
  n.attach(net, wan_b, "");
  n.route(a, "10.0.2.0/30", "10.0.8.2");
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsE3, ExternalReceivesWhateverTheDestination) {
  TinyNetwork n;
  const DeviceId a = n.router("a");
  terminal(n, "red-pc", "red", n.routed(a, "lan", "10.0.1.1/30"), "10.0.1.2");
  const InterfaceId wan = n.routed(a, "wan", "10.0.8.1/30");
  n.transit(wan);
  n.external("carrier", "blue", wan);
  n.route(a, "203.0.113.0/24", "10.0.8.2");
  n.filter_out(wan, {permit("any", "203.0.113.7")});
  EXPECT_EQ(verdict(n), kViolated);
}

TEST(SemanticsE4, DeviceWithASessionServiceIsAJumpHost) {
  for (const bool on : {true, false}) {
    Pair p;
    p.n.of(p.r).forwards_v4 = false;
    ManagementService ssh;
    ssh.name = "ssh";
    ssh.service = service("tcp/22");
    if (on) p.n.of(p.r).services.push_back(ssh);
    EXPECT_EQ(verdict(p.n), on ? kViolated : kProved);
  }
}

TEST(SemanticsE4, AccessClassGuardsTheJumpHost) {
  Pair p;
  p.n.of(p.r).forwards_v4 = false;
  ManagementService ssh;
  ssh.name = "ssh";
  ssh.service = service("tcp/22");
  ssh.admits_v4 = ssh.admits_v6 = p.n.filter(p.r, {permit("192.0.2.0/24")});
  p.n.of(p.r).services.push_back(ssh);
  EXPECT_EQ(verdict(p.n), kProved);
}

TEST(SemanticsE5, DualHomedHostBridgesUnlessItSaysNot) {
  for (const bool forwards : {true, false}) {
    Pair p;
    p.n.filter_in(p.e1, {deny()});
    p.n.filter_in(p.e2, {deny()});
    const HostId dual = terminal(p.n, "dual", "green", p.e1, "10.9.1.3");
    p.n.attach(dual, p.e2, "10.9.2.3");
    p.n.of(dual).forwards = forwards;
    EXPECT_EQ(verdict(p.n), forwards ? kViolated : kProved);
  }
}

TEST(SemanticsE6, ProofThatNeedsHonestSourcesSaysSo) {
  Pair p;
  p.n.filter_in(p.e1, {permit("10.0.7.7")});
  p.n.filter_in(p.e2, {deny()});
  const CellVerdict c = cell(p.n, "red", "blue");
  EXPECT_EQ(c.verdict, kProved);
  EXPECT_EQ(c.spoof_robust, false);
}

TEST(SemanticsE6, RelayMaySendByAnyCardWithTheSourceOfAnother) {
  Pair p;
  p.n.filter_in(p.e1, {deny()});
  p.n.filter_in(p.e2, {deny()});
  const InterfaceId e3 = p.n.routed(p.r, "e3", "10.0.3.1/30");
  p.n.filter_in(e3, {permit("10.9.1.3", "10.0.2.0/30")});
  const HostId dual = p.n.host("dual", "red", p.e1, "10.9.1.3");
  p.n.attach(dual, e3, "10.0.3.2");
  p.n.of(dual).forwards = false;
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsE7, ThreatLevelsAreDirectRelayAndCompromise) {
  Chain by_server;
  by_server.n.host("green-nas", "green", by_server.e3, "10.0.3.2");
  EXPECT_EQ(verdict(by_server.n, Threat::direct), kProved);
  EXPECT_EQ(verdict(by_server.n, Threat::relay), kViolated);
  Chain by_terminal;
  terminal(by_terminal.n, "green-pc", "green", by_terminal.e3, "10.0.3.2");
  EXPECT_EQ(verdict(by_terminal.n, Threat::relay), kProved);
  EXPECT_EQ(verdict(by_terminal.n, Threat::compromise), kViolated);
}

TEST(SemanticsE8, OnlyACompromisedHostAcceptsAForeignAddress) {
  Pair p;
  p.n.of(p.e2).addresses.clear();
  p.n.add_address(p.e2, "10.0.2.1/29");
  p.n.transit(p.e2);
  p.n.filter_in(p.e1, {permit("any", "10.0.2.5")});
  p.n.filter_in(p.e2, {deny()});
  terminal(p.n, "green-pc", "green", p.e2, "10.0.2.5");
  EXPECT_EQ(verdict(p.n, Threat::direct), kProved);
  EXPECT_EQ(verdict(p.n, Threat::compromise), kViolated);
}

// What a packet may ask of a router besides the route.

/// net - wan [f] lan - [r] - blue and a server: net may open sessions to the server. f has no route to blue by its lan.
VerdictKind forged_reply_to_blue(bool blue_may_open) {
  TinyNetwork n;
  const DeviceId f = n.firewall("f"), r = n.router("r");
  const InterfaceId wan = n.routed(f, "wan", "203.0.113.1/30"), lan = n.routed(f, "lan", "10.0.2.1/30");
  const InterfaceId up = n.routed(r, "up", "10.0.2.2/30"), servers = n.routed(r, "servers", "10.0.4.1/30"),
                    blues = n.routed(r, "blues", "10.0.5.1/30");
  n.link(lan, up);
  n.external("net", "red", wan);
  terminal(n, "server", "green", servers, "10.0.4.2");
  terminal(n, "blue-pc", "blue", blues, "10.0.5.2");
  n.route(f, "10.0.4.0/30", "10.0.2.2");
  n.route(r, "0.0.0.0/0", "10.0.2.1");
  n.route(f, "0.0.0.0/0", "203.0.113.2");
  n.policy(f, {wan}, {lan}, permit("any", "10.0.4.2", "tcp/443"));
  if (blue_may_open) n.policy(f, {lan}, {wan}, permit("10.0.5.2", "any", "tcp/443"));
  return cell(n, "red", "blue").verdict;
}

/// F4: the interface a session came in by is one from which the policy admitted it.
TEST(SemanticsF4, a_reply_leaves_by_the_interface_of_a_session_only_where_the_policy_admits_sessions_from_there) {
  EXPECT_EQ(forged_reply_to_blue(false), kProved);
  EXPECT_EQ(forged_reply_to_blue(true), kViolated);
}

TEST(SemanticsF3, RFC_9293_a_forged_segment_of_no_session_is_answered_with_a_reset_that_carries_no_data) {
  for (const bool opens : {false, true}) {
    TinyNetwork n;
    const DeviceId r = n.router("r");
    const InterfaceId wan = n.routed(r, "wan", "10.0.1.1/30"), lan = n.routed(r, "lan", "10.0.3.1/30");
    n.external("net", "red", wan);
    n.host("green-nas", "green", lan, "10.0.3.2");
    const InterfaceId e2 = n.routed(r, "e2", "10.0.2.1/30");
    terminal(n, "blue-pc", "blue", e2, "10.0.2.2");
    n.filter_in(e2, {deny()});  // blue asks for nothing itself
    const auto established = [](Rule rule) {
      rule.match.services.front()[ServiceField::established] = {1, 1};
      return rule;
    };
    // With a source of blue's, a SYN makes green answer to blue, whose filter sees an answer.
    const Rule to_green = permit("any", "10.0.3.0/30", "tcp");
    n.filter_in(wan, {opens ? to_green : established(to_green)});
    n.filter_in(lan, {established(permit("any", "10.0.2.0/30", "tcp"))});
    if (opens) {
      EXPECT_NE(verdict(n), kProved);
    } else {
      EXPECT_EQ(verdict(n), kProved);
    }
  }
}

TEST(SemanticsSourceRoute, RFC_791_a_packet_to_the_router_itself_may_go_on_to_anybody) {
  for (const bool obeys : {false, true}) {
    Pair p;
    p.n.filter_in(p.e1, {permit("any", "10.0.1.1")});
    p.n.filter_in(p.e2, {deny()});
    p.n.of(p.r).source_routes = obeys;
    EXPECT_EQ(verdict(p.n), obeys ? kViolated : kProved);
  }
}

TEST(SemanticsE4, ABroadcastThatAHelperAddressSendsOnCrosses) {
  for (const bool helped : {false, true}) {
    Pair p;
    p.n.filter_in(p.e1, {permit("any", "255.255.255.255")});
    p.n.filter_in(p.e2, {deny()});
    if (helped) p.n.of(p.e1).broadcast_helpers = {address("10.0.2.2")};
    p.n.of(p.e1).helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
    EXPECT_EQ(verdict(p.n), helped ? kViolated : kProved);
  }
}

// S: families.

TEST(SemanticsS4, AbsentIpv6FilterPermits) {
  for (const bool six : {false, true}) {
    Pair p;
    p.n.add_address(p.e1, "2001:db8:1::1/126");
    p.n.add_address(p.e2, "2001:db8:2::1/126");
    p.n.of(p.r).forwards_v6 = six;
    p.n.transit(p.e1);
    p.n.transit(p.e2);
    const FilterId none = p.n.filter(p.r, {deny()});
    p.n.of(p.e1).filters.in_v4 = p.n.of(p.e2).filters.in_v4 = none;
    EXPECT_EQ(verdict(p.n), six ? kViolated : kProved);
  }
}

TEST(SemanticsS4, HostOwnsAnAddressOfEveryIpv6PrefixOfItsSegment) {
  Pair p;  // the hosts declare no IPv6 address at all
  p.n.add_address(p.e1, "2001:db8:1::1/126");
  p.n.add_address(p.e2, "2001:db8:2::1/126");
  p.n.of(p.r).forwards_v6 = true;
  p.n.transit(p.e1);
  p.n.transit(p.e2);
  p.n.of(p.e1).filters.in_v4 = p.n.of(p.e2).filters.in_v4 = p.n.filter(p.r, {deny()});
  p.n.of(p.e1).filters.in_v6 = p.n.filter(p.r, {permit("2001:db8:1::3", "2001:db8:2::3")});
  EXPECT_EQ(verdict(p.n), kViolated);
}

}  // namespace
}  // namespace sekimori::testing
