// A packet inside a layer-3 device, in this order (F4): ingress filter; the device's own addresses; session and destination translation;
// route; interface-pair policy; source translation; egress filter. A packet may leave by the interface it came in on (F5).
#include <fmt/format.h>

#include <algorithm>

#include "hops.hpp"
#include "ownership.hpp"
#include "sessions.hpp"
#include "walk.hpp"

namespace sekimori::simulation {

namespace {

constexpr std::uint16_t kDhcpServerPort = 67;  // RFC 2131 4.1
constexpr AddressBits kBroadcast = 0xFFFFFFFFU;

std::optional<FilterId> filter_of(const Interface& interface, Family family, bool inbound) {
  const InterfaceFilters& f = interface.filters;
  if (family == Family::v6) return inbound ? f.in_v6 : f.out_v6;
  return inbound ? f.in_v4 : f.out_v4;
}

bool is_directed_broadcast(const Interface& interface, const Packet& packet) {
  return packet.family == Family::v4 && std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& a) {
           return a.address.family == Family::v4 && a.length < 31 && a.connected().last() == packet.dst;
         });
}

/// Multicast, broadcast and link-local packets end at the device: it does not forward them (RFC 1812 5.2.2, RFC 4291 2.5.6).
bool ends_here(const Interface& interface, const Packet& packet) {
  return is_for_everybody({}, packet) || is_directed_broadcast(interface, packet) || is_link_local_v6(packet.destination());
}

bool applies(const std::vector<InterfaceId>& interfaces, InterfaceId id) {
  return interfaces.empty() || std::ranges::find(interfaces, id) != interfaces.end();
}

/// A device that translates by session remembers those that it did not translate, too.
bool makes_sessions(const NatRule& rule) { return !std::holds_alternative<StaticNat>(rule); }

bool forwards(const Device& device, Family family) { return family == Family::v4 ? device.forwards_v4 : device.forwards_v6; }

}  // namespace

void Walk::at_interface(const Arrival& arrival, const Branch& branch) {
  const Interface& in = network_->at(arrival.in);
  const Device& device = network_->at(in.device);
  const Branch received = with(branch, hop_in(*network_, arrival.in, "receive", to_text(branch.packet), in.at));
  const auto admitted = through_filter(filter_of(in, branch.packet.family, true), arrival.in, true, received);
  if (!admitted) return;
  relay_dhcp(arrival.in, *admitted);
  help_broadcast(arrival.in, *admitted);
  const bool own = deliver_to_self(arrival.in, *admitted);
  if (ends_here(in, branch.packet)) return;
  if (!forwards(device, branch.packet.family)) {
    const Hop hop = hop_in(*network_, arrival.in, "route", "the device does not forward packets of this family", device.at);
    if (!own) finish(Disposition::no_route, with(*admitted, hop));
    return;
  }
  follow_source_route(arrival.in, *admitted);
  for (const Passage& passage : translate_arrival(arrival.in, *admitted)) {
    const bool translated = passage.at_policy.packet != branch.packet;
    if (own && !translated) continue;
    if (translated && deliver_to_self(arrival.in, passage.at_policy)) continue;
    forward(passage);
  }
}

std::optional<Branch> Walk::through_filter(std::optional<FilterId> filter, InterfaceId interface, bool inbound, const Branch& branch) {
  if (!filter) return branch;
  const Filter& list = network_->at(*filter);
  const FilterDecision decision = decide(list, branch.packet);
  std::vector<const Rule*> rules;
  for (const Rule& rule : list.rules) rules.push_back(&rule);
  const std::string why = rule_text("filter " + list.name, rules, decision.rule, decision.action);
  const bool permitted = decision.action == Action::permit;
  const SourceRange at = decision.rule < rules.size() ? rules[decision.rule]->at : list.at;
  Hop hop = hop_in(*network_, interface, permitted ? "permit" : "deny", why, at);
  if (!inbound) std::swap(hop.in, hop.out);
  const Branch decided = with(branch, std::move(hop));
  if (permitted) return decided;
  finish(inbound ? Disposition::denied_in : Disposition::denied_out, decided);
  return std::nullopt;
}

