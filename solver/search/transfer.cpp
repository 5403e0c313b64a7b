#include "transfer.hpp"

#include <algorithm>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/policy/service_reversal.hpp"
#include "widen.hpp"

namespace sekimori {
namespace {

/// How one axis of a rule meets the classes: which it intersects, which it covers.
struct AxisHit {
  std::vector<std::uint8_t> hit, cover;
};

AxisHit meet(const std::vector<AddressSet>& classes, const std::vector<AddressPattern>& patterns, Family family) {
  AxisHit result{std::vector<std::uint8_t>(classes.size()), std::vector<std::uint8_t>(classes.size())};
  for (const auto& pattern : patterns) {
    if (pattern.family != family) continue;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (result.cover[i] != 0) continue;
      result.cover[i] = covers(pattern, classes[i]) ? 1 : 0;
      if (result.hit[i] == 0) result.hit[i] = result.cover[i] != 0 || intersects(classes[i], pattern) ? 1 : 0;
    }
  }
  return result;
}

AxisHit meet(const std::vector<std::vector<ServiceBox>>& classes, const std::vector<ServiceBox>& boxes) {
  AxisHit result{std::vector<std::uint8_t>(classes.size()), std::vector<std::uint8_t>(classes.size())};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    result.hit[i] = intersects(classes[i], boxes) ? 1 : 0;
    result.cover[i] = covers(boxes, classes[i]) ? 1 : 0;
  }
  return result;
}

std::vector<std::uint64_t> mask(const std::vector<std::uint8_t>& flags, std::size_t words) {
  std::vector<std::uint64_t> bits(words);
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] != 0) bits[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return bits;
}

/// One first-match pass over a rule list: `may` collects what some permit may let through, `decided` what is settled for whole classes.
class FirstMatch {
 public:
  explicit FirstMatch(const ClassSpace& space) : space_(space), may_(space), decided_(space) {}

  void apply(Action action, const AxisHit& src, const AxisHit& dst, const AxisHit& service) {
    const std::size_t width = space_.row_words();
    const auto dst_hit = mask(dst.hit, width);
    const auto dst_cover = mask(dst.cover, width);
    for (std::size_t s = 0; s < src.hit.size(); ++s) {
      if (src.hit[s] == 0) continue;
      for (std::size_t v = 0; v < service.hit.size(); ++v) {
        if (service.hit[v] == 0) continue;
        const bool row_covered = src.cover[s] != 0 && service.cover[v] != 0;
        const std::size_t row = (s * space_.service_count() + v) * width;
        for (std::size_t w = 0; w < width; ++w) {
          auto& decided = decided_.words()[row + w];
          if (action == Action::permit) may_.words()[row + w] |= dst_hit[w] & ~decided;
          if (row_covered) decided |= dst_cover[w];
        }
      }
    }
  }
  ClassSet result() && { return std::move(may_); }

 private:
  const ClassSpace& space_;
  ClassSet may_, decided_;
};

AxisHit all_of(std::size_t classes) { return {std::vector<std::uint8_t>(classes, 1), std::vector<std::uint8_t>(classes, 1)}; }

/// Swaps the roles of source and destination of a set over `space`.
ClassSet transposed(const ClassSpace& space, const ClassSet& set) {
  ClassSet result(space);
  set.for_each(space, [&](HeaderClass c) { result.insert(space, {c.dst, c.src, c.service}); });
  return result;
}

std::vector<std::vector<std::uint32_t>> backwards(const std::vector<std::vector<std::uint32_t>>& map) {
  std::vector<std::vector<std::uint32_t>> result(map.size());
  for (std::uint32_t from = 0; from < map.size(); ++from) {
    for (const std::uint32_t to : map[from]) result[to].push_back(from);
  }
  return result;
}

AddressSet mapped(const AddressSet& set, const MapPrefix& map) {
  AddressSet image(set.family());
  const AddressBits host = ~map.from.mask() & top_address(set.family());
  const AddressSet moved = set.intersected(AddressSet::of(map.from));
  for (const auto& interval : moved.intervals()) {
    image.insert({map.to.network().bits | (interval.first & host), map.to.network().bits | (interval.last & host)});
  }
  return image;
}

}  // namespace

