// First rule that matches translates, source and destination each on their own. What no rule matches goes on untranslated (F4).
#include "translate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sekimori/base/overloaded.hpp"

namespace sekimori::simulation {

namespace {

constexpr AddressBits kMostMembers = 16;

bool applies(const std::vector<InterfaceId>& interfaces, InterfaceId interface) {
  return interfaces.empty() || std::ranges::find(interfaces, interface) != interfaces.end();
}

AddressBits mapped(AddressBits address, const Prefix& from, const Prefix& to) {
  return to.network().bits | (address & top_address(from.family()) & ~from.mask());
}

/// A port rule needs a port, which a non-initial fragment has not.
bool port_fits(const StaticNat& rule, const Packet& packet, std::uint16_t port, std::uint16_t wanted) {
  return !rule.port || (packet.protocol == rule.port->protocol && !packet.fragment && port == wanted);
}

/// The same packet but for source (or destination) address and port.
bool agrees(Packet hint, const Packet& packet, bool source) {
  (source ? hint.src : hint.dst) = source ? packet.src : packet.dst;
  (source ? hint.sport : hint.dport) = source ? packet.sport : packet.dport;
  return hint == packet;
}

std::vector<AddressBits> members(const AddressSet& set) {
  std::vector<AddressBits> all;
  for (const AddressInterval& interval : set.intervals()) {
    for (AddressBits bits = interval.first;; ++bits) {
      if (all.size() == kMostMembers) return {};
      all.push_back(bits);
      if (bits == interval.last) break;
    }
  }
  return all;
}

Translation translation(Packet packet, bool dynamic, const char* what, SourceRange at) {
  Translation result{canonical(packet), true, dynamic, {}, at};
  result.why = fmt::format("{}: {}", what, to_text(result.packet));
  return result;
}

std::uint16_t port_for(const DestinationNat& rule, const Packet& packet) {
  if (!rule.to_port || (packet.dport >= rule.to_port->first && packet.dport <= rule.to_port->last)) return packet.dport;
  return rule.to_port->first;
}

std::vector<Translation> to_members(const DestinationNat& rule, const Packet& packet, const std::vector<Packet>& hints) {
  std::vector<Translation> results;
  const auto add = [&](AddressBits dst, std::uint16_t dport) {
    Packet next = packet;
    next.dst = dst;
    next.dport = dport;
    Translation result = translation(next, true, "destination NAT", rule.at);
    const auto is_same = [&](const Translation& other) { return other.packet == result.packet; };
    if (std::ranges::none_of(results, is_same)) results.push_back(std::move(result));
  };
  for (const Packet& hint : hints) {
    const bool port = rule.to_port ? hint.dport >= rule.to_port->first && hint.dport <= rule.to_port->last : hint.dport == packet.dport;
    if (agrees(hint, packet, false) && port && rule.to.contains(hint.destination())) add(hint.dst, hint.dport);
  }
  const std::vector<AddressBits> all = members(rule.to);
  for (const AddressBits dst : all) add(dst, port_for(rule, packet));
  if (results.empty() && rule.to.first()) add(rule.to.first()->bits, port_for(rule, packet));
  return results;
}

std::vector<Translation> destination_by(const StaticNat& rule, InterfaceId in, const Packet& packet) {
  const bool port = port_fits(rule, packet, packet.dport, rule.port ? rule.port->global : std::uint16_t{0});
  if (!applies(rule.outside, in) || !rule.global.contains(packet.destination()) || !port) return {};
  Packet next = packet;
  next.dst = mapped(packet.dst, rule.global, rule.local);
  if (rule.port) next.dport = rule.port->local;
  return {translation(next, false, "static NAT", rule.at)};
}

std::vector<Translation> source_by(const StaticNat& rule, InterfaceId in, InterfaceId out, const Packet& packet) {
  const bool port = port_fits(rule, packet, packet.sport, rule.port ? rule.port->local : std::uint16_t{0});
  if (!applies(rule.inside, in) || !applies(rule.outside, out) || !rule.local.contains(packet.source()) || !port) return {};
  Packet next = packet;
  next.src = mapped(packet.src, rule.local, rule.global);
  if (rule.port) next.sport = rule.port->global;
  return {translation(next, false, "static NAT", rule.at)};
}

std::vector<Translation> source_by(const SourceNat& rule, InterfaceId in, InterfaceId out, const Packet& packet,
                                   const std::vector<Packet>& hints) {
  const bool family = rule.pool.family() == packet.family;
  if (!family || !applies(rule.in, in) || !applies(rule.out, out) || !matches(rule.match, packet)) return {};
  if (rule.exempt) return {Translation{packet, false, false, {}, {}}};
  if (rule.pool.empty()) return {};
  std::vector<Translation> results;
  for (const Packet& hint : hints) {
    const bool port = hint.sport == packet.sport || (rule.port_translation && has_ports(packet.protocol) && !packet.fragment);
    if (!agrees(hint, packet, true) || !port || !rule.pool.contains(hint.source())) continue;
    results.push_back(translation(hint, true, "source NAT", rule.at));
  }
  if (results.empty()) {
    Packet next = packet;
    next.src = rule.pool.first()->bits;
    results.push_back(translation(next, true, "source NAT", rule.at));
  }
  return results;
}

/// Longer than the interface's own prefix: "any" or the whole subnet is what a rule matches, not an address it claims.
bool claims(const AddressPattern& pattern, const Prefix& subnet, Address target) {
  return pattern.matches(target) && (pattern.care & subnet.mask()) == subnet.mask() && pattern.care != subnet.mask();
}

bool claims(const NatRule& rule, InterfaceId interface, const Prefix& subnet, Address target) {
  return std::visit(
      Overloaded{[&](const StaticNat& r) { return applies(r.outside, interface) && claims(AddressPattern::of(r.global), subnet, target); },
                 [&](const DestinationNat& r) {
                   const auto by = [&](const AddressPattern& p) { return claims(p, subnet, target); };
                   return applies(r.in, interface) && std::ranges::any_of(r.match.dst, by);
                 },
                 [&](const SourceNat& r) {
                   return applies(r.out, interface) && r.pool.contains(target) && !r.pool.contains(AddressSet::of(subnet));
                 }},
      rule);
}

}  // namespace

std::vector<Translation> translate_destination(const Device& device, InterfaceId in, const Packet& packet,
                                               const std::vector<Packet>& hints) {
  for (const NatRule& rule : device.nat) {
    std::vector<Translation> results =
        std::visit(Overloaded{[&](const StaticNat& r) { return destination_by(r, in, packet); },
                              [&](const DestinationNat& r) {
                                const bool fits = applies(r.in, in) && r.to.family() == packet.family && matches(r.match, packet);
                                return fits ? to_members(r, packet, hints) : std::vector<Translation>{};
                              },
                              [](const SourceNat&) { return std::vector<Translation>{}; }},
                   rule);
    if (!results.empty()) return results;
  }
  return {Translation{packet, false, false, {}, {}}};
}

std::vector<Translation> translate_source(const Device& device, InterfaceId in, InterfaceId out, const Packet& packet,
                                          const std::vector<Packet>& hints) {
  for (const NatRule& rule : device.nat) {
    std::vector<Translation> results = std::visit(Overloaded{[&](const StaticNat& r) { return source_by(r, in, out, packet); },
                                                             [](const DestinationNat&) { return std::vector<Translation>{}; },
                                                             [&](const SourceNat& r) { return source_by(r, in, out, packet, hints); }},
                                                  rule);
    if (!results.empty()) return results;
  }
  return {Translation{packet, false, false, {}, {}}};
}

bool answers_for_translation(const Network& network, InterfaceId interface, Address target) {
  const Interface& it = network.at(interface);
  return std::ranges::any_of(it.addresses, [&](const InterfaceAddress& address) {
    const Prefix subnet = address.connected();
    if (!subnet.contains(target)) return false;
    return std::ranges::any_of(network.at(it.device).nat, [&](const NatRule& rule) { return claims(rule, interface, subnet, target); });
  });
}

}  // namespace sekimori::simulation