/// E4: a DHCP relay rewrites a client's broadcast into a unicast of its own to each helper. What a device sends itself passes no filter.
void Walk::relay_dhcp(InterfaceId in, const Branch& branch) {
  const Interface& it = network_->at(in);
  const Packet& packet = branch.packet;
  const bool broadcast = packet.dst == kBroadcast || is_directed_broadcast(it, packet);
  const bool dhcp = packet.family == Family::v4 && packet.protocol == kUdp && packet.dport == kDhcpServerPort && !packet.fragment;
  if (it.dhcp_helpers.empty() || !broadcast || !dhcp) return;
  const auto is_own = [](const InterfaceAddress& a) { return a.address.family == Family::v4 && !a.virtual_address; };
  const auto own = std::ranges::find_if(it.addresses, is_own);
  if (own == it.addresses.end()) return;
  for (const Address helper : it.dhcp_helpers) {
    Branch relayed = branch;
    relayed.packet.src = own->address.bits;
    relayed.packet.dst = helper.bits;
    Hop hop = hop_in(*network_, in, "translate", "DHCP relay to " + to_text(helper), it.at);
    hop.packet_after = relayed.packet;
    relayed = with(relayed, std::move(hop));
    for (const Exit& exit : lookup(wiring_, it.vrf, helper)) {
      if (!exit.discard) transmit(exit, with(relayed, hop_across(*network_, in, exit.out, "route", exit.why, exit.at)));
    }
  }
}

/// `ip helper-address` besides DHCP: the broadcast goes on as a unicast to each helper with its own source, past policies and filters like
/// any other packet. A device that does not route is not taken to do it.
void Walk::help_broadcast(InterfaceId in, const Branch& branch) {
  const Interface& it = network_->at(in);
  const bool broadcast =
      branch.packet.family == Family::v4 && (branch.packet.dst == kBroadcast || is_directed_broadcast(it, branch.packet));
  const auto helped = [&](const ServiceBox& service) { return service.contains(branch.packet); };
  if (!broadcast || !network_->at(it.device).forwards_v4 || std::ranges::none_of(it.helped_services, helped)) return;
  for (const Address helper : it.broadcast_helpers) {
    Branch sent = branch;
    sent.packet.dst = helper.bits;
    Hop hop = hop_in(*network_, in, "translate", "broadcast sent on to the helper address " + to_text(helper), it.at);
    hop.packet_after = sent.packet;
    sent = with(sent, std::move(hop));
    for (const Exit& exit : lookup(wiring_, it.vrf, helper, it.policy_routed)) {
      if (!exit.discard) leave_by({in, sent.packet, sent, std::nullopt, false}, exit);
    }
  }
}

/// RFC 791 3.1: from the device's own address on to the next one of the source route. The packet here has no options; the route it carries
/// is what the caller asks for: a hint that is this packet with another destination. Without hints nothing is source-routed.
void Walk::follow_source_route(InterfaceId in, const Branch& branch) {
  const Device& device = network_->at(network_->at(in).device);
  const Packet& packet = branch.packet;
  if (!device.source_routes || packet.family != Family::v4 || !owns(*network_, network_->at(in).device, packet.destination())) return;
  for (const Packet& hint : options_.translation_hints) {
    Packet next = packet;
    next.dst = hint.dst;
    if (next == packet || next != hint) continue;
    Hop hop = hop_in(*network_, in, "translate", "source route on to " + to_text(next.destination()), device.at);
    hop.packet_after = next;
    for (const Passage& passage : translate_arrival(in, with({next, branch.trail}, std::move(hop)))) forward(passage);
  }
}

/// E4: each device is one endpoint over all its VRFs.
bool Walk::deliver_to_self(InterfaceId in, const Branch& branch) {
  const DeviceId device = network_->at(in).device;
  const Packet& packet = branch.packet;
  const bool everybody = is_for_everybody(domain_at(Place::layer3(in)), packet) || is_link_local_v6(packet.destination());
  if (!everybody && !owns(*network_, device, packet.destination())) return false;
  deliver(device, branch, hop_in(*network_, in, "deliver", "own address " + to_text(packet.destination()), network_->at(in).at));
  return true;
}

