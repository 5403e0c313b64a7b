#include "rule_lists.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekimori {
namespace {

bool equal(const Rule& a, const Rule& b) { return a.action == b.action && a.at == b.at && a.match == b.match; }

bool equal(const Filter& a, const Filter& b) {
  return a.fallback == b.fallback && a.device == b.device &&
         std::ranges::equal(a.rules, b.rules, [](const Rule& x, const Rule& y) { return equal(x, y); });
}

ServiceBox icmp_types(std::uint8_t protocol, unsigned first_type, unsigned last_type) {
  ServiceBox box = ServiceBox::of_protocol(protocol);
  box[ServiceField::icmp] = {static_cast<std::uint16_t>(first_type << 8U), static_cast<std::uint16_t>(last_type << 8U | 0xffU)};
  return box;
}

}  // namespace

RuleListId RuleLists::intern(Filter list) {
  std::vector<RuleListId>& alike = by_size_[list.rules.size()];
  const auto found = std::ranges::find_if(alike, [&](RuleListId id) { return equal(at(id), list); });
  if (found != alike.end()) return *found;
  const auto id = make_id<RuleListId>(lists_.size());
  lists_.push_back(std::move(list));
  alike.push_back(id);
  return id;
}

RuleListId RuleLists::intern_packet_filter(Filter list) {
  const RuleListId id = intern(std::move(list));
  packet_filters_.insert(id);
  return id;
}

bool RuleLists::permits_nothing(RuleListId id) const {
  const Filter& list = at(id);
  return list.fallback == Action::deny && std::ranges::none_of(list.rules, [](const Rule& r) { return r.action == Action::permit; });
}

bool applies_to(const std::vector<InterfaceId>& list, InterfaceId interface) {
  return list.empty() || std::ranges::find(list, interface) != list.end();
}

namespace {

enum class Passing : std::uint8_t { any, inspected };

Filter rules_between(const Network& network, DeviceId device, InterfaceId in, InterfaceId out, Passing passing) {
  const Firewall& firewall = network.at(device).firewall.value();
  Filter list;
  list.name = fmt::format("{} to {}", describe(network, in), network.at(out).name);
  list.device = device;
  list.fallback = firewall.fallback;
  list.at = firewall.at;
  for (const FirewallRule& r : firewall.rules) {
    if (!applies_to(r.in, in) || !applies_to(r.out, out)) continue;
    list.rules.push_back(r.rule);
    if (passing == Passing::inspected && !r.inspect) list.rules.back().action = Action::deny;
  }
  return list;
}

}  // namespace

Filter policy_between(const Network& network, DeviceId device, InterfaceId in, InterfaceId out) {
  return rules_between(network, device, in, out, Passing::any);
}

Filter inspected_between(const Network& network, DeviceId device, InterfaceId in, InterfaceId out) {
  return rules_between(network, device, in, out, Passing::inspected);
}

Filter first_match(const std::vector<Rule>& matches, std::size_t index, DeviceId device, const std::string& name) {
  Filter list;
  list.name = name;
  list.device = device;
  list.at = matches.at(index).at;
  for (std::size_t earlier = 0; earlier < index; ++earlier) {
    list.rules.push_back(matches[earlier]);
    list.rules.back().action = Action::deny;
  }
  list.rules.push_back(matches[index]);
  list.rules.back().action = Action::permit;
  return list;
}

Filter no_match(const std::vector<Rule>& matches, DeviceId device, const std::string& name) {
  Filter list;
  list.name = name;
  list.device = device;
  list.fallback = Action::permit;
  for (const Rule& match : matches) {
    list.rules.push_back(match);
    list.rules.back().action = Action::deny;
  }
  return list;
}

Filter service_admission(const Network& network, DeviceId device, const ManagementService& service, const std::optional<FilterId>& admits) {
  Filter list;
  list.name = fmt::format("{} of {}", service.name, network.at(device).name);
  list.device = device;
  list.at = service.at;
  const Rule any{Action::permit, {any_address(), any_address(), {service.service}}, service.at, service.name};
  if (!admits) {
    list.rules.push_back(any);
    return list;
  }
  const Filter& filter = network.at(*admits);
  for (Rule rule : filter.rules) {
    std::vector<ServiceBox> common;
    for (const ServiceBox& box : rule.match.services) {
      if (const auto both = box.intersected(service.service)) common.push_back(*both);
    }
    rule.match.services = std::move(common);
    if (!rule.match.services.empty()) list.rules.push_back(std::move(rule));
  }
  if (filter.fallback == Action::permit) list.rules.push_back(any);
  return list;
}

std::vector<ServiceBox> icmp_errors(Family family) {
  if (family == Family::v6) return {icmp_types(kIcmp6, 0, 127)};
  // Unreachable, quench, redirect; time exceeded, parameter problem.
  return {icmp_types(kIcmp, 3, 5), icmp_types(kIcmp, 11, 12)};
}

}  // namespace sekimori
