// P-X5: boundary firewalls deny what no rule permits, permit nothing wholesale, and have no deny that earlier permits made dead (S4; rows
// 9, 46 of the catalogue).
#include <algorithm>
#include <map>

#include "header_regions.hpp"
#include "places.hpp"
#include "predicates.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori {
namespace {

/// One list of a device, in order: its interface-pair policy, or a filter bound at an interface.
struct RuleList {
  std::string name;
  std::vector<FirewallRule> rules;
  Action fallback = Action::deny;
  SourceRange at;
};

struct Boundary {
  const Device* device = nullptr;
  bool is_firewall = false;
  bool is_strict = false;  ///< of the My Number or the LGWAN zone
  std::vector<RuleList> lists;
};

bool is_any(const std::vector<AddressPattern>& patterns, Family family) {
  return std::ranges::any_of(patterns, [&](const AddressPattern& it) { return it.family == family && it.care == 0; });
}
bool is_any(const std::vector<AddressPattern>& patterns) { return is_any(patterns, Family::v4) || is_any(patterns, Family::v6); }

/// Every protocol, or every port of one; boxes of packets that open nothing do not count, nor do later fragments, which a rule on ports
/// lets pass on its addresses alone (S5).
bool is_any(const ServiceBox& box) {
  if (box[ServiceField::established].first == 1 || box[ServiceField::fragment].first == 1) return false;
  const auto& protocol = box[ServiceField::protocol];
  const auto& port = box[ServiceField::dport];
  if (port.first > 1 || port.last < 65535) return false;
  if (protocol.first == 0 && protocol.last == 255) return true;
  for (unsigned p = protocol.first; p <= protocol.last; ++p) {
    if (has_ports(static_cast<std::uint8_t>(p))) return true;
  }
  return false;
}

bool opens(const Rule& rule) {
  return std::ranges::any_of(rule.match.services, [](const ServiceBox& it) { return it[ServiceField::established].first == 0; });
}

std::string name_of(const PredicateInput& input, const Rule& rule) {
  const std::string place = input.network.sources.describe(rule.at);
  if (rule.label.empty()) return place.empty() ? "(unnamed)" : place;
  return place.empty() ? rule.label : rule.label + " (" + place + ")";
}

void judge_any(const PredicateInput& input, const Boundary& boundary, const Rule& rule, Judgement& judgement) {
  if (rule.action != Action::permit || !opens(rule)) return;
  std::vector<Text> parts;
  if (is_any(rule.match.src)) parts.emplace_back(Message::p_x5_source);
  if (is_any(rule.match.dst)) parts.emplace_back(Message::p_x5_destination);
  if (std::ranges::any_of(rule.match.services, [](const ServiceBox& it) { return is_any(it); })) parts.emplace_back(Message::p_x5_service);
  if (parts.empty() || (!boundary.is_strict && parts.size() < 3)) return;
  judgement.findings.push_back({VerdictKind::violated,
                                sentence(Message::p_x5_any, {boundary.device->name, name_of(input, rule), joined(parts)}),
                                boundary.device->name, rule.at});
}

/// What of the deny at `index` is left behind the earlier rules of at least its scope, and the first permit that took some.
struct Shadow {
  bool dead = false, too_many = false;
  const Rule* permit = nullptr;
};

Shadow shadow_of(const RuleList& list, std::size_t index, Family family) {
  Shadow shadow;
  const FirewallRule& deny = list.rules[index];
  auto left = regions_of(deny.rule.match, family);
  if (!left) return {false, true, nullptr};
  if (left->empty()) return shadow;
  for (std::size_t i = 0; i < index && !left->empty(); ++i) {
    const FirewallRule& earlier = list.rules[i];
    if (!covers_scope(earlier.in, deny.in) || !covers_scope(earlier.out, deny.out)) continue;
    const auto regions = regions_of(earlier.rule.match, family);
    if (!regions) continue;  // takes nothing: never dead by mistake
    for (const HeaderRegion& region : *regions) {
      const bool hit = std::ranges::any_of(*left, [&](const HeaderRegion& it) { return intersected(it, region).has_value(); });
      if (!hit) continue;
      if (shadow.permit == nullptr && earlier.rule.action == Action::permit) shadow.permit = &earlier.rule;
      auto rest = without(*left, region);
      if (!rest) return {false, true, nullptr};
      left = std::move(rest);
    }
  }
  shadow.dead = left->empty() && shadow.permit != nullptr;
  return shadow;
}

/// Dead in every family that it speaks of.
void judge_shadow(const PredicateInput& input, const Boundary& boundary, const RuleList& list, std::size_t index, Judgement& judgement) {
  const Rule& rule = list.rules[index].rule;
  const Rule* permit = nullptr;
  for (const Family family : {Family::v4, Family::v6}) {
    const auto speaks = [&](const std::vector<AddressPattern>& patterns) {
      return std::ranges::any_of(patterns, [&](const AddressPattern& it) { return it.family == family; });
    };
    if (!speaks(rule.match.src) || !speaks(rule.match.dst)) continue;
    const Shadow shadow = shadow_of(list, index, family);
    if (shadow.too_many) {
      judgement.findings.push_back({VerdictKind::inconclusive,
                                    sentence(Message::p_x5_too_many, {boundary.device->name, name_of(input, rule)}), boundary.device->name,
                                    rule.at});
    }
    if (!shadow.dead) return;
    permit = shadow.permit;
  }
  if (permit == nullptr) return;
  judgement.findings.push_back({VerdictKind::violated,
                                sentence(Message::p_x5_dead, {boundary.device->name, name_of(input, rule), name_of(input, *permit)}),
                                boundary.device->name, rule.at});
}

/// The fallback is never reached behind a deny of everything.
bool denies_rest(const RuleList& list) {
  if (list.fallback == Action::deny) return true;
  return std::ranges::any_of(list.rules, [](const FirewallRule& it) {
    const HeaderMatch& match = it.rule.match;
    return it.rule.action == Action::deny && it.in.empty() && it.out.empty() && is_any(match.src, Family::v4) &&
           is_any(match.src, Family::v6) && is_any(match.dst, Family::v4) && is_any(match.dst, Family::v6) &&
           std::ranges::any_of(match.services, [](const ServiceBox& box) { return box.contains(ServiceBox::any()); });
  });
}

void judge_list(const PredicateInput& input, const Boundary& boundary, const RuleList& list, Judgement& judgement) {
  if (!denies_rest(list)) {
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x5_open_fallback, {boundary.device->name, list.name}), boundary.device->name, list.at});
  }
  for (std::size_t i = 0; i < list.rules.size(); ++i) {
    const Rule& rule = list.rules[i].rule;
    judge_any(input, boundary, rule, judgement);
    if (rule.action == Action::deny) judge_shadow(input, boundary, list, i, judgement);
  }
}

