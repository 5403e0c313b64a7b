// Printed terms, evaluated by the solver for a concrete header; random rules and packets close enough together to meet.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "sekimori/prove/smt.hpp"
#include "sekimori/prove/solver.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {

using testing::deny;
using testing::permit;

inline std::string fixed(const HeaderTerms& h, const Packet& p) {
  return fmt::format(
      "(assert (and (= {} {}) (= {} {}) (= {} #x{:02x}) (= {} #x{:04x}) (= {} #x{:04x}) (= {} #x{:04x}) (= {} #b{}) (= {} #b{})))\n", h.src,
      smt_address(p.family, p.src), h.dst, smt_address(p.family, p.dst), h.protocol, p.protocol, h.sport, p.sport, h.dport, p.dport, h.icmp,
      p.icmp, h.established, p.established ? 1 : 0, h.fragment, p.fragment ? 1 : 0);
}

inline bool is_true(SolverSession& session, const std::string& term, const Packet& p) {
  const HeaderTerms h = header_symbols(p.family, "");
  const std::string text = "(set-logic QF_BV)\n" + declare(h) + fixed(h, p) + "(assert " + term + ")\n";
  const SolverResult result = session.solve(text, std::chrono::milliseconds{5000});
  EXPECT_NE(result.answer, SolverAnswer::unknown) << result.reason << "\n" << text;
  return result.answer == SolverAnswer::sat;
}

inline AddressPattern wildcard(std::uint32_t value, std::uint32_t care) { return {Family::v4, value & care, care}; }

inline Rule random_rule(std::mt19937& random) {
  Rule rule = random() % 2 == 0 ? permit() : deny();
  const std::uint32_t cares[] = {0xFFFFFFFF, 0xFFFFFFF8, 0xFFFFFF00, 0xFFFFFF05, 0, 0xFF0000FF};
  // One draw after another: the order in which arguments are evaluated is the compiler's.
  const auto pattern = [&] {
    const std::uint32_t care = cares[random() % 6];
    return wildcard(0x0A000000U + random() % 16, care);
  };
  rule.match.src = {pattern()};
  rule.match.dst = {pattern()};
  const char* services[] = {"any", "tcp", "tcp/80", "tcp/79-81", "udp/53", "icmp", "icmp/8"};
  rule.match.services = {testing::service(services[random() % 7])};
  return rule;
}

inline Packet random_packet(std::mt19937& random) {
  Packet p;
  p.src = 0x0A000000U + random() % 16;
  p.dst = 0x0A000000U + random() % 16;
  const std::uint8_t protocols[] = {kIcmp, kTcp, kUdp};
  p.protocol = protocols[random() % 3];
  p.sport = static_cast<std::uint16_t>(78 + random() % 5);
  p.dport = static_cast<std::uint16_t>(random() % 2 == 0 ? 53 : 78 + random() % 5);
  p.icmp = static_cast<std::uint16_t>((random() % 2 == 0 ? 8U : 0U) << 8U);
  p.established = random() % 2 == 0;
  return canonical(p);
}

inline HeaderHull random_hull(std::mt19937& random) {
  HeaderHull hull = HeaderHull::none(Family::v4);
  for (int i = 0; i < 2; ++i) {
    const Packet p = random_packet(random);
    hull.src.insert({p.src, p.src + random() % 4});
    hull.dst.insert({p.dst, p.dst + random() % 4});
    hull.services.push_back(ServiceBox::of_protocol(p.protocol));
  }
  return hull;
}

}  // namespace sekimori
