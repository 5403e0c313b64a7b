// The FortiOS front end (FortiGate). What is understood, which defaults are filled in and why: docs/vendors/fortios.md.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

/// 0..100: how much the text looks like the `show` or `show full-configuration` of a FortiGate, or a part of it.
[[nodiscard]] int recognise_fortios(std::string_view text);
/// FrontEnd::load. Errors: C001 not text, C002 the device's name is taken.
std::optional<DeviceId> load_fortios(const ConfigFile& config, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
