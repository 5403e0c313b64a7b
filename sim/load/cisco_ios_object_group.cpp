// Object groups of addresses and services. Grammar: Cisco IOS Security Command Reference, "object-group (network)" and "object-group
// (service)". A network object takes a subnet mask, not a wildcard.
#include <algorithm>

#include "cisco_ios_reader.hpp"
#include "cisco_ios_services.hpp"

namespace sekimori::cisco_ios {
namespace {

bool open_group(Reader& reader, Cursor words, Mode mode) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  if (mode == Mode::network_group)
    reader.draft.network_groups[std::string(name)];
  else
    reader.draft.service_groups[std::string(name)];
  reader.block.mode = mode;
  reader.block.name = std::string(name);
  reader.block.scope = reader.device;
  return true;
}

bool network_group(Reader& reader, Cursor words) { return open_group(reader, words, Mode::network_group); }
bool service_group(Reader& reader, Cursor words) { return open_group(reader, words, Mode::service_group); }

bool add_pattern(NetworkGroup& group, const Cursor& words, AddressPattern pattern) {
  if (!words.done()) return false;
  group.patterns.push_back(pattern);
  return true;
}

bool add_range(NetworkGroup& group, Cursor words) {
  const std::optional<Address> first = words.address(Family::v4);
  const std::optional<Address> last = first ? words.address(Family::v4) : std::nullopt;
  if (!last || !words.done() || last->bits < first->bits) return false;
  for (const Prefix& prefix : prefixes_of_range(Family::v4, first->bits, last->bits)) group.patterns.push_back(AddressPattern::of(prefix));
  return true;
}

/// "10.0.0.0 255.255.255.0" or "10.0.0.0 /24".
bool add_network(NetworkGroup& group, Cursor words) {
  const std::optional<Address> network = words.address(Family::v4);
  if (!network) return false;
  std::optional<unsigned> length = words.mask();
  if (!length && words.peek().starts_with('/')) {
    Cursor digits(words.next().substr(1));
    if (const auto bits = digits.number(0, 32); bits && digits.done()) length = *bits;
  }
  return length && add_pattern(group, words, AddressPattern::of(Prefix::covering(*network, *length)));
}

/// "tcp-udp eq 53" is both.
std::vector<std::string_view> protocols_of(Cursor& words) {
  if (words.take("tcp-udp")) return {"tcp", "udp"};
  return {words.next()};
}

/// What follows the protocol: `source` ports, then destination ports, with or without the operator `eq`.
bool read_object_ports(Cursor& words, ServiceWords& service) {
  if (words.take("source") && (words.done() || !read_ports(words, service, PortSide::source) || !service.source_ports)) return false;
  if (!read_ports(words, service, PortSide::destination)) return false;
  return words.done();
}

}  // namespace

std::span<const Command> object_group_commands() {
  static constexpr Command kCommands[] = {{"object-group network", network_group}, {"object-group service", service_group}};
  return kCommands;
}

bool read_network_group_line(Reader& reader, Cursor words) {
  NetworkGroup& group = reader.draft.network_groups[reader.block.name];
  if (words.take("description")) return true;
  if (words.take("any")) return add_pattern(group, words, AddressPattern::any(Family::v4));
  if (words.take("range")) return add_range(group, words);
  if (words.take("host")) {
    const std::optional<Address> host = words.address(Family::v4);
    return host && add_pattern(group, words, AddressPattern::host(*host));
  }
  if (words.take("group-object")) {
    const std::string_view name = words.next();
    if (name.empty() || !words.done()) return false;
    group.groups.emplace_back(name);
    return true;
  }
  return add_network(group, words);
}

bool read_service_group_line(Reader& reader, Cursor words) {
  ServiceGroup& group = reader.draft.service_groups[reader.block.name];
  if (words.take("description")) return true;
  if (words.take("group-object")) {
    const std::string_view name = words.next();
    if (name.empty() || !words.done()) return false;
    group.groups.emplace_back(name);
    return true;
  }
  std::vector<ServiceTerm> terms;
  for (const std::string_view name : protocols_of(words)) {
    Cursor protocol(name);
    Cursor rest = words;
    std::optional<ServiceWords> service = read_protocol(protocol, Family::v4);
    if (!service || !read_icmp(rest, Family::v4, *service) || !read_object_ports(rest, *service)) return false;
    std::ranges::copy(service->terms(false, false), std::back_inserter(terms));
  }
  std::ranges::copy(terms, std::back_inserter(group.terms));
  return true;
}

}  // namespace sekimori::cisco_ios
