// Sets of header classes as formulas. The classes partition the canonical headers (class_partition), so that what is in no other class is
// in one of these: boxes may be widened over what headers cannot be, and over each other.
#include <algorithm>
#include <map>
#include <span>

#include "sekimori/prove/smt.hpp"

namespace sekimori {
namespace {

using Members = ClassPrinter::Members;

Members bits_of(const std::uint64_t* words, std::size_t count) {
  Members bits;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
      bits.push_back(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(__builtin_ctzll(word))));
    }
  }
  return bits;
}

/// All classes below `count` that are not members.
Members others(const Members& members, std::size_t count) {
  Members rest;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!std::binary_search(members.begin(), members.end(), i)) rest.push_back(i);
  }
  return rest;
}

/// The boxes of the classes that lie in one canonical box.
std::vector<ServiceBox> inside(const ClassSpace& space, const Members& members, const ServiceBox& canonical) {
  std::vector<ServiceBox> boxes;
  for (const auto i : members) {
    for (const ServiceBox& box : space.services[i]) {
      if (canonical.contains(box)) boxes.push_back(box);
    }
  }
  return boxes;
}

/// The box, as wide as it can be without meeting one of `taken`: each field whole, or else up to one of its ends.
ServiceBox widest(ServiceBox box, const ServiceBox& canonical, const std::vector<ServiceBox>& taken) {
  const auto try_with = [&](std::size_t field, ServiceInterval interval) {
    ServiceBox wider = box;
    wider.fields[field] = interval;
    const bool meets =
        std::any_of(taken.begin(), taken.end(), [&](const ServiceBox& other) { return other.intersected(wider).has_value(); });
    if (!meets) box = wider;
    return !meets;
  };
  for (const auto f : {ServiceField::dport, ServiceField::sport, ServiceField::icmp, ServiceField::established}) {
    const auto field = static_cast<std::size_t>(f);
    const ServiceInterval all = canonical.fields[field];
    if (box.fields[field] == all || try_with(field, all)) continue;
    try_with(field, {all.first, box.fields[field].last});
    try_with(field, {box.fields[field].first, all.last});
  }
  return box;
}

/// Joins two boxes that differ in one field by adjacent or overlapping intervals into the first; false when they do not.
bool join_boxes(ServiceBox& a, const ServiceBox& b) {
  std::optional<std::size_t> differs;
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    if (a.fields[i] == b.fields[i]) continue;
    if (differs) return a.contains(b);
    differs = i;
  }
  if (!differs) return true;
  ServiceInterval& x = a.fields[*differs];
  const ServiceInterval& y = b.fields[*differs];
  if (x.last + 1U < y.first || y.last + 1U < x.first) return false;
  x = {std::min(x.first, y.first), std::max(x.last, y.last)};
  return true;
}

/// Fewer boxes with the same union.
std::vector<ServiceBox> joined(std::vector<ServiceBox> boxes) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = 0; j < boxes.size();) {
        if (i == j || !join_boxes(boxes[i], boxes[j])) {
          ++j;
          continue;
        }
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
        if (j < i) --i;
        again = true;
      }
    }
  }
  return boxes;
}

/// A box inside one canonical box. What canonical headers of its protocol have anyway is left out: class sets are only read under the
/// assumption that headers are canonical.
std::string smt_canonical_box(const HeaderTerms& h, const ServiceBox& box, const ServiceBox& canonical) {
  ServiceBox shown = box;
  for (const auto field : {ServiceField::sport, ServiceField::dport, ServiceField::icmp, ServiceField::established}) {
    if (box[field] == canonical[field]) shown[field] = ServiceBox::any()[field];
  }
  return smt_box(h, shown);
}

/// The union of service classes; `rest`: all others.
std::string smt_service_classes(const HeaderTerms& h, const ClassSpace& space, const Members& members, const Members& rest) {
  std::vector<std::string> terms;
  for (const ServiceBox& canonical : canonical_services(space.family)) {
    const std::vector<ServiceBox> taken = inside(space, rest, canonical);
    std::vector<ServiceBox> boxes = inside(space, members, canonical);
    for (ServiceBox& box : boxes) box = widest(box, canonical, taken);
    for (const ServiceBox& box : joined(std::move(boxes))) terms.push_back(smt_canonical_box(h, box, canonical));
  }
  return smt_or(terms);
}

