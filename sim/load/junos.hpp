// Juniper Junos: `show configuration` (braces) or `show configuration | display set`, of routers, EX switches and SRX firewalls.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_junos(std::string_view text);
/// What is understood, and from which manual: docs/vendors/junos.md. Errors: C001, C002, nullopt.
std::optional<DeviceId> load_junos(const ConfigFile& file, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
