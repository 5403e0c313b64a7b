#include "sekimori/policy/cells.hpp"

#include <algorithm>
#include <map>

#include "crossing_nodes.hpp"

namespace sekimori {
namespace {

/// A sanitiser or security cloud of the network as an endpoint of the graph.
struct Candidate {
  FlowEndpointId id;
  const Host* host;
  std::map<std::vector<LegUses>, CrossingNode> nodes = {};  ///< of a sanitiser, by who uses its legs lawfully in a cell
};

class Planner {
 public:
  Planner(const Network& network, const Policy& policy, FlowGraph& graph, const CellOptions& options)
      : network_(network), policy_(policy), graph_(graph), options_(options) {
    collect_members();
    collect_rows();
    collect_nodes();
  }

  std::vector<CellGroup> run() {
    std::vector<CellGroup> groups;
    for (std::uint32_t from = 0; from < graph_.zones.size(); ++from) {
      std::map<std::vector<std::string>, std::size_t> known;  // crossings and nodes by name -> group
      for (std::uint32_t to = 0; to < graph_.zones.size(); ++to) {
        if (from == to || !has_cells(ZoneId{from}) || !has_cells(ZoneId{to})) continue;
        FlowProblem problem = problem_of(ZoneId{from}, ZoneId{to});
        std::vector<std::string> key;
        for (const auto& crossing : problem.crossings) key.push_back(crossing.id);
        for (const auto& node : problem.nodes) key.push_back("node " + std::to_string(node.node.index));
        for (const auto& c : sanitisers_) {
          if (crossing_node(problem, c.id) != nullptr) key.push_back(shown(uses_of(c, ZoneId{from}, ZoneId{to})));
        }
        const auto [place, is_new] = known.emplace(std::move(key), groups.size());
        if (is_new) groups.push_back({ZoneId{from}, {}, std::move(problem)});
        groups[place->second].to.push_back(ZoneId{to});
      }
    }
    return groups;
  }

 private:
  void collect_members() {
    members_.resize(graph_.zones.size());
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      members_[graph_.endpoints[i].zone.index].push_back(make_id<FlowEndpointId>(i));
    }
  }

  /// Implicit zones are judged too (E2), except the one that only holds the devices' own selves: they are relays, not places for data.
  bool has_cells(ZoneId zone) const {
    const auto& in = members_[zone.index];
    return std::any_of(in.begin(), in.end(), [&](FlowEndpointId id) { return !std::holds_alternative<DeviceId>(graph_.at(id).ref); });
  }

  std::vector<FlowEndpointId> find(const std::vector<EndpointRef>& refs) const {
    std::vector<FlowEndpointId> ids;
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (std::find(refs.begin(), refs.end(), graph_.endpoints[i].ref) != refs.end()) ids.push_back(make_id<FlowEndpointId>(i));
    }
    return ids;
  }

  /// A row counts only where the matrix lets rows stand (X2); management rows end at a device and need no matrix entry (E4).
  bool is_admitted(const Crossing& request) const {
    for (const auto src : request.senders) {
      for (const auto dst : request.receivers) {
        const bool to_device = std::holds_alternative<DeviceId>(graph_.at(dst).ref);
        if (!to_device && !admits_rows(policy_, graph_.at(src).zone, graph_.at(dst).zone)) return false;
      }
    }
    return true;
  }

  /// ICMP errors about a row's sessions come from anywhere inside a hostile responder's network (F2); honest hosts send none that matter.
  Crossing errors_of(const Crossing& reply) const {
    Crossing errors = reply;
    errors.id = reply.id + " (errors)";
    std::erase_if(errors.senders, [&](FlowEndpointId id) { return !graph_.at(id).hostile; });
    errors.src_v4 = AddressSet::everything(Family::v4);
    errors.src_v6 = AddressSet::everything(Family::v6);
    errors.services = icmp_error_services(Family::v4);
    const auto v6 = icmp_error_services(Family::v6);
    errors.services.insert(errors.services.end(), v6.begin(), v6.end());
    return errors;
  }

