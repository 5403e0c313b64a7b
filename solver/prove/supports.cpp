#include "supports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "sekimori/prove/smt.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kDeniesTried = 256;

bool matches_everything(const HeaderMatch& match) {
  const auto any = [](const std::vector<AddressPattern>& patterns) {
    return std::ranges::any_of(patterns, [](const AddressPattern& p) { return p.care == 0; });
  };
  return any(match.src) && any(match.dst) && std::ranges::find(match.services, ServiceBox::any()) != match.services.end();
}

/// Whose removal may let something pass: denies with something permitted after them, and the closing deny, which comes first.
std::vector<std::size_t> candidates(const Filter& list) {
  std::vector<std::size_t> rules;
  if (list.fallback == Action::deny) rules.push_back(list.rules.size());
  bool permitted_later = list.fallback == Action::permit;
  std::vector<std::size_t> denies;
  for (std::size_t i = list.rules.size(); i-- > 0;) {
    if (list.rules[i].action == Action::permit) permitted_later = true;
    if (list.rules[i].action == Action::deny && permitted_later) denies.push_back(i);
  }
  std::ranges::reverse(denies);
  denies.resize(std::min(denies.size(), kDeniesTried));
  rules.insert(rules.end(), denies.begin(), denies.end());
  return rules;
}

/// Steps with the same sets on both sides and the same relation have one obligation. Those that open sessions come first: they are what a
/// reader expects.
struct Step {
  Phase phase = Phase::initiate;
  Family family = Family::v4;
  std::uint32_t from = 0, to = 0, relation = 0;
  friend auto operator<=>(const Step&, const Step&) = default;
};

void add_lists(const Guard& guard, std::set<RuleListId>& lists) {
  for (const Clause& clause : guard.all_of) {
    for (const Term& term : clause.any_of) {
      if (const auto* passes = std::get_if<Passes>(&term)) lists.insert(passes->list);
    }
  }
}