std::vector<Walk::Passage> Walk::translate_arrival(InterfaceId in, const Branch& branch) {
  std::vector<Passage> passages = replies(in, branch);
  // Some systems know the session of a packet that was not translated (Linux), others put its reply to the rules like any packet.
  if (!std::ranges::all_of(passages, &Passage::as_it_is)) return passages;
  const Device& device = network_->at(network_->at(in).device);
  for (const Translation& translation : translate_destination(device, in, branch.packet, options_.translation_hints)) {
    Branch next{translation.packet, branch.trail};
    if (translation.translated) {
      Hop hop = hop_in(*network_, in, "translate", translation.why, translation.at);
      hop.packet_after = next.packet;
      next = with(next, std::move(hop));
    }
    passages.push_back({in, branch.packet, next, std::nullopt, translation.dynamic});
  }
  return passages;
}

/// F2, F4: one passage for each session that the packet answers, its source translation undone.
std::vector<Walk::Passage> Walk::replies(InterfaceId in, const Branch& branch) {
  std::vector<Passage> passages;
  if (emission_.phase != Phase::reply) return passages;
  std::set<std::tuple<Packet, Packet, InterfaceId, bool>> seen;
  bool as_it_is = false;
  for (const Session& session : sessions_of(*network_, given_, network_->at(in).device)) {
    if (!answers(session, branch.packet)) continue;
    if (!session.inspected && session.original == session.translated) {
      as_it_is = true;
      continue;
    }
    Branch next{reply_at_policy(session, branch.packet), branch.trail};
    if (!seen.emplace(next.packet, reply_as_sent(session, next.packet), session.in, session.inspected).second) continue;
    Hop hop = hop_in(*network_, in, "translate", "answers session " + to_text(session.original), network_->at(in).at);
    const bool translated = next.packet != branch.packet;
    if (translated) hop.packet_after = next.packet;
    if (translated) next = with(next, std::move(hop));
    passages.push_back({in, branch.packet, next, session, false});
  }
  if (as_it_is) passages.push_back({in, branch.packet, branch, std::nullopt, false, true});
  return passages;
}

void Walk::forward(const Passage& passage) {
  const Interface& in = network_->at(passage.in);
  const Branch& branch = passage.at_policy;
  std::vector<Exit> exits = lookup(wiring_, in.vrf, branch.packet.destination(), in.policy_routed);
  const bool routed = !exits.empty();
  if (passage.session) {
    for (const InterfaceId id : session_exits(in.device, *passage.session)) {
      Exit exit;
      exit.out = id;
      exit.any_neighbour = true;
      exit.why = "by the ingress interface of the session";
      exit.at = network_->at(id).at;
      exits.push_back(exit);
    }
  }
  if (!routed) {
    const std::string why = "no route to " + to_text(branch.packet.destination());
    finish(Disposition::no_route, with(branch, hop_in(*network_, passage.in, "route", why, network_->at(in.vrf).at)));
  }
  for (const Exit& exit : exits) {
    if (exit.discard) {
      finish(Disposition::null_routed, with(branch, hop_in(*network_, passage.in, "route", exit.why, exit.at)));
    } else {
      leave_by(passage, exit);
    }
  }
}

void Walk::leave_by(const Passage& passage, const Exit& exit) {
  const DeviceId device = network_->at(passage.in).device;
  const Branch routed = with(passage.at_policy, hop_across(*network_, passage.in, exit.out, "route", exit.why, exit.at));
  const auto policy = through_policy(device, passage.in, exit.out, passage.session, routed);
  if (!policy) return;
  const Branch* admitted = &policy->branch;
  std::vector<Translation> sent;
  if (passage.session) {
    const Packet packet = reply_as_sent(*passage.session, admitted->packet);
    sent.push_back({packet, packet != admitted->packet, false, "answers session " + to_text(passage.session->original), {}});
  } else if (passage.as_it_is) {
    sent.push_back({admitted->packet, false, false, {}, {}});
  } else {
    sent = translate_source(network_->at(device), passage.in, exit.out, admitted->packet, options_.translation_hints);
  }
  for (const Translation& translation : sent) {
    Branch next{translation.packet, admitted->trail};
    if (translation.translated) {
      Hop hop = hop_across(*network_, passage.in, exit.out, "translate", translation.why, translation.at);
      hop.packet_after = next.packet;
      next = with(next, std::move(hop));
    }
    const auto out = through_filter(filter_of(network_->at(exit.out), next.packet.family, false), exit.out, false, next);
    if (!out) continue;
    if (!passage.session) record(passage, exit.out, {policy->inspected, passage.dynamic || translation.dynamic}, next.packet);
    transmit(exit, *out);
  }
}

