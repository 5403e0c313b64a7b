#include "sekimori/classes/class_space.hpp"

#include <algorithm>

namespace sekimori {
namespace {

std::vector<ServiceBox> intersect(const std::vector<ServiceBox>& boxes, const ServiceBox& seed) {
  std::vector<ServiceBox> result;
  for (const auto& box : boxes) {
    if (const auto common = box.intersected(seed)) result.push_back(*common);
  }
  return result;
}

std::vector<ServiceBox> subtract(const std::vector<ServiceBox>& boxes, const ServiceBox& seed) {
  std::vector<ServiceBox> result;
  for (const auto& box : boxes) {
    const auto rest = box.without(seed);
    result.insert(result.end(), rest.begin(), rest.end());
  }
  return result;
}

ServiceBox box_of(std::uint8_t first, std::uint8_t last, bool ports, bool icmp, bool flags) {
  ServiceBox box;
  box[ServiceField::protocol] = {first, last};
  if (!ports) box[ServiceField::sport] = box[ServiceField::dport] = {0, 0};
  if (!icmp) box[ServiceField::icmp] = {0, 0};
  if (!flags) box[ServiceField::established] = {0, 0};
  box[ServiceField::fragment] = {0, 0};
  return box;
}

}  // namespace

bool ClassSeeds::add(const AddressSet& set) {
  if (set.empty() || set.is_everything()) return false;
  return addresses.insert(set).second;
}

bool ClassSeeds::add(const ServiceBox& box) {
  if (box == ServiceBox::any()) return false;
  return services.insert(box).second;
}

std::vector<ServiceBox> canonical_services(Family family) {
  if (family == Family::non_ip) {
    ServiceBox nothing;
    for (auto& field : nothing.fields) field = {0, 0};
    return {nothing};
  }
  ServiceBox fragment = box_of(0, 255, false, false, false);
  fragment[ServiceField::fragment] = {1, 1};
  std::vector<ServiceBox> boxes = {
      box_of(kTcp, kTcp, true, false, true),    box_of(kUdp, kUdp, true, false, false),     box_of(kSctp, kSctp, true, false, false),
      box_of(kIcmp, kIcmp, false, true, false), box_of(kIcmp6, kIcmp6, false, true, false), fragment,
  };
  const std::uint8_t special[] = {kIcmp, kTcp, kUdp, kIcmp6, kSctp};
  unsigned next = 0;
  for (const std::uint8_t protocol : special) {
    if (next < protocol) {
      boxes.push_back(box_of(static_cast<std::uint8_t>(next), static_cast<std::uint8_t>(protocol - 1), false, false, false));
    }
    next = protocol + 1U;
  }
  boxes.push_back(box_of(static_cast<std::uint8_t>(next), 255, false, false, false));
  return boxes;
}

ClassSpace make_class_space(Family family, const ClassSeeds& seeds) {
  ClassSpace space;
  space.family = family;
  space.addresses = {AddressSet::everything(family)};
  for (const auto& seed : seeds.addresses) {
    if (seed.family() != family) continue;
    std::vector<AddressSet> split;
    for (const auto& one : space.addresses) {
      for (auto& part : {one.intersected(seed), one.without(seed)}) {
        if (!part.empty()) split.push_back(part);
      }
    }
    space.addresses = std::move(split);
  }
  if (family == Family::non_ip) space.addresses.resize(1);
  space.services = {canonical_services(family)};
  for (const auto& seed : seeds.services) {
    std::vector<std::vector<ServiceBox>> split;
    for (const auto& one : space.services) {
      for (auto& part : {intersect(one, seed), subtract(one, seed)}) {
        if (!part.empty()) split.push_back(part);
      }
    }
    space.services = std::move(split);
  }
  return space;
}

ClassSet ClassSet::everything(const ClassSpace& space) {
  ClassSet all(space);
  const std::size_t width = space.row_words(), used = space.address_count() % 64;
  for (std::size_t i = 0; i < all.words_.size(); ++i) {
    const bool last = i % width == width - 1;
    all.words_[i] = last && used != 0 ? (std::uint64_t{1} << used) - 1 : ~std::uint64_t{0};
  }
  return all;
}

bool ClassSet::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t w) { return w == 0; });
}

bool ClassSet::contains(const ClassSpace& space, HeaderClass c) const {
  if (words_.empty()) return false;
  const std::size_t row = c.src * space.service_count() + c.service;
  return (words_[row * space.row_words() + c.dst / 64] >> (c.dst % 64) & 1U) != 0;
}

void ClassSet::insert(const ClassSpace& space, HeaderClass c) {
  if (words_.empty()) *this = ClassSet(space);
  const std::size_t row = c.src * space.service_count() + c.service;
  words_[row * space.row_words() + c.dst / 64] |= std::uint64_t{1} << (c.dst % 64);
}

bool ClassSet::unite(const ClassSet& other) {
  if (other.words_.empty()) return false;
  if (words_.empty()) {
    *this = other;
    return !empty();
  }
  bool changed = false;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::uint64_t before = words_[i];
    words_[i] |= other.words_[i];
    changed = changed || words_[i] != before;
  }
  return changed;
}

void ClassSet::intersect(const ClassSet& other) {
  if (other.words_.empty()) {
    words_.clear();
    return;
  }
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

void ClassSet::subtract(const ClassSet& other) {
  if (other.words_.empty()) return;
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
}

void ClassSet::for_each(const ClassSpace& space, const std::function<void(HeaderClass)>& visit) const {
  const std::size_t width = space.row_words();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
      const auto bit = static_cast<std::uint32_t>(__builtin_ctzll(word));
      const std::size_t row = i / width;
      visit({static_cast<std::uint32_t>(row / space.service_count()), static_cast<std::uint32_t>(i % width * 64 + bit),
             static_cast<std::uint32_t>(row % space.service_count())});
    }
  }
}

HeaderHull hull_of(const ClassSpace& space, const ClassSet& classes) {
  std::vector<std::uint8_t> src(space.address_count()), dst(space.address_count()), service(space.service_count());
  classes.for_each(space, [&](HeaderClass c) { src[c.src] = dst[c.dst] = service[c.service] = 1; });
  const auto united = [&](const std::vector<std::uint8_t>& members) {
    std::vector<AddressInterval> all;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i] != 0) all.insert(all.end(), space.addresses[i].intervals().begin(), space.addresses[i].intervals().end());
    }
    return AddressSet::of_intervals(space.family, std::move(all));
  };
  HeaderHull hull{united(src), united(dst), {}};
  for (std::size_t i = 0; i < service.size(); ++i) {
    if (service[i] != 0) hull.services.insert(hull.services.end(), space.services[i].begin(), space.services[i].end());
  }
  return hull;
}

}  // namespace sekimori
