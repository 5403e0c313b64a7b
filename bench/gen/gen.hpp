// Networks of any size for benchmarks: lawful ones, of which every isolated pair must be proved, and broken ones, in which one rule deep in
// a long list lets something through. The same options give the same bytes.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

namespace sekimori::gen {

/// Relative path -> content: a snapshot folder. `expected.yaml` says which cells are violated, from how the network was built.
using Files = std::map<std::string, std::string>;

struct Options {
  std::size_t devices = 100;  ///< firewalls, routers and switches
  std::size_t rules = 5'000;  ///< access-list entries in all, within a few of this
  std::uint64_t seed = 1;
  bool broken = false;
};

/// Too small or too large a network; the text says what the limits are.
struct BadOptions : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A city LAN of model alpha: three zones on shared routers with VRFs, a firewall for each zone, one sanitiser, ledger rows to LGWAN and to
/// the government cloud, branches whose access switches carry all zones on one trunk. Half of the rules are in the firewalls.
[[nodiscard]] Files city(const Options& options);

/// A fat-tree of arity k (even): k pods of k/2 edge and k/2 aggregation switches, k*k/4 cores, all routing. Pods belong to one of three
/// zones by turns; lists stand at the edges; one sanitiser is the only way from the Internet zone to the LGWAN zone. An edge has an access
/// switch. `devices` is not used.
[[nodiscard]] Files fat_tree(std::size_t k, const Options& options);

}  // namespace sekimori::gen
