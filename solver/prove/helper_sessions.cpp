// A helper reads from a session which port comes next and lets it pass, whichever end opens it: FTP's server to its client, a caller to the
// called. It knows addresses, not interfaces, so such a session may come in anywhere, but for sources that the device's table puts behind
// some other interface than the session's: with those no session through the rule is answered.
#include "helper_sessions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sekimori {
namespace {

using Ways = std::vector<InterfaceId>;

bool has(const Ways& ways, InterfaceId id) { return std::ranges::find(ways, id) != ways.end(); }

bool overlap(const Ways& a, const Ways& b) {
  return a.empty() || b.empty() || std::ranges::any_of(a, [&](InterfaceId id) { return has(b, id); });
}

struct Behind {
  Prefix prefix;
  bool here;  ///< behind one of the rule's interfaces, or may be
};

/// Does the next hop lie behind one of the interfaces? Unless it is known not to.
bool may_lead_to(const Network& network, const Device& device, const NextHop& hop, const Ways& ways) {
  if (hop.vrf || hop.discard) return true;
  if (hop.out) return has(ways, *hop.out);
  if (!hop.via) return true;
  bool elsewhere = false;
  for (const InterfaceId id : device.interfaces) {
    for (const InterfaceAddress& own : network.at(id).addresses) {
      if (own.address.family != hop.via->family || !own.connected().contains(*hop.via)) continue;
      if (has(ways, id)) return true;
      elsewhere = true;
    }
  }
  return !elsewhere;
}

/// Addresses that the device's configured table puts behind other interfaces than `ways`. None where a table is not all known (R2).
AddressSet elsewhere(const Network& network, const Device& device, const Ways& ways, Family family) {
  std::vector<Behind> table;
  for (const VrfId vrf : device.vrfs) {
    if (network.at(vrf).any_routing) return AddressSet(family);
    for (const StaticRoute& route : network.at(vrf).routes) {
      if (route.destination.family() == family && route.destination.length() > 0) {
        table.push_back({route.destination, may_lead_to(network, device, route.next_hop, ways)});
      }
    }
  }
  for (const InterfaceId id : device.interfaces) {
    for (const InterfaceAddress& own : network.at(id).addresses) {
      if (own.address.family == family) table.push_back({own.connected(), has(ways, id)});
    }
  }
  // Longer prefixes last; of equal ones, those that may be here.
  std::ranges::sort(table, [](const Behind& a, const Behind& b) {
    return std::tuple(a.prefix.length(), a.here) < std::tuple(b.prefix.length(), b.here);
  });
  AddressSet all(family);
  for (const Behind& it : table) {
    const AddressSet these = AddressSet::of(it.prefix);
    all = it.here ? all.without(these) : all.united(these);
  }
  return all;
}

AddressSet set_of(const std::vector<AddressPattern>& patterns, Family family) {
  AddressSet all(family);
  for (const AddressPattern& pattern : patterns) {
    if (pattern.family != family) continue;
    const auto part = to_set(pattern);
    if (!part) return AddressSet::everything(family);
    all = all.united(*part);
  }
  return all;
}

std::vector<AddressPattern> patterns_of(const AddressSet& set) {
  std::vector<AddressPattern> patterns;
  for (const AddressInterval& interval : set.intervals()) {
    for (const Prefix& prefix : prefixes_of_range(set.family(), interval.first, interval.last)) {
      patterns.push_back(AddressPattern::of(prefix));
    }
  }
  return patterns;
}

/// Of the sources, those that answer through `ways`.
std::vector<AddressPattern> answered_by(const Network& network, const Device& device, const std::vector<AddressPattern>& sources,
                                        const Ways& ways) {
  std::vector<AddressPattern> all;
  for (const Family family : {Family::v4, Family::v6}) {
    const auto part = patterns_of(set_of(sources, family).without(elsewhere(network, device, ways, family)));
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

class HelperRules {
 public:
  HelperRules(const Network& network, const Device& device) : network_(network), device_(device) {}

  void add(const FirewallRule& policy) {
    const auto& [src, dst, services] = policy.rule.match;
    add(policy, policy.in, policy.out, src, dst);
    add(policy, policy.out, policy.in, dst, src);
    if (!policy.out.empty()) add(policy, {}, policy.in, answered_by(network_, device_, dst, policy.out), src);
    if (!policy.in.empty()) add(policy, {}, policy.out, answered_by(network_, device_, src, policy.in), dst);
    for (const Family family : {Family::v4, Family::v6}) translate(policy, family);
  }

  std::vector<FirewallRule> rules;
  std::vector<NatRule> nats;

 private:
  void add(const FirewallRule& policy, const Ways& in, const Ways& out, std::vector<AddressPattern> src, std::vector<AddressPattern> dst) {
    if (src.empty() || dst.empty()) return;
    FirewallRule rule;
    rule.in = in;
    rule.out = out;
    rule.rule.action = Action::permit;
    rule.rule.match = {std::move(src), std::move(dst), {ServiceBox::any()}};
    rule.rule.at = policy.rule.at;
    rule.rule.label = "helper of " + policy.rule.label;
    rules.push_back(std::move(rule));
  }

  /// The helper writes the translated address into the session and takes it back. Both translations may leave a packet as it is: they come
  /// behind all others, and what nothing else translates would go on untranslated.
  void translate(const FirewallRule& policy, Family family) {
    AddressSet pool(family), clients(family);
    SourceRange at;
    for (const NatRule& rule : device_.nat) {
      const auto* nat = std::get_if<SourceNat>(&rule);
      if (nat == nullptr || nat->exempt || nat->pool.family() != family) continue;
      if (!overlap(nat->in, policy.in) || !overlap(nat->out, policy.out)) continue;
      const AddressSet own = set_of(policy.rule.match.src, family).intersected(set_of(nat->match.src, family));
      if (own.empty()) continue;
      clients = clients.united(own);
      pool = pool.united(nat->pool);
      at = nat->at;
    }
    if (clients.empty()) return;
    const AddressSet either = pool.united(clients);
    SourceNat there;
    there.in = policy.in;
    there.out = policy.out;
    there.match = {patterns_of(clients), policy.rule.match.dst, {ServiceBox::any()}};
    there.pool = either;
    there.port_translation = true;
    there.at = at;
    DestinationNat back;
    back.match = {policy.rule.match.dst, patterns_of(pool), {ServiceBox::any()}};
    back.to = either;
    back.to_port = ServiceInterval{0, 65535};
    back.at = at;
    nats.emplace_back(std::move(back));
    nats.emplace_back(std::move(there));
  }

  const Network& network_;
  const Device& device_;
};

}  // namespace

void open_helper_sessions(const Network& network, const std::vector<HelperSessions>& scopes, Network& open) {
  std::map<DeviceId, std::set<SourceRange>> helped;
  for (const HelperSessions& scope : scopes) helped[scope.device].insert(scope.rule);
  for (const auto& [id, places] : helped) {
    const Device& device = network.at(id);
    if (!device.firewall) continue;
    HelperRules added(network, device);
    for (const FirewallRule& rule : device.firewall->rules) {
      if (rule.rule.action == Action::permit && places.contains(rule.rule.at)) added.add(rule);
    }
    Device& opened = open.devices[id.index];
    if (opened.firewall) opened.firewall->rules.insert(opened.firewall->rules.begin(), added.rules.begin(), added.rules.end());
    opened.nat.insert(opened.nat.end(), added.nats.begin(), added.nats.end());
  }
}

}  // namespace sekimori
