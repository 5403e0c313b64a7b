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

std::string atom(char relation, std::size_t place, const HeaderTerms& h) {
  std::string text = fmt::format("({}{}", relation, place);
  for (const std::string& field : fields(h)) text += " " + field;
  return text + ")";
}

std::string at(const System& system, std::size_t place, const std::string& side, char relation = 'P') {
  const Family family = system.places[place].family;
  return atom(relation, place, header_symbols(family, suffix(family, side)));
}

std::string rule(const std::string& body, const std::string& head) { return fmt::format("(rule (=> {} {}))\n", body, head); }

std::string declarations(const System& system, char relation) {
  std::string text;
  for (std::size_t i = 0; i < system.places.size(); ++i)
    text += fmt::format("(declare-rel {}{} ({}))\n", relation, i, sorts(system.places[i].family));
  return text;
}

std::string moves(const System& system, char relation) {
  std::string text;
  for (const Move& m : system.moves) {
    if (m.formula == "false") continue;
    for (const std::string& way : m.keeps ? std::vector{m.formula} : without_choice(m.formula))
      text += rule(fmt::format("(and {} {})", at(system, m.from, "A", relation), way), at(system, m.to, m.keeps ? "A" : "B", relation));
  }
  return text;
}

/// Where initiations of everybody may be: relations I (C0).
std::string initiations_of_all(const System& system) {
  std::string text = declarations(system, 'I');
  for (const Send& s : system.sends) {
    if (s.formula != "false") text += rule(s.formula, at(system, s.place, "A", 'I'));
  }
  return text + moves(system, 'I');
}

bool is_honest_reply(const FlowProblem& problem, const System& system, const Send& s) {
  return system.places[s.place].phase == Phase::reply && !powers(problem, s.sender).forges;
}

/// An honest reply answers an initiation that was delivered to its sender (C3); one that was sent to all from its own address, TCP apart.
/// Which ICMP message is answered by which is left open: more replies, not fewer.
std::string answer(const FlowProblem& problem, const System& system, const Send& s, const System& asked) {
  const FlowGraph& graph = *problem.graph;
  const Family family = system.places[s.place].family;
  const HeaderTerms h = header_symbols(family, suffix(family, "A")), b = header_symbols(family, suffix(family, "B"));
  AddressSet own(family);
  for (const FlowAttachment& attachment : graph.at(s.sender).attachments) own = own.united(attachment.own(family));
  HeaderTerms direct{family, h.dst, h.src, h.protocol, h.dport, h.sport, b.icmp, "#b0", h.fragment};
  HeaderTerms to_all = direct;
  to_all.dst = b.dst;
  const std::string head = at(system, s.place, "A"), sends = fmt::format("(and E{} {})", s.sender.index, s.formula);
  std::string text;
  for (std::size_t i = 0; i < asked.places.size(); ++i) {
    const Place& place = asked.places[i];
    if (place.location != graph.at(s.sender).delivery || place.family != family) continue;
    text += rule(fmt::format("(and {} {})", sends, atom('I', i, direct)), head);
    const std::string apart = smt_and({smt_not(smt_in(b.dst, own)), fmt::format("(not (= {} #x06))", h.protocol)});
    text += rule(fmt::format("(and {} {} {})", sends, atom('I', i, to_all), apart), head);
  }
  return text;
}

}  // namespace

std::string horn_rules(const FlowProblem& problem, const System& system, const std::vector<ZoneId>& targets, const System* asked) {
  const FlowGraph& graph = *problem.graph;
  std::string text;
  const auto out = std::back_inserter(text);
  text += variables(Family::v4, "A") + variables(Family::v4, "B");
  text += declarations(system, 'P');
  if (asked != nullptr) text += initiations_of_all(*asked);
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) fmt::format_to(out, "(declare-rel H{0} ())\n(declare-rel E{0} ())\n", i);
  for (const ZoneId zone : targets) fmt::format_to(out, "(declare-rel Z{} ())\n", zone.index);
  text += "(declare-rel Z ((_ BitVec 16)))\n";
  for (const CrossingNode& node : problem.nodes) fmt::format_to(out, "(declare-rel R{} ())\n", node.node.index);
  for (const FlowEndpointId id : problem.sources) fmt::format_to(out, "(rule H{0})\n(rule E{0})\n", id.index);
  for (const Send& s : system.sends) {
    if (s.formula == "false") continue;
    const bool must_answer = asked != nullptr && is_honest_reply(problem, system, s);
    text += must_answer ? answer(problem, system, s, *asked)
                        : rule(fmt::format("(and E{} {})", s.sender.index, s.formula), at(system, s.place, "A"));
  }
  text += moves(system, 'P');
  for (const Receipt& r : system.receipts) {
    const std::string here = at(system, r.place, "A"), holds = fmt::format("(and {} {})", here, r.holds);
    if (r.holds != "false") text += rule(holds, fmt::format("H{}", r.receiver.index));
    if (r.holds != "false" && crossing_node(problem, r.receiver) != nullptr) text += rule(holds, fmt::format("R{}", r.receiver.index));
    if (r.relays != "false") text += rule(fmt::format("(and {} {})", here, r.relays), fmt::format("E{}", r.receiver.index));
  }
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
    for (const ZoneId zone : targets) {
      if (graph.endpoints[i].zone != zone) continue;
      text += rule(fmt::format("H{}", i), fmt::format("Z{}", zone.index));
      text += rule(fmt::format("H{}", i), fmt::format("(Z #x{:04x})", zone.index));
    }
  }
  return text;
}

std::string horn_query(ZoneId target) { return fmt::format("Z{}", target.index); }
std::string horn_zones_query() { return "Z"; }
std::string horn_raw_query(FlowEndpointId node) { return fmt::format("R{}", node.index); }

}  // namespace sekimori::bench
