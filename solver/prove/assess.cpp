#include "assess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "basis.hpp"
#include "reasons.hpp"
#include "sekimori/prove/report_parts.hpp"
#include "stage_clock.hpp"

namespace sekimori {
namespace {

class Assessor {
 public:
  Assessor(const Network& network, const Policy& policy, const VerifyOptions& options, const std::set<ZonePair>* only)
      : network_(network), policy_(policy), options_(options), only_(only) {
    result_.memo.proved_before = options.proved_before;
  }

  Assessment run() && {
    for (const RoutingTier tier : kTiers) plan(tier);
    decide_all();
    for (Task& task : tasks_) record(task);
    for (Level& level : levels_) {
      if (options_.evidence) result_.graphs.push_back(legend_of(network_, level.graph, to_text(level.tier)));
      if (policy_.pack && level.tier == RoutingTier::current_routing) result_.graph = std::move(level.graph);
    }
    for (auto& [key, verdict] : result_.cells) finish(verdict);
    return std::move(result_);
  }

 private:
  /// The network at one tier, and its groups of cells, which refer to the graph and its relations.
  struct Level {
    RoutingTier tier;
    FlowGraph graph;
    RelationTable relations;
    std::vector<CellGroup> groups;
  };

  /// One source zone's cells at one tier. What is left to decide there is known when the tiers before are done with the zone; groups need
  /// nothing else of each other.
  struct Task {
    const Level* level = nullptr;
    const CellGroup* group = nullptr;
    bool started = false, finished = false;
    Decision decision = {};
    std::exception_ptr failure = nullptr;
  };

  FlowGraph graph_of(RoutingTier tier) const {
    double unused = 0;
    const StageTimer timer(options_.cpu_clock, options_.spent == nullptr ? unused : options_.spent->graph);
    return flow_graph_at(network_, options_.threat, tier);
  }

  /// One row per ordered pair; vacuous until a group of cells with endpoints claims it (X6).
  void start(const FlowGraph& graph) {
    result_.zones = graph.zones;
    for (std::uint32_t from = 0; from < graph.zones.size(); ++from) {
      for (std::uint32_t to = 0; to < graph.zones.size(); ++to) {
        if (from != to) result_.cells.emplace(CellKey{{from}, {to}}, blank_cell(graph.zones, ZoneId{from}, ZoneId{to}, options_.threat));
      }
    }
  }

  void plan(RoutingTier tier) {
    Level& level = levels_.emplace_back(Level{tier, graph_of(tier), {}, {}});
    level.relations = number_relations(level.graph);
    if (result_.zones.empty()) start(level.graph);
    level.groups = plan_cells(network_, policy_, level.graph, {options_.threat, false});
    for (CellGroup& group : level.groups) {
      group.problem.relations = &level.relations;
      for (const ZoneId to : group.to) {
        auto& verdict = result_.cells.at({group.from, to}).verdict;
        if (verdict == VerdictKind::vacuous) verdict = VerdictKind::inconclusive;
      }
      const bool is_asked = std::ranges::any_of(group.to, [&](ZoneId to) { return is_asked_for(group.from, to); });
      if (is_asked) tasks_.push_back({&level, &group});
    }
  }

  void decide_all() {
    done_ = static_cast<std::size_t>(
        std::ranges::count_if(result_.cells, [](const auto& cell) { return cell.second.verdict == VerdictKind::vacuous; }));
    std::size_t together = 1;
    for (const Level& level : levels_) {
      const auto count = std::ranges::count(tasks_, &level, &Task::level);
      together = std::max(together, static_cast<std::size_t>(count));
    }
    const auto threads = std::clamp<std::size_t>(together, 1, std::max(1U, options_.jobs));
    const auto jobs = static_cast<unsigned>(std::max<std::size_t>(1, options_.jobs / threads));
    {
      std::vector<std::jthread> helpers;
      for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back([this, jobs] { work(jobs); });
      work(jobs);
    }
    for (const Task& task : tasks_) {
      if (task.failure) std::rethrow_exception(task.failure);
    }
  }

