// Distinct class sets, each kept once and named by a number. Most places of a network share few sets, so states, images and proof
// obligations are compared and remembered by number.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "sekimori/search/class_space.hpp"

namespace sekimori {

/// Number 0 is the empty set, whatever its space. Sets of different spaces may share a number only where their bits are the same; who
/// reads one knows its space.
class ClassSetTable {
 public:
  ClassSetTable() : sets_(1) {}

  [[nodiscard]] std::uint32_t intern(ClassSet set);
  /// The number of the union of two.
  [[nodiscard]] std::uint32_t united(std::uint32_t a, std::uint32_t b);
  /// The number of what two have in common.
  [[nodiscard]] std::uint32_t common(std::uint32_t a, std::uint32_t b);
  /// The number of `a` minus `b`.
  [[nodiscard]] std::uint32_t without(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] const ClassSet& at(std::uint32_t number) const { return sets_.at(number); }
  [[nodiscard]] std::size_t size() const { return sets_.size(); }

 private:
  std::deque<ClassSet> sets_;  ///< references stay valid while sets are added
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
  std::unordered_map<std::uint64_t, std::uint32_t> unions_, intersections_, differences_;
};

}  // namespace sekimori
