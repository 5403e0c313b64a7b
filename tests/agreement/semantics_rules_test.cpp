// One small network per rule of the semantics that is proved wrongly when the rule is left out (T2), and next to it, where it helps, the
// same network made lawful, so that the rule is seen to be no blunter than it must be (T1).
#include <gtest/gtest.h>

#include "sekimori/prove/verify.hpp"
#include "support/random_network.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

constexpr VerdictKind kProved = VerdictKind::proved, kViolated = VerdictKind::violated;

CellVerdict cell(TinyNetwork& n, std::string_view from, std::string_view to, Threat threat = Threat::relay, const Policy& policy = {}) {
  VerifyOptions options;
  options.threat = threat;
  const ZoneId a = n.zone(from), b = n.zone(to);
  for (const CellVerdict& c : verify(n.net, policy, options).cells) {
    if (c.from == a && c.to == b) return c;
  }
  throw std::invalid_argument("no such cell");
}

VerdictKind verdict(TinyNetwork& n, Threat threat = Threat::relay, const Policy& policy = {}) {
  return cell(n, "red", "blue", threat, policy).verdict;
}

HostId terminal(TinyNetwork& n, std::string name, std::string_view zone, InterfaceId port, std::string_view addresses) {
  const HostId id = n.host(std::move(name), zone, port, addresses);
  n.of(id).kind = "terminal";
  n.of(id).relays = false;
  return id;
}

/// red 10.0.1.2 - e1 [r] e2 - blue 10.0.2.2, both terminals on full subnets, so that there is nobody else.
struct Pair {
  TinyNetwork n;
  DeviceId r;
  InterfaceId e1, e2;
  HostId red, blue;

  explicit Pair(bool firewall = false)
      : r(firewall ? n.firewall("r") : n.router("r")),
        e1(n.routed(r, "e1", "10.0.1.1/30")),
        e2(n.routed(r, "e2", "10.0.2.1/30")),
        red(terminal(n, "red-pc", "red", e1, "10.0.1.2")),
        blue(terminal(n, "blue-pc", "blue", e2, "10.0.2.2")) {}
};

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

TEST(SemanticsL3, TransparentFirewallPassesNonIpUnlessItSaysNot) {
  for (const bool passes : {true, false}) {
    TinyNetwork n;
    const DeviceId f = n.firewall("f");
    n.of(f).firewall->transparent = true;
    n.of(f).firewall->passes_non_ip = passes;
    n.of(f).forwards_v4 = false;
    terminal(n, "red-pc", "red", n.access(f, "1", 1), "10.0.1.2");
    terminal(n, "blue-pc", "blue", n.access(f, "2", 1), "10.0.1.3");
    EXPECT_EQ(verdict(n), passes ? kViolated : kProved);
  }
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

/// red may reach green, green may reach blue, red may not reach blue.
struct Chain : Pair {
  InterfaceId e3 = n.routed(r, "e3", "10.0.3.1/30");
  Chain() {
    n.filter_in(e1, {permit("any", "10.0.3.0/30")});
    n.filter_in(e2, {deny()});
    n.filter_in(e3, {permit("any", "10.0.2.0/30")});
  }
};

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

// F: filters, state, translation.

TEST(SemanticsF1, FirstMatchDecidesAndTheEndDenies) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  p.n.filter_in(p.e1, {permit("any", "10.0.3.0/24")});
  EXPECT_EQ(verdict(p.n), kProved) << "implicit deny";
  p.n.of(p.n.of(p.e1).filters.in_v4.value()).rules = {permit("any", "any", "tcp/80"), deny()};
  EXPECT_EQ(verdict(p.n), kViolated);
  p.n.of(p.n.of(p.e1).filters.in_v4.value()).rules = {deny(), permit("any", "any", "tcp/80")};
  EXPECT_EQ(verdict(p.n), kProved);
}

TEST(SemanticsF1, WildcardNeedNotBeAPrefix) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  Rule rule = permit("10.0.1.0/24", "10.0.0.2");
  rule.match.dst.front().care = 0xffff00ffU;  // 0.0.255.0: the third octet does not matter
  p.n.filter_in(p.e1, {rule});
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF2, DataLeavesInTheReplyOfASession) {
  Pair p(true);
  p.n.policy(p.r, {p.e2}, {p.e1}, permit("any", "any", "tcp/443"));
  const CellVerdict c = cell(p.n, "red", "blue");
  ASSERT_EQ(c.verdict, kViolated);
  EXPECT_EQ(c.witness.value().legs.back().phase, Phase::reply);
  Pair none(true);
  none.n.policy(none.r, {none.e2}, {none.e1}, deny());
  EXPECT_EQ(verdict(none.n), kProved);
}

