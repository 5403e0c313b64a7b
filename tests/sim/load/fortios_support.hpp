// Loads one FortiOS text into an empty network and finds what it made. Fails loudly when a name is not there.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/load/fortios.hpp"

namespace sekimori::test {

struct LoadedFortios {
  Network network;
  Diagnostics diagnostics;
  std::optional<DeviceId> id;

  const Device& device() const { return network.at(id.value()); }
  const Firewall& firewall() const { return device().firewall.value(); }
  InterfaceId interface_id(std::string_view name) const {
    for (const InterfaceId candidate : device().interfaces) {
      if (network.at(candidate).name == name) return candidate;
    }
    throw std::runtime_error("no interface " + std::string(name));
  }
  const Interface& interface(std::string_view name) const { return network.at(interface_id(name)); }
  const Vrf& vrf(std::string_view name = "") const {
    for (const VrfId candidate : device().vrfs) {
      if (network.at(candidate).name == name) return network.at(candidate);
    }
    throw std::runtime_error("no VRF " + std::string(name));
  }
  std::vector<std::string> names(const std::vector<InterfaceId>& ids) const {
    std::vector<std::string> all;
    for (const InterfaceId i : ids) all.push_back(network.at(i).name);
    return all;
  }
  /// The rules that policies made, without those for traffic that turns around.
  std::vector<FirewallRule> policies() const {
    std::vector<FirewallRule> all;
    for (const FirewallRule& rule : firewall().rules) {
      if (!rule.rule.label.ends_with("allow-traffic-redirect")) all.push_back(rule);
    }
    return all;
  }
  /// Does the firewall admit the packet between the two, by its rules in order?
  bool admits(std::string_view in, std::string_view out, const Packet& packet) const {
    const auto applies = [](const std::vector<InterfaceId>& list, InterfaceId i) {
      return list.empty() || std::ranges::count(list, i) > 0;
    };
    for (const FirewallRule& rule : firewall().rules) {
      if (applies(rule.in, interface_id(in)) && applies(rule.out, interface_id(out)) && matches(rule.rule.match, packet)) {
        return rule.rule.action == Action::permit;
      }
    }
    return firewall().fallback == Action::permit;
  }
  /// "may-both 12 unknown-line" of everything that is not harmless, in order; without what helpers open (`helped`).
  std::vector<std::string> assumed() const {
    std::vector<std::string> all;
    for (const Assumption& a : network.assumptions) {
      if (a.effect != Effect::harmless && a.kind != "session-helper")
        all.push_back(to_text(a.effect) + " " + std::to_string(a.at.line) + " " + a.kind);
    }
    return all;
  }
  /// "12 policy 1 with session helpers ftp": rules beside whose sessions helpers open others (F2), each with such a scope.
  std::vector<std::string> helped() const {
    std::vector<std::string> all;
    for (const Assumption& a : network.assumptions) {
      if (a.kind != "session-helper") continue;
      const auto& scope = std::get<HelperSessions>(a.scope);
      const bool names_a_permit = std::ranges::any_of(
          firewall().rules, [&](const FirewallRule& r) { return r.rule.at == scope.rule && r.rule.action == Action::permit; });
      if (a.effect != Effect::may_open || !names_a_permit || scope.device != *id) throw std::runtime_error("a helper of no rule");
      all.push_back(std::to_string(a.at.line) + " " + a.text);
    }
    return all;
  }
  const LineCounts& counts() const { return network.config_lines.at(0).counts; }
};

inline LoadedFortios loaded_by(std::optional<DeviceId> (&load)(const ConfigFile&, Network&, Diagnostics&), const std::string& path,
                               std::string_view text) {
  LoadedFortios out;
  const FileId file = out.network.sources.add(path, text);
  out.id = load({file, path, text}, out.network, out.diagnostics);
  return out;
}

inline LoadedFortios load_forti(std::string_view text) { return loaded_by(load_fortios, "configs/fw.conf", text); }

/// Two ports, "inside" 10.0.1.1/24 and "outside" 10.0.2.1/24, before `rest`.
inline LoadedFortios load_between(const std::string& rest) {
  return load_forti(
      "config system interface\nedit \"inside\"\nset ip 10.0.1.1 255.255.255.0\nnext\nedit \"outside\"\nset ip 10.0.2.1 255.255.255.0\n"
      "next\nend\n" +
      rest);
}

inline Packet flow(std::string_view src, std::string_view dst, std::uint16_t dport, std::uint8_t protocol = kTcp) {
  Packet packet;
  packet.family = parse_address(src).value().family;
  packet.src = parse_address(src).value().bits;
  packet.dst = parse_address(dst).value().bits;
  packet.protocol = protocol;
  packet.sport = 40000;
  packet.dport = dport;
  return canonical(packet);
}

using Texts = std::vector<std::string>;

}  // namespace sekimori::test
