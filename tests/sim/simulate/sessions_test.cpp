// F2: which packets pass as replies.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

/// a - in fw out - b; only a may open sessions, to port 80.
struct Guarded {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw");
  InterfaceId in = n.routed(fw, "e0", "10.0.1.1/24"), out = n.routed(fw, "e1", "10.0.2.1/24");
  HostId a = n.host("a", "red", in, "10.0.1.5"), b = n.host("b", "blue", out, "10.0.2.5");
  Packet request = tcp("10.0.1.5", "10.0.2.5", 80), answer = reversed(request, Phase::reply);

  Guarded() { n.policy(fw, {in}, {out}, permit("any", "any", "tcp/80")); }
  [[nodiscard]] std::vector<Session> sessions() const { return run(n, a, request).sessions; }
  [[nodiscard]] SimulationResult reply(const Packet& packet, const std::vector<Session>& sessions) const {
    return simulate(n.net, from(b, packet, Phase::reply), sessions);
  }
};

TEST(Sessions, ReplyPassesBecauseOfItsSessionAndOnlyThen) {
  Guarded t;
  EXPECT_TRUE(reached(t.reply(t.answer, t.sessions()), t.a));
  const SimulationResult without = t.reply(t.answer, {});
  EXPECT_FALSE(reached(without, t.a));
  EXPECT_TRUE(ended(without, Disposition::denied_policy));
}

TEST(Sessions, SamePacketAsAnInitiationDoesNotPass) {
  Guarded t;
  EXPECT_FALSE(reached(simulate(t.n.net, from(t.b, t.answer), t.sessions()), t.a));
}

TEST(Sessions, ReplyFromAnotherPortOrToAnotherHostIsNoReply) {
  Guarded t;
  Packet other_port = t.answer, other_host = t.answer;
  other_port.sport = 81;
  other_host.dst = address("10.0.1.6").bits;
  t.n.of(t.a).attachments[0].v4.insert({other_host.dst, other_host.dst});
  EXPECT_FALSE(reached(t.reply(other_port, t.sessions()), t.a));
  EXPECT_FALSE(reached(t.reply(other_host, t.sessions()), t.a));
}

TEST(Sessions, FlagsDoNotMatterToAStatefulDeviceButFragmentsMatchWithoutPorts) {
  Guarded t;
  Packet forged = t.answer, fragment = t.answer;
  forged.established = false;
  fragment.fragment = true;
  EXPECT_TRUE(reached(t.reply(forged, t.sessions()), t.a));
  EXPECT_TRUE(reached(t.reply(canonical(fragment), t.sessions()), t.a));
}

TEST(Sessions, ReplyThatThePolicyAdmitsByItselfNeedsNoSession) {
  Guarded t;
  t.n.policy(t.fw, {t.out}, {t.in}, permit());
  EXPECT_TRUE(reached(t.reply(t.answer, {}), t.a));
}

TEST(Sessions, StatelessPolicyIgnoresSessions) {
  Guarded t;
  const std::vector<Session> sessions = t.sessions();
  t.n.of(t.fw).firewall->stateful = false;
  EXPECT_FALSE(reached(t.reply(t.answer, sessions), t.a));
  EXPECT_TRUE(t.sessions().empty());
}

TEST(Sessions, IcmpErrorPassesWithAnySessionFromAnySource) {
  Guarded t;
  const Packet unreachable = icmp("203.0.113.9", "10.0.1.5", 3), echo = icmp("203.0.113.9", "10.0.1.5", 8);
  EXPECT_FALSE(reached(t.reply(unreachable, {}), t.a));
  EXPECT_TRUE(reached(t.reply(unreachable, t.sessions()), t.a));
  EXPECT_FALSE(reached(t.reply(echo, t.sessions()), t.a));
}

TEST(Sessions, EchoReplyAnswersAnEcho) {
  Guarded t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit("any", "any", "icmp"));
  const std::vector<Session> sessions = run(t.n, t.a, icmp("10.0.1.5", "10.0.2.5", 8)).sessions;
  EXPECT_TRUE(reached(t.reply(icmp("10.0.2.5", "10.0.1.5", 0), sessions), t.a));
  EXPECT_FALSE(reached(t.reply(icmp("10.0.2.5", "10.0.1.5", 8), sessions), t.a));
}

TEST(Sessions, OtherDevicesSessionHelpsOnlyInsideACluster) {
  Guarded t;
  const std::vector<Session> sessions = t.sessions();
  const DeviceId twin = t.n.firewall("twin");
  const InterfaceId twin_out = t.n.routed(twin, "e1", "10.0.3.1/24");
  const InterfaceId twin_in = t.n.routed(twin, "e0", "10.0.4.1/24");
  const HostId c = t.n.host("c", "blue", twin_out, "10.0.2.5");
  const HostId d = t.n.host("d", "red", twin_in, "10.0.1.5");
  t.n.route(twin, "10.0.1.5/32", "10.0.4.1");
  t.n.of(t.n.of(twin).vrfs.front()).routes.front().next_hop = {std::nullopt, twin_in, std::nullopt, false};
  const auto reply = [&] { return simulate(t.n.net, from(c, t.answer, Phase::reply), sessions); };
  EXPECT_FALSE(reached(reply(), d));
  t.n.of(t.fw).session_group = t.n.of(twin).session_group = "ha";
  EXPECT_TRUE(reached(reply(), d));
}

TEST(Sessions, ReplyLeavesByTheTableOrByTheSessionsIngressInterface) {
  TinyNetwork n;  // a's packets come in by e0, but the table sends what is for a out of e2, to somebody with the same address
  const DeviceId fw = n.firewall("fw"), r = n.router("r");
  const InterfaceId in = n.routed(fw, "e0", "10.0.9.1/24"), out = n.routed(fw, "e1", "10.0.2.1/24"),
                    other = n.routed(fw, "e2", "10.0.8.1/24");
  n.link(in, n.routed(r, "e1", "10.0.9.2/24"));
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  const HostId b = n.host("b", "blue", out, "10.0.2.5"), twin = n.host("twin", "green", other, "10.0.1.5");
  n.route(r, "10.0.2.0/24", "10.0.9.1");
  n.route(fw, "10.0.1.0/24", "10.0.8.5");
  n.of(n.of(fw).vrfs.front()).routes.front().next_hop = {std::nullopt, other, std::nullopt, false};
  n.policy(fw, {in}, {out}, permit());
  const SessionReplay replay = simulate_session(n.net, from(a, tcp("10.0.1.5", "10.0.2.5")), b);
  ASSERT_TRUE(replay.answered);
  EXPECT_TRUE(reached(replay.reply, a)) << "by the session's ingress interface, through a router that nobody routes to";
  EXPECT_TRUE(reached(replay.reply, twin)) << "by the table";
}

}  // namespace
}  // namespace sekimori::testing
