// What a filter permits, for uses that are no filters themselves: NAT lists and the classes of a zone policy. A permit minus a deny is cut
// by source, then by destination, then by service, so that each part is again a product.
#include <algorithm>

#include "cisco_ios_resolve.hpp"
#include "config_device.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kMaxParts = 512;
constexpr std::size_t kMaxCuts = 20'000;  // comparisons of a part with a deny, over the whole filter

struct Part {
  AddressSet src, dst;
  ServiceBox service;
};

std::optional<AddressSet> set_of(const std::vector<AddressPattern>& patterns, Family family) {
  AddressSet out(family);
  for (const AddressPattern& pattern : patterns) {
    if (pattern.family != family) continue;
    const std::optional<AddressSet> part = to_set(pattern, kMaxParts);
    if (!part) return std::nullopt;
    for (const AddressInterval& interval : part->intervals()) out.insert(interval);
    if (out.intervals().size() > kMaxParts) return std::nullopt;
  }
  return out;
}

std::vector<ServiceBox> minus(const ServiceBox& box, const std::vector<ServiceBox>& removed) {
  std::vector<ServiceBox> left = {box};
  for (const ServiceBox& cut : removed) {
    std::vector<ServiceBox> next;
    for (const ServiceBox& piece : left) std::ranges::copy(piece.without(cut), std::back_inserter(next));
    left = std::move(next);
    if (left.size() > kMaxParts) break;  // the caller gives up on so many
  }
  return left;
}

struct Cut {
  AddressSet src, dst;
  std::vector<ServiceBox> services;
};

void subtract(const Part& part, const Cut& cut, std::vector<Part>& out) {
  const auto add = [&](AddressSet src, AddressSet dst, const ServiceBox& service) {
    if (!src.empty() && !dst.empty()) out.push_back({std::move(src), std::move(dst), service});
  };
  const AddressSet src = part.src.intersected(cut.src);
  const AddressSet dst = part.dst.intersected(cut.dst);
  const bool touched = !src.empty() && !dst.empty() &&
                       std::ranges::any_of(cut.services, [&](const ServiceBox& box) { return part.service.intersected(box).has_value(); });
  if (!touched) return add(part.src, part.dst, part.service);
  add(part.src.without(cut.src), part.dst, part.service);
  add(src, part.dst.without(cut.dst), part.service);
  for (const ServiceBox& box : minus(part.service, cut.services)) add(src, dst, box);
}

/// The parts of one permit that no deny before it takes; nullopt when there are too many.
std::optional<std::vector<Part>> parts_of(const Rule& permit, const std::vector<Cut>& denies, Family family, std::size_t& cuts) {
  const std::optional<AddressSet> src = set_of(permit.match.src, family);
  const std::optional<AddressSet> dst = set_of(permit.match.dst, family);
  if (!src || !dst) return std::nullopt;
  std::vector<Part> parts;
  for (const ServiceBox& box : permit.match.services) parts.push_back({*src, *dst, box});
  for (const Cut& cut : denies) {
    std::vector<Part> next;
    cuts += parts.size();
    if (cuts > kMaxCuts) return std::nullopt;
    for (const Part& part : parts) subtract(part, cut, next);
    parts = std::move(next);
    if (parts.size() > kMaxParts) return std::nullopt;
  }
  return parts;
}

}  // namespace

std::optional<std::vector<HeaderMatch>> permitted_headers(const Filter& filter, Family family) {
  std::vector<HeaderMatch> out;
  std::vector<Cut> denies;
  std::size_t cuts = 0;
  if (filter.rules.size() > kMaxParts) return std::nullopt;
  for (const Rule& rule : filter.rules) {
    if (rule.action == Action::deny) {
      const std::optional<AddressSet> src = set_of(rule.match.src, family);
      const std::optional<AddressSet> dst = set_of(rule.match.dst, family);
      if (!src || !dst) return std::nullopt;
      denies.push_back({*src, *dst, rule.match.services});
      continue;
    }
    const auto parts = parts_of(rule, denies, family, cuts);
    if (!parts) return std::nullopt;
    for (const Part& part : *parts) {
      if (part.src.empty() || part.dst.empty()) continue;
      out.push_back({patterns_of(part.src), patterns_of(part.dst), {part.service}});
    }
    if (out.size() > kMaxParts) return std::nullopt;
  }
  return out;
}

}  // namespace sekimori::cisco_ios
