// Loads one PAN-OS configuration into an empty network.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/panos.hpp"

namespace sekimori::test {

inline LoadedFortios load_pan(std::string_view text) { return loaded_by(load_panos, "configs/pa.txt", text); }

/// Zones `in` (ethernet1/1, 10.0.1.1/24), `out` (ethernet1/2, 10.0.2.1/24) and `dmz` (ethernet1/3, 10.0.3.1/24) of one router, then `rest`.
inline LoadedFortios load_pan_between(const std::string& rest) {
  return load_pan(
      "set deviceconfig system hostname pa\nset network interface ethernet ethernet1/1 layer3 ip 10.0.1.1/24\n"
      "set network interface ethernet ethernet1/2 layer3 ip 10.0.2.1/24\nset network interface ethernet ethernet1/3 layer3 ip 10.0.3.1/24\n"
      "set network virtual-router default interface [ ethernet1/1 ethernet1/2 ethernet1/3 ]\nset zone in network layer3 ethernet1/1\n"
      "set zone out network layer3 ethernet1/2\nset zone dmz network layer3 ethernet1/3\n" +
      rest);
}

/// `set rulebase security rules NAME …` for each part behind the name.
inline std::string pan_rule(const std::string& name, const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += "set rulebase security rules " + name + " " + part + "\n";
  return all;
}

}  // namespace sekimori::test
