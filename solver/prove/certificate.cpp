// One obligation per initial state, edge and receiver. All are of the form "assume Inv here, take a step, not Inv there" and must be
// unsatisfiable; headers are canonical at every place (Packet), which emission starts and every step keeps. By induction everything the emitters send stays inside Inv, and nothing unexcused is delivered outside H (docs/soundness.md).
#include "sekimori/prove/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "sekimori/prove/smt.hpp"
#include "sekimori/prove/solver.hpp"
#include "sekimori/search/emission.hpp"

namespace sekimori {
namespace {

const char* name_of(Family family) { return family == Family::v4 ? "v4" : family == Family::v6 ? "v6" : "non-ip"; }
const char* name_of(Phase phase) { return phase == Phase::initiate ? "initiate" : "reply"; }

std::string state_name(Family family, Phase phase, std::size_t tag) {
  return fmt::format("{}/{}/tag{}", name_of(family), name_of(phase), tag);
}

std::string init_id(const EmissionRegion& r) {
  return fmt::format("endpoint{}/attachment{}/location{}/{}", r.sender.index, r.attachment, r.at.index, state_name(r.family, r.phase, r.tag));
}
std::string step_id(std::size_t edge, Phase phase, std::size_t tag) { return fmt::format("edge{}/{}/tag{}", edge, name_of(phase), tag); }
std::string receiver_id(std::size_t endpoint, Family family, Phase phase, std::size_t tag) {
  return fmt::format("endpoint{}/{}", endpoint, state_name(family, phase, tag));
}

const std::string kTrivial = "(set-logic QF_BV)\n(assert false)\n(check-sat)\n";

std::string script(const std::string& declarations, const std::vector<std::string>& assertions) {
  const std::string all = smt_and(assertions);
  if (all == "false") return kTrivial;
  std::string text = "(set-logic QF_BV)\n" + declarations;
  for (const auto& assertion : assertions) {
    if (assertion != "true") text += fmt::format("(assert {})\n", assertion);
  }
  return text + "(check-sat)\n";
}

bool is_subset(ClassSet inner, const ClassSet& outer) {
  inner.subtract(outer);
  return inner.empty();
}

bool needs_receiver_item(const FlowProblem& problem, const SearchState& state, FlowEndpointId id) {
  if (!state.holders[id.index]) return true;
  if (is_source(problem, id)) return crossing_node(problem, id) != nullptr;
  if (state.emitters[id.index]) return false;
  return problem.threat != Threat::direct;
}

class Drafter {
 public:
  Drafter(const FlowProblem& problem, const SearchState& state) : problem_(problem), graph_(*problem.graph), state_(state) {}

