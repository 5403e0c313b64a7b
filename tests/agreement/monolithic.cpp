// State i: a location, a family, a phase and a header. One step relation, defined once as a function of two states, is instantiated per
// step; staying put is a step, so that the bound is a maximum. An endpoint that relays steps from its delivery location to its emissions
// with a header of its choice. A second run of initiations, from whomever to wherever, ends in state Q; honest endpoints reply only to Q
// (F3, C3). One Q serves a whole query, so that of two replies in a row only those that answer the same packet are found.
#include "agreement/monolithic.hpp"

#include <fmt/format.h>

#include "sekimori/classes/emission.hpp"
#include "sekimori/prove/smt.hpp"

namespace sekimori::testing {
namespace {

struct Step {
  std::string location, family, phase;
  HeaderTerms v4, v6, none;
  [[nodiscard]] const HeaderTerms& of(Family f) const { return f == Family::v4 ? v4 : f == Family::v6 ? v6 : none; }
};

constexpr const char* kFields[] = {"loc", "fam", "pha", "src", "dst", "pro", "spo", "dpo", "icm", "est", "fra"};

std::string width(std::size_t field) {
  constexpr unsigned kWidths[] = {12, 2, 1, 128, 128, 8, 16, 16, 16, 1, 1};
  return fmt::format("(_ BitVec {})", kWidths[field]);
}

Step step_of(const std::string& suffix) {
  const auto name = [&](std::size_t field) { return kFields[field] + suffix; };
  Step s{name(0), name(1), name(2), {}, {}, {}};
  s.v6 = {Family::v6, name(3), name(4), name(5), name(6), name(7), name(8), name(9), name(10)};
  s.v4 = s.v6;
  s.v4.family = Family::v4;
  s.v4.src = fmt::format("((_ extract 31 0) {})", name(3));
  s.v4.dst = fmt::format("((_ extract 31 0) {})", name(4));
  s.none = s.v4;
  s.none.family = Family::non_ip;
  return s;
}

std::string is(const std::string& term, std::size_t value, unsigned bits) { return fmt::format("(= {} (_ bv{} {}))", term, value, bits); }
std::string at(const Step& s, LocationId location) { return is(s.location, location.index, 12); }
std::string in(const Step& s, Family family) { return is(s.family, static_cast<std::size_t>(family), 2); }
std::string in(const Step& s, Phase phase) { return is(s.phase, static_cast<std::size_t>(phase), 1); }

std::string same(const Step& a, const Step& b) {
  std::string text = "(and";
  for (const auto& [x, y] : {std::pair{a.location, b.location},
                             {a.family, b.family},
                             {a.phase, b.phase},
                             {a.v6.src, b.v6.src},
                             {a.v6.dst, b.v6.dst},
                             {a.v6.protocol, b.v6.protocol},
                             {a.v6.sport, b.v6.sport},
                             {a.v6.dport, b.v6.dport},
                             {a.v6.icmp, b.v6.icmp},
                             {a.v6.established, b.v6.established},
                             {a.v6.fragment, b.v6.fragment}}) {
    text += fmt::format(" (= {} {})", x, y);
  }
  return text + ")";
}

/// The reply h of `sender` answers the packet that Q delivers to it; one that was sent to all, from its own address and not over TCP.
std::string answers(const FlowGraph& graph, FlowEndpointId sender, Family family, const HeaderTerms& h, const Step& q) {
  const HeaderTerms& asked = q.of(family);
  const HeaderTerms back = reversed_terms(h);
  AddressSet own(family);
  for (const FlowAttachment& attachment : graph.at(sender).attachments) own = own.united(attachment.own(family));
  const auto equal = [](const std::string& x, const std::string& y) { return fmt::format("(= {} {})", x, y); };
  const std::string to_all = smt_and({smt_not(smt_in(asked.dst, own)), smt_not(equal(h.protocol, "#x06"))});
  return smt_and({at(q, graph.at(sender).delivery), in(q, family), equal(back.src, asked.src), smt_or({equal(back.dst, asked.dst), to_all}),
                  equal(back.protocol, asked.protocol), equal(back.sport, asked.sport), equal(back.dport, asked.dport),
                  equal(back.icmp, asked.icmp), equal(back.established, asked.established), equal(back.fragment, asked.fragment)});
}

/// `q` is null where nothing has to be asked for.
std::string emission(const FlowProblem& problem, FlowEndpointId sender, const Step& s, const Step* q) {
  std::vector<std::string> ways;
  for (const EmissionRegion& r : emission_regions(problem, sender)) {
    const HeaderTerms& h = s.of(r.family);
    const bool must_answer = q != nullptr && r.phase == Phase::reply && !powers(problem, sender).forges;
    ways.push_back(smt_and({at(s, r.at), in(s, r.family), in(s, r.phase), smt_in(h.src, r.sources), smt_in(h, r.services),
                            must_answer ? answers(*problem.graph, sender, r.family, h, *q) : "true"}));
  }
  return smt_or(ways);
}

std::string edge_step(const FlowGraph& graph, const FlowEdge& edge, const Step& a, const Step& b) {
  const HeaderTerms& h = a.of(edge.family);
  const HeaderTerms& h2 = b.of(edge.family);
  std::vector<std::string> phases;
  for (const Phase phase : kPhases) {
    if (edge.in_phase(phase)) phases.push_back(in(a, phase));
  }
  return smt_and({at(a, edge.from), at(b, edge.to), in(a, edge.family), in(b, edge.family), smt_or(phases),
                  fmt::format("(= {} {})", a.phase, b.phase), smt_guard(h, graph, edge.before), smt_rewrite(h, h2, edge.rewrite),
                  smt_guard(h2, graph, edge.after)});
}

/// What was delivered makes the endpoint relay (E4, E7).
std::string relays(const FlowProblem& problem, FlowEndpointId id, const Step& s) {
  const FlowGraph& graph = *problem.graph;
  switch (relay_kind(problem, id)) {
    case RelayKind::never: return "false";
    case RelayKind::always: return "true";
    case RelayKind::conditional: break;
  }
  std::vector<std::string> ways;
  for (const RelayCondition& c : graph.at(id).relay_when) {
    ways.push_back(smt_and({in(s, c.family), in(s, c.phase), smt_guard(s.of(c.family), graph, c.guard)}));
  }
  return smt_or(ways);
}

std::string parameters(const std::string& suffix) {
  std::string text;
  for (std::size_t i = 0; i < std::size(kFields); ++i) text += fmt::format("({}{} {})", kFields[i], suffix, width(i));
  return text;
}
std::string arguments(const std::string& suffix) {
  std::string text;
  for (const char* field : kFields) text += fmt::format(" {}{}", field, suffix);
  return text;
}
std::string declarations(const std::string& suffix) {
  std::string text;
  for (std::size_t f = 0; f < std::size(kFields); ++f) text += fmt::format("(declare-const {}{} {})\n", kFields[f], suffix, width(f));
  return text;
}

/// The run of initiations that ends in Q.
std::string asking_run(const FlowProblem& problem, std::size_t steps) {
  const FlowProblem all = initiations_of(problem);
  const FlowGraph& graph = *problem.graph;
  const Step a = step_of("A"), b = step_of("B");
  std::vector<std::string> moves = {same(a, b)}, starts;
  for (const FlowEdge& edge : graph.edges) {
    if (edge.initiate) moves.push_back(edge_step(graph, edge, a, b));
  }
  for (const FlowEndpointId id : all.sources) starts.push_back(emission(all, id, a, nullptr));
  const auto name = [&](std::size_t step) { return step == steps ? std::string("Q") : fmt::format("q{}", step); };
  std::string text = fmt::format("(define-fun asks ({}{}) Bool {})\n", parameters("A"), parameters("B"), smt_or(moves));
  text += fmt::format("(define-fun opens ({}) Bool {})\n", parameters("A"), smt_or(starts));
  for (std::size_t i = 0; i <= steps; ++i) text += declarations(name(i));
  text += fmt::format("(assert (opens{}))\n", arguments(name(0)));
  for (std::size_t i = 0; i < steps; ++i) text += fmt::format("(assert (asks{}{}))\n", arguments(name(i)), arguments(name(i + 1)));
  return text + fmt::format("(assert {})\n", in(step_of("Q"), Phase::initiate));
}

}  // namespace

bool is_encodable(const FlowProblem& problem) { return problem.crossings.empty() && problem.nodes.empty(); }

std::string monolithic_query(const FlowProblem& problem, ZoneId target, std::size_t steps) {
  const FlowGraph& graph = *problem.graph;
  const Step a = step_of("A"), b = step_of("B"), q = step_of("Q");
  std::vector<std::string> moves = {same(a, b)};
  for (const FlowEdge& edge : graph.edges) moves.push_back(edge_step(graph, edge, a, b));
  std::vector<std::string> starts, ends;
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
    const auto id = make_id<FlowEndpointId>(i);
    const std::string relay = relays(problem, id, a);
    if (relay != "false") moves.push_back(smt_and({at(a, graph.at(id).delivery), relay, emission(problem, id, b, &q)}));
    if (is_source(problem, id)) starts.push_back(emission(problem, id, a, &q));
    if (graph.at(id).zone == target) ends.push_back(at(a, graph.at(id).delivery));
  }
  std::string text = "(set-logic QF_BV)\n" + asking_run(problem, steps);
  text += fmt::format("(define-fun move ({}{}) Bool {})\n", parameters("A"), parameters("B"), smt_or(moves));
  text += fmt::format("(define-fun start ({}) Bool {})\n", parameters("A"), smt_or(starts));
  text += fmt::format("(define-fun end ({}) Bool {})\n", parameters("A"), smt_or(ends));
  const auto name = [](std::size_t step) { return fmt::format("_{}", step); };
  for (std::size_t i = 0; i <= steps; ++i) text += declarations(name(i));
  text += fmt::format("(assert (start{}))\n", arguments(name(0)));
  for (std::size_t i = 0; i < steps; ++i) text += fmt::format("(assert (move{}{}))\n", arguments(name(i)), arguments(name(i + 1)));
  return text + fmt::format("(assert (end{}))\n(check-sat)\n", arguments(name(steps)));
}

}  // namespace sekimori::testing