void add_filters(const Network& network, const Device& device, std::vector<RuleList>& lists) {
  std::set<FilterId> bound;
  for (const InterfaceId id : device.interfaces) {
    const InterfaceFilters& filters = network.at(id).filters;
    for (const auto& filter : {filters.in_v4, filters.out_v4, filters.in_v6, filters.out_v6}) {
      if (filter) bound.insert(*filter);
    }
  }
  for (const FilterId id : bound) {
    const Filter& filter = network.at(id);
    RuleList list{filter.name, {}, filter.fallback, filter.at};
    for (const Rule& rule : filter.rules) list.rules.push_back({{}, {}, rule, true});
    lists.push_back(std::move(list));
  }
}

/// A firewall of several interfaces is a boundary whether or not we know the zones behind it; another device if one of its routing tables
/// reaches two zones.
std::optional<Boundary> boundary_of(const PredicateInput& input, const std::vector<Zones>& by_segment, DeviceId id) {
  const Device& device = input.network.at(id);
  if (is_host_filter(device)) return std::nullopt;  // a host's own filter stands behind the boundary's, and bounds no zone
  if (device.firewall && !is_boundary_firewall(device)) return std::nullopt;
  Boundary boundary{&device, is_boundary_firewall(device), false, {}};
  std::map<VrfId, Zones> zones;
  std::size_t interfaces = 0;
  for (const InterfaceId it : device.interfaces) {
    if (!input.network.at(it).is_layer3()) continue;
    ++interfaces;
    zones[input.network.at(it).vrf].merge(zones_of(input, by_segment, it));
  }
  const auto is_boundary = [](const auto& entry) { return entry.second.size() > 1; };
  const bool transparent = device.firewall && device.firewall->transparent;
  if (boundary.is_firewall ? interfaces < 2 && !transparent : std::ranges::none_of(zones, is_boundary)) return std::nullopt;
  const auto is_strict = [&](const auto& entry) { return has_role(input, entry.second, {ZoneRole::my_number, ZoneRole::lgwan_zone}); };
  boundary.is_strict = boundary.is_firewall && (transparent || std::ranges::any_of(zones, is_strict));
  if (device.firewall) boundary.lists.push_back({"policy", device.firewall->rules, device.firewall->fallback, device.firewall->at});
  add_filters(input.network, device, boundary.lists);
  return boundary;
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  bool any = false;
  const std::vector<Zones> by_segment = zones_by_segment(input);
  for (std::size_t i = 0; i < input.network.devices.size(); ++i) {
    const auto boundary = boundary_of(input, by_segment, make_id<DeviceId>(i));
    if (!boundary) continue;
    any = true;
    if (boundary->is_firewall && boundary->lists.empty() && boundary->device->has_config) {
      judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_x5_open_fallback, {boundary->device->name, "policy"}),
                                    boundary->device->name, boundary->device->at});
    }
    for (const RuleList& list : boundary->lists) judge_list(input, *boundary, list, judgement);
    judge_reading(input, make_id<DeviceId>(i), judgement);
  }
  if (!any) return not_applicable(Message::p_x5_none);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x5() {
  return {
      "P-X5", "6(6)", "high", "BOUNDARY-RULES", PredicateBasis::model, Message::p_x5_title, Message::p_x5_explanation, Message::p_x5_advice,
      judge};
}

}  // namespace sekimori