Transfer::Transfer(const FlowGraph& graph, const RelationTable* relations, std::array<ClassSpace, 3> spaces)
    : graph_(graph), spaces_(std::move(spaces)), relations_(relations) {
  if (relations_ == nullptr) own_relations_ = number_relations(graph_);
  prepared_.resize(this->relations().representative.size());
}

std::uint32_t Transfer::image(FlowEdgeId edge, std::uint32_t set) {
  if (set == 0) return 0;
  const Prepared& p = prepared(edge);
  if (p.identity) return within(within(set, p.before), p.after);
  const auto [known, is_new] = images_.try_emplace(static_cast<std::uint64_t>(relation(edge)) << 32U | set);
  if (is_new) known->second = within(moved(edge, within(set, p.before), true), p.after);
  return known->second;
}

std::uint32_t Transfer::preimage(FlowEdgeId edge, std::uint32_t set) {
  if (set == 0) return 0;
  const Prepared& p = prepared(edge);
  if (p.identity) return within(within(set, p.after), p.before);
  const auto [known, is_new] = preimages_.try_emplace(static_cast<std::uint64_t>(relation(edge)) << 32U | set);
  if (is_new) known->second = within(moved(edge, within(set, p.after), false), p.before);
  return known->second;
}

std::uint32_t Transfer::moved(FlowEdgeId edge, std::uint32_t set, bool forwards) {
  if (set == 0) return 0;
  const Prepared& p = prepared(edge);
  const ClassSpace& s = space(graph_.at(edge).family);
  const ClassSet& from = table_.at(set);
  return table_.intern(forwards ? moved(s, from, p.src, p.dst, p.service) : moved(s, from, p.from_src, p.from_dst, p.from_service));
}

std::uint32_t Transfer::widened(FlowEdgeId edge, std::uint32_t leaving) {
  // Many edges let the same classes pass, and many places keep the same ones out.
  const Family family = graph_.at(edge).family;
  const std::uint32_t passing = image(edge, everything(family));
  auto& known = widened_[static_cast<std::size_t>(family)];
  const auto [place, is_new] = known.try_emplace(static_cast<std::uint64_t>(passing) << 32U | leaving);
  if (is_new) place->second = sekimori::widened(space(family), table_, leaving, passing);
  return place->second;
}

std::uint32_t Transfer::meeting(const Crossing& crossing, Family family) {
  const auto [known, is_new] = meeting_.try_emplace({crossing.src_of(family), crossing.dst_of(family), crossing.services});
  if (is_new) known->second = product(family, crossing.src_of(family), crossing.dst_of(family), crossing.services);
  return known->second;
}

std::uint32_t Transfer::from_sources(const AddressSet& sources) {
  const auto [known, is_new] = sources_.try_emplace(sources);
  const Family family = sources.family();
  if (is_new) known->second = product(family, sources, AddressSet::everything(family), {ServiceBox::any()});
  return known->second;
}

std::uint32_t Transfer::of_services(Family family, const std::vector<ServiceBox>& services) {
  const auto [known, is_new] = services_.try_emplace({family, services});
  const AddressSet all = AddressSet::everything(family);
  if (is_new) known->second = product(family, all, all, services);
  return known->second;
}

std::uint32_t Transfer::inside(const Crossing& crossing, Family family) {
  const auto [known, is_new] = inside_.try_emplace({crossing.src_of(family), crossing.dst_of(family), crossing.services});
  if (!is_new) return known->second;
  const ClassSpace& s = space(family);
  AxisMasks axes = all_axes(family);
  for (std::size_t i = 0; i < s.address_count(); ++i) {
    axes.src[i] = crossing.src_of(family).contains(s.addresses[i]) ? 1 : 0;
    axes.dst[i] = crossing.dst_of(family).contains(s.addresses[i]) ? 1 : 0;
  }
  for (std::size_t i = 0; i < s.service_count(); ++i) axes.service[i] = covers(crossing.services, s.services[i]) ? 1 : 0;
  return known->second = product(family, axes);
}

std::vector<std::uint8_t> Transfer::classes_meeting(const AddressSet& set) const {
  const auto& classes = space(set.family()).addresses;
  std::vector<std::uint8_t> hit(classes.size(), 1);
  if (set.is_everything()) return hit;
  for (std::size_t i = 0; i < classes.size(); ++i) hit[i] = classes[i].intersects(set) ? 1 : 0;
  return hit;
}

