// The walk over the lines. `pp select` and `tunnel select` say which PP or tunnel the lines below are about; there are no other blocks.
#include "yamaha_rtx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config_text.hpp"
#include "yamaha_rtx_reader.hpp"

namespace sekimori {
namespace yamaha_rtx {
namespace {

constexpr unsigned kMaxNumber = 9999;

/// "lan1" is {lan, 1}; "lan1/2" and "lan1.2" have a part. nullopt: no name of an interface.
struct Name {
  std::string_view kind;
  unsigned number = 0;
  char mark = 0;
  unsigned part = 0;
};

std::optional<Name> parse_name(std::string_view text) {
  constexpr std::array<std::string_view, 8> kKinds = {"lan", "vlan", "wan", "onu", "bridge", "pp", "tunnel", "loopback"};
  for (const std::string_view kind : kKinds) {
    if (!text.starts_with(kind)) continue;
    const std::string_view rest = text.substr(kind.size());
    const std::size_t mark = rest.find_first_of("/.");
    const auto number = read_number(rest.substr(0, mark), kMaxNumber);
    if (!number) continue;
    if (mark == std::string_view::npos) return Name{kind, *number, 0, 0};
    const auto part = kind == "lan" ? read_number(rest.substr(mark + 1), kMaxNumber) : std::nullopt;
    if (part) return Name{kind, *number, rest[mark], *part};
  }
  return std::nullopt;
}

InterfaceKind kind_of(const Name& name) {
  if (name.mark == '/') return InterfaceKind::subinterface;
  if (name.kind == "vlan" || name.kind == "bridge") return InterfaceKind::svi;
  if (name.kind == "loopback") return InterfaceKind::loopback;
  if (name.kind == "tunnel") return InterfaceKind::tunnel;
  return InterfaceKind::physical;
}

/// VLANs of ports that only the model knows; tags of the text are on subinterfaces, which do not share them.
VlanId internal_vlan(unsigned number) { return *VlanId::from(1 + number % 4094); }

void learn(Reader& reader, InterfaceDraft& on, std::string_view why) {
  make_any_routing(reader.config, reader.vrf, reader.line, why);
  assume(reader.config, reader.line, {Effect::may_both, on.id, "unsupported", std::string(why) + ": the interface's address is not known"});
}

bool add_address(Reader& reader, InterfaceDraft& on, std::string_view text, Family family, bool shared = false) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  const auto length =
      slash == std::string_view::npos ? std::optional(address_width(family)) : read_number(text.substr(slash + 1), address_width(family));
  if (!address || address->family != family || !length) return false;
  Interface& interface = reader.at(on.id);
  interface.addresses.push_back({*address, *length, shared, reader.here()});
  interface.ipv6_enabled = interface.ipv6_enabled || family == Family::v6;
  return true;
}

bool read_address(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  if (words.empty()) return false;
  if (words[0] == "dhcp" || words[0] == "auto" || words[0].starts_with("ra-prefix@") || words[0].starts_with("dhcp-prefix@")) {
    learn(reader, on, "address and routes are learnt");
    return true;
  }
  return words.size() == 1 && add_address(reader, on, words[0], family);
}

/// Lines of an interface behind `ip lan1`.
bool read_on_interface(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  const Words rest(words.begin() + 1, words.end());
  const auto begins = [&](std::initializer_list<std::string_view> path) {
    return words.size() >= path.size() && std::equal(path.begin(), path.end(), words.begin());
  };
  if (begins({"address"})) return read_address(reader, on, rest, family);
  if (begins({"secondary", "address"})) return rest.size() == 2 && add_address(reader, on, rest[1], family);
  if (begins({"secure", "filter"})) return read_secure_filter(reader, on, {words.begin() + 2, words.end()}, family);
  if (begins({"vrrp"}) && rest.size() >= 2) return add_address(reader, on, rest[1], family, true);
  if (begins({"vrrp", "shutdown"})) return true;
  if (begins({"proxyarp"}) && rest.size() == 1) {
    reader.at(on.id).proxy_arp = rest[0] == "on";
    return true;
  }
  if (begins({"nat", "descriptor"}) && family == Family::v4) {
    std::vector<unsigned> numbers;
    for (std::size_t i = 2; i < words.size(); ++i) {
      const auto number = read_number(words[i], 2'147'483'647);
      if (!number) return false;  // `reverse`
      numbers.push_back(*number);
    }
    on.descriptors = std::move(numbers);
    on.descriptor_line = reader.line;
    return true;
  }
  if (begins({"dhcp", "service"}) || begins({"remote", "address"})) {
    if (family == Family::v6) return true;
    return false;
  }
  constexpr std::array<std::string_view, 12> kTuning = {"mtu",  "tcp", "rebound",   "wol",   "traffic", "forward",
                                                        "ospf", "rip", "intrusion", "rtadv", "igmp",    "mld"};
  if (std::ranges::find(kTuning, words[0]) == kTuning.end()) return false;
  // Routing protocols count where they are switched on; intrusion detection may drop.
  if (words[0] == "intrusion") {
    assume(reader.config, reader.line, {Effect::may_close, on.id, "unsupported", "intrusion detection may drop packets"});
  } else if (words[0] == "igmp" || words[0] == "mld" || words[0] == "forward") {
    return false;
  }
  return true;
}

bool read_ip(Reader& reader, const Words& words, Family family) {
  if (words.size() < 2) return false;
  const Words rest(words.begin() + 2, words.end());
  if (words[1] == "filter") return read_filter(reader, rest, family);
  if (words[1] == "route") return read_route(reader, rest, family);
  if (words[1] == "routing" && words.size() == 3 && (words[2] == "on" || words[2] == "off")) {
    Device& device = reader.config.device();
    (family == Family::v4 ? device.forwards_v4 : device.forwards_v6) = words[2] == "on";
    return true;
  }
  if (rest.empty()) return false;
  const bool on_selected = words[1] == "pp" || words[1] == "tunnel";
  if (on_selected && !reader.selected.starts_with(words[1])) return false;
  InterfaceDraft* on = interface_of(reader, on_selected ? std::string_view(reader.selected) : words[1]);
  return on != nullptr && read_on_interface(reader, *on, rest, family);
}

/// `vlan lan1/1 802.1q vid=10 name=…`, `vlan port mapping lan1.1 vlan1`.
bool read_vlan(Reader& reader, const Words& words) {
  if (words.size() >= 4 && words[1] == "port" && words[2] == "mapping") {
    InterfaceDraft* port = interface_of(reader, words[3]);
    const auto name = words.size() == 5 ? parse_name(words[4]) : std::nullopt;
    if (port == nullptr || !name || name->kind != "vlan") return false;
    interface_of(reader, words[4]);
    reader.at(port->id).mode = PortMode::access;
    reader.at(port->id).access_vlan = internal_vlan(name->number);
    return true;
  }
  const auto name = words.size() < 4 ? std::nullopt : parse_name(words[1]);
  if (!name || name->mark != '/' || words[2] != "802.1q") return false;
  std::optional<VlanId> vlan;
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (words[i].starts_with("vid=")) {
      const auto number = read_number(words[i].substr(4), 4094);
      vlan = number ? VlanId::from(*number) : std::nullopt;
    } else if (!words[i].starts_with("name=")) {
      return false;
    }
  }
  InterfaceDraft* on = vlan ? interface_of(reader, words[1]) : nullptr;
  if (on == nullptr) return false;
  reader.at(on->id).vlan = vlan;
  return true;
}

bool read_select(Reader& reader, const Words& words) {
  if (words.size() != 3 || words[1] != "select") return false;
  reader.selected.clear();
  if (words[2] == "none") return true;
  const auto number = read_number(words[2], kMaxNumber);
  if (!number) return false;  // `anonymous`: whoever dials in
  reader.selected = std::string(words[0]) + std::string(words[2]);
  interface_of(reader, reader.selected);
  return true;
}

bool read_pp(Reader& reader, const Words& words) {
  if (words.size() < 2) return false;
  if (words[1] == "select") return read_select(reader, words);
  if (words[1] == "enable" && words.size() == 3 && read_number(words[2], kMaxNumber)) {
    reader.enabled["pp" + std::string(words[2])] = true;
    return true;
  }
  return false;
}

Tunnel& tunnel_of(Reader& reader, InterfaceDraft& on) {
  Interface& interface = reader.at(on.id);
  if (!interface.tunnel) interface.tunnel = Tunnel{{}, {}, {}, false, reader.here()};
  return *interface.tunnel;
}

bool read_tunnel(Reader& reader, const Words& words) {
  if (words.size() < 2) return false;
  if (words[1] == "select") return read_select(reader, words);
  if (words[1] == "enable" && words.size() == 3 && read_number(words[2], kMaxNumber)) {
    reader.enabled["tunnel" + std::string(words[2])] = true;
    return true;
  }
  InterfaceDraft* on = reader.selected.starts_with("tunnel") ? interface_of(reader, reader.selected) : nullptr;
  if (on == nullptr) return false;
  if (words[1] == "encapsulation" && words.size() == 3) {
    tunnel_of(reader, *on);
    // Frames, or whoever dials in, are not packets between two routers.
    return words[2] == "ipip" || words[2] == "ipsec" || words[2] == "gre";
  }
  if (words[1] == "endpoint" && words.size() >= 4 && words[2] == "address") {
    const auto remote = parse_address(words.back()), local = words.size() == 5 ? parse_address(words[3]) : std::nullopt;
    if (!remote) return false;
    tunnel_of(reader, *on).remote = *remote;
    tunnel_of(reader, *on).local = local;
    return true;
  }
  return false;
}

/// In a tunnel: `ipsec sa policy 1 1 esp aes256-cbc sha256-hmac`, `ipsec ike remote address 1 203.0.113.1`.
bool read_ipsec(Reader& reader, const Words& words) {
  InterfaceDraft* on = reader.selected.starts_with("tunnel") ? interface_of(reader, reader.selected) : nullptr;
  if (on == nullptr) return false;
  if (words.size() >= 7 && words[1] == "sa" && words[2] == "policy") {
    tunnel_of(reader, *on).encrypted = words[5] == "esp" && words[6] != "null" && words.size() >= 8;
    return words[5] == "esp" || words[5] == "ah";
  }
  if (words.size() == 6 && words[1] == "ike" && words[2] == "remote" && words[3] == "address") {
    if (const auto remote = parse_address(words[5])) tunnel_of(reader, *on).remote = *remote;
    return true;  // a name, or "any": whoever it is
  }
  return false;
}

bool read_protocol(Reader& reader, const Words& words) {
  const bool known = words.size() >= 2 && (words[0] == "rip" || words[0] == "ospf" || words[0] == "bgp");
  if (!known) return false;
  if (words[1] == "use" && words.size() == 3) {
    if (words[2] == "on") make_any_routing(reader.config, reader.vrf, reader.line, "a routing protocol");
    return words[2] == "on" || words[2] == "off";
  }
  return true;  // what it says counts only when it is on, and then the table is unknown anyway
}

bool read_typed(Reader& reader, const Words& words) {
  const std::string_view head = words[0];
  if (head == "ip") return read_ip(reader, words, Family::v4);
  if (head == "ipv6") return read_ip(reader, words, Family::v6);
  if (head == "nat" && words.size() > 1 && words[1] == "descriptor") return read_nat(reader, {words.begin() + 2, words.end()});
  if (head == "vlan") return read_vlan(reader, words);
  if (head == "pp") return read_pp(reader, words);
  if (head == "tunnel") return read_tunnel(reader, words);
  if (head == "ipsec") return read_ipsec(reader, words);
  if (head == "pppoe" && words.size() == 3 && words[1] == "use") {
    InterfaceDraft* on = reader.selected.starts_with("pp") ? interface_of(reader, reader.selected) : nullptr;
    InterfaceDraft* port = interface_of(reader, words[2]);
    if (on == nullptr || port == nullptr) return false;
    on = interface_of(reader, reader.selected);
    reader.at(on->id).kind = InterfaceKind::subinterface;  // untagged frames of the port
    reader.at(on->id).mode = PortMode::none;
    reader.at(on->id).parent = port->id;
    return true;
  }
  if (head == "ppp" && words.size() == 4 && words[1] == "ipcp" && words[2] == "ipaddress") {
    InterfaceDraft* on = reader.selected.starts_with("pp") ? interface_of(reader, reader.selected) : nullptr;
    if (on == nullptr) return false;
    if (words[3] == "on") learn(reader, *on, "the address comes from the provider");
    return true;
  }
  if (head == "lan" && words.size() >= 3 && words[1] == "type") {
    return std::ranges::all_of(words.begin() + 3, words.end(),
                               [](std::string_view w) { return !w.starts_with("port-based-ks8995m") && !w.starts_with("mirror"); });
  }
  if (head == "lan" && words.size() >= 3 && words[1] == "shutdown") {
    InterfaceDraft* on = words.size() == 3 ? interface_of(reader, words[2]) : nullptr;
    if (on == nullptr) return false;
    reader.at(on->id).up = false;
    return true;
  }
  if (head == "description" && words.size() >= 3) {
    InterfaceDraft* on = interface_of(reader, words[1]);
    if (on == nullptr) return false;
    reader.at(on->id).description =
        std::string(words[2].data(), static_cast<std::size_t>(words.back().data() + words.back().size() - words[2].data()));
    return true;
  }
  return read_protocol(reader, words) || read_service(reader, words);
}

void read_line(Reader& reader, std::string_view text) {
  const Words words = words_of(text);
  if (words.empty() || words[0].starts_with('#')) return take(reader.config, reader.line, LineTaken::blank);
  if (read_typed(reader, words)) return take(reader.config, reader.line, LineTaken::understood);
  if (read_known(reader, text)) return;
  assume(reader.config, reader.line,
         {Effect::may_both, reader.config.id, "unknown-line", "not understood: the router may do anything because of it"});
}

/// PP and tunnel interfaces are off until they are switched on.
void switch_on(Reader& reader) {
  for (const auto& [name, draft] : reader.interfaces) {
    Interface& interface = reader.at(draft.id);
    const bool dialled = name.starts_with("pp") || name.starts_with("tunnel");
    if (dialled && !reader.enabled.contains(name)) interface.up = false;
    if (interface.kind == InterfaceKind::tunnel && !interface.tunnel) interface.tunnel = Tunnel{{}, {}, {}, false, interface.at};
    if (interface.kind == InterfaceKind::subinterface && !interface.vlan && !dialled) {
      assume(reader.config, interface.at.line, {Effect::may_both, draft.id, "unsupported", "a VLAN interface without a number"});
    }
    if (interface.tunnel && interface.tunnel->encrypted) {
      assume_encrypted(reader.config, interface.at, draft.id, name);
    }
  }
}

}  // namespace

InterfaceDraft* interface_of(Reader& reader, std::string_view name) {
  const auto found = reader.interfaces.find(name);
  if (found != reader.interfaces.end()) return &found->second;
  const auto parsed = parse_name(name);
  if (!parsed) return nullptr;
  InterfaceDraft draft;
  draft.id = add_interface(reader.config, std::string(name), kind_of(*parsed), reader.vrf, reader.line);
  InterfaceDraft& added = reader.interfaces.emplace(std::string(name), draft).first->second;
  if (parsed->kind == "vlan") reader.at(draft.id).vlan = internal_vlan(parsed->number);
  if (parsed->kind == "bridge") reader.at(draft.id).vlan = internal_vlan(3000 + parsed->number);
  if (parsed->mark == '/') {
    const InterfaceDraft* parent = interface_of(reader, fmt::format("{}{}", parsed->kind, parsed->number));
    reader.at(draft.id).parent = parent->id;
  }
  return &added;
}

}  // namespace yamaha_rtx