TEST(SemanticsF3, EstablishedPassesTheRepliesOfAStatelessFilter) {
  Rule established = permit("any", "any", "tcp");
  established.match.services.front()[ServiceField::established] = {1, 1};
  Pair p;
  p.n.filter_in(p.e1, {established});
  p.n.filter_in(p.e2, {permit("any", "any", "tcp/443")});
  EXPECT_EQ(verdict(p.n), kViolated);
  Pair shut;
  shut.n.filter_in(shut.e1, {established});
  shut.n.filter_in(shut.e2, {deny()});
  EXPECT_NE(verdict(shut.n), kViolated) << "nobody in blue can open the session that red would answer";
}

TEST(SemanticsF4, PacketThatMatchesNoTranslationGoesOnUntranslated) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  SourceNat rule;
  rule.match = match("192.0.2.0/24");
  rule.pool = AddressSet::of(address("10.0.7.1"));
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, FilterBeforeDestinationTranslationDoesNotSeeTheInnerAddress) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  p.n.filter_in(p.e1, {deny("any", "10.0.2.0/30"), permit()});
  EXPECT_EQ(verdict(p.n), kProved);
  StaticNat rule;
  rule.inside = {p.e2};
  rule.local = prefix("10.0.2.2/32");
  rule.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, PolicyAfterDestinationTranslationSeesTheInnerAddress) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.7.2"));
  StaticNat rule;
  rule.inside = {p.e2};
  rule.local = prefix("10.0.2.2/32");
  rule.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kProved);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.2"));
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, ReplyIsTranslatedBackAndDelivered) {
  Pair p(true);
  SourceNat rule;
  rule.match = match("10.0.2.0/30");
  rule.pool = AddressSet::of(address("10.0.7.1"));
  p.n.nat(p.r, rule);
  p.n.policy(p.r, {p.e2}, {p.e1}, permit("any", "any", "tcp/443"));
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF5, RouterSendsAPacketBackWhereItCameFrom) {
  TinyNetwork n;
  const DeviceId first = n.router("first"), turn = n.router("turn"), last = n.router("last"), hub = n.hub("hub");
  terminal(n, "red-pc", "red", n.routed(first, "lan", "10.0.1.1/30"), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.routed(last, "lan", "10.0.2.1/30"), "10.0.2.2");
  const InterfaceId a = n.routed(first, "x", "10.0.9.1/29");
  n.transit(a);
  n.link(a, n.access(hub, "1", 1));
  n.link(n.routed(turn, "x", "10.0.9.2/29"), n.access(hub, "2", 1));
  n.link(n.routed(last, "x", "10.0.9.3/29"), n.access(hub, "3", 1));
  n.route(first, "10.0.2.0/30", "10.0.9.2");
  EXPECT_EQ(verdict(n), kProved) << "turn has no route to blue";
  n.route(turn, "10.0.2.0/30", "10.0.9.3");
  EXPECT_EQ(verdict(n), kViolated);
}

// X: crossings.

LedgerRow row(TinyNetwork& n, HostId src, HostId dst, std::string_view svc) {
  LedgerRow r;
  r.id = "row";
  r.src = {src};
  r.dst = {dst};
  r.src_v4 = n.of(src).attachments.front().v4;
  r.dst_v4 = n.of(dst).attachments.front().v4;
  r.services = {service(svc)};
  return r;
}

Policy with_row(TinyNetwork& n, const LedgerRow& r) {
  Policy policy;
  policy.ledger = {r};
  policy.matrix = {{n.zone("red"), n.zone("blue"), {Admission::specified}, {}}};
  return policy;
}

TEST(SemanticsX1, RowExcusesItsOwnSessionOnly) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.2", "tcp/443"));
  EXPECT_EQ(verdict(p.n), kViolated);
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kProved);
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/80"))), kViolated) << "another service";
}

TEST(SemanticsX1, RowDoesNotExcuseTheSubnetsBroadcast) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.0/30", "tcp/443"));
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kViolated);
}

TEST(SemanticsX1, AnswerOfTheRowsSessionIsExcusedInTheOppositeCell) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.2", "tcp/443"));
  EXPECT_EQ(cell(p.n, "blue", "red", Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))).verdict, kProved)
      << "red sends from its own address only, so every answer is the row's";
}

TEST(SemanticsX1, RowExcusesNobodyElseInTheSourceZone) {
  Pair p(true);
  p.n.of(p.e1).addresses.clear();
  p.n.add_address(p.e1, "10.0.1.1/29");
  p.n.transit(p.e1);
  terminal(p.n, "red-other", "red", p.e1, "10.0.1.3");
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "any", "tcp/443"));
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kViolated);
}

TEST(SemanticsX1, RowWithoutItsMatrixEntryExcusesNothing) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "any", "tcp/443"));
  Policy policy = with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"));
  policy.matrix.clear();
  EXPECT_EQ(verdict(p.n, Threat::relay, policy), kViolated);
}

TEST(SemanticsX1, AnswerCarriesTheTagOfItsInitiationNotOfItsOwnHeader) {
  // The row is for sessions to blue's own address; this session goes to a translated one, so neither it nor its answer is the row's.
  Pair p;
  StaticNat nat;
  nat.inside = {p.e2};
  nat.local = prefix("10.0.2.2/32");
  nat.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, nat);
  p.n.filter_in(p.e1, {permit("any", "10.0.7.2", "tcp/443")});
  Policy policy = with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"));
  EXPECT_EQ(cell(p.n, "blue", "red", Threat::relay, policy).verdict, kViolated);
}

