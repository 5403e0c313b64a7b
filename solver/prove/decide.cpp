// Search, try to realise what the search finds in a target zone, refine the classes where a path breaks, and prove what is left clean.
// Only the last step is trusted: a wrong refinement or a wrong path costs a proof or a witness, never fakes one.
#include "decide.hpp"

#include <algorithm>

namespace sekimori {
namespace {

constexpr std::size_t kEndpointsTried = 6;
constexpr std::size_t kMaxClasses = 2'000'000;  ///< bits of one set, beyond which the search is given up

class Decider {
 public:
  Decider(FlowProblem problem, const std::vector<ZoneId>& targets, ProofMemo& memo, const DecideOptions& options)
      : problem_(std::move(problem)), memo_(memo), options_(options), pending_(targets) {}

  Decision run() && {
    seeds_ = policy_seeds(problem_);
    for (;; ++decision_.refinements) {
      state_ = search(problem_, seeds_);
      refined_ = false;
      if (drop_spoiled_node()) continue;
      examine_targets();
      if (pending_dirty() == 0) break;
      if (!refined_ || decision_.refinements >= options_.max_refinements || too_large()) {
        give_up(refined_ ? "too-many-refinements" : "spurious");
        break;
      }
    }
    prove();
    return std::move(decision_);
  }

 private:
  bool too_large() const {
    return std::any_of(state_.spaces.begin(), state_.spaces.end(),
                       [](const ClassSpace& s) { return s.rows() * s.address_count() > kMaxClasses; });
  }

  /// A source that is a crossing node may send its own flows only while it takes nothing raw (X5): otherwise it is an ordinary host.
  bool drop_spoiled_node() {
    for (std::size_t i = 0; i < problem_.nodes.size(); ++i) {
      const FlowEndpointId node = problem_.nodes[i].node;
      if (!is_source(problem_, node)) continue;
      const auto leg = spoiling_leg(problem_, state_, node);
      if (!leg) continue;
      if (std::holds_alternative<Unrealisable>(realise(problem_, *leg, session_, options_.timeout)) && refine_on(*leg)) return true;
      problem_.nodes.erase(problem_.nodes.begin() + static_cast<std::ptrdiff_t>(i));
      const std::string prefix = problem_.graph->at(node).name + "/";
      std::erase_if(problem_.crossings, [&](const Crossing& c) { return c.id.rfind(prefix, 0) == 0; });
      return true;
    }
    return false;
  }

  bool refine_on(const AbstractLeg& leg) {
    const bool added = refine(problem_, state_, leg, seeds_);
    refined_ = refined_ || added;
    return added;
  }

  std::vector<FlowEndpointId> holders_in(ZoneId zone) const {
    std::vector<FlowEndpointId> ids;
    for (std::size_t i = 0; i < problem_.graph->endpoints.size(); ++i) {
      if (state_.holders[i] && problem_.graph->endpoints[i].zone == zone) ids.push_back(make_id<FlowEndpointId>(i));
    }
    std::stable_sort(ids.begin(), ids.end(),
                     [&](auto a, auto b) { return state_.holder_round[a.index] < state_.holder_round[b.index]; });
    return ids;
  }

  std::size_t pending_dirty() const {
    return static_cast<std::size_t>(std::count_if(pending_.begin(), pending_.end(), [&](ZoneId z) { return !holders_in(z).empty(); }));
  }

  void examine_targets() {
    std::vector<ZoneId> left;
    for (const ZoneId zone : pending_) {
      const auto holders = holders_in(zone);
      if (holders.empty() || !examine(zone, holders)) left.push_back(zone);
    }
    pending_ = left;
  }

  /// True when the zone is settled as not proved.
  bool examine(ZoneId zone, const std::vector<FlowEndpointId>& holders) {
    NotProved& open = decision_.open[zone];
    bool broken = false;
    for (std::size_t i = 0; i < std::min(holders.size(), kEndpointsTried); ++i) {
      const auto path = concrete(holders[i], broken);
      if (!path) continue;
      open.paths.push_back(*path);
      if (options_.accept(problem_, *path)) {
        open.accepted = true;
        return true;
      }
      open.why = "not-replayed";
    }
    if (broken) {
      open.paths.clear();  // the next search may find better ones
      return false;
    }
    if (open.why.empty()) open.why = "spurious";
    return true;
  }

  /// The legs to `target` with packets; nullopt when one has none (`broken` if the classes were refined there).
  std::optional<ConcretePath> concrete(FlowEndpointId target, bool& broken) {
    ConcretePath path{abstract_path(problem_, state_, target), {}};
    if (path.legs.empty()) return std::nullopt;
    for (const AbstractLeg& leg : path.legs) {
      Realisation found = realise(problem_, leg, session_, options_.timeout);
      if (auto* packets = std::get_if<LegPackets>(&found)) {
        path.packets.push_back(std::move(*packets));
        continue;
      }
      if (std::holds_alternative<Unrealisable>(found)) broken = refine_on(leg) || broken;
      return std::nullopt;
    }
    return path;
  }

  void give_up(const char* why) {
    for (const ZoneId zone : pending_) {
      if (!holders_in(zone).empty()) decision_.open[zone].why = why;
    }
    std::erase_if(pending_, [&](ZoneId z) { return !holders_in(z).empty(); });
  }

  void prove() {
    if (pending_.empty()) return;
    state_ = generalised(problem_, std::move(state_));
    CertificateDraft draft = draft_certificate(problem_, state_, pending_);
    std::string why = draft.broken.empty() ? "" : "internal-incomplete-certificate";
    if (why.empty() && !is_complete(draft, problem_, state_)) why = "internal-incomplete-certificate";
    if (why.empty() && !discharge_all(draft)) why = "obligation-not-discharged";
    for (const ZoneId zone : pending_) {
      decision_.open.erase(zone);
      if (!why.empty()) decision_.open[zone].why = why;
    }
    if (!why.empty()) return;
    decision_.proved = pending_;
    for (Obligation& obligation : draft.obligations) obligation.text.clear();  // kept once, in the memo
    decision_.draft = std::move(draft);
    decision_.uses_crossings = !problem_.nodes.empty() || problem_.crossings.size() > 0;
  }

  bool discharge_all(const CertificateDraft& draft) {
    memo_.asked += draft.items.size();
    std::vector<Obligation> fresh;
    for (const Obligation& obligation : draft.obligations) {
      if (!memo_.known.contains(obligation.sha256)) fresh.push_back(obligation);
    }
    discharge(fresh, options_.timeout, options_.jobs);
    for (auto& obligation : fresh) memo_.known.emplace(obligation.sha256, std::move(obligation));
    return std::all_of(draft.obligations.begin(), draft.obligations.end(), [&](const Obligation& o) { return memo_.known.at(o.sha256).unsat; });
  }

  FlowProblem problem_;
  ProofMemo& memo_;
  const DecideOptions& options_;
  std::vector<ZoneId> pending_;
  ClassSeeds seeds_;
  SearchState state_;
  SolverSession session_;
  bool refined_ = false;
  Decision decision_;
};

}  // namespace

Decision decide(FlowProblem problem, const std::vector<ZoneId>& targets, ProofMemo& memo, const DecideOptions& options) {
  return Decider(std::move(problem), targets, memo, options).run();
}

}  // namespace sekimori
