// The Cisco IOS / IOS-XE front end. What is understood, which defaults are filled in and why: docs/vendors/cisco-ios.md.
#pragma once

#include "sekimori/load/front_end.hpp"
#include "sekimori/model/config_lines.hpp"

namespace sekimori {

/// 0..100: how much the text looks like an IOS configuration. Configurations of relatives (ASA, NX-OS, IOS XR, EOS) score low.
[[nodiscard]] int recognise_cisco_ios(std::string_view text);
/// FrontEnd::load. Errors: C001 not text, C002 the device's name is taken. Warnings: C003 a filter that has no entries.
std::optional<DeviceId> load_cisco_ios(const ConfigFile& config, Network& network, Diagnostics& diagnostics);
/// How the lines of one config would be taken; their sum is the number of its lines. All zero for a text that is refused.
[[nodiscard]] LineCounts count_lines_cisco_ios(std::string_view text);

}  // namespace sekimori
