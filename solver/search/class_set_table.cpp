#include "sekimori/search/class_set_table.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// FNV-1a over words. Only finds candidates: equality is compared.
std::uint64_t hash_of(const std::vector<std::uint64_t>& words) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint64_t word : words) hash = (hash ^ word ^ (word >> 32U)) * 0x100000001B3U;
  return hash;
}

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(std::min(a, b)) << 32U | std::max(a, b); }

}  // namespace

std::uint32_t ClassSetTable::intern(ClassSet set) {
  if (set.empty()) return 0;
  const std::uint64_t hash = hash_of(set.words());
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (sets_[it->second] == set) return it->second;
  }
  const auto number = static_cast<std::uint32_t>(sets_.size());
  sets_.push_back(std::move(set));
  by_hash_.emplace(hash, number);
  return number;
}

std::uint32_t ClassSetTable::united(std::uint32_t a, std::uint32_t b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  const auto [known, is_new] = unions_.try_emplace(pair_key(a, b));
  if (!is_new) return known->second;
  ClassSet sum = sets_[a];
  sum.unite(sets_[b]);
  const std::uint32_t number = intern(std::move(sum));
  unions_[pair_key(a, b)] = number;
  return number;
}

std::uint32_t ClassSetTable::common(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return a;
  if (b == 0) return 0;
  const auto [known, is_new] = intersections_.try_emplace(pair_key(a, b));
  if (!is_new) return known->second;
  ClassSet both = sets_[a];
  both.intersect(sets_[b]);
  const std::uint32_t number = intern(std::move(both));
  intersections_[pair_key(a, b)] = number;
  return number;
}

std::uint32_t ClassSetTable::without(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return 0;
  if (b == 0) return a;
  const auto [known, is_new] = differences_.try_emplace(static_cast<std::uint64_t>(a) << 32U | b);
  if (!is_new) return known->second;
  ClassSet rest = sets_[a];
  rest.subtract(sets_[b]);
  const std::uint32_t number = intern(std::move(rest));
  differences_[static_cast<std::uint64_t>(a) << 32U | b] = number;
  return number;
}

}  // namespace sekimori
