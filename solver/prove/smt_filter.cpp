// First-match rule lists as formulas: exact, and weakened for the part of the header space that an obligation is about.
#include <algorithm>

#include "sekimori/policy/service_reversal.hpp"
#include "sekimori/prove/smt.hpp"

namespace sekimori {
namespace {

std::string smt_any_match(const std::string& address, Family family, const std::vector<AddressPattern>& patterns) {
  std::vector<std::string> terms;
  for (const auto& pattern : patterns) {
    if (pattern.family == family) terms.push_back(smt_matches(address, pattern));
  }
  return smt_or(terms);
}

std::string smt_match(const HeaderTerms& h, const HeaderMatch& match) {
  return smt_and({smt_any_match(h.src, h.family, match.src), smt_any_match(h.dst, h.family, match.dst), smt_in(h, match.services)});
}

bool overlap(Family family, const std::vector<AddressPattern>& a, const std::vector<AddressPattern>& b) {
  return std::any_of(a.begin(), a.end(), [&](const AddressPattern& x) {
    return x.family == family && std::any_of(b.begin(), b.end(), [&](const AddressPattern& y) {
             return y.family == family && ((x.value ^ y.value) & x.care & y.care) == 0;
           });
  });
}

bool overlap(Family family, const HeaderMatch& a, const HeaderMatch& b) {
  return overlap(family, a.src, b.src) && overlap(family, a.dst, b.dst) && intersects(a.services, b.services);
}

bool overlap(const std::vector<AddressPattern>& patterns, const AddressSet& set) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const AddressPattern& p) { return p.family == set.family() && intersects(set, p); });
}

/// The permit, minus the denies before it that overlap it.
std::string smt_permit(const HeaderTerms& h, const Filter& list, const HeaderMatch& match, std::size_t before) {
  std::vector<std::string> denies;
  for (std::size_t i = 0; i < before; ++i) {
    const Rule& rule = list.rules[i];
    if (rule.action == Action::deny && overlap(h.family, rule.match, match)) denies.push_back(smt_match(h, rule.match));
  }
  return smt_and({smt_match(h, match), smt_not(smt_or(denies))});
}

/// What rules ask of single axes, in any order and with repetitions.
struct ApartParts {
  std::vector<AddressInterval> src, dst;
  std::vector<ServiceBox> services;
};

bool add(Family family, const std::vector<AddressPattern>& patterns, std::vector<AddressInterval>& sum) {
  for (const AddressPattern& pattern : patterns) {
    if (pattern.family != family) continue;
    const auto set = to_set(pattern);
    if (!set) return false;
    sum.insert(sum.end(), set->intervals().begin(), set->intervals().end());
  }
  return true;
}

/// Adds one axis of the match on which it does not meet `about`; false when there is none.
bool add_apart(const HeaderMatch& match, const HeaderHull& about, ApartParts& apart) {
  const Family family = about.src.family();
  if (!overlap(match.dst, about.dst)) return add(family, match.dst, apart.dst);
  if (!overlap(match.src, about.src)) return add(family, match.src, apart.src);
  if (intersects(match.services, about.services)) return false;
  apart.services.insert(apart.services.end(), match.services.begin(), match.services.end());
  return true;
}

/// The stretches between members of `away` in which some part lies, whole; the parts themselves if that is shorter, or if one is not apart.
AddressSet widened(const std::vector<AddressInterval>& parts, const AddressSet& away) {
  AddressSet exact = AddressSet::of_intervals(away.family(), parts);
  const AddressSet between = away.complement();
  std::vector<AddressInterval> touched;
  auto part = exact.intervals().begin();
  for (const AddressInterval& stretch : between.intervals()) {
    while (part != exact.intervals().end() && part->last < stretch.first) ++part;
    if (part != exact.intervals().end() && part->first <= stretch.last) touched.push_back(stretch);
  }
  AddressSet wide = AddressSet::of_intervals(away.family(), std::move(touched));
  return wide.intervals().size() <= exact.intervals().size() && wide.contains(exact) ? wide : exact;
}

HeaderHull widened(ApartParts apart, const HeaderHull& about) {
  std::ranges::sort(apart.services);
  // Not std::ranges::unique: clang 14 cannot make libstdc++ 12's subrange.
  apart.services.erase(std::unique(apart.services.begin(), apart.services.end()), apart.services.end());
  return {widened(apart.src, about.src), widened(apart.dst, about.dst), std::move(apart.services)};
}

}  // namespace

std::optional<HeaderHull> apart_from(const Filter& list, const HeaderHull& about) {
  if (list.fallback == Action::permit) return std::nullopt;
  ApartParts apart;
  for (const Rule& rule : list.rules) {
    if (rule.action == Action::permit && !add_apart(rule.match, about, apart)) return std::nullopt;
  }
  return widened(std::move(apart), about);
}

std::string smt_permits(const HeaderTerms& h, const Filter& list) {
  std::vector<std::string> permits;
  for (std::size_t i = 0; i < list.rules.size(); ++i) {
    if (list.rules[i].action == Action::permit) permits.push_back(smt_permit(h, list, list.rules[i].match, i));
  }
  if (list.fallback == Action::permit) permits.push_back(smt_permit(h, list, HeaderMatch{}, list.rules.size()));
  return smt_or(permits);
}

std::string smt_may_permit(const HeaderTerms& h, const Filter& list, const HeaderHull& about) {
  ApartParts apart;
  std::vector<std::string> permits;
  for (std::size_t i = 0; i < list.rules.size(); ++i) {
    const Rule& rule = list.rules[i];
    if (rule.action != Action::permit) continue;
    if (!add_apart(rule.match, about, apart)) permits.push_back(smt_permit(h, list, rule.match, i));
  }
  if (list.fallback == Action::permit) permits.push_back(smt_permit(h, list, HeaderMatch{}, list.rules.size()));
  permits.push_back(smt_on_some_axis(h, widened(std::move(apart), about)));
  return smt_or(permits);
}

std::string smt_on_some_axis(const HeaderTerms& h, const HeaderHull& hull) {
  std::vector<ServiceBox> services = hull.services;
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return smt_or({smt_in(h.dst, hull.dst), smt_in(h.src, hull.src), smt_in(h, services)});
}

}  // namespace sekimori
