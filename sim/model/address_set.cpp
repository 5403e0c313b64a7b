#include "sekimori/model/address_set.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace sekimori {

namespace {

bool touches(const AddressInterval& before, const AddressInterval& after) {
  // `after.first - 1` only where it cannot wrap; `before.last + 1` would wrap at the top address.
  return after.first <= before.last || after.first - 1 == before.last;
}

/// Appends to sorted intervals one that does not begin before any of them, joining it to the last where they touch.
void append(std::vector<AddressInterval>& intervals, const AddressInterval& next) {
  if (intervals.empty() || !touches(intervals.back(), next)) {
    intervals.push_back(next);
  } else {
    intervals.back().last = std::max(intervals.back().last, next.last);
  }
}

/// What a prefix matches; nullopt for other patterns.
std::optional<AddressInterval> range_of(const AddressPattern& pattern) {
  const AddressBits free = top_address(pattern.family) & ~pattern.care;
  if ((free & (free + 1)) != 0 || (pattern.value & free) != 0) return std::nullopt;
  return AddressInterval{pattern.value, pattern.value | free};
}

/// The ones at and below the highest one of `bits`.
AddressBits smear(AddressBits bits) {
  for (unsigned shift = 1; shift < 128; shift <<= 1U) bits |= bits >> shift;
  return bits;
}

/// The smallest address >= `lowest` that matches, found bit by bit rather than by trying addresses.
std::optional<AddressBits> next_match(const AddressPattern& pattern, AddressBits lowest) {
  const AddressBits wrong = (lowest & pattern.care) ^ pattern.value;
  if (wrong == 0) return lowest;
  const AddressBits below_or_at = smear(wrong);
  const AddressBits highest = below_or_at ^ (below_or_at >> 1U);
  if ((pattern.value & highest) != 0) {
    // A one where `lowest` has a zero: already larger from there on, so everything below may be as small as the pattern lets it.
    return (lowest & ~below_or_at) | (pattern.value & below_or_at);
  }
  // A zero where `lowest` has a one: some free zero further up must become a one; the lowest such gives the smallest address.
  const AddressBits raisable = top_address(pattern.family) & ~pattern.care & ~lowest & ~below_or_at;
  if (raisable == 0) return std::nullopt;
  const AddressBits raised = raisable & (~raisable + 1);
  const AddressBits below = raised - 1;
  return (lowest & ~below) | raised | (pattern.value & below);
}

}  // namespace

AddressSet AddressSet::everything(Family family) { return of_range(family, 0, top_address(family)); }
AddressSet AddressSet::of(const Prefix& prefix) { return of_range(prefix.family(), prefix.network().bits, prefix.last()); }
AddressSet AddressSet::of(Address address) { return of_range(address.family, address.bits, address.bits); }

AddressSet AddressSet::of_range(Family family, AddressBits first, AddressBits last) {
  AddressSet set(family);
  set.insert({first, last});
  return set;
}

AddressSet AddressSet::of_intervals(Family family, std::vector<AddressInterval> intervals) {
  AddressSet set(family);
  std::ranges::sort(intervals);
  for (const AddressInterval& interval : intervals) append(set.intervals_, interval);
  return set;
}

bool AddressSet::is_everything() const { return intervals_ == std::vector<AddressInterval>{{0, top_address(family_)}}; }

bool AddressSet::contains(Address address) const {
  if (address.family != family_) return false;
  const auto at = std::ranges::lower_bound(intervals_, address.bits, {}, &AddressInterval::last);
  return at != intervals_.end() && at->first <= address.bits;
}

bool AddressSet::contains(const AddressSet& other) const { return other.without(*this).empty(); }

bool AddressSet::intersects(const AddressSet& other) const {
  if (family_ != other.family_) return false;
  auto a = intervals_.begin();
  auto b = other.intervals_.begin();
  while (a != intervals_.end() && b != other.intervals_.end()) {
    if (a->last < b->first) {
      ++a;
    } else if (b->last < a->first) {
      ++b;
    } else {
      return true;
    }
  }
  return false;
}

std::optional<Address> AddressSet::first() const {
  if (intervals_.empty()) return std::nullopt;
  return Address{family_, intervals_.front().first};
}

