#include "diagram.hpp"

#include <fmt/format.h>

#include "unicode.hpp"

namespace sekimori {

namespace {

/// Letters, digits and '_' of the name in lower case; anything else is one '_'. Keys become SVG ids, so they must be plain ASCII.
std::string slug(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper) {
      text.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (plain) {
      text.push_back(c);
    } else if (!text.empty() && text.back() != '_') {
      text.push_back('_');
    }
  }
  constexpr std::size_t kLongest = 40;
  return text.substr(0, kLongest);
}

}  // namespace

std::string Diagram::unique_key(std::string_view prefix, std::string_view name) {
  const std::string wanted = fmt::format("{}_{}", prefix, slug(name));
  const std::size_t uses = ++keys_[wanted];
  // '.' occurs in no slug, so a numbered key never meets another name's key.
  return uses == 1 ? wanted : fmt::format("{}.{}", wanted, uses);
}

std::size_t Diagram::add_node(std::string_view prefix, std::string_view name, NodeLook look) {
  DiagramNode node;
  node.key = unique_key(prefix, name);
  node.look = look;
  node.lines.push_back(printable(name));
  nodes.push_back(std::move(node));
  return nodes.size() - 1;
}

std::size_t Diagram::add_cluster(std::string_view prefix, std::string_view name, ClusterLook look, std::optional<std::size_t> parent) {
  DiagramCluster cluster;
  cluster.key = unique_key(prefix, name);
  cluster.look = look;
  cluster.label = printable(name);
  cluster.parent = parent;
  clusters.push_back(std::move(cluster));
  return clusters.size() - 1;
}

std::size_t Diagram::add_edge(std::size_t from, std::size_t to, EdgeLook look) {
  DiagramEdge edge;
  edge.key = fmt::format("edge_{}", edges.size() + 1);
  edge.from = from;
  edge.to = to;
  edge.look = look;
  edges.push_back(std::move(edge));
  return edges.size() - 1;
}

}  // namespace sekimori
