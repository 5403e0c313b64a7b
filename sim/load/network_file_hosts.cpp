// Endpoints of network.yaml: hosts, sanitisers, the security cloud, externals (semantics E1, E3, E5, X5). A declaration that makes one less
// capable than the model would take it for is an assumption of kind "declared": it spoils nothing and is printed.
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kNoRelay[] = {"terminal", "printer-only", "sensor"};
constexpr std::string_view kShorthand[] = {"port", "vlan", "address"};

constexpr Choice<Opener> kOpeners[] = {{"peer", Opener::peer}, {"sanitiser", Opener::sanitiser}};
constexpr Choice<Opposite> kOpposites[] = {{"raw", Opposite::raw}, {"ack-only", Opposite::ack_only}, {"sanitised", Opposite::sanitised}};
constexpr Choice<bool> kFailModes[] = {{"closed", true}, {"open", false}};
/// YAML 1.1 tools write the words off and on as false and true.
constexpr Choice<bool> kSwitches[] = {{"off", false}, {"on", true}, {"false", false}, {"true", true}};

void warn_of_port(const Document& node, InterfaceId id, const std::optional<VlanId>& vlan, NetworkFile& file) {
  const Interface& port = file.network.at(id);
  if (!vlan) return;
  if (port.mode == PortMode::access && vlan != port.voice_vlan) {
    file.reporter.error(node.at, "N020",
                        fmt::format("{} is an access port, which takes no tagged frames; leave 'vlan' out", describe(file.network, id)));
  }
  if (port.mode == PortMode::trunk && !port.allowed.contains(*vlan) && !port.channel) {
    file.reporter.warning(node.at, "N020", fmt::format("{} does not allow VLAN {}", describe(file.network, id), vlan->number()));
  }
}

void read_attachments(const MapReader& reader, bool needs_address, Host& host, NetworkFile& file) {
  if (reader.has("attachments")) reader.refuse(kShorthand, "'attachments' says it");
  for (const Document* item : reader.list("attachments")) {
    const MapReader entry(*item, network_keys::kAttachment, file.reporter);
    if (auto attachment = read_attachment(entry, needs_address, file)) host.attachments.push_back(std::move(*attachment));
  }
  const auto given = [&](std::string_view key) { return reader.has(key); };
  if (!reader.has("attachments") && std::ranges::any_of(kShorthand, given)) {
    if (auto attachment = read_attachment(reader, needs_address, file)) host.attachments.push_back(std::move(*attachment));
  } else if (!reader.has("attachments")) {
    file.reporter.warning(reader.at(), "N021", fmt::format("{} is attached to nothing: no verdict can speak of it", shown(host.name)));
  }
}

void declare(const Host& host, HostId id, SourceRange at, std::string_view what, std::string_view why, NetworkFile& file) {
  assume(file.network, Effect::harmless, id, at, "declared", fmt::format("{} {}", host.name, what), fmt::format("declared: {}", why));
}

/// What every endpoint has. nullopt: it cannot be named.
std::optional<Host> read_common(const MapReader& reader, bool needs_address, NetworkFile& file) {
  Host host;
  host.at = reader.at();
  host.name = reader.required_text("name");
  const bool named = !host.name.empty() && take_name(host.name, reader.place("name"), file);
  if (const Document* zone = reader.require("zone")) {
    if (const auto id = read_reference(*zone, "zone", file.zones, file.reporter)) host.zone = *id;
  }
  read_attachments(reader, needs_address, host, file);
  if (!host.attachments.empty()) host.site = file.network.at(file.network.at(host.attachments.front().port).device).site;
  if (const Document* site = reader.value("site")) {
    if (const auto id = read_reference(*site, "site", file.sites, file.reporter)) host.site = *id;
  }
  host.attributes = read_attributes(reader, file.reporter);
  return named ? std::optional(std::move(host)) : std::nullopt;
}

void read_forwards(const MapReader& reader, Host& host, NetworkFile& file) {
  const HostId id = make_id<HostId>(file.network.hosts.size());
  host.forwards = reader.flag("forwards").value_or(true);
  if (host.forwards || host.attachments.size() < 2) return;
  declare(host, id, reader.place("forwards"), "forwards: false", "it neither routes nor bridges between its cards (E5)", file);
}

