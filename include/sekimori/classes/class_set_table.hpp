// Distinct class sets, each kept once and named by a number. Most places of a network share few sets, so states, images and proof
// obligations are compared and remembered by number. A set is kept as its slices, one for each source class, and each distinct slice is
// kept once: sets differ in few of them, and what two slices make is computed once.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sekimori/classes/class_space.hpp"

namespace sekimori {

/// Distinct blocks of words and what two of them make. Number 0 is the block of zeros, of whatever length.
class SliceTable {
 public:
  using Words = std::vector<std::uint64_t>;
  SliceTable() : slices_(1) {}

  [[nodiscard]] std::uint32_t intern(const std::uint64_t* words, std::size_t count);
  [[nodiscard]] std::uint32_t united(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t common(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t without(std::uint32_t a, std::uint32_t b);
  /// Empty for number 0.
  [[nodiscard]] const Words& at(std::uint32_t number) const { return slices_[number]; }

 private:
  using Memo = std::unordered_map<std::uint64_t, std::uint32_t>;

  template <class Combine>
  [[nodiscard]] std::uint32_t combined(Memo& memo, std::uint64_t key, std::uint32_t a, std::uint32_t b, const Combine& combine);

  std::deque<Words> slices_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
  Memo unions_, intersections_, differences_;
};

/// Number 0 is the empty set, whatever its space. Sets of different spaces may share a number only where their bits are the same; who
/// reads one knows its space. Not for use by several threads at once, even to read.
class ClassSetTable {
 public:
  ClassSetTable() : sets_(1) {}

  [[nodiscard]] std::uint32_t intern(const ClassSet& set);
  /// The set in which each of these source classes (nonzero: in) has the slice, and the others have nothing.
  [[nodiscard]] std::uint32_t intern_product(const std::vector<std::uint8_t>& sources, const std::vector<std::uint64_t>& slice);
  /// The set with these slices, by source class, of `slice_words` words each.
  [[nodiscard]] std::uint32_t intern_slices(std::vector<std::uint32_t> slices, std::size_t slice_words) {
    return intern(Entry{std::move(slices), slice_words, std::nullopt});
  }
  [[nodiscard]] std::uint32_t intern_slice(const std::uint64_t* words, std::size_t count) { return slices_.intern(words, count); }
  /// The number of what the set has for a source class: 0 for nothing, equal numbers for equal slices.
  [[nodiscard]] std::uint32_t slice_of(std::uint32_t number, std::size_t source) const {
    return number == 0 ? 0 : sets_[number].slices[source];
  }
  /// Words by (service, destination); empty for slice 0.
  [[nodiscard]] const SliceTable::Words& slice(std::uint32_t slice) const { return slices_.at(slice); }
  /// The number of the union of two.
  [[nodiscard]] std::uint32_t united(std::uint32_t a, std::uint32_t b);
  /// The number of what two have in common.
  [[nodiscard]] std::uint32_t common(std::uint32_t a, std::uint32_t b);
  /// The number of `a` minus `b`.
  [[nodiscard]] std::uint32_t without(std::uint32_t a, std::uint32_t b);
  /// Stays valid while sets are added.
  [[nodiscard]] const ClassSet& at(std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return sets_.size(); }

 private:
  struct Entry {
    std::vector<std::uint32_t> slices;  ///< numbers, by source class
    std::size_t slice_words = 0;
    mutable std::optional<ClassSet> whole;  ///< put together when first read
  };
  using Memo = std::unordered_map<std::uint64_t, std::uint32_t>;

  [[nodiscard]] std::uint32_t intern(Entry entry);
  template <class Combine>
  [[nodiscard]] std::uint32_t combined(Memo& memo, std::uint64_t key, std::uint32_t a, std::uint32_t b, const Combine& combine);

  std::deque<Entry> sets_;
  SliceTable slices_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
  Memo unions_, intersections_, differences_;
};

}  // namespace sekimori
