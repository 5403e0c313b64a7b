// Valid sanitisers and the security cloud as crossing nodes, and the flows they may send themselves (X1, X2, X5).
#include <algorithm>
#include <optional>

#include "crossing_nodes.hpp"
#include "sekimori/policy/service_reversal.hpp"

namespace sekimori {
namespace {

Rule deny_service(const ServiceBox& service, SourceRange at) {
  Rule rule;
  rule.action = Action::deny;
  rule.match.services = {service};
  rule.at = at;
  return rule;
}

/// ICMP errors about sessions of the node end in its own stack: they are no raw data taken in.
void deny_errors(std::vector<Rule>& outbound) {
  for (const Family family : {Family::v4, Family::v6}) {
    for (const ServiceBox& error : icmp_error_services(family)) outbound.push_back(deny_service(error, {}));
  }
}

/// A list that permits everything but the lawful services: what it permits is raw data taken in otherwise.
RuleListId raw_list(FlowGraph& graph, const std::string& name, const std::vector<Rule>& lawful) {
  graph.rule_lists.push_back({name, {}, lawful, Action::permit, {}});
  return make_id<RuleListId>(graph.rule_lists.size() - 1);
}

AddressSet own_addresses(const FlowEndpoint& endpoint, Family family) {
  AddressSet own(family);
  for (const auto& attachment : endpoint.attachments) own = own.united(attachment.own(family));
  return own;
}

/// What is raw unless a service is used for it: lists of what else there is, by who opens the session. `from_v4`, `from_v6`: the services
/// are for these senders only; for others everything is raw.
struct Otherwise {
  RuleListId inbound, outbound;
  AddressSet from_v4 = AddressSet::everything(Family::v4), from_v6 = AddressSet::everything(Family::v6);
};

Clause otherwise(const Otherwise& services, Family family, const Term& passes) {
  const AddressSet& senders = family == Family::v6 ? services.from_v6 : services.from_v4;
  if (senders.is_everything()) return {{passes}};
  return {{SrcIn{senders.complement()}, passes}};
}

/// Sessions to the node's own addresses only: broadcast and non-IP frames are no sessions. A packet of the reply phase that has the header
/// of an intake is one to the node, whoever opened the session.
void add_conditions(const FlowGraph& graph, CrossingNode& node, const std::vector<Otherwise>& services) {
  const FlowEndpoint& endpoint = graph.at(node.node);
  for (const Family family : {Family::v4, Family::v6}) {
    Guard request{{Clause{{DstIn{own_addresses(endpoint, family)}}}}};
    for (const Otherwise& it : services) request.all_of.push_back(otherwise(it, family, Passes{it.inbound}));
    Guard reply = request;
    for (const Otherwise& it : services) reply.all_of.push_back(otherwise(it, family, PassesReversed{it.outbound}));
    node.raw_when.push_back({Phase::initiate, family, std::move(request)});
    node.raw_when.push_back({Phase::reply, family, std::move(reply)});
  }
}

void set_end(const FlowGraph& graph, const std::vector<FlowEndpointId>& ids, AddressSet& v4, AddressSet& v6) {
  for (const auto id : ids) {
    const FlowEndpoint& endpoint = graph.at(id);
    v4 = endpoint.hostile ? AddressSet::everything(Family::v4) : v4.united(own_addresses(endpoint, Family::v4));
    v6 = endpoint.hostile ? AddressSet::everything(Family::v6) : v6.united(own_addresses(endpoint, Family::v6));
  }
}

struct Ends {
  std::vector<FlowEndpointId> senders, receivers;
};

Crossing flow(const FlowGraph& graph, std::string id, const Ends& ends, const ServiceBox& service) {
  Crossing crossing;
  crossing.id = std::move(id);
  crossing.senders = ends.senders;
  crossing.receivers = ends.receivers;
  set_end(graph, ends.senders, crossing.src_v4, crossing.src_v6);
  set_end(graph, ends.receivers, crossing.dst_v4, crossing.dst_v6);
  crossing.services = {service};
  return crossing;
}

std::vector<FlowEndpointId> members(const FlowGraph& graph, ZoneId zone, FlowEndpointId except) {
  std::vector<FlowEndpointId> ids;
  for (std::size_t i = 0; i < graph.endpoints.size(); ++i) {
    const auto id = make_id<FlowEndpointId>(i);
    if (graph.endpoints[i].zone == zone && id != except) ids.push_back(id);
  }
  return ids;
}

/// What comes back to its only sender is no raw data taken in either: the peers' addresses may be the node's too (fe80::/10).
Crossing excused_at_its_sender(Crossing flow) {
  flow.receivers.push_back(flow.senders.front());
  std::sort(flow.receivers.begin(), flow.receivers.end());
  return flow;
}

/// What one leg lets the sanitiser send: requests if it opens the session, replies if the peer does.
Crossing leg_flow(const FlowGraph& graph, const std::string& id, const SanitiserLeg& leg, FlowEndpointId node, ZoneId peers) {
  const auto others = members(graph, peers, node);
  if (leg.opener == Opener::sanitiser) return excused_at_its_sender(flow(graph, id, {{node}, others}, leg.service));
  return excused_at_its_sender(reply_of(flow(graph, id, {others, {node}}, leg.service)));
}

}  // namespace

Crossing reply_of(const Crossing& request) {
  Crossing reply = request;
  reply.id += " (reply)";
  std::swap(reply.senders, reply.receivers);
  std::swap(reply.src_v4, reply.dst_v4);
  std::swap(reply.src_v6, reply.dst_v6);
  reply.services = reply_services(request.services);
  reply.initiates = false;
  return reply;
}

std::vector<std::string> sanitiser_defects(const Sanitiser& sanitiser, const Policy& policy) {
  std::vector<std::string> defects;
  for (const auto& service : sanitiser.services) {
    if (!policy.sanitiser_methods.contains(service.method)) defects.push_back("method '" + service.method + "' is not admitted");
  }
  if (sanitiser.services.empty()) defects.emplace_back("no sanitising service is declared");
  if (sanitiser.bypass) defects.emplace_back("a bypass is active");
  if (!sanitiser.fail_closed) defects.emplace_back("it fails open");
  if (!sanitiser.redirections_off) defects.emplace_back("redirections are on");
  if (sanitiser.ip_forwarding) defects.emplace_back("it forwards IP packets");
  return defects;
}

/// Return data of an outlet that is raw: what comes in like this is raw even where an intake or upkeep session looks the same (X5).
void permit_raw_outlets(const Sanitiser& sanitiser, std::vector<Rule>& inbound, std::vector<Rule>& outbound) {
  for (const auto& service : sanitiser.services) {
    if (service.opposite != Opposite::raw) continue;
    Rule raw = deny_service(service.outlet.service, service.at);
    raw.action = Action::permit;
    (service.outlet.opener == Opener::peer ? inbound : outbound).push_back(std::move(raw));
  }
}

namespace {

/// The rules of lawful legs, each as a deny in a list of what is raw.
struct LawfulRules {
  std::vector<Rule> inbound, outbound;

