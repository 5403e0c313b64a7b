// F1, F4, F5, E4: the order of things inside a device.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

/// a - in r out - b
struct OneRouter {
  TinyNetwork n;
  DeviceId r;
  InterfaceId in, out;
  HostId a, b;

  explicit OneRouter(bool firewall = false) : r(firewall ? n.firewall("r") : n.router("r")) {
    in = n.routed(r, "e0", "10.0.1.1/24");
    out = n.routed(r, "e1", "10.0.2.1/24");
    a = n.host("a", "red", in, "10.0.1.5");
    b = n.host("b", "blue", out, "10.0.2.5");
  }
  [[nodiscard]] SimulationResult a_to_b(std::uint16_t dport = 80) const { return run(n, a, tcp("10.0.1.5", "10.0.2.5", dport)); }
};

TEST(DeviceWalk, FirstMatchingRuleDecides) {
  OneRouter t;
  t.n.filter_in(t.in, {permit("10.0.1.5", "any", "tcp/80"), deny("any", "any", "tcp/80"), permit("any", "any", "tcp/22")});
  EXPECT_TRUE(reached(t.a_to_b(80), t.b));
  EXPECT_TRUE(reached(t.a_to_b(22), t.b));
}

TEST(DeviceWalk, DenyNamesTheRuleAndItsLine) {
  OneRouter t;
  t.n.filter_in(t.in, {permit("any", "any", "udp"), deny("10.0.1.0/24")});
  const SimulationResult result = t.a_to_b();
  EXPECT_FALSE(reached(result, t.b));
  const auto hops = hops_with(result, "deny", Disposition::denied_in);
  ASSERT_FALSE(hops.empty());
  EXPECT_EQ(hops.front().source, t.n.net.filters.front().rules[1].at);
  EXPECT_EQ(hops.front().in, "e0");
}

TEST(DeviceWalk, WhatNoRuleMatchesIsDeniedByTheImplicitDeny) {
  OneRouter t;
  t.n.filter_in(t.in, {permit("any", "any", "udp")});
  const auto hops = hops_with(t.a_to_b(), "deny", Disposition::denied_in);
  ASSERT_FALSE(hops.empty());
  EXPECT_EQ(hops.front().source, t.n.net.filters.front().at);
}

TEST(DeviceWalk, EgressFilterDecidesOnTheWayOut) {
  OneRouter t;
  t.n.filter_out(t.out, {deny("any", "any", "tcp/80"), permit()});
  const SimulationResult result = t.a_to_b(80);
  EXPECT_FALSE(reached(result, t.b));
  EXPECT_TRUE(ended(result, Disposition::denied_out));
  EXPECT_TRUE(reached(t.a_to_b(443), t.b));
}

TEST(DeviceWalk, EstablishedOnAStatelessFilterPassesReplySegmentsOnlyWhoeverSendsThem) {
  OneRouter t;
  Rule established = permit("any", "any", "tcp");
  established.match.services[0][ServiceField::established] = {1, 1};
  t.n.filter_in(t.in, {established});
  EXPECT_FALSE(reached(t.a_to_b(), t.b));
  Packet forged = tcp("10.0.1.5", "10.0.2.5");
  forged.established = true;
  EXPECT_TRUE(reaches(t.n, t.a, t.b, forged)) << "a stateless filter cannot know that there is no session";
  const Packet answer = reversed(tcp("10.0.2.5", "10.0.1.5"), Phase::reply);
  EXPECT_TRUE(reached(simulate(t.n.net, from(t.a, answer, Phase::reply)), t.b));
}

TEST(DeviceWalk, AbsentIpv6FilterPermits) {
  OneRouter t;
  t.n.add_address(t.in, "2001:db8:1::1/64");
  t.n.add_address(t.out, "2001:db8:2::1/64");
  t.n.of(t.r).forwards_v6 = true;
  t.n.of(t.in).filters.in_v4 = t.n.filter(t.r, {deny()});
  EXPECT_FALSE(reached(t.a_to_b(), t.b));
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("2001:db8:1::5", "2001:db8:2::5")));
}

