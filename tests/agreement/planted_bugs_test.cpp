// Bugs planted on purpose, each in one engine only, each caught by a named comparison. An engine is given a bug by giving it, alone, a
// network (graph, certificate, text) that the bug would have made of the real one. The table at the end is the evidence.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>

#include "agreement/brute_force.hpp"
#include "agreement/monolithic.hpp"
#include "sekimori/prove/certificate.hpp"
#include "sekimori/prove/smt.hpp"
#include "sekimori/prove/verify.hpp"
#include "sekimori/search/search.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

/// A row of the table, only for a bug that was caught.
void caught(bool differs, const std::string& engine, const std::string& bug, const std::string& by) {
  EXPECT_TRUE(differs) << engine << ": " << bug;
  if (!differs) return;
  std::cout << "  " << std::left << std::setw(14) << engine << std::setw(46) << bug << by << "\n";
}

/// red 10.0.1.2 - e1 [r] e2 - blue 10.0.2.2
TinyNetwork pair(bool firewall) {
  TinyNetwork n;
  const DeviceId r = firewall ? n.firewall("r") : n.router("r");
  n.host("red-pc", "red", n.routed(r, "e1", "10.0.1.1/30"), "10.0.1.2");
  n.host("blue-pc", "blue", n.routed(r, "e2", "10.0.2.1/30"), "10.0.2.2");
  return n;
}
constexpr DeviceId kRouter{0};
constexpr InterfaceId kRed{0}, kBlue{1};

struct Bug {
  std::string name;
  std::function<TinyNetwork()> network;
  std::function<void(Network&)> plant;
};

TinyNetwork native_vlan() {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.host("red-pc", "red", n.access(a, "1", 11), "10.0.1.2");
  n.host("blue-pc", "blue", n.access(b, "1", 12), "10.0.2.2");
  n.link(n.trunk(a, "t", "11-12", 11), n.trunk(b, "t", "11-12", 12));
  n.of(n.zone("red")).vlans = {vlan(11)};
  n.of(n.zone("blue")).vlans = {vlan(12)};
  return n;
}

TinyNetwork filtered(std::vector<Rule> rules) {
  TinyNetwork n = pair(false);
  n.filter_in(kBlue, {deny()});
  n.filter_in(kRed, std::move(rules));
  return n;
}
Filter& red_filter(Network& n) { return n.filters.at(1); }

TinyNetwork wildcard() {
  Rule rule = permit("10.0.1.0/24", "10.0.0.2");
  rule.match.dst.front().care = 0xffff00ffU;
  return filtered({rule});
}

TinyNetwork nat_order() {
  TinyNetwork n = filtered({deny("any", "10.0.2.0/30"), permit()});
  StaticNat rule;
  rule.inside = {kBlue};
  rule.local = prefix("10.0.2.2/32");
  rule.global = prefix("10.0.7.2/32");
  n.nat(kRouter, rule);
  return n;
}

TinyNetwork reply_guard() {
  TinyNetwork n = pair(true);
  n.policy(kRouter, {kBlue}, {kRed}, permit("any", "any", "tcp/443"));
  return n;
}

TinyNetwork longest_prefix() {
  TinyNetwork n;
  const DeviceId a = n.router("a"), b = n.router("b");
  n.link(n.routed(a, "x", "10.0.9.1/30"), n.routed(b, "x", "10.0.9.2/30"));
  n.host("red-pc", "red", n.routed(a, "lan", "10.0.1.1/30"), "10.0.1.2");
  n.host("blue-pc", "blue", n.routed(b, "lan", "10.0.2.1/30"), "10.0.2.2");
  StaticRoute null;
  null.destination = prefix("10.0.2.0/24");
  null.next_hop.discard = true;
  n.of(n.of(a).vrfs.front()).routes.push_back(null);
  n.route(a, "10.0.2.0/30", "10.0.9.2", 5);
  return n;
}

TinyNetwork chain() {
  TinyNetwork n = pair(false);
  const InterfaceId e3 = n.routed(kRouter, "e3", "10.0.3.1/30");
  n.host("green-nas", "green", e3, "10.0.3.2");
  n.filter_in(kRed, {permit("any", "10.0.3.0/30")});
  n.filter_in(kBlue, {deny()});
  return n;
}

TinyNetwork ipv6() {
  TinyNetwork n = filtered({deny()});
  n.add_address(kRed, "2001:db8:1::1/126");
  n.add_address(kBlue, "2001:db8:2::1/126");
  n.transit(kRed);
  n.transit(kBlue);
  n.of(kRouter).forwards_v6 = true;
  n.of(kRed).filters.in_v6.reset();
  return n;
}