class Supporter {
 public:
  Supporter(const FlowProblem& problem, const SearchState& reached, const SearchState& state, SolverSession& session,
            std::chrono::milliseconds timeout)
      : problem_(problem), reached_(reached), state_(state), session_(session), timeout_(timeout), graph_(*problem.graph) {
    for (const Family family : {Family::v4, Family::v6}) {
      std::vector<AddressInterval> kept, all;
      for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
        for (const FlowAttachment& attachment : graph_.endpoints[i].attachments) {
          const auto& own = attachment.own(family).intervals();
          all.insert(all.end(), own.begin(), own.end());
          if (!state.holders[i]) kept.insert(kept.end(), own.begin(), own.end());
        }
      }
      own_[family] = {AddressSet::of_intervals(family, std::move(kept)), AddressSet::of_intervals(family, std::move(all))};
    }
  }

  std::vector<RuleSupport> run() && {
    collect();
    std::vector<RuleSupport> found;
    for (const auto& [list, steps] : steps_) {
      const Filter whole = graph_.at(list);
      for (const std::size_t rule : candidates(whole)) {
        graph_.rule_lists[list.index] = without_rule(whole, rule);
        for (const auto& [step, edge] : steps) {
          const auto it = model(step, edge);
          if (!it) continue;
          found.push_back({list, rule, edge, it->packet, it->to_kept});
          break;
        }
      }
      graph_.rule_lists[list.index] = whole;
    }
    std::ranges::sort(found, {}, [](const RuleSupport& s) { return std::pair(s.list, s.rule); });
    return found;
  }

 private:
  using Steps = std::map<Step, FlowEdgeId>;
  struct Model {
    Packet packet;
    bool to_kept = false;
  };

  void collect() {
    RelationTable own;
    if (problem_.relations == nullptr) own = number_relations(graph_);
    const RelationTable& relations = problem_.relations == nullptr ? own : *problem_.relations;
    for (std::uint32_t i = 0; i < graph_.edges.size(); ++i) {
      const FlowEdge& edge = graph_.edges[i];
      std::set<RuleListId> lists;
      add_lists(edge.before, lists);
      add_lists(edge.after, lists);
      std::erase_if(lists, [&](RuleListId id) { return !graph_.packet_filters.contains(id); });
      if (lists.empty()) continue;
      for (const Phase phase : kPhases) {
        for (std::size_t tag = 0; edge.in_phase(phase) && tag < state_.tags; ++tag) {
          const std::uint32_t from = reached_.number_at(edge.family, phase, tag, edge.from);
          const std::uint32_t to = state_.number_at(edge.family, phase, tag, edge.to);
          if (from == 0 || (from == to && edge.rewrite.is_identity())) continue;
          for (const RuleListId list : lists)
            steps_[list].try_emplace({phase, edge.family, from, to, relations.of(FlowEdgeId{i})}, FlowEdgeId{i});
        }
      }
    }
  }

  std::string in(const HeaderTerms& h, std::uint32_t set) {
    const auto [known, is_new] = printed_.try_emplace({h.src, h.family, set});
    if (is_new) known->second = smt_in(h, state_.spaces[static_cast<std::size_t>(h.family)], state_.table().at(set));
    return known->second;
  }

  /// A header that comes so far and takes the edge out of the invariant, if there is one; the edge's lists are those of `graph_`.
  std::optional<Model> model(const Step& step, FlowEdgeId id) {
    const FlowEdge& edge = graph_.at(id);
    const HeaderTerms h = header_symbols(step.family, "");
    const bool identity = edge.rewrite.is_identity();
    const HeaderTerms h2 = identity ? h : header_symbols(step.family, "2");
    std::string text = "(set-logic QF_BV)\n" + declare(h) + (identity ? "" : declare(h2));
    for (const std::string& term : {smt_canonical(h), in(h, step.from), smt_guard(h, graph_, edge.before),
                                    identity ? std::string("true") : smt_rewrite(h, h2, edge.rewrite), smt_guard(h2, graph_, edge.after),
                                    smt_not(smt_and({in(h2, step.to), smt_canonical(h2)}))}) {
      if (term == "false") return std::nullopt;
      if (term != "true") text += fmt::format("(assert {})\n", term);
    }
    const SolverResult any = session_.solve(text, timeout_);
    if (any.answer != SolverAnswer::sat) return std::nullopt;
    const Model found = {packet_of(h, any.model), false};
    if (h.family == Family::non_ip) return found;
    // What a reader expects to see: a client's packet to somebody who must not get it.
    const auto& [kept, all] = own_.at(h.family);
    const std::string to_kept = smt_in(h.dst, kept);
    const std::string client = fmt::format("(and (= {} #x06) (= {} #xc000))", h.protocol, h.sport);
    for (const std::string& wish : {smt_and({client, to_kept, smt_in(h.src, all)}), to_kept}) {
      const SolverResult result = session_.solve(fmt::format("{}(assert {})\n", text, wish), timeout_);
      if (result.answer == SolverAnswer::sat) return Model{packet_of(h, result.model), true};
    }
    return found;
  }

  const FlowProblem& problem_;
  const SearchState& reached_;
  const SearchState& state_;
  SolverSession& session_;
  std::chrono::milliseconds timeout_;
  FlowGraph graph_;                                          ///< a copy: its lists lose one rule at a time
  std::map<Family, std::pair<AddressSet, AddressSet>> own_;  ///< own addresses of endpoints that hold nothing, and of all
  std::map<RuleListId, Steps> steps_;
  std::map<std::tuple<std::string, Family, std::uint32_t>, std::string> printed_;
};

}  // namespace

std::optional<std::size_t> closing_rule(const Filter& list) {
  const bool closes = !list.rules.empty() && list.rules.back().action == Action::deny && matches_everything(list.rules.back().match);
  return closes ? std::optional(list.rules.size() - 1) : std::nullopt;
}

Filter without_rule(const Filter& list, std::size_t rule) {
  Filter rest = list;
  if (rule < list.rules.size()) {
    rest.rules.erase(rest.rules.begin() + static_cast<std::ptrdiff_t>(rule));
    return rest;
  }
  if (closing_rule(list)) rest.rules.pop_back();
  rest.fallback = Action::permit;
  return rest;
}

std::vector<RuleSupport> supports_of(const FlowProblem& problem, const SearchState& reached, const SearchState& state,
                                     SolverSession& session, std::chrono::milliseconds timeout) {
  return Supporter(problem, reached, state, session, timeout).run();
}

}  // namespace sekimori
