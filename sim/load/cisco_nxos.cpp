// Where NX-OS differs from IOS. Sources: docs/vendors/nx-os-and-eos.md.
#include "cisco_nxos.hpp"

#include <algorithm>
#include <array>

#include "cisco_ios_dialect.hpp"
#include "harmless_cisco_ios_reasons.hpp"

namespace sekimori {
namespace {

using namespace cisco_ios;

bool v4_route_of_vrf(Reader& reader, Cursor words) { return read_route(reader, words, Family::v4, reader.block.name); }
bool v6_route_of_vrf(Reader& reader, Cursor words) { return read_route(reader, words, Family::v6, reader.block.name); }

bool v4_list(Reader& reader, Cursor words) { return open_extended_acl(reader, words, Family::v4); }

/// A feature whose own lines say what it does (`nat` is none of them: its lines are those of IOS in part only); telnet and the web
/// interface are services.
bool feature(Reader& reader, Cursor words) {
  constexpr std::array<std::string_view, 23> kBySeparateLines = {
      "ospf", "ospfv3",  "bgp",       "eigrp", "rip", "isis", "interface-vlan", "hsrp",     "vrrp", "lacp", "lldp",         "dhcp",
      "udld", "tacacs+", "scheduler", "bfd",   "pbr", "ssh",  "bash-shell",     "password", "sla",  "cts",  "port-security"};
  const std::string_view name = words.next();
  words.next();
  if (!words.done()) return false;
  if (name == "telnet") {
    reader.draft.telnet = true;
    return true;
  }
  if (name == "nxapi" || name == "http-server") {
    reader.draft.http.plain = reader.draft.http.secure = true;
    reader.draft.http.line = reader.line;
    return true;
  }
  if (name == "scp-server" || name == "sftp-server") return true;  // by ssh
  if (name == "netconf") {
    add_tcp_service(reader, name, 830);
    return true;
  }
  return std::ranges::find(kBySeparateLines, name) != kBySeparateLines.end();
}

bool no_telnet(Reader& reader, Cursor words) {
  reader.draft.telnet = false;
  return words.done();
}

bool line_vty(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.block.mode = Mode::vty;
  reader.block.scope = reader.device;
  VtyDraft line;
  line.line = reader.line;
  reader.draft.vtys.push_back(line);
  return true;
}

bool line_console(Reader& reader, Cursor words) {
  reader.block.mode = Mode::line;
  reader.block.scope = reader.device;
  return words.done();
}

/// `hsrp 1`, `vrrp 1`: the lines below, indented more, are the group's; `shutdown` among them is not the interface's.
bool group(Reader& reader, Cursor words) {
  if (!words.number(0, 4095)) return false;
  if (!words.take("ipv4")) words.take("ipv6");
  if (!words.done()) return false;
  reader.block.mode = Mode::dialect;
  reader.block.indent = reader.lexed.lines[reader.line].indent;
  return true;
}
bool group_address(Reader& reader, Cursor words) {
  std::optional<Address> address = words.address(Family::v4);
  if (!address) address = words.address(Family::v6);
  words.take("secondary");
  if (!address || !words.done()) return false;
  reader.interface_draft().virtual_addresses.push_back({*address, reader.line});
  return true;
}
/// Who of the group is active does not matter (L5).
bool group_option(Reader&, Cursor) { return true; }
bool hsrp_version(Reader&, Cursor words) { return words.number(1, 2) && words.done(); }

bool dhcp_relay(Reader& reader, Cursor words) {
  const std::optional<Address> server = words.address(Family::v4);
  if (!server || !words.done()) return false;
  reader.interface().dhcp_helpers.push_back(*server);
  return true;
}

bool port_list(Reader& reader, Cursor words) {
  if (words.next().empty()) return false;
  assume(reader, reader.line,
         {Effect::may_close, reader.block.interface, "unsupported", "a filter on a switch port is not modelled: its frames pass"});
  return true;
}

bool ip_router(Reader& reader, Cursor words) {
  if (words.done()) return false;
  reader.interface_draft().any_routing.push_back({"a routing protocol runs on the interface", reader.line});
  return true;
}

/// "ip address 10.0.0.1/24 tag 5" and `secondary`: tags are of routes that the model does not redistribute.
bool address(Reader& reader, Cursor words) {
  const auto read = words.with_length(Family::v4);
  const bool behind = words.take("tag") ? words.number(0, 4294967295U).has_value() : words.take("secondary") || words.done();
  if (!read || !behind || !words.done()) return false;
  reader.interface().addresses.push_back({read->address, read->length, false, reader.here()});
  reader.interface_draft().layer3 = true;
  return true;
}

bool forced_channel(Reader& reader, Cursor words) {
  const std::optional<std::uint32_t> number = words.number(1, 4096);
  words.take("force");
  if (!number || (!words.done() && (!words.take("mode") || words.next().empty()))) return false;
  reader.interface_draft().channel_group = *number;
  return words.done();
}

bool community(Reader& reader, Cursor words) {
  if (words.next().empty()) return false;
  const bool grouped = words.take("group");
  const std::string_view role = words.next();
  if (!words.done() || (!grouped && role != "ro" && role != "rw" && !role.empty())) return false;
  ServiceDraft service;
  service.session = role != "network-operator" && role != "ro" && !role.empty();
  service.name = service.session ? "snmp-write" : "snmp-read";
  service.service = ServiceBox::to_port(kUdp, 161, 161);
  service.line = reader.line;
  reader.draft.services.push_back(std::move(service));
  return true;
}

constexpr Command kGlobals[] = {{"vrf context", open_named_vrf},     {"ip access-list", v4_list}, {"feature", feature},
                                {"no feature telnet", no_telnet},    {"line vty", line_vty},      {"line console", line_console},
                                {"snmp-server community", community}};
constexpr Command kInterfaces[] = {{"vrf member", join_named_vrf},      {"ip address", address},  {"hsrp", group},
                                   {"hsrp version", hsrp_version},      {"vrrp", group},          {"ip dhcp relay address", dhcp_relay},
                                   {"ip port access-group", port_list}, {"ip router", ip_router}, {"ipv6 router", ip_router},
                                   {"channel-group", forced_channel}};
constexpr Command kBlocks[] = {{"ip", group_address},
                               {"ipv6", group_address},
                               {"address", group_address},
                               {"priority", group_option},
                               {"preempt", group_option},
                               {"no", group_option},
                               {"authentication", group_option},
                               {"timers", group_option},
                               {"name", group_option},
                               {"track", group_option},
                               {"shutdown", group_option},
                               {"mac-address", group_option},
                               {"advertisement-interval", group_option}};
constexpr Command kVrfs[] = {{"ip route", v4_route_of_vrf}, {"ipv6 route", v6_route_of_vrf}};

constexpr std::string_view kFrame = "the frame of a virtual device context, of which this is one";
constexpr KnownLine kKnownLines[] = {{KnownIn::global, "vdc", kHarmless, kFrame, true},
                                     {KnownIn::global, "limit-resource", kHarmless, kFrame},
                                     {KnownIn::global, "password strength-check", kHarmless, kLogin},
                                     {KnownIn::global, "ip domain-lookup", kHarmless, kLogin},
                                     {KnownIn::global, "copp", kMayClose, "may drop packets to the device itself"},
                                     {KnownIn::global, "hardware", kHarmless, kHardware},
                                     {KnownIn::global, "rmon", kHarmless, kLogs},
                                     {KnownIn::global, "cfs", kHarmless, kLogin},
                                     {KnownIn::global, "icam", kHarmless, kLogs},
                                     {KnownIn::global, "ssh key", kHarmless, kLogin},
                                     {KnownIn::global, "role", kHarmless, kLogin, true},
                                     {KnownIn::global, "switchname", kHarmless, kText},
                                     {KnownIn::global, "cli alias", kHarmless, kText},
                                     {KnownIn::global, "system default switchport", kHarmless, "what a port is, its own lines say"},
                                     {KnownIn::interface, "no ip redirects", kHarmless, kTuning},
                                     {KnownIn::interface, "no ipv6 redirects", kHarmless, kTuning}};

}  // namespace

int recognise_cisco_nxos(std::string_view text) {
  constexpr std::array<std::string_view, 2> kHeaders = {"!Command: show running", "!RANCID-CONTENT-TYPE: cisco-nx"};
  constexpr std::array<std::string_view, 4> kOwn = {"feature ", "vdc ", "vrf context ", "no password strength-check"};
  return recognise_by_lines(text, kHeaders, kOwn) ? 85 : 0;
}

std::optional<DeviceId> load_cisco_nxos(const ConfigFile& config, Network& network, Diagnostics& diagnostics) {
  const Dialect dialect{"cisco-nxos", kGlobals, kInterfaces, kVrfs, kBlocks, kKnownLines, false, false, false, false, true, true};
  return load_dialect(dialect, config, network, diagnostics);
}

}  // namespace sekimori
