// Address translation as flow edges (semantics F4): order, both directions, and that it never drops.
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// inside (10.0.1.5) - r - outside (203.0.113.9). The outside knows no route to the inside.
struct Border {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId in = n.routed(r, "in", "10.0.1.1/24"), out = n.routed(r, "out", "203.0.113.1/24");
  Border() {
    n.host("inside", "red", in, "10.0.1.5");
    n.host("outside", "blue", out, "203.0.113.9");
  }
  void overload(std::string_view pool = "203.0.113.1", bool ports = true) {
    SourceNat nat;
    nat.in = {in};
    nat.out = {out};
    nat.match = match("10.0.1.0/24");
    nat.pool = AddressSet::of(prefix(pool));
    nat.port_translation = ports;
    n.nat(r, nat);
  }
  void forward_port(std::string_view match_service = "tcp/80") {
    DestinationNat nat;
    nat.in = {out};
    nat.match = match("any", "203.0.113.1", match_service);
    nat.to = AddressSet::of(address("10.0.1.5"));
    nat.to_port = ServiceInterval{8080, 8080};
    n.nat(r, nat);
  }
  void one_to_one() {
    StaticNat nat;
    nat.inside = {in};
    nat.outside = {out};
    nat.local = prefix("10.0.1.0/28");
    nat.global = prefix("203.0.113.64/28");
    n.nat(r, nat);
  }
  /// How the packet arrives at the receiver.
  [[nodiscard]] std::set<Packet> arriving(const std::string& from, const std::string& to, const Packet& p, Phase phase,
                                          const std::vector<Packet>& hints) const {
    const FlowGraph g = build_flow_graph(n.net);
    std::set<Packet> found;
    for (const Arrival& a : arrivals(g, emissions(endpoint(g, from)), p, phase, hints)) {
      if (a.endpoint == to) found.insert(a.packet);
    }
    return found;
  }
};

const Packet kOut = tcp("10.0.1.5", "203.0.113.9", 443, 50000), kTranslated = tcp("203.0.113.1", "203.0.113.9", 443, 61000);

TEST(Translation, F4_source_translation_replaces_address_and_port_by_any_of_the_pool) {
  Border b;
  b.overload();
  const std::vector<Packet> hints = {kTranslated, tcp("203.0.113.2", "203.0.113.9", 443, 61000),
                                     tcp("203.0.113.1", "203.0.113.9", 80, 61000)};
  EXPECT_EQ(b.arriving("inside", "outside", kOut, Phase::initiate, hints), std::set<Packet>{kTranslated});
}

TEST(Translation, F4_without_port_translation_the_port_stays) {
  Border b;
  b.overload("203.0.113.128/25", false);
  const Packet moved = tcp("203.0.113.130", "203.0.113.9", 443, 61000), kept = tcp("203.0.113.130", "203.0.113.9", 443, 50000);
  EXPECT_EQ(b.arriving("inside", "outside", kOut, Phase::initiate, {moved, kept}), std::set<Packet>{kept});
}

TEST(Translation, F4_a_packet_that_no_rule_matches_goes_on_as_it_is) {
  Border b;
  b.overload();
  const Packet other = tcp("10.0.7.7", "203.0.113.9");
  EXPECT_EQ(b.arriving("inside", "outside", other, Phase::initiate, {kTranslated}), std::set<Packet>{other});
  EXPECT_EQ(b.arriving("outside", "inside", tcp("203.0.113.9", "10.0.1.5"), Phase::initiate, {}),
            std::set<Packet>{tcp("203.0.113.9", "10.0.1.5")});
}

TEST(Translation, F4_a_reply_is_translated_back_by_the_relation_reversed) {
  Border b;
  b.overload();
  const Packet back = answer(kOut), stranger = answer(tcp("10.0.7.7", "203.0.113.9", 443, 50000));
  EXPECT_EQ(b.arriving("outside", "inside", answer(kTranslated), Phase::reply, {back, stranger}), std::set<Packet>{back});
  EXPECT_TRUE(b.arriving("outside", "inside", answer(kTranslated), Phase::initiate, {back}).empty());
}

TEST(Translation, F4_an_icmp_error_about_a_translated_packet_is_translated_back) {
  Border b;
  b.overload();
  Packet error = answer(kTranslated);
  error.protocol = kIcmp;
  error.icmp = 11 << 8;
  error = canonical(error);
  Packet back = error;
  back.dst = address("10.0.1.5").bits;
  EXPECT_EQ(b.arriving("outside", "inside", error, Phase::reply, {back}), std::set<Packet>{back});
}

