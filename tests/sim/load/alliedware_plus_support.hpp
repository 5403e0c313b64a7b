// Loads one AlliedWare Plus text into an empty network.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/alliedware_plus.hpp"

namespace sekimori::test {

inline LoadedFortios load_awp(std::string_view text) {
  LoadedFortios out;
  const FileId file = out.network.sources.add("configs/sw1.cfg", text);
  out.id = load_alliedware_plus({file, "configs/sw1.cfg", text}, out.network, out.diagnostics);
  return out;
}

}  // namespace sekimori::test
