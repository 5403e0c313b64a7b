// Services are counted: boxes that lie in the canonical ones, do not overlap and have as many headers as these cover them all.
#include "class_partition.hpp"

#include <algorithm>

namespace sekimori {
namespace {

bool partitions_addresses(const ClassSpace& space) {
  AddressSet seen(space.family);
  for (const AddressSet& one : space.addresses) {
    if (one.intersects(seen)) return false;
    seen = seen.united(one);
  }
  return seen.is_everything();
}

std::uint64_t headers_in(const std::vector<ServiceBox>& boxes) {
  std::uint64_t sum = 0;
  for (const ServiceBox& box : boxes) {
    std::uint64_t product = 1;
    for (const ServiceInterval& field : box.fields) product *= static_cast<std::uint64_t>(field.last - field.first) + 1U;
    sum += product;
  }
  return sum;
}

bool partitions_services(const ClassSpace& space) {
  const std::vector<ServiceBox> canonical = canonical_services(space.family);
  std::vector<ServiceBox> boxes;
  for (const auto& one : space.services) boxes.insert(boxes.end(), one.begin(), one.end());
  for (auto box = boxes.begin(); box != boxes.end(); ++box) {
    const bool inside = std::any_of(canonical.begin(), canonical.end(), [&](const ServiceBox& whole) { return whole.contains(*box); });
    const bool again = std::any_of(boxes.begin(), box, [&](const ServiceBox& other) { return other.intersected(*box).has_value(); });
    if (!inside || again) return false;
  }
  return headers_in(boxes) == headers_in(canonical);
}

}  // namespace

bool is_partition(const ClassSpace& space) { return partitions_addresses(space) && partitions_services(space); }

}  // namespace sekimori
