#include "system.hpp"

#include <map>
#include <tuple>

#include "sekimori/prove/smt.hpp"
#include "smt_emission.hpp"

namespace sekimori::bench {
namespace {

class Builder {
 public:
  explicit Builder(const FlowProblem& problem) : problem_(problem), graph_(*problem.graph), outgoing_(graph_.locations.size()) {
    for (std::uint32_t i = 0; i < graph_.edges.size(); ++i) outgoing_[graph_.edges[i].from.index].push_back(i);
    for (const Family f : kFamilies) printers_.emplace(f, EmissionPrinter(problem, suffix(f, "A")));
  }

  System run() && {
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) sends(make_id<FlowEndpointId>(i));
    for (std::size_t next = 0; next < system_.places.size(); ++next) moves(next);
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) receipts(make_id<FlowEndpointId>(i));
    return std::move(system_);
  }

 private:
  std::size_t place(Family family, Phase phase, std::size_t tag, LocationId location) {
    const auto [known, is_new] = numbers_.try_emplace({family, phase, tag, location}, system_.places.size());
    if (is_new) system_.places.push_back({family, phase, tag, location});
    return known->second;
  }

  void sends(FlowEndpointId sender) {
    if (!is_source(problem_, sender) && relay_kind(problem_, sender) == RelayKind::never) return;
    for (const EmissionRegion& r : emission_regions(problem_, sender)) {
      if (r.family != Family::v4) continue;
      const HeaderTerms h = header_symbols(r.family, suffix(r.family, "A"));
      const std::string formula = smt_and({smt_canonical(h), printers_.at(r.family).in(r)});
      system_.sends.push_back({sender, place(r.family, r.phase, r.tag, r.at), formula});
    }
  }

  void moves(std::size_t from) {
    const Place at = system_.places[from];
    for (const std::uint32_t index : outgoing_[at.location.index]) {
      const FlowEdge& edge = graph_.edges[index];
      if (edge.family != at.family || !edge.in_phase(at.phase)) continue;
      const bool keeps = edge.rewrite.is_identity();
      const HeaderTerms a = header_symbols(at.family, suffix(at.family, "A"));
      const HeaderTerms b = keeps ? a : header_symbols(at.family, suffix(at.family, "B"));
      std::string formula =
          smt_and({smt_guard(a, graph_, edge.before), keeps ? "true" : smt_rewrite(a, b, edge.rewrite), smt_guard(b, graph_, edge.after)});
      system_.moves.push_back({from, place(at.family, at.phase, at.tag, edge.to), std::move(formula), keeps});
    }
  }

  std::string meets(const HeaderTerms& h, const std::vector<RelayCondition>& conditions, const Place& at) const {
    std::vector<std::string> terms;
    for (const RelayCondition& c : conditions) {
      if (c.phase == at.phase && c.family == at.family) terms.push_back(smt_guard(h, graph_, c.guard));
    }
    return smt_or(terms);
  }

  void receipts(FlowEndpointId receiver) {
    for (std::size_t i = 0; i < system_.places.size(); ++i) {
      const Place& at = system_.places[i];
      if (at.location != graph_.at(receiver).delivery || excused(problem_, receiver, at.tag)) continue;
      const HeaderTerms h = header_symbols(at.family, suffix(at.family, "A"));
      const CrossingNode* node = crossing_node(problem_, receiver);
      const std::string holds = node == nullptr ? "true" : meets(h, node->raw_when, at);
      const RelayKind kind = relay_kind(problem_, receiver);
      std::string relays = kind == RelayKind::never ? "false" : kind == RelayKind::always ? holds : "";
      if (kind == RelayKind::conditional) relays = smt_and({holds, meets(h, graph_.at(receiver).relay_when, at)});
      system_.receipts.push_back({receiver, i, holds, std::move(relays)});
    }
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  std::vector<std::vector<std::uint32_t>> outgoing_;
  std::map<Family, EmissionPrinter> printers_;
  std::map<std::tuple<Family, Phase, std::size_t, LocationId>, std::size_t> numbers_;
  System system_;
};

}  // namespace

std::string suffix(Family family, const std::string& side) {
  const char* names[] = {"4", "6", "n"};
  return std::string("_") + names[static_cast<std::size_t>(family)] + side;
}

System system_of(const FlowProblem& problem) { return Builder(problem).run(); }

}  // namespace sekimori::bench
