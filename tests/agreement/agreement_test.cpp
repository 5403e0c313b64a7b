// Three independent answers to the same question on random small networks: packets tried one by one on the simulator, the search with its
// certificate, and one SMT query over the whole path. `inconclusive` is counted on its own and never as agreement.
//   SEKIMORI_SEED=n      this one network only
//   SEKIMORI_NETWORKS=n  so many networks
//   SEKIMORI_SHOW=1      print each cell that is inconclusive or violated by no boundary packet, with its network
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

#include "agreement/brute_force.hpp"
#include "agreement/monolithic.hpp"
#include "sekimori/prove/verify.hpp"
#include "support/random_network.hpp"

namespace sekimori::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t kNetworksByDefault = 16;
#else
constexpr std::uint64_t kNetworksByDefault = 120;
#endif
constexpr std::uint64_t kShards = 4;
constexpr std::size_t kNetworksForShares = 120;  ///< as many as CI draws
constexpr std::uint64_t kMonolithicEvery = 5;
constexpr std::size_t kMonolithicSteps = 16;

struct Counts {
  std::size_t networks = 0, cells = 0, violated = 0, proved = 0, vacuous = 0, inconclusive = 0, disagreements = 0;
  std::size_t physical = 0;
  std::size_t beyond = 0;  ///< violated by a packet that the brute force does not try
  std::size_t nat = 0, replies = 0, native = 0, ipv6 = 0, chains = 0, bypass = 0, own_filters = 0;
  std::size_t monolithic_sat = 0, monolithic_unsat = 0, monolithic_open = 0, packets = 0;
  std::map<std::string, std::size_t> reasons;
  double brute = 0, verifying = 0, solving = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// A witness in one line per leg.
std::string text_of(const CellVerdict& cell) {
  std::string text;
  if (!cell.witness) return text;
  for (const WitnessLeg& leg : cell.witness->legs) {
    text += "    " + leg.from + " -> " + leg.to + (leg.phase == Phase::reply ? " reply " : " ") + to_text(leg.packet) + "\n";
    for (const Hop& hop : leg.hops) text += "      " + hop.device + " " + hop.in + ">" + hop.out + " " + hop.action + ": " + hop.why + "\n";
  }
  return text;
}

class Comparison {
 public:
  Comparison(const RandomCase& c, Counts& counts) : case_(c), counts_(counts) {}

  void run() {
    auto start = std::chrono::steady_clock::now();
    const BruteForce brute(case_.network, case_.policy, case_.threat);
    counts_.packets += brute.packets();
    std::size_t chain = 0;
    std::map<std::pair<ZoneId, ZoneId>, bool> reached;
    for (std::uint32_t a = 0; a < case_.network.zones.size(); ++a) {
      for (std::uint32_t b = 0; b < case_.network.zones.size(); ++b) {
        if (a != b) reached[{ZoneId{a}, ZoneId{b}}] = brute.reaches(ZoneId{a}, ZoneId{b}, &chain);
      }
    }
    counts_.brute += seconds_since(start);
    start = std::chrono::steady_clock::now();
    VerifyOptions options;
    options.threat = case_.threat;
    options.spoofing = false;
    const Report report = verify(case_.network, case_.policy, options);
    counts_.verifying += seconds_since(start);
    for (const CellVerdict& cell : report.cells) {
      const auto known = reached.find({cell.from, cell.to});
      if (known != reached.end()) compare(cell, known->second);  // the brute force has no zones for unzoned segments
    }
    EXPECT_LE(case_.network.devices.size(), 6U) << describe(case_);
    count_features(brute, chain);
    if (case_.seed % kMonolithicEvery == 0) ask_monolithic(report, reached);
  }

 private:
  void compare(const CellVerdict& cell, bool reached) {
    ++counts_.cells;
    switch (cell.verdict) {
      case VerdictKind::violated:
        ++counts_.violated;
        // The simulator itself delivered the witness: the brute force did not try its packet.
        if (!reached) {
          ++counts_.beyond;
          show("beyond the boundary packets", cell);
        }
        return;
      case VerdictKind::proved:
        ++counts_.proved;
        counts_.physical += cell.basis == "physical" ? 1U : 0U;
        if (reached) disagree(cell, "a boundary packet gets there, but it is proved that none does");
        return;
      case VerdictKind::vacuous: ++counts_.vacuous; return;
      case VerdictKind::inconclusive:
        ++counts_.inconclusive;
        ++counts_.reasons[cell.reason ? cell.reason->code + (reached ? " (reached)" : " (not reached)") : "?"];
        show(reached ? "inconclusive (reached)" : "inconclusive (not reached)", cell);
        return;
      default: disagree(cell, "no verdict of this kind can come out"); return;
    }
  }

