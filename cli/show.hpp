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
/// One row for each file of the snapshot: what read it and how its lines were taken, or what it seems to be; before them the sums by
/// platform.
[[nodiscard]] std::vector<Table> config_file_tables(const Network& network);
/// Every line of a device's config: how it was taken, and what it became or may do.
[[nodiscard]] std::vector<Table> config_line_tables(const Network& network, DeviceId device);
/// Every translation in the order of evaluation (F4).
[[nodiscard]] std::vector<Table> nat_tables(const Network& network);
/// "any" when the patterns match every address of both families; "nothing" for none.
[[nodiscard]] std::string patterns_text(const std::vector<AddressPattern>& patterns);
[[nodiscard]] std::string services_text(const std::vector<ServiceBox>& boxes);
/// Who shares a broadcast domain (L1).
[[nodiscard]] std::vector<Table> segment_tables(const Network& network);
/// Which port carries which VLANs, and how.
[[nodiscard]] std::vector<Table> vlan_tables(const Network& network);
/// The zones, and every declared endpoint with its zone, addresses and role (E1).
[[nodiscard]] std::vector<Table> zone_tables(const Network& network);

}  // namespace sekimori
