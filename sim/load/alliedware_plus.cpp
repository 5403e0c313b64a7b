// The walk over the lines: blocks by indent.
#include "alliedware_plus.hpp"

#include <algorithm>
#include <array>

#include "alliedware_plus_reader.hpp"
#include "config_text.hpp"

namespace sekimori {
namespace alliedware_plus {
namespace {

/// "P NH", "P NH INTERFACE", "P INTERFACE", "P null", with a distance and a description; `vrf NAME` first.
bool read_route(Reader& reader, ConfigWords words, Family family) {
  VrfId vrf = reader.global;
  if (begins(words, {"vrf"}) && words.size() >= 2) {
    vrf = vrf_of(reader, words[1]);
    words = behind(words, 2);
  }
  if (words.size() < 2) return false;
  std::optional<Prefix> destination;
  if (const auto read = read_address_and_length(words[0], family)) {
    destination = read->prefix();
    words = behind(words, 1);
  } else if (family == Family::v4 && words.size() >= 3) {
    const auto network = parse_address(words[0]);
    const auto length = mask_length(words[1]);
    if (!network || network->family != family || !length) return false;
    destination = Prefix::covering(*network, *length);
    words = behind(words, 2);
  } else {
    return false;
  }
  NextHop hop;
  if (const auto via = parse_address(words[0])) {
    if (via->family != family) return false;
    hop.via = *via;
  } else if (lower(words[0]) == "null") {
    hop.discard = true;
  } else if (reader.interfaces.contains(words[0]) || words[0].starts_with("vlan") || words[0].starts_with("tunnel")) {
    hop.out = interface_of(reader, std::string(words[0])).id;
  } else {
    return false;
  }
  std::size_t next = 1;
  if (hop.via && next < words.size() && !read_number(words[next], 255) && words[next] != "description") {
    hop.out = interface_of(reader, std::string(words[next])).id;
    ++next;
  }
  unsigned distance = 1;
  if (next < words.size() && words[next] != "description") {
    const auto value = read_number(words[next], 255);
    if (!value || *value == 0) return false;
    distance = *value;
    ++next;
  }
  if (next < words.size() && words[next] != "description") return false;
  reader.config.network.vrfs[vrf.index].routes.push_back({*destination, hop, static_cast<std::uint8_t>(distance), reader.here()});
  return true;
}

/// `router vrrp 1 vlan10`, whose block has the address; other protocols make the table unknown.
bool open_router(Reader& reader, const ConfigWords& words) {
  const bool v6 = begins(words, {"router", "ipv6", "vrrp"});
  if (v6 || begins(words, {"router", "vrrp"})) {
    const std::size_t name = v6 ? 4 : 3;
    if (words.size() != name + 1) return false;
    reader.block = Block::vrrp;
    const std::string on(words[name]);
    interface_of(reader, on);
    reader.open = {on};
    return true;
  }
  reader.block = Block::routing;
  reader.protocols.push_back({"a routing protocol", reader.line});
  return true;
}

/// `service telnet`, `no service telnet`. What other services do is not a packet's path.
bool read_service(Reader& reader, const ConfigWords& words) {
  const bool off = words[0] == "no";
  const std::size_t name = off ? 2 : 1;
  if (words.size() <= name) return false;
  if (off)
    reader.off.insert(std::string(words[name]));
  else
    reader.on[std::string(words[name])] = reader.line;
  constexpr std::array<std::string_view, 10> kKnown = {"telnet", "ssh",          "http",         "password-encryption", "dhcp-server",
                                                       "ping",   "power-inline", "advanced-vty", "terminal-length",     "dhcp-relay"};
  return std::ranges::find(kKnown, words[name]) != kKnown.end();
}

bool open_interfaces(Reader& reader, const ConfigWords& words) {
  const auto names = words.size() == 2 ? expand_names(words[1]) : std::nullopt;
  if (!names) return false;
  reader.block = Block::interfaces;
  reader.open = *names;
  for (const std::string& name : *names) interface_of(reader, name);
  return true;
}

bool read_global(Reader& reader, const ConfigWords& words) {
  if (words[0] == "hostname" && words.size() == 2) {
    reader.hostname = std::string(words[1]);
    reader.hostname_line = reader.line;
    return true;
  }
  if (words[0] == "interface") return open_interfaces(reader, words);
  if (begins(words, {"vlan", "database"}) && words.size() == 2) {
    reader.block = Block::vlan_database;
    return true;
  }
  if (words[0] == "service" || begins(words, {"no", "service"})) return read_service(reader, words);
  if (words[0] == "access-list" || begins(words, {"ipv6", "access-list"})) return read_list(reader, words);
  if (begins(words, {"ip", "route"})) return read_route(reader, behind(words, 2), Family::v4);
  if (begins(words, {"ipv6", "route"})) return read_route(reader, behind(words, 2), Family::v6);
  if (begins(words, {"ip", "vrf"}) && (words.size() == 3 || words.size() == 4)) {
    vrf_of(reader, words[2]);
    reader.block = Block::vrf;
    return true;
  }
  if (words[0] == "router") return open_router(reader, words);
  if (begins(words, {"ipv6", "forwarding"}) && words.size() == 2) {
    reader.config.device().forwards_v6 = true;
    return true;
  }
  if (begins(words, {"no", "ipv6", "forwarding"})) {
    reader.config.device().forwards_v6 = false;
    return true;
  }
  if (begins(words, {"ip", "multicast-routing"}) || begins(words, {"ipv6", "multicast-routing"})) {
    reader.protocols.push_back({"multicast is routed (R3)", reader.line});
    return true;
  }
  if (begins(words, {"vty", "access-class"}) && words.size() == 3) {
    reader.admits = Mention{std::string(words[2]), reader.line};
    return true;
  }
  if (words[0] == "policy-map" && words.size() == 2) {
    reader.block = Block::policy_map;
    return true;
  }
  return false;
}

/// `vlan 10,20 name x state enable`. A name says nothing about frames.
bool read_vlan(Reader& reader, const ConfigWords& words) {
  if (words.size() < 2 || words[0] != "vlan" || !parse_vlans(words[1])) return false;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (has_value && (words[i] == "name" || (words[i] == "state" && words[i + 1] == "enable"))) {
      ++i;
    } else if (words[i] == "state" && i + 1 < words.size() && words[i + 1] == "disable") {
      assume(reader.config, reader.line,
             {Effect::may_close, reader.config.id, "unsupported", "the VLAN is switched off; the model uses it"});
      return true;
    } else {
      return false;  // mtu, private-vlan, …
    }
  }
  return true;
}

/// What a group of VRRP lines says besides its address changes who answers, not what passes.
bool read_vrrp(Reader& reader, const ConfigWords& words) {
  constexpr std::array<std::string_view, 9> kTuning = {
      "enable",          "disable",     "priority", "advertisement-interval", "preempt-mode", "circuit-failover",
      "transition-mode", "accept-mode", "no"};
  if (words[0] == "virtual-ip" || words[0] == "virtual-ipv6") {
    const auto address = words.size() >= 2 ? parse_address(words[1]) : std::nullopt;
    if (!address) return false;
    for (const std::string& name : reader.open) interface_of(reader, name).virtual_addresses.push_back({*address, reader.line});
    return true;
  }
  return std::ranges::find(kTuning, words[0]) != kTuning.end();
}

class Walk {
 public:
  explicit Walk(Reader& reader) : reader_(reader) {}

