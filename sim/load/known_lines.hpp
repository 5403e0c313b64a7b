// Lines known by their first words: harmless, or possible in one direction only. For vendors whose configs are flat lines.
#pragma once

#include <span>
#include <string_view>

#include "config_device.hpp"

namespace sekimori {

struct KnownLine {
  std::string_view words;  ///< compared as written, each in full
  Effect effect = Effect::harmless;
  std::string_view why;
};

/// The entry with the longest beginning decides: the line is harmless, or an assumption about the whole device. False, having changed
/// nothing, when there is none.
bool take_known_line(ConfigDevice& config, std::uint32_t line, std::string_view text, std::span<const KnownLine> known);

}  // namespace sekimori
