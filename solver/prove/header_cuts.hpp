// Where the flow graph begins or ceases to treat headers alike: between two neighbouring cuts of an axis all values are the same to every
// guard and every list, also after the prefix translations on the way. One session from each piece stands for all of them.
#pragma once

#include <array>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {

/// Ascending: values at which some set begins, or after the last of which it ends.
struct HeaderCuts {
  std::array<std::vector<AddressBits>, 2> addresses;              ///< v4, v6; of sources and destinations, as replies swap them
  std::array<std::vector<std::uint32_t>, kServiceFields> fields;  ///< by ServiceField; both ports have those of either
  bool complete = true;                                           ///< false: some pattern was too scattered to be written as intervals
};

[[nodiscard]] HeaderCuts header_cuts(const FlowGraph& graph);

/// The least address of each piece of the set.
[[nodiscard]] std::vector<Address> least_of_pieces(const HeaderCuts& cuts, const AddressSet& set);
/// The least value of each piece of the interval.
[[nodiscard]] std::vector<std::uint16_t> least_of_pieces(const HeaderCuts& cuts, ServiceField field, const ServiceInterval& interval);

}  // namespace sekimori
