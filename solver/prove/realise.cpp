#include "sekimori/prove/realise.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sekimori/prove/smt.hpp"
#include "smt_emission.hpp"

namespace sekimori {
namespace {

std::string suffix(std::size_t step) { return fmt::format("_{}", step); }

/// The region the leg starts in.
std::string emission_term(const FlowProblem& problem, const AbstractLeg& leg, const std::string& suffix) {
  for (const EmissionRegion& r : emission_regions(problem, leg.emitter)) {
    const bool same =
        r.attachment == leg.attachment && r.at == leg.start && r.family == leg.family && r.phase == leg.phase && r.tag == leg.tag;
    if (!same) continue;
    return EmissionPrinter(problem, suffix).in(r);
  }
  return "false";
}

std::string condition_term(const FlowProblem& problem, const AbstractLeg& leg, const HeaderTerms& h) {
  const auto any = [&](const std::vector<RelayCondition>& conditions) {
    std::vector<std::string> terms;
    for (const RelayCondition& c : conditions) {
      if (c.phase == leg.phase && c.family == leg.family) terms.push_back(smt_guard(h, *problem.graph, c.guard));
    }
    return smt_or(terms);
  };
  std::vector<std::string> terms;
  if (const CrossingNode* node = crossing_node(problem, leg.target)) terms.push_back(any(node->raw_when));
  if (leg.must_relay && relay_kind(problem, leg.target) == RelayKind::conditional)
    terms.push_back(any(problem.graph->at(leg.target).relay_when));
  return smt_and(terms);
}

std::size_t rules_of(const FlowGraph& graph, const Guard& guard) {
  std::size_t count = 0;
  for (const Clause& clause : guard.all_of) {
    for (const Term& term : clause.any_of) {
      if (const auto* list = std::get_if<Passes>(&term)) count += graph.at(list->list).rules.size();
      if (const auto* reversed = std::get_if<PassesReversed>(&term)) count += graph.at(reversed->list).rules.size();
    }
  }
  return count;
}

/// Long lists are worth printing for what the leg may have at all; short ones whole, because legs that share their guards share the answer.
bool has_long_lists(const FlowGraph& graph, const AbstractLeg& leg) {
  constexpr std::size_t kLong = 2000;
  std::size_t rules = 0;
  for (const FlowEdgeId edge : leg.edges) rules += rules_of(graph, graph.at(edge).before) + rules_of(graph, graph.at(edge).after);
  return rules > kLong;
}

/// Declarations and assertions of one leg, with symbols named by `prefix` and the step.
std::string way(const FlowProblem& problem, const AbstractLeg& leg, const std::string& prefix) {
  const FlowGraph& graph = *problem.graph;
  const auto at = [&](std::size_t step) { return header_symbols(leg.family, fmt::format("{}{}", prefix, step)); };
  std::string text = declare(at(0));
  const auto require = [&](const std::string& term) { text += fmt::format("(assert {})\n", term); };
  // Within the headers that the leg may have, what is printed for them means the same.
  const bool bounded = !leg.within.empty() && has_long_lists(graph, leg);
  const auto about = [&](std::size_t step) { return bounded ? &leg.within[step] : nullptr; };
  const auto bound = [&](std::size_t step) {
    if (!bounded) return;
    const HeaderHull& hull = leg.within[step];
    require(smt_and({smt_in(at(step).src, hull.src), smt_in(at(step).dst, hull.dst), smt_in(at(step), hull.services)}));
  };
  require(emission_term(problem, leg, prefix + "0"));
  bound(0);
  for (std::size_t i = 0; i < leg.edges.size(); ++i) {
    const FlowEdge& edge = graph.at(leg.edges[i]);
    const HeaderTerms h = at(i), h2 = at(i + 1);
    text += declare(h2);
    require(smt_and(
        {smt_guard(h, graph, edge.before, about(i)), smt_rewrite(h, h2, edge.rewrite), smt_guard(h2, graph, edge.after, about(i + 1))}));
    bound(i + 1);
  }
  require(condition_term(problem, leg, at(leg.edges.size())));
  return text;
}

std::string equal(const HeaderTerms& a, const HeaderTerms& b) {
  std::vector<std::string> terms;
  for (const auto& [x, y] : {std::pair{&a.src, &b.src},
                             {&a.dst, &b.dst},
                             {&a.protocol, &b.protocol},
                             {&a.sport, &b.sport},
                             {&a.dport, &b.dport},
                             {&a.icmp, &b.icmp},
                             {&a.established, &b.established},
                             {&a.fragment, &b.fragment}}) {
    terms.push_back(fmt::format("(= {} {})", *x, *y));
  }
  return smt_and(terms);
}

/// What a reader expects to see, most ordinary first; the last admits everything.
std::vector<std::string> preferences(const HeaderTerms& h, Phase phase) {
  const bool opens = phase == Phase::initiate;
  const std::string tcp = fmt::format("(= {} #x06)", h.protocol);
  const std::string client = fmt::format("(= {} #xc000)", opens ? h.sport : h.dport);
  const std::string server = fmt::format("(= {} #x01bb)", opens ? h.dport : h.sport);
  return {fmt::format("(and {} {} {})", tcp, client, server),
          fmt::format("(and {} {})", tcp, client),
          tcp,
          fmt::format("(= {} #x11)", h.protocol),
          fmt::format("(= {} #x01)", h.protocol),
          "true"};
}

/// The packet ends at an address of the receiver itself, not at a broadcast address that many share; empty when it owns none. The own
/// addresses of an external are many, and a packet to any of them reads alike.
std::string to_itself(const FlowProblem& problem, const AbstractLeg& leg) {
  constexpr std::size_t kFew = 8;
  std::vector<std::string> terms;
  const HeaderTerms last = header_symbols(leg.family, suffix(leg.edges.size()));
  for (const FlowAttachment& attachment : problem.graph->at(leg.target).attachments) {
    const AddressSet& own = attachment.own(leg.family);
    if (leg.family != Family::non_ip && !own.empty() && own.intervals().size() <= kFew) terms.push_back(smt_in(last.dst, own));
  }
  return terms.empty() ? std::string() : smt_or(terms);
}

LegPackets packets_of(const AbstractLeg& leg, const SolverResult& result) {
  LegPackets packets;
  for (std::size_t i = 0; i <= leg.edges.size(); ++i) packets.push_back(packet_of(header_symbols(leg.family, suffix(i)), result.model));
  return packets;
}

}  // namespace

std::string leg_formula(const FlowProblem& problem, const AbstractLeg& leg, const std::optional<Asking>& asking) {
  std::string text = "(set-logic QF_BV)\n" + way(problem, leg, "_");
  if (!asking) return text;
  const auto answers = [&](const HeaderTerms& reply, const HeaderTerms& initiation) {
    return fmt::format("(assert {})\n", equal(reversed_terms(reply), initiation));
  };
  const auto asked = [&](std::size_t step) { return header_symbols(leg.family, fmt::format("_a{}", step)); };
  return text + way(*asking->problem, asking->leg, "_a") + answers(header_symbols(leg.family, "_0"), asked(asking->leg.edges.size())) +
         answers(header_symbols(leg.family, suffix(leg.edges.size())), asked(0));
}

Realisation realise(const FlowProblem& problem, const AbstractLeg& leg, const std::optional<Asking>& asking, WantedPacket wanted,
                    SolverSession& session, std::chrono::milliseconds timeout) {
  const std::string base = leg_formula(problem, leg, asking);
  const SolverResult any = session.solve_once(base, timeout);
  if (any.answer == SolverAnswer::unsat) return Unrealisable{};
  if (any.answer == SolverAnswer::unknown) return Undecided{any.reason};
  if (wanted == WantedPacket::any) return packets_of(leg, any);
  std::vector<std::string> wishes = preferences(header_symbols(leg.family, suffix(0)), leg.phase);
  if (const std::string own = to_itself(problem, leg); !own.empty()) {
    wishes.insert(wishes.begin(), {smt_and({wishes.front(), own}), own});
  }
  for (const std::string& wish : wishes) {
    const SolverResult result = session.solve_once(fmt::format("{}(assert {})\n", base, wish), timeout);
    if (result.answer == SolverAnswer::sat) return packets_of(leg, result);
  }
  return Undecided{"the solver changed its mind"};
}

}  // namespace sekimori
