#include "dot_style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

// The JP face by name: "Noto Sans CJK" alone matches no family, and the SC face shows Chinese shapes of Japanese characters.
constexpr const char* kFonts = "Noto Sans CJK JP,Yu Gothic,Meiryo,sans-serif";
constexpr const char* kPathColour = "#c62828";

// Pale tints of the Okabe-Ito palette (safe for colour-blind readers); black text on each exceeds WCAG contrast 7:1.
constexpr std::array<const char*, 12> kTints = {"#cce3f2", "#fbe3bf", "#cdeadb", "#f3d9e6", "#fbf6c4", "#d8f0fb",
                                                "#dcdcdc", "#e6dcf5", "#ffdccb", "#dcebc0", "#d3d8f2", "#eadcc8"};
constexpr std::array<const char*, 12> kPaleTints = {"#eff6fb", "#fef7ea", "#f0f9f4", "#fbf4f8", "#fefdf0", "#f3fafe",
                                                    "#f6f6f6", "#f8f4fc", "#fff4ee", "#f5f9ec", "#f2f4fb", "#f9f5ef"};

// The same hues, dark enough for a line on white.
constexpr std::array<const char*, 12> kLineColours = {"#0072b2", "#b87700", "#00805a", "#b0508a", "#8a8000", "#2f8fbf",
                                                      "#666666", "#7a5cc0", "#c04a00", "#5b7f1b", "#3f4fa8", "#7a5a34"};

constexpr int kSiteBorder = 12, kCardBorder = 4;

const char* tint(std::size_t zone) { return kTints.at(zone % kTints.size()); }

Style shape_of(NodeLook look) {
  switch (look) {
    case NodeLook::switch_l2: return {{"shape", "box"}};
    case NodeLook::switch_l3: return {{"shape", "box"}, {"peripheries", "2"}};
    case NodeLook::router: return {{"shape", "ellipse"}};
    case NodeLook::firewall: return {{"shape", "octagon"}, {"style", "filled,bold"}};
    case NodeLook::hub: return {{"shape", "trapezium"}};
    case NodeLook::access_point: return {{"shape", "invtrapezium"}};
    case NodeLook::terminal: return {{"shape", "box"}, {"style", "filled,rounded"}};
    case NodeLook::server: return {{"shape", "component"}};
    case NodeLook::sanitiser: return {{"shape", "hexagon"}};
    case NodeLook::security_cloud: return {{"shape", "doubleoctagon"}};
    case NodeLook::external: return {{"shape", "ellipse"}, {"peripheries", "2"}, {"style", "filled,dashed"}};
    case NodeLook::segment: return {{"shape", "cylinder"}};
    case NodeLook::zone: return {{"shape", "folder"}};
    case NodeLook::site: return {{"shape", "box"}, {"style", "filled,rounded"}, {"penwidth", "1.5"}};
    case NodeLook::cell: return {{"shape", "box"}, {"color", "#888888"}};
    case NodeLook::note:
    case NodeLook::card:
    case NodeLook::alarm: return {{"shape", "plaintext"}, {"style", ""}, {"margin", "0"}};
  }
  return {{"shape", "box"}};
}

std::string_view arrow_word(Arrow arrow) {
  switch (arrow) {
    case Arrow::none: return "none";
    case Arrow::forward: return "forward";
    case Arrow::back: return "back";
    case Arrow::both: return "both";
  }
  return "none";
}

Style line_of(EdgeLook look) {
  switch (look) {
    case EdgeLook::cable: return {};
    case EdgeLook::member: return {{"color", "#777777"}};
    case EdgeLook::proved: return {{"color", "#2e7d32"}, {"style", "dashed"}};
    case EdgeLook::violated: return {{"color", kPathColour}, {"penwidth", "3.5"}};
    case EdgeLook::inconclusive: return {{"color", "#a65e00"}, {"style", "dotted"}, {"penwidth", "2.5"}};
    case EdgeLook::other: return {{"color", "#9e9e9e"}, {"style", "dotted"}};
    case EdgeLook::path: return {{"color", kPathColour}, {"penwidth", "3.5"}};
    case EdgeLook::hidden: return {{"style", "invis"}};
  }
  return {};
}

std::string sized(std::string_view text, int points) { return fmt::format("<FONT POINT-SIZE=\"{}\">{}</FONT>", points, text); }

/// Attributes of a card's cell: a table that is wider than its text does not widen its cells by itself.
std::string card_cell(std::optional<std::size_t> zone, int width) {
  std::string attributes = R"( ALIGN="LEFT")";
  if (width > 0) attributes += fmt::format(R"( WIDTH="{}")", width);
  if (zone) attributes += fmt::format(R"( BGCOLOR="{}")", tint(*zone));
  return attributes;
}

