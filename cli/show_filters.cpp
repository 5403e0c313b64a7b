#include <fmt/format.h>

#include "show.hpp"

namespace sekimori {

std::string patterns_text(const std::vector<AddressPattern>& patterns) {
  if (patterns == any_address()) return "any";
  std::string text;
  for (const AddressPattern& it : patterns) text += fmt::format("{}{}", text.empty() ? "" : ", ", to_text(it));
  return text.empty() ? "nothing" : text;
}

std::string services_text(const std::vector<ServiceBox>& boxes) {
  std::string text;
  for (const ServiceBox& it : boxes) text += fmt::format("{}{}", text.empty() ? "" : ", ", to_text(it));
  return text.empty() ? "nothing" : text;
}

namespace {

std::string_view action_text(Action action) { return action == Action::permit ? "permit" : "deny"; }

std::vector<std::string> rule_row(const Network& network, std::string device, std::string filter, const Rule& rule) {
  return {std::move(device),
          std::move(filter),
          network.sources.describe(rule.at),
          rule.label,
          std::string(action_text(rule.action)),
          patterns_text(rule.match.src),
          patterns_text(rule.match.dst),
          services_text(rule.match.services)};
}

std::vector<std::string> fallback_row(std::string device, std::string filter, Action action) {
  return {std::move(device), std::move(filter), "(implicit)", "", std::string(action_text(action)), "any", "any", "any"};
}

std::string names_of(const Network& network, const std::vector<InterfaceId>& interfaces) {
  std::string text;
  for (const InterfaceId id : interfaces) text += (text.empty() ? "" : ",") + network.at(id).name;
  return text.empty() ? "any" : text;
}

void add_bindings(const Network& network, const Interface& interface, Table& bindings) {
  const InterfaceFilters& it = interface.filters;
  const auto add = [&](const std::optional<FilterId>& filter, const char* direction) {
    if (filter) bindings.rows.push_back({network.at(interface.device).name, network.at(*filter).name, interface.name, direction});
  };
  add(it.in_v4, "in v4");
  add(it.out_v4, "out v4");
  add(it.in_v6, "in v6");
  add(it.out_v6, "out v6");
}

}  // namespace

std::vector<Table> filter_tables(const Network& network) {
  Table bindings = {"bindings", {"device", "filter", "interface", "direction"}, {}};
  for (const Interface& interface : network.interfaces) add_bindings(network, interface, bindings);
  Table rules = {"rules", {"device", "filter", "place", "rule", "action", "from", "to", "service"}, {}};
  for (const Filter& filter : network.filters) {
    const std::string& device = network.at(filter.device).name;
    for (const Rule& rule : filter.rules) rules.rows.push_back(rule_row(network, device, filter.name, rule));
    rules.rows.push_back(fallback_row(device, filter.name, filter.fallback));
  }
  for (const Device& device : network.devices) {
    if (!device.firewall) continue;
    for (const FirewallRule& it : device.firewall->rules) {
      const std::string pair = fmt::format("{} -> {}", names_of(network, it.in), names_of(network, it.out));
      rules.rows.push_back(rule_row(network, device.name, pair, it.rule));
    }
    rules.rows.push_back(fallback_row(device.name, "any -> any", device.firewall->fallback));
  }
  return {std::move(bindings), std::move(rules)};
}

}  // namespace sekimori
