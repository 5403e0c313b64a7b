// An abstract diagram as DOT text. How DOT becomes a picture: image.hpp.
#pragma once

#include <string>

#include "diagram.hpp"

namespace sekimori {

/// Byte-stable; before any layout. Everything that came from a configuration is escaped, so that no name can end a string or an HTML
/// label. Source: the DOT language and HTML-like labels of graphviz.org, checked against libcgraph 2.42.
[[nodiscard]] std::string to_dot(const Diagram& diagram);

}  // namespace sekimori