std::string card_head(const DiagramNode& node, int width) {
  std::string text = "<B>" + xml_escaped(node.lines.front()) + "</B>";
  if (!node.numbers.empty()) text = fmt::format("<FONT COLOR=\"{}\"><B>{}</B></FONT> ", kPathColour, xml_escaped(node.numbers)) + text;
  if (node.zone) text += sized(fmt::format(" [{}]", zone_sign(*node.zone)), node.font - 2);
  if (node.look != NodeLook::note && node.lines.size() > 1) {
    text += fmt::format("<FONT COLOR=\"#666666\">{}</FONT>", sized(" " + xml_escaped(node.lines[1]), node.font - 2));
  }
  return fmt::format("<TR><TD{}> {}</TD></TR>", card_cell(node.zone, width), text);
}

std::string card_row(const CardRow& row, int points, int width) {
  std::string text = sized(" " + xml_escaped(row.text), points);
  if (row.tone == TextTone::strong) text = "<B>" + text + "</B>";
  if (row.tone == TextTone::faint) text = "<FONT COLOR=\"#666666\">" + text + "</FONT>";
  if (row.tone == TextTone::alarm) text = fmt::format("<FONT COLOR=\"{}\"><B>{}</B></FONT>", kPathColour, text);
  return fmt::format("<TR><TD{}>{}</TD></TR>", card_cell(row.zone, width), text);
}

/// The name to the left, the counts to the right of it.
std::string site_label(const DiagramNode& node) {
  const int room = node.place ? node.place->width - node.beside - kSiteBorder : 0;
  std::string html = R"(<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>)";
  html += fmt::format(R"(<TD ALIGN="LEFT" WIDTH="{}"><B>{}</B></TD><TD WIDTH="{}">)", node.beside, xml_escaped(node.lines.front()), room);
  html += R"(<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">)";
  for (std::size_t i = 1; i < node.lines.size(); ++i) {
    const std::string text = node.lines[i].empty() ? " " : xml_escaped(node.lines[i]);
    html += fmt::format(R"(<TR><TD ALIGN="RIGHT" WIDTH="{}">{}</TD></TR>)", room, sized(text, node.font - 2));
  }
  if (node.lines.size() == 1) html += "<TR><TD> </TD></TR>";
  return html + "</TABLE></TD></TR></TABLE>";
}

std::string cell_label(const DiagramNode& node) {
  std::string html = R"(<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">)";
  for (const std::string& line : node.lines) html += fmt::format("<TR><TD>{}</TD></TR>", line.empty() ? " " : xml_escaped(line));
  return html + "</TABLE>";
}

std::string legend_row(const LegendRow& row) {
  const std::string colour = row.zone ? fmt::format(" BGCOLOR=\"{}\"", tint(*row.zone)) : std::string();
  return fmt::format(R"(<TR><TD ALIGN="CENTER"{}>{}</TD><TD ALIGN="LEFT">{}</TD></TR>)", colour, xml_escaped(row.sign),
                     xml_escaped(row.text));
}

/// `height`: rows of the tallest block; shorter ones are filled up, because a nested table would stretch its rows instead.
std::string legend_block(const LegendBlock& block, std::size_t height) {
  std::string html = R"(<TD VALIGN="TOP"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="1" CELLPADDING="1">)";
  html += fmt::format(R"(<TR><TD ALIGN="LEFT" COLSPAN="2"><B>{}</B></TD></TR>)", xml_escaped(block.title));
  for (const LegendRow& row : block.rows) html += legend_row(row);
  for (std::size_t i = block.rows.size(); i < height; ++i) html += "<TR><TD COLSPAN=\"2\"> </TD></TR>";
  return html + "</TABLE></TD>";
}

}  // namespace

Style graph_defaults() {
  return {{"charset", "UTF-8"}, {"fontname", kFonts},   {"fontsize", "11"},      {"id", "diagram"},
          {"label", ""},        {"labelloc", "b"},      {"layout", "dot"},       {"linelength", "0"},
          {"nodesep", "0.18"},  {"ranksep", "0.9"},     {"pad", "0.15"},         {"outputorder", "edgesfirst"},
          {"rankdir", "LR"},    {"bgcolor", "#ffffff"}, {"splines", "true"},     {"mindist", "1.6"},
          {"color", "#000000"}, {"style", ""},          {"fillcolor", "#ffffff"}};
}

Style node_defaults() {
  return {{"fontname", kFonts}, {"fontsize", "11"},      {"shape", "box"},  {"style", "filled"}, {"fillcolor", "#ffffff"},
          {"color", "#333333"}, {"margin", "0.10,0.05"}, {"height", "0.3"}, {"width", "0.5"},    {"label", ""}};
}

Style edge_defaults() {
  return {{"fontname", kFonts},          {"fontsize", "8"}, {"labelfontsize", "8"}, {"labeldistance", "2.6"}, {"labelangle", "22"},
          {"labelfontcolor", "#333333"}, {"dir", "none"},   {"color", "#555555"},   {"arrowsize", "0.8"},     {"label", ""}};
}

Style style_of(const DiagramNode& node) {
  Style style = shape_of(node.look);
  const bool framed = node.look == NodeLook::note || node.look == NodeLook::card || node.look == NodeLook::alarm;
  if (node.zone && !framed) style.push_back({"fillcolor", tint(*node.zone)});
  if (node.on_path) {
    style.push_back({"color", kPathColour});
    style.push_back({"penwidth", "3"});
  }
  return style;
}

