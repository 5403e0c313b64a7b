// P-X2: VLANs of different zones do not meet: not in a broadcast domain, not by a native VLAN that the ends of a link see differently, not
// at a trunk port that nobody knows the other end of (S32; catalogue rows 2, 3, 4, 5, 32, 36).
#include <algorithm>
#include <map>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// The settings of a member port are its channel's.
const Interface& settings(const Network& network, InterfaceId port) {
  const Interface& interface = network.at(port);
  return interface.channel ? network.at(*interface.channel) : interface;
}

bool carries(const Interface& port, VlanId vlan) {
  if (port.mode == PortMode::access) return port.access_vlan == vlan || port.voice_vlan == vlan;
  return port.mode == PortMode::trunk && port.allowed.contains(vlan);
}

std::string numbers(const std::vector<VlanId>& vlans) {
  std::string text;
  for (const VlanId vlan : vlans) text += (text.empty() ? "" : ",") + std::to_string(vlan.number());
  return text.empty() ? "-" : text;
}

std::string place(const Network& network, InterfaceId port) { return network.sources.describe(settings(network, port).at); }

void judge_domains(const PredicateInput& input, Judgement& judgement) {
  const std::vector<Zones> by_segment = zones_by_segment(input);
  for (std::size_t i = 0; i < by_segment.size(); ++i) {
    const Segment& segment = input.graph.segments.segments[i];
    Zones zones = by_segment[i];
    zones.merge(zones_of_vlans(input.network, segment.vlans));
    if (zones.size() < 2) continue;
    const std::vector<InterfaceId>& ports = segment.ports.empty() ? segment.layer3 : segment.ports;
    judgement.findings.push_back(
        {VerdictKind::violated,
         sentence(Message::p_x2_domain, {names_of(input, zones), numbers(segment.vlans), names_of(input.network, ports)}),
         describe(input.network, segment.anchor), input.network.at(segment.anchor).at});
  }
}

/// The VLAN of untagged frames, if such frames pass.
std::optional<VlanId> untagged(const Interface& port) {
  if (port.mode == PortMode::access) return port.access_vlan;
  if (port.mode == PortMode::trunk && !port.native_tagged && port.allowed.contains(port.native)) return port.native;
  return std::nullopt;
}

void judge_native(const PredicateInput& input, const Link& link, Judgement& judgement) {
  const Network& network = input.network;
  const Interface& a = settings(network, link.a);
  const Interface& b = settings(network, link.b);
  if (!a.up || !b.up || (a.mode != PortMode::trunk && b.mode != PortMode::trunk)) return;
  const auto from = untagged(a), to = untagged(b);
  if (!from || !to || *from == *to) return;
  judgement.findings.push_back(
      {VerdictKind::violated,
       sentence(Message::p_x2_native, {describe(network, link.a), place(network, link.a), std::to_string(from->number()),
                                       describe(network, link.b), place(network, link.b), std::to_string(to->number())}),
       describe(network, link.a), a.at});
}

bool is_open_trunk(const Interface& port) { return port.mode == PortMode::trunk && port.allowed == VlanSet::all(); }

/// Somebody on the device needs the VLAN: a port in it, an address in it, a station that tags it.
bool uses(const Network& network, DeviceId device, VlanId vlan) {
  const auto on = [&](InterfaceId id) {
    const Interface& port = network.at(id);
    if (!port.up) return false;
    if (port.vlan == vlan) return true;
    return port.mode == PortMode::access && (port.access_vlan == vlan || port.voice_vlan == vlan);
  };
  if (std::ranges::any_of(network.at(device).interfaces, on)) return true;
  return std::ranges::any_of(network.hosts, [&](const Host& host) {
    return std::ranges::any_of(host.attachments, [&](const Attachment& it) {
      return network.at(it.port).device == device && carries(settings(network, it.port), vlan) && (!it.vlan || it.vlan == vlan);
    });
  });
}