/// `config:`, whose rules the loader puts in the host's way when all cables are known.
void read_config(const MapReader& reader, const Host& host, NetworkFile& file) {
  const Document* node = reader.value("config");
  const auto name = node == nullptr ? std::nullopt : read_text(*node, "config", file.reporter);
  if (!name) return;
  if (!file.linux_configs.contains(*name)) {
    file.reporter.error(node->at, "N003", fmt::format("there is no Linux config {} under configs/", shown(*name)));
    return;
  }
  const auto same = [&](const HostConfig& it) { return it.name == *name; };
  if (std::ranges::any_of(file.host_configs, same)) {
    file.reporter.error(node->at, "N002", fmt::format("{} is the config of another host already", shown(*name)));
    return;
  }
  if (host.count > 1)
    file.reporter.error(node->at, "Y026", "'config' is of one machine; give each machine of the group an entry of its own");
  file.host_configs.push_back({make_id<HostId>(file.network.hosts.size()), *name, node->at});
}

void read_host_kind(const MapReader& reader, Host& host, NetworkFile& file) {
  const HostId id = make_id<HostId>(file.network.hosts.size());
  const auto kind = reader.text("kind");
  if (!kind) {
    assume(file.network, Effect::harmless, id, reader.at(), "default", fmt::format("{} kind: server", host.name),
           "no kind is given, so it is taken for a relay, which is the most that a host can do (E1)");
    return;
  }
  host.kind = *kind;
  host.relays = kind_relays(*kind);
  if (!host.relays) {
    declare(host, id, reader.place("kind"), fmt::format("kind: {}", *kind), "it passes on nothing that it receives (E1)", file);
    return;
  }
  const std::string near = file.reporter.suggestion(*kind, std::span<const std::string_view>(kNoRelay));
  if (!near.empty()) file.reporter.warning(reader.place("kind"), "N022", fmt::format("a host of kind {} relays{}", shown(*kind), near));
}

void read_host(const Document& node, NetworkFile& file) {
  const MapReader reader(node, network_keys::kHost, file.reporter);
  if (!reader.is_map()) return;
  auto host = read_common(reader, true, file);
  const unsigned count = reader.number("count", {1, 1'000'000}).value_or(1);
  if (!host) return;
  host->count = count;
  read_host_kind(reader, *host, file);
  read_forwards(reader, *host, file);
  read_config(reader, *host, file);
  file.network.hosts.push_back(std::move(*host));
}

SanitiserLeg read_leg(const MapReader& service, std::string_view key, Reporter& reporter) {
  SanitiserLeg leg;
  const Document* node = service.require(key);
  if (node == nullptr) return leg;
  const MapReader reader(*node, network_keys::kLeg, reporter);
  if (const Document* box = reader.require("service")) leg.service = read_service(*box, "service", reporter).value_or(ServiceBox::any());
  reader.require("opener");
  leg.opener = reader.choice("opener", kOpeners).value_or(Opener::peer);
  return leg;
}

SanitisingService read_sanitising(const Document& node, const Host& host, NetworkFile& file) {
  const MapReader reader(node, network_keys::kSanitisingService, file.reporter);
  SanitisingService service;
  service.at = reader.at();
  const auto zone = [&](std::string_view key) {
    const Document* name = reader.require(key);
    return name == nullptr ? ZoneId{} : read_reference(*name, "zone", file.zones, file.reporter).value_or(ZoneId{});
  };
  service.from = zone("from");
  service.to = zone("to");
  service.intake = read_leg(reader, "intake", file.reporter);
  service.outlet = read_leg(reader, "outlet", file.reporter);
  service.method = reader.required_text("method");
  service.opposite = reader.choice("opposite", kOpposites).value_or(Opposite::raw);
  if (service.opposite != Opposite::raw) {
    declare(host, make_id<HostId>(file.network.hosts.size()), reader.place("opposite"),
            service.opposite == Opposite::ack_only ? "opposite: ack-only" : "opposite: sanitised",
            "no raw data travels against the direction of the service (X5)", file);
  }
  return service;
}

std::vector<MaintenanceService> read_services(const MapReader& reader, std::string_view key, Reporter& reporter) {
  std::vector<MaintenanceService> result;
  for (const Document* item : reader.items(key)) {
    if (const auto box = read_service(*item, key, reporter)) result.push_back({*box, item->at});
  }
  return result;
}

/// What is not declared is taken as it is worst (X5), and said.
void read_sanitiser_modes(const MapReader& reader, const Host& host, Sanitiser& node, NetworkFile& file) {
  const HostId id = make_id<HostId>(file.network.hosts.size());
  std::vector<std::string> missing;
  std::vector<std::string> declared;
  const auto take = [&](std::string_view key, const std::optional<bool>& value, bool safe, std::string_view word) {
    if (!value) missing.emplace_back(key);
    if (value == safe) declared.push_back(fmt::format("{}: {}", key, word));
    return value.value_or(!safe);
  };
  node.fail_closed = take("fail", reader.choice("fail", kFailModes), true, "closed");
  node.bypass = take("bypass", reader.flag("bypass"), false, "false");
  node.redirections_off = !take("redirections", reader.choice("redirections", kSwitches), false, "off");
  node.ip_forwarding = take("ip-forwarding", reader.flag("ip-forwarding"), false, "false");
  if (!declared.empty()) {
    declare(host, id, reader.at(), fmt::format("{}", fmt::join(declared, ", ")), "the sanitiser is set so (X5)", file);
  }
  if (missing.empty()) return;
  assume(file.network, Effect::harmless, id, reader.at(), "default", fmt::format("{} without {}", host.name, fmt::join(missing, ", ")),
         "not declared, so taken as it is worst (open, present, on), and the node counts as no sanitiser (X5)");
}

