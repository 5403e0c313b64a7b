// An abstract picture: nodes, edges, clusters and marks, in the order in which they are drawn. How it becomes DOT: dot.hpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekimori {

/// In points (1/72 inch) from the upper left corner; only in placed diagrams.
struct Point {
  int x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
struct Box {
  int left = 0, top = 0, width = 0, height = 0;
  [[nodiscard]] int right() const { return left + width; }
  [[nodiscard]] int bottom() const { return top + height; }
  [[nodiscard]] Point centre() const { return {left + width / 2, top + height / 2}; }
};

/// Every look has a shape of its own, so that a picture can be read without colour.
enum class NodeLook : std::uint8_t {
  switch_l2,
  switch_l3,
  router,
  firewall,
  hub,
  access_point,
  terminal,
  server,
  sanitiser,
  security_cloud,
  external,
  segment,
  zone,
  site,   ///< a site as a whole
  cell,   ///< the endpoints of one zone at one site
  note,   ///< text without a frame
  card,   ///< text in a frame
  alarm,  ///< a card that must not be overlooked
};

enum class TextTone : std::uint8_t { plain, strong, faint, alarm };

/// One line below the name: what hangs on a port, or a sentence.
struct CardRow {
  std::string text;
  std::optional<std::size_t> zone;  ///< sign and colour
  TextTone tone = TextTone::plain;
};

struct DiagramNode {
  std::string key;  ///< ASCII, unique in the diagram
  NodeLook look = NodeLook::server;
  std::vector<std::string> lines;   ///< the first is the name
  std::optional<std::size_t> zone;  ///< sign and colour
  std::optional<std::size_t> cluster;
  std::string numbers;  ///< "①③": its steps on the violation path
  bool on_path = false;
  std::vector<CardRow> rows;
  std::optional<Box> place;
  int beside = 0;  ///< of a site: the width of the name, with the other lines to the right of it
  int font = 11;   ///< of the name; everything else is two points smaller
};

/// `hidden` is not drawn; it only places its ends in neighbouring columns.
enum class EdgeLook : std::uint8_t { cable, member, proved, violated, inconclusive, other, path, hidden };
enum class Arrow : std::uint8_t { none, forward, back, both };

struct DiagramEdge {
  std::string key;
  std::size_t from = 0, to = 0;  ///< node indices; `from` is drawn left of `to`
  EdgeLook look = EdgeLook::cable;
  Arrow arrow = Arrow::none;
  std::string label;
  std::string at_from, at_to;       ///< interface names at the ends
  bool shapes_layout = true;        ///< false: drawn over a layout that the other edges make
  std::size_t cables = 1;           ///< that the line stands for
  std::optional<std::size_t> zone;  ///< colour of a cable that carries one zone
  std::vector<Point> route;         ///< corners from `from` to `to`
  Point label_at;                   ///< centre of the label
};

enum class ClusterLook : std::uint8_t { site, zone, lane };

struct DiagramCluster {
  std::string key;
  ClusterLook look = ClusterLook::site;
  std::string label;
  std::optional<std::size_t> parent;  ///< an earlier cluster
  std::optional<std::size_t> zone;
  std::optional<Box> place;
  Point label_at;  ///< centre of the label
};

struct LegendRow {
  std::string sign;
  std::string text;
  std::optional<std::size_t> zone;  ///< colours the sign
};
struct LegendBlock {
  std::string title;
  std::vector<LegendRow> rows;
};

/// Columns from left to right (a LAN drawn downwards becomes a ribbon that no screen can show), a ring, or everything where the diagram
/// itself says: nodes and clusters have places, edges routes, and the legend is a node.
enum class Layout : std::uint8_t { layered, ring, placed };

struct Diagram {
  std::string title;
  Layout layout = Layout::layered;
  Point size;             ///< of a placed diagram
  bool on_sheet = false;  ///< made smaller where it is larger than a sheet of paper (book.hpp)
  std::vector<DiagramNode> nodes;
  std::vector<DiagramEdge> edges;
  std::vector<DiagramCluster> clusters;
  std::vector<LegendBlock> legend;
  std::map<std::string, std::size_t, std::less<>> by_name;  ///< device and endpoint names -> node

  /// Adds a node with a unique key made from `prefix` and `name`; `lines` starts with the name. The node's place is returned.
  std::size_t add_node(std::string_view prefix, std::string_view name, NodeLook look);
  std::size_t add_cluster(std::string_view prefix, std::string_view name, ClusterLook look,
                          std::optional<std::size_t> parent = std::nullopt);
  std::size_t add_edge(std::size_t from, std::size_t to, EdgeLook look);

 private:
  std::map<std::string, std::size_t, std::less<>> keys_;
  std::string unique_key(std::string_view prefix, std::string_view name);
};

}  // namespace sekimori