Transfer::AxisMasks Transfer::all_axes(Family family) const {
  const ClassSpace& s = space(family);
  return {std::vector<std::uint8_t>(s.address_count(), 1), std::vector<std::uint8_t>(s.address_count(), 1),
          std::vector<std::uint8_t>(s.service_count(), 1)};
}

bool Transfer::narrow(AxisMasks& axes, Family family, const Term& term) const {
  const auto keep = [](std::vector<std::uint8_t>& axis, const std::vector<std::uint8_t>& hit) {
    for (std::size_t i = 0; i < axis.size(); ++i) axis[i] = axis[i] != 0 && hit[i] != 0 ? 1 : 0;
  };
  if (const auto* src = std::get_if<SrcIn>(&term)) {
    keep(axes.src, classes_meeting(src->set));
  } else if (const auto* dst = std::get_if<DstIn>(&term)) {
    keep(axes.dst, classes_meeting(dst->set));
  } else if (const auto* service = std::get_if<ServiceIn>(&term)) {
    keep(axes.service, services_meeting(family, service->boxes));
  } else {
    return false;
  }
  return true;
}

std::vector<std::uint8_t> Transfer::services_meeting(Family family, const std::vector<ServiceBox>& boxes) const {
  const auto& classes = space(family).services;
  std::vector<std::uint8_t> hit(classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) hit[i] = intersects(classes[i], boxes) ? 1 : 0;
  return hit;
}

std::uint32_t Transfer::product(Family family, const AddressSet& src, const AddressSet& dst, const std::vector<ServiceBox>& services) {
  return product(family, AxisMasks{classes_meeting(src), classes_meeting(dst), services_meeting(family, services)});
}

std::uint32_t Transfer::product(Family family, const AxisMasks& axes) {
  const auto dst_mask = mask(axes.dst, space(family).row_words());
  std::vector<std::uint64_t> slice;
  slice.reserve(axes.service.size() * dst_mask.size());
  for (const std::uint8_t in : axes.service) {
    for (const std::uint64_t word : dst_mask) slice.push_back(in != 0 ? word : 0);
  }
  return table_.intern_product(axes.src, slice);
}

std::uint32_t Transfer::passes(Family family, RuleListId list, bool reversed) {
  const auto key = std::make_tuple(family, list, reversed);
  if (const auto known = lists_.find(key); known != lists_.end()) return known->second;
  const ClassSpace& s = space(family);
  std::vector<std::vector<ServiceBox>> services = s.services;
  if (reversed) {
    for (auto& boxes : services) boxes = reversed_boxes(boxes);
  }
  const Filter& filter = graph_.at(list);
  FirstMatch pass(s);
  for (const Rule& rule : filter.rules) {
    pass.apply(rule.action, meet(s.addresses, rule.match.src, family), meet(s.addresses, rule.match.dst, family),
               meet(services, rule.match.services));
  }
  if (filter.fallback == Action::permit) {
    pass.apply(Action::permit, all_of(s.address_count()), all_of(s.address_count()), all_of(s.service_count()));
  }
  ClassSet may = std::move(pass).result();
  // The list saw the reversed header: its source is our destination.
  if (reversed) may = transposed(s, may);
  return lists_.emplace(key, table_.intern(may)).first->second;
}

std::uint32_t Transfer::may_satisfy(Family family, const Term& term) {
  AxisMasks axes = all_axes(family);
  if (narrow(axes, family, term)) return product(family, axes);
  if (const auto* list = std::get_if<Passes>(&term)) return passes(family, list->list, false);
  return passes(family, std::get<PassesReversed>(term).list, true);
}

std::optional<std::uint32_t> Transfer::may_satisfy(Family family, const Guard& guard) {
  if (guard.all_of.empty()) return std::nullopt;
  // Clauses about one axis are put together before they are made a set.
  AxisMasks axes = all_axes(family);
  std::vector<std::uint32_t> others;
  for (const Clause& clause : guard.all_of) {
    if (clause.any_of.size() == 1 && narrow(axes, family, clause.any_of.front())) continue;
    std::uint32_t any = 0;
    for (const Term& term : clause.any_of) any = table_.united(any, may_satisfy(family, term));
    others.push_back(any);
  }
  std::uint32_t result = product(family, axes);
  for (const std::uint32_t other : others) result = table_.common(result, other);
  return result;
}

