// Where data can get to by allowed crossings alone, one after the other (semantics X4): not a violation, but for a person to judge.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Zones passed through and what carries the data from each to the next: ledger ids, sanitiser or security-cloud names; alternatives
/// between the same two zones are one step, separated by commas.
struct ResidualPath {
  std::string from, to;                ///< zone names
  std::vector<std::string> crossings;  ///< in order: "mynumber > lgwan-zone: T1, T2"
};

struct ResidualPaths {
  std::vector<ResidualPath> paths;  ///< shortest first, then by zones
  bool truncated = false;           ///< there are longer or more paths than the bounds let through
};

struct ResidualBounds {
  std::size_t crossings = 4;  ///< in one path
  std::size_t paths = 60;
};

/// Inside a zone data is taken to spread freely, so that no path is missed while every cell is proved; a receiver that does not relay
/// (E1) ends a path. Rows that the matrix does not admit count for nothing, nor do sanitisers that are none (X5). Management sessions to a
/// device's own self are listed with a single crossing: what the device is connected to is beyond it.
[[nodiscard]] ResidualPaths residual_paths(const Network& network, const Policy& policy, const ResidualBounds& bounds = {});

}  // namespace sekimori
