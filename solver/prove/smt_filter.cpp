// First-match rule lists as formulas: exact, and weakened for the part of the header space that an obligation is about.
#include <algorithm>

#include "sekimori/base/overloaded.hpp"
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

bool add(const std::vector<AddressPattern>& patterns, AddressSet& sum) {
  for (const AddressPattern& pattern : patterns) {
    if (pattern.family != sum.family()) continue;
    const auto set = to_set(pattern);
    if (!set) return false;
    sum = sum.united(*set);
  }
  return true;
}

/// Adds one axis of the match on which it does not meet `about`; false when there is none.
bool add_apart(const HeaderMatch& match, const HeaderHull& about, HeaderHull& apart) {
  if (!overlap(match.dst, about.dst)) return add(match.dst, apart.dst);
  if (!overlap(match.src, about.src)) return add(match.src, apart.src);
  if (intersects(match.services, about.services)) return false;
  apart.services.insert(apart.services.end(), match.services.begin(), match.services.end());
  return true;
}

bool add_apart(const Filter& list, const HeaderHull& about, HeaderHull& apart) {
  if (list.fallback == Action::permit) return false;
  return std::all_of(list.rules.begin(), list.rules.end(),
                     [&](const Rule& rule) { return rule.action != Action::permit || add_apart(rule.match, about, apart); });
}

/// The list sees the reversed header: its addresses are ours, swapped; its services are not looked at.
bool add_apart_reversed(const Filter& list, const HeaderHull& about, HeaderHull& apart) {
  const HeaderHull back{about.dst, about.src, {ServiceBox::any()}};
  HeaderHull found = HeaderHull::none(about.src.family());
  if (!add_apart(list, back, found)) return false;
  apart.dst = apart.dst.united(found.src);
  apart.src = apart.src.united(found.dst);
  return true;
}

bool add_apart(const Term& term, const FlowGraph& graph, const HeaderHull& about, HeaderHull& apart) {
  const auto address = [](const AddressSet& set, const AddressSet& there, AddressSet& sum) {
    if (set.intersects(there)) return false;
    sum = sum.united(set);
    return true;
  };
  return std::visit(Overloaded{
                        [&](const SrcIn& t) { return address(t.set, about.src, apart.src); },
                        [&](const DstIn& t) { return address(t.set, about.dst, apart.dst); },
                        [&](const ServiceIn& t) {
                          if (intersects(t.boxes, about.services)) return false;
                          apart.services.insert(apart.services.end(), t.boxes.begin(), t.boxes.end());
                          return true;
                        },
                        [&](const Passes& t) { return add_apart(graph.at(t.list), about, apart); },
                        [&](const PassesReversed& t) { return add_apart_reversed(graph.at(t.list), about, apart); },
                    },
                    term);
}

bool add_apart(const Clause& clause, const FlowGraph& graph, const HeaderHull& about, HeaderHull& apart) {
  return std::all_of(clause.any_of.begin(), clause.any_of.end(), [&](const Term& term) { return add_apart(term, graph, about, apart); });
}

}  // namespace

std::string smt_permits(const HeaderTerms& h, const Filter& list) {
  std::vector<std::string> permits;
  for (std::size_t i = 0; i < list.rules.size(); ++i) {
    if (list.rules[i].action == Action::permit) permits.push_back(smt_permit(h, list, list.rules[i].match, i));
  }
  if (list.fallback == Action::permit) permits.push_back(smt_permit(h, list, HeaderMatch{}, list.rules.size()));
  return smt_or(permits);
}

std::string smt_may_permit(const HeaderTerms& h, const Filter& list, const HeaderHull& about) {
  HeaderHull apart = HeaderHull::none(h.family);
  std::vector<std::string> permits;
  for (std::size_t i = 0; i < list.rules.size(); ++i) {
    const Rule& rule = list.rules[i];
    if (rule.action != Action::permit) continue;
    if (!add_apart(rule.match, about, apart)) permits.push_back(smt_permit(h, list, rule.match, i));
  }
  if (list.fallback == Action::permit) permits.push_back(smt_permit(h, list, HeaderMatch{}, list.rules.size()));
  permits.push_back(smt_on_some_axis(h, apart));
  return smt_or(permits);
}

bool add_guard_apart(const FlowGraph& graph, const Guard& guard, const HeaderHull& about, HeaderHull& apart) {
  return std::any_of(guard.all_of.begin(), guard.all_of.end(), [&](const Clause& clause) {
    HeaderHull found = apart;
    if (!add_apart(clause, graph, about, found)) return false;
    apart = std::move(found);
    return true;
  });
}

std::string smt_on_some_axis(const HeaderTerms& h, const HeaderHull& hull) {
  std::vector<ServiceBox> services = hull.services;
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return smt_or({smt_in(h.dst, hull.dst), smt_in(h.src, hull.src), smt_in(h, services)});
}

}  // namespace sekimori