TEST(DeviceWalk, DeviceThatDoesNotForwardAFamilyKeepsItsOwnPacketsOnly) {
  OneRouter t;
  t.n.of(t.r).forwards_v4 = false;
  EXPECT_FALSE(reached(t.a_to_b(), t.b));
  EXPECT_TRUE(reaches(t.n, t.a, t.r, tcp("10.0.1.5", "10.0.2.1", 22)));
  OneRouter six;  // IPv6 on both sides, but no `ipv6 unicast-routing`
  six.n.add_address(six.in, "2001:db8:1::1/64");
  six.n.add_address(six.out, "2001:db8:2::1/64");
  EXPECT_FALSE(reaches(six.n, six.a, six.b, tcp("2001:db8:1::5", "2001:db8:2::5")));
}

TEST(DeviceWalk, IngressFilterGuardsTheDeviceItselfToo) {
  OneRouter t;
  EXPECT_TRUE(reaches(t.n, t.a, t.r, tcp("10.0.1.5", "10.0.1.1", 22)));
  t.n.filter_in(t.in, {deny("any", "10.0.1.1"), permit()});
  EXPECT_FALSE(reaches(t.n, t.a, t.r, tcp("10.0.1.5", "10.0.1.1", 22)));
  EXPECT_TRUE(reaches(t.n, t.a, t.r, tcp("10.0.1.5", "10.0.2.1", 22))) << "its other address is still open";
}

TEST(DeviceWalk, BroadcastOfTheSegmentIsNotForwarded) {
  OneRouter t;
  t.n.route(t.r, "0.0.0.0/0", "10.0.2.5");
  for (const char* dst : {"255.255.255.255", "10.0.1.255", "224.0.0.5", "239.1.1.1"}) {
    const SimulationResult result = run(t.n, t.a, udp("10.0.1.5", dst));
    EXPECT_TRUE(reached(result, t.r)) << dst;
    EXPECT_FALSE(reached(result, t.b)) << dst;
    EXPECT_TRUE(hops_with(result, "route", Disposition::delivered).empty()) << dst;
  }
}

TEST(DeviceWalk, PacketMayLeaveByTheInterfaceItCameInOn) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s"), sw = n.switch_l2("sw");
  const InterfaceId r_in = n.routed(r, "e0", "10.0.1.1/24"), s_in = n.routed(s, "e0", "10.0.1.2/24");
  n.link(n.access(sw, "u1", 10), r_in);
  n.link(n.access(sw, "u2", 10), s_in);
  const HostId b = n.host("b", "blue", n.routed(s, "e1", "10.0.2.1/24"), "10.0.2.5");
  const HostId a = n.host("a", "red", n.routed(n.router("up"), "x", "10.0.3.1/24"), "10.0.3.5");
  const DeviceId up = *find_device(n.net, "up");
  n.link(n.routed(up, "e0", "10.0.1.3/24"), n.access(sw, "u3", 10));
  n.route(up, "10.0.2.0/24", "10.0.1.1");
  n.route(r, "10.0.2.0/24", "10.0.1.2");
  const SimulationResult result = run(n, a, tcp("10.0.3.5", "10.0.2.5"));
  ASSERT_TRUE(reached(result, b));
  const auto routes = hops_with(result, "route", Disposition::delivered);
  EXPECT_TRUE(std::ranges::any_of(routes, [](const Hop& hop) { return hop.device == "r" && hop.in == "e0" && hop.out == "e0"; }));
}

TEST(DeviceWalk, PolicyIsChosenByBothInterfaces) {
  OneRouter t(true);
  const InterfaceId dmz = t.n.routed(t.r, "e2", "10.0.3.1/24");
  const HostId d = t.n.host("d", "dmz", dmz, "10.0.3.5");
  t.n.policy(t.r, {t.in}, {dmz}, permit());
  EXPECT_TRUE(reaches(t.n, t.a, d, tcp("10.0.1.5", "10.0.3.5")));
  EXPECT_TRUE(ended(t.a_to_b(), Disposition::denied_policy));
  EXPECT_FALSE(reaches(t.n, d, t.a, tcp("10.0.3.5", "10.0.1.5")));
}

TEST(DeviceWalk, EmptyInterfaceListOfAPolicyMeansAny) {
  OneRouter t(true);
  t.n.policy(t.r, {}, {}, deny("any", "any", "tcp/22"));
  t.n.policy(t.r, {}, {t.out}, permit());
  EXPECT_TRUE(reached(t.a_to_b(80), t.b));
  EXPECT_FALSE(reached(t.a_to_b(22), t.b));
}

