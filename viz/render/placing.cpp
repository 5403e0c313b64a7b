#include "placing.hpp"

#include <algorithm>

#include "text_size.hpp"

namespace sekimori {

WiredBox shape_box(const DiagramNode& node, std::size_t layer) {
  constexpr int kBorder = 12;
  const bool round = node.look == NodeLook::external || node.look == NodeLook::router || node.look == NodeLook::sanitiser ||
                     node.look == NodeLook::security_cloud;
  const int text = std::max(text_width(node.lines.front() + " [A]", node.font), text_width(node.lines, node.font - 2));
  const int height = line_height(node.font) + text_height(node.lines.size() - 1, node.font - 2);
  return {layer, text * (round ? 12 : 10) / 10 + kBorder, height * (round ? 14 : 11) / 10, std::nullopt, {}};
}

int add_note(Diagram& diagram, const std::vector<std::string>& paragraphs, const NotePlace& place, int font, TextTone tone) {
  DiagramNode& note = diagram.nodes[diagram.add_node("note", "text", NodeLook::note)];
  for (const std::string& paragraph : paragraphs) {
    for (const std::string& line : fitted(paragraph, place.width, font)) note.rows.push_back({line, std::nullopt, tone});
  }
  const int height = text_height(note.rows.size(), font);
  note.lines = {""};
  note.font = font + 2;
  note.place = {place.left, place.top, place.width, height};
  return height;
}

int add_zone_signs(Diagram& diagram, const LegendBlock& zones, const NotePlace& place, int font) {
  constexpr int kBetween = 8;
  int x = place.left, y = place.top;
  const int height = line_height(font);
  for (const LegendRow& row : zones.rows) {
    const std::string text = row.sign + " " + row.text;
    const int width = text_width(text, font) + font;
    if (x > place.left && x + width > place.left + place.width) {
      x = place.left;
      y += height + kBetween / 2;
    }
    DiagramNode& note = diagram.nodes[diagram.add_node("note", "zone", NodeLook::note)];
    note.rows.push_back({text, row.zone, TextTone::plain});
    note.lines = {""};
    note.font = font + 2;
    note.place = {x, y, width, height};
    x += width + kBetween;
  }
  return zones.rows.empty() ? 0 : y + height - place.top;
}

}  // namespace sekimori