std::uint32_t Transfer::satisfying(Family family, const Guard& guard, std::uint32_t set) {
  const auto known = guards_.find({family, &guard});
  if (known != guards_.end()) return within(set, known->second);
  const auto may = may_satisfy(family, guard);
  guards_.emplace(std::pair{family, &guard}, may);
  return within(set, may);
}

std::uint32_t Transfer::satisfying_other(Family family, const Guard& guard, std::uint32_t set) {
  const auto [known, is_new] = other_guards_.try_emplace({family, guard});
  if (is_new) known->second = may_satisfy(family, guard);
  return within(set, known->second);
}

Transfer::ClassMap Transfer::address_map(Family family, const AddressRewrite& rewrite) const {
  const auto& classes = space(family).addresses;
  ClassMap map(classes.size());
  for (std::uint32_t from = 0; from < classes.size(); ++from) {
    const AddressSet image = std::visit(Overloaded{
                                            [&](const Keep&) { return classes[from]; },
                                            [&](const AnyIn& r) { return r.set; },
                                            [&](const MapPrefix& r) { return mapped(classes[from], r); },
                                        },
                                        rewrite);
    for (std::uint32_t to = 0; to < classes.size(); ++to) {
      if (classes[to].intersects(image)) map[from].push_back(to);
    }
  }
  return map;
}

Transfer::ClassMap Transfer::service_map(Family family, const Rewrite& rewrite) const {
  const auto& classes = space(family).services;
  ClassMap map(classes.size());
  const auto port = [](const PortRewrite& r, ServiceInterval& field) {
    if (const auto* interval = std::get_if<ServiceInterval>(&r)) field = *interval;
  };
  for (std::uint32_t from = 0; from < classes.size(); ++from) {
    std::vector<ServiceBox> image = classes[from];
    for (ServiceBox& box : image) {
      const auto& protocol = box[ServiceField::protocol];
      const bool ports =
          protocol.first == protocol.last && has_ports(static_cast<std::uint8_t>(protocol.first)) && box[ServiceField::fragment].first == 0;
      if (!ports) continue;  // ports of other packets do not exist and stay 0
      port(rewrite.sport, box[ServiceField::sport]);
      port(rewrite.dport, box[ServiceField::dport]);
    }
    for (std::uint32_t to = 0; to < classes.size(); ++to) {
      if (intersects(classes[to], image)) map[from].push_back(to);
    }
  }
  return map;
}

const Transfer::Prepared& Transfer::prepared(FlowEdgeId edge) {
  auto& slot = prepared_[relation(edge)];
  if (slot) return *slot;
  const FlowEdge& e = graph_.at(edge);
  Prepared p;
  p.before = may_satisfy(e.family, e.before);
  p.after = may_satisfy(e.family, e.after);
  p.identity = e.rewrite.is_identity();
  if (!p.identity) {
    p.src = address_map(e.family, e.rewrite.src);
    p.dst = address_map(e.family, e.rewrite.dst);
    p.service = service_map(e.family, e.rewrite);
    p.from_src = backwards(p.src);
    p.from_dst = backwards(p.dst);
    p.from_service = backwards(p.service);
  }
  slot = std::move(p);
  return *slot;
}

bool Transfer::may_step(FlowEdgeId edge, HeaderClass from, HeaderClass to) {
  const Prepared& p = prepared(edge);
  const ClassSpace& s = space(graph_.at(edge).family);
  const auto outside = [&](std::optional<std::uint32_t> guard, HeaderClass c) { return guard && !table_.at(*guard).contains(s, c); };
  if (outside(p.before, from) || outside(p.after, to)) return false;
  if (p.identity) return from == to;
  const auto has = [](const std::vector<std::uint32_t>& list, std::uint32_t c) { return std::binary_search(list.begin(), list.end(), c); };
  return has(p.src[from.src], to.src) && has(p.dst[from.dst], to.dst) && has(p.service[from.service], to.service);
}

ClassSet Transfer::moved(const ClassSpace& space, const ClassSet& set, const ClassMap& src, const ClassMap& dst, const ClassMap& service) {
  ClassSet result(space);
  set.for_each(space, [&](HeaderClass c) {
    for (const auto s : src[c.src]) {
      for (const auto v : service[c.service]) {
        for (const auto d : dst[c.dst]) result.insert(space, {s, d, v});
      }
    }
  });
  return result;
}

}  // namespace sekimori
