// Values of network.yaml that are more than a word: VLANs, addresses, services and the header match of a rule.
#pragma once

#include "network_file.hpp"

namespace sekimori {

// One value each. Errors: the code in brackets, then nullopt.
[[nodiscard]] std::optional<VlanId> read_vlan(const Document& node, std::string_view what, Reporter& reporter);  ///< [N012]
/// One number, "110,210-212", or a list of such. [N012]
[[nodiscard]] std::optional<VlanSet> read_vlan_set(const Document& node, std::string_view what, Reporter& reporter);
[[nodiscard]] std::optional<Address> read_address(const Document& node, std::string_view what, Reporter& reporter);  ///< [N006]
[[nodiscard]] std::optional<Prefix> read_prefix(const Document& node, std::string_view what, Reporter& reporter);    ///< [N007]
/// "10.0.0.1/24": an address in its network. [N008]
[[nodiscard]] std::optional<InterfaceAddress> read_interface_address(const Document& node, std::string_view what, Reporter& reporter);
/// A port or "1024-65535". [N010]
[[nodiscard]] std::optional<ServiceInterval> read_ports(const Document& node, std::string_view what, Reporter& reporter);
/// One service as parse_service reads it. [N009]
[[nodiscard]] std::optional<ServiceBox> read_service(const Document& node, std::string_view what, Reporter& reporter);

struct AddressSets {
  AddressSet v4{Family::v4};
  AddressSet v6{Family::v6};
};
/// Addresses, prefixes and "first-last" ranges of both families; a single value or a list. [N006]
[[nodiscard]] AddressSets read_address_sets(const MapReader& reader, std::string_view key, Reporter& reporter);

/// Address patterns of one text: "any", an address, a prefix, a range, or "ADDRESS wildcard MASK". nullopt: none of these.
[[nodiscard]] std::optional<std::vector<AddressPattern>> parse_patterns(std::string_view text);

/// What the texts of `key` match, groups of `device` included. Errors: N006.
[[nodiscard]] std::vector<AddressPattern> read_patterns(const MapReader& reader, std::string_view key, DeviceId device, NetworkFile& file);

/// How a rule with a port meets a non-initial fragment, which has none (S5).
enum class Fragments : std::uint8_t {
  by_address,  ///< a permit matches it by address and protocol alone, as stateless filters do
  refused,     ///< no match: the device reassembles, or looks at ports only
};
/// `from`, `to`, `service`, `source-port`, `established` and `fragment` of a rule of `device`. [N003, N006, N009, N010, N011]
[[nodiscard]] HeaderMatch read_match(const MapReader& reader, DeviceId device, NetworkFile& file);
/// A rule of a filter or firewall of `device`; of a firewall's, without its interfaces.
[[nodiscard]] Rule read_rule(const MapReader& reader, DeviceId device, Fragments fragments, NetworkFile& file);
/// One of `static`, `source` and `destination`. [N018]
[[nodiscard]] std::optional<NatRule> read_nat_rule(const Document& node, DeviceId device, NetworkFile& file);
[[nodiscard]] std::optional<Action> read_action(const MapReader& reader, std::string_view key, Reporter& reporter);
/// Adds, to a permit with a port, the match of the fragments that have none.
void admit_fragments(Rule& rule);

}  // namespace sekimori
