#include "sekimori/classes/class_set_table.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// FNV-1a over words. Only finds candidates: equality is compared.
template <class Word>
std::uint64_t hash_of(const Word* words, std::size_t count) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t word = words[i];
    hash = (hash ^ word ^ (word >> 32U)) * 0x100000001B3U;
  }
  return hash;
}

std::uint64_t ordered_key(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(a) << 32U | b; }
std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) { return ordered_key(std::min(a, b), std::max(a, b)); }

}  // namespace

std::uint32_t SliceTable::intern(const std::uint64_t* words, std::size_t count) {
  if (std::all_of(words, words + count, [](std::uint64_t w) { return w == 0; })) return 0;
  const std::uint64_t hash = hash_of(words, count);
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const Words& known = slices_[it->second];
    if (std::equal(known.begin(), known.end(), words, words + count)) return it->second;
  }
  const auto number = static_cast<std::uint32_t>(slices_.size());
  slices_.emplace_back(words, words + count);
  by_hash_.emplace(hash, number);
  return number;
}

template <class Combine>
std::uint32_t SliceTable::combined(Memo& memo, std::uint64_t key, std::uint32_t a, std::uint32_t b, const Combine& combine) {
  const auto [known, is_new] = memo.try_emplace(key);
  if (!is_new) return known->second;
  Words result = slices_[a];
  const Words& other = slices_[b];
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = combine(result[i], other[i]);
  return known->second = intern(result.data(), result.size());
}

std::uint32_t SliceTable::united(std::uint32_t a, std::uint32_t b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  return combined(unions_, pair_key(a, b), a, b, [](std::uint64_t x, std::uint64_t y) { return x | y; });
}

std::uint32_t SliceTable::common(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return a;
  if (b == 0) return 0;
  return combined(intersections_, pair_key(a, b), a, b, [](std::uint64_t x, std::uint64_t y) { return x & y; });
}

std::uint32_t SliceTable::without(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return 0;
  if (b == 0) return a;
  return combined(differences_, ordered_key(a, b), a, b, [](std::uint64_t x, std::uint64_t y) { return x & ~y; });
}

std::uint32_t ClassSetTable::intern(const ClassSet& set) {
  if (!set.allocated()) return 0;
  Entry entry;
  entry.slice_words = set.slice_words();
  entry.slices.reserve(set.words().size() / entry.slice_words);
  for (std::size_t i = 0; i < set.words().size(); i += entry.slice_words) {
    entry.slices.push_back(slices_.intern(set.words().data() + i, entry.slice_words));
  }
  return intern(std::move(entry));
}

std::uint32_t ClassSetTable::intern_product(const std::vector<std::uint8_t>& sources, const std::vector<std::uint64_t>& slice) {
  const std::uint32_t number = slices_.intern(slice.data(), slice.size());
  Entry entry;
  entry.slice_words = slice.size();
  entry.slices.reserve(sources.size());
  for (const std::uint8_t in : sources) entry.slices.push_back(in != 0 ? number : 0);
  return intern(std::move(entry));
}

std::uint32_t ClassSetTable::intern(Entry entry) {
  if (std::all_of(entry.slices.begin(), entry.slices.end(), [](std::uint32_t n) { return n == 0; })) return 0;
  const std::uint64_t hash = hash_of(entry.slices.data(), entry.slices.size());
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (sets_[it->second].slices == entry.slices) return it->second;
  }
  const auto number = static_cast<std::uint32_t>(sets_.size());
  sets_.push_back(std::move(entry));
  by_hash_.emplace(hash, number);
  return number;
}

template <class Combine>
std::uint32_t ClassSetTable::combined(Memo& memo, std::uint64_t key, std::uint32_t a, std::uint32_t b, const Combine& combine) {
  const auto [known, is_new] = memo.try_emplace(key);
  if (!is_new) return known->second;
  Entry result{sets_[a].slices, sets_[a].slice_words, std::nullopt};
  const std::vector<std::uint32_t>& other = sets_[b].slices;
  for (std::size_t i = 0; i < result.slices.size(); ++i) result.slices[i] = combine(result.slices[i], other[i]);
  return known->second = intern(std::move(result));
}

std::uint32_t ClassSetTable::united(std::uint32_t a, std::uint32_t b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  return combined(unions_, pair_key(a, b), a, b, [this](auto x, auto y) { return slices_.united(x, y); });
}

std::uint32_t ClassSetTable::common(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return a;
  if (b == 0) return 0;
  return combined(intersections_, pair_key(a, b), a, b, [this](auto x, auto y) { return slices_.common(x, y); });
}

std::uint32_t ClassSetTable::without(std::uint32_t a, std::uint32_t b) {
  if (a == b || a == 0) return 0;
  if (b == 0) return a;
  return combined(differences_, ordered_key(a, b), a, b, [this](auto x, auto y) { return slices_.without(x, y); });
}

const ClassSet& ClassSetTable::at(std::uint32_t number) const {
  const Entry& entry = sets_.at(number);
  if (!entry.whole) {
    entry.whole.emplace(entry.slices.size(), entry.slice_words);
    auto to = entry.whole->words().begin();
    for (const std::uint32_t slice : entry.slices) {
      const SliceTable::Words& words = slices_.at(slice);
      std::copy(words.begin(), words.end(), to);
      to += static_cast<std::ptrdiff_t>(entry.slice_words);
    }
  }
  return *entry.whole;
}

}  // namespace sekimori
