// Guards, for showing that nothing of one product of classes passes: most ask something of one axis that the product has not.
#include <algorithm>
#include <iterator>
#include <map>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/policy/service_reversal.hpp"
#include "sekimori/prove/smt.hpp"

namespace sekimori {
namespace {

using Members = ClassPrinter::Members;

void unite(HeaderHull& sum, const HeaderHull& more) {
  sum.src = sum.src.united(more.src);
  sum.dst = sum.dst.united(more.dst);
  sum.services.insert(sum.services.end(), more.services.begin(), more.services.end());
}

AddressSet union_of(const ClassSpace& space, const Members& members) {
  std::vector<AddressInterval> all;
  for (const auto i : members) std::ranges::copy(space.addresses[i].intervals(), std::back_inserter(all));
  return AddressSet::of_intervals(space.family, std::move(all));
}

}  // namespace

HeaderHull hull_of(const ClassSpace& space, const ClassProduct& product) {
  HeaderHull hull{union_of(space, product.src), union_of(space, product.dst), {}};
  for (const auto i : product.services) std::ranges::copy(space.services[i], std::back_inserter(hull.services));
  return hull;
}

bool GuardsApart::add(const Guard& guard, HeaderHull& apart) {
  return std::ranges::any_of(guard.all_of, [&](const Clause& clause) { return add(clause, apart); });
}

bool GuardsApart::add(const Clause& clause, HeaderHull& apart) {
  HeaderHull found = HeaderHull::none(about_.src.family());
  if (!std::ranges::all_of(clause.any_of, [&](const Term& term) { return add(term, found); })) return false;
  unite(apart, found);
  return true;
}

bool GuardsApart::add(const Term& term, HeaderHull& apart) {
  const auto address = [](const AddressSet& set, const AddressSet& there, AddressSet& sum) {
    if (set.intersects(there)) return false;
    sum = sum.united(set);
    return true;
  };
  const auto list = [&](RuleListId id, bool reversed) {
    const std::optional<HeaderHull>& known = of_list(id, reversed);
    if (known) unite(apart, *known);
    return known.has_value();
  };
  return std::visit(Overloaded{
                        [&](const SrcIn& t) { return address(t.set, about_.src, apart.src); },
                        [&](const DstIn& t) { return address(t.set, about_.dst, apart.dst); },
                        [&](const ServiceIn& t) {
                          if (intersects(t.boxes, about_.services)) return false;
                          apart.services.insert(apart.services.end(), t.boxes.begin(), t.boxes.end());
                          return true;
                        },
                        [&](const Passes& t) { return list(t.list, false); },
                        [&](const PassesReversed& t) { return list(t.list, true); },
                    },
                    term);
}

const std::optional<HeaderHull>& GuardsApart::of_list(RuleListId id, bool reversed) {
  const auto [known, is_new] = lists_.try_emplace({id, reversed});
  if (!is_new) return known->second;
  if (!reversed) return known->second = apart_from(graph_.at(id), about_);
  // The list sees the reversed header: its addresses are ours, swapped; its services are not looked at.
  auto found = apart_from(graph_.at(id), {about_.dst, about_.src, {ServiceBox::any()}});
  if (found) std::swap(found->src, found->dst);
  return known->second = std::move(found);
}

}  // namespace sekimori
