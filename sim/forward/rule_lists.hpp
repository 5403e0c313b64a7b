// The ordered lists that guards refer to: filters as written, interface-pair policies cut to one pair, translation rules as permits.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {

/// Keeps each distinct list once.
class RuleLists {
 public:
  /// Lists with equal rules, lines included, and equal fallback share an id; the first name stays.
  RuleListId intern(Filter list);
  /// The same, for a list that decides what passes (FlowGraph::packet_filters).
  RuleListId intern_packet_filter(Filter list);
  [[nodiscard]] const Filter& at(RuleListId id) const { return lists_.at(id.index); }
  /// No packet passes: nothing but denies.
  [[nodiscard]] bool permits_nothing(RuleListId id) const;
  [[nodiscard]] const std::set<RuleListId>& packet_filters() const { return packet_filters_; }
  [[nodiscard]] std::vector<Filter> take() && { return std::move(lists_); }

 private:
  std::vector<Filter> lists_;
  std::map<std::size_t, std::vector<RuleListId>> by_size_;
  std::set<RuleListId> packet_filters_;
};

/// The policy that a firewall applies from `in` to `out`: its rules for that pair, in order.
[[nodiscard]] Filter policy_between(const Network& network, DeviceId device, InterfaceId in, InterfaceId out);
/// What opens a session there: the policy, with denies for what it passes without one.
[[nodiscard]] Filter inspected_between(const Network& network, DeviceId device, InterfaceId in, InterfaceId out);
/// Permits what rule `index` of `matches` is the first to match: denies for the earlier ones, one permit.
[[nodiscard]] Filter first_match(const std::vector<Rule>& matches, std::size_t index, DeviceId device, const std::string& name);
/// Permits what none of `matches` matches (F4: translation never drops).
[[nodiscard]] Filter no_match(const std::vector<Rule>& matches, DeviceId device, const std::string& name);
/// Permits the sources that `admits` permits, to `service` only (E4).
[[nodiscard]] Filter service_admission(const Network& network, DeviceId device, const ManagementService& service,
                                       const std::optional<FilterId>& admits);
/// ICMP messages about another packet (RFC 792, RFC 4443): replies to any session, from any source (F2).
[[nodiscard]] std::vector<ServiceBox> icmp_errors(Family family);
/// The interface is among `list`; an empty list means any.
[[nodiscard]] bool applies_to(const std::vector<InterfaceId>& list, InterfaceId interface);

}  // namespace sekimori
