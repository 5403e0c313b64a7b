#include "header_regions.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// The union of the patterns of one family.
std::optional<AddressSet> union_of(const std::vector<AddressPattern>& patterns, Family family) {
  AddressSet all(family);
  for (const AddressPattern& pattern : patterns) {
    if (pattern.family != family) continue;
    const auto set = to_set(pattern);
    if (!set) return std::nullopt;
    all = all.united(*set);
  }
  return all;
}

/// Appends `from` minus `taken`: first what differs in the source, then of the rest what differs in the destination, then the service.
void append_rest(const HeaderRegion& from, const HeaderRegion& taken, std::vector<HeaderRegion>& rest) {
  const auto common = intersected(from, taken);
  if (!common) {
    rest.push_back(from);
    return;
  }
  const AddressSet src = from.src.without(taken.src);
  if (!src.empty()) rest.push_back({src, from.dst, from.service});
  const AddressSet dst = from.dst.without(taken.dst);
  if (!dst.empty()) rest.push_back({common->src, dst, from.service});
  for (const ServiceBox& service : from.service.without(taken.service)) rest.push_back({common->src, common->dst, service});
}

}  // namespace

std::optional<std::vector<HeaderRegion>> regions_of(const HeaderMatch& match, Family family) {
  const auto src = union_of(match.src, family), dst = union_of(match.dst, family);
  if (!src || !dst) return std::nullopt;
  std::vector<HeaderRegion> regions;
  if (src->empty() || dst->empty()) return regions;
  for (const ServiceBox& service : match.services) {
    std::vector<HeaderRegion> fresh = {{*src, *dst, service}};
    for (const HeaderRegion& known : std::vector<HeaderRegion>(regions)) {
      auto rest = without(fresh, known);
      if (!rest) return std::nullopt;
      fresh = std::move(*rest);
    }
    regions.insert(regions.end(), fresh.begin(), fresh.end());
  }
  return regions;
}

std::optional<HeaderRegion> intersected(const HeaderRegion& a, const HeaderRegion& b) {
  if (a.src.family() != b.src.family()) return std::nullopt;
  const auto service = a.service.intersected(b.service);
  HeaderRegion common{a.src.intersected(b.src), a.dst.intersected(b.dst), service.value_or(ServiceBox{})};
  if (!service || common.src.empty() || common.dst.empty()) return std::nullopt;
  return common;
}

std::optional<std::vector<HeaderRegion>> without(const std::vector<HeaderRegion>& regions, const HeaderRegion& taken, std::size_t limit) {
  std::vector<HeaderRegion> rest;
  for (const HeaderRegion& region : regions) {
    append_rest(region, taken, rest);
    if (rest.size() > limit) return std::nullopt;
  }
  return rest;
}

bool covers_scope(const std::vector<InterfaceId>& outer, const std::vector<InterfaceId>& inner) {
  if (outer.empty()) return true;
  return !inner.empty() && std::ranges::all_of(inner, [&](InterfaceId it) { return std::ranges::find(outer, it) != outer.end(); });
}

}  // namespace sekimori