/// F1, F2: a reply of a session passes a stateful policy; everything else needs a rule.
std::optional<Walk::Admitted> Walk::through_policy(DeviceId device, InterfaceId in, InterfaceId out, const std::optional<Session>& session,
                                                   const Branch& branch) {
  const auto& firewall = network_->at(device).firewall;
  if (!firewall) return Admitted{branch, false};
  if (session && session->inspected && firewall->stateful) {
    const std::string why = "policy: answers session " + to_text(session->original);
    return Admitted{with(branch, hop_across(*network_, in, out, "permit", why, firewall->at)), false};
  }
  std::vector<const Rule*> rules;
  std::size_t decided = firewall->rules.size();
  for (std::size_t i = 0; i < firewall->rules.size(); ++i) {
    const FirewallRule& it = firewall->rules[i];
    rules.push_back(&it.rule);
    if (decided == firewall->rules.size() && applies(it.in, in) && applies(it.out, out) && matches(it.rule.match, branch.packet))
      decided = i;
  }
  const bool by_rule = decided < rules.size();
  const Action action = by_rule ? rules[decided]->action : firewall->fallback;
  const std::string why = rule_text("policy", rules, decided, action);
  const bool permitted = action == Action::permit;
  const SourceRange at = by_rule ? rules[decided]->at : firewall->at;
  Branch result = with(branch, hop_across(*network_, in, out, permitted ? "permit" : "deny", why, at));
  if (permitted) return Admitted{std::move(result), firewall->stateful && (!by_rule || firewall->rules[decided].inspect)};
  finish(Disposition::denied_policy, result);
  return std::nullopt;
}

/// L3: the policy of a transparent firewall between two of its ports, with sessions as anywhere else.
std::optional<Branch> Walk::bridge_by_policy(InterfaceId in, InterfaceId out, const Branch& branch) {
  const DeviceId device = network_->at(in).device;
  std::optional<Session> session;
  if (emission_.phase == Phase::reply) {
    const std::vector<Session> own = sessions_of(*network_, given_, device);
    const auto found = std::ranges::find_if(own, [&](const Session& s) { return s.inspected && answers(s, branch.packet); });
    if (found != own.end()) session = *found;
  }
  const auto passed = through_policy(device, in, out, session, branch);
  if (!passed) return std::nullopt;
  if (!session) record({in, branch.packet, branch, std::nullopt, false}, out, {passed->inspected, false}, branch.packet);
  return passed->branch;
}

/// F4: besides the table's choice, the interface the session came in by; on another member of a cluster, its interface on that segment.
std::vector<InterfaceId> Walk::session_exits(DeviceId device, const Session& session) {
  std::vector<InterfaceId> exits;
  if (session.device == device) {
    if (wiring_.is_up(session.in)) exits.push_back(session.in);
    return exits;
  }
  for (const InterfaceId id : domain_at(Place::layer3(session.in)).layer3) {
    if (network_->at(id).device == device) exits.push_back(id);
  }
  return exits;
}

void Walk::record(const Passage& passage, InterfaceId out, Kept kept, const Packet& sent) {
  const bool remembers = std::ranges::any_of(network_->at(network_->at(passage.in).device).nat, makes_sessions);
  if (!kept.translation && !kept.inspected && !remembers) return;
  sessions_.insert({network_->at(passage.in).device, passage.received, passage.at_policy.packet, sent, passage.in, out, kept.inspected});
}

void Walk::transmit(const Exit& exit, const Branch& branch) {
  Frame frame;
  frame.start = Place::layer3(exit.out);
  frame.interface = exit.out;
  frame.addressing.routed = true;
  frame.addressing.asks_for_destination = exit.asks_for_destination;
  if (!exit.any_neighbour) frame.addressing.target = exit.next_hop.value_or(branch.packet.destination());
  push(frame, branch);
}

}  // namespace sekimori::simulation
