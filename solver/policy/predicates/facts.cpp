#include "facts.hpp"

#include <algorithm>

#include "sekimori/base/messages.hpp"

namespace sekimori {
namespace {

bool has_vlan(const Segment& segment, const Zone& zone) {
  return std::ranges::any_of(zone.vlans, [&](VlanId it) { return std::ranges::find(segment.vlans, it) != segment.vlans.end(); });
}

/// Inside a subnet of such a zone, or around one.
bool has_subnet(const Network& network, const Segment& segment, ZoneRole role) {
  return std::ranges::any_of(segment.connected, [&](const Prefix& connected) {
    const auto zone = zone_of(network, connected);
    if (zone && network.at(*zone).role == role) return true;
    return std::ranges::any_of(network.zones, [&](const Zone& it) {
      const auto inside = [&](const Prefix& subnet) { return subnet.family() == connected.family() && connected.contains(subnet); };
      return it.role == role && std::ranges::any_of(it.subnets, inside);
    });
  });
}

/// RDP, VNC, ICA (two) and PCoIP: sessions that carry a screen, by their registered ports.
constexpr std::uint16_t kScreenPorts[] = {3389, 5900, 1494, 2598, 4172};

std::vector<ServiceBox> screen_services() {
  std::vector<ServiceBox> services;
  for (const std::uint16_t port : kScreenPorts) {
    for (const std::uint8_t protocol : {kTcp, kUdp}) services.push_back(ServiceBox::to_port(protocol, port, port));
  }
  return services;
}

/// The row has a screen node, or a host that says it is one, at an end.
bool ends_at_screens(const PredicateInput& input, const LedgerRow& row) {
  for (const auto* end : {&row.src, &row.dst}) {
    for (const EndpointRef& ref : *end) {
      const Host* host = host_of(input.network, ref);
      if (host == nullptr) continue;
      const auto own = host->attributes.find("data");
      if (is_screen_node(input, *host) || (own != host->attributes.end() && own->second == "screen")) return true;
    }
  }
  return false;
}

bool crosses_my_number(const Network& network, const LedgerRow& row) {
  const auto all_in = [&](const std::vector<EndpointRef>& end) {
    return std::ranges::all_of(end, [&](const EndpointRef& ref) {
      const Host* host = host_of(network, ref);
      return host != nullptr && is_in(network, *host, ZoneRole::my_number);
    });
  };
  const bool some = has_host_in(network, row.src, ZoneRole::my_number) || has_host_in(network, row.dst, ZoneRole::my_number);
  return some && !(all_in(row.src) && all_in(row.dst));
}

}  // namespace

bool is_screen_node(const PredicateInput& input, const Host& host) {
  const auto* sanitiser = std::get_if<Sanitiser>(&host.role);
  if (sanitiser == nullptr) return false;
  return std::ranges::any_of(sanitiser->services, [&](const SanitisingService& it) {
    const bool mine = input.network.at(it.from).role == ZoneRole::my_number || input.network.at(it.to).role == ZoneRole::my_number;
    return mine && is_screen_method(input.policy, it.method);
  });
}

bool may_carry_screens(const PredicateInput& input, const LedgerRow& row) {
  if (!crosses_my_number(input.network, row)) return false;
  const std::vector<ServiceBox> screens = screen_services();
  return ends_at_screens(input, row) || std::ranges::any_of(row.services, [&](const ServiceBox& box) {
           return std::ranges::any_of(screens, [&](const ServiceBox& it) { return box.intersected(it).has_value(); });
         });
}

bool carries_screens_only(const PredicateInput& input, const LedgerRow& row) {
  if (!crosses_my_number(input.network, row)) return false;
  const std::vector<ServiceBox> screens = screen_services();
  return ends_at_screens(input, row) || std::ranges::all_of(row.services, [&](const ServiceBox& box) {
           return std::ranges::any_of(screens, [&](const ServiceBox& it) { return it.contains(box); });
         });
}

const Host* host_of(const Network& network, const EndpointRef& end) {
  const auto* id = std::get_if<HostId>(&end);
  return id == nullptr ? nullptr : &network.at(*id);
}

bool is_in(const Network& network, const Host& host, ZoneRole role) { return network.at(host.zone).role == role; }

bool has_host_in(const Network& network, const std::vector<EndpointRef>& end, ZoneRole role) {
  return std::ranges::any_of(end, [&](const EndpointRef& it) {
    const Host* host = host_of(network, it);
    return host != nullptr && is_in(network, *host, role);
  });
}

bool joins(const Network& network, const LedgerRow& row, ZoneRole a, ZoneRole b) {
  return (has_host_in(network, row.src, a) && has_host_in(network, row.dst, b)) ||
         (has_host_in(network, row.src, b) && has_host_in(network, row.dst, a));
}

bool is_of_schools(ZoneRole role) {
  return role == ZoneRole::school || role == ZoneRole::school_admin || role == ZoneRole::school_learning;
}

bool is_of_city(ZoneRole role) {
  return role == ZoneRole::my_number || role == ZoneRole::lgwan_zone || role == ZoneRole::internet_zone || role == ZoneRole::management ||
         role == ZoneRole::internal_information;
}

std::set<ZoneId> zones_on(const PredicateInput& input, const std::vector<Zones>& senders, SegmentId segment) {
  std::set<ZoneId> zones = senders.at(segment.index);
  for (const SegmentHost& on : input.graph.segments.segments.at(segment.index).hosts) zones.insert(input.network.at(on.host).zone);
  return zones;
}

namespace {

bool belongs_to(const PredicateInput& input, const std::vector<Zones>& senders, SegmentId segment, ZoneRole role) {
  if (has_role(input, zones_on(input, senders, segment), {role})) return true;
  const Segment& it = input.graph.segments.segments.at(segment.index);
  const auto by_vlan = [&](const Zone& zone) { return zone.role == role && has_vlan(it, zone); };
  return std::ranges::any_of(input.network.zones, by_vlan) || has_subnet(input.network, it, role);
}

}  // namespace

std::set<ZoneId> zones_on(const PredicateInput& input, SegmentId segment) { return zones_on(input, zones_by_segment(input), segment); }

bool belongs_to(const PredicateInput& input, SegmentId segment, ZoneRole role) {
  return belongs_to(input, zones_by_segment(input), segment, role);
}

std::vector<SegmentId> segments_of(const PredicateInput& input, ZoneRole role) {
  const std::vector<Zones> senders = zones_by_segment(input);
  std::vector<SegmentId> segments;
  for (std::size_t i = 0; i < input.graph.segments.segments.size(); ++i) {
    if (belongs_to(input, senders, make_id<SegmentId>(i), role)) segments.push_back(make_id<SegmentId>(i));
  }
  return segments;
}

std::string name_of(const PredicateInput& input, SegmentId segment) {
  return describe(input.network, input.graph.segments.segments.at(segment.index).anchor);
}

void want_cells(Judgement& judgement) {
  if (judgement.cells.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::no_cells, {}, {}});
}

void ask(const PredicateInput& input, const Host& host, std::string_view name, const std::vector<std::string>& values, Judgement& judgement,
         unsigned at_least) {
  judge_declaration(input, {{}, input.network.at(host.zone).role, {}, std::string(name), values, at_least, {}}, host, judgement);
}

}  // namespace sekimori
