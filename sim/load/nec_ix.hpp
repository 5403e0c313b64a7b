// NEC UNIVERGE IX routers, `show running-config` (docs/vendors/nec-ix.md).
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_nec_ix(std::string_view text);
[[nodiscard]] std::optional<DeviceId> load_nec_ix(const ConfigFile& file, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
