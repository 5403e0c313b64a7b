// Address translation of a device of network.yaml (semantics F4): static, source and destination rules in evaluation order.
#include <fmt/format.h>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr Choice<std::uint8_t> kProtocols[] = {{"tcp", kTcp}, {"udp", kUdp}, {"sctp", kSctp}};

std::optional<StaticNat::Port> read_static_port(const MapReader& nat, Reporter& reporter) {
  const Document* node = nat.find("port");
  if (node == nullptr) return std::nullopt;
  const MapReader reader(*node, network_keys::kNatPort, reporter);
  const auto number = [&](std::string_view key) {
    reader.require(key);
    return static_cast<std::uint16_t>(reader.number(key, {1, 65535}).value_or(1));
  };
  StaticNat::Port port;
  port.protocol = reader.choice("protocol", kProtocols).value_or(kTcp);
  port.local = number("local");
  port.global = number("global");
  return port;
}

std::optional<NatRule> read_static(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kStaticNat, file.reporter);
  StaticNat nat;
  nat.at = reader.at();
  nat.inside = read_interface_list(reader, "inside", device, file);
  nat.outside = read_interface_list(reader, "outside", device, file);
  nat.port = read_static_port(reader, file.reporter);
  const auto prefix = [&](std::string_view key) {
    const Document* value = reader.require(key);
    return value == nullptr ? std::nullopt : read_prefix(*value, key, file.reporter);
  };
  const auto local = prefix("local");
  const auto global = prefix("global");
  if (!local || !global) return std::nullopt;
  if (local->family() != global->family() || local->length() != global->length()) {
    file.reporter.error(reader.place("global"), "N018", "'local' and 'global' must be of one family and of the same length");
  }
  nat.local = *local;
  nat.global = *global;
  return nat;
}

/// `pool: interface`: the addresses of the interfaces that packets leave by.
AddressSet interface_pool(const MapReader& reader, const std::vector<InterfaceId>& out, NetworkFile& file) {
  AddressSet pool{Family::v4};
  for (const InterfaceId id : out) {
    for (const InterfaceAddress& address : file.network.at(id).addresses) {
      if (address.address.family == Family::v4) pool.insert({address.address.bits, address.address.bits});
    }
  }
  if (pool.empty()) file.reporter.error(reader.place("pool"), "N018", "'pool: interface' needs 'out' interfaces with an IPv4 address");
  return pool;
}

/// One family; `key` is required.
AddressSet read_pool(const MapReader& reader, std::string_view key, Reporter& reporter) {
  const AddressSets sets = read_address_sets(reader, key, reporter);
  if (!sets.v4.empty() && !sets.v6.empty()) {
    reporter.error(reader.place(key), "N018", fmt::format("'{}' mixes IPv4 and IPv6; write one rule for each", key));
  }
  if (reader.require(key) != nullptr && reader.items(key).empty()) {
    reporter.error(reader.place(key), "Y026", fmt::format("'{}' is an empty list", key));
  }
  return sets.v4.empty() ? sets.v6 : sets.v4;
}

NatRule read_source(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kSourceNat, file.reporter);
  SourceNat nat;
  nat.at = reader.at();
  nat.in = read_interface_list(reader, "in", device, file);
  nat.out = read_interface_list(reader, "out", device, file);
  nat.match = read_match(reader, device, file);
  nat.port_translation = reader.flag_or("port-translation", false);
  const Document* pool = reader.find("pool");
  const auto is = [&](std::string_view word) { return pool != nullptr && pool->scalar() != nullptr && *pool->scalar() == word; };
  nat.exempt = is("none");
  if (nat.exempt) return nat;
  nat.pool = is("interface") ? interface_pool(reader, nat.out, file) : read_pool(reader, "pool", file.reporter);
  return nat;
}

NatRule read_destination(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kDestinationNat, file.reporter);
  DestinationNat nat;
  nat.at = reader.at();
  nat.in = read_interface_list(reader, "in", device, file);
  reader.require("to");
  nat.match = read_match(reader, device, file);
  nat.to = read_pool(reader, "new-destination", file.reporter);
  if (const Document* port = reader.value("new-port")) nat.to_port = read_ports(*port, "new-port", file.reporter);
  return nat;
}

}  // namespace

std::optional<NatRule> read_nat_rule(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kNat, file.reporter);
  if (!reader.is_map()) return std::nullopt;
  const Document* fixed = reader.find("static");
  const Document* source = reader.find("source");
  const Document* destination = reader.find("destination");
  const int given = (fixed != nullptr ? 1 : 0) + (source != nullptr ? 1 : 0) + (destination != nullptr ? 1 : 0);
  if (given != 1) {
    file.reporter.error(reader.at(), "N018", "one of 'static', 'source' and 'destination' is wanted in each entry of 'nat'");
    return std::nullopt;
  }
  if (fixed != nullptr) return read_static(*fixed, device, file);
  return source != nullptr ? read_source(*source, device, file) : read_destination(*destination, device, file);
}

void read_nat(const PendingDevice& device, NetworkFile& file) {
  for (const Document* item : device.reader.list("nat")) {
    if (auto rule = read_nat_rule(*item, device.id, file)) file.network.devices[device.id.index].nat.push_back(std::move(*rule));
  }
}

}  // namespace sekimori
