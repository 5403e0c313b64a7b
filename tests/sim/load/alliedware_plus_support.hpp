// Loads one AlliedWare Plus text into an empty network.
#pragma once

#include "fortios_support.hpp"
#include "sim/load/alliedware_plus.hpp"

namespace sekimori::test {

inline LoadedFortios load_awp(std::string_view text) { return loaded_by(load_alliedware_plus, "configs/sw1.cfg", text); }

}  // namespace sekimori::test
