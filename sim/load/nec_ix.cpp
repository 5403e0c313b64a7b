// The walk over the lines: blocks by indent, of which those of interfaces are understood.
#include "nec_ix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config_text.hpp"
#include "nec_ix_reader.hpp"

namespace sekimori {
namespace nec_ix {
namespace {

void learn(Reader& reader, InterfaceDraft& on, std::string_view why) {
  make_any_routing(reader.config, reader.vrf, reader.line, why);
  assume(reader.config, reader.line, {Effect::may_both, on.id, "unsupported", std::string(why) + ": the interface's address is not known"});
}

bool read_address(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  if (words.empty()) return false;
  if (words[0] == "dhcp" || words[0] == "ipcp" || words[0] == "autoconfig") {
    learn(reader, on, "address and routes are learnt");
    return true;
  }
  const auto read = read_address_and_length(words[0], family);
  const bool secondary = words.size() == 2 && words[1] == "secondary";
  if (!read || (words.size() > 1 && !secondary)) return false;
  Interface& interface = reader.at(on.id);
  interface.addresses.push_back({read->address, read->length, false, reader.here()});
  interface.ipv6_enabled = interface.ipv6_enabled || family == Family::v6;
  return true;
}

/// `ip filter NAME SEQUENCE in|out`.
bool read_filter(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  const auto sequence = words.size() == 3 ? read_number(words[1], 65'535) : std::nullopt;
  if (!sequence || (words[2] != "in" && words[2] != "out")) return false;
  const auto index = static_cast<std::size_t>(family);
  (words[2] == "in" ? on.in : on.out)[index][*sequence] = {std::string(words[0]), reader.line};
  return true;
}

/// `ip napt service NAME 10.0.0.5 none tcp 80`, `ip napt static 10.0.0.5 tcp 80`.
bool read_napt(Reader& reader, InterfaceDraft& on, const Words& words) {
  if (begins(words, {"enable"}) && words.size() == 1) {
    on.napt_line = reader.line;
    return true;
  }
  Words rest;
  if (begins(words, {"service"}) && words.size() == 6 && words[3] == "none") rest = {words[2], words[4], words[5]};
  if (begins(words, {"static"}) && words.size() == 4) rest = behind(words, 1);
  if (rest.size() != 3) return false;
  const auto to = parse_address(rest[0]);
  const std::uint8_t protocol = rest[1] == "tcp" ? kTcp : rest[1] == "udp" ? kUdp : std::uint8_t{0};
  const std::size_t dash = rest[2].find('-');
  const auto first = read_number(rest[2].substr(0, dash), 65'535);
  const auto last = dash == std::string_view::npos ? first : read_number(rest[2].substr(dash + 1), 65'535);
  if (!to || to->family != Family::v4 || protocol == 0 || !first || !last || *first > *last) return false;
  const auto low = static_cast<std::uint16_t>(*first), high = static_cast<std::uint16_t>(*last);
  on.forwards.push_back({AddressSet::of(*to), ServiceBox::to_port(protocol, low, high), ServiceInterval{low, high}, reader.line});
  return true;
}

bool read_ip_of_interface(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  if (words.empty()) return false;
  const Words rest = behind(words, 1);
  if (words[0] == "address") return read_address(reader, on, rest, family);
  if (words[0] == "filter") return read_filter(reader, on, rest, family);
  if (words[0] == "napt" && family == Family::v4 && !rest.empty() && rest[0] != "reserve" && rest[0] != "hairpinning" &&
      rest[0] != "translation") {
    return read_napt(reader, on, rest);
  }
  if (words[0] == "enable" && family == Family::v6 && rest.empty()) {
    reader.at(on.id).ipv6_enabled = true;
    return true;
  }
  if (words[0] == "unnumbered" && rest.size() == 1) {
    make_any_routing(reader.config, reader.vrf, reader.line, "an interface borrows its address");
    return true;
  }
  if (words[0] == "proxy-arp" && rest.empty()) {
    reader.at(on.id).proxy_arp = true;
    return true;
  }
  return false;
}

bool read_in_interface(Reader& reader, InterfaceDraft& on, const Words& words) {
  Interface& interface = reader.at(on.id);
  if (words.size() == 1 && words[0] == "shutdown") {
    interface.up = false;
    return true;
  }
  if (begins(words, {"no", "shutdown"}) && words.size() == 2) return true;
  if (begins(words, {"no", "ip", "address"}) && words.size() == 3) return true;
  if (words[0] == "description" && words.size() >= 2) {
    interface.description = written(behind(words, 1));
    return true;
  }
  if (words[0] == "ip") return read_ip_of_interface(reader, on, behind(words, 1), Family::v4);
  if (words[0] == "ipv6") return read_ip_of_interface(reader, on, behind(words, 1), Family::v6);
  if (begins(words, {"encapsulation", "dot1q"}) && words.size() >= 3) {
    const auto number = read_number(words[2], 4094);
    const auto vlan = number ? VlanId::from(*number) : std::nullopt;
    const bool usual = words.size() == 3 || (words.size() == 5 && words[3] == "tpid" && words[4] == "8100");
    if (!vlan || !usual || interface.kind != InterfaceKind::subinterface) return false;
    interface.vlan = vlan;
    return true;
  }
  if (begins(words, {"tunnel", "mode"}) && words.size() >= 3 && interface.tunnel) {
    interface.tunnel->encrypted = words[2] == "ipsec" || words[2] == "ipsec-ikev2";
    // Frames, not packets.
    return words.size() == 3 &&
           (words[2] == "ipsec" || words[2] == "ipsec-ikev2" || words[2] == "gre" || words[2] == "4-over-6" || words[2] == "6-over-4");
  }
  if (begins(words, {"tunnel", "destination"}) && words.size() == 3 && interface.tunnel) {
    interface.tunnel->remote = parse_address(words[2]);
    return interface.tunnel->remote.has_value();
  }
  if (begins(words, {"tunnel", "source"}) && words.size() == 3 && interface.tunnel) {
    interface.tunnel->local = parse_address(words[2]);
    return true;
  }
  if (begins(words, {"ipsec", "policy", "tunnel"}) && words.size() >= 4) {
    on.policy = std::string(words[3]);
    return words.size() == 4 || (words.size() == 5 && words[4] == "out") || (words.size() == 6 && words[4] == "df-bit");
  }
  return false;
}

/// "10.0.0.0/8 10.1.1.1 [distance 5]", "default Tunnel0.0".
bool read_route(Reader& reader, const Words& words, Family family) {
  if (words.size() < 2) return false;
  std::optional<Prefix> destination = Prefix::everything(family);
  if (words[0] != "default") {
    const auto read = read_address_and_length(words[0], family);
    if (!read) return false;
    destination = read->prefix();
  }
  NextHop hop;
  if (const auto via = parse_address(words[1])) {
    if (via->family != family) return false;
    hop.via = *via;
  } else if (words[1].starts_with("Null")) {
    hop.discard = true;
  } else if (words[1].find('.') != std::string_view::npos) {
    hop.out = interface_of(reader, words[1]).id;
  } else {
    return false;
  }
  unsigned distance = 1;
  for (std::size_t i = 2; i < words.size(); i += 2) {
    const auto value = i + 1 < words.size() ? read_number(words[i + 1], 255) : std::nullopt;
    if (!value || (words[i] != "distance" && words[i] != "metric" && words[i] != "tag")) return false;
    if (words[i] == "distance") distance = *value;
  }
  reader.config.network.vrfs[reader.vrf.index].routes.push_back({*destination, hop, static_cast<std::uint8_t>(distance), reader.here()});
  return true;
}

/// "telnet-server ip enable", "http-server ip access-list NAME".
bool read_service(Reader& reader, const Words& words) {
  constexpr std::array<std::string_view, 4> kServices = {"telnet-server", "ssh-server", "http-server", "proxy-dns"};
  if (std::ranges::find(kServices, words[0]) == kServices.end() || words.size() < 3 || (words[1] != "ip" && words[1] != "ipv6"))
    return false;
  Reader::Service& service = reader.services[std::string(words[0])];
  if (words[2] == "enable" && words.size() == 3) {
    service.line = reader.line;
    return true;
  }
  if (words[2] == "access-list" && words.size() == 4) {
    service.list = std::string(words[3]);
    return true;
  }
  return words[0] == "proxy-dns" && words[2] == "request";
}

bool read_global(Reader& reader, const Words& words) {
  if (words[0] == "hostname" && words.size() == 2) {
    reader.hostname = std::string(words[1]);
    reader.hostname_line = reader.line;
    return true;
  }
  if (begins(words, {"ip", "access-list"})) return read_access_list(reader, behind(words, 2), Family::v4);
  if (begins(words, {"ipv6", "access-list"})) return read_access_list(reader, behind(words, 2), Family::v6);
  if (begins(words, {"ip", "route"})) return read_route(reader, behind(words, 2), Family::v4);
  if (begins(words, {"ipv6", "route"})) return read_route(reader, behind(words, 2), Family::v6);
  if (begins(words, {"ipsec", "autokey-map"}) && words.size() == 7 && words[4] == "peer") {
    reader.peers[std::string(words[2])].address = parse_address(words[5]);
    return true;
  }
  if (words[0] == "router" || begins(words, {"ip", "rip"})) {
    make_any_routing(reader.config, reader.vrf, reader.line, "a routing protocol");
    return true;
  }
  return read_service(reader, words);
}

/// Lines of a block belong to its header: an unknown header makes them unknown, a harmless one harmless.
class Walk {
 public:
  explicit Walk(Reader& reader) : reader_(reader) {}

  void run() {
    const auto lines = static_cast<std::uint32_t>(reader_.config.taken.size());
    for (reader_.line = 1; reader_.line <= lines; ++reader_.line) line();
  }

 private:
  void line() {
    const auto line = block_line(reader_.config, reader_.line);
    if (!line) return;
    const std::string_view text = line->text;
    if (!line->indented) {
      header(text, line->words);
    } else if (interface_ != nullptr) {
      if (read_in_interface(reader_, *interface_, line->words)) return take(reader_.config, reader_.line, LineTaken::understood);
      if (!read_known(reader_, text, true)) unknown(interface_->id);
    } else if (block_ == LineTaken::harmless || block_ == LineTaken::understood) {
      take(reader_.config, reader_.line, LineTaken::harmless);  // of a protocol whose routes are unknown anyway, or harmless as its header
    } else {
      unknown(reader_.config.id);
    }
  }

  void header(std::string_view text, const Words& words) {
    interface_ = nullptr;
    block_ = LineTaken::understood;
    if (words[0] == "interface" && words.size() == 2) {
      interface_ = &interface_of(reader_, words[1]);
      return take(reader_.config, reader_.line, LineTaken::understood);
    }
    if (read_global(reader_, words)) return take(reader_.config, reader_.line, LineTaken::understood);
    if (read_known(reader_, text, false)) {
      block_ = reader_.config.taken[reader_.line - 1];
      return;
    }
    block_ = LineTaken::assumed;
    unknown(reader_.config.id);
  }

  void unknown(AssumptionScope scope) {
    assume(reader_.config, reader_.line,
           {Effect::may_both, scope, "unknown-line", "not understood: the router may do anything because of it"});
  }

  Reader& reader_;
  InterfaceDraft* interface_ = nullptr;
  LineTaken block_ = LineTaken::understood;
};

void resolve_interfaces(Reader& reader) {
  for (auto& [name, draft] : reader.interfaces) {
    Interface& interface = reader.at(draft.id);
    if (interface.kind != InterfaceKind::tunnel) continue;
    const auto peer = reader.peers.find(draft.policy);
    if (peer != reader.peers.end() && !interface.tunnel->remote) interface.tunnel->remote = peer->second.address;
    if (!interface.tunnel->encrypted) continue;
    assume_encrypted(reader.config, interface.at, draft.id, name);
  }
}

void resolve_napt(Reader& reader) {
  for (const auto& [name, draft] : reader.interfaces) {
    if (draft.napt_line == 0 && draft.forwards.empty()) continue;
    const AddressSet own = addresses_set_on(reader.config.network, draft.id, Family::v4);
    if (!draft.in[0].empty() || !draft.out[0].empty()) {
      assume(reader.config, draft.napt_line != 0 ? draft.napt_line : draft.forwards.front().line,
             {Effect::may_both, draft.id, "unsupported",
              "which comes first, filter or translation, is not known: filters are taken to see inner addresses"});
    }
    for (const auto& forward : draft.forwards) {
      DestinationNat nat;
      nat.in = {draft.id};
      nat.match.src = {AddressPattern::any(Family::v4)};
      nat.match.dst = own.empty() ? std::vector{AddressPattern::any(Family::v4)} : patterns_of(own);
      nat.match.services = {forward.service};
      nat.to = forward.to;
      nat.at = reader.config.at(forward.line);
      reader.config.device().nat.emplace_back(std::move(nat));
    }
    if (draft.napt_line == 0) continue;
    SourceNat nat;
    nat.out = {draft.id};
    nat.match.src = nat.match.dst = {AddressPattern::any(Family::v4)};
    nat.pool = own;
    nat.port_translation = true;
    nat.at = reader.config.at(draft.napt_line);
    reader.config.device().nat.emplace_back(std::move(nat));
  }
}

void resolve_services(Reader& reader) {
  struct Port {
    std::string_view name;
    std::uint8_t protocol;
    std::uint16_t port;
  };
  constexpr Port kPorts[] = {{"telnet-server", kTcp, 23}, {"ssh-server", kTcp, 22}, {"http-server", kTcp, 80}, {"proxy-dns", kUdp, 53}};
  for (const Port& port : kPorts) {
    const auto found = reader.services.find(port.name);
    if (found == reader.services.end() || found->second.line == 0) continue;
    ManagementService service;
    service.name = std::string(port.name);
    service.service = ServiceBox::to_port(port.protocol, port.port, port.port);
    service.at = reader.config.at(found->second.line);
    const auto list = reader.lists[0].find(found->second.list);
    if (!found->second.list.empty() && list != reader.lists[0].end()) {
      const FilterId id = add_filter(reader.config, found->second.list, found->second.line);
      for (const ListRule& rule : list->second.rules) {
        reader.config.network.filters[id.index].rules.push_back({rule.pass ? Action::permit : Action::deny,
                                                                 {rule.match.src, any_address(), {ServiceBox::any()}},
                                                                 reader.config.at(rule.line),
                                                                 rule.label});
      }
      service.admits_v4 = id;
    }
    reader.config.device().services.push_back(std::move(service));
  }
}

}  // namespace

InterfaceDraft& interface_of(Reader& reader, std::string_view name) {
  const auto found = reader.interfaces.find(name);
  if (found != reader.interfaces.end()) return found->second;
  InterfaceKind kind = InterfaceKind::physical;
  const std::size_t dot = name.rfind('.');
  const bool main = dot == std::string_view::npos || name.substr(dot) == ".0";
  if (name.starts_with("Loopback") || name.starts_with("Null")) kind = InterfaceKind::loopback;
  if (name.starts_with("Tunnel")) kind = InterfaceKind::tunnel;
  if (kind == InterfaceKind::physical && !main) kind = InterfaceKind::subinterface;
  InterfaceDraft draft;
  draft.id = add_interface(reader.config, std::string(name), kind, reader.vrf, reader.line);
  if (kind == InterfaceKind::tunnel) reader.at(draft.id).tunnel = Tunnel{{}, {}, {}, false, reader.here()};
  InterfaceDraft& added = reader.interfaces.emplace(std::string(name), std::move(draft)).first->second;
  // The port itself is its first interface.
  if (kind == InterfaceKind::subinterface) reader.at(added.id).parent = interface_of(reader, fmt::format("{}.0", name.substr(0, dot))).id;
  return added;
}

}  // namespace nec_ix

int recognise_nec_ix(std::string_view text) {
  if (is_binary(text)) return 0;
  constexpr std::array<std::string_view, 8> kTypical = {"device GigaEthernet", "device FastEthernet", "interface GigaEthernet",
                                                        "ip ufs-cache",        "ip napt enable",      "proxy-dns ip",
                                                        "telnet-server ip",    "ip filter "};
  std::array<bool, kTypical.size() + 1> seen{};
  for (std::string_view rest = text.substr(0, kRecognisedBytes); !rest.empty();) {
    std::string_view line = take_line(rest);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (std::size_t i = 0; i < kTypical.size(); ++i) seen[i] = seen[i] || line.starts_with(kTypical[i]);
    const bool list = line.starts_with("ip access-list ") && line.find(" src ") != std::string_view::npos &&
                      line.find(" dest ") != std::string_view::npos;
    seen.back() = seen.back() || list;
  }
  const auto kinds = std::ranges::count(seen, true);
  return kinds >= 3 ? 95 : kinds == 2 ? 70 : 0;
}

std::optional<DeviceId> load_nec_ix(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "nec-ix", network, diagnostics);
  if (!config) return std::nullopt;
  config->device().kind = DeviceKind::router;
  config->device().forwards_v6 = true;
  config->device().name = stem_of(file.path);
  nec_ix::Reader reader{*config, add_vrf(*config, "", 0), {}, 0, {}, {}, {}, {}, 0};
  nec_ix::Walk(reader).run();
  nec_ix::resolve_interfaces(reader);
  nec_ix::resolve_filters(reader);
  nec_ix::resolve_napt(reader);
  nec_ix::resolve_services(reader);
  return finish_device(*config, reader.hostname.empty() ? stem_of(file.path) : reader.hostname, reader.hostname_line);
}

}  // namespace sekimori