  void show(const char* what, const CellVerdict& cell) const {
    if (std::getenv("SEKIMORI_SHOW") != nullptr) std::cout << what << " " << cell.id << "\n" << describe(case_) << text_of(cell);
  }

  void disagree(const CellVerdict& cell, const std::string& why) {
    ++counts_.disagreements;
    ADD_FAILURE() << cell.id << " is " << to_text(cell.verdict) << ": " << why << "\n" << text_of(cell) << describe(case_);
  }

  void count_features(const BruteForce& brute, std::size_t chain) {
    ++counts_.networks;
    counts_.nat += case_.features.nat ? 1U : 0U;
    counts_.native += case_.features.native_mismatch ? 1U : 0U;
    counts_.ipv6 += case_.features.ipv6 ? 1U : 0U;
    counts_.bypass += case_.features.sanitiser_bypass ? 1U : 0U;
    counts_.own_filters += case_.features.own_filter ? 1U : 0U;
    counts_.replies += brute.has_reply_traffic() ? 1U : 0U;
    counts_.chains += chain > 2 ? 1U : 0U;  // two relays: three packets
  }

  /// One cell per network, of those without crossings.
  void ask_monolithic(const Report& report, const std::map<std::pair<ZoneId, ZoneId>, bool>& reached) {
    FlowGraph graph =
        build_flow_graph(case_.network, {RoutingTier::current_routing, case_.threat == Threat::compromise, SessionBinding::device});
    std::vector<std::pair<FlowProblem, ZoneId>> questions;
    for (CellGroup& group : plan_cells(case_.network, case_.policy, graph, {case_.threat, false})) {
      for (const ZoneId to : group.to) {
        if (is_encodable(group.problem) && reached.contains({group.from, to})) questions.emplace_back(group.problem, to);
      }
    }
    if (questions.empty()) return;
    const auto& question = questions[case_.seed / kMonolithicEvery % questions.size()];
    const FlowProblem& problem = question.first;
    const ZoneId to = question.second;
    const ZoneId from = graph.at(problem.sources.front()).zone;
    const auto cell =
        std::find_if(report.cells.begin(), report.cells.end(), [&](const CellVerdict& c) { return c.from == from && c.to == to; });
    const auto start = std::chrono::steady_clock::now();
    const SolverResult answer = SolverSession().solve(monolithic_query(problem, to, kMonolithicSteps), std::chrono::seconds(5));
    counts_.solving += seconds_since(start);
    judge(*cell, answer.answer);
  }

  void judge(const CellVerdict& cell, SolverAnswer answer) {
    // The query has one asker: two replies in a row may answer two.
    const auto is_reply = [](const WitnessLeg& leg) { return leg.phase == Phase::reply; };
    const bool one_asker = !cell.witness || std::count_if(cell.witness->legs.begin(), cell.witness->legs.end(), is_reply) <= 1;
    const bool is_short = one_asker && (!cell.witness || steps_of(*cell.witness) <= kMonolithicSteps);
    if (answer == SolverAnswer::unknown || (cell.verdict != VerdictKind::proved && cell.verdict != VerdictKind::violated) || !is_short) {
      ++counts_.monolithic_open;
      return;
    }
    const bool sat = answer == SolverAnswer::sat;
    ++(sat ? counts_.monolithic_sat : counts_.monolithic_unsat);
    if (sat == (cell.verdict == VerdictKind::proved))
      disagree(cell, sat ? "the whole-path query has a model" : "the whole-path query has none");
  }

  /// More than the flow graph's edges of the same path: each device has at most four hops and three edges.
  static std::size_t steps_of(const Witness& witness) {
    std::size_t steps = 0;
    for (const WitnessLeg& leg : witness.legs) steps += 3 + 4 * leg.hops.size() / 3;
    return steps;
  }

