#include "hops.hpp"

#include <fmt/format.h>

namespace sekimori::simulation {

namespace {

std::string vlan_text(const Interface& interface) { return interface.vlan ? std::to_string(interface.vlan->number()) : std::string{}; }

std::string services_text(const Rule& rule) {
  std::string text;
  for (const ServiceBox& box : rule.match.services) {
    if (!text.empty()) text += ", ";
    text += to_text(box);
  }
  return text;
}

}  // namespace

Hop hop_in(const Network& network, InterfaceId in, std::string action, std::string why, SourceRange at) {
  const Interface& it = network.at(in);
  Hop hop;
  hop.device = network.at(it.device).name;
  hop.in = it.name;
  hop.vlan = vlan_text(it);
  hop.vrf = network.vrfs.empty() ? std::string{} : network.at(it.vrf).name;
  hop.action = std::move(action);
  hop.why = std::move(why);
  hop.source = at;
  return hop;
}

Hop hop_across(const Network& network, InterfaceId in, InterfaceId out, std::string action, std::string why, SourceRange at) {
  Hop hop = hop_in(network, in, std::move(action), std::move(why), at);
  hop.out = network.at(out).name;
  return hop;
}

std::string rule_text(const std::string& list, const std::vector<const Rule*>& rules, std::size_t rule, Action action) {
  const char* verb = action == Action::permit ? "permit" : "deny";
  if (rule >= rules.size()) return fmt::format("{}: no rule matches, {}", list, verb);
  const Rule& it = *rules[rule];
  const std::string label = it.label.empty() ? fmt::format("rule {}", rule + 1) : it.label;
  return fmt::format("{}: {} {} {}", list, label, verb, services_text(it));
}

}  // namespace sekimori::simulation