  CertificateDraft run(const std::vector<ZoneId>& targets) && {
    check_sets(targets);
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (state_.emitters[i]) initial(make_id<FlowEndpointId>(i));
    }
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) step(i);
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) receiver(make_id<FlowEndpointId>(i));
    return std::move(draft_);
  }

 private:
  const std::string& invariant(Family family, Phase phase, std::size_t tag, LocationId at) {
    return invariant(header_symbols(family, ""), state_.state_index(family, phase, tag, at));
  }
  /// Many places share one set of classes: each distinct set is printed once per header.
  const std::string& invariant(const HeaderTerms& h, std::size_t index) {
    const ClassSet& classes = state_.sets[index];
    const auto [known, is_new] = printed_.try_emplace({h.src, h.family, classes.words()});
    if (is_new) known->second = classes.allocated() ? smt_in(h, state_.spaces[static_cast<std::size_t>(h.family)], classes) : "false";
    return known->second;
  }
  const std::string& canonical(const HeaderTerms& h) {
    const auto [known, is_new] = canonical_.try_emplace({h.src, h.family});
    if (is_new) known->second = smt_in(h, canonical_services(h.family));
    return known->second;
  }

  void add(const char* kind, std::string id, std::string about, const std::string& text) {
    const auto [known, is_new] = hashes_.try_emplace(text);  // most items share few texts, and hashing is the slow part
    if (is_new) {
      known->second = sha256(text);
      draft_.texts.emplace(known->second, text);
    }
    draft_.items.push_back({kind, std::move(id), std::move(about), known->second});
  }

  /// C1: sources are emitters, emitters are holders, no holder in a target zone.
  void check_sets(const std::vector<ZoneId>& targets) {
    for (const FlowEndpointId source : problem_.sources) {
      if (!state_.emitters[source.index]) draft_.broken.push_back(fmt::format("C1: source {} does not emit", graph_.at(source).name));
    }
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      const FlowEndpoint& endpoint = graph_.endpoints[i];
      if (state_.emitters[i] && !state_.holders[i]) draft_.broken.push_back(fmt::format("C1: emitter {} holds nothing", endpoint.name));
      const bool target = std::find(targets.begin(), targets.end(), endpoint.zone) != targets.end();
      if (state_.holders[i] && target) draft_.broken.push_back(fmt::format("C1: {} of the target zone is a holder", endpoint.name));
      // C2: who must emit is recomputed here; a conditional relay that does not emit gets its own obligations (C5b).
      const auto id = make_id<FlowEndpointId>(i);
      if (state_.holders[i] && !state_.emitters[i] && relay_kind(problem_, id) == RelayKind::always) {
        draft_.broken.push_back(fmt::format("C2: {} relays but is no emitter", endpoint.name));
      }
    }
  }

  /// C3: what is emitted lies in Inv.
  void initial(FlowEndpointId sender) {
    for (const EmissionRegion& r : emission_regions(problem_, sender)) {
      const HeaderTerms h = header_symbols(r.family, "");
      std::vector<std::string> assertions = {smt_in(h.src, r.sources), smt_in(h.dst, r.destinations), smt_in(h, r.services)};
      for (const std::size_t tag : tags_of(problem_, sender, r.phase)) {
        if (r.family == Family::non_ip) continue;
        if (r.tag != 0 && tag > r.tag) continue;
        const Crossing& c = problem_.crossings[tag - 1];
        const std::string in = smt_and({smt_in(h.src, c.src_of(h.family)), smt_in(h.dst, c.dst_of(h.family)), smt_in(h, c.services)});
        assertions.push_back(tag == r.tag ? in : smt_not(in));
      }
      assertions.push_back(smt_not(invariant(r.family, r.phase, r.tag, r.at)));
      add("init", init_id(r), fmt::format("{} may send", graph_.at(sender).name), script(declare(h), assertions));
    }
  }

  /// C4: a step from Inv stays in Inv.
  void step(std::size_t index) {
    const FlowEdge& edge = graph_.edges[index];
    const HeaderTerms h = header_symbols(edge.family, "");
    const bool identity = edge.rewrite.is_identity();
    const HeaderTerms h2 = identity ? h : header_symbols(edge.family, "2");
    std::optional<std::string> relation;  // printed when the first tag needs it
    for (const Phase phase : kPhases) {
      if (!edge.in_phase(phase)) continue;
      for (std::size_t tag = 0; tag < state_.tags; ++tag) {
        const std::string& from = invariant(edge.family, phase, tag, edge.from);
        std::string text = kTrivial;
        if (from != "false") {
          const std::size_t to = state_.state_index(edge.family, phase, tag, edge.to);
          // C7: where the classes here all belong to the classes there, the guard is not needed, and many edges share one obligation.
          const bool guarded = !identity || !is_subset(state_.at(edge.family, phase, tag, edge.from), state_.sets[to]);
          if (guarded && !relation) relation = transition(edge, h, h2);
          const std::string& after = invariant(h2, to);
          // Canonical headers stay canonical: assumed before the step, shown after it where the step changes the header.
          const std::string well_formed = identity ? after : smt_and({after, canonical(h2)});
          text = script(identity ? declare(h) : declare(h) + declare(h2),
                        {canonical(h), from, guarded ? *relation : "true", smt_not(well_formed)});
        }
        add("step", step_id(index, phase, tag), fmt::format("{} edge", to_text(edge.kind)), text);
      }
    }
  }

  std::string transition(const FlowEdge& edge, const HeaderTerms& h, const HeaderTerms& h2) const {
    std::vector<std::string> terms = {smt_guard(h, graph_, edge.before)};
    if (!edge.rewrite.is_identity()) terms.push_back(smt_rewrite(h, h2, edge.rewrite));
    terms.push_back(smt_guard(h2, graph_, edge.after));
    return smt_and(terms);
  }

  std::string meets(const HeaderTerms& h, const std::vector<RelayCondition>& conditions, Phase phase) const {
    std::vector<std::string> terms;
    for (const RelayCondition& condition : conditions) {
      if (condition.phase == phase && condition.family == h.family) terms.push_back(smt_guard(h, graph_, condition.guard));
    }
    return smt_or(terms);
  }

  /// C5 outside H, C5b for holders that do not emit and for crossing nodes among the sources: those may send their own flows only as long
  /// as they take in raw data lawfully. Other emitters hold everything anyway and need nothing.
  void receiver(FlowEndpointId id) {
    if (!needs_receiver_item(problem_, state_, id)) return;
    const bool holder = state_.holders[id.index];
    const bool emitter = state_.emitters[id.index];
    const FlowEndpoint& endpoint = graph_.at(id);
    for (const Family family : kFamilies) {
      const HeaderTerms h = header_symbols(family, "");
      for (const Phase phase : kPhases) {
        std::string bad = "true";
        if (const CrossingNode* node = crossing_node(problem_, id)) bad = meets(h, node->raw_when, phase);
        if (holder && !emitter) bad = smt_and({bad, relay_kind(problem_, id) == RelayKind::never ? "false" : meets(h, endpoint.relay_when, phase)});
        for (std::size_t tag = 0; tag < state_.tags; ++tag) {
          const std::string given = excused(problem_, id, tag) ? "false" : invariant(family, phase, tag, endpoint.delivery);
          const std::string text = script(declare(h), {canonical(h), given, bad});
          add(holder ? "relay" : "forbid", receiver_id(id.index, family, phase, tag), endpoint.name, text);
        }
      }
    }
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  const SearchState& state_;
  std::map<std::tuple<std::string, Family, std::vector<std::uint64_t>>, std::string> printed_;
  std::map<std::pair<std::string, Family>, std::string> canonical_;
  std::unordered_map<std::string, std::string> hashes_;  ///< text -> its hash
  CertificateDraft draft_;
};

}  // namespace

CertificateDraft draft_certificate(const FlowProblem& problem, const SearchState& state, const std::vector<ZoneId>& targets) {
  return Drafter(problem, state).run(targets);
}

std::vector<std::pair<std::string, std::string>> expected_items(const FlowProblem& problem, const SearchState& state) {
  const FlowGraph& graph = *problem.graph;
  std::set<std::pair<std::string, std::string>> items;
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
    if (!state.emitters[i]) continue;
    for (const EmissionRegion& r : emission_regions(problem, make_id<FlowEndpointId>(i))) items.emplace("init", init_id(r));
  }
  for (const Phase phase : kPhases) {
    for (std::size_t tag = 0; tag < problem.tags(); ++tag) {
      for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        if (graph.edges[i].in_phase(phase)) items.emplace("step", step_id(i, phase, tag));
      }
      for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
        if (!needs_receiver_item(problem, state, make_id<FlowEndpointId>(i))) continue;
        for (const Family family : kFamilies) items.emplace(state.holders[i] ? "relay" : "forbid", receiver_id(i, family, phase, tag));
      }
    }
  }
  return {items.begin(), items.end()};
}

}  // namespace sekimori