std::vector<Bug> network_bugs() {
  return {
      {"native VLAN mismatch ignored", native_vlan,
       [](Network& n) {
         for (Interface& i : n.interfaces) i.native = kDefaultVlan;
       }},
      {"implicit deny forgotten", [] { return filtered({permit("any", "10.0.3.0/24")}); },
       [](Network& n) { red_filter(n).fallback = Action::permit; }},
      {"wildcard read as a host", wildcard, [](Network& n) { red_filter(n).rules.front().match.dst = patterns("10.0.0.2"); }},
      {"NAT before the ingress filter", nat_order,
       [](Network& n) { red_filter(n).rules.front().match.dst.push_back(patterns("10.0.7.2").front()); }},
      {"reply guard: replies of sessions dropped", reply_guard, [](Network& n) { n.devices.front().firewall.value().stateful = false; }},
      {"LPM tie: the better distance wins", longest_prefix,
       [](Network& n) { n.vrfs.front().routes.at(1).destination = prefix("10.0.2.0/24"); }},
      {"last match decides",
       [] {
         return filtered({permit("any", "any", "tcp/80"), deny()});
       },
       [](Network& n) { std::reverse(red_filter(n).rules.begin(), red_filter(n).rules.end()); }},
      {"relays not followed", chain,
       [](Network& n) {
         for (Host& h : n.hosts) h.relays = false;
       }},
      {"IPv6 forgotten", ipv6, [](Network& n) { n.devices.front().forwards_v6 = false; }},
  };
}

constexpr ZoneId kFrom{0}, kTo{1};

bool by_simulator(const Network& n) { return BruteForce(n, {}, Threat::relay).reaches(kFrom, kTo); }

VerdictKind by_verify(const Network& n) {
  VerifyOptions options;
  options.spoofing = false;
  for (const CellVerdict& c : verify(n, {}, options).cells) {
    if (c.from == kFrom && c.to == kTo) return c.verdict;
  }
  return VerdictKind::vacuous;
}

FlowProblem problem_on(const Network& n, FlowGraph& graph) {
  for (CellGroup& group : plan_cells(n, {}, graph, {Threat::relay, false})) {
    if (group.from == kFrom) return group.problem;
  }
  throw std::logic_error("no cell from the first zone");
}

bool by_whole_path(const Network& n, FlowGraph graph) {
  const FlowProblem problem = problem_on(n, graph);
  return SolverSession().solve(monolithic_query(problem, kTo, 16), std::chrono::seconds(60)).answer == SolverAnswer::sat;
}
bool by_whole_path(const Network& n) { return by_whole_path(n, build_flow_graph(n)); }

TEST(PlantedBugs, EachInOneEngineIsCaughtByTheOtherTwo) {
  for (const Bug& bug : network_bugs()) {
    SCOPED_TRACE(bug.name);
    const Network sound = bug.network().net;
    Network wrong = sound;
    bug.plant(wrong);
    const bool simulated = by_simulator(sound), solved = by_whole_path(sound);
    const VerdictKind verdict = by_verify(sound);
    ASSERT_EQ(verdict == VerdictKind::violated, simulated);
    ASSERT_EQ(simulated, solved);
    caught(by_simulator(wrong) != simulated, "simulator", bug.name, "simulator against search and whole path");
    caught(by_verify(wrong) != verdict, "search, proof", bug.name, "verdict against simulator and whole path");
    caught(by_whole_path(wrong) != solved, "whole path", bug.name, "whole path against simulator and search");
  }
}

// The flow graph's builder.

TEST(PlantedBugs, EdgeLeftOutOfTheFlowGraphIsCaughtByTheSimulator) {
  const Network n = filtered({permit()}).net;
  FlowGraph graph = build_flow_graph(n);
  ASSERT_TRUE(by_whole_path(n, graph));
  std::erase_if(graph.edges, [](const FlowEdge& e) { return e.kind == EdgeKind::transmit || e.kind == EdgeKind::route; });
  caught(by_whole_path(n, graph) != by_simulator(n), "flow graph", "edge left out", "graph against simulator");
}

