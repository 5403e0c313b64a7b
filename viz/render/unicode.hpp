// Text from a configuration made safe to show: valid UTF-8, no control characters, columns counted as a terminal counts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

/// Each byte that belongs to no well-formed UTF-8 sequence becomes U+FFFD. Source: Unicode 15 table 3-7.
[[nodiscard]] std::string valid_utf8(std::string_view text);
/// (Declared in render/render.hpp too.) Valid UTF-8 without anything that steers a terminal or is illegal in XML: C0, DEL, C1, line
/// separators, bidirectional overrides and noncharacters become U+FFFD; a tab becomes a space. So no configuration can write an escape
/// sequence or hide its own text.
[[nodiscard]] std::string printable(std::string_view text);
/// Terminal columns of printable text: wide and fullwidth characters count 2, combining ones 0 (Unicode Standard Annex 11; ambiguous: 1).
[[nodiscard]] std::size_t display_width(std::string_view text);
/// Spaces appended up to `width` columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// At most `width` columns; what is cut off is shown as "...". `width` must be at least 3.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);
/// Lines of at most `width` columns, broken at spaces and next to wide characters; a longer word is cut. Never empty.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace sekimori