  void add(const SanitiserLeg& leg, SourceRange at) {
    (leg.opener == Opener::peer ? inbound : outbound).push_back(deny_service(leg.service, at));
  }
};

/// Legs of services that are lawful for those who have an address of `zone`.
std::optional<Otherwise> for_its_zone(FlowGraph& graph, const std::string& name, const Sanitiser& sanitiser,
                                      const std::vector<LegUses>& uses, ZoneId zone, const LawfulRules& raw_first) {
  LawfulRules rules = raw_first;
  bool found = false;
  for (std::size_t i = 0; i < sanitiser.services.size(); ++i) {
    const SanitisingService& service = sanitiser.services[i];
    if (uses.at(i).intake != LegUse::its_zone || service.from != zone) continue;
    rules.add(service.intake, service.at);
    found = true;
  }
  if (!found) return std::nullopt;
  const std::string& peers = graph.zones[zone.index].name;
  Otherwise result{raw_list(graph, "not an intake of " + name + " for " + peers, rules.inbound),
                   raw_list(graph, "not an intake session of " + name + " with " + peers, rules.outbound), AddressSet(Family::v4),
                   AddressSet(Family::v6)};
  for (const FlowEndpoint& endpoint : graph.endpoints) {
    if (endpoint.zone != zone) continue;
    result.from_v4 = endpoint.hostile ? AddressSet::everything(Family::v4) : result.from_v4.united(own_addresses(endpoint, Family::v4));
    result.from_v6 = endpoint.hostile ? AddressSet::everything(Family::v6) : result.from_v6.united(own_addresses(endpoint, Family::v6));
  }
  return result;
}

}  // namespace

CrossingNode sanitiser_node(FlowGraph& graph, FlowEndpointId id, const Sanitiser& sanitiser, const std::vector<LegUses>& uses) {
  LawfulRules raw_first;
  permit_raw_outlets(sanitiser, raw_first.inbound, raw_first.outbound);
  LawfulRules rules = raw_first;
  for (std::size_t i = 0; i < sanitiser.services.size(); ++i) {
    const SanitisingService& service = sanitiser.services[i];
    if (uses.at(i).intake == LegUse::all) rules.add(service.intake, service.at);
    if (uses.at(i).outlet == LegUse::all && service.opposite != Opposite::raw) rules.add(service.outlet, service.at);
  }
  for (const auto& service : sanitiser.maintenance) rules.outbound.push_back(deny_service(service.service, service.at));
  deny_errors(rules.outbound);
  CrossingNode node{id, {}};
  const std::string name = graph.at(id).name;
  const RuleListId in = raw_list(graph, "not an intake of " + name, rules.inbound);
  const RuleListId out = raw_list(graph, "not an intake or upkeep session of " + name, rules.outbound);
  std::vector<Otherwise> services = {{in, out}};
  for (std::uint32_t zone = 0; zone < graph.zones.size(); ++zone) {
    if (auto its = for_its_zone(graph, name, sanitiser, uses, ZoneId{zone}, raw_first)) services.push_back(std::move(*its));
  }
  add_conditions(graph, node, services);
  return node;
}

std::vector<Crossing> sanitiser_flows(const FlowGraph& graph, FlowEndpointId id, const Sanitiser& sanitiser) {
  std::vector<Crossing> flows;
  const std::string name = graph.at(id).name;
  for (std::size_t i = 0; i < sanitiser.services.size(); ++i) {
    const auto& service = sanitiser.services[i];
    const std::string prefix = name + "/" + std::to_string(i + 1);
    flows.push_back(leg_flow(graph, prefix + "/outlet", service.outlet, id, service.to));
    if (service.opposite != Opposite::raw) flows.push_back(leg_flow(graph, prefix + "/opposite", service.intake, id, service.from));
  }
  return flows;
}

Crossing packets_to_itself(const FlowGraph& graph, FlowEndpointId id) {
  Crossing own;
  own.id = graph.at(id).name + "/itself";
  own.senders = own.receivers = {id};
  own.src_v4 = AddressSet::everything(Family::v4);
  own.src_v6 = AddressSet::everything(Family::v6);
  own.dst_v4 = own_addresses(graph.at(id), Family::v4);
  own.dst_v6 = own_addresses(graph.at(id), Family::v6);
  own.services = {ServiceBox::any()};
  return own;
}

std::vector<Crossing> cloud_flows(const FlowGraph& graph, FlowEndpointId id, const SecurityCloud& cloud, ZoneId peers) {
  std::vector<Crossing> flows;
  const auto others = members(graph, peers, id);
  for (std::size_t i = 0; i < cloud.services.size(); ++i) {
    // The id names the peers: cells are grouped by the crossings they admit, and these differ from zone to zone.
    const std::string prefix = graph.at(id).name + "/" + graph.zones[peers.index].name + "/" + std::to_string(i + 1);
    flows.push_back(flow(graph, prefix + "/request", {{id}, others}, cloud.services[i].service));
    flows.push_back(reply_of(flow(graph, prefix + "/served", {others, {id}}, cloud.services[i].service)));
  }
  return flows;
}

}  // namespace sekimori
