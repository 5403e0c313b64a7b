// Which zones are where: for predicates about cabling, routing tables and management.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sekimori/policy/predicate.hpp"

namespace sekimori {

using Zones = std::set<ZoneId>;  ///< indices into FlowGraph::zones

/// A firewall at a boundary, whose rules are judged one by one: a device of that kind, or one that is declared so (`boundary: "yes"`). The
/// filters of a branch router are its zones' own affair; that they separate the zones the cells show.
[[nodiscard]] bool is_boundary_firewall(const Device& device);
/// Of the city itself: neither an external nor the prefecture's security cloud.
[[nodiscard]] bool is_city(const Host& host);
/// By segment of input.graph: the zones of those who send there, declared or not. Devices' own selves are in none.
[[nodiscard]] std::vector<Zones> zones_by_segment(const PredicateInput& input);
/// The zone whose longest subnet holds the whole of `prefix`.
[[nodiscard]] std::optional<ZoneId> zone_of(const Network& network, const Prefix& prefix);
/// The declared zones with one of these VLANs.
[[nodiscard]] Zones zones_of_vlans(const Network& network, const std::vector<VlanId>& vlans);
/// The zones on the segment of a layer-3 interface; where nobody is (transit), those of its subnets. Empty: not known.
[[nodiscard]] Zones zones_of(const PredicateInput& input, const std::vector<Zones>& by_segment, InterfaceId interface);
/// "My Number zone, LGWAN-connected zone" in both languages.
[[nodiscard]] Text names_of(const PredicateInput& input, const Zones& zones);
[[nodiscard]] bool has_role(const PredicateInput& input, const Zones& zones, std::initializer_list<ZoneRole> roles);
/// "a, b, c" of ports.
[[nodiscard]] std::string names_of(const Network& network, const std::vector<InterfaceId>& interfaces);
/// The device that an assumption is about, if it is about one.
[[nodiscard]] std::optional<DeviceId> device_of(const Network& network, const AssumptionScope& scope);
/// An inconclusive finding if the device has no configuration, or has lines that may permit more than was read: what was read of it then
/// shows nothing.
void judge_reading(const PredicateInput& input, DeviceId device, Judgement& judgement);
/// All declared addresses of a zone: its subnets as far as no longer subnet of another zone holds them, and its hosts' own.
[[nodiscard]] AddressSet addresses_of(const Network& network, ZoneId zone, Family family);

}  // namespace sekimori
