#include "solver/check/breach.hpp"

#include <gtest/gtest.h>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::address;
using testing::HandGraph;
using testing::permit;

class Breach : public ::testing::Test {
 protected:
  Breach() : g_({permit()}), problem_(g_.problem(g_.red)) { witness_.legs = {leg("red", "blue", "10.0.1.5", "10.0.2.5")}; }

  [[nodiscard]] WitnessLeg leg(const std::string& from, const std::string& to, std::string_view src, std::string_view dst) const {
    WitnessLeg it;
    it.from = from;
    it.to = to;
    it.packet.src = address(src).bits;
    it.packet.dst = address(dst).bits;
    it.packet.protocol = 6;
    it.packet.sport = 40000;
    it.packet.dport = 443;
    LegReplay how;
    how.emission.from = g_.graph.at(from == "red" ? g_.red : g_.blue).ref;
    how.emission.packet = it.packet;
    how.to = g_.graph.at(to == "red" ? g_.red : g_.blue).ref;
    it.how = how;
    return it;
  }
  [[nodiscard]] bool is_one() const {
    Arrivals arrivals;
    for (const WitnessLeg& it : witness_.legs) arrivals.push_back({it.packet});
    return is_breach(Network{}, problem_, witness_, arrivals);
  }
  FlowEndpoint& blue() { return g_.graph.endpoints[g_.blue.index]; }
  FlowEndpoint& red() { return g_.graph.endpoints[g_.red.index]; }
  void admit(std::uint16_t port) {
    Crossing c;
    c.senders = {g_.red};
    c.receivers = {g_.blue};
    c.src_v4 = AddressSet::of(address("10.0.1.5"));
    c.dst_v4 = AddressSet::of(address("10.0.2.5"));
    c.services = {ServiceBox::to_port(6, port, port)};
    problem_.crossings = {c};
  }

  HandGraph g_;
  FlowProblem problem_;
  Witness witness_;
};

TEST_F(Breach, APacketOfASourceIsOne) { EXPECT_TRUE(is_one()); }

TEST_F(Breach, AnAdmittedPacketIsNone) {
  admit(443);
  EXPECT_FALSE(is_one());
  admit(80);
  EXPECT_TRUE(is_one());
}

TEST_F(Breach, APacketThatStartsElsewhereIsNone) {
  problem_.sources = {g_.blue};
  EXPECT_FALSE(is_one());
}

TEST_F(Breach, AnHonestSenderHasItsOwnAddressAndFlags) {
  witness_.legs[0].packet.src = address("10.0.2.9").bits;
  EXPECT_FALSE(is_one());
  witness_.legs = {leg("red", "blue", "10.0.1.5", "10.0.2.5")};
  witness_.legs[0].packet.established = true;
  EXPECT_FALSE(is_one());
  red().hostile = true;
  EXPECT_TRUE(is_one());
}

TEST_F(Breach, OnlyForgersHopAndOnlyAtCompromiseDoesEverybodyListen) {
  witness_.legs[0].how->options.vlan_hopping = true;
  EXPECT_FALSE(is_one());
  red().hostile = true;
  EXPECT_TRUE(is_one());
  witness_.legs[0].how->options.promiscuous = true;
  EXPECT_FALSE(is_one());
  g_.graph.options.promiscuous = true;
  EXPECT_TRUE(is_one());
}

TEST_F(Breach, WhoDoesNotRelayEndsThePath) {
  witness_.legs.push_back(leg("blue", "red", "10.0.2.5", "10.0.1.5"));
  blue().relay = RelayKind::never;
  EXPECT_FALSE(is_one());
  blue().relay = RelayKind::conditional;
  EXPECT_FALSE(is_one());
  blue().relay_when = {{Phase::initiate, Family::v4, {}}};
  EXPECT_TRUE(is_one());
  blue().relay = RelayKind::always;
  EXPECT_TRUE(is_one());
  problem_.threat = Threat::direct;
  EXPECT_FALSE(is_one());
}

TEST_F(Breach, WhatACrossingNodeTakesInLawfullyStaysThere) {
  problem_.nodes = {{g_.blue, {}}};
  EXPECT_FALSE(is_one());
  problem_.nodes = {{g_.blue, {{Phase::initiate, Family::v4, {}}}}};
  EXPECT_TRUE(is_one());
}

TEST_F(Breach, ADeviceSendsFromItsOwnInterfacesOnly) {
  witness_.legs[0].how->emission.start = InterfaceId{0};
  EXPECT_FALSE(is_one()) << "a host has none";
}

}  // namespace
}  // namespace sekimori