  void work(unsigned jobs) {
    Workbench workbench(options_.memory_megabytes);
    workbench.cpu_clock = options_.cpu_clock;
    std::unique_lock lock(guard_);
    while (std::ranges::any_of(tasks_, std::logical_not(), &Task::started)) {
      const auto task = std::ranges::find_if(tasks_, [this](const Task& it) { return !it.started && is_ready(it); });
      if (task == tasks_.end()) {
        finished_.wait(lock);
        continue;
      }
      task->started = true;
      const std::vector<ZoneId> targets = left_of(*task->group);
      const std::size_t done = done_;
      lock.unlock();
      if (!targets.empty()) {
        if (options_.progress) options_.progress({VerifyStage::search, done, result_.cells.size()});
        run_task(*task, targets, jobs, workbench);
      }
      lock.lock();
      task->finished = true;
      for (const Proof& proof : task->decision.proofs) {
        for (const ZoneId zone : proof.zones) proved_.emplace(task->group->from, zone);
        done_ += proof.zones.size();
      }
      finished_.notify_all();
    }
    add_spent(workbench.spent);
  }

  bool is_ready(const Task& task) const {
    return std::ranges::all_of(tasks_, [&](const Task& other) {
      return other.finished || other.group->from != task.group->from || other.level->tier >= task.level->tier;
    });
  }

  std::vector<ZoneId> left_of(const CellGroup& group) const {
    std::vector<ZoneId> left;
    for (const ZoneId to : group.to) {
      if (is_asked_for(group.from, to) && !proved_.contains({group.from, to})) left.push_back(to);
    }
    return left;
  }

  void add_spent(const StageSeconds& spent) const {
    if (options_.spent == nullptr) return;
    options_.spent->search += spent.search;
    options_.spent->packets += spent.packets;
    options_.spent->proof += spent.proof;
  }

  void run_task(Task& task, const std::vector<ZoneId>& targets, unsigned jobs, Workbench& workbench) {
    const RoutingTier tier = task.level->tier;
    try {
      // Which of several packets Z3 answers with depends on what its context saw before. At this tier they are shown, and which thread
      // takes which task must not show.
      if (tier == RoutingTier::current_routing) workbench.solver = SolverSession(options_.memory_megabytes);
      Simulator simulator(network_);
      const DecideOptions options = decide_options(tier, jobs, simulator);
      task.decision = decide(task.group->problem, targets, result_.memo, workbench, options);
    } catch (...) {
      task.failure = std::current_exception();
    }
  }

  void record(Task& task) {
    const CellGroup& group = *task.group;
    const RoutingTier tier = task.level->tier;
    result_.refinements += task.decision.refinements;
    for (Proof& proof : task.decision.proofs) record_proof(group, proof, tier);
    if (tier != RoutingTier::current_routing) return;
    for (const auto& [zone, open] : task.decision.open) record_open(group, zone, open);
  }

  bool is_asked_for(ZoneId from, ZoneId to) const {
    return only_ == nullptr || only_->contains({result_.zones[from.index].name, result_.zones[to.index].name});
  }

  DecideOptions decide_options(RoutingTier tier, unsigned jobs, Simulator& simulator) const {
    DecideOptions options;
    options.timeout = options_.obligation_timeout;
    options.jobs = jobs;
    options.max_refinements = options_.max_refinements;
    options.spoofing = options_.spoofing;
    options.supports = options_.supports;
    options.data = options_.evidence;
    options.cancelled = options_.cancelled;
    if (options_.progress) {
      options.discharged = [this](std::size_t done, std::size_t total) { options_.progress({VerifyStage::prove, done, total}); };
    }
    const bool current = tier == RoutingTier::current_routing;
    options.wanted = current ? WantedPacket::ordinary : WantedPacket::any;
    options.accept = [current, &simulator](const FlowProblem& problem, const ConcretePath& path) {
      return !current || witness_of(simulator, problem, path).replayed;
    };
    return options;
  }

  Certificate certificate_of(CertificateDraft& draft, const std::string& about, RoutingTier tier) {
    Certificate certificate;
    const std::size_t number = ++certificates_;
    certificate.name = fmt::format("{}_{}_{}_{}", about, to_text(options_.threat), to_text(tier), number);
    certificate.graph = to_text(tier);
    certificate.tier = tier;
    certificate.threat = options_.threat;
    certificate.items = std::move(draft.items);
    for (const Obligation& obligation : draft.obligations) certificate.obligations.push_back(obligation.sha256);
    return certificate;
  }