TEST(PlantedBugs, GuardOfTheFlowGraphThatForgetsARuleIsCaughtByTheSimulator) {
  const Network n = filtered({deny("10.0.1.2"), permit()}).net;
  FlowGraph graph = build_flow_graph(n);
  ASSERT_EQ(by_whole_path(n, graph), by_simulator(n));
  for (Filter& list : graph.rule_lists) {
    if (list.rules.size() == 2) list.rules.erase(list.rules.begin());
  }
  caught(by_whole_path(n, graph) != by_simulator(n), "flow graph", "rule left out of a guard", "graph against simulator");
}

// The printer: what is printed must hold for exactly the headers for which the rules hold.

bool text_holds(const std::string& term, const Packet& p) {
  const HeaderTerms h = header_symbols(p.family, "");
  const auto equals = [](const std::string& symbol, std::uint64_t value, unsigned bits) {
    return "(assert (= " + symbol + " (_ bv" + std::to_string(value) + " " + std::to_string(bits) + ")))\n";
  };
  std::string text = "(set-logic QF_BV)\n" + declare(h);
  text += equals(h.src, static_cast<std::uint64_t>(p.src), 32) + equals(h.dst, static_cast<std::uint64_t>(p.dst), 32);
  text += equals(h.protocol, p.protocol, 8) + equals(h.sport, p.sport, 16) + equals(h.dport, p.dport, 16) + equals(h.icmp, p.icmp, 16);
  text += equals(h.established, p.established ? 1 : 0, 1) + equals(h.fragment, p.fragment ? 1 : 0, 1);
  return SolverSession().solve(text + "(assert " + term + ")\n(check-sat)\n", std::chrono::seconds(10)).answer == SolverAnswer::sat;
}

std::vector<Packet> samples() {
  std::vector<Packet> all;
  for (const char* src : {"10.0.0.255", "10.0.1.0", "10.0.1.3", "10.0.1.255", "10.0.2.0"}) {
    for (const char* dst : {"10.0.7.2", "10.9.7.2", "10.0.7.3"}) {
      for (const std::uint16_t port : std::initializer_list<std::uint16_t>{79, 80, 90, 91}) all.push_back(tcp(src, dst, port));
    }
  }
  return all;
}

Filter sample_list() {
  Filter list;
  Rule middle = permit("10.0.1.0/24", "any", "tcp/80-90");
  middle.match.dst = {{Family::v4, 0x0a000702U, 0xff00ffffU}};
  list.rules = {deny("10.0.1.3"), middle};
  return list;
}

bool agrees_with(const std::string& term, const Filter& list) {
  const auto all = samples();
  return std::all_of(all.begin(), all.end(),
                     [&](const Packet& p) { return text_holds(term, p) == (decide(list, p).action == Action::permit); });
}

TEST(PlantedBugs, PrinterBugsAreCaughtByEvaluatingTheText) {
  const Filter list = sample_list();
  const std::string good = smt_permits(header_symbols(Family::v4, ""), list);
  ASSERT_TRUE(agrees_with(good, list));
  const auto print_of = [&](auto change) {
    Filter wrong = list;
    change(wrong);
    return smt_permits(header_symbols(Family::v4, ""), wrong);
  };
  const std::map<std::string, std::string> bad = {
      {"earlier denies left out", print_of([](Filter& f) { f.rules.erase(f.rules.begin()); })},
      {"wildcard printed as a prefix",
       print_of([](Filter& f) { f.rules[1].match.dst.front().care = 0xffffff00U, f.rules[1].match.dst.front().value &= 0xffffff00U; })},
      {"port range open at its end", print_of([](Filter& f) { f.rules[1].match.services = {ServiceBox::to_port(kTcp, 80, 89)}; })},
      {"fallback printed as permit", print_of([](Filter& f) { f.fallback = Action::permit; })},
      {"prefix one bit short", print_of([](Filter& f) { f.rules[1].match.src = patterns("10.0.0.0/23"); })},
      {"source and destination swapped",
       [&] {
         HeaderTerms h = header_symbols(Family::v4, "");
         std::swap(h.src, h.dst);
         return smt_permits(h, list);
       }()},
  };
  for (const auto& [bug, text] : bad) {
    caught(!agrees_with(text, list), "printer", bug, "text evaluated against the rules");
  }
}

// The certificate.

class PlantedInCertificate : public ::testing::Test {
 protected:
  PlantedInCertificate() : network_(filtered({permit("any", "10.0.3.0/24")}).net), graph_(build_flow_graph(network_)) {
    problem_ = problem_on(network_, graph_);
    ClassSeeds seeds = policy_seeds(problem_);
    seeds.add(AddressSet::of(prefix("10.0.3.0/24")));
    state_ = search(problem_, seeds);
  }