Style style_of(const DiagramEdge& edge) {
  Style style = line_of(edge.look);
  if (edge.zone && edge.look == EdgeLook::cable) style.push_back({"color", kLineColours.at(*edge.zone % kLineColours.size())});
  const bool verdict =
      edge.look != EdgeLook::cable && edge.look != EdgeLook::member && edge.look != EdgeLook::hidden && edge.look != EdgeLook::path;
  if (verdict) style.insert(style.end(), {{"labelfontsize", "13"}, {"labeldistance", "3.5"}, {"labelangle", "18"}});
  if (edge.arrow != Arrow::none) style.push_back({"dir", std::string(arrow_word(edge.arrow))});
  return style;
}

Style style_of(const DiagramCluster& cluster) {
  Style style = {{"labelloc", "t"}};
  switch (cluster.look) {
    case ClusterLook::site: style.insert(style.end(), {{"color", "#333333"}, {"style", "rounded"}, {"fontsize", "13"}}); break;
    case ClusterLook::zone:
      style.insert(style.end(), {{"color", "#888888"}, {"style", "filled,dashed"}, {"fontsize", "11"}, {"labelloc", "b"}});
      break;
    case ClusterLook::lane: style.insert(style.end(), {{"color", "#bbbbbb"}, {"style", "filled"}, {"fontsize", "9"}}); break;
  }
  if (cluster.zone) style.push_back({"fillcolor", kPaleTints.at(*cluster.zone % kPaleTints.size())});
  return style;
}

std::string plain_label(std::string_view text) {
  std::string label;
  for (const char c : text) {
    if (c == '\n') {
      label += "\\n";
    } else if (c == '\\') {
      label += "\\\\";
    } else if (c == '&') {
      label += "&amp;";
    } else if (c == '<') {
      label += "&lt;";
    } else {
      label.push_back(c);
    }
  }
  return label;
}

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

std::string html_label(const DiagramNode& node) {
  if (node.look == NodeLook::site) return site_label(node);
  if (node.look == NodeLook::cell) return cell_label(node);
  // A table, because lines of a mixed label are set too tight for Japanese faces.
  std::string html = R"(<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"><TR><TD>)";
  if (!node.numbers.empty()) html += fmt::format("<FONT COLOR=\"{}\"><B>{}</B></FONT> ", kPathColour, xml_escaped(node.numbers));
  const std::string name = node.lines.empty() ? std::string() : xml_escaped(node.lines.front());
  // graphviz refuses an empty <B></B>, and a cell of nothing at all.
  html += name.empty() ? "?" : fmt::format("<B>{}</B>", name);
  if (node.zone) html += sized(fmt::format(" [{}]", zone_sign(*node.zone)), node.font - 2);
  html += "</TD></TR>";
  for (std::size_t i = 1; i < node.lines.size(); ++i) {
    if (!node.lines[i].empty()) html += fmt::format("<TR><TD>{}</TD></TR>", sized(xml_escaped(node.lines[i]), node.font - 2));
  }
  return html + "</TABLE>";
}

std::string html_card(const DiagramNode& node) {
  const bool framed = node.look != NodeLook::note;
  const bool alarm = node.look == NodeLook::alarm;
  std::string html = fmt::format(R"(<TABLE BORDER="{}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1" COLOR="{}")",
                                 alarm    ? 2
                                 : framed ? 1
                                          : 0,
                                 alarm ? kPathColour : "#777777");
  if (framed) html += R"( BGCOLOR="#ffffff")";
  if (node.place) html += fmt::format(R"( WIDTH="{}" HEIGHT="{}")", node.place->width, node.place->height);
  html += ">";
  const int width = node.place ? node.place->width - kCardBorder : 0;
  if (!node.lines.empty() && !node.lines.front().empty()) html += card_head(node, width);
  for (std::size_t i = framed ? 2 : 1; i < node.lines.size(); ++i) {
    html += card_row({node.lines[i], std::nullopt, TextTone::plain}, node.font - 2, width);
  }
  for (const CardRow& row : node.rows) html += card_row(row, node.font - 2, width);
  return html + "</TABLE>";
}

std::string html_legend(const std::vector<LegendBlock>& blocks, std::string_view title) {
  std::size_t height = 0;
  for (const LegendBlock& block : blocks) height = std::max(height, block.rows.size());
  std::string html = R"(<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4" COLOR="#888888">)";
  if (!title.empty()) {
    html += fmt::format(R"(<TR><TD BORDER="0" COLSPAN="{}"><FONT POINT-SIZE="16">{}</FONT></TD></TR>)",
                        std::max<std::size_t>(1, blocks.size()), xml_escaped(title));
  }
  if (!blocks.empty()) html += "<TR>";
  for (const LegendBlock& block : blocks) html += legend_block(block, height);
  if (!blocks.empty()) html += "</TR>";
  return html + "</TABLE>";
}

}  // namespace sekimori
