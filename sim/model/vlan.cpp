#include "sekimori/model/vlan.hpp"

#include <fmt/format.h>

#include <string_view>

#include "decimal.hpp"

namespace sekimori {

namespace {

constexpr unsigned kLastVlan = 4094;

}  // namespace

VlanSet VlanSet::all() {
  VlanSet set;
  for (unsigned number = 1; number <= kLastVlan; ++number) set.insert(*VlanId::from(number));
  return set;
}

std::optional<VlanSet> parse_vlans(std::string_view text) {
  VlanSet set;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto range = parse_decimal_range(text.substr(0, comma), kLastVlan);
    if (!range || range->first == 0) return std::nullopt;
    for (unsigned number = range->first; number <= range->last; ++number) set.insert(*VlanId::from(number));
    if (comma == std::string_view::npos) return set;
    text.remove_prefix(comma + 1);
  }
}

std::string to_text(const VlanSet& vlans) {
  const auto has = [&](unsigned number) { return number <= kLastVlan && vlans.contains(*VlanId::from(number)); };
  std::string text;
  for (unsigned first = 1; first <= kLastVlan; ++first) {
    if (!has(first)) continue;
    unsigned last = first;
    while (has(last + 1)) ++last;
    if (!text.empty()) text += ',';
    text += first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
    first = last;
  }
  return text.empty() ? "none" : text;
}

}  // namespace sekimori
