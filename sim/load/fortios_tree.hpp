// FortiOS text as a tree: `config` blocks hold settings, entries (`edit`) and blocks; entries hold settings and blocks. What they mean:
// fortios_reader.hpp and the files beside it.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::fortios {

/// `set KEY VALUE…`, `unset KEY`, and other commands with their arguments (`append member x`).
struct Setting {
  std::string_view verb, key;
  std::span<const std::string_view> values;  ///< without quotes and escapes
  std::uint32_t line = 0, last = 0;          ///< 1-based; `last` is larger when a quoted value goes on over line ends

  [[nodiscard]] std::string_view value() const { return values.empty() ? std::string_view{} : values.front(); }
};

struct Node {
  bool entry = false;                ///< `edit NAME`; otherwise `config NAME`
  std::string_view name;             ///< "1", "port1"; of a block all its words as written: "firewall policy"
  std::uint32_t line = 0, last = 0;  ///< from its own line to that of its `next` or `end`
  std::vector<Setting> settings;
  std::vector<Node> children;

  /// The last `set` of that key; nullptr when there is none, or an `unset` follows it.
  [[nodiscard]] const Setting* find(std::string_view key) const;
  /// Its first value; `otherwise` when it is not set.
  [[nodiscard]] std::string_view get(std::string_view key, std::string_view otherwise = {}) const;
};

struct Tree {
  std::vector<Node> blocks;         ///< of the top level
  std::vector<std::uint32_t> read;  ///< lines of comments and of block ends: everything else is a node's or a setting's line, or not read
  std::deque<std::string> owned;    ///< values that had escapes
  std::deque<std::vector<std::string_view>> values;  ///< of all settings, many in a piece
  std::uint32_t unclosed = 0;                        ///< line of the innermost block that is open where the text ends; 0: none
};

/// Any bytes; views are into `text`, `owned` and `values`. A line that is no command here, an `end` or `next` too many, and blocks nested
/// deeper than FortiOS has are left out, so that whoever counts lines finds them unread. Blocks still open at the end are closed there.
/// O(size).
[[nodiscard]] Tree parse_tree(std::string_view text);

}  // namespace sekimori::fortios
