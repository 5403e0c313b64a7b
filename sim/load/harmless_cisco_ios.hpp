// The allow-list of Cisco IOS lines that the model may leave out, each with its reason, and the lists of lines whose effect is known in
// one direction only. A line that is on no list and that no handler understands is may-both (A1).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sekimori/model/assumption.hpp"

namespace sekimori::cisco_ios {

enum class KnownIn : std::uint8_t { global, interface, line };

struct KnownLine {
  KnownIn in = KnownIn::global;
  std::string_view keywords;  ///< the first words of the line, each in full
  Effect effect = Effect::harmless;
  std::string_view reason;
  bool block = false;        ///< holds for the indented lines below as well
  bool device_wide = false;  ///< an interface line that acts on the whole device
};

[[nodiscard]] std::span<const KnownLine> known_global_lines();
/// Of interfaces and terminal lines: harmless_cisco_ios_blocks.cpp.
[[nodiscard]] std::span<const KnownLine> known_block_lines();
/// The entry with the most keywords that begins `text`. "no" before a harmless line is harmless too: it restores a default that the model
/// leaves out just the same. nullptr when there is none.
/// `dialect`: lines that only a dialect has.
[[nodiscard]] const KnownLine* find_known(KnownIn in, std::string_view text, std::span<const KnownLine> dialect = {});

}  // namespace sekimori::cisco_ios
