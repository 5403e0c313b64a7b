// The flattened list against an interpreter of chains, on every packet of a small domain. The interpreter follows iptables(8): rules in
// order; RETURN and the end of a chain go on behind the jump, after a goto behind the one before; a base chain ends in its policy.
#include <gtest/gtest.h>

#include <random>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::load_forward;
using test::LoadedFortios;

struct SmallRule {
  std::string in, out;  ///< empty: any
  bool not_in = false, not_src = false, not_port = false;
  int src = -1, dst = -1;     ///< 10.0.0.N; -1: any
  unsigned length = 32;       ///< of the source's prefix
  std::string protocol;       ///< empty: any
  int first = -1, last = -1;  ///< destination ports
  std::string target;         ///< ACCEPT, DROP, RETURN, LOG, or a chain
  bool go_to = false;
};
using SmallChains = std::vector<std::vector<SmallRule>>;  ///< FORWARD, C1, C2, C3

std::string name_of(std::size_t chain) { return chain == 0 ? "FORWARD" : "C" + std::to_string(chain); }

std::string text_of(const SmallChains& chains) {
  std::string text;
  for (std::size_t c = 1; c < chains.size(); ++c) text += ":" + name_of(c) + " - [0:0]\n";
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (const SmallRule& rule : chains[c]) {
      text += "-A " + name_of(c);
      if (rule.src >= 0)
        text += std::string(rule.not_src ? " !" : "") + " -s 10.0.0." + std::to_string(rule.src) + "/" + std::to_string(rule.length);
      if (rule.dst >= 0) text += " -d 10.0.0." + std::to_string(rule.dst) + "/32";
      if (!rule.in.empty()) text += std::string(rule.not_in ? " !" : "") + " -i " + rule.in;
      if (!rule.out.empty()) text += " -o " + rule.out;
      if (!rule.protocol.empty()) text += " -p " + rule.protocol;
      if (rule.first >= 0) {
        text += " -m " + rule.protocol + std::string(rule.not_port ? " !" : "") + " --dport " + std::to_string(rule.first) + ":" +
                std::to_string(rule.last);
      }
      text += (rule.go_to ? " -g " : " -j ") + rule.target + "\n";
    }
  }
  return text;
}

struct SmallPacket {
  std::string in, out;
  int src = 0, dst = 0;
  std::string protocol;
  int port = 0;
};

bool fits(const SmallRule& rule, const SmallPacket& packet) {
  if (!rule.in.empty() && (rule.in == packet.in) == rule.not_in) return false;
  if (!rule.out.empty() && rule.out != packet.out) return false;
  if (rule.src >= 0) {
    const int shift = 32 - static_cast<int>(rule.length);
    if (((rule.src >> shift) == (packet.src >> shift)) == rule.not_src) return false;
  }
  if (rule.dst >= 0 && rule.dst != packet.dst) return false;
  if (!rule.protocol.empty() && rule.protocol != packet.protocol) return false;
  return rule.first < 0 || (packet.port >= rule.first && packet.port <= rule.last) != rule.not_port;
}

/// ACCEPT or DROP; nullopt: the chain ended.
std::optional<bool> interpret(const SmallChains& chains, std::size_t chain, const SmallPacket& packet) {
  for (const SmallRule& rule : chains[chain]) {
    if (!fits(rule, packet)) continue;
    if (rule.target == "ACCEPT") return true;
    if (rule.target == "DROP") return false;
    if (rule.target == "RETURN") return std::nullopt;
    if (rule.target == "LOG") continue;
    const auto called = interpret(chains, static_cast<std::size_t>(rule.target[1] - '0'), packet);
    if (called || rule.go_to) return called;
  }
  return std::nullopt;
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

SmallChains random_chains(Dice& dice) {
  SmallChains chains(4);
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (int n = 1 + dice.below(5); n > 0; --n) {
      SmallRule rule;
      if (dice.one_in(2)) rule.in = "eth" + std::to_string(dice.below(2));
      if (dice.one_in(3)) rule.out = "eth" + std::to_string(dice.below(2));
      rule.not_in = dice.one_in(3);
      rule.not_src = dice.one_in(3);
      rule.not_port = dice.one_in(3);
      if (dice.one_in(2)) {
        rule.length = static_cast<unsigned>(31 + dice.below(2));
        rule.src = dice.below(4) & ~(rule.length == 31 ? 1 : 0);
      }
      if (dice.one_in(3)) rule.dst = dice.below(3);
      if (dice.one_in(2)) rule.protocol = dice.one_in(2) ? "tcp" : "udp";
      if (!rule.protocol.empty() && dice.one_in(2)) {
        rule.first = 1 + dice.below(3);
        rule.last = rule.first + dice.below(2);
      }
      const int kind = dice.below(8);
      if (kind < 2) rule.target = "ACCEPT";
      if (kind == 2 || kind == 3) rule.target = "DROP";
      if (kind == 4) rule.target = "RETURN";
      if (kind == 5) rule.target = "LOG";
      if (kind > 5) {
        rule.target = c + 1 < chains.size() ? name_of(c + 1 + static_cast<std::size_t>(dice.below(static_cast<int>(chains.size() - c - 1))))
                                            : "RETURN";
        rule.go_to = rule.target != "RETURN" && dice.one_in(3);
      }
      chains[c].push_back(rule);
    }
  }
  return chains;
}