/// The devices behind links that carry the VLAN, as one for each pair of devices.
std::set<DeviceId> neighbours(const Network& network, DeviceId device, VlanId vlan) {
  std::set<DeviceId> found;
  for (const Link& link : network.links) {
    if (!carries(settings(network, link.a), vlan) || !carries(settings(network, link.b), vlan)) continue;
    if (network.at(link.a).device == device) found.insert(network.at(link.b).device);
    if (network.at(link.b).device == device) found.insert(network.at(link.a).device);
  }
  return found;
}

/// A trunk that nobody restricted takes VLANs of zones to a device where they end in nothing but the next free port. An explicit list is a
/// decision that the device may have them.
void judge_needless(const PredicateInput& input, const Link& link, Judgement& judgement) {
  const Network& network = input.network;
  if (!is_open_trunk(settings(network, link.a)) || !is_open_trunk(settings(network, link.b))) return;
  Zones zones;
  for (std::size_t row = 0; row < network.zones.size(); ++row) {
    for (const VlanId vlan : network.zones[row].vlans) {
      const auto ends_at = [&](InterfaceId end) {
        const DeviceId device = network.at(end).device;
        return !uses(network, device, vlan) && neighbours(network, device, vlan).size() < 2;
      };
      const bool exists = std::ranges::any_of(network.interfaces, [&](const Interface& it) {
        return it.up && (it.vlan == vlan || (it.mode == PortMode::access && it.access_vlan == vlan));
      });
      if (exists && (ends_at(link.a) || ends_at(link.b))) zones.insert(make_id<ZoneId>(row));
    }
  }
  if (zones.empty()) return;
  judgement.findings.push_back(
      {VerdictKind::violated,
       sentence(Message::p_x2_needless, {describe(network, link.a), place(network, link.a), describe(network, link.b),
                                         place(network, link.b), names_of(input, zones)}),
       describe(network, link.a), settings(network, link.a).at});
}

/// Whoever plugs in at such a port is on the VLANs of all these zones at once.
void judge_open_trunks(const PredicateInput& input, Judgement& judgement) {
  std::map<InterfaceId, std::vector<VlanId>> open;
  for (const Segment& segment : input.graph.segments.segments) {
    for (const InterfaceId port : segment.open_ports) {
      if (settings(input.network, port).mode != PortMode::trunk) continue;
      std::vector<VlanId>& vlans = open[port];
      vlans.insert(vlans.end(), segment.vlans.begin(), segment.vlans.end());
    }
  }
  for (const auto& [port, vlans] : open) {
    const Zones zones = zones_of_vlans(input.network, vlans);
    if (zones.size() < 2) continue;
    judgement.findings.push_back({VerdictKind::violated,
                                  sentence(Message::p_x2_open_trunk, {describe(input.network, port), names_of(input, zones)}),
                                  describe(input.network, port), input.network.at(port).at});
  }
}

/// Hosts behind one port of a device are one box, or one hub: what tags apart is not the city's switch.
void judge_shared_ports(const PredicateInput& input, Judgement& judgement) {
  std::map<InterfaceId, Zones> zones;
  for (const Host& host : input.network.hosts) {
    for (const Attachment& attachment : host.attachments) {
      if (!input.network.at(attachment.port).wireless) zones[attachment.port].insert(host.zone);
    }
  }
  for (const auto& [port, on_port] : zones) {
    if (on_port.size() < 2) continue;
    judgement.findings.push_back({VerdictKind::violated,
                                  sentence(Message::p_x2_shared_port, {names_of(input, on_port), describe(input.network, port)}),
                                  describe(input.network, port), input.network.at(port).at});
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  judge_domains(input, judgement);
  for (const Link& link : input.network.links) {
    judge_native(input, link, judgement);
    judge_needless(input, link, judgement);
  }
  judge_open_trunks(input, judgement);
  judge_shared_ports(input, judgement);
  for (std::size_t i = 0; i < input.network.devices.size(); ++i) judge_reading(input, make_id<DeviceId>(i), judgement);
  // Without a device there is nothing that could be out of order, and nothing that was shown.
  if (input.network.devices.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x2() {
  return {"P-X2",
          "6(6)",
          "high",
          "VLAN-CONTAINMENT",
          PredicateBasis::model,
          Message::p_x2_title,
          Message::p_x2_explanation,
          Message::p_x2_advice,
          judge};
}

}  // namespace sekimori
