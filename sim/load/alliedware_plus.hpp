// Allied Telesis AlliedWare Plus: the text of `show running-config` of a switch (x-series, GS, IE) or router.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_alliedware_plus(std::string_view text);
/// What is understood, and from which manual: docs/vendors/alliedware-plus.md. Errors: C001, C002, nullopt.
std::optional<DeviceId> load_alliedware_plus(const ConfigFile& file, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
