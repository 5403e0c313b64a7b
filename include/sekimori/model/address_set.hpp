// A set of addresses of one family as sorted, disjoint, non-adjacent closed intervals. One address: model/address.hpp.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/model/address.hpp"

namespace sekimori {

struct AddressInterval {
  AddressBits first = 0;
  AddressBits last = 0;
  friend auto operator<=>(const AddressInterval&, const AddressInterval&) = default;
};

/// Canonical: equal sets have equal intervals. All operands of a binary operation have one family.
class AddressSet {
 public:
  explicit AddressSet(Family family = Family::v4) : family_(family) {}
  static AddressSet everything(Family family);
  static AddressSet of(const Prefix& prefix);
  static AddressSet of(Address address);
  static AddressSet of_range(Family family, AddressBits first, AddressBits last);
  /// Of intervals in any order, each with first <= last and of the family's addresses; they may overlap.
  static AddressSet of_intervals(Family family, std::vector<AddressInterval> intervals);

  [[nodiscard]] Family family() const { return family_; }
  [[nodiscard]] const std::vector<AddressInterval>& intervals() const { return intervals_; }
  [[nodiscard]] bool empty() const { return intervals_.empty(); }
  [[nodiscard]] bool is_everything() const;
  [[nodiscard]] bool contains(Address address) const;
  [[nodiscard]] bool contains(const AddressSet& other) const;
  [[nodiscard]] bool intersects(const AddressSet& other) const;
  /// The smallest member; nullopt when empty.
  [[nodiscard]] std::optional<Address> first() const;

  void insert(AddressInterval interval);
  [[nodiscard]] AddressSet united(const AddressSet& other) const;
  [[nodiscard]] AddressSet intersected(const AddressSet& other) const;
  [[nodiscard]] AddressSet without(const AddressSet& other) const;
  [[nodiscard]] AddressSet complement() const;

  friend auto operator<=>(const AddressSet&, const AddressSet&) = default;

 private:
  Family family_ = Family::v4;
  std::vector<AddressInterval> intervals_;
};

/// Some member of `set` matches `pattern` (exact also for non-contiguous patterns; O(intervals * width)).
[[nodiscard]] bool intersects(const AddressSet& set, const AddressPattern& pattern);
/// Every member of `set` matches `pattern` (exact).
[[nodiscard]] bool covers(const AddressPattern& pattern, const AddressSet& set);
/// The addresses that match, as intervals. Errors: nullopt when more than `limit` intervals would be needed.
[[nodiscard]] std::optional<AddressSet> to_set(const AddressPattern& pattern, std::size_t limit = 4096);
/// "10.0.0.0/8, 192.0.2.1": the fewest prefixes, ascending.
[[nodiscard]] std::string to_text(const AddressSet& set);

}  // namespace sekimori
