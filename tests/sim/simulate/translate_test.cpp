// F4: address translation.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

/// a - in r out - b
struct Translator {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId in = n.routed(r, "e0", "10.0.1.1/24"), out = n.routed(r, "e1", "192.0.2.1/24");
  HostId a = n.host("a", "red", in, "10.0.1.5"), b = n.host("b", "blue", out, "192.0.2.5");

  SourceNat overload(std::string_view first, std::string_view last) {
    SourceNat nat;
    nat.in = {in};
    nat.out = {out};
    nat.match = match("10.0.1.0/24");
    nat.pool = AddressSet::of_range(Family::v4, address(first).bits, address(last).bits);
    nat.port_translation = true;
    return nat;
  }
  StaticNat fixed(std::string_view local, std::string_view global) {
    StaticNat nat;
    nat.inside = {in};
    nat.outside = {out};
    nat.local = prefix(local);
    nat.global = prefix(global);
    return nat;
  }
  [[nodiscard]] std::optional<Packet> at_b(const Packet& packet, const std::vector<Packet>& hints = {}) const {
    SimulateOptions options;
    options.translation_hints = hints;
    return arrival(run(n, a, packet, options), b);
  }
};

TEST(Translate, SourcePoolTakesItsFirstAddressAndKeepsThePort) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.20"));
  EXPECT_EQ(t.at_b(tcp("10.0.1.5", "192.0.2.5", 80, 1234)), tcp("192.0.2.10", "192.0.2.5", 80, 1234));
}

TEST(Translate, HintIsTakenOnlyWhereTheRulesAllowIt) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.20"));
  const Packet sent = tcp("10.0.1.5", "192.0.2.5", 80, 1234);
  EXPECT_EQ(t.at_b(sent, {tcp("192.0.2.15", "192.0.2.5", 80, 999)}), tcp("192.0.2.15", "192.0.2.5", 80, 999));
  EXPECT_EQ(t.at_b(sent, {tcp("192.0.2.21", "192.0.2.5", 80, 999)}), tcp("192.0.2.10", "192.0.2.5", 80, 1234)) << "not in the pool";
  EXPECT_EQ(t.at_b(sent, {tcp("192.0.2.15", "192.0.2.5", 81, 999)}), tcp("192.0.2.10", "192.0.2.5", 80, 1234)) << "another packet";
  std::get<SourceNat>(t.n.of(t.r).nat[0]).port_translation = false;
  EXPECT_EQ(t.at_b(sent, {tcp("192.0.2.15", "192.0.2.5", 80, 999)}), tcp("192.0.2.10", "192.0.2.5", 80, 1234)) << "ports are kept";
}

TEST(Translate, PacketThatNoRuleMatchesGoesOnUntranslated) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.20"));
  t.n.of(t.a).attachments[0].v4.insert({address("10.0.7.5").bits, address("10.0.7.5").bits});
  EXPECT_EQ(t.at_b(tcp("10.0.7.5", "192.0.2.5")), tcp("10.0.7.5", "192.0.2.5"));
}

TEST(Translate, OtherInterfacesAreNotTranslated) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.20"));
  const HostId c = t.n.host("c", "green", t.n.routed(t.r, "e2", "10.0.3.1/24"), "10.0.3.5");
  EXPECT_EQ(arrival(run(t.n, t.a, tcp("10.0.1.5", "10.0.3.5")), c), tcp("10.0.1.5", "10.0.3.5"));
}

TEST(Translate, FirstMatchingRuleTranslates) {
  Translator t;
  t.n.nat(t.r, t.fixed("10.0.1.5", "192.0.2.50"));
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.20"));
  EXPECT_EQ(t.at_b(tcp("10.0.1.5", "192.0.2.5")), tcp("192.0.2.50", "192.0.2.5"));
  std::swap(t.n.of(t.r).nat[0], t.n.of(t.r).nat[1]);
  EXPECT_EQ(t.at_b(tcp("10.0.1.5", "192.0.2.5")), tcp("192.0.2.10", "192.0.2.5"));
}

TEST(Translate, StaticTranslationWorksBothWaysWithoutASession) {
  Translator t;
  t.n.nat(t.r, t.fixed("10.0.1.0/24", "198.51.100.0/24"));
  EXPECT_EQ(t.at_b(tcp("10.0.1.5", "192.0.2.5")), tcp("198.51.100.5", "192.0.2.5")) << "host bits are kept";
  const SimulationResult inward = run(t.n, t.b, tcp("192.0.2.5", "198.51.100.5"));
  EXPECT_EQ(arrival(inward, t.a), tcp("192.0.2.5", "10.0.1.5"));
  EXPECT_TRUE(inward.sessions.empty());
}