/// red is the Internet zone, blue the LGWAN zone; a sanitiser with a card in each takes mail from red and sends it on to blue.
struct Sanitised : Pair {
  HostId gate;
  Policy policy;

  Sanitised() : gate(n.host("san", "gate", e1, "10.0.1.3")) {
    n.of(e1).addresses.clear();
    n.of(e2).addresses.clear();
    n.add_address(e1, "10.0.1.1/29");
    n.add_address(e2, "10.0.2.1/29");
    n.transit(e1);
    n.transit(e2);
    n.filter_in(e1, {deny()});
    n.filter_in(e2, {deny()});
    n.attach(gate, e2, "10.0.2.3");
    n.of(gate).forwards = false;
    n.of(n.zone("red")).role = ZoneRole::internet_zone;
    n.of(n.zone("blue")).role = ZoneRole::lgwan_zone;
    policy.sanitiser_methods = {"mail-text"};
    policy.matrix = {{n.zone("red"), n.zone("blue"), {Admission::sanitised}, {}}};
    role(sound());
  }

  Sanitiser sound() {
    Sanitiser s;
    SanitisingService mail;
    mail.from = n.zone("red");
    mail.to = n.zone("blue");
    mail.intake = {service("tcp/25"), Opener::peer};
    mail.outlet = {service("tcp/25"), Opener::sanitiser};
    mail.method = "mail-text";
    mail.opposite = Opposite::ack_only;
    s.services = {mail};
    s.fail_closed = true;
    s.redirections_off = true;
    s.ip_forwarding = false;
    return s;
  }
  void role(const Sanitiser& s) { n.of(gate).role = s; }
  /// Sessions to the gate's red card other than mail do not get there.
  void shield() {
    const DeviceId f = n.firewall("shield");
    const InterfaceId outer = n.routed(f, "outer", "10.0.5.1/30"), inner = n.routed(f, "inner", "10.0.6.1/30");
    n.of(gate).attachments.clear();
    n.attach(gate, inner, "10.0.6.2");
    n.attach(gate, e2, "10.0.2.3");
    const InterfaceId up = n.routed(r, "up", "10.0.5.2/30");
    n.link(up, outer);
    n.route(r, "10.0.6.0/30", "10.0.5.1");
    n.route(f, "10.0.1.0/29", "10.0.5.2");
    n.filter_in(up, {deny()});
    n.of(n.of(e1).filters.in_v4.value()).rules = {permit("any", "10.0.6.2", "tcp/25")};
    n.policy(f, {outer}, {inner}, permit("any", "10.0.6.2", "tcp/25"));
  }
};

TEST(SemanticsX5, SanitiserThatTakesOnlyItsIntakeIsACut) {
  Sanitised s;
  s.shield();
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kProved);
}

TEST(SemanticsX5, RawDataByAnotherSessionMakesItARelay) {
  Sanitised s;  // red is on the segment of the gate's card and may open any session to it
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kViolated);
}

TEST(SemanticsX5, EveryDefectMakesItARelay) {
  const auto with = [](auto change) {
    Sanitised s;
    s.shield();
    Sanitiser spoilt = s.sound();
    change(spoilt);
    s.role(spoilt);
    return verdict(s.n, Threat::relay, s.policy);
  };
  EXPECT_EQ(with([](Sanitiser& s) { s.bypass = true; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.fail_closed = false; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.redirections_off = false; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.ip_forwarding = true; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.services.front().method = "rename"; }), kViolated);
}

TEST(SemanticsX2, SanitiserIsAnOrdinaryRelayWhereMyNumberIsAtAnEnd) {
  Sanitised s;
  s.shield();
  s.n.of(s.n.zone("blue")).role = ZoneRole::my_number;
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kViolated);
}

TEST(SemanticsX3, EveryOrderedPairOfZonesHasAVerdict) {
  Chain c;
  c.n.host("green-nas", "green", c.e3, "10.0.3.2");
  EXPECT_EQ(verify(c.n.net, {}, {}).cells.size(), 6U);
}

TEST(SemanticsX6, ZoneWithoutAnEndpointIsVacuousAndCablingAloneIsPhysical) {
  Pair p;
  p.n.zone("empty");
  EXPECT_EQ(cell(p.n, "red", "empty").verdict, VerdictKind::vacuous);
  TinyNetwork apart;
  terminal(apart, "red-pc", "red", apart.routed(apart.router("a"), "e", "10.0.1.1/30"), "10.0.1.2");
  terminal(apart, "blue-pc", "blue", apart.routed(apart.router("b"), "e", "10.0.2.1/30"), "10.0.2.2");
  const CellVerdict c = cell(apart, "red", "blue");
  EXPECT_EQ(c.verdict, kProved);
  EXPECT_EQ(c.basis, "physical");
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
