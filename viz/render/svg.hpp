// What graphviz 2.42 writes as SVG, mended: valid, reproducible, and fit to stand inside a page.
#pragma once

#include <string>
#include <string_view>

namespace sekimori {

/// Without DOCTYPE, comments (one holds the library's version) and internal titles; "transparent", which SVG 1.1 does not know, becomes
/// "none"; `title` is the document's only title, for screen readers.
[[nodiscard]] std::string tidied_svg(std::string_view svg, std::string_view title);

}  // namespace sekimori
