#include "rounding.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// An interval of addresses and the sets that have all of it, ascending.
struct Owned {
  AddressInterval interval;
  std::vector<std::size_t> owners;
};

/// The addresses that some set has, cut wherever one begins or ends; ascending.
std::vector<Owned> owned(const std::vector<AddressSet>& sets) {
  std::vector<Owned> result;
  AddressSet seen(sets.front().family());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].is_everything()) continue;
    std::vector<Owned> next;
    for (const Owned& one : result) {
      const AddressSet here = AddressSet::of_range(seen.family(), one.interval.first, one.interval.last);
      const AddressSet rest = here.without(sets[i]), shared = here.intersected(sets[i]);
      for (const auto& interval : rest.intervals()) next.push_back({interval, one.owners});
      for (const auto& interval : shared.intervals()) {
        next.push_back({interval, one.owners});
        next.back().owners.push_back(i);
      }
    }
    const AddressSet fresh = sets[i].without(seen);
    for (const auto& interval : fresh.intervals()) next.push_back({interval, {i}});
    seen = seen.united(sets[i]);
    result = std::move(next);
  }
  std::sort(result.begin(), result.end(), [](const Owned& a, const Owned& b) { return a.interval < b.interval; });
  return result;
}

class Rounding {
 public:
  explicit Rounding(const std::vector<AddressSet>& sets) : family_(sets.front().family()), intervals_(sets.size()), owned_(owned(sets)) {}

  std::vector<AddressSet> run() && {
    visit(0, top_address(family_), 0, 0, owned_.size());
    std::vector<AddressSet> result(intervals_.size(), AddressSet(family_));
    for (std::size_t i = 0; i < result.size(); ++i) {
      for (const auto& interval : intervals_[i]) result[i].insert(interval);
    }
    return result;
  }

 private:
  /// Filters and routes seldom cut through these: coarser ones would be refined again.
  [[nodiscard]] unsigned shortest() const { return family_ == Family::v6 ? 64 : 24; }

  /// The prefix first…last of this length, which owned_[begin] to owned_[end - 1] meet.
  void visit(AddressBits first, AddressBits last, unsigned length, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    const auto& owners = owned_[begin].owners;
    const bool alone = std::all_of(owned_.begin() + static_cast<std::ptrdiff_t>(begin), owned_.begin() + static_cast<std::ptrdiff_t>(end),
                                   [&](const Owned& o) { return o.owners == owners; });
    const bool full = end - begin == 1 && owned_[begin].interval.first <= first && last <= owned_[begin].interval.last;
    if (full || (alone && length >= shortest())) {
      for (const std::size_t owner : owners) intervals_[owner].push_back({first, last});
      return;
    }
    const AddressBits middle = first + (last - first) / 2;
    std::size_t left = begin, right = begin;
    while (left < end && owned_[left].interval.first <= middle) ++left;
    while (right < end && owned_[right].interval.last <= middle) ++right;
    visit(first, middle, length + 1, begin, left);
    visit(middle + 1, last, length + 1, right, end);
  }

  Family family_;
  std::vector<std::vector<AddressInterval>> intervals_;
  std::vector<Owned> owned_;
};

}  // namespace

std::vector<AddressSet> rounded(const std::vector<AddressSet>& sets) {
  if (sets.empty()) return {};
  return Rounding(sets).run();
}

}  // namespace sekimori