TEST(Translation, F4_the_first_matching_rule_translates) {
  Border b;
  b.overload("203.0.113.10", false);
  b.overload("203.0.113.20", false);
  const Packet first = tcp("203.0.113.10", "203.0.113.9", 443), second = tcp("203.0.113.20", "203.0.113.9", 443);
  EXPECT_EQ(b.arriving("inside", "outside", kOut, Phase::initiate, {first, second}), std::set<Packet>{first});
  EXPECT_TRUE(b.arriving("outside", "inside", answer(second), Phase::reply, {answer(kOut)}).empty());
}

TEST(Translation, F4_a_port_forward_changes_destination_and_port_and_its_replies_change_back) {
  Border b;
  b.forward_port();
  const Packet to_vip = tcp("203.0.113.9", "203.0.113.1", 80), to_server = tcp("203.0.113.9", "10.0.1.5", 8080);
  EXPECT_EQ(b.arriving("outside", "inside", to_vip, Phase::initiate, {to_server}), std::set<Packet>{to_server});
  EXPECT_TRUE(b.arriving("outside", "inside", tcp("203.0.113.9", "203.0.113.1", 81), Phase::initiate, {to_server}).empty());
  const Packet wrong_port = answer(tcp("203.0.113.9", "203.0.113.1", 81));
  EXPECT_EQ(b.arriving("inside", "outside", answer(to_server), Phase::reply, {answer(to_vip), wrong_port}),
            (std::set<Packet>{answer(to_vip), answer(to_server)}))
      << "translated back, or, without a session, as it is";
}

TEST(Translation, F4_destination_translation_comes_before_the_policy_and_source_translation_after_it) {
  Border b;
  b.forward_port();
  b.overload();
  b.n.of(b.r).firewall = Firewall{};
  b.n.policy(b.r, {b.out}, {b.in}, permit("any", "10.0.1.5", "tcp/8080"));
  b.n.policy(b.r, {b.in}, {b.out}, permit("10.0.1.5", "any", "tcp/443"));
  const Packet to_vip = tcp("203.0.113.9", "203.0.113.1", 80), to_server = tcp("203.0.113.9", "10.0.1.5", 8080);
  EXPECT_EQ(b.arriving("outside", "inside", to_vip, Phase::initiate, {to_server}).size(), 1U);
  EXPECT_EQ(b.arriving("inside", "outside", kOut, Phase::initiate, {kTranslated}), std::set<Packet>{kTranslated});
  EXPECT_EQ(b.arriving("outside", "inside", answer(kTranslated), Phase::reply, {answer(kOut)}), std::set<Packet>{answer(kOut)});
}

TEST(Translation, F4_static_translation_works_both_ways_and_in_both_phases_without_a_session) {
  Border b;
  b.one_to_one();
  const Packet to_global = tcp("203.0.113.9", "203.0.113.69"), to_local = tcp("203.0.113.9", "10.0.1.5");
  for (const Phase phase : kPhases) {
    EXPECT_EQ(b.arriving("outside", "inside", to_global, phase, {to_local}), std::set<Packet>{to_local});
    const Packet from_local = tcp("10.0.1.5", "203.0.113.9"), from_global = tcp("203.0.113.69", "203.0.113.9");
    EXPECT_EQ(b.arriving("inside", "outside", from_local, phase, {from_global}), std::set<Packet>{from_global});
  }
}

TEST(Translation, F4_static_port_translation_touches_one_port_only) {
  Border b;
  b.one_to_one();
  auto& nat = std::get<StaticNat>(b.n.of(b.r).nat.back());
  nat.local = prefix("10.0.1.5");
  nat.global = prefix("203.0.113.69");
  nat.port = StaticNat::Port{kTcp, 8080, 80};
  const Packet to_local = tcp("203.0.113.9", "10.0.1.5", 8080);
  EXPECT_EQ(b.arriving("outside", "inside", tcp("203.0.113.9", "203.0.113.69", 80), Phase::initiate, {to_local}).size(), 1U);
  EXPECT_TRUE(b.arriving("outside", "inside", tcp("203.0.113.9", "203.0.113.69", 81), Phase::initiate, {to_local}).empty());
}

TEST(Translation, F4_an_unknown_pool_may_be_any_address) {
  Border b;
  b.overload();
  std::get<SourceNat>(b.n.of(b.r).nat.back()).pool = AddressSet(Family::v4);
  const Packet leased = tcp("198.51.100.7", "203.0.113.9", 443, 61000);
  EXPECT_TRUE(b.arriving("inside", "outside", kOut, Phase::initiate, {leased}).contains(leased));
}

}  // namespace
}  // namespace sekimori
