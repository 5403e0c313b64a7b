// Rules that a scenario writes for a device that was read from its vendor's config: the device may follow the protocol of the session and
// let further ones pass (F2), as it does for rules that stand in the config. Which protocols it follows was known to the vendor's reader
// alone, so each that some vendor follows counts.
#include <algorithm>

#include "scenario_edits.hpp"

namespace sekimori {
namespace {

struct Control {
  std::uint8_t protocol;
  std::uint16_t first, last;
};
/// What the readers of FortiOS, Junos and PAN-OS know (fortios_helper.cpp, junos_security.cpp): FTP, TFTP, H.323, SIP, MGCP, SCCP, RTSP,
/// RPC, rsh, PPTP, TNS, MMS, talk.
constexpr Control kControls[] = {
    {kTcp, 21, 21},     {kUdp, 69, 69},     {kTcp, 1720, 1720}, {kUdp, 1719, 1719}, {kTcp, 5060, 5061}, {kUdp, 5060, 5061},
    {kUdp, 2427, 2427}, {kUdp, 2727, 2727}, {kTcp, 2000, 2000}, {kTcp, 554, 554},   {kTcp, 770, 770},   {kTcp, 7070, 7070},
    {kTcp, 8554, 8554}, {kTcp, 111, 111},   {kUdp, 111, 111},   {kTcp, 135, 135},   {kUdp, 135, 135},   {kTcp, 512, 514},
    {kTcp, 1723, 1723}, {kTcp, 1521, 1521}, {kTcp, 1863, 1863}, {kUdp, 517, 518},   {kTcp, 862, 862},   {kUdp, 500, 500},
};

bool may_be_followed(const FirewallRule& rule) {
  if (rule.rule.action != Action::permit || !rule.inspect) return false;
  return std::ranges::any_of(rule.rule.match.services, [](const ServiceBox& box) {
    return std::ranges::any_of(
        kControls, [&](const Control& it) { return box.intersected(ServiceBox::to_port(it.protocol, it.first, it.last)).has_value(); });
  });
}

bool is_helped(const Network& network, const HelperSessions& scope) {
  return std::ranges::any_of(network.assumptions, [&](const Assumption& it) {
    const auto* known = std::get_if<HelperSessions>(&it.scope);
    return known != nullptr && known->device == scope.device && known->rule == scope.rule;
  });
}

}  // namespace

void keep_helpers(Network& network, DeviceId device, SourceRange before, SourceRange now) {
  const auto& rules = network.at(device).firewall->rules;
  const bool is_shared = std::ranges::any_of(rules, [&](const FirewallRule& it) { return it.rule.at == before; });
  std::vector<Assumption> stay;
  for (Assumption& it : network.assumptions) {
    auto* scope = std::get_if<HelperSessions>(&it.scope);
    if (scope == nullptr || scope->device != device || scope->rule != before) continue;
    if (is_shared) stay.push_back(it);
    scope->rule = now;
  }
  network.assumptions.insert(network.assumptions.end(), stay.begin(), stay.end());
}

void assume_helpers(Network& network, DeviceId device, const FirewallRule& rule) {
  const auto is_of_device = [&](const ConfigLines& it) { return it.device == device; };
  const HelperSessions scope{device, rule.rule.at};
  if (!may_be_followed(rule) || std::ranges::none_of(network.config_lines, is_of_device) || is_helped(network, scope)) return;
  network.assumptions.push_back({Effect::may_open, scope, rule.rule.at, "session-helper", "rule of a scenario",
                                 "the device may follow a protocol of this rule and let further sessions pass between its addresses (F2)"});
}

}  // namespace sekimori
