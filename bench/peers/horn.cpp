// The system as Horn clauses, as Network Optimized Datalog has them (Lopes et al., "Checking beliefs in dynamic networks", NSDI 2015).
#include <fmt/format.h>

#include <iterator>

#include "sekimori/prove/smt.hpp"
#include "system.hpp"

namespace sekimori::bench {
namespace {

std::vector<std::string> fields(const HeaderTerms& h) {
  return {h.src, h.dst, h.protocol, h.sport, h.dport, h.icmp, h.established, h.fragment};
}

std::string sorts(Family family) {
  const unsigned address = family == Family::v4 ? 32 : family == Family::v6 ? 128 : 1;
  return fmt::format("(_ BitVec {0}) (_ BitVec {0}) (_ BitVec 8) (_ BitVec 16) (_ BitVec 16) (_ BitVec 16) (_ BitVec 1) (_ BitVec 1)",
                     address);
}

std::string variables(Family family, const std::string& side) {
  std::string text = declare(header_symbols(family, suffix(family, side)));
  for (std::size_t at = 0; (at = text.find("declare-const", at)) != std::string::npos;) text.replace(at, 13, "declare-var");
  return text;
}

std::string at(const System& system, std::size_t place, const std::string& side) {
  const Family family = system.places[place].family;
  std::string text = fmt::format("(P{}", place);
  for (const std::string& field : fields(header_symbols(family, suffix(family, side)))) text += " " + field;
  return text + ")";
}

}  // namespace

std::string horn_rules(const FlowProblem& problem, const System& system, const std::vector<ZoneId>& targets) {
  const FlowGraph& graph = *problem.graph;
  std::string text;
  const auto out = std::back_inserter(text);
  text += variables(Family::v4, "A") + variables(Family::v4, "B");
  for (std::size_t i = 0; i < system.places.size(); ++i) fmt::format_to(out, "(declare-rel P{} ({}))\n", i, sorts(system.places[i].family));
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) fmt::format_to(out, "(declare-rel H{0} ())\n(declare-rel E{0} ())\n", i);
  for (const ZoneId zone : targets) fmt::format_to(out, "(declare-rel Z{} ())\n", zone.index);
  const auto rule = [&](const std::string& body, const std::string& head) { fmt::format_to(out, "(rule (=> {} {}))\n", body, head); };
  for (const FlowEndpointId id : problem.sources) fmt::format_to(out, "(rule H{0})\n(rule E{0})\n", id.index);
  for (const Send& s : system.sends) {
    if (s.formula != "false") rule(fmt::format("(and E{} {})", s.sender.index, s.formula), at(system, s.place, "A"));
  }
  for (const Move& m : system.moves) {
    if (m.formula != "false") rule(fmt::format("(and {} {})", at(system, m.from, "A"), m.formula), at(system, m.to, m.keeps ? "A" : "B"));
  }
  for (const Receipt& r : system.receipts) {
    if (r.holds != "false") rule(fmt::format("(and {} {})", at(system, r.place, "A"), r.holds), fmt::format("H{}", r.receiver.index));
    if (r.relays != "false") rule(fmt::format("(and {} {})", at(system, r.place, "A"), r.relays), fmt::format("E{}", r.receiver.index));
  }
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
    for (const ZoneId zone : targets) {
      if (graph.endpoints[i].zone == zone) rule(fmt::format("H{}", i), fmt::format("Z{}", zone.index));
    }
  }
  return text;
}

std::string horn_query(ZoneId target) { return fmt::format("Z{}", target.index); }

}  // namespace sekimori::bench
