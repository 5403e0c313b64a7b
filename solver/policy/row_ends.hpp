// The two ends of a ledger row: which endpoints its words name, and which addresses are theirs.
#pragma once

#include <vector>

#include "sekimori/load/csv.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// IPv4 and IPv6 addresses of one end.
struct EndAddresses {
  AddressSet v4{Family::v4};
  AddressSet v6{Family::v6};
  [[nodiscard]] bool empty() const { return v4.empty() && v6.empty(); }
};

/// Parts of a cell between semicolons, without surrounding blanks, each where it stands. An empty part between two semicolons is kept.
[[nodiscard]] std::vector<CsvCell> parts_of(const CsvCell& cell);

/// Hosts, externals, sanitisers and security clouds by name, devices as `self:NAME`. Errors: P109 an unknown or repeated name.
[[nodiscard]] std::vector<EndpointRef> read_ends(const CsvCell& cell, const Network& network, Reporter& reporter);

/// What the endpoint owns: a host's attachments, the interface addresses of a device's self.
[[nodiscard]] EndAddresses own_addresses(const Network& network, const EndpointRef& end);

enum class RowEnd : std::uint8_t { from, to };
/// The addresses of one end of a row: the ends' own, or what `cell` narrows them to. Errors: P111 no address, P112 an external (or any
/// end) that has no address of its own and is not narrowed, P113 an address that is not the ends' own. A destination may also be one
/// that some device translates (F4): the row is about the header at emission (X1).
[[nodiscard]] EndAddresses read_addresses(const CsvCell& cell, RowEnd side, const std::vector<EndpointRef>& ends, const Network& network,
                                          Reporter& reporter);

}  // namespace sekimori
