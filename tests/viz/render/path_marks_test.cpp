#include "path_marks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

const DiagramNode& node_of(const Diagram& diagram, std::string_view name) { return diagram.nodes.at(diagram.by_name.find(name)->second); }

Diagram marked(testing::Campus& campus) {
  Diagram diagram = physical_view(campus.n.net, {});
  mark_path(diagram, campus.cell(VerdictKind::violated), campus.n.net, Language::ja);
  return diagram;
}

TEST(PathMarks, DevicesCarryTheNumbersOfTheirSteps) {
  testing::Campus campus;
  const Diagram diagram = marked(campus);
  EXPECT_EQ(node_of(diagram, "br-net").numbers, "①");
  EXPECT_EQ(node_of(diagram, "fw-in").numbers, "②");
  EXPECT_EQ(node_of(diagram, "core").numbers, "③④");
  EXPECT_TRUE(node_of(diagram, "atena-srv").on_path);
  EXPECT_FALSE(node_of(diagram, "groupware").on_path);
}

TEST(PathMarks, TheCablesOfThePathPointInItsDirection) {
  testing::Campus campus;
  const Diagram diagram = marked(campus);
  const std::size_t fw = diagram.by_name.find("fw-in")->second, core = diagram.by_name.find("core")->second;
  const auto cable = std::ranges::find_if(diagram.edges, [&](const DiagramEdge& e) { return e.from == fw && e.to == core; });
  ASSERT_NE(cable, diagram.edges.end());
  EXPECT_EQ(cable->look, EdgeLook::path);
  EXPECT_EQ(cable->arrow, Arrow::forward);
}

TEST(PathMarks, ACablePassedBothWaysHasBothArrows) {
  testing::Campus campus;
  const Diagram diagram = marked(campus);
  const std::size_t proxy = diagram.by_name.find("proxy")->second;
  const auto cable = std::ranges::find_if(diagram.edges, [&](const DiagramEdge& e) { return e.to == proxy; });
  ASSERT_NE(cable, diagram.edges.end());
  EXPECT_EQ(cable->arrow, Arrow::both) << "into the proxy and out again";
}

TEST(PathMarks, OfParallelCablesTheOneWithThePortsOfTheHopIsMarked) {
  testing::Campus campus;
  campus.n.link(campus.n.routed(campus.fw, "GigabitEthernet0/8", "10.0.97.1/30"),
                campus.n.routed(campus.core, "GigabitEthernet1/0/23", "10.0.97.2/30"));
  const Diagram diagram = marked(campus);
  for (const DiagramEdge& edge : diagram.edges) {
    if (edge.at_from == "Gi0/8") {
      EXPECT_EQ(edge.look, EdgeLook::cable);
    }
    if (edge.at_from == "Gi0/1" && edge.at_to == "Gi1/0/24") {
      EXPECT_EQ(edge.look, EdgeLook::path);
    }
  }
}

TEST(PathMarks, AnUndeclaredEndpointIsDrawnAtItsDevice) {
  testing::Campus campus;
  const InterfaceId port = *find_interface(campus.n.net, campus.floor, "FastEthernet0/11");
  campus.cell(VerdictKind::violated).witness->legs.back().to = describe(campus.n.net, EndpointRef{port});
  const Diagram diagram = marked(campus);
  const DiagramNode& node = node_of(diagram, describe(campus.n.net, EndpointRef{port}));
  EXPECT_EQ(node.lines.front(), "未申告の端末");
  EXPECT_EQ(node.cluster, node_of(diagram, "sw-1f").cluster);
}

TEST(PathMarks, TheLegendQuotesTheDecidingRuleAndItsLine) {
  testing::Campus campus;
  Diagram diagram;
  add_path_legend(diagram, campus.cell(VerdictKind::violated), campus.n.net, Language::en);
  ASSERT_EQ(diagram.legend.size(), 1U);
  std::string text;
  for (const LegendRow& row : diagram.legend.front().rows) text += row.sign + " " + row.text + " ";
  EXPECT_NE(text.find("④ core Gi1/0/7 → Gi1/0/5  permit: OFFICE rule 1: permit tcp any host 10.0.10.5"), std::string::npos) << text;
  EXPECT_NE(text.find("[configs/core.cfg:5"), std::string::npos);
}

TEST(PathMarks, AViolatedCellIsDrawnBeforeOneThatIsOnlySuspected) {
  testing::Campus campus;
  campus.cell(VerdictKind::inconclusive).witness = campus.cell(VerdictKind::violated).witness;
  EXPECT_EQ(first_witnessed(campus.report), &campus.cell(VerdictKind::violated));
  campus.cell(VerdictKind::violated).witness.reset();
  EXPECT_EQ(first_witnessed(campus.report), &campus.cell(VerdictKind::inconclusive));
  campus.cell(VerdictKind::inconclusive).witness.reset();
  EXPECT_EQ(first_witnessed(campus.report), nullptr);
}

TEST(PathMarks, BetweenSegmentsThePathRunsThroughThem) {
  testing::Campus campus;
  Diagram diagram;
  const std::size_t core = diagram.add_node("device", "core", NodeLook::switch_l3);
  const std::size_t wrong = diagram.add_node("segment", "v20", NodeLook::segment),
                    right = diagram.add_node("segment", "v10", NodeLook::segment);
  const std::size_t host = diagram.add_node("host", "atena-srv", NodeLook::server);
  diagram.by_name = {{"core", core}, {"atena-srv", host}};
  for (const std::size_t segment : {wrong, right}) {
    diagram.edges[diagram.add_edge(core, segment, EdgeLook::member)].label = segment == right ? "Gi1/0/5, Vlan10" : "Gi1/0/6, Vlan20";
    diagram.add_edge(segment, host, EdgeLook::member);
  }
  CellVerdict cell = campus.cell(VerdictKind::violated);
  cell.witness->legs.erase(cell.witness->legs.begin());
  cell.witness->legs.front().from = "core";
  mark_path(diagram, cell, campus.n.net, Language::en);
  for (const DiagramEdge& edge : diagram.edges) {
    const bool on_right = edge.from == right || edge.to == right;
    EXPECT_EQ(edge.look == EdgeLook::path, on_right) << edge.label;
  }
}

}  // namespace
}  // namespace sekimori
