// Loads one NEC IX text into an empty network.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/nec_ix.hpp"

namespace sekimori::test {

/// The same questions as of a FortiGate: the model has no vendors.
inline LoadedFortios load_ix(std::string_view text) { return loaded_by(load_nec_ix, "configs/rt1.cfg", text); }

/// Between GigaEthernet0.0 (10.0.1.1/24) and GigaEthernet1.0 (10.0.2.1/24); `lists` before the interfaces, `bindings` in the first.
inline LoadedFortios load_ix_between(const std::string& lists, const std::string& bindings) {
  return load_ix(lists + "interface GigaEthernet0.0\n  ip address 10.0.1.1/24\n" + bindings +
                 "  no shutdown\n!\ninterface GigaEthernet1.0\n  ip address 10.0.2.1/24\n  no shutdown\n");
}

}  // namespace sekimori::test
