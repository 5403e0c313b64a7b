// Seeded random networks for the agreement tests: few devices, two to four zones, a tiny address space and few ports, so that every packet
// that matters can be enumerated. Values are always lawful (ids exist), configurations are often wrong on purpose.
#pragma once

#include <cstdint>
#include <string>

#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/problem.hpp"

namespace sekimori::testing {

/// What a network was given, for the mix that a run asserts. Whether it matters for a verdict is measured by the tests, not here.
struct RandomFeatures {
  bool nat = false, native_mismatch = false, ipv6 = false, sanitiser = false, sanitiser_bypass = false;
  bool stateful = false, external = false, vrf = false, dual_homed = false, ledger = false, management = false, undeclared = false;
  bool source_routes = false, helper = false, own_filter = false;
};

struct RandomCase {
  std::uint64_t seed = 0;
  Network network;
  Policy policy;
  Threat threat = Threat::relay;
  RandomFeatures features;
};

/// Pure: the same seed gives the same case on every platform (std::mt19937_64 and our own reduction to ranges).
[[nodiscard]] RandomCase random_case(std::uint64_t seed);

/// The same with two zones, or three where data goes by a relay, mostly one core, and more of what is rare. Every engine has an answer
/// within a second or so.
[[nodiscard]] RandomCase small_case(std::uint64_t seed);

/// The whole case in a few lines: cables, addresses, rules, routes, translations, hosts, policy. For failure messages.
[[nodiscard]] std::string describe(const RandomCase& c);
[[nodiscard]] std::string describe(const Network& network);

}  // namespace sekimori::testing