  static std::vector<std::string> dropped(const FlowProblem& problem, const Proof& proof) {
    std::vector<std::string> names;
    for (const CrossingNode& node : problem.nodes) {
      const bool kept = std::ranges::find(proof.nodes, node.node) != proof.nodes.end();
      if (!kept) names.push_back(problem.graph->at(node.node).name);
    }
    return names;
  }

  void record_proof(const CellGroup& group, Proof& proof, RoutingTier tier) {
    Certificate certificate = certificate_of(proof.draft, result_.zones[group.from.index].name, tier);
    certificate.spoofing = proof.spoofing;
    certificate.from = result_.zones[group.from.index].name;
    for (const ZoneId zone : proof.zones) certificate.to.push_back(result_.zones[zone.index].name);
    certificate.dropped_nodes = dropped(group.problem, proof);
    certificate.data = std::move(proof.data);
    for (const RuleSupport& support : proof.supports) certificate.supports.push_back(named(support, *group.problem.graph));
    if (proof.initiations) {
      Certificate initiations = certificate_of(*proof.initiations, "initiations", tier);
      initiations.spoofing = proof.spoofing;
      initiations.data = std::move(proof.initiations_data);
      certificate.rests_on = initiations.name;
      result_.certificates.push_back(std::move(initiations));
    }
    const auto connected = zones_connected_to(*group.problem.graph, group.problem);
    for (const ZoneId zone : proof.zones) {
      CellVerdict& verdict = result_.cells.at({group.from, zone});
      verdict.verdict = VerdictKind::proved;
      verdict.tier = tier;
      verdict.basis = connected.contains(zone) ? "filters" : "physical";
      verdict.obligations = proof.items;
      verdict.certificate = fmt::format("certificates/{}.json", certificate.name);
      if (options_.spoofing) verdict.spoof_robust = proof.spoofing;
      certificate.cells.push_back(verdict.id);
    }
    result_.certificates.push_back(std::move(certificate));
  }

  Support named(const RuleSupport& found, const FlowGraph& graph) const {
    const Filter& list = graph.at(found.list);
    const FlowEdge& edge = graph.at(found.edge);
    Support support;
    support.device = network_.at(list.device).name;
    support.list = list.name;
    support.closing = found.rule == list.rules.size();
    support.at = list.at;
    if (const auto rule = support.closing ? closing_rule(list) : std::optional(found.rule)) {
      support.rule = list.rules[*rule].label;
      support.at = list.rules[*rule].at;
    }
    support.from = describe(network_, graph, edge.from);
    support.to = describe(network_, graph, edge.to);
    support.packet = found.packet;
    support.to_kept = found.to_kept;
    return support;
  }

  void record_open(const CellGroup& group, ZoneId zone, const NotProved& open) {
    CellVerdict& verdict = result_.cells.at({group.from, zone});
    if (!open.paths.empty()) {
      Simulator simulator(network_);
      verdict.witness = witness_of(simulator, group.problem, open.paths.back());
    }
    if (open.accepted) {
      verdict.verdict = VerdictKind::violated;
      verdict.culprits = culprits_of(*verdict.witness);
    } else {
      verdict.reason = reason_of(open.why);
    }
  }

  void finish(CellVerdict& verdict) const {
    if (verdict.verdict == VerdictKind::vacuous) verdict.reason = reason_of("zone-without-endpoints");
    if (verdict.verdict == VerdictKind::violated && !verdict.reason) verdict.reason = reason_of("packet-gets-through");
    if (verdict.verdict == VerdictKind::inconclusive && !verdict.reason) verdict.reason = reason_of("spurious");
  }

  const Network& network_;
  const Policy& policy_;
  VerifyOptions options_;
  const std::set<ZonePair>* only_;
  std::deque<Level> levels_;  ///< by tier; what refers to them stays valid
  std::vector<Task> tasks_;   ///< by tier
  std::mutex guard_;          ///< of all below, and of what tasks say of themselves
  std::condition_variable finished_;
  std::set<CellKey> proved_;
  std::size_t done_ = 0;  ///< cells that need no further tier
  std::size_t certificates_ = 0;
  Assessment result_;
};

}  // namespace

Assessment assess(const Network& network, const Policy& policy, const VerifyOptions& options, const std::set<ZonePair>* only) {
  return Assessor(network, policy, options, only).run();
}

}  // namespace sekimori
