// The system unrolled: one query for the whole path, relays included. A model is a path; none within the bound is no proof.
#include <fmt/format.h>

#include <iterator>

#include "sekimori/prove/smt.hpp"
#include "system.hpp"

namespace sekimori::bench {
namespace {

std::string parameters(const std::string& side) {
  std::string text = fmt::format("(at{} (_ BitVec 20))", side);
  for (const Family family : {Family::v4}) {
    std::string declared = declare(header_symbols(family, suffix(family, side)));
    for (std::size_t i = 0; (i = declared.find("declare-const ", i)) != std::string::npos;) declared.erase(i, 14);
    text += declared;
  }
  for (std::size_t i = 0; (i = text.find('\n', i)) != std::string::npos;) text.erase(i, 1);
  return text;
}

std::vector<std::string> names(const std::string& side) {
  std::vector<std::string> all = {"at" + side};
  for (const Family family : {Family::v4}) {
    const HeaderTerms h = header_symbols(family, suffix(family, side));
    for (const auto* field : {&h.src, &h.dst, &h.protocol, &h.sport, &h.dport, &h.icmp, &h.established, &h.fragment}) all.push_back(*field);
  }
  return all;
}

std::string is_at(const std::string& side, std::size_t place) { return fmt::format("(= at{} (_ bv{} 20))", side, place); }

std::string same(Family family) {
  const HeaderTerms a = header_symbols(family, suffix(family, "A")), b = header_symbols(family, suffix(family, "B"));
  std::string text = "(and";
  for (const auto& [x, y] : {std::pair{&a.src, &b.src},
                             {&a.dst, &b.dst},
                             {&a.protocol, &b.protocol},
                             {&a.sport, &b.sport},
                             {&a.dport, &b.dport},
                             {&a.icmp, &b.icmp},
                             {&a.established, &b.established},
                             {&a.fragment, &b.fragment}}) {
    text += fmt::format(" (= {} {})", *x, *y);
  }
  return text + ")";
}

/// A formula about side A, said of side B.
std::string on_side_b(std::string formula, Family family) {
  const std::string from = suffix(family, "A"), to = suffix(family, "B");
  for (std::size_t i = 0; (i = formula.find(from, i)) != std::string::npos; i += to.size()) formula.replace(i, from.size(), to);
  return formula;
}

}  // namespace

std::string monolithic(const FlowProblem& problem, const System& system, ZoneId target, std::size_t steps) {
  const FlowGraph& graph = *problem.graph;
  std::vector<std::string> stay = {"(= atA atB)"};
  for (const Family family : {Family::v4}) stay.push_back(same(family));
  std::vector<std::string> moves = {smt_and(stay)}, starts, ends;
  for (const Move& m : system.moves) {
    moves.push_back(smt_and({is_at("A", m.from), is_at("B", m.to), m.formula, m.keeps ? same(system.places[m.from].family) : "true"}));
  }
  for (const Receipt& r : system.receipts) {
    if (graph.at(r.receiver).zone == target) ends.push_back(smt_and({is_at("A", r.place), r.holds}));
    if (r.relays == "false") continue;
    std::vector<std::string> sent;
    for (const Send& s : system.sends) {
      if (s.sender == r.receiver) sent.push_back(smt_and({is_at("B", s.place), on_side_b(s.formula, system.places[s.place].family)}));
    }
    moves.push_back(smt_and({is_at("A", r.place), r.relays, smt_or(sent)}));
  }
  for (const Send& s : system.sends) {
    if (is_source(problem, s.sender)) starts.push_back(smt_and({is_at("A", s.place), s.formula}));
  }
  std::string text = "(set-logic QF_BV)\n";
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "(define-fun move ({}{}) Bool {})\n", parameters("A"), parameters("B"), smt_or(moves));
  fmt::format_to(out, "(define-fun start ({}) Bool {})\n(define-fun end ({}) Bool {})\n", parameters("A"), smt_or(starts), parameters("A"),
                 smt_or(ends));
  const auto arguments = [](std::size_t step) {
    std::string all;
    for (const std::string& name : names(fmt::format("s{}", step))) all += " " + name;
    return all;
  };
  for (std::size_t i = 0; i <= steps; ++i) {
    fmt::format_to(out, "(declare-const ats{} (_ BitVec 20))\n", i);
    for (const Family family : {Family::v4}) text += declare(header_symbols(family, suffix(family, fmt::format("s{}", i))));
  }
  fmt::format_to(out, "(assert (start{}))\n", arguments(0));
  for (std::size_t i = 0; i < steps; ++i) fmt::format_to(out, "(assert (move{}{}))\n", arguments(i), arguments(i + 1));
  fmt::format_to(out, "(assert (end{}))\n", arguments(steps));
  return text;
}

}  // namespace sekimori::bench
