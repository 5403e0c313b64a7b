// Cisco NX-OS: the text of `show running-config`.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_cisco_nxos(std::string_view text);
/// What differs from IOS: docs/vendors/nx-os-and-eos.md. Errors: C001, C002, nullopt.
std::optional<DeviceId> load_cisco_nxos(const ConfigFile& config, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