void AddressSet::insert(AddressInterval interval) {
  interval.last = std::min(interval.last, top_address(family_));
  if (interval.first > interval.last) return;
  const auto apart_before = [&](const AddressInterval& i) { return i.last < interval.first && !touches(i, interval); };
  const auto begin = std::ranges::partition_point(intervals_, apart_before);
  auto end = begin;
  for (; end != intervals_.end() && touches(interval, *end); ++end) {
    interval.first = std::min(interval.first, end->first);
    interval.last = std::max(interval.last, end->last);
  }
  intervals_.insert(intervals_.erase(begin, end), interval);
}

AddressSet AddressSet::united(const AddressSet& other) const {
  if (other.empty()) return *this;
  assert(family_ == other.family_);
  std::vector<AddressInterval> sorted;
  sorted.reserve(intervals_.size() + other.intervals_.size());
  std::ranges::merge(intervals_, other.intervals_, std::back_inserter(sorted));
  AddressSet result(family_);
  for (const AddressInterval& interval : sorted) append(result.intervals_, interval);
  return result;
}

AddressSet AddressSet::intersected(const AddressSet& other) const {
  AddressSet result(family_);
  if (family_ != other.family_) return result;
  auto a = intervals_.begin();
  auto b = other.intervals_.begin();
  while (a != intervals_.end() && b != other.intervals_.end()) {
    const AddressInterval common{std::max(a->first, b->first), std::min(a->last, b->last)};
    if (common.first <= common.last) result.intervals_.push_back(common);
    if (a->last < b->last) {
      ++a;
    } else {
      ++b;
    }
  }
  return result;
}

AddressSet AddressSet::without(const AddressSet& other) const {
  return family_ == other.family_ && intersects(other) ? intersected(other.complement()) : *this;
}

AddressSet AddressSet::complement() const {
  AddressSet result(family_);
  AddressBits next = 0;  // the smallest address not yet decided
  for (const AddressInterval& interval : intervals_) {
    if (interval.first > next) result.intervals_.push_back({next, interval.first - 1});
    if (interval.last == top_address(family_)) return result;
    next = interval.last + 1;
  }
  result.intervals_.push_back({next, top_address(family_)});
  return result;
}

bool intersects(const AddressSet& set, const AddressPattern& pattern) {
  if (set.family() != pattern.family) return false;
  if (const auto range = range_of(pattern)) {
    const auto at = std::ranges::lower_bound(set.intervals(), range->first, {}, &AddressInterval::last);
    return at != set.intervals().end() && at->first <= range->last;
  }
  return std::ranges::any_of(set.intervals(), [&](const AddressInterval& interval) {
    const auto match = next_match(pattern, interval.first);
    return match && *match <= interval.last;
  });
}

bool covers(const AddressPattern& pattern, const AddressSet& set) {
  if (set.empty()) return true;
  if (set.family() != pattern.family) return false;
  if (const auto range = range_of(pattern))
    return set.intervals().front().first >= range->first && set.intervals().back().last <= range->last;
  return std::ranges::all_of(set.intervals(), [&](const AddressInterval& interval) {
    // From the highest bit in which the ends differ downwards, every bit takes both values somewhere in the interval.
    const AddressBits varying = smear(interval.first ^ interval.last);
    return (interval.first & pattern.care) == pattern.value && (varying & pattern.care) == 0;
  });
}

std::optional<AddressSet> to_set(const AddressPattern& pattern, std::size_t limit) {
  const AddressBits free = top_address(pattern.family) & ~pattern.care;
  const AddressBits scattered = free & (free + 1);  // all but the run at the low end (a sum that wraps is right: nothing is left)
  const AddressBits block = free ^ scattered;       // that run: the addresses of one interval
  AddressSet set(pattern.family);
  AddressBits chosen = 0;  // runs through the subsets of `scattered` in ascending order
  do {
    if (set.intervals().size() == limit) return std::nullopt;
    const AddressBits first = pattern.value | chosen;
    set.insert({first, first | block});
    chosen = (chosen - scattered) & scattered;
  } while (chosen != 0);
  return set;
}

std::string to_text(const AddressSet& set) {
  if (set.empty()) return "none";
  std::string text;
  for (const AddressInterval& interval : set.intervals()) {
    for (const Prefix& prefix : prefixes_of_range(set.family(), interval.first, interval.last)) {
      if (!text.empty()) text += ", ";
      text += to_text(AddressPattern::of(prefix));  // a host without its length
    }
  }
  return text;
}

}  // namespace sekimori