  void collect_rows() {
    for (const LedgerRow& row : policy_.ledger) {
      Crossing request{row.id, find(row.src), find(row.dst), row.src_v4, row.src_v6, row.dst_v4, row.dst_v6, row.services, true};
      if (!is_admitted(request)) continue;
      Crossing reply = reply_of(request);
      Crossing errors = errors_of(reply);
      rows_.push_back(std::move(request));
      rows_.push_back(std::move(reply));
      if (!errors.senders.empty()) rows_.push_back(std::move(errors));
    }
  }

  void collect_nodes() {
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      const auto* host_id = std::get_if<HostId>(&graph_.endpoints[i].ref);
      if (host_id == nullptr) continue;
      const Host& host = network_.at(*host_id);
      const auto id = make_id<FlowEndpointId>(i);
      if (const auto* sanitiser = std::get_if<Sanitiser>(&host.role);
          sanitiser != nullptr && sanitiser_defects(*sanitiser, policy_).empty()) {
        sanitisers_.push_back({id, &host});
      }
      // The prefecture's own box faces the Internet: what comes in is its affair (assumed not compromised, E7); what it sends into the city
      // is judged in the cells of its own zone, where only its services are excused.
      if (std::holds_alternative<SecurityCloud>(host.role)) clouds_.push_back({id, &host});
    }
  }

  bool admits(ZoneId a, ZoneId b, std::initializer_list<Admission> letters) const {
    for (const auto* e : {entry(policy_, a, b), entry(policy_, b, a)}) {
      if (e == nullptr) continue;
      if (std::any_of(letters.begin(), letters.end(), [&](Admission l) { return e->admits.contains(l); })) return true;
    }
    return false;
  }

  /// Only a sanitiser counts whose services get from zone to zone by sessions that the matrix marks for them: an entry is about the zone
  /// that opens the session (X3). V is for screens, S for what is no screen, and A for what the zone that opens the session sends out:
  /// nothing that it fetches, and nothing that comes back.
  bool is_admitted(const Sanitiser& sanitiser, ZoneId home) const {
    return std::all_of(sanitiser.services.begin(), sanitiser.services.end(), [&](const SanitisingService& s) {
      // One of the legs ends in the sanitiser's own zone. In a zone between the two, it is the outlet that counts, as cells of that zone
      // show who opens the rest.
      const bool by_intake = home == s.to;
      const Opener opener = by_intake ? s.intake.opener : s.outlet.opener;
      const bool fetched = by_intake == (opener == Opener::sanitiser);
      const auto* e = fetched ? entry(policy_, s.to, s.from) : entry(policy_, s.from, s.to);
      if (e == nullptr) return false;
      const Admission wanted = is_screen_method(policy_, s.method) ? Admission::screen : Admission::sanitised;
      const bool sent_out = !fetched && s.opposite != Opposite::sanitised;
      return e->admits.contains(wanted) || (sent_out && e->admits.contains(Admission::approved));
    });
  }

  bool sanitisers_cross(ZoneId from, ZoneId to) const {
    const ZoneRole a = graph_.zones[from.index].role;
    const ZoneRole b = graph_.zones[to.index].role;
    if (a == ZoneRole::my_number || b == ZoneRole::my_number) return false;
    if (a == ZoneRole::lgwan_zone || b == ZoneRole::lgwan_zone) return true;
    return admits(from, to, {Admission::sanitised, Admission::screen});
  }

  bool cloud_crosses(ZoneId from, ZoneId to, ZoneId cloud) const {
    const ZoneRole a = graph_.zones[from.index].role;
    const ZoneRole b = graph_.zones[to.index].role;
    const bool exit =
        (a == ZoneRole::internet_zone && b == ZoneRole::internet) || (a == ZoneRole::internet && b == ZoneRole::internet_zone);
    return exit || ((from == cloud || to == cloud) && admits(from, to, {Admission::cloud}));
  }

  /// Data of the one may come to the other: by sessions of the matrix, whoever opens them, or through the security cloud (X2).
  bool may_exchange(ZoneId a, ZoneId b) const {
    const auto admits_something = [&](const MatrixEntry* e) { return e != nullptr && !e->admits.empty(); };
    return cloud_crosses(a, b, a) || admits_something(entry(policy_, a, b)) || admits_something(entry(policy_, b, a));
  }

  /// Where the cell ends in the sanitiser's own zone, no other cell shows who puts data into it. Those of the zones that its services name
  /// may; data of others comes there only where it may come to such a zone first. Where the cell begins in the sanitiser's zone and a
  /// service is between two others, what the neighbours put into it is not what the service is for.
  LegUses uses_of(const SanitisingService& s, ZoneId home, ZoneId from, ZoneId to) const {
    if (to == home) {
      const LegUse others = may_exchange(from, s.from) ? LegUse::its_zone : LegUse::nobody;
      return {s.from == from ? LegUse::all : others, s.to == from ? LegUse::all : LegUse::nobody};
    }
    const bool is_between_others = from == home && s.from != home && s.to != home;
    return {is_between_others ? LegUse::its_zone : LegUse::all, LegUse::all};
  }

  std::vector<LegUses> uses_of(const Candidate& c, ZoneId from, ZoneId to) const {
    std::vector<LegUses> uses;
    for (const auto& service : std::get<Sanitiser>(c.host->role).services) uses.push_back(uses_of(service, c.host->zone, from, to));
    return uses;
  }

  static std::string shown(const std::vector<LegUses>& uses) {
    std::string text = "legs";
    for (const LegUses& it : uses) text += ' ' + std::to_string(static_cast<int>(it.intake)) + std::to_string(static_cast<int>(it.outlet));
    return text;
  }

  const CrossingNode& node_of(Candidate& c, ZoneId from, ZoneId to) {
    std::vector<LegUses> uses = uses_of(c, from, to);
    const auto known = c.nodes.find(uses);
    if (known != c.nodes.end()) return known->second;
    CrossingNode node = sanitiser_node(graph_, c.id, std::get<Sanitiser>(c.host->role), uses);
    return c.nodes.emplace(std::move(uses), std::move(node)).first->second;
  }

  FlowProblem problem_of(ZoneId from, ZoneId to) {
    FlowProblem problem;
    problem.graph = &graph_;
    problem.sources = members_[from.index];
    problem.crossings = rows_;
    problem.threat = options_.threat;
    problem.spoofing = options_.spoofing;
    const auto append = [&](std::vector<Crossing> flows) {
      problem.crossings.insert(problem.crossings.end(), std::make_move_iterator(flows.begin()), std::make_move_iterator(flows.end()));
    };
    for (Candidate& c : sanitisers_) {
      const auto& sanitiser = std::get<Sanitiser>(c.host->role);
      if (!sanitisers_cross(from, to) || !is_admitted(sanitiser, c.host->zone)) continue;
      problem.nodes.push_back(node_of(c, from, to));
      if (c.host->zone == from) append(sanitiser_flows(graph_, c.id, sanitiser));
    }
    for (const Candidate& c : clouds_) {
      if (!cloud_crosses(from, to, c.host->zone)) continue;
      problem.nodes.push_back({c.id, {}});
      if (c.host->zone == from) append(cloud_flows(graph_, c.id, std::get<SecurityCloud>(c.host->role), to));
    }
    for (const CrossingNode& node : problem.nodes) {
      if (!node.raw_when.empty() && graph_.at(node.node).zone == from) problem.crossings.push_back(packets_to_itself(graph_, node.node));
    }
    return problem;
  }

  const Network& network_;
  const Policy& policy_;
  FlowGraph& graph_;
  CellOptions options_;
  std::vector<std::vector<FlowEndpointId>> members_;
  std::vector<Crossing> rows_;
  std::vector<Candidate> sanitisers_, clouds_;
};

}  // namespace

std::vector<CellGroup> plan_cells(const Network& network, const Policy& policy, FlowGraph& graph, const CellOptions& options) {
  return Planner(network, policy, graph, options).run();
}

}  // namespace sekimori
