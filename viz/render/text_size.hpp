// How large a text will be on paper, near enough to place boxes around it. Nothing is measured with a font, so that the same diagram has
// the same places on every machine.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

/// In points; rather too wide than too narrow. East Asian characters and symbols are as wide as high, Latin letters somewhat over half.
[[nodiscard]] int text_width(std::string_view text, int font);
/// The widest of them.
[[nodiscard]] int text_width(const std::vector<std::string>& lines, int font);
/// Of so many lines below each other, as graphviz sets them in a table.
[[nodiscard]] int text_height(std::size_t lines, int font);
[[nodiscard]] inline int line_height(int font) { return text_height(1, font); }
/// Lines of at most `width` points.
[[nodiscard]] std::vector<std::string> fitted(std::string_view text, int width, int font);

}  // namespace sekimori
