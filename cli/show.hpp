// The tables of `show`, one function for each subject.
#pragma once

#include <vector>

#include "sekimori/model/network.hpp"
#include "table.hpp"

namespace sekimori {

/// Counts by kind and effect first, then every assumption with its place (A1).
[[nodiscard]] std::vector<Table> assumption_tables(const Network& network);
/// The forwarding table of every VRF, as compute_fib gives it (R3); VRFs whose routes are unknown say so (R2).
[[nodiscard]] std::vector<Table> fib_tables(const Network& network);
/// Every rule of every filter and firewall policy in the order of evaluation (F1), and where each filter is bound.
[[nodiscard]] std::vector<Table> filter_tables(const Network& network);
/// Who shares a broadcast domain (L1).
[[nodiscard]] std::vector<Table> segment_tables(const Network& network);
/// Which port carries which VLANs, and how.
[[nodiscard]] std::vector<Table> vlan_tables(const Network& network);
/// The zones, and every declared endpoint with its zone, addresses and role (E1).
[[nodiscard]] std::vector<Table> zone_tables(const Network& network);

}  // namespace sekimori
