// Search, try to realise what the search finds in a target zone, refine the classes where a path breaks, and prove what is left clean.
// Only the last step is trusted: a wrong refinement or a wrong path costs a proof or a witness, never fakes one.
#include "decide.hpp"

#include <algorithm>
#include <utility>

#include "stage_clock.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kEndpointsTried = 6;
constexpr std::size_t kMaxClasses = 2'000'000;  ///< bits of one set, beyond which the search is given up

class Decider {
 public:
  Decider(FlowProblem problem, const std::vector<ZoneId>& targets, ProofMemo& memo, Workbench& workbench, const DecideOptions& options)
      : problem_(std::move(problem)), memo_(memo), workbench_(workbench), options_(options), pending_(targets) {}

  Decision run() && {
    explore();
    // A proof with spoofed sources is one without, too: they send everything that honest ones do.
    if (options_.spoofing && !problem_.spoofing && !pending_.empty()) prove_spoofed();
    prove();
    return std::move(decision_);
  }

 private:
  /// Until each target is clean, in which case it is still pending, or known not to be.
  void explore() {
    seeds_ = policy_seeds(problem_);
    bool is_first = true;  // of this problem
    for (;; ++decision_.refinements) {
      if (is_cancelled()) return interrupt();
      find_initiations();
      if (!is_first && !coarsest_) coarsest_ = std::move(state_);
      state_ = searched(problem_, seeds_);
      is_first = false;
      refined_ = false;
      if (drop_spoiled_node()) {
        coarsest_.reset();
        is_first = true;
        continue;
      }
      examine_targets();
      if (pending_dirty() == 0) break;
      if (!refined_) refine_zones();
      if (!refined_ || decision_.refinements >= options_.max_refinements || too_large(seeds_)) {
        give_up(refined_ ? "too-many-refinements" : "spurious");
        break;
      }
    }
  }

  bool is_cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
  void interrupt() {
    for (const ZoneId zone : pending_) decision_.open[zone].why = "interrupted";
    pending_.clear();
  }

  SearchState searched(const FlowProblem& problem, const ClassSeeds& seeds) {
    const StageTimer timer(workbench_.cpu_clock, workbench_.spent.search);
    return search(problem, seeds, &workbench_.transfers);
  }

  void prove_spoofed() {
    FlowProblem problem = problem_;
    problem.spoofing = true;
    problem.asked = nullptr;
    DecideOptions options = options_;
    options.accept = [](const FlowProblem&, const ConcretePath&) { return true; };
    options.wanted = WantedPacket::any;
    options.max_refinements = 2;
    Decision spoofed = Decider(std::move(problem), pending_, memo_, workbench_, options).run();
    for (Proof& proof : spoofed.proofs) {
      std::erase_if(pending_, [&](ZoneId z) { return std::find(proof.zones.begin(), proof.zones.end(), z) != proof.zones.end(); });
      for (const ZoneId zone : proof.zones) decision_.open.erase(zone);  // looked at, and clean after a refinement
      decision_.proofs.push_back(std::move(proof));
    }
  }

  /// The classes were refined for what is not clean; what is may have been so from the start. Fewer classes make shorter proofs, which
  /// other groups of cells may share.
  void prefer_coarsest() {
    if (!coarsest_) return;
    std::swap(state_, *coarsest_);
    if (pending_dirty() == 0) {
      problem_.asked = nullptr;  // found before anybody asked
    } else {
      std::swap(state_, *coarsest_);
    }
  }

  /// The next search would be over sets of too many classes.
  static bool too_large(const ClassSeeds& seeds) {
    return std::any_of(std::begin(kFamilies), std::end(kFamilies), [&](Family family) {
      const ClassSpace space = make_class_space(family, seeds);
      return space.rows() * space.address_count() > kMaxClasses;
    });
  }