  /// C1-C6 by solver and by counting.
  [[nodiscard]] bool accepted(const CertificateDraft& draft, const SearchState& state) const {
    if (!draft.broken.empty()) return false;
    if (!is_complete(draft, problem_, state)) return false;
    SolverSession session;
    return std::all_of(draft.obligations.begin(), draft.obligations.end(), [&](const Obligation& o) {
      return sha256(o.text) == o.sha256 && session.solve(o.text, std::chrono::seconds(10)).answer == SolverAnswer::unsat;
    });
  }
  [[nodiscard]] CertificateDraft draft(const SearchState& state) const { return draft_certificate(problem_, state, {kTo}); }
  [[nodiscard]] std::size_t endpoint(std::string_view name) const {
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (graph_.endpoints[i].name == name) return i;
    }
    throw std::invalid_argument("no such endpoint");
  }
  void expect_caught(const std::string& bug, const CertificateDraft& bad, const SearchState& state) {
    caught(!accepted(bad, state), "certificate", bug, "obligations discharged and counted");
  }

  Network network_;
  FlowGraph graph_;
  FlowProblem problem_;
  SearchState state_;
};

TEST_F(PlantedInCertificate, SoundOneIsAccepted) { EXPECT_TRUE(accepted(draft(state_), state_)); }

TEST_F(PlantedInCertificate, DeletedItemIsMissed) {
  CertificateDraft bad = draft(state_);
  bad.items.erase(bad.items.begin() + static_cast<std::ptrdiff_t>(bad.items.size() / 2));
  expect_caught("item deleted", bad, state_);
}

TEST_F(PlantedInCertificate, TextChangedUnderItsHashIsNoticed) {
  CertificateDraft bad = draft(state_);
  bad.obligations.front().text = "(set-logic QF_BV)\n(assert false)\n(check-sat)\n; changed\n";
  expect_caught("text replaced by an easy one", bad, state_);
}

TEST_F(PlantedInCertificate, EmptiedInvariantFailsItsObligations) {
  std::size_t tried = 0, refused = 0;
  for (std::size_t i = 0; i < state_.numbers.size(); ++i) {
    if (state_.numbers[i] == 0) continue;
    SearchState bad = state_;
    bad.replace(i, ClassSet());
    refused += accepted(draft(bad), bad) ? 0U : 1U;
    ++tried;
  }
  EXPECT_GT(tried, 3U);
  caught(refused == tried, "certificate", "invariant of a location emptied", "obligations discharged and counted");
}

TEST_F(PlantedInCertificate, ClassesThatAreNoPartitionAreNoticed) {
  SearchState gap = state_, overlap = state_, service_gap = state_, service_overlap = state_;
  gap.spaces[0].addresses.back() = AddressSet(Family::v4);
  overlap.spaces[0].addresses.back() = AddressSet::everything(Family::v4);
  service_gap.spaces[0].services.back().pop_back();
  service_overlap.spaces[0].services.back().push_back(ServiceBox::of_protocol(kTcp));
  expect_caught("address in no class", draft(gap), gap);
  expect_caught("address in two classes", draft(overlap), overlap);
  expect_caught("service in no class", draft(service_gap), service_gap);
  expect_caught("service in two classes", draft(service_overlap), service_overlap);
}

TEST_F(PlantedInCertificate, SourceThatDoesNotEmitIsNoticed) {
  SearchState bad = state_;
  bad.emitters[endpoint("red-pc")] = false;
  expect_caught("source that does not emit", draft(bad), bad);
}

TEST_F(PlantedInCertificate, ForgottenHolderIsNoticed) {
  SearchState bad = state_;
  bad.holders[endpoint("self of r")] = false;
  expect_caught("holder left out", draft(bad), bad);
}

TEST_F(PlantedInCertificate, HolderInTheTargetZoneIsNoticed) {
  SearchState bad = state_;
  bad.holders[endpoint("blue-pc")] = true;
  expect_caught("target counted as a holder", draft(bad), bad);
}

TEST_F(PlantedInCertificate, InvariantThatReachesTheTargetIsNoticed) {
  SearchState bad = state_;
  const ClassSpace& space = bad.spaces[static_cast<std::size_t>(Family::v4)];
  ClassSet one(space);
  one.insert(space, {0, 0, 0});
  bad.replace(bad.state_index(Family::v4, Phase::initiate, 0, graph_.endpoints[endpoint("blue-pc")].delivery), one);
  expect_caught("delivery to the target admitted", draft(bad), bad);
}

}  // namespace
}  // namespace sekimori::testing
