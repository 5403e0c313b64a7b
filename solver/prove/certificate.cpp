// One obligation per initial state, edge and receiver. All are of the form "assume Inv here, take a step, not Inv there" and must be
// unsatisfiable; headers are canonical at every place (Packet), which emission starts and every step keeps. By induction everything the
// emitters send stays inside Inv, and nothing unexcused is delivered outside H (docs/soundness.md).
#include "sekimori/prove/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <unordered_map>

#include "class_partition.hpp"
#include "sekimori/classes/emission.hpp"
#include "sekimori/policy/service_reversal.hpp"
#include "sekimori/prove/smt.hpp"
#include "sekimori/prove/solver.hpp"
#include "smt_emission.hpp"

namespace sekimori {
namespace {

const std::string kTrivial = "(set-logic QF_BV)\n(assert false)\n(check-sat)\n";
/// Inv here, a header that the step does not change, not Inv there, where each class here is one of those there: whatever sets they are.
const std::string kUnchanged =
    "(set-logic QF_BV)\n(declare-const here Bool)\n(declare-const there Bool)\n(assert (=> here there))\n(assert here)\n"
    "(assert (not there))\n(check-sat)\n";

std::string script(const std::string& declarations, const std::vector<std::string>& assertions) {
  const std::string all = smt_and(assertions);
  if (all == "false") return kTrivial;
  std::string text = "(set-logic QF_BV)\n" + declarations;
  for (const auto& assertion : assertions) {
    if (assertion != "true") text += fmt::format("(assert {})\n", assertion);
  }
  return text + "(check-sat)\n";
}

std::uint32_t number(std::size_t value) { return static_cast<std::uint32_t>(value); }

ItemKey initial_key(const EmissionRegion& r) {
  return {ItemKind::initial, r.family, r.phase, number(r.tag), r.sender.index, number(r.attachment), r.at.index};
}

/// C5 outside H, C5b for holders that do not emit and for crossing nodes among the sources: those may send their own flows only as long
/// as they take in raw data lawfully. Other emitters hold everything anyway and need nothing.
std::optional<ItemKind> receiver_kind(const FlowProblem& problem, const Invariant& state, FlowEndpointId id) {
  if (!state.holders[id.index]) return ItemKind::forbid;
  if (is_source(problem, id)) return crossing_node(problem, id) != nullptr ? std::optional(ItemKind::relay) : std::nullopt;
  if (state.emitters[id.index] || problem.threat == Threat::direct) return std::nullopt;
  return ItemKind::relay;
}

/// All headers of the space whose class has such a source and such a service are in `set`.
bool includes(const ClassSpace& space, const ClassSet& set, const AddressSet& sources, const std::vector<ServiceBox>& services) {
  std::vector<std::uint32_t> wanted;
  for (std::uint32_t v = 0; v < space.service_count(); ++v) {
    if (intersects(space.services[v], services)) wanted.push_back(v);
  }
  const auto has_each_destination = [&](std::uint32_t src, std::uint32_t service) {
    for (std::uint32_t dst = 0; dst < space.address_count(); ++dst) {
      if (!set.contains(space, {src, dst, service})) return false;
    }
    return true;
  };
  for (std::uint32_t src = 0; src < space.address_count(); ++src) {
    if (!space.addresses[src].intersects(sources)) continue;
    if (!std::ranges::all_of(wanted, [&](std::uint32_t v) { return has_each_destination(src, v); })) return false;
  }
  return true;
}

/// The edges of each family that are there in each phase, ascending.
using EdgesByPlane = std::array<std::array<std::vector<std::uint32_t>, 2>, 3>;

EdgesByPlane edges_by_plane(const FlowGraph& graph) {
  EdgesByPlane edges;
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
    for (const Phase phase : kPhases) {
      const FlowEdge& edge = graph.edges[i];
      if (edge.in_phase(phase)) edges[static_cast<std::size_t>(edge.family)][static_cast<std::size_t>(phase)].push_back(i);
    }
  }
  return edges;
}

const std::vector<std::uint32_t>& in_plane(const EdgesByPlane& edges, Family family, Phase phase) {
  return edges[static_cast<std::size_t>(family)][static_cast<std::size_t>(phase)];
}

/// Calls `visit(family, phase, tag)` for each of them in ascending order.
template <class Visit>
void for_each_plane(std::size_t tags, const Visit& visit) {
  for (const Family family : kFamilies) {
    for (const Phase phase : kPhases) {
      for (std::size_t tag = 0; tag < tags; ++tag) visit(family, phase, tag);
    }
  }
}

class Drafter {
 public:
  Drafter(const FlowProblem& problem, const Invariant& state, const WideningHint& widen)
      : problem_(problem), graph_(*problem.graph), state_(state), widen_(widen), emissions_(problem) {
    if (problem.relations == nullptr) own_relations_ = number_relations(graph_);
    relations_ = problem.relations == nullptr ? &own_relations_ : problem.relations;
    step_groups_.resize(relations_->representative.size());
  }

