#include "draft.hpp"

#include <algorithm>

#include "addressing.hpp"

namespace sekimori {
namespace {

/// More ways than this through transparent firewalls between two segments: taken as one without a filter.
constexpr std::size_t kMaxFramePaths = 64;

bool is_empty(const Clause& clause) {
  return std::ranges::all_of(clause.any_of, [](const Term& term) {
    if (const auto* src = std::get_if<SrcIn>(&term)) return src->set.empty();
    if (const auto* dst = std::get_if<DstIn>(&term)) return dst->set.empty();
    return false;
  });
}

void push(Draft& draft, FlowEdge edge, const std::vector<Clause>& clauses, bool initiate, bool reply) {
  edge.before.all_of.insert(edge.before.all_of.end(), clauses.begin(), clauses.end());
  if (std::ranges::any_of(edge.before.all_of, is_empty)) return;
  edge.initiate = initiate;
  edge.reply = reply;
  draft.graph.edges.push_back(std::move(edge));
}

PolicyLists policy_lists(Draft& draft, DeviceId device, InterfaceId in, InterfaceId out) {
  const auto [known, is_new] = draft.policies.try_emplace({in, out});
  if (is_new) {
    known->second = {draft.lists.intern_packet_filter(policy_between(draft.network, device, in, out)),
                     draft.lists.intern_packet_filter(inspected_between(draft.network, device, in, out))};
  }
  return known->second;
}

bool is_stateful(const Device& device) { return device.firewall && device.firewall->stateful; }

/// The addresses at one end of what a list permits, denies ignored: a superset.
AddressSet permitted_addresses(const Filter& list, Family family, std::vector<AddressPattern> HeaderMatch::*end) {
  if (list.fallback == Action::permit) return AddressSet::everything(family);
  std::vector<AddressInterval> all;
  for (const Rule& rule : list.rules) {
    if (rule.action == Action::deny) continue;
    for (const AddressPattern& pattern : rule.match.*end) {
      if (pattern.family != family) continue;
      const auto set = to_set(pattern);
      if (!set) return AddressSet::everything(family);
      all.insert(all.end(), set->intervals().begin(), set->intervals().end());
    }
  }
  return AddressSet::of_intervals(family, std::move(all));
}

const AddressSet& permitted_sources(Draft& draft, RuleListId list, Family family) {
  const auto [known, is_new] = draft.permitted_sources.try_emplace({list, family});
  if (is_new) known->second = permitted_addresses(draft.lists.at(list), family, &HeaderMatch::src);
  return known->second;
}

const AddressSet& permitted_destinations(Draft& draft, RuleListId list, Family family) {
  const auto [known, is_new] = draft.permitted_destinations.try_emplace({list, family});
  if (is_new) known->second = permitted_addresses(draft.lists.at(list), family, &HeaderMatch::dst);
  return known->second;
}

/// Packets pass through the interface: routed ones, or the frames of a transparent firewall.
bool is_passed(const Draft& draft, InterfaceId id) {
  return draft.segment_of(id) || draft.network.at(draft.network.at(id).device).firewall->transparent;
}

void add_sessions(Draft& draft, DeviceId device, InterfaceId in, InterfaceId out, Sessions& sessions) {
  const RuleListId list = policy_lists(draft, device, in, out).inspected;
  const auto has_list = [&](const Term& t) { return std::get<PassesReversed>(t).list == list; };
  if (draft.lists.permits_nothing(list) || std::ranges::any_of(sessions.reversed, has_list)) return;
  sessions.reversed.emplace_back(PassesReversed{list});
  sessions.initiators = sessions.initiators.united(permitted_sources(draft, list, sessions.initiators.family()));
}

void add_all_sessions(Draft& draft, DeviceId device, Sessions& sessions) {
  for (const InterfaceId x : draft.network.at(device).interfaces) {
    for (const InterfaceId y : draft.network.at(device).interfaces) {
      if (is_passed(draft, x) && is_passed(draft, y)) add_sessions(draft, device, x, y, sessions);
    }
  }
}

/// Sessions of another member of the group may have used any pair of its interfaces: interfaces are not matched by name.
Sessions sessions_between(Draft& draft, DeviceId device, InterfaceId in, InterfaceId out, Family family) {
  Sessions sessions{{}, AddressSet(family)};
  if (!is_stateful(draft.network.at(device))) return sessions;
  const bool bound = draft.graph.options.sessions == SessionBinding::interfaces;
  if (!bound) {
    const auto known = draft.all_sessions.find({device, family});
    if (known != draft.all_sessions.end()) return known->second;
  }
  if (bound) add_sessions(draft, device, in, out, sessions);
  for (const DeviceId member : session_group(draft.network, device)) {
    if ((member != device || !bound) && is_stateful(draft.network.at(member))) add_all_sessions(draft, member, sessions);
  }
  if (!bound) draft.all_sessions.emplace(std::pair(device, family), sessions);
  return sessions;
}

/// Sessions that came in by the interface, as far as its own device keeps them; a policy had to admit each from there. The rest of a group
/// is taken whole, as above.
Sessions sessions_entering(Draft& draft, InterfaceId in, Family family) {
  const auto known = draft.entering_sessions.find({in, family});
  if (known != draft.entering_sessions.end()) return known->second;
  const DeviceId device = draft.network.at(in).device;
  Sessions sessions{{}, AddressSet(family)};
  for (const InterfaceId out : draft.network.at(device).interfaces) {
    if (is_stateful(draft.network.at(device)) && is_passed(draft, out)) add_sessions(draft, device, in, out, sessions);
  }
  for (const DeviceId member : session_group(draft.network, device)) {
    if (member != device && is_stateful(draft.network.at(member))) add_all_sessions(draft, member, sessions);
  }
  return draft.entering_sessions.emplace(std::pair(in, family), std::move(sessions)).first->second;
}

/// `terms`, or an ICMP error to somebody in `ends`.
std::vector<Clause> or_icmp_error(const std::vector<Term>& terms, const AddressSet& ends, Family family) {
  Clause error{terms}, end{terms};
  if (ends.empty()) return {error};
  error.any_of.emplace_back(ServiceIn{icmp_errors(family)});
  if (ends.is_everything()) return {error};
  end.any_of.emplace_back(DstIn{ends});
  return {error, end};
}

struct JoinStep {
  SegmentId to;
  DeviceId device;
  InterfaceId in, out;
};

std::vector<JoinStep> joins_from(const Draft& draft, SegmentId from) {
  std::vector<JoinStep> steps;
  for (const TransparentJoin& join : draft.graph.segments.joins) {
    if (join.segment_a == from) steps.push_back({join.segment_b, join.device, join.a, join.b});
    if (join.segment_b == from) steps.push_back({join.segment_a, join.device, join.b, join.a});
  }
  return steps;
}

/// What a frame must satisfy to cross: the policy, or to be for everybody where such frames pass (L3).
PhaseClauses crossing_clauses(Draft& draft, const JoinStep& step, SegmentId from, Family family) {
  PhaseClauses clauses = policy_clauses(draft, step.device, step.in, step.out, family);
  if (!draft.network.at(step.device).firewall->passes_non_ip) return clauses;
  const DstIn everybody{heard_on(draft, from, family)};
  for (std::vector<Clause>* list : {&clauses.initiate, &clauses.reply}) {
    for (Clause& c : *list) c.any_of.emplace_back(everybody);
  }
  return clauses;
}

/// Depth first over simple paths.
void extend(Draft& draft, const FramePath& path, std::vector<SegmentId>& visited, Family family, std::vector<FramePath>& found) {
  found.push_back(path);
  for (const JoinStep& step : joins_from(draft, path.to)) {
    if (found.size() >= kMaxFramePaths) return;
    if (std::ranges::find(visited, step.to) != visited.end()) continue;
    FramePath next{step.to, path.clauses};
    next.clauses.append(crossing_clauses(draft, step, path.to, family));
    visited.push_back(step.to);
    extend(draft, next, visited, family, found);
    visited.pop_back();
  }
}

std::vector<FramePath> unfiltered_paths(const Draft& draft, SegmentId from) {
  std::vector<FramePath> paths = {{from, {}}};
  for (std::size_t at = 0; at < paths.size(); ++at) {
    for (const JoinStep& step : joins_from(draft, paths[at].to)) {
      const bool known = std::ranges::any_of(paths, [&](const FramePath& p) { return p.to == step.to; });
      if (!known) paths.push_back({step.to, {}});
    }
  }
  return paths;
}

}  // namespace

void add_edge(Draft& draft, FlowEdge edge, const PhaseClauses& clauses) {
  std::ranges::sort(edge.facts);
  edge.facts.erase(std::unique(edge.facts.begin(), edge.facts.end()), edge.facts.end());
  if (clauses.alike) {
    const bool initiate = edge.initiate, reply = edge.reply;
    push(draft, std::move(edge), clauses.initiate, initiate, reply);
    return;
  }
  if (edge.initiate) push(draft, edge, clauses.initiate, true, false);
  if (edge.reply) push(draft, edge, clauses.reply, false, true);
}

std::vector<DeviceId> session_group(const Network& network, DeviceId device) {
  std::vector<DeviceId> group = {device};
  if (network.at(device).session_group.empty()) return group;
  for (std::size_t row = 0; row < network.devices.size(); ++row) {
    const auto id = make_id<DeviceId>(row);
    if (id != device && network.at(id).session_group == network.at(device).session_group) group.push_back(id);
  }
  return group;
}

std::optional<std::vector<Clause>> session_clauses(Draft& draft, DeviceId device, InterfaceId session_in, InterfaceId session_out,
                                                   Family family) {
  const bool bound = draft.graph.options.sessions == SessionBinding::interfaces;
  const Sessions sessions =
      bound ? sessions_between(draft, device, session_in, session_out, family) : sessions_entering(draft, session_in, family);
  if (sessions.reversed.empty()) return std::nullopt;
  return or_icmp_error(sessions.reversed, sessions.initiators, family);
}

PhaseClauses policy_clauses(Draft& draft, DeviceId device, InterfaceId in, InterfaceId out, Family family) {
  PhaseClauses result;
  if (!draft.network.at(device).firewall) return result;
  const PolicyLists lists = policy_lists(draft, device, in, out);
  result.both(clause(Passes{lists.passed}));
  if (!is_stateful(draft.network.at(device))) return result;
  const Sessions answered = sessions_between(draft, device, out, in, family);
  std::vector<Term> terms = {Passes{lists.passed}};
  terms.insert(terms.end(), answered.reversed.begin(), answered.reversed.end());
  // An error goes to the initiator of a session, or, about one of the replies, to its responder.
  const AddressSet& responders = permitted_destinations(draft, lists.inspected, family);
  result.reply = or_icmp_error(terms, answered.initiators.united(responders), family);
  result.alike = false;
  return result;
}

bool is_forwarding_host(const Network& network, const FlowEndpoint& endpoint) {
  const auto* id = std::get_if<HostId>(&endpoint.ref);
  return id != nullptr && forwards(network.at(*id));
}

std::vector<FramePath> frame_paths(Draft& draft, SegmentId from, Family family) {
  std::vector<FramePath> found;
  std::vector<SegmentId> visited = {from};
  extend(draft, {from, {}}, visited, family, found);
  return found.size() < kMaxFramePaths ? found : unfiltered_paths(draft, from);
}

}  // namespace sekimori
