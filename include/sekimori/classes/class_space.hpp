// Header classes: a coarse partition of the header space, derived from the policy and refined on demand, over which the search computes.
// Nothing here is trusted: a certificate is checked against the rules themselves (prove/).
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <vector>

#include "sekimori/model/address_set.hpp"
#include "sekimori/model/service.hpp"

namespace sekimori {

/// Sets that the partition must not cut through.
struct ClassSeeds {
  std::set<AddressSet> addresses;  ///< of any family
  std::set<ServiceBox> services;

  /// True when something new was added.
  bool add(const AddressSet& set);
  bool add(const ServiceBox& box);
  friend auto operator<=>(const ClassSeeds&, const ClassSeeds&) = default;
};

/// The classes of one family: (source class, destination class, service class). Address classes partition the address space, service
/// classes partition the canonical service space (Packet): both in a deterministic order.
struct ClassSpace {
  Family family = Family::v4;
  std::vector<AddressSet> addresses;
  std::vector<std::vector<ServiceBox>> services;

  [[nodiscard]] std::size_t address_count() const { return addresses.size(); }
  [[nodiscard]] std::size_t service_count() const { return services.size(); }
  /// Words of one row of a ClassSet: one bit per destination class.
  [[nodiscard]] std::size_t row_words() const { return (addresses.size() + 63) / 64; }
  [[nodiscard]] std::size_t rows() const { return addresses.size() * services.size(); }
};

[[nodiscard]] ClassSpace make_class_space(Family family, const ClassSeeds& seeds);
/// Every header that a packet can have, as disjoint boxes: no ports without a port protocol, and so on (Packet).
[[nodiscard]] std::vector<ServiceBox> canonical_services(Family family);

/// One class.
struct HeaderClass {
  std::uint32_t src = 0, dst = 0, service = 0;
  friend auto operator<=>(const HeaderClass&, const HeaderClass&) = default;
};

/// A set of classes of one space. A default-constructed set is empty and takes no memory.
class ClassSet {
 public:
  ClassSet() = default;
  explicit ClassSet(const ClassSpace& space) : ClassSet(space.address_count(), space.service_count() * space.row_words()) {}
  /// All zeros: `slices` source classes of `slice_words` words each.
  ClassSet(std::size_t slices, std::size_t slice_words) : slice_words_(slice_words), words_(slices * slice_words) {}

  [[nodiscard]] bool empty() const;
  /// Words of one source class; 0 when not allocated.
  [[nodiscard]] std::size_t slice_words() const { return slice_words_; }
  [[nodiscard]] bool allocated() const { return !words_.empty(); }
  [[nodiscard]] bool contains(const ClassSpace& space, HeaderClass c) const;
  void insert(const ClassSpace& space, HeaderClass c);
  [[nodiscard]] static ClassSet everything(const ClassSpace& space);
  /// Adds all of `other`; true when something was new.
  bool unite(const ClassSet& other);
  void intersect(const ClassSet& other);
  void subtract(const ClassSet& other);
  /// Calls `visit` for each member in ascending (source, service, destination) order.
  void for_each(const ClassSpace& space, const std::function<void(HeaderClass)>& visit) const;

  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }
  friend bool operator==(const ClassSet& a, const ClassSet& b) { return a.words_ == b.words_; }

 private:
  std::size_t slice_words_ = 0;
  std::vector<std::uint64_t> words_;
};

/// A superset of some headers, axis by axis.
struct HeaderHull {
  AddressSet src, dst;
  std::vector<ServiceBox> services;

  static HeaderHull none(Family family) { return {AddressSet(family), AddressSet(family), {}}; }
};
/// All that the classes have on each axis.
[[nodiscard]] HeaderHull hull_of(const ClassSpace& space, const ClassSet& classes);

}  // namespace sekimori
