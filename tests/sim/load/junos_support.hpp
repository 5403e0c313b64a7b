// Loads one Junos configuration into an empty network.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/junos.hpp"

namespace sekimori::test {

inline LoadedFortios load_junos_text(std::string_view text) { return loaded_by(load_junos, "configs/j.cfg", text); }

/// Ports ge-0/0/1 (10.0.1.1/24) and ge-0/0/2 (10.0.2.1/24), four lines, then `rest`.
inline LoadedFortios load_junos_between(const std::string& rest) {
  return load_junos_text(
      "set system host-name j1\nset interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\n"
      "set interfaces ge-0/0/2 unit 0 family inet address 10.0.2.1/24\nset version 21.4R1\n" +
      rest);
}

/// The same with zones `in` and `out`: six lines.
inline LoadedFortios load_srx_between(const std::string& rest) {
  return load_junos_between(
      "set security zones security-zone in interfaces ge-0/0/1.0\nset security zones security-zone out interfaces ge-0/0/2.0\n" + rest);
}

}  // namespace sekimori::test