  /// A source that is a crossing node may send its own flows only while it takes nothing raw (X5): otherwise it is an ordinary host.
  bool drop_spoiled_node() {
    for (std::size_t i = 0; i < problem_.nodes.size(); ++i) {
      const FlowEndpointId node = problem_.nodes[i].node;
      if (!is_source(problem_, node)) continue;
      const auto leg = spoiling_leg(problem_, state_, node);
      if (!leg) continue;
      if (std::holds_alternative<Unrealisable>(realise_leg(*leg)) && refine_on(*leg)) return true;
      drop_node(problem_, node);
      return true;
    }
    return false;
  }

  Realisation realise_leg(const AbstractLeg& leg, const std::optional<Asking>& asking = {}) {
    return realise(problem_, leg, asking, options_.wanted, workbench_.solver, options_.timeout);
  }

  bool refine_on(const AbstractLeg& leg) { return note(refine(problem_, state_, leg, seeds_)); }
  /// The path breaks at this leg. True when the next search will know better, also by what another target has refined in this round.
  bool refined_on(const AbstractLeg& leg) { return refine_on(leg) || refined_; }
  bool note(bool added) {
    refined_ = refined_ || added;
    return added;
  }

  /// C0: what endpoints may be asked at all; found once some path needs an answer that nobody may have asked for.
  struct Initiations {
    FlowProblem problem;
    ClassSeeds seeds;
    SearchState state;
    bool stale = true;
  };

  void find_initiations() {
    if (!initiations_ || !initiations_->stale) return;
    initiations_->state = searched(initiations_->problem, initiations_->seeds);
    initiations_->stale = false;
    problem_.asked = &initiations_->state;
  }

  bool is_honest_reply(const AbstractLeg& leg) const { return leg.phase == Phase::reply && !powers(problem_, leg.emitter).forges; }

  /// True when G was not known yet and will be for the next search.
  bool ask_from_now_on() {
    if (initiations_) return false;
    initiations_ = Initiations{initiations_of(problem_), seeds_, {}};
    return note(true);
  }

  /// The last resort where a path breaks, or the simulator does not take it, and no guard on it tells why.
  bool refine_zones() {
    bool added = add_exact_zones(*problem_.graph, seeds_);
    if (initiations_ && add_exact_zones(*problem_.graph, initiations_->seeds)) added = initiations_->stale = true;
    return note(added);
  }

  bool refine_initiations(const AbstractLeg& leg) {
    const bool added = refine(initiations_->problem, initiations_->state, leg, initiations_->seeds);
    initiations_->stale = initiations_->stale || added;
    return note(added);
  }

  /// Somebody may ask, but not the receiver: tells apart what the asker's packets and the receiver's have in common, or else the
  /// receiver's own addresses.
  bool refine_asker(const AbstractLeg& leg) {
    bool added = false;
    if (const auto other = initiating_leg(initiations_->problem, initiations_->state, problem_, state_, leg, Asker::anybody)) {
      added = refine(initiations_->problem, initiations_->state, *other, seeds_);
      added = refine_initiations(*other) || added;
    }
    if (added) return note(true);
    for (const FlowAttachment& attachment : problem_.graph->at(leg.target).attachments) {
      const bool here = seeds_.add(attachment.own(leg.family)), there = initiations_->seeds.add(attachment.own(leg.family));
      initiations_->stale = initiations_->stale || there;
      added = added || here || there;
    }
    return note(added);
  }

  std::vector<FlowEndpointId> holders_in(ZoneId zone) const {
    std::vector<FlowEndpointId> ids;
    for (std::size_t i = 0; i < problem_.graph->endpoints.size(); ++i) {
      if (state_.holders[i] && problem_.graph->endpoints[i].zone == zone) ids.push_back(make_id<FlowEndpointId>(i));
    }
    std::stable_sort(ids.begin(), ids.end(), [&](auto a, auto b) { return state_.holder_round[a.index] < state_.holder_round[b.index]; });
    return ids;
  }

  std::size_t pending_dirty() const {
    return static_cast<std::size_t>(std::count_if(pending_.begin(), pending_.end(), [&](ZoneId z) { return !holders_in(z).empty(); }));
  }

