// Loads one Cisco IOS text into an empty network and finds what it made. Fails loudly when a name is not there.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/load/cisco_ios.hpp"

namespace sekimori::test {

struct LoadedIos {
  Network network;
  Diagnostics diagnostics;
  std::optional<DeviceId> id;

  const Device& device() const { return network.at(id.value()); }
  const Interface& interface(std::string_view name) const { return network.at(interface_id(name)); }
  InterfaceId interface_id(std::string_view name) const {
    for (const InterfaceId candidate : device().interfaces) {
      if (network.at(candidate).name == name) return candidate;
    }
    throw std::runtime_error("no interface " + std::string(name));
  }
  VrfId vrf_id(std::string_view name) const {
    for (const VrfId candidate : device().vrfs) {
      if (network.at(candidate).name == name) return candidate;
    }
    throw std::runtime_error("no VRF " + std::string(name));
  }
  const Vrf& vrf(std::string_view name) const { return network.at(vrf_id(name)); }
  const Filter& filter(std::string_view name) const {
    const auto found = std::ranges::find(network.filters, name, &Filter::name);
    if (found == network.filters.end()) throw std::runtime_error("no filter " + std::string(name));
    return *found;
  }
  /// The assumptions about one line (1-based) that are not harmless.
  std::vector<Assumption> assumed(std::uint32_t line) const {
    std::vector<Assumption> out;
    for (const Assumption& assumption : network.assumptions) {
      if (assumption.at.line == line && assumption.effect != Effect::harmless) out.push_back(assumption);
    }
    return out;
  }
  std::size_t assumed_count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(network.assumptions, [](const Assumption& a) { return a.effect != Effect::harmless; }));
  }
  LineCounts counts() const { return network.config_lines.at(0).counts; }
};

inline LoadedIos load_ios(std::string_view text) {
  LoadedIos out;
  const FileId file = out.network.sources.add("configs/r1.cfg", text);
  out.id = load_cisco_ios({file, "configs/r1.cfg", text}, out.network, out.diagnostics);
  return out;
}

inline Address v4(std::string_view text) { return parse_address(text).value(); }

inline Packet tcp(std::string_view src, std::string_view dst, std::uint16_t dport, bool established = false) {
  Packet packet;
  packet.family = v4(src).family;
  packet.src = v4(src).bits;
  packet.dst = v4(dst).bits;
  packet.sport = 40000;
  packet.dport = dport;
  packet.established = established;
  return packet;
}

inline Packet fragment_of(Packet packet) {
  packet.fragment = true;
  return canonical(packet);
}

inline bool permits(const Filter& filter, const Packet& packet) { return decide(filter, packet).action == Action::permit; }

inline VlanId vlan(unsigned number) { return VlanId::from(number).value(); }

}  // namespace sekimori::test