TEST(DeviceWalk, TranslationHappensBeforeRouteAndPolicyForDestinationsAndAfterThemForSources) {
  OneRouter t(true);
  DestinationNat forward;
  forward.in = {t.in};
  forward.match = match("any", "192.0.2.80");
  forward.to = AddressSet::of(address("10.0.2.5"));
  t.n.nat(t.r, forward);
  SourceNat hide;
  hide.out = {t.out};
  hide.pool = AddressSet::of(address("10.0.2.99"));
  t.n.nat(t.r, hide);
  t.n.filter_in(t.in, {permit("10.0.1.5", "192.0.2.80")});           // sees neither
  t.n.policy(t.r, {t.in}, {t.out}, permit("10.0.1.5", "10.0.2.5"));  // sees the new destination and the old source
  t.n.filter_out(t.out, {permit("10.0.2.99", "10.0.2.5")});          // sees both
  const SimulationResult result = run(t.n, t.a, tcp("10.0.1.5", "192.0.2.80"));
  ASSERT_TRUE(reached(result, t.b));
  EXPECT_EQ(to_text(*arrival(result, t.b)), to_text(tcp("10.0.2.99", "10.0.2.5")));
  ASSERT_EQ(result.sessions.size(), 1U);
  EXPECT_EQ(result.sessions[0].original, tcp("10.0.1.5", "192.0.2.80"));
  EXPECT_EQ(result.sessions[0].inside, tcp("10.0.1.5", "10.0.2.5"));
  EXPECT_EQ(result.sessions[0].translated, tcp("10.0.2.99", "10.0.2.5"));
}

TEST(DeviceWalk, PortForwardOnTheDevicesOwnAddressBothForwardsAndReachesItself) {
  OneRouter t;
  DestinationNat forward;
  forward.in = {t.in};
  forward.match = match("any", "10.0.1.1", "tcp/8080");
  forward.to = AddressSet::of(address("10.0.2.5"));
  forward.to_port = ServiceInterval{80, 80};
  t.n.nat(t.r, forward);
  const SimulationResult result = run(t.n, t.a, tcp("10.0.1.5", "10.0.1.1", 8080));
  EXPECT_TRUE(reached(result, t.r));
  ASSERT_TRUE(reached(result, t.b));
  EXPECT_EQ(*arrival(result, t.b), tcp("10.0.1.5", "10.0.2.5", 80));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("10.0.1.5", "10.0.1.1", 8081)));
}

TEST(DeviceWalk, DhcpBroadcastIsRelayedFromTheInterfaceAddress) {
  OneRouter t;
  t.n.of(t.in).dhcp_helpers = {address("10.0.2.5")};
  const SimulationResult result = run(t.n, t.a, udp("0.0.0.0", "255.255.255.255", 67, 68));
  ASSERT_TRUE(reached(result, t.b));
  EXPECT_EQ(*arrival(result, t.b), udp("10.0.1.1", "10.0.2.5", 67, 68));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("0.0.0.0", "255.255.255.255", 69, 68)));
  t.n.filter_in(t.in, {deny("any", "any", "udp/67"), permit()});
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("0.0.0.0", "255.255.255.255", 67, 68)));
}

/// IOS "ip helper-address" besides DHCP.
TEST(DeviceWalk, E4_a_helped_broadcast_goes_on_as_a_unicast_to_each_helper_with_its_own_source) {
  OneRouter t;
  t.n.of(t.in).broadcast_helpers = {address("10.0.2.5")};
  t.n.of(t.in).helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
  for (const char* broadcast : {"255.255.255.255", "10.0.1.255"}) {
    const SimulationResult result = run(t.n, t.a, udp("10.0.1.5", broadcast, 137, 137));
    ASSERT_TRUE(reached(result, t.b)) << broadcast;
    EXPECT_EQ(*arrival(result, t.b), udp("10.0.1.5", "10.0.2.5", 137, 137)) << broadcast;
  }
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("10.0.1.5", "255.255.255.255", 139, 137))) << "not a helped service";
  t.n.filter_out(t.out, {deny()});
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("10.0.1.5", "255.255.255.255", 137, 137)));
}

TEST(DeviceWalk, E4_a_device_that_does_not_route_helps_no_broadcast) {
  OneRouter t;
  t.n.of(t.in).broadcast_helpers = {address("10.0.2.5")};
  t.n.of(t.in).helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
  t.n.of(t.r).forwards_v4 = false;
  EXPECT_FALSE(reaches(t.n, t.a, t.b, udp("10.0.1.5", "255.255.255.255", 137, 137)));
}