AddressSet united(const ClassSpace& space, const Members& members) {
  AddressSet set(space.family);
  for (const auto i : members) set = set.united(space.addresses[i]);
  return set;
}

using Words = std::span<const std::uint64_t>;

struct LessWords {
  bool operator()(const Words& a, const Words& b) const { return std::ranges::lexicographical_compare(a, b); }
};

/// The sources that have the same services and destinations: many do.
std::map<Words, Members, LessWords> sources_by_slice(const ClassSpace& space, const ClassSet& classes) {
  std::map<Words, Members, LessWords> slices;
  const std::size_t words = space.service_count() * space.row_words();
  for (std::uint32_t s = 0; classes.allocated() && s < space.address_count(); ++s) {
    slices[Words(classes.words().data() + s * words, words)].push_back(s);
  }
  return slices;
}

/// The rows of the set grouped into products: destination classes -> service classes -> source classes.
std::map<Members, std::map<Members, Members>> products(const ClassSpace& space, const ClassSet& classes) {
  std::map<Members, std::map<Members, Members>> grouped;  // dst -> (services -> sources)
  for (const auto& [slice, sources] : sources_by_slice(space, classes)) {
    std::map<Members, Members> by_dst;  // dst -> services of these sources
    for (std::uint32_t v = 0; v < space.service_count(); ++v) {
      const Members dst = bits_of(slice.data() + v * space.row_words(), space.row_words());
      if (!dst.empty()) by_dst[dst].push_back(v);
    }
    for (const auto& [dst, services] : by_dst) {
      Members& all = grouped[dst][services];
      all.insert(all.end(), sources.begin(), sources.end());
    }
  }
  for (auto& [dst, by_services] : grouped) {
    for (auto& [services, sources] : by_services) std::ranges::sort(sources);
  }
  return grouped;
}

}  // namespace

const std::string& ClassPrinter::sources(const Members& members) {
  const auto [known, is_new] = sources_.try_emplace(members);
  if (is_new) known->second = members.size() == space_.address_count() ? "true" : smt_in(h_.src, united(space_, members));
  return known->second;
}

const std::string& ClassPrinter::destinations(const Members& members) {
  const auto [known, is_new] = destinations_.try_emplace(members);
  if (is_new) known->second = members.size() == space_.address_count() ? "true" : smt_in(h_.dst, united(space_, members));
  return known->second;
}

/// As they are or by their complement, whichever is shorter.
const std::string& ClassPrinter::services(const Members& members) {
  const auto [known, is_new] = services_.try_emplace(members);
  if (!is_new) return known->second;
  const Members rest = others(members, space_.service_count());
  const std::string direct = smt_service_classes(h_, space_, members, rest);
  const std::string inverted = smt_not(smt_service_classes(h_, space_, rest, members));
  return known->second = inverted.size() < direct.size() ? inverted : direct;
}

std::vector<ClassProduct> products_of(const ClassSpace& space, const ClassSet& classes) {
  std::vector<ClassProduct> result;
  for (const auto& [dst, by_services] : products(space, classes)) {
    for (const auto& [services, src] : by_services) result.push_back({src, dst, services});
  }
  return result;
}

std::string ClassPrinter::in(const ClassProduct& product) {
  return smt_and({destinations(product.dst), sources(product.src), services(product.services)});
}

std::string ClassPrinter::in(const ClassSet& classes) {
  if (classes.empty()) return "false";
  std::vector<std::string> terms;
  for (const auto& [dst, by_services] : products(space_, classes)) {
    std::vector<std::string> parts;
    for (const auto& [service, src] : by_services) parts.push_back(smt_and({sources(src), services(service)}));
    terms.push_back(smt_and({destinations(dst), smt_or(parts)}));
  }
  return smt_or(terms);
}

std::string smt_in(const HeaderTerms& h, const ClassSpace& space, const ClassSet& classes) { return ClassPrinter(h, space).in(classes); }

}  // namespace sekimori