  CertificateDraft run(const std::vector<ZoneId>& targets) && {
    check_classes();
    check_sets(targets);
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (state_.emitters[i]) initial(make_id<FlowEndpointId>(i));
    }
    sort_items_from(0);
    const EdgesByPlane edges = edges_by_plane(graph_);
    for_each_plane(state_.tags, [&](Family family, Phase phase, std::size_t tag) {
      for (const std::uint32_t i : in_plane(edges, family, phase)) step(i, family, phase, tag);
    });
    const std::size_t receivers = draft_.items.size();
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) receiver(make_id<FlowEndpointId>(i));
    sort_items_from(receivers);
    for (const auto& group : initials_) {
      write(group.second, [&](const std::string& emitted) { return initial_text(group.first, emitted); });
    }
    for (const auto& [ends, steps] : steps_) write_steps(ends, steps);
    for (const auto& group : deliveries_) {
      write(group.second, [&](const std::string& bad) { return delivery_text(group.first, bad); });
    }
    name_obligations();
    order_obligations();
    return std::move(draft_);
  }

 private:
  /// Items that one obligation will be written for.
  using Group = std::uint32_t;
  static constexpr std::uint32_t kNotShown = std::numeric_limits<std::uint32_t>::max();

  Group new_group() {
    shown_.push_back(kNotShown);
    return number(shown_.size() - 1);
  }

  void sort_items_from(std::size_t first) {
    std::sort(draft_.items.begin() + static_cast<std::ptrdiff_t>(first), draft_.items.end(),
              [](const CertificateItem& a, const CertificateItem& b) { return a.key < b.key; });
  }

  /// Until here, items name their groups.
  void name_obligations() {
    if (std::ranges::find(shown_, kNotShown) != shown_.end()) {
      draft_.broken.emplace_back("C6: an item has no obligation");
      return draft_.items.clear();
    }
    for (CertificateItem& item : draft_.items) item.obligation = shown_[item.obligation];
  }

  /// By the first item that each is for: the numbers of sets, by which they were made, are no part of the certificate.
  void order_obligations() {
    std::vector<std::optional<std::uint32_t>> place(draft_.obligations.size());
    std::vector<Obligation> ordered;
    ordered.reserve(place.size());
    for (CertificateItem& item : draft_.items) {
      auto& at = place[item.obligation];
      if (!at) {
        at = number(ordered.size());
        ordered.push_back(std::move(draft_.obligations[item.obligation]));
      }
      item.obligation = *at;
    }
    draft_.obligations = std::move(ordered);
  }

  ClassPrinter& printer(const HeaderTerms& h) {
    return printers_.try_emplace({h.src, h.family}, h, state_.spaces[static_cast<std::size_t>(h.family)]).first->second;
  }

  /// Many places share one set of classes: each distinct set is printed once per header.
  const std::string& invariant(const HeaderTerms& h, std::uint32_t set) {
    const auto [known, is_new] = printed_.try_emplace({h.src, h.family, set});
    if (is_new) known->second = printer(h).in(state_.table().at(set));
    return known->second;
  }

  /// The obligation of this text.
  std::uint32_t obligation(const std::string& text) {
    const auto [known, is_new] = numbers_.try_emplace(text, number(draft_.obligations.size()));
    if (is_new) draft_.obligations.push_back({sha256(text), text, false});
    return known->second;
  }
  void add(const ItemKey& key, Group group) { draft_.items.push_back({key, group}); }

  /// What `leaving` and the printing of sets rest on; the classes come from the search, which is not trusted.
  void check_classes() {
    if (!std::all_of(state_.spaces.begin(), state_.spaces.end(), is_partition))
      draft_.broken.emplace_back("C7: the classes are no partition");
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

  /// Obligations that differ in one premise are shown together, for the disjunction of their premises (C7), a bounded number at a time.
  using Premises = std::map<std::string, std::vector<Group>>;
  /// A family and a set of it.
  using InFamily = std::pair<Family, std::uint32_t>;

  template <class Text>
  void write(const Premises& premises, const Text& text) {
    constexpr std::size_t kTogether = 48;
    std::vector<std::string> terms;
    std::vector<Group> groups;
    const auto flush = [&] {
      if (groups.empty()) return;
      show(groups, obligation(text(smt_or(terms))));
      terms.clear();
      groups.clear();
    };
    for (const auto& [premise, covered] : premises) {
      terms.push_back(premise);
      groups.insert(groups.end(), covered.begin(), covered.end());
      if (premise == "true" || terms.size() == kTogether) flush();  // "true" would make the others void
    }
    flush();
  }

  /// C3: what is emitted lies in Inv.
  void initial(FlowEndpointId sender) {
    for (const EmissionRegion& r : emission_regions(problem_, sender)) {
      const std::uint32_t set = state_.number_at(r.family, r.phase, r.tag, r.at);
      add(initial_key(r), group_for(initials_[{r.family, set}], emitted(r, set)));
    }
  }

  /// Those with this premise.
  Group group_for(Premises& premises, const std::string& premise) {
    std::vector<Group>& groups = premises[premise];
    if (groups.empty()) groups.push_back(new_group());
    return groups.front();
  }

  /// C7: what is emitted, or more that lies in Inv as well, where that is shorter to say.
  std::string emitted(const EmissionRegion& r, std::uint32_t set) {
    if (holds_all(r.family, set, r.sources, {ServiceBox::any()})) return emissions_.in_sources(r);
    if (holds_all(r.family, set, r.sources, r.services)) return emissions_.in_sources_and_services(r);
    return emissions_.in(r);
  }

  /// All headers with these sources and services, whatever else, are in the set of this number.
  bool holds_all(Family family, std::uint32_t set, const AddressSet& sources, const std::vector<ServiceBox>& services) {
    const auto [known, is_new] = holds_all_.try_emplace({family, set, sources, services});
    if (is_new) known->second = includes(state_.space(family), state_.table().at(set), sources, services);
    return known->second;
  }

  std::string initial_text(const InFamily& inv, const std::string& emitted) {
    const HeaderTerms h = header_symbols(inv.first, "");
    return script(declare(h), {smt_canonical(h), emitted, smt_not(invariant(h, inv.second))});
  }

  /// Steps that change nothing: `from` is the number of what must not pass. Others: the sets on both sides.
  struct StepEnds {
    Family family = Family::v4;
    std::uint32_t from = 0, to = 0;
    bool identity = true;
    friend auto operator<=>(const StepEnds&, const StepEnds&) = default;
  };
  /// By relation.
  using Steps = std::map<std::uint32_t, Group>;

  /// C4: a step from Inv stays in Inv.
  void step(std::uint32_t index, Family family, Phase phase, std::size_t tag) {
    const FlowEdge& edge = graph_.edges[index];
    const std::uint32_t from = state_.number_at(family, phase, tag, edge.from);
    if (from == 0) return;
    const std::uint32_t to = state_.number_at(family, phase, tag, edge.to);
    const std::uint32_t relation = relations_->of_edge[index];
    // Edges of one relation are of one family and ask the same: between the same sets they are one step, wherever they are.
    const auto [known, is_new] = step_groups_[relation].try_emplace(static_cast<std::uint64_t>(from) << 32U | to);
    if (is_new) known->second = step_group({family, from, to, false}, relation);
    add({ItemKind::step, family, phase, number(tag), index, 0, 0}, known->second);
  }

  Group step_group(StepEnds ends, std::uint32_t relation) {
    if (edge_of(relation).rewrite.is_identity()) {
      // A header of `from` that is not in `to` is in a class of the first, and in none of the second: so in one of these (check_classes).
      const std::uint32_t out = state_.sets->without(ends.from, ends.to);
      if (out == 0) return unchanged();
      ends = {ends.family, simpler(out, relation, ends.family), 0, true};
    }
    const auto [known, is_new] = steps_[ends].try_emplace(relation);
    if (is_new) known->second = new_group();
    return known->second;
  }

  Group unchanged() {
    if (!unchanged_) {
      unchanged_ = new_group();
      show({*unchanged_}, obligation(kUnchanged));
    }
    return *unchanged_;
  }

  /// C7: what must not pass, and more that does not pass either, where that is shorter to say and shared with other steps. Whatever the
  /// hint, it holds what must not pass.
  std::uint32_t simpler(std::uint32_t out, std::uint32_t relation, Family family) {
    if (!widen_) return out;
    const auto [known, is_new] = simpler_.try_emplace({out, relation});
    if (is_new) known->second = state_.sets->united(widen_(family, FlowEdgeId{relations_->representative[relation]}, out), out);
    return known->second;
  }

  void write_steps(const StepEnds& ends, const Steps& steps) {
    if (ends.identity) return write_identical_steps(ends, steps);
    Premises premises;
    for (const auto& [relation, group] : steps) premises[transition(edge_of(relation), nullptr)].push_back(group);
    write(premises, [&](const std::string& guard) { return step_text(ends, guard); });
  }

  /// Steps that are shown together, for each product of what must not pass: what the guards that are apart from it on some axis ask
  /// there, and the other guards.
  struct Together {
    std::vector<HeaderHull> apart;
    std::vector<std::set<std::string>> others;
    std::size_t terms = 0;
    std::vector<Group> groups;
  };

  void write_identical_steps(const StepEnds& ends, const Steps& steps) {
    constexpr std::size_t kTogether = 48;
    const ClassSpace& space = state_.spaces[static_cast<std::size_t>(ends.family)];
    const std::vector<ClassProduct> products = products_of(space, state_.table().at(ends.from));
    Together none;
    none.apart.assign(products.size(), HeaderHull::none(ends.family));
    none.others.resize(products.size());
    Together together = none;
    for (const auto& [relation, group] : steps) {
      const FlowEdge& edge = edge_of(relation);
      for (std::size_t i = 0; i < products.size(); ++i) {
        GuardsApart& guards = guards_apart(space, products[i]);
        if (guards.add(edge.before, together.apart[i]) || guards.add(edge.after, together.apart[i])) continue;
        if (together.others[i].insert(transition(edge, &guards.about())).second) ++together.terms;
      }
      together.groups.push_back(group);
      if (together.terms < kTogether) continue;
      show(products, together, ends.family);
      together = none;
    }
    if (!together.groups.empty()) show(products, together, ends.family);
  }

  void show(const std::vector<ClassProduct>& products, const Together& together, Family family) {
    const HeaderTerms h = header_symbols(family, "");
    std::vector<std::string> passing;
    for (std::size_t i = 0; i < products.size(); ++i) {
      std::vector<std::string> guards(together.others[i].begin(), together.others[i].end());
      guards.push_back(smt_on_some_axis(h, together.apart[i]));
      passing.push_back(smt_and({product_text(h, products[i]), smt_or(guards)}));
    }
    show(together.groups, obligation(script(declare(h), {smt_canonical(h), smt_or(passing)})));
  }

  void show(const std::vector<Group>& groups, std::uint32_t obligation) {
    for (const Group group : groups) shown_[group] = obligation;
  }

  GuardsApart& guards_apart(const ClassSpace& space, const ClassProduct& product) {
    const auto known = guards_apart_.find({space.family, product});
    if (known != guards_apart_.end()) return known->second;
    return guards_apart_.try_emplace({space.family, product}, graph_, hull_of(space, product)).first->second;
  }

  const std::string& product_text(const HeaderTerms& h, const ClassProduct& product) {
    const auto [known, is_new] = products_printed_.try_emplace({h.family, product});
    if (is_new) known->second = printer(h).in(product);
    return known->second;
  }

  const FlowEdge& edge_of(std::uint32_t relation) const { return graph_.edges[relations_->representative[relation]]; }

  std::string step_text(const StepEnds& ends, const std::string& guard) {
    const HeaderTerms h = header_symbols(ends.family, "");
    const HeaderTerms h2 = header_symbols(ends.family, "2");
    // Canonical headers stay canonical: assumed before the step, shown after it where the step changes the header.
    const std::string well_formed = smt_and({invariant(h2, ends.to), smt_canonical(h2)});
    return script(declare(h) + declare(h2), {smt_canonical(h), invariant(h, ends.from), guard, smt_not(well_formed)});
  }

  std::string transition(const FlowEdge& edge, const HeaderHull* about) const {
    const bool identity = edge.rewrite.is_identity();
    const HeaderTerms h = header_symbols(edge.family, "");
    const HeaderTerms h2 = identity ? h : header_symbols(edge.family, "2");
    std::vector<std::string> terms = {smt_guard(h, graph_, edge.before, about)};
    if (!identity) terms.push_back(smt_rewrite(h, h2, edge.rewrite));
    terms.push_back(smt_guard(h2, graph_, edge.after, about));
    return smt_and(terms);
  }

  std::string meets(const HeaderTerms& h, const std::vector<RelayCondition>& conditions, Phase phase) const {
    std::vector<std::string> terms;
    for (const RelayCondition& condition : conditions) {
      if (condition.phase == phase && condition.family == h.family) terms.push_back(smt_guard(h, graph_, condition.guard));
    }
    return smt_or(terms);
  }

  /// What must not be delivered to the endpoint, tags aside.
  std::string bad_at(FlowEndpointId id, const HeaderTerms& h, Phase phase) const {
    std::string bad = "true";
    if (const CrossingNode* node = crossing_node(problem_, id)) bad = meets(h, node->raw_when, phase);
    if (!state_.holders[id.index] || state_.emitters[id.index]) return bad;
    return smt_and({bad, relay_kind(problem_, id) == RelayKind::never ? "false" : meets(h, graph_.at(id).relay_when, phase)});
  }

  void receiver(FlowEndpointId id) {
    const auto kind = receiver_kind(problem_, state_, id);
    if (!kind) return;
    for_each_plane(state_.tags, [&](Family family, Phase phase, std::size_t tag) {
      const std::uint32_t set = state_.number_at(family, phase, tag, graph_.at(id).delivery);
      if (set == 0) return;
      const HeaderTerms h = header_symbols(family, "");
      const std::string bad = excused(problem_, id, tag) ? "false" : bad_at(id, h, phase);
      add({*kind, family, phase, number(tag), id.index, 0, 0}, group_for(deliveries_[{family, set}], bad));
    });
  }

  std::string delivery_text(const InFamily& inv, const std::string& bad) {
    const HeaderTerms h = header_symbols(inv.first, "");
    return script(declare(h), {smt_canonical(h), invariant(h, inv.second), bad});
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  const Invariant& state_;
  const WideningHint& widen_;
  RelationTable own_relations_;
  const RelationTable* relations_ = nullptr;
  EmissionPrinter emissions_;
  std::map<std::pair<std::string, Family>, ClassPrinter> printers_;
  std::map<std::tuple<std::string, Family, std::uint32_t>, std::string> printed_;
  std::map<std::pair<Family, ClassProduct>, std::string> products_printed_;
  std::map<std::pair<Family, ClassProduct>, GuardsApart> guards_apart_;
  std::vector<std::uint32_t> shown_;  ///< by Group: number of the obligation
  std::map<StepEnds, Steps> steps_;
  std::vector<std::unordered_map<std::uint64_t, Group>> step_groups_;  ///< by relation: (set before, set after) -> group
  std::optional<Group> unchanged_;
  std::map<InFamily, Premises> initials_, deliveries_;
  std::map<std::tuple<Family, std::uint32_t, AddressSet, std::vector<ServiceBox>>, bool> holds_all_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> simpler_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  ///< text -> obligation
  CertificateDraft draft_;
};

}  // namespace