TEST(Translate, StaticPortRuleTranslatesItsPortAndNoOther) {
  Translator t;
  StaticNat nat = t.fixed("10.0.1.5", "198.51.100.5");
  nat.port = StaticNat::Port{kTcp, 80, 8080};
  t.n.nat(t.r, nat);
  EXPECT_EQ(arrival(run(t.n, t.b, tcp("192.0.2.5", "198.51.100.5", 8080)), t.a), tcp("192.0.2.5", "10.0.1.5", 80));
  EXPECT_FALSE(reaches(t.n, t.b, t.a, tcp("192.0.2.5", "198.51.100.5", 80)));
  EXPECT_FALSE(reaches(t.n, t.b, t.a, udp("192.0.2.5", "198.51.100.5", 8080)));
}

TEST(Translate, EveryMemberOfASmallVirtualServerIsABranch) {
  Translator t;
  DestinationNat vip;
  vip.in = {t.out};
  vip.match = match("any", "192.0.2.80");
  vip.to = AddressSet::of_range(Family::v4, address("10.0.1.5").bits, address("10.0.1.6").bits);
  t.n.nat(t.r, vip);
  const HostId second = t.n.host("a2", "red", t.in, "10.0.1.6");
  const SimulationResult result = run(t.n, t.b, tcp("192.0.2.5", "192.0.2.80"));
  EXPECT_TRUE(reached(result, t.a));
  EXPECT_TRUE(reached(result, second));
}

TEST(Translate, LargeVirtualServerUsesHintsElseItsFirstMember) {
  Translator t;
  DestinationNat vip;
  vip.in = {t.out};
  vip.match = match("any", "192.0.2.80");
  vip.to = AddressSet::of(prefix("10.0.1.0/24"));
  t.n.nat(t.r, vip);
  EXPECT_FALSE(reaches(t.n, t.b, t.a, tcp("192.0.2.5", "192.0.2.80")));
  SimulateOptions options;
  options.translation_hints = {tcp("192.0.2.5", "10.0.1.5")};
  EXPECT_TRUE(reaches(t.n, t.b, t.a, tcp("192.0.2.5", "192.0.2.80"), options));
}

TEST(Translate, ReplyOfATranslatedSessionIsTranslatedBackBothWays) {
  Translator t;  // a opens to a virtual server and is hidden behind the router's own address
  DestinationNat vip;
  vip.in = {t.in};
  vip.match = match("any", "203.0.113.80", "tcp/80");
  vip.to = AddressSet::of(address("192.0.2.5"));
  vip.to_port = ServiceInterval{8080, 8080};
  t.n.nat(t.r, vip);
  t.n.nat(t.r, t.overload("192.0.2.1", "192.0.2.1"));
  const Packet request = tcp("10.0.1.5", "203.0.113.80", 80, 1234);
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, request), t.b);
  ASSERT_TRUE(replay.answered);
  EXPECT_EQ(arrival(replay.initiation, t.b), tcp("192.0.2.1", "192.0.2.5", 8080, 1234));
  EXPECT_EQ(arrival(replay.reply, t.a), reversed(request, Phase::reply));
}

TEST(Translate, IcmpErrorOfATranslatedSessionFindsTheInitiator) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.1", "192.0.2.1"));
  ReplyOptions reply;
  reply.packet = icmp("192.0.2.77", "192.0.2.1", 3);
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "192.0.2.5")), t.b, reply);
  ASSERT_TRUE(replay.answered);
  EXPECT_EQ(arrival(replay.reply, t.a), icmp("192.0.2.77", "10.0.1.5", 3));
}

TEST(Translate, HopNamesTheRuleAndTheNewHeader) {
  Translator t;
  t.n.nat(t.r, t.overload("192.0.2.10", "192.0.2.10"));
  const auto hops = hops_with(run(t.n, t.a, tcp("10.0.1.5", "192.0.2.5")), "translate", Disposition::delivered);
  ASSERT_FALSE(hops.empty());
  EXPECT_EQ(hops.front().source, std::get<SourceNat>(t.n.of(t.r).nat[0]).at);
  EXPECT_EQ(hops.front().packet_after, tcp("192.0.2.10", "192.0.2.5"));
}

}  // namespace
}  // namespace sekimori::testing
