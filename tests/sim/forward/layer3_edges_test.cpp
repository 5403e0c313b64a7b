// Through a device: policy and sessions, which way a reply leaves, DHCP relays (semantics F2, F4, F5, E4).
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// a - fw - b, and c on a third side. a may open tcp/443 to b.
struct ThreeSides {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw");
  InterfaceId e0 = n.routed(fw, "e0", "10.0.1.1/24"), e1 = n.routed(fw, "e1", "10.0.2.1/24"), e2 = n.routed(fw, "e2", "10.0.3.1/24");
  ThreeSides() {
    n.host("a", "red", e0, "10.0.1.5");
    n.host("b", "blue", e1, "10.0.2.5");
    n.host("c", "green", e2, "10.0.3.5");
    n.policy(fw, {e0}, {e1}, permit("10.0.1.0/24", "10.0.2.0/24", "tcp/443"));
  }
  [[nodiscard]] FlowGraph graph(SessionBinding binding = SessionBinding::interfaces) const {
    return build_flow_graph(n.net, {RoutingTier::current_routing, false, binding});
  }
};

const Packet kRequest = tcp("10.0.1.5", "10.0.2.5", 443);

TEST(Layer3Edges, F1_an_initiation_needs_a_rule_for_its_pair_of_interfaces) {
  ThreeSides t;
  EXPECT_TRUE(reaches(t.graph(), "a", "b", kRequest));
  EXPECT_FALSE(reaches(t.graph(), "a", "b", tcp("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(reaches(t.graph(), "b", "a", tcp("10.0.2.5", "10.0.1.5", 443)));
  EXPECT_FALSE(reaches(t.graph(), "c", "b", tcp("10.0.3.5", "10.0.2.5", 443)));
}

TEST(Layer3Edges, F2_a_reply_passes_a_stateful_policy_iff_its_session_could_exist) {
  ThreeSides t;
  EXPECT_TRUE(reaches(t.graph(), "b", "a", answer(kRequest), Phase::reply));
  EXPECT_FALSE(reaches(t.graph(), "b", "a", answer(kRequest), Phase::initiate));
  EXPECT_FALSE(reaches(t.graph(), "b", "a", answer(tcp("10.0.1.5", "10.0.2.5", 80)), Phase::reply));
}

TEST(Layer3Edges, F2_a_stateless_policy_asks_replies_for_a_rule_of_their_own) {
  ThreeSides t;
  t.n.of(t.fw).firewall->stateful = false;
  EXPECT_FALSE(reaches(t.graph(), "b", "a", answer(kRequest), Phase::reply));
  t.n.policy(t.fw, {t.e1}, {t.e0}, permit());
  EXPECT_TRUE(reaches(t.graph(), "b", "a", answer(kRequest), Phase::reply));
}

TEST(Layer3Edges, F2_icmp_errors_answer_sessions_from_any_source) {
  ThreeSides t;
  Packet unreachable;
  unreachable.src = address("10.0.2.99").bits;
  unreachable.dst = address("10.0.1.5").bits;
  unreachable.protocol = kIcmp;
  unreachable.icmp = 3 << 8;
  const std::string sender = "rest of the segment at fw:e1";
  EXPECT_TRUE(reaches(t.graph(), sender, "a", unreachable, Phase::reply));
  EXPECT_FALSE(reaches(t.graph(), sender, "a", unreachable, Phase::initiate));
  Packet echo = unreachable;
  echo.icmp = 8 << 8;
  EXPECT_FALSE(reaches(t.graph(), sender, "a", echo, Phase::reply));
  unreachable.src = address("10.0.3.5").bits;
  EXPECT_FALSE(reaches(t.graph(), "c", "a", unreachable, Phase::reply)) << "no session was ever possible with that side";
  EXPECT_TRUE(reaches(t.graph(SessionBinding::device), "c", "a", unreachable, Phase::reply));
}

TEST(Layer3Edges, F2_where_sessions_do_not_bind_interfaces_a_forged_reply_may_enter_anywhere) {
  ThreeSides t;
  EXPECT_FALSE(reaches(t.graph(), "c", "a", answer(kRequest), Phase::reply));
  EXPECT_TRUE(reaches(t.graph(SessionBinding::device), "c", "a", answer(kRequest), Phase::reply));
}

TEST(Layer3Edges, F2_members_of_a_cluster_admit_replies_to_one_anothers_sessions) {
  ThreeSides t;
  const DeviceId twin = t.n.firewall("twin");
  const InterfaceId f0 = t.n.routed(twin, "f0", "10.1.1.1/24"), f1 = t.n.routed(twin, "f1", "10.1.2.1/24");
  t.n.policy(twin, {f0}, {f1}, permit("10.0.1.0/24", "10.0.3.0/24", "tcp/443"));
  const Packet reply = answer(tcp("10.0.1.5", "10.0.3.5", 443));
  EXPECT_FALSE(reaches(t.graph(), "c", "a", reply, Phase::reply));
  t.n.of(t.fw).session_group = t.n.of(twin).session_group = "pair";
  EXPECT_TRUE(reaches(t.graph(), "c", "a", reply, Phase::reply));
}

TEST(Layer3Edges, F4_a_reply_may_leave_by_the_interface_its_session_came_in_by_without_a_route) {
  ThreeSides t;
  const DeviceId r = t.n.router("r");
  const InterfaceId lan = t.n.routed(r, "lan", "10.0.9.1/24");
  t.n.link(t.n.routed(t.fw, "e3", "10.0.4.1/30"), t.n.routed(r, "up", "10.0.4.2/30"));
  t.n.host("far", "yellow", lan, "10.0.9.5");
  const InterfaceId e3 = t.n.net.links.back().a;
  t.n.policy(t.fw, {e3}, {t.e1}, permit("10.0.9.0/24", "10.0.2.0/24"));
  const Packet reply = answer(tcp("10.0.9.5", "10.0.2.5"));
  EXPECT_TRUE(reaches(t.graph(), "b", "far", reply, Phase::reply)) << "the firewall has no route to 10.0.9.0/24";
  EXPECT_FALSE(reaches(t.graph(), "b", "far", reply, Phase::initiate));
}

TEST(Layer3Edges, F5_a_packet_may_leave_by_the_interface_it_came_in_on) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw"), r = n.router("r"), s = n.router("s");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), f0 = n.routed(s, "f0", "10.0.1.2/24"), f1 = n.routed(s, "f1", "10.0.2.1/24");
  n.link(n.access(sw, "1", 10), e0);
  n.link(n.access(sw, "2", 10), f0);
  n.host("a", "red", n.access(sw, "3", 10), "10.0.1.5");
  n.host("b", "blue", f1, "10.0.2.5");
  n.filter_in(f0, {permit("10.9.9.9"), deny()});
  n.route(r, "10.0.2.0/24", "10.0.1.2");
  const FlowGraph g = build_flow_graph(n.net);
  const auto leaves_as_it_came = [&](const FlowEdge& e) {
    return e.kind == EdgeKind::route && describe(n.net, g, e.from) == "r:e0 forward" && describe(n.net, g, e.to) == "r:e0 out" &&
           holds(g, e.before, tcp("10.0.1.5", "10.0.2.5"));
  };
  EXPECT_TRUE(std::ranges::any_of(g.edges, leaves_as_it_came));
}

TEST(Layer3Edges, E4_a_dhcp_relay_rewrites_requests_to_its_servers_and_answers_to_its_clients) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  n.host("client", "red", e0, "10.0.1.5");
  n.host("server", "blue", e1, "10.0.2.5");
  n.filter_out(e1, {deny()});
  const Packet discover = udp("10.0.1.5", "255.255.255.255", 67, 68), relayed = udp("10.0.1.1", "10.0.2.5", 67, 67);
  const Packet offer = udp("10.0.2.5", "10.0.1.1", 67, 67), passed_on = udp("10.0.1.1", "255.255.255.255", 68, 67);
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "client", "server", discover, Phase::initiate, {relayed}));
  n.of(e0).dhcp_helpers = {address("10.0.2.5")};
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(reaches(g, "client", "server", discover, Phase::initiate, {relayed})) << "its own packets pass no filter";
  EXPECT_TRUE(reaches(g, "server", "client", offer, Phase::reply, {passed_on}));
  EXPECT_FALSE(
      reaches(g, "client", "server", udp("10.0.1.5", "255.255.255.255", 69, 68), Phase::initiate, {udp("10.0.1.1", "10.0.2.5", 69, 67)}));
}

