// Facts of the model that several predicates ask for: who stands at the ends of a ledger row, and which zones meet on a segment.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "places.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori {

/// The host that an end of a ledger row names; nullptr: a device's self.
[[nodiscard]] const Host* host_of(const Network& network, const EndpointRef& end);
[[nodiscard]] bool is_in(const Network& network, const Host& host, ZoneRole role);
/// Some host of this end of a row is in a zone of that role.
[[nodiscard]] bool has_host_in(const Network& network, const std::vector<EndpointRef>& end, ZoneRole role);
/// One end of the row has a host in a zone of role `a`, the other one in a zone of role `b`.
[[nodiscard]] bool joins(const Network& network, const LedgerRow& row, ZoneRole a, ZoneRole b);
/// A sanitiser that shows screens of, or in, the My Number zone.
[[nodiscard]] bool is_screen_node(const PredicateInput& input, const Host& host);
/// Rows between the My Number zone and another: one that may carry a screen transfer, by its ports (RDP, VNC, ICA, PCoIP), by a screen
/// node at an end, or by a host with `data: screen`; one that carries nothing else.
[[nodiscard]] bool may_carry_screens(const PredicateInput& input, const LedgerRow& row);
[[nodiscard]] bool carries_screens_only(const PredicateInput& input, const LedgerRow& row);
/// The city's own zones: not those of externals, schools, guests and vendors.
[[nodiscard]] bool is_of_city(ZoneRole role);
[[nodiscard]] bool is_of_schools(ZoneRole role);

/// Zones that have somebody on the segment, declared or not (E2); devices' selves are nobody. Index: FlowGraph::zones.
[[nodiscard]] std::set<ZoneId> zones_on(const PredicateInput& input, SegmentId segment);
/// The same for one of many segments; `senders` is zones_by_segment(input).
[[nodiscard]] std::set<ZoneId> zones_on(const PredicateInput& input, const std::vector<Zones>& senders, SegmentId segment);
/// Zones of that role have somebody, a VLAN or a subnet on the segment.
[[nodiscard]] bool belongs_to(const PredicateInput& input, SegmentId segment, ZoneRole role);
/// All segments that belong to zones of that role, ascending.
[[nodiscard]] std::vector<SegmentId> segments_of(const PredicateInput& input, ZoneRole role);
/// "segment of core-a:Vlan10"
[[nodiscard]] std::string name_of(const PredicateInput& input, SegmentId segment);

/// Of a predicate that needs cells: without any it is vacuous, whatever is declared.
void want_cells(Judgement& judgement);
/// judge_declaration for a value that the predicate itself asks for. `at_least` > 0: that many of `values`.
void ask(const PredicateInput& input, const Host& host, std::string_view name, const std::vector<std::string>& values, Judgement& judgement,
         unsigned at_least = 0);

}  // namespace sekimori
