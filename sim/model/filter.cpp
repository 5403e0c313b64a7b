#include "sekimori/model/filter.hpp"

#include <algorithm>

namespace sekimori {

bool matches(const HeaderMatch& match, const Packet& packet) {
  const auto matches_source = [&](const AddressPattern& pattern) { return pattern.matches(packet.source()); };
  const auto matches_destination = [&](const AddressPattern& pattern) { return pattern.matches(packet.destination()); };
  const auto contains = [&](const ServiceBox& box) { return box.contains(packet); };
  return std::ranges::any_of(match.src, matches_source) && std::ranges::any_of(match.dst, matches_destination) &&
         std::ranges::any_of(match.services, contains);
}

FilterDecision decide(const Filter& filter, const Packet& packet) {
  for (std::size_t i = 0; i < filter.rules.size(); ++i) {
    if (matches(filter.rules[i].match, packet)) return {filter.rules[i].action, i};
  }
  return {filter.fallback, filter.rules.size()};
}

}  // namespace sekimori
