// Crossing nodes and their own flows: made for cells.cpp by sanitisers.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "sekimori/policy/cells.hpp"

namespace sekimori {

/// The replies to what `request` admits: same ends, turned round, in the reply phase only.
[[nodiscard]] Crossing reply_of(const Crossing& request);
/// Who reaches a sanitiser lawfully by a leg of one of its services. A service is a crossing of the zones that it names (X1).
enum class LegUse : std::uint8_t {
  all,       ///< whoever there is: elsewhere a cell shows who else does
  its_zone,  ///< from addresses of the zone that the service is for
  nobody,
};
struct LegUses {
  LegUse intake = LegUse::all, outlet = LegUse::all;
  friend auto operator<=>(const LegUses&, const LegUses&) = default;
};
/// Lawful: the intake of each service; its outlet's return data unless that is raw; replies to maintenance sessions (X5). `uses`: by
/// service.
[[nodiscard]] CrossingNode sanitiser_node(FlowGraph& graph, FlowEndpointId id, const Sanitiser& sanitiser,
                                          const std::vector<LegUses>& uses);
/// What the node itself may lawfully send in the cells of its own zone: cleaned data by the outlets, and opposite data unless raw.
[[nodiscard]] std::vector<Crossing> sanitiser_flows(const FlowGraph& graph, FlowEndpointId id, const Sanitiser& sanitiser);
/// What the node sends to addresses that it has itself: back at the node that is no raw data taken in; anybody else who has the address
/// (a prefix of its segment in IPv6, fe80::/10) gets it unexcused. For the last of its crossings: lawful flows keep their own.
[[nodiscard]] Crossing packets_to_itself(const FlowGraph& graph, FlowEndpointId id);
/// What the security cloud may lawfully exchange with the endpoints of `peers`.
[[nodiscard]] std::vector<Crossing> cloud_flows(const FlowGraph& graph, FlowEndpointId id, const SecurityCloud& cloud, ZoneId peers);

}  // namespace sekimori
