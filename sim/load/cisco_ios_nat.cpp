// NAT between inside and outside interfaces. Grammar: Cisco IOS IP Addressing Command Reference, "ip nat inside source", "ip nat outside
// source", "ip nat inside destination", "ip nat pool". Resolved in cisco_ios_resolve_nat.cpp.
#include "cisco_ios_names.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

/// Options that change how a static entry is stored, not what it translates. False when another word is left.
bool read_static_options(Cursor& words, StaticNatDraft& nat) {
  while (!words.done()) {
    if (words.take("vrf")) {
      if (words.done()) return false;
      nat.vrf = std::string(words.next());
    } else if (words.take("redundancy")) {
      if (words.next().empty()) return false;  // both routers of a pair hold the entry
    } else if (!words.take("extendable") && !words.take("no-alias") && !words.take("no-payload") && !words.take("add-route") &&
               !words.take("match-in-vrf")) {
      return false;
    }
  }
  return true;
}

std::optional<Prefix> host(std::optional<Address> address) {
  if (!address) return std::nullopt;
  return Prefix::covering(*address, 32);
}

/// `static network LOCAL GLOBAL {MASK | /LENGTH}`.
bool read_network(Cursor& words, StaticNatDraft& nat) {
  const std::optional<Address> local = words.address(Family::v4);
  const std::optional<Address> global = local ? words.address(Family::v4) : std::nullopt;
  if (!global) return false;
  std::optional<unsigned> length = words.mask();
  if (!length && words.peek().starts_with('/')) {
    Cursor digits(words.next().substr(1));
    if (const auto bits = digits.number(0, 32); bits && digits.done()) length = *bits;
  }
  if (!length) return false;
  nat.local = Prefix::from(*local, *length);
  nat.global = Prefix::from(*global, *length);
  return nat.local && nat.global;
}

/// The global side: an address, or `interface X` whose address it is.
bool read_global(Cursor& words, StaticNatDraft& nat) {
  if (!words.take("interface")) return (nat.global = host(words.address(Family::v4))).has_value();
  const InterfaceName name = parse_interface_name(words.next());
  nat.global_interface = name.canonical;
  return name.known;
}

/// `static tcp LOCAL PORT GLOBAL PORT`.
bool read_port_forward(Cursor& words, StaticNatDraft& nat, std::uint8_t protocol) {
  StaticNat::Port port;
  port.protocol = protocol;
  nat.local = host(words.address(Family::v4));
  const std::optional<std::uint16_t> local = nat.local ? port_number(words.next(), protocol) : std::nullopt;
  if (!local || !read_global(words, nat)) return false;
  const std::optional<std::uint16_t> global = port_number(words.next(), protocol);
  if (!global) return false;
  port.local = *local;
  port.global = *global;
  nat.port = port;
  return true;
}

bool read_static(Reader& reader, Cursor words, bool outside_source) {
  StaticNatDraft nat;
  nat.outside_source = outside_source;
  nat.line = reader.line;
  bool read = false;
  if (words.take("network"))
    read = read_network(words, nat);
  else if (words.take("tcp"))
    read = read_port_forward(words, nat, kTcp);
  else if (words.take("udp"))
    read = read_port_forward(words, nat, kUdp);
  else
    read = (nat.local = host(words.address(Family::v4))).has_value() && read_global(words, nat);
  if (!read || !read_static_options(words, nat)) return false;
  reader.draft.static_nat.push_back(std::move(nat));
  return true;
}

bool inside_static(Reader& reader, Cursor words) { return read_static(reader, words, false); }
bool outside_static(Reader& reader, Cursor words) { return read_static(reader, words, true); }

bool inside_list(Reader& reader, Cursor words) {
  DynamicNatDraft nat;
  nat.line = reader.line;
  nat.acl = std::string(words.next());
  if (words.take("pool")) {
    nat.pool = std::string(words.next());
  } else if (words.take("interface")) {
    const InterfaceName name = parse_interface_name(words.next());
    if (!name.known) return false;
    nat.interface = name.canonical;
  } else {
    return false;
  }
  while (!words.done()) {
    if (words.take("overload"))
      nat.overload = true;
    else if (words.take("vrf") && !words.done())
      nat.vrf = std::string(words.next());
    else if (!words.take("match-in-vrf") && !words.take("no-payload"))
      return false;
  }
  reader.draft.dynamic_nat.push_back(std::move(nat));
  return true;
}

bool destination_list(Reader& reader, Cursor words) {
  DynamicNatDraft nat;
  nat.line = reader.line;
  nat.destination = true;
  nat.acl = std::string(words.next());
  if (!words.take("pool")) return false;
  nat.pool = std::string(words.next());
  if (nat.pool->empty() || !words.done()) return false;
  reader.draft.dynamic_nat.push_back(std::move(nat));
  return true;
}

/// Length or mask of a pool: checked, not needed, because a pool is a range.
bool read_pool_mask(Cursor& words) {
  if (words.take("netmask")) return words.mask().has_value();
  return words.take("prefix-length") && words.number(1, 32);
}

bool read_pool_type(Cursor& words) {
  if (words.take("type") && !words.take("rotary") && !words.take("match-host")) return false;
  words.take("add-route");
  return words.done();
}

bool add_range(NatPool& pool, Cursor& words) {
  const std::optional<Address> first = words.address(Family::v4);
  const std::optional<Address> last = first ? words.address(Family::v4) : std::nullopt;
  if (!last || last->bits < first->bits) return false;
  pool.addresses.insert({first->bits, last->bits});
  return true;
}

bool pool(Reader& reader, Cursor words) {
  const std::string name(words.next());
  NatPool made;
  const bool multiline = words.peek() == "netmask" || words.peek() == "prefix-length";
  if (name.empty() || (!multiline && !add_range(made, words)) || !read_pool_mask(words) || !read_pool_type(words)) return false;
  reader.draft.nat_pools[name] = made;
  reader.block.mode = Mode::nat_pool;
  reader.block.name = name;
  reader.block.scope = reader.device;
  return true;
}

constexpr Command kCommands[] = {{"ip nat inside source static", inside_static},
                                 {"ip nat outside source static", outside_static},
                                 {"ip nat inside source list", inside_list},
                                 {"ip nat inside destination list", destination_list},
                                 {"ip nat pool", pool}};

}  // namespace

std::span<const Command> nat_commands() { return kCommands; }

bool read_nat_pool_line(Reader& reader, Cursor words) {
  NatPool& pool = reader.draft.nat_pools[reader.block.name];
  return words.take("address") && add_range(pool, words) && words.done();
}

}  // namespace sekimori::cisco_ios
