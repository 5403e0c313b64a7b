// Shapes, colours and labels of a diagram in DOT's words. Colour always repeats what a shape, a sign or a letter says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagram.hpp"

namespace sekimori {

struct StyleEntry {
  std::string name, value;
};
using Style = std::vector<StyleEntry>;

[[nodiscard]] Style graph_defaults();
[[nodiscard]] Style node_defaults();
[[nodiscard]] Style edge_defaults();
[[nodiscard]] Style style_of(const DiagramNode& node);
[[nodiscard]] Style style_of(const DiagramEdge& edge);
[[nodiscard]] Style style_of(const DiagramCluster& cluster);

/// For a quoted label: backslashes and character entities lose their meaning; '\n' breaks the line.
[[nodiscard]] std::string plain_label(std::string_view text);
/// For text inside an HTML-like label, and for SVG.
[[nodiscard]] std::string xml_escaped(std::string_view text);
/// Numbers and name in bold, the zone sign, then the other lines small.
[[nodiscard]] std::string html_label(const DiagramNode& node);
/// A frame with the name and the rows below each other, everything to the left; the frame is as large as the node's place at least.
[[nodiscard]] std::string html_card(const DiagramNode& node);
/// Blocks side by side; `title` above them unless empty. One of both must be there.
[[nodiscard]] std::string html_legend(const std::vector<LegendBlock>& blocks, std::string_view title);

}  // namespace sekimori
