#include "translation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekimori {
namespace {

/// A rule that applies here, as a match on the header before translation and what it does to it.
struct Applicable {
  Rule match;
  Rewrite rewrite;
};

Rule as_rule(HeaderMatch match, SourceRange at) { return {Action::permit, std::move(match), at, "translation"}; }

/// Unknown addresses (an interface whose address is leased) may be any.
AddressSet or_everything(const AddressSet& set) { return set.empty() ? AddressSet::everything(set.family()) : set; }

bool is_family(const NatRule& rule, Family family) {
  if (const auto* r = std::get_if<StaticNat>(&rule)) return r->local.family() == family;
  if (const auto* r = std::get_if<DestinationNat>(&rule)) return r->to.family() == family;
  return std::get<SourceNat>(rule).pool.family() == family;
}

bool is_exempt(const NatRule& rule) {
  const auto* source = std::get_if<SourceNat>(&rule);
  return source != nullptr && source->exempt;
}

ServiceBox port_box(std::uint8_t protocol, ServiceField field, std::uint16_t port) {
  ServiceBox box = ServiceBox::of_protocol(protocol);
  box[field] = {port, port};
  box[ServiceField::fragment] = {0, 0};
  return box;
}

Applicable to_local(const StaticNat& rule) {
  HeaderMatch match;
  match.dst = {AddressPattern::of(rule.global)};
  Rewrite rewrite;
  rewrite.dst = MapPrefix{rule.global, rule.local};
  if (rule.port) {
    match.services = {port_box(rule.port->protocol, ServiceField::dport, rule.port->global)};
    rewrite.dport = ServiceInterval{rule.port->local, rule.port->local};
  }
  return {as_rule(std::move(match), rule.at), std::move(rewrite)};
}

Applicable to_global(const StaticNat& rule) {
  HeaderMatch match;
  match.src = {AddressPattern::of(rule.local)};
  Rewrite rewrite;
  rewrite.src = MapPrefix{rule.local, rule.global};
  if (rule.port) {
    match.services = {port_box(rule.port->protocol, ServiceField::sport, rule.port->local)};
    rewrite.sport = ServiceInterval{rule.port->global, rule.port->global};
  }
  return {as_rule(std::move(match), rule.at), std::move(rewrite)};
}

Applicable translate_destination(const DestinationNat& rule) {
  Rewrite rewrite;
  rewrite.dst = AnyIn{or_everything(rule.to)};
  if (rule.to_port) rewrite.dport = *rule.to_port;
  return {as_rule(rule.match, rule.at), std::move(rewrite)};
}

Applicable translate_source(const SourceNat& rule) {
  if (rule.exempt) return {as_rule(rule.match, rule.at), {}};
  Rewrite rewrite;
  rewrite.src = AnyIn{or_everything(rule.pool)};
  if (rule.port_translation) rewrite.sport = ServiceInterval{0, 65535};
  return {as_rule(rule.match, rule.at), std::move(rewrite)};
}

std::vector<Applicable> inbound_rules(const Device& device, InterfaceId in, Family family) {
  std::vector<Applicable> rules;
  for (const NatRule& rule : device.nat) {
    if (!is_family(rule, family)) continue;
    if (const auto* s = std::get_if<StaticNat>(&rule); s != nullptr && applies_to(s->outside, in)) rules.push_back(to_local(*s));
    if (const auto* d = std::get_if<DestinationNat>(&rule); d != nullptr && applies_to(d->in, in))
      rules.push_back(translate_destination(*d));
  }
  return rules;
}

std::vector<Applicable> outbound_rules(const Device& device, InterfaceId in, InterfaceId out, Family family) {
  std::vector<Applicable> rules;
  for (const NatRule& rule : device.nat) {
    if (!is_family(rule, family)) continue;
    if (const auto* s = std::get_if<StaticNat>(&rule); s != nullptr && applies_to(s->inside, in) && applies_to(s->outside, out)) {
      rules.push_back(to_global(*s));
    }
    if (const auto* n = std::get_if<SourceNat>(&rule); n != nullptr && applies_to(n->in, in) && applies_to(n->out, out)) {
      rules.push_back(translate_source(*n));
    }
  }
  return rules;
}

std::vector<Rule> matches_of(const std::vector<Applicable>& rules) {
  std::vector<Rule> matches;
  for (const Applicable& rule : rules) matches.push_back(rule.match);
  return matches;
}

/// The device, or one that shares its table, remembers sessions; the replies of one are translated as it was and by no rule.
bool keeps_sessions(const Network& network, DeviceId device) {
  return std::ranges::any_of(session_group(network, device), [&](DeviceId member) {
    const Device& of = network.at(member);
    const bool translates = std::ranges::any_of(of.nat, [](const NatRule& r) { return !std::holds_alternative<StaticNat>(r); });
    return translates || (of.firewall && of.firewall->stateful);
  });
}

/// First match in rule order, and the way of packets that match none. A reply may belong to no session, and is then put to the rules like
/// a new packet. Or it belongs to one that was not translated, and goes on as it is whatever the rules say.
std::vector<Translation> forward_translations(Draft& draft, DeviceId device, const std::vector<Applicable>& rules) {
  const std::vector<Rule> all = matches_of(rules);
  const std::string name = fmt::format("translation on {}", draft.network.at(device).name);
  std::vector<Translation> ways;
  const auto add = [&](bool initiate, bool reply, Filter list, const Rewrite& rewrite, std::vector<SourceRange> facts) {
    Translation way{initiate, reply, {}, rewrite, {}, std::move(facts)};
    if (!list.rules.empty()) way.before.all_of.push_back(clause(Passes{draft.lists.intern(std::move(list))}));
    ways.push_back(std::move(way));
  };
  const bool sessions = !rules.empty() && keeps_sessions(draft.network, device);
  for (std::size_t k = 0; k < rules.size(); ++k) add(true, true, first_match(all, k, device, name), rules[k].rewrite, {rules[k].match.at});
  add(true, !sessions, no_match(all, device, name), {}, {});
  if (sessions) add(false, true, {}, {}, {});
  return ways;
}

/// Every address that the patterns may match, as a set; a pattern with too many gaps counts as all.
AddressSet cover(const std::vector<AddressPattern>& list, Family family) {
  AddressSet set(family);
  for (const AddressPattern& p : list) {
    if (p.family == family) set = set.united(to_set(p).value_or(AddressSet::everything(family)));
  }
  return set;
}

/// A session-making rule whose work a reply may have to undo, with the list that permits what it translated.
template <class Kind>
struct Undoable {
  Kind rule;
  Filter translated;
};

/// Every session that meets `rule` has met `earlier` before: `earlier` takes packets from at least the same interfaces.
bool covers(const std::vector<InterfaceId>& earlier, const std::vector<InterfaceId>& rule) {
  if (earlier.empty()) return true;
  return !rule.empty() && std::ranges::all_of(rule, [&](InterfaceId id) { return applies_to(earlier, id); });
}

/// The matches of the rules before `index` that a session leaving by `out` is certain to have been put to first.
std::vector<Rule> source_rules_before(const Device& device, std::size_t index, InterfaceId out, Family family) {
  const std::vector<InterfaceId>& in = std::get<SourceNat>(device.nat.at(index)).in;
  std::vector<Rule> matches;
  for (std::size_t k = 0; k < index; ++k) {
    if (!is_family(device.nat[k], family)) continue;
    if (const auto* s = std::get_if<StaticNat>(&device.nat[k]); s != nullptr && applies_to(s->outside, out) && covers(s->inside, in)) {
      matches.push_back(to_global(*s).match);
    }
    if (const auto* n = std::get_if<SourceNat>(&device.nat[k]); n != nullptr && applies_to(n->out, out) && covers(n->in, in)) {
      matches.push_back(as_rule(n->match, n->at));
    }
  }
  return matches;
}

std::vector<Rule> destination_rules_before(const Device& device, std::size_t index, InterfaceId in, Family family) {
  std::vector<Rule> matches;
  for (std::size_t k = 0; k < index; ++k) {
    if (!is_family(device.nat[k], family)) continue;
    if (const auto* s = std::get_if<StaticNat>(&device.nat[k]); s != nullptr && applies_to(s->outside, in)) {
      matches.push_back(to_local(*s).match);
    }
    if (const auto* d = std::get_if<DestinationNat>(&device.nat[k]); d != nullptr && applies_to(d->in, in)) {
      matches.push_back(as_rule(d->match, d->at));
    }
  }
  return matches;
}

bool is_bound(const Draft& draft) { return draft.graph.options.sessions == SessionBinding::interfaces; }

/// Rules of one kind of the device, for which `here` holds, and of those that share its sessions (F2). The others' interfaces and order
/// are not matched to ours.
template <class Kind, class Here, class Before>
std::vector<Undoable<Kind>> undoable_rules(const Draft& draft, DeviceId device, Family family, Here here, Before before) {
  std::vector<Undoable<Kind>> rules;
  for (const DeviceId member : session_group(draft.network, device)) {
    const Device& of = draft.network.at(member);
    for (std::size_t k = 0; k < of.nat.size(); ++k) {
      const auto* r = std::get_if<Kind>(&of.nat[k]);
      if (r == nullptr || is_exempt(of.nat[k]) || !is_family(of.nat[k], family) || (member == device && !here(*r))) continue;
      std::vector<Rule> matches = member == device && is_bound(draft) ? before(of, k) : std::vector<Rule>{};
      matches.push_back(as_rule(r->match, r->at));
      rules.push_back({*r, first_match(matches, matches.size() - 1, member, fmt::format("translated by {}", of.name))});
    }
  }
  return rules;
}

std::vector<Undoable<SourceNat>> source_sessions(const Draft& draft, InterfaceId out, Family family) {
  return undoable_rules<SourceNat>(
      draft, draft.network.at(out).device, family, [&](const SourceNat& r) { return !is_bound(draft) || applies_to(r.out, out); },
      [&](const Device& device, std::size_t k) { return source_rules_before(device, k, out, family); });
}

std::vector<Undoable<DestinationNat>> destination_sessions(const Draft& draft, InterfaceId in, Family family) {
  return undoable_rules<DestinationNat>(
      draft, draft.network.at(in).device, family, [&](const DestinationNat& r) { return !is_bound(draft) || applies_to(r.in, in); },
      [&](const Device& device, std::size_t k) { return destination_rules_before(device, k, in, family); });
}

/// An ICMP error about a translated packet is translated back whatever the rule's services say (RFC 5508).
Translation icmp_error_variant(const Translation& way, Guard after, Family family) {
  Translation error = way;
  error.rewrite.sport = error.rewrite.dport = Keep{};
  error.before.all_of.push_back(clause(ServiceIn{icmp_errors(family)}));
  error.after = std::move(after);
  return error;
}

void add_source_undoing(Draft& draft, InterfaceId in, Family family, std::vector<Translation>& ways) {
  for (const auto& [rule, translated] : source_sessions(draft, in, family)) {
    Translation way{false, true, {{clause(DstIn{or_everything(rule.pool)})}}, {}, {}, {rule.at}};
    way.rewrite.dst = AnyIn{AddressSet::everything(family)};
    ways.push_back(icmp_error_variant(way, {{clause(DstIn{cover(rule.match.src, family)})}}, family));
    if (rule.port_translation) way.rewrite.dport = ServiceInterval{0, 65535};
    way.after.all_of = {clause(PassesReversed{draft.lists.intern(translated)})};
    ways.push_back(std::move(way));
  }
}

void add_destination_undoing(Draft& draft, InterfaceId out, Family family, std::vector<Translation>& ways) {
  for (const auto& [rule, translated] : destination_sessions(draft, out, family)) {
    Translation way{false, true, {{clause(SrcIn{or_everything(rule.to)})}}, {}, {}, {rule.at}};
    way.rewrite.src = AnyIn{AddressSet::everything(family)};
    ways.push_back(icmp_error_variant(way, {{clause(SrcIn{cover(rule.match.dst, family)})}}, family));
    if (rule.to_port) {
      ServiceBox from_port = ServiceBox::any();
      from_port[ServiceField::sport] = *rule.to_port;
      way.before.all_of.push_back(clause(ServiceIn{{from_port}}));
      way.rewrite.sport = ServiceInterval{0, 65535};
    }
    way.after.all_of = {clause(PassesReversed{draft.lists.intern(translated)})};
    ways.push_back(std::move(way));
  }
}

/// "any" or the whole subnet is what a rule matches; an address that it claims is given more narrowly.
AddressSet narrower_than(const AddressPattern& pattern, const Prefix& subnet) {
  const bool narrow = pattern.family == subnet.family() && (pattern.care & subnet.mask()) == subnet.mask() && pattern.care != subnet.mask();
  return narrow ? to_set(pattern).value_or(AddressSet::of(subnet)) : AddressSet(subnet.family());
}

AddressSet claimed_by(const NatRule& rule, InterfaceId interface, const Prefix& subnet) {
  AddressSet claimed(subnet.family());
  if (!is_family(rule, subnet.family())) return claimed;
  if (const auto* s = std::get_if<StaticNat>(&rule); s != nullptr && applies_to(s->outside, interface)) {
    return narrower_than(AddressPattern::of(s->global), subnet);
  }
  if (const auto* n = std::get_if<SourceNat>(&rule); n != nullptr && applies_to(n->out, interface)) {
    return n->pool.contains(AddressSet::of(subnet)) ? claimed : n->pool;
  }
  if (const auto* d = std::get_if<DestinationNat>(&rule); d != nullptr && applies_to(d->in, interface)) {
    for (const AddressPattern& p : d->match.dst) claimed = claimed.united(narrower_than(p, subnet));
  }
  return claimed;
}

}  // namespace

