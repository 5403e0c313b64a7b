// What the diagrams that place everything themselves have in common: the size of shapes and of text blocks.
#pragma once

#include <string>
#include <vector>

#include "diagram.hpp"
#include "wiring.hpp"

namespace sekimori {

/// Large enough for the node's lines in its shape and font.
[[nodiscard]] WiredBox shape_box(const DiagramNode& node, std::size_t layer);

struct NotePlace {
  int left = 0, top = 0, width = 0;
};
/// Paragraphs, wrapped to the width. Their height is returned.
int add_note(Diagram& diagram, const std::vector<std::string>& paragraphs, const NotePlace& place, int font, TextTone tone);
/// Signs and colours of zones beside each other. Their height is returned.
int add_zone_signs(Diagram& diagram, const LegendBlock& zones, const NotePlace& place, int font);

}  // namespace sekimori
