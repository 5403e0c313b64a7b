// P-X1: no host of the city has cards in two zones, but for a sanitiser that is declared between them; nor a mobile line of its own.
#include <algorithm>
#include <map>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// The network with every host's cards apart: otherwise a host that bridges its segments (E5) would be on one.
SegmentMap segments_without_bridging_hosts(Network network) {
  for (Host& host : network.hosts) host.forwards = false;
  return compute_segments(network);
}

/// Whose segment it is by what it says of itself and by its other hosts.
Zones zones_without(const Network& network, const Segment& segment, HostId host) {
  Zones zones = zones_of_vlans(network, segment.vlans);
  for (const Prefix& subnet : segment.connected) {
    if (const auto zone = zone_of(network, subnet)) zones.insert(*zone);
  }
  for (const SegmentHost& on : segment.hosts) {
    if (on.host != host) zones.insert(network.at(on.host).zone);
  }
  return zones;
}

/// A sanitiser is attached to the zones that it stands between.
bool stands_between(const Host& host, const Zones& zones) {
  const auto* sanitiser = std::get_if<Sanitiser>(&host.role);
  if (sanitiser == nullptr) return false;
  Zones between;
  for (const SanitisingService& service : sanitiser->services) between.insert({service.from, service.to});
  return std::ranges::includes(between, zones);
}

struct Places {
  Zones zones;
  std::vector<InterfaceId> ports;
  std::vector<InterfaceId> unknown;  ///< ports on segments of no known zone
  std::size_t segments = 0;
};

void judge_host(const PredicateInput& input, const Host& host, const Places& places, Judgement& judgement) {
  if (places.zones.size() > 1 && !stands_between(host, places.zones)) {
    judgement.findings.push_back(
        {VerdictKind::violated,
         sentence(Message::p_x1_two_zones, {host.name, names_of(input, places.zones), names_of(input.network, places.ports)}), host.name,
         host.at});
  }
  if (places.segments < 2) return;
  for (const InterfaceId port : places.unknown) {
    judgement.findings.push_back(
        {VerdictKind::inconclusive, sentence(Message::p_x1_unknown, {host.name, describe(input.network, port)}), host.name, host.at});
  }
}

void judge_mobile(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const auto mobile = declared(input.network, host, "wwan");
  if (!mobile || mobile->value == "no") return;
  judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_x1_mobile, {host.name, mobile->value}), host.name, mobile->at});
}

Judgement judge(const PredicateInput& input) {
  const Network& network = input.network;
  if (std::ranges::none_of(network.hosts, is_city)) return not_applicable(Message::p_x1_none);
  const SegmentMap map = segments_without_bridging_hosts(network);
  std::map<HostId, Places> places;
  for (const Segment& segment : map.segments) {
    for (const SegmentHost& on : segment.hosts) {
      const InterfaceId port = network.at(on.host).attachments.at(on.attachment).port;
      const Zones zones = zones_without(network, segment, on.host);
      Places& known = places[on.host];
      ++known.segments;
      known.zones.insert(zones.begin(), zones.end());
      if (std::ranges::find(known.ports, port) == known.ports.end()) known.ports.push_back(port);
      if (zones.empty()) known.unknown.push_back(port);
    }
  }
  Judgement judgement;
  for (std::size_t i = 0; i < network.hosts.size(); ++i) {
    if (!is_city(network.hosts[i])) continue;
    const auto found = places.find(make_id<HostId>(i));
    if (found != places.end() && found->second.segments > 1) judge_host(input, network.hosts[i], found->second, judgement);
    judge_mobile(input, network.hosts[i], judgement);
  }
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x1() {
  return {"P-X1", "6(6)", "high", "DUAL-HOMED", PredicateBasis::model, Message::p_x1_title, Message::p_x1_explanation, Message::p_x1_advice,
          judge};
}

}  // namespace sekimori
