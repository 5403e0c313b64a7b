// Loads one YAMAHA text into an empty network and asks what its firewall does. Fails loudly when a name is not there.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/yamaha_rtx.hpp"

namespace sekimori::test {

/// The same questions as of a FortiGate: the model has no vendors.
inline LoadedFortios load_rtx(std::string_view text) { return loaded_by(load_yamaha_rtx, "configs/rt1.txt", text); }

/// Between lan1 (10.0.1.1/24) and lan2 (10.0.2.1/24), without services of its own.
inline LoadedFortios load_rtx_between(const std::string& rest) {
  return load_rtx("ip lan1 address 10.0.1.1/24\nip lan2 address 10.0.2.1/24\ntelnetd service off\nhttpd service off\ndns service off\n" +
                  rest);
}

/// The rule that decides, for sessions.
inline bool opens_session(const LoadedFortios& rt, std::string_view in, std::string_view out, const Packet& packet) {
  for (const FirewallRule& rule : rt.firewall().rules) {
    const bool here = std::ranges::count(rule.in, rt.interface_id(in)) > 0 && std::ranges::count(rule.out, rt.interface_id(out)) > 0;
    if (here && matches(rule.rule.match, packet)) return rule.rule.action == Action::permit && rule.inspect;
  }
  return false;
}

}  // namespace sekimori::test