  void run() {
    const auto lines = static_cast<std::uint32_t>(reader_.config.taken.size());
    for (reader_.line = 1; reader_.line <= lines; ++reader_.line) {
      const auto line = block_line(reader_.config, reader_.line);
      if (!line) continue;
      if (line->indented) {
        inside(*line);
      } else {
        header(*line);
      }
    }
  }

 private:
  void header(const BlockLine& line) {
    reader_.block = Block::global;
    if (read_global(reader_, line.words)) return take(reader_.config, line.number, LineTaken::understood);
    if (read_known(reader_, line.text, false)) {
      const bool harmless = reader_.config.taken[line.number - 1] == LineTaken::harmless;
      const bool narrows = !harmless && reader_.config.network.assumptions.back().effect == Effect::may_close;
      reader_.block = harmless ? Block::harmless : narrows ? Block::narrowing : Block::unknown;
      return;
    }
    reader_.block = Block::unknown;
    unknown(reader_.config.id);
  }

  void inside(const BlockLine& line) {
    switch (reader_.block) {
      case Block::interfaces: return in_interfaces(line);
      case Block::vlan_database: return understood_or_unknown(line, read_vlan(reader_, line.words));
      case Block::vrrp: return understood_or_unknown(line, read_vrrp(reader_, line.words));
      case Block::source_list:
      case Block::hardware_list: return understood_or_unknown(line, read_list_entry(reader_, line.words));
      case Block::policy_map: return in_policy_map(line);
      case Block::vrf:
        // Route targets and maps may leak between tables.
        if (line.words[0] != "rd" && line.words[0] != "description" && line.words[0] != "router-id") return unknown(reader_.config.id);
        return take(reader_.config, line.number, LineTaken::harmless);
      case Block::narrowing:
        return assume(reader_.config, line.number,
                      {Effect::may_close, reader_.config.id, "unsupported", "part of a filter that is not modelled"});
      case Block::routing:
      case Block::harmless: return take(reader_.config, line.number, LineTaken::harmless);
      case Block::global:
      case Block::unknown: return unknown(reader_.config.id);
    }
  }