TEST(Layer3Edges, E4_a_dhcp_relay_may_send_from_any_of_its_own_addresses) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  n.host("client", "red", e0, "10.0.1.5");
  n.host("server", "blue", e1, "10.0.2.5");
  n.of(e0).dhcp_helpers = {address("10.0.2.5")};
  const FlowGraph g = build_flow_graph(n.net);
  const Packet discover = udp("10.0.1.5", "255.255.255.255", 67, 68);
  const auto relayed_from = [&](std::string_view source) {
    return reaches(g, "client", "server", discover, Phase::initiate, {udp(source, "10.0.2.5", 67, 67)});
  };
  EXPECT_TRUE(relayed_from("10.0.1.1"));
  EXPECT_TRUE(relayed_from("10.0.2.1"));
  EXPECT_FALSE(relayed_from("10.0.1.5"));
}

/// a - e0 r e1 - b, and e0 helps broadcasts of NetBIOS names to b.
struct Helper {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  Helper() {
    n.host("a", "red", e0, "10.0.1.5");
    n.host("b", "blue", e1, "10.0.2.5");
    n.of(e0).broadcast_helpers = {address("10.0.2.5")};
    n.of(e0).helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
  }
  [[nodiscard]] bool arrives(const Packet& sent, const Packet& as) const {
    return reaches(build_flow_graph(n.net), "a", "b", sent, Phase::initiate, {as});
  }
};

