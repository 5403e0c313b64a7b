// DOT text laid out and rendered in memory by graphviz.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekimori {

struct Image {
  std::optional<std::string> bytes;  ///< absent when graphviz could not do it
  std::string error;                 ///< its words then
};

/// `format`: "svg", "pdf", "png". The layout engine is the graph's own `layout` attribute. Serialised: libgvc keeps global state and
/// crashes when two threads lay out at once, even with separate contexts.
[[nodiscard]] Image render_image(const std::string& dot, std::string_view format);

}  // namespace sekimori