/// a may reach r, not b, and asks r to send the packet on to b.
struct SourceRoute {
  OneRouter t;
  SimulateOptions options;
  Packet sent = tcp("10.0.1.5", "10.0.1.1"), on = tcp("10.0.1.5", "10.0.2.5");
  explicit SourceRoute(bool firewall = false) : t(firewall) {
    t.n.of(t.r).source_routes = true;
    t.n.filter_in(t.in, {permit("any", "10.0.1.1"), deny()});
    options.translation_hints = {on};
  }
  [[nodiscard]] SimulationResult result() const { return run(t.n, t.a, sent, options); }
};

TEST(DeviceWalk, RFC_791_a_source_routed_packet_goes_on_from_the_devices_own_address_to_where_the_hint_says) {
  SourceRoute s;
  ASSERT_TRUE(reached(s.result(), s.t.b));
  EXPECT_EQ(*arrival(s.result(), s.t.b), s.on);
  EXPECT_TRUE(reached(s.result(), s.t.r)) << "and it was at the device";
  const auto hops = hops_with(s.result(), "translate", Disposition::delivered);
  ASSERT_FALSE(hops.empty());
  EXPECT_EQ(hops.front().why, "source route on to 10.0.2.5");
  EXPECT_EQ(hops.front().packet_after, s.on);
  s.options.translation_hints.clear();
  EXPECT_FALSE(reached(s.result(), s.t.b)) << "nobody has asked";
}

TEST(DeviceWalk, RFC_791_a_source_route_changes_nothing_but_the_destination) {
  SourceRoute s;
  s.options.translation_hints = {tcp("10.0.1.6", "10.0.2.5"), tcp("10.0.1.5", "10.0.2.5", 443), tcp("10.0.1.5", "10.0.2.5", 80, 1)};
  EXPECT_FALSE(reached(s.result(), s.t.b));
}

TEST(DeviceWalk, RFC_791_no_source_route_without_the_devices_consent_or_beside_its_addresses) {
  SourceRoute s;
  s.t.n.of(s.t.r).source_routes = false;
  EXPECT_FALSE(reached(s.result(), s.t.b));
  SourceRoute passing;
  passing.sent = tcp("10.0.1.5", "10.0.2.9");
  EXPECT_FALSE(reached(passing.result(), passing.t.b)) << "on the way to somebody else it is a packet like any other";
  SourceRoute bridge;
  bridge.t.n.of(bridge.t.r).forwards_v4 = false;
  EXPECT_FALSE(reached(bridge.result(), bridge.t.b));
}

TEST(DeviceWalk, F1_a_source_routed_packet_is_put_to_the_policy_and_the_outgoing_filter) {
  SourceRoute s(true);
  EXPECT_FALSE(reached(s.result(), s.t.b));
  s.t.n.policy(s.t.r, {s.t.in}, {s.t.out}, permit("10.0.1.0/24", "10.0.2.0/24"));
  EXPECT_TRUE(reached(s.result(), s.t.b));
  s.t.n.filter_out(s.t.out, {deny()});
  EXPECT_FALSE(reached(s.result(), s.t.b));
}

TEST(DeviceWalk, RFC_791_a_source_route_may_name_several_devices) {
  SourceRoute s;
  const DeviceId next = s.t.n.router("next");
  s.t.n.link(s.t.n.routed(s.t.r, "e2", "10.0.8.1/30"), s.t.n.routed(next, "up", "10.0.8.2/30"));
  const HostId c = s.t.n.host("c", "green", s.t.n.routed(next, "lan", "10.0.9.1/24"), "10.0.9.5");
  s.t.n.of(next).source_routes = true;
  s.options.translation_hints = {tcp("10.0.1.5", "10.0.8.2"), tcp("10.0.1.5", "10.0.9.5")};
  EXPECT_TRUE(reached(s.result(), c)) << "r has no route to 10.0.9.0/24";
}

TEST(DeviceWalk, SelfSendsFromTheGivenInterface) {
  OneRouter t;
  Emission emission = from(t.r, tcp("10.0.2.1", "10.0.2.5"));
  emission.start = t.out;
  EXPECT_TRUE(reached(simulate(t.n.net, emission), t.b));
  emission.start = t.in;
  EXPECT_FALSE(reached(simulate(t.n.net, emission), t.b)) << "not forwarded back into itself";
}

}  // namespace
}  // namespace sekimori::testing
