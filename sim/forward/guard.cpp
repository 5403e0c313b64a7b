#include <algorithm>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {
namespace {

bool holds(const FlowGraph& graph, const Term& term, const Packet& packet) {
  return std::visit(
      Overloaded{
          [&](const SrcIn& t) { return t.set.contains(packet.source()); },
          [&](const DstIn& t) { return t.set.contains(packet.destination()); },
          [&](const ServiceIn& t) { return std::ranges::any_of(t.boxes, [&](const ServiceBox& b) { return b.contains(packet); }); },
          [&](const Passes& t) { return decide(graph.at(t.list), packet).action == Action::permit; },
          [&](const PassesReversed& t) { return decide(graph.at(t.list), reversed(packet, Phase::initiate)).action == Action::permit; }},
      term);
}

bool relates(const AddressRewrite& rewrite, Address before, Address after) {
  return std::visit(Overloaded{[&](const Keep&) { return before == after; }, [&](const AnyIn& r) { return r.set.contains(after); },
                               [&](const MapPrefix& r) {
                                 return r.from.contains(before) && after.family == r.to.family() &&
                                        after.bits == (r.to.network().bits | (before.bits & ~r.from.mask()));
                               }},
                    rewrite);
}

bool relates(const PortRewrite& rewrite, bool has_port, std::uint16_t before, std::uint16_t after) {
  return std::visit(Overloaded{[&](const Keep&) { return before == after; },
                               [&](const ServiceInterval& r) { return has_port ? r.first <= after && after <= r.last : before == after; }},
                    rewrite);
}

bool relates(const Rewrite& rewrite, const Packet& before, const Packet& after) {
  const bool ports = has_ports(before.protocol) && !before.fragment;
  return relates(rewrite.src, before.source(), after.source()) && relates(rewrite.dst, before.destination(), after.destination()) &&
         relates(rewrite.sport, ports, before.sport, after.sport) && relates(rewrite.dport, ports, before.dport, after.dport) &&
         before.protocol == after.protocol && before.icmp == after.icmp && before.established == after.established &&
         before.fragment == after.fragment;
}

}  // namespace

bool Rewrite::is_identity() const {
  return std::holds_alternative<Keep>(src) && std::holds_alternative<Keep>(dst) && std::holds_alternative<Keep>(sport) &&
         std::holds_alternative<Keep>(dport);
}

bool holds(const FlowGraph& graph, const Guard& guard, const Packet& packet) {
  return std::ranges::all_of(guard.all_of, [&](const Clause& clause) {
    return std::ranges::any_of(clause.any_of, [&](const Term& term) { return holds(graph, term, packet); });
  });
}

bool is_step(const FlowGraph& graph, const FlowEdge& edge, Phase phase, const Packet& before, const Packet& after) {
  return edge.in_phase(phase) && before.family == edge.family && after.family == edge.family && holds(graph, edge.before, before) &&
         relates(edge.rewrite, before, after) && holds(graph, edge.after, after);
}

}  // namespace sekimori