int recognise_yamaha_rtx(std::string_view text) {
  if (is_binary(text)) return 0;
  constexpr std::array<std::string_view, 12> kTypical = {
      "ip lan",      "ip filter ", "ip pp ",      "pp select ", "tunnel select ", "nat descriptor ", "ip route default gateway",
      "dhcp scope ", "ipv6 lan",   "dns server ", "telnetd ",   "vlan lan"};
  constexpr std::array<std::string_view, 3> kFirst = {"# RTX", "# NVR", "# FWX"};
  text = text.substr(0, kRecognisedBytes);
  std::array<bool, kTypical.size()> seen{};
  bool header = false;
  std::size_t lines = 0, typical = 0;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    header = header || std::ranges::any_of(kFirst, [&](std::string_view word) { return line.starts_with(word); });
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line.front() == '#') continue;
    ++lines;
    for (std::size_t i = 0; i < kTypical.size(); ++i) {
      if (!line.starts_with(kTypical[i])) continue;
      seen[i] = true;
      ++typical;
    }
  }
  if (header) return 95;
  const auto kinds = std::ranges::count(seen, true);
  if (kinds >= 3 && typical * 3 >= lines) return 85;
  return kinds >= 1 && typical * 2 >= lines ? 60 : 0;
}

std::optional<DeviceId> load_yamaha_rtx(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "yamaha-rtx", network, diagnostics);
  if (!config) return std::nullopt;
  config->device().kind = DeviceKind::router;
  config->device().forwards_v6 = true;
  config->device().name = stem_of(file.path);
  yamaha_rtx::Reader reader{*config, add_vrf(*config, "", 0), {}, {}, {}, {}, {}, {}, {}, 0, true, false, true, true, {0, 0, 0, 0},
                            {},      {23, 22, 80, 53}};
  const auto lines = static_cast<std::uint32_t>(config->taken.size());
  for (reader.line = 1; reader.line <= lines; ++reader.line) yamaha_rtx::read_line(reader, line_of(*config, reader.line));
  yamaha_rtx::switch_on(reader);
  yamaha_rtx::resolve_filters(reader);
  yamaha_rtx::resolve_nat(reader);
  yamaha_rtx::resolve_services(reader);
  return finish_device(*config, stem_of(file.path), 0);
}

}  // namespace sekimori
