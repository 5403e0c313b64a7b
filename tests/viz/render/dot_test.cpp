#include "dot.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "image.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

Diagram one_node(std::string_view name) {
  Diagram diagram;
  diagram.add_node("host", name, NodeLook::server);
  return diagram;
}

TEST(Dot, EveryNodeEdgeAndClusterHasAnIdOfOurs) {
  Diagram diagram = one_node("a");
  const std::size_t b = diagram.add_node("host", "b", NodeLook::server);
  diagram.nodes[b].cluster = diagram.add_cluster("site", "main", ClusterLook::site);
  diagram.add_edge(0, b, EdgeLook::cable);
  const std::string dot = to_dot(diagram);
  for (const char* id : {"id=host_a", "id=host_b", "id=site_main", "id=edge_1"}) EXPECT_NE(dot.find(id), std::string::npos) << id;
}

TEST(Dot, EdgesAreDrawnBelowLabelsAndJapaneseFacesAreNamedFirst) {
  const std::string dot = to_dot(one_node("a"));
  EXPECT_NE(dot.find("outputorder=edgesfirst"), std::string::npos);
  EXPECT_NE(dot.find("fontname=\"Noto Sans CJK JP,Yu Gothic,Meiryo,sans-serif\""), std::string::npos);
}

TEST(Dot, NoLineIsWrappedSoThatLabelsStayWhole) {
  const std::string name(500, 'x');
  EXPECT_NE(to_dot(one_node(name)).find(name), std::string::npos);
}

TEST(Dot, AHostileNameStaysOneLabel) {
  Diagram diagram = one_node(testing::kHostile);
  diagram.title = "title" + std::string(testing::kHostile);
  const std::size_t cluster = diagram.add_cluster("site", testing::kHostile, ClusterLook::site);
  diagram.nodes.front().cluster = cluster;
  const std::size_t edge = diagram.add_edge(0, 0, EdgeLook::cable);
  diagram.edges[edge].label = diagram.edges[edge].at_from = diagram.nodes.front().lines.front();
  const Image image = render_image(to_dot(diagram), "svg");
  ASSERT_TRUE(image.bytes.has_value()) << image.error;
  EXPECT_NE(image.bytes->find("&lt;b&gt;&amp;amp;"), std::string::npos) << "shown as written, not interpreted";
}

TEST(Dot, ANameCannotSmuggleInAnotherNode) {
  const std::string dot = to_dot(one_node("x\"]; evil [label=\"y"));
  const Image image = render_image(dot, "svg");
  ASSERT_TRUE(image.bytes.has_value()) << image.error;
  EXPECT_EQ(image.bytes->find("id=\"evil\""), std::string::npos);
  EXPECT_EQ(image.bytes->find("<title>evil</title>"), std::string::npos);
}

TEST(Dot, ClustersComeInTheOrderOfTheDiagramWhateverWasDrawnBefore) {
  const auto in_order = [](const std::vector<std::string>& names) {
    Diagram diagram;
    for (const std::string& name : names)
      diagram.nodes.at(diagram.add_node("host", name, NodeLook::server)).cluster = diagram.add_cluster("site", name, ClusterLook::site);
    const std::string dot = to_dot(diagram);
    std::vector<std::size_t> at;
    for (const std::string& name : names) at.push_back(dot.find("subgraph cluster_site_" + name));
    return std::is_sorted(at.begin(), at.end()) && at.back() != std::string::npos;
  };
  EXPECT_TRUE(in_order({"b", "a", "longnameofabranchoffice", "c"}));
  EXPECT_TRUE(in_order({"c", "longnameofabranchoffice", "a", "b"}));
  EXPECT_TRUE(in_order({"a", "c", "b"}));
}

TEST(Dot, SameDiagramSameBytes) { EXPECT_EQ(to_dot(one_node("市役所")), to_dot(one_node("市役所"))); }

}  // namespace
}  // namespace sekimori
