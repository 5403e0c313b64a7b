// An abstract picture: nodes, edges, clusters and marks, in the order in which they are drawn. How it becomes DOT: dot.hpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekimori {

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
};

struct DiagramNode {
  std::string key;  ///< ASCII, unique in the diagram
  NodeLook look = NodeLook::server;
  std::vector<std::string> lines;   ///< the first is the name
  std::optional<std::size_t> zone;  ///< sign and colour
  std::optional<std::size_t> cluster;
  std::string numbers;  ///< "①③": its steps on the violation path
  bool on_path = false;
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
  std::string at_from, at_to;  ///< interface names at the ends
  bool shapes_layout = true;   ///< false: drawn over a layout that the other edges make
};

enum class ClusterLook : std::uint8_t { site, zone };

struct DiagramCluster {
  std::string key;
  ClusterLook look = ClusterLook::site;
  std::string label;
  std::optional<std::size_t> parent;  ///< an earlier cluster
  std::optional<std::size_t> zone;
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

/// Columns from left to right (a LAN drawn downwards becomes a ribbon that no screen can show), or a ring.
enum class Layout : std::uint8_t { layered, ring };

struct Diagram {
  std::string title;
  Layout layout = Layout::layered;
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