  void understood_or_unknown(const BlockLine& line, bool read) {
    if (!read) return unknown(reader_.config.id);
    take(reader_.config, line.number, LineTaken::understood);
  }

  void in_interfaces(const BlockLine& line) {
    bool read = true, known = true;
    for (const std::string& name : reader_.open) {
      if (!read_in_interface(reader_, interface_of(reader_, name), line.words)) read = false;
    }
    if (!read) known = read_known(reader_, line.text, true);
    if (known) return read ? understood_or_unknown(line, true) : void();
    for (const std::string& name : reader_.open) unknown(interface_of(reader_, name).id);
  }

  /// A policy may send packets to another next hop, or drop them; how fast and how marked is no matter.
  void in_policy_map(const BlockLine& line) {
    constexpr std::array<std::string_view, 6> kMarks = {"class", "police", "remark", "trust", "description", "storm-action"};
    if (begins(line.words, {"set", "ip", "next-hop"}) || begins(line.words, {"set", "ipv6", "next-hop"})) {
      reader_.protocols.push_back({"a policy chooses the next hop", line.number});
      return take(reader_.config, line.number, LineTaken::understood);
    }
    if (line.words[0] == "default-action") {
      return assume(reader_.config, line.number,
                    {Effect::may_close, reader_.config.id, "unsupported", "a policy may drop what it matches"});
    }
    if (std::ranges::find(kMarks, line.words[0]) == kMarks.end()) return unknown(reader_.config.id);
    take(reader_.config, line.number, LineTaken::harmless);
  }

  void unknown(AssumptionScope scope) {
    assume(reader_.config, reader_.line,
           {Effect::may_both, scope, "unknown-line", "not understood: the switch may do anything because of it"});
  }

  Reader& reader_;
};

void resolve_protocols(Reader& reader) {
  for (const Mention& why : reader.protocols) {
    make_any_routing(reader.config, reader.global, why.line, why.name);
    for (const auto& [name, vrf] : reader.vrfs) make_any_routing(reader.config, vrf, why.line, why.name);
  }
}

}  // namespace

VrfId vrf_of(Reader& reader, std::string_view name) { return vrf_named(reader.config, reader.vrfs, name, reader.line); }

}  // namespace alliedware_plus

int recognise_alliedware_plus(std::string_view text) {
  if (is_binary(text)) return 0;
  bool port = false, database = false, typical = false, address = false;
  for (std::string_view rest = text.substr(0, kRecognisedBytes); !rest.empty();) {
    const std::string_view line = take_line(rest);
    port = port || line.starts_with("interface port") || line.starts_with("interface sa") || line.starts_with("interface vlan");
    database = database || line.starts_with("vlan database");
    typical = typical || line.starts_with("service telnet") || line.starts_with("no service ssh") || line.starts_with("service ssh") ||
              line.starts_with("lacp global-passive-mode") || line.starts_with("atmf ") || line.starts_with("access-list hardware") ||
              line.starts_with("platform ") || line.starts_with("stack virtual-mac");
    const auto words = words_of(line);
    address = address || (begins(words, {"ip", "address"}) && words.size() >= 3 && words[2].find('/') != std::string_view::npos);
  }
  if (!port) return 0;
  return (database ? 45 : 0) + (typical ? 35 : 0) + (address ? 15 : 0);
}

std::optional<DeviceId> load_alliedware_plus(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "alliedware-plus", network, diagnostics);
  if (!config) return std::nullopt;
  config->device().name = stem_of(file.path);
  const VrfId global = add_vrf(*config, "", 0);
  alliedware_plus::Reader reader{*config, global, {}, {}, {}, {}, {}, {}, {}, {}, 0, 0, alliedware_plus::Block::global, {}, {}};
  alliedware_plus::Walk(reader).run();
  alliedware_plus::resolve_ports(reader);
  alliedware_plus::resolve_protocols(reader);
  alliedware_plus::resolve_services(reader);
  config->device().kind = kind_by_ports(*config);
  return finish_device(*config, reader.hostname.empty() ? stem_of(file.path) : reader.hostname, reader.hostname_line);
}

}  // namespace sekimori
