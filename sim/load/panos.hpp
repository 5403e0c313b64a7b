// Palo Alto Networks PAN-OS: `show` in configuration mode (braces), `set` lines, or the XML of an exported configuration.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_panos(std::string_view text);
/// What is understood, and from which manual: docs/vendors/pan-os.md. Errors: C001, C002, nullopt.
std::optional<DeviceId> load_panos(const ConfigFile& file, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