void read_sanitiser(const Document& node, NetworkFile& file) {
  const MapReader reader(node, network_keys::kSanitiser, file.reporter);
  if (!reader.is_map()) return;
  auto host = read_common(reader, true, file);
  if (!host) return;
  host->kind = "sanitiser";
  Sanitiser role;
  reader.require("services");
  for (const Document* item : reader.list("services")) role.services.push_back(read_sanitising(*item, *host, file));
  role.maintenance = read_services(reader, "maintenance", file.reporter);
  for (const MaintenanceService& service : role.maintenance) {
    declare(*host, make_id<HostId>(file.network.hosts.size()), service.at, fmt::format("maintenance: {}", to_text(service.service)),
            "replies to these sessions bring no raw data (X5)", file);
  }
  read_sanitiser_modes(reader, *host, role, file);
  host->role = std::move(role);
  read_forwards(reader, *host, file);
  read_config(reader, *host, file);
  file.network.hosts.push_back(std::move(*host));
}

void read_security_cloud(const Document& node, NetworkFile& file) {
  const MapReader reader(node, network_keys::kSecurityCloud, file.reporter);
  if (!reader.is_map()) return;
  auto host = read_common(reader, true, file);
  if (!host) return;
  host->kind = "security-cloud";
  reader.require("services");
  host->role = SecurityCloud{read_services(reader, "services", file.reporter)};
  read_forwards(reader, *host, file);
  file.network.hosts.push_back(std::move(*host));
}

void read_external(const Document& node, NetworkFile& file) {
  const MapReader reader(node, network_keys::kExternal, file.reporter);
  if (!reader.is_map()) return;
  auto host = read_common(reader, false, file);
  if (!host) return;
  const HostId id = make_id<HostId>(file.network.hosts.size());
  host->kind = "external";
  External role;
  role.closed = reader.flag_or("closed", false);
  role.transit = reader.flag_or("transit", true);
  if (role.closed) declare(*host, id, reader.place("closed"), "closed: true", "only declared peers send from there (E3)", file);
  if (!role.transit) declare(*host, id, reader.place("transit"), "transit: false", "it passes nothing between its attachments (E3)", file);
  host->role = role;
  file.network.hosts.push_back(std::move(*host));
}

}  // namespace

std::optional<Attachment> read_attachment(const MapReader& reader, bool needs_address, NetworkFile& file) {
  Attachment result;
  result.at = reader.place(reader.has("address") ? "address" : "port");
  AddressSets addresses = read_address_sets(reader, "address", file.reporter);
  result.v4 = std::move(addresses.v4);
  result.v6 = std::move(addresses.v6);
  if (needs_address) reader.require("address");
  if (needs_address && reader.has("address") && reader.items("address").empty()) {
    file.reporter.error(reader.place("address"), "Y026", "'address' is an empty list");
  }
  if (const Document* vlan = reader.value("vlan")) result.vlan = read_vlan(*vlan, "vlan", file.reporter);
  const Document* port = reader.require("port");
  const auto id = port == nullptr ? std::nullopt : read_port(*port, "port", file);
  if (!id) return std::nullopt;
  const InterfaceKind kind = file.network.at(*id).kind;
  if (kind != InterfaceKind::physical && kind != InterfaceKind::port_channel) {
    file.reporter.error(port->at, "N013",
                        fmt::format("{} is no port that a cable fits: name a physical port or a port-channel", shown(*port)));
    return std::nullopt;
  }
  if (reader.has("vlan")) warn_of_port(*reader.find("vlan"), *id, result.vlan, file);
  result.port = *id;
  return result;
}

bool kind_relays(std::string_view kind) { return std::ranges::find(kNoRelay, kind) == std::end(kNoRelay); }

void read_hosts(const MapReader& top, NetworkFile& file) {
  for (const Document* item : top.list("hosts")) read_host(*item, file);
  for (const Document* item : top.list("sanitisers")) read_sanitiser(*item, file);
  for (const Document* item : top.list("security-clouds")) read_security_cloud(*item, file);
  for (const Document* item : top.list("externals")) read_external(*item, file);
}

}  // namespace sekimori
