// The traceroute-like lines of a trace: names of the configuration, the deciding rule or route in words, and its source line.
#pragma once

#include "sekimori/simulate/simulate.hpp"

namespace sekimori::simulation {

/// A hop at a layer-3 interface: device, VLAN and VRF filled in.
[[nodiscard]] Hop hop_in(const Network& network, InterfaceId in, std::string action, std::string why, SourceRange at);
/// A decision between two interfaces of one device.
[[nodiscard]] Hop hop_across(const Network& network, InterfaceId in, InterfaceId out, std::string action, std::string why, SourceRange at);
/// "filter vlan10-in: 20 permit tcp/443", or that no rule matches. `at` is the rule's line, or the filter's for the fallback.
[[nodiscard]] std::string rule_text(const std::string& list, const std::vector<const Rule*>& rules, std::size_t rule, Action action);

}  // namespace sekimori::simulation
