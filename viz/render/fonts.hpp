// Is there a font for Japanese labels? graphviz draws boxes without one and says nothing.
#pragma once

#include <string_view>

namespace sekimori {

/// True also when the question cannot be asked (built without fontconfig).
[[nodiscard]] bool has_japanese_font();
/// Does the text hold any character that a Latin font lacks (U+2E80 and above)?
[[nodiscard]] bool needs_japanese_font(std::string_view text);

}  // namespace sekimori
