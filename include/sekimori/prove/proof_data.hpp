// An invariant with its hints as plain data, small enough to be filed: each distinct set once, runs of places that share one, planes that
// are alike together. From it alone the obligations of a certificate can be printed again, without the search.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "sekimori/classes/invariant.hpp"

namespace sekimori {

struct ProofData {
  /// `count` places in a row whose set is number `set`.
  struct Run {
    std::uint32_t set = 0, count = 0;
    friend auto operator<=>(const Run&, const Run&) = default;
  };
  /// The places of one family and phase, in the order of their ids, for each of these tags. Where a plane is missing, Inv is empty.
  struct Plane {
    Family family = Family::v4;
    Phase phase = Phase::initiate;
    std::vector<std::uint32_t> tags;
    std::vector<Run> runs;
    friend auto operator<=>(const Plane&, const Plane&) = default;
  };
  /// What must not leave by these edges is widened to `wide`.
  struct Widening {
    Family family = Family::v4;
    std::uint32_t leaving = 0, wide = 0;
    std::vector<std::uint32_t> edges;
    friend auto operator<=>(const Widening&, const Widening&) = default;
  };

  std::array<ClassSpace, 3> spaces;           ///< by Family
  std::array<std::vector<ClassSet>, 3> sets;  ///< by Family; number k is sets[k - 1], and 0 is the empty set
  std::size_t tags = 1, locations = 0, endpoints = 0;
  std::vector<Plane> planes;
  std::vector<std::uint32_t> holders, emitters;  ///< FlowEndpointIds, ascending
  std::vector<Widening> widenings;
};

/// Writes down what a hint answers while obligations are printed.
class WideningRecord {
 public:
  /// The hint for this invariant, recording. The record must outlive it.
  [[nodiscard]] WideningHint recording(const Invariant& invariant, WideningHint hint);

 private:
  friend ProofData proof_data(const Invariant& invariant, const WideningRecord& widenings);
  using Key = std::tuple<Family, std::uint32_t, std::uint32_t>;  ///< leaving, wide: numbers of the invariant's table
  std::map<Key, std::vector<std::uint32_t>> edges_;
};

/// `widenings`: of a hint for this invariant. The same invariant and hints give the same data, however their sets are numbered.
[[nodiscard]] ProofData proof_data(const Invariant& invariant, const WideningRecord& widenings);
/// `data` must be in order: numbers of sets that there are, sets of their spaces, runs that add up to the locations.
[[nodiscard]] Invariant invariant_of(const ProofData& data);
/// `invariant`: invariant_of(data), or another with the same table.
[[nodiscard]] WideningHint hint_of(const ProofData& data, const Invariant& invariant);

}  // namespace sekimori