TEST(Layer3Edges, E4_a_helped_broadcast_becomes_a_unicast_to_the_helper_with_its_own_source) {
  const Helper t;
  const Packet after = udp("10.0.1.5", "10.0.2.5", 137);
  EXPECT_TRUE(t.arrives(udp("10.0.1.5", "255.255.255.255", 137), after));
  EXPECT_TRUE(t.arrives(udp("10.0.1.5", "10.0.1.255", 137), after)) << "the segment's own broadcast";
  EXPECT_FALSE(t.arrives(udp("10.0.1.5", "255.255.255.255", 137), udp("10.0.1.1", "10.0.2.5", 137))) << "not from the router";
  EXPECT_FALSE(t.arrives(udp("10.0.1.5", "255.255.255.255", 137), udp("10.0.1.5", "10.0.2.6", 137))) << "to the helper alone";
  EXPECT_FALSE(t.arrives(udp("10.0.1.5", "255.255.255.255", 139), udp("10.0.1.5", "10.0.2.5", 139))) << "a service that is not helped";
}

TEST(Layer3Edges, E4_a_helped_broadcast_may_get_past_outgoing_filters_but_not_past_the_incoming_one) {
  Helper t;
  const Packet before = udp("10.0.1.5", "255.255.255.255", 137), after = udp("10.0.1.5", "10.0.2.5", 137);
  t.n.filter_out(t.e1, {deny()});
  EXPECT_TRUE(t.arrives(before, after)) << "no manual says that it is asked";
  t.n.filter_in(t.e0, {deny()});
  EXPECT_FALSE(t.arrives(before, after));
}

