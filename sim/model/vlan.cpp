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
  set.insert(*VlanId::from(1), *VlanId::from(kLastVlan));
  return set;
}

void VlanSet::insert(VlanId first, VlanId last) {
  auto range = ~decltype(bits_){};
  range >>= range.size() - 1U - (last.number() - first.number());
  bits_ |= range << first.number();
}

std::optional<VlanSet> parse_vlans(std::string_view text) {
  VlanSet set;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto range = parse_decimal_range(text.substr(0, comma), kLastVlan);
    if (!range || range->first == 0) return std::nullopt;
    set.insert(*VlanId::from(range->first), *VlanId::from(range->last));
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