AddressSet claimed_addresses(const Network& network, InterfaceId interface, Family family) {
  AddressSet claimed(family);
  for (const InterfaceAddress& address : network.at(interface).addresses) {
    if (address.address.family != family) continue;
    const Prefix subnet = address.connected();
    for (const NatRule& rule : network.at(network.at(interface).device).nat) {
      claimed = claimed.united(claimed_by(rule, interface, subnet).intersected(AddressSet::of(subnet)));
    }
  }
  return claimed;
}

std::vector<Translation> inbound_translations(Draft& draft, InterfaceId in, Family family) {
  const DeviceId device = draft.network.at(in).device;
  std::vector<Translation> ways = forward_translations(draft, device, inbound_rules(draft.network.at(device), in, family));
  add_source_undoing(draft, in, family, ways);
  return ways;
}

std::vector<Translation> outbound_translations(Draft& draft, InterfaceId in, InterfaceId out, Family family) {
  const DeviceId device = draft.network.at(in).device;
  std::vector<Translation> ways = forward_translations(draft, device, outbound_rules(draft.network.at(device), in, out, family));
  add_destination_undoing(draft, out, family, ways);
  return ways;
}

std::vector<Term> translated_session_terms(Draft& draft, InterfaceId session_in, InterfaceId session_out, Family family) {
  std::vector<Term> terms;
  for (const auto& [rule, translated] : source_sessions(draft, session_out, family)) {
    // A member's rule names the member's interfaces, which say nothing about ours.
    const bool own = draft.network.at(session_in).device == translated.device && is_bound(draft);
    if (!own || applies_to(rule.in, session_in)) terms.emplace_back(PassesReversed{draft.lists.intern(translated)});
  }
  for (const auto& [rule, translated] : destination_sessions(draft, session_in, family)) terms.emplace_back(SrcIn{or_everything(rule.to)});
  return terms;
}

}  // namespace sekimori