/// a - e0 r e1 - b, where the filter of e0 keeps a from b but not from r.
struct SourceRouted {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  SourceRouted() {
    n.host("a", "red", e0, "10.0.1.5");
    n.host("b", "blue", e1, "10.0.2.5");
    n.filter_in(e0, {permit("any", "10.0.1.1"), deny()});
    n.of(r).source_routes = true;
  }
  [[nodiscard]] bool arrives(const Packet& sent, const Packet& as, Phase phase = Phase::initiate) const {
    return reaches(build_flow_graph(n.net), "a", "b", sent, phase, {as});
  }
};

const Packet kToRouter = tcp("10.0.1.5", "10.0.1.1", 443), kOn = tcp("10.0.1.5", "10.0.2.5", 443);

TEST(Layer3Edges, RFC_791_a_source_routed_packet_goes_on_from_the_routers_own_address) {
  SourceRouted t;
  EXPECT_TRUE(t.arrives(kToRouter, kOn));
  EXPECT_TRUE(t.arrives(kToRouter, kOn, Phase::reply)) << "replies have options, too";
  EXPECT_FALSE(t.arrives(kOn, kOn)) << "the filter sees the packet as it is";
  EXPECT_FALSE(t.arrives(kToRouter, tcp("10.0.1.6", "10.0.2.5", 443))) << "the source stays";
  EXPECT_FALSE(t.arrives(kToRouter, tcp("10.0.1.5", "10.0.2.5", 80))) << "the port stays";
  t.n.of(t.r).source_routes = false;
  EXPECT_FALSE(t.arrives(kToRouter, kOn));
}

TEST(Layer3Edges, RFC_791_a_source_routed_packet_is_put_to_the_outgoing_filter_and_the_policy_like_any_other) {
  SourceRouted t;
  t.n.filter_out(t.e1, {deny()});
  EXPECT_FALSE(t.arrives(kToRouter, kOn));
  ThreeSides fw;
  fw.n.of(fw.fw).source_routes = true;
  const auto arrives = [&](std::uint16_t port) {
    return reaches(fw.graph(), "a", "b", tcp("10.0.1.5", "10.0.1.1", port), Phase::initiate, {tcp("10.0.1.5", "10.0.2.5", port)});
  };
  EXPECT_TRUE(arrives(443));
  EXPECT_FALSE(arrives(80));
}

TEST(Layer3Edges, RFC_791_a_device_that_does_not_route_goes_on_with_nothing) {
  SourceRouted t;
  t.n.of(t.r).forwards_v4 = false;
  EXPECT_FALSE(t.arrives(kToRouter, kOn));
}

/// Whether the source route or the translation comes first is not laid down.
TEST(Layer3Edges, F4_a_source_routed_packet_may_be_translated_after_its_new_address) {
  SourceRouted t;
  const Packet translated = tcp("10.0.1.5", "10.0.2.5", 8443);
  EXPECT_FALSE(t.arrives(kToRouter, translated));
  StaticNat forward;
  forward.outside = {t.e0};
  forward.global = prefix("192.0.2.5/32");
  forward.local = prefix("10.0.2.5/32");
  forward.port = StaticNat::Port{kTcp, 8443, 443};
  t.n.nat(t.r, forward);
  EXPECT_TRUE(t.arrives(kToRouter, translated));
}

TEST(Layer3Edges, R2_a_next_hop_in_a_vrf_with_an_unknown_table_may_be_anybody_there) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const VrfId red = n.vrf(r, "red");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  n.of(e1).vrf = red;
  n.of(red).any_routing = true;
  n.host("a", "red", e0, "10.0.1.5");
  n.external("isp", "internet", e1);
  const Packet p = tcp("10.0.1.5", "8.8.8.8");
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "a", "isp", p));
  n.route(r, "0.0.0.0/0", "192.0.2.1");
  n.of(n.of(r).vrfs.front()).routes.back().next_hop.vrf = red;
  EXPECT_TRUE(reaches(build_flow_graph(n.net), "a", "isp", p));
}

}  // namespace
}  // namespace sekimori