  const RandomCase& case_;
  Counts& counts_;
};

void print(const Counts& c) {
  std::cout << "networks " << c.networks << ", cells " << c.cells << ": violated " << c.violated << ", proved " << c.proved << " (physical "
            << c.physical << "), vacuous " << c.vacuous << ", inconclusive " << c.inconclusive << ", violated by no boundary packet "
            << c.beyond << ", disagreements " << c.disagreements << "\n"
            << "networks with NAT " << c.nat << ", reply traffic " << c.replies << ", native mismatch " << c.native << ", IPv6 " << c.ipv6
            << ", chain of two relays or more " << c.chains << ", sanitiser bypass " << c.bypass << ", hosts with a filter "
            << c.own_filters << "\n"
            << "whole-path queries: sat " << c.monolithic_sat << ", unsat " << c.monolithic_unsat << ", not compared " << c.monolithic_open
            << "\n"
            << "simulated packets " << c.packets << "; seconds: brute force " << c.brute << ", verify " << c.verifying << ", whole path "
            << c.solving << "\n";
  for (const auto& [reason, count] : c.reasons) std::cout << "  inconclusive: " << reason << " " << count << "\n";
}

void expect_share(std::size_t part, std::size_t whole, unsigned percent, const char* what) {
  EXPECT_GE(part * 100, whole * percent) << what << ": " << part << " of " << whole << ", at least " << percent << " % wanted";
}

void expect_mix(const Counts& counts) {
  expect_share(counts.violated, counts.cells, 30, "violated cells");
  expect_share(counts.proved - counts.physical, counts.cells, 30, "cells proved and not by cabling alone");
  expect_share(counts.nat, counts.networks, 10, "networks with translation");
  expect_share(counts.replies, counts.networks, 10, "networks with reply traffic");
  expect_share(counts.native, counts.networks, 10, "networks with a native VLAN mismatch");
  expect_share(counts.ipv6, counts.networks, 10, "networks with IPv6");
  expect_share(counts.chains, counts.networks, 10, "networks with a chain of two relays or more");
  expect_share(counts.bypass, counts.networks, 10, "networks with a sanitiser bypass");
  expect_share(counts.own_filters, counts.networks, 5, "networks with a host behind a filter of its own");
  EXPECT_LE(counts.inconclusive * 20, counts.cells) << "at most 5 % may be inconclusive";
  EXPECT_LE(counts.beyond * 20, counts.cells) << "the brute force misses too much to be a referee";
}

void add(Counts& sum, const Counts& part) {
  for (const auto field : {&Counts::networks,
                           &Counts::cells,
                           &Counts::violated,
                           &Counts::proved,
                           &Counts::vacuous,
                           &Counts::inconclusive,
                           &Counts::disagreements,
                           &Counts::physical,
                           &Counts::beyond,
                           &Counts::nat,
                           &Counts::replies,
                           &Counts::native,
                           &Counts::ipv6,
                           &Counts::chains,
                           &Counts::bypass,
                           &Counts::own_filters,
                           &Counts::monolithic_sat,
                           &Counts::monolithic_unsat,
                           &Counts::monolithic_open,
                           &Counts::packets}) {
    sum.*field += part.*field;
  }
  for (const auto field : {&Counts::brute, &Counts::verifying, &Counts::solving}) sum.*field += part.*field;
  for (const auto& [reason, count] : part.reasons) sum.reasons[reason] += count;
}

Counts run_shard(std::uint64_t shard, std::uint64_t networks) {
  Counts counts;
  for (std::uint64_t seed = shard + kShards; seed < networks + kShards; seed += kShards) {
    Comparison(random_case(seed), counts).run();
    if (counts.disagreements >= 5) break;
  }
  return counts;
}

// One test, so that the shares are those of all networks; in threads, so that it takes half the time.
TEST(Agreement, BruteForceSearchWithProofAndWholePathQueryAgree) {
  Counts counts;
  if (const std::uint64_t seed = number_from("SEKIMORI_SEED", 0); seed != 0) {
    const RandomCase c = random_case(seed);
    std::cout << describe(c);
    Comparison(c, counts).run();
    print(counts);
    return;
  }
  const std::uint64_t networks = number_from("SEKIMORI_NETWORKS", kNetworksByDefault);
  std::array<Counts, kShards> parts;
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t shard = 0; shard < kShards; ++shard) {
      threads.emplace_back([&parts, shard, networks] { parts.at(shard) = run_shard(shard, networks); });
    }
  }
  for (const Counts& part : parts) add(counts, part);
  print(counts);
  if (counts.networks < kNetworksForShares) return;
  expect_mix(counts);
}

}  // namespace
}  // namespace sekimori::testing