CertificateDraft draft_certificate(const FlowProblem& problem, const Invariant& state, const std::vector<ZoneId>& targets,
                                   const WideningHint& widen) {
  return Drafter(problem, state, widen).run(targets);
}

std::vector<ItemKey> expected_items(const FlowProblem& problem, const Invariant& state) {
  const FlowGraph& graph = *problem.graph;
  std::vector<ItemKey> keys;
  const auto sort_from = [&](std::size_t first) { std::sort(keys.begin() + static_cast<std::ptrdiff_t>(first), keys.end()); };
  for (std::uint32_t i = 0; i < graph.endpoints.size(); ++i) {
    if (!state.emitters[i]) continue;
    for (const EmissionRegion& r : emission_regions(problem, make_id<FlowEndpointId>(i))) keys.push_back(initial_key(r));
  }
  sort_from(0);
  // These come in order.
  const EdgesByPlane edges = edges_by_plane(graph);
  for_each_plane(problem.tags(), [&](Family family, Phase phase, std::size_t tag) {
    for (const std::uint32_t i : in_plane(edges, family, phase)) {
      if (state.number_at(family, phase, tag, graph.edges[i].from) == 0) continue;
      keys.push_back({ItemKind::step, family, phase, number(tag), i, 0, 0});
    }
  });
  const std::size_t receivers = keys.size();
  for (std::uint32_t i = 0; i < graph.endpoints.size(); ++i) {
    const auto kind = receiver_kind(problem, state, make_id<FlowEndpointId>(i));
    if (!kind) continue;
    for_each_plane(problem.tags(), [&](Family family, Phase phase, std::size_t tag) {
      if (state.number_at(family, phase, tag, graph.endpoints[i].delivery) == 0) return;
      keys.push_back({*kind, family, phase, number(tag), i, 0, 0});
    });
  }
  sort_from(receivers);
  return keys;
}

bool is_complete(const CertificateDraft& draft, const FlowProblem& problem, const Invariant& state) {
  const std::vector<ItemKey> expected = expected_items(problem, state);
  const auto same = [](const CertificateItem& item, const ItemKey& key) { return item.key == key; };
  return draft.items.size() == expected.size() && std::equal(draft.items.begin(), draft.items.end(), expected.begin(), same);
}

}  // namespace sekimori