  void examine_targets() {
    const StageTimer timer(workbench_.cpu_clock, workbench_.spent.packets);
    std::vector<ZoneId> left;
    AbstractPaths paths(problem_, state_);
    for (const ZoneId zone : pending_) {
      const auto holders = holders_in(zone);
      if (holders.empty() || !examine(paths, zone, holders)) left.push_back(zone);
    }
    pending_ = left;
  }

  /// True when the zone is settled as not proved.
  bool examine(AbstractPaths& paths, ZoneId zone, const std::vector<FlowEndpointId>& holders) {
    NotProved& open = decision_.open[zone];
    bool broken = false;
    for (std::size_t i = 0; i < std::min(holders.size(), kEndpointsTried); ++i) {
      const auto path = concrete(paths, holders[i], broken);
      if (!path) continue;
      open.paths.push_back(*path);
      if (options_.accept(problem_, *path)) {
        open.accepted = true;
        return true;
      }
      const bool replies =
          std::any_of(path->legs.begin(), path->legs.end(), [](const AbstractLeg& leg) { return leg.phase == Phase::reply; });
      if (replies && problem_.threat != Threat::compromise) broken = ask_from_now_on() || broken;
      broken = refine_zones() || broken;
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
  std::optional<ConcretePath> concrete(AbstractPaths& paths, FlowEndpointId target, bool& broken) {
    ConcretePath path{paths.to(target), {}};
    if (path.legs.empty()) return std::nullopt;
    for (const AbstractLeg& leg : path.legs) {
      auto packets = packets_on(leg, broken);
      if (!packets) return std::nullopt;
      path.packets.push_back(std::move(*packets));
    }
    return path;
  }

  std::optional<LegPackets> packets_on(const AbstractLeg& leg, bool& broken) {
    if (leg.phase == Phase::reply && problem_.asked != nullptr) {
      if (auto packets = packets_of_session(leg, broken)) return packets;
      if (broken) return std::nullopt;
    }
    Realisation found = realise_leg(leg);
    if (auto* packets = std::get_if<LegPackets>(&found)) return std::move(*packets);
    if (std::holds_alternative<Unrealisable>(found)) broken = refined_on(leg) || broken;
    return std::nullopt;
  }

  /// A reply together with the initiation that it answers.
  std::optional<LegPackets> packets_of_session(const AbstractLeg& leg, bool& broken) {
    const auto asking = initiating_leg(initiations_->problem, initiations_->state, problem_, state_, leg);
    if (!asking) {
      broken = (is_honest_reply(leg) && (refine_asker(leg) || refined_)) || broken;
      return std::nullopt;
    }
    Realisation found = realise_leg(leg, Asking{&initiations_->problem, *asking});
    if (auto* packets = std::get_if<LegPackets>(&found)) return std::move(*packets);
    if (!std::holds_alternative<Unrealisable>(found)) return std::nullopt;
    const bool here = refine_on(leg), there = refine_initiations(*asking);
    broken = here || there || refined_ || broken;
    return std::nullopt;
  }

  void give_up(const char* why) {
    for (const ZoneId zone : pending_) {
      if (!holders_in(zone).empty()) decision_.open[zone].why = why;
    }
    std::erase_if(pending_, [&](ZoneId z) { return !holders_in(z).empty(); });
  }

  void prove() {
    if (pending_.empty()) return;
    const StageTimer timer(workbench_.cpu_clock, workbench_.spent.proof);
    prefer_coarsest();
    const SearchState reached = options_.supports ? state_ : SearchState();
    state_ = generalised(problem_, std::move(state_));
    WideningRecord widenings, widenings_of_initiations;
    CertificateDraft draft = draft_certificate(problem_, state_, pending_, widenings.recording(state_, widening_hint(state_)));
    std::string why = defect(draft, problem_, state_);
    std::optional<CertificateDraft> initiations;
    // Asked for in the last round and never searched: then nothing here rests on them.
    const bool rests_on_initiations = initiations_ && problem_.asked != nullptr;
    if (rests_on_initiations && why.empty()) {
      initiations = draft_certificate(initiations_->problem, initiations_->state, {},
                                      widenings_of_initiations.recording(initiations_->state, widening_hint(initiations_->state)));
      why = defect(*initiations, initiations_->problem, initiations_->state);
    }
    for (const ZoneId zone : pending_) {
      decision_.open.erase(zone);
      if (!why.empty()) decision_.open[zone].why = why;
    }
    if (!why.empty()) return;
    const std::size_t items = draft.items.size() + (initiations ? initiations->items.size() : 0);
    for (CertificateDraft* done : {&draft, initiations ? &*initiations : nullptr}) {
      if (done == nullptr) continue;
      for (Obligation& obligation : done->obligations) obligation.text.clear();  // kept once, in the memo
      if (!options_.data) done->items = {};
    }
    std::vector<RuleSupport> supports;
    if (options_.supports) supports = supports_of(problem_, reached, state_, workbench_.solver, options_.timeout);
    Proof proof{pending_, problem_.spoofing, items, std::move(draft), std::move(initiations), std::move(supports), {}, {}, {}};
    for (const CrossingNode& node : problem_.nodes) proof.nodes.push_back(node.node);
    if (options_.data) {
      proof.data = proof_data(state_, widenings);
      if (proof.initiations) proof.initiations_data = proof_data(initiations_->state, widenings_of_initiations);
    }
    decision_.proofs.push_back(std::move(proof));
  }

  /// Why the draft is no certificate; empty when it is one.
  std::string defect(const CertificateDraft& draft, const FlowProblem& problem, const Invariant& state) {
    if (!draft.broken.empty() || !is_complete(draft, problem, state)) return "internal-incomplete-certificate";
    if (discharge_all(draft)) return "";
    return is_cancelled() ? "interrupted" : "obligation-not-discharged";
  }

  bool discharge_all(const CertificateDraft& draft) {
    std::vector<Obligation> fresh = not_known(draft);
    const auto tell = [&](std::size_t done) { options_.discharged(done, fresh.size()); };
    discharge(fresh, options_.timeout, options_.jobs, workbench_.solver,
              options_.discharged ? std::function<void(std::size_t)>(tell) : nullptr, options_.cancelled);
    const std::lock_guard lock(*memo_.guard);
    for (auto& obligation : fresh) memo_.known.emplace(obligation.sha256, std::move(obligation));
    return std::all_of(draft.obligations.begin(), draft.obligations.end(),
                       [&](const Obligation& o) { return memo_.known.at(o.sha256).unsat; });
  }

  std::vector<Obligation> not_known(const CertificateDraft& draft) {
    const std::lock_guard lock(*memo_.guard);
    memo_.asked += draft.items.size();
    std::vector<Obligation> fresh;
    for (const Obligation& obligation : draft.obligations) {
      if (memo_.known.contains(obligation.sha256)) continue;
      const bool proved = memo_.proved_before != nullptr && memo_.proved_before->contains(obligation.sha256);
      if (!proved) {
        fresh.push_back(obligation);
        continue;
      }
      memo_.reused.insert(obligation.sha256);
      memo_.known.emplace(obligation.sha256, Obligation{obligation.sha256, obligation.text, true});
    }
    return fresh;
  }

  FlowProblem problem_;
  ProofMemo& memo_;
  Workbench& workbench_;
  const DecideOptions& options_;
  std::vector<ZoneId> pending_;
  ClassSeeds seeds_;
  SearchState state_;
  std::optional<SearchState> coarsest_;  ///< of this problem's first search, once there is a second
  std::optional<Initiations> initiations_;
  bool refined_ = false;
  Decision decision_;
};

}  // namespace

Decision decide(FlowProblem problem, const std::vector<ZoneId>& targets, ProofMemo& memo, Workbench& workbench,
                const DecideOptions& options) {
  return Decider(std::move(problem), targets, memo, workbench, options).run();
}

}  // namespace sekimori
