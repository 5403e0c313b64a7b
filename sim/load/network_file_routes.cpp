// Static routes, VRFs and management services of a device of network.yaml (semantics R2, R3, E4).
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

/// A service that relays nothing (E4), unless the entry says otherwise.
constexpr std::string_view kNoSession[] = {"icmp", "ping", "ntp", "snmp-ro", "syslog", "ospf", "bgp", "rip", "vrrp", "hsrp", "bfd"};

struct KnownService {
  std::string_view name;
  std::string_view service;
};
/// IANA's well-known ports, where an entry gives a name only.
constexpr KnownService kKnownServices[] = {{"ssh", "tcp/22"},   {"telnet", "tcp/23"},   {"http", "tcp/80"}, {"https", "tcp/443"},
                                           {"snmp", "udp/161"}, {"snmp-ro", "udp/161"}, {"ntp", "udp/123"}, {"icmp", "icmp"},
                                           {"dns", "udp/53"},   {"tftp", "udp/69"},     {"ftp", "tcp/21"}};

void check_next_hop(const MapReader& reader, const StaticRoute& route, Reporter& reporter) {
  const NextHop& hop = route.next_hop;
  const bool somewhere = hop.via || hop.out;
  if (!somewhere && !hop.discard && !reader.has("via") && !reader.has("out")) {
    reporter.error(reader.at(), "N017", "a route needs 'via', 'out' or 'discard: true'");
  }
  if (somewhere && hop.discard) reporter.error(reader.place("discard"), "N017", "a route that discards has no 'via' and no 'out'");
  if (hop.via && hop.via->family != route.destination.family()) {
    reporter.error(reader.place("via"), "N017", "'via' must be of the same family as 'to'");
  }
}

void read_route(const Document& node, DeviceId device, VrfId vrf, NetworkFile& file) {
  const MapReader reader(node, network_keys::kRoute, file.reporter);
  StaticRoute route;
  route.at = reader.at();
  const Document* to = reader.require("to");
  const auto destination = to == nullptr ? std::nullopt : read_prefix(*to, "to", file.reporter);
  if (const Document* via = reader.value("via")) route.next_hop.via = read_address(*via, "via", file.reporter);
  if (const Document* out = reader.value("out")) {
    const auto name = read_text(*out, "out", file.reporter);
    if (name) route.next_hop.out = find_port(*name, device, out->at, file);
  }
  if (const Document* to_vrf = reader.value("to-vrf")) {
    route.next_hop.vrf = read_reference(*to_vrf, "VRF", file.names[device.index].vrfs, file.reporter);
  }
  route.next_hop.discard = reader.flag_or("discard", false);
  route.distance = static_cast<std::uint8_t>(reader.number("distance", {1, 255}).value_or(1));
  if (!destination) return;
  route.destination = *destination;
  check_next_hop(reader, route, file.reporter);
  file.network.vrfs[vrf.index].routes.push_back(route);
}

/// `routes`, `dynamic` and `leaks-to` of a VRF, or of the device for its global table.
void read_table(const MapReader& reader, DeviceId device, VrfId id, NetworkFile& file) {
  for (const Document* item : reader.list("routes")) read_route(*item, device, id, file);
  const bool dynamic = reader.flag_or("dynamic", false);
  Vrf& vrf = file.network.vrfs[id.index];
  if (dynamic) {
    vrf.any_routing = true;
    vrf.any_routing_why = "declared dynamic";
    vrf.any_routing_at = reader.place("dynamic");
  }
  for (const Document* item : reader.items("leaks-to")) {
    const auto other = read_reference(*item, "VRF", file.names[device.index].vrfs, file.reporter);
    if (other && *other == id) file.reporter.error(item->at, "N017", "a VRF cannot leak to itself");
    if (other && std::ranges::find(vrf.leaks_to, *other) == vrf.leaks_to.end()) vrf.leaks_to.push_back(*other);
  }
}

/// The sources that a management service admits, as a filter of the device.
FilterId admitting_filter(const MapReader& reader, const std::string& name, DeviceId device, NetworkFile& file) {
  Filter filter;
  filter.name = fmt::format("management {}", name);
  filter.device = device;
  filter.at = reader.place("from");
  Rule rule;
  rule.action = Action::permit;
  rule.at = filter.at;
  rule.match.src = read_patterns(reader, "from", device, file);
  filter.rules.push_back(std::move(rule));
  file.network.filters.push_back(std::move(filter));
  return make_id<FilterId>(file.network.filters.size() - 1);
}

std::optional<ServiceBox> service_of(const MapReader& reader, const std::string& name, Reporter& reporter) {
  if (const Document* node = reader.value("service")) return read_service(*node, "service", reporter);
  const auto known = std::ranges::find(kKnownServices, std::string_view(name), &KnownService::name);
  if (known != std::end(kKnownServices)) return parse_service(known->service);
  reader.require("service");
  return std::nullopt;
}

void read_service_entry(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kManagement, file.reporter);
  ManagementService service;
  service.name = reader.required_text("name");
  service.at = reader.at();
  const auto box = service_of(reader, service.name, file.reporter);
  if (box) service.service = *box;
  // A name alone does not make a service harmless: only the known one of that name (or one whose service is not given) opens no session.
  const auto known = std::ranges::find(kKnownServices, std::string_view(service.name), &KnownService::name);
  const bool as_known = known != std::end(kKnownServices) && box == parse_service(known->service);
  const bool no_session = std::ranges::find(kNoSession, std::string_view(service.name)) != std::end(kNoSession);
  const bool relays = !no_session || !as_known;
  service.session = reader.flag_or("session", relays);
  if (!service.session && relays) {
    assume(file.network, Effect::harmless, device, reader.place("session"), "declared",
           fmt::format("{} of {} session: false", service.name, file.network.at(device).name),
           "declared: whoever reaches this service cannot go on from the device (E4)");
  }
  if (reader.value("from") != nullptr) {
    service.admits_v4 = admitting_filter(reader, service.name, device, file);
    service.admits_v6 = service.admits_v4;
  }
  file.network.devices[device.index].services.push_back(std::move(service));
}

}  // namespace

void read_routes(const PendingDevice& device, NetworkFile& file) {
  read_table(device.reader, device.id, file.network.at(device.id).vrfs.front(), file);
  for (const Document* item : device.reader.list("vrfs")) {
    const MapReader reader(*item, network_keys::kVrf, file.reporter);
    const std::string name = reader.required_text("name");
    const auto& vrfs = file.names[device.id.index].vrfs;
    const auto found = name == "global" ? vrfs.end() : vrfs.find(name);
    if (found != vrfs.end()) read_table(reader, device.id, found->second, file);
  }
}

void read_management(const PendingDevice& device, NetworkFile& file) {
  for (const Document* item : device.reader.list("management")) read_service_entry(*item, device.id, file);
}

}  // namespace sekimori
