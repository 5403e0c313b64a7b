// Hard access lists. Real ones are long because they name hosts: single addresses and ports, object groups, guards against other zones that
// are split by protocol (so that ICMP and GRE are left to the implicit deny), and no broad permit, neither early, where it would shadow
// what follows, nor at the end. Such lists are what a verifier's shortcuts do not help with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/gen/random.hpp"

namespace sekimori::gen {

/// A pool of single addresses: `count` from `first`, in blocks of `block` addresses that are `stride` apart.
struct Pool {
  std::uint32_t first = 0;
  std::size_t count = 1, block = 1;
  std::uint32_t stride = 1;
  [[nodiscard]] std::uint32_t pick(Random& random) const;
};

/// A prefix that a list guards.
struct Guarded {
  std::uint32_t network = 0;
  unsigned length = 0;
};

struct ListShape {
  std::string name;
  Pool clients, servers;          ///< who may ask whom: both of one zone
  std::vector<Guarded> guarded;   ///< other zones
  std::size_t entries = 0;        ///< besides `rows`
  bool permits = true;            ///< false: only guards, and `rows`
  std::vector<std::string> rows;  ///< entries that must be there, each somewhere in the middle
};

/// The object groups that the list uses, and the list.
[[nodiscard]] std::string access_list(const ListShape& shape, Random& random);

}  // namespace sekimori::gen