void expect_same(const SmallChains& chains, const std::string& policy) {
  const std::string text = text_of(chains);
  const LoadedFortios loaded = load_forward(text, policy);
  ASSERT_TRUE(loaded.id) << text;
  ASSERT_EQ(loaded.assumed(), test::Texts{}) << text;
  for (const std::string in : {"eth0", "eth1", "eth2"}) {
    for (const std::string out : {"eth0", "eth1"}) {
      for (int src = 0; src < 4; ++src) {
        for (int dst = 0; dst < 3; ++dst) {
          for (const std::string protocol : {"tcp", "udp", "gre"}) {
            for (int port = 0; port < (protocol == "gre" ? 1 : 5); ++port) {
              const SmallPacket packet{in, out, src, dst, protocol, port};
              const std::uint8_t number = protocol == "tcp" ? kTcp : protocol == "udp" ? kUdp : kGre;
              const Packet real =
                  test::flow("10.0.0." + std::to_string(src), "10.0.0." + std::to_string(dst), static_cast<std::uint16_t>(port), number);
              const bool expected = interpret(chains, 0, packet).value_or(policy == "ACCEPT");
              ASSERT_EQ(loaded.admits(in, out, real), expected) << text << in << " " << out << " " << to_text(real);
            }
          }
        }
      }
    }
  }
}

TEST(NetfilterFlatten, AgreesWithAnInterpreterOnEveryPacketOfASmallDomain) {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Dice dice(seed);
    expect_same(random_chains(dice), dice.one_in(2) ? "ACCEPT" : "DROP");
    if (HasFatalFailure()) FAIL() << "seed " << seed;
  }
}

TEST(NetfilterFlatten, WhatReturnsIsNotSeenByTheRestOfItsChain) {
  const auto fw = load_forward(":C - [0:0]\n-A FORWARD -j C\n-A FORWARD -j ACCEPT\n-A C -s 10.0.1.5/32 -j RETURN\n-A C -j DROP\n");
  EXPECT_TRUE(fw.admits("eth0", "eth1", test::flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", test::flow("10.0.1.6", "10.0.2.5", 80)));
}

TEST(NetfilterFlatten, AfterAGotoTheRestOfTheChainIsSkipped) {
  const auto fw = load_forward(":C - [0:0]\n-A FORWARD -s 10.0.1.5/32 -g C\n-A FORWARD -j ACCEPT\n-A C -p tcp -j RETURN\n");
  EXPECT_FALSE(fw.admits("eth0", "eth1", test::flow("10.0.1.5", "10.0.2.5", 80)));  // the policy
  EXPECT_TRUE(fw.admits("eth0", "eth1", test::flow("10.0.1.6", "10.0.2.5", 80)));
}

TEST(NetfilterFlatten, ChainsThatCallEachOtherInACircleLetEverythingPassAndAreAnAssumption) {
  const auto fw = load_forward(":A - [0:0]\n:B - [0:0]\n-A FORWARD -j A\n-A A -j B\n-A B -j A\n");
  EXPECT_TRUE(fw.admits("eth0", "eth1", test::flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_EQ(fw.assumed().size(), 1U);
}

/// What is not modelled never drops, and never keeps from accepting (F1).
TEST(NetfilterFlatten, AReturnUnderAnUnmodelledConditionMayGoEitherWay) {
  const auto fw = load_forward(
      ":C - [0:0]\n-A FORWARD -j C\n-A FORWARD -j ACCEPT\n"
      "-A C -s 10.0.1.5/32 -m mac --mac-source 00:11:22:33:44:55 -j RETURN\n-A C -j DROP\n");
  EXPECT_TRUE(fw.admits("eth0", "eth1", test::flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", test::flow("10.0.1.6", "10.0.2.5", 80)));
  EXPECT_EQ(fw.assumed().size(), 1U);
}

}  // namespace
}  // namespace sekimori
