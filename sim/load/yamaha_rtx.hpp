// The front end for YAMAHA routers (RTX, NVR, FWX). What is understood, which defaults are filled in and why: docs/vendors/yamaha-rtx.md.
#pragma once

#include "sekimori/load/front_end.hpp"

namespace sekimori {

/// 0..100: how much the text looks like the `show config` of a YAMAHA router.
[[nodiscard]] int recognise_yamaha_rtx(std::string_view text);
/// FrontEnd::load. Errors: C001 not text, C002 the device's name is taken.
std::optional<DeviceId> load_yamaha_rtx(const ConfigFile& config, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori
