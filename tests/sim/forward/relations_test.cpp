#include "sekimori/forward/relations.hpp"

#include <gtest/gtest.h>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::HandGraph;

FlowEdge with_source(const FlowEdge& edge, std::string_view prefix) {
  FlowEdge other = edge;
  other.before.all_of = {{{SrcIn{AddressSet::of(testing::prefix(prefix))}}}};
  return other;
}

TEST(Relations, EdgesThatAskAndDoTheSameShareANumber) {
  HandGraph g({testing::permit()});
  FlowEdge again = g.graph.edges[0];
  std::swap(again.from, again.to);
  g.graph.edges.push_back(again);
  const RelationTable table = number_relations(g.graph);
  EXPECT_EQ(table.of_edge.front(), table.of_edge.back());
  EXPECT_EQ(g.graph.edges[table.representative[table.of_edge.back()]].before.all_of.size(), 1U);
}

TEST(Relations, WhateverDiffersMakesARelationOfItsOwn) {
  HandGraph g({testing::permit()});
  g.graph.edges.resize(1);
  const FlowEdge base = with_source(g.graph.edges[0], "10.0.1.0/24");
  std::vector<FlowEdge> edges = {base, with_source(base, "10.0.1.0/25"), base, base, base, base};
  edges[2].family = Family::v6;
  edges[3].after = base.before;
  edges[4].rewrite.src = AnyIn{AddressSet::of(testing::prefix("10.0.9.0/24"))};
  edges[5].rewrite.dst = AnyIn{AddressSet::of(testing::prefix("10.0.9.0/24"))};
  g.graph.edges = edges;
  EXPECT_EQ(number_relations(g.graph).representative.size(), edges.size());
}

TEST(Relations, EveryEdgeIsListedAtBothItsEnds) {
  const HandGraph g({testing::permit()});
  const RelationTable table = number_relations(g.graph);
  std::size_t out = 0, in = 0;
  for (std::size_t place = 0; place < g.graph.locations.size(); ++place) {
    for (const FlowEdgeId id : table.out[place]) EXPECT_EQ(g.graph.at(id).from.index, place);
    for (const FlowEdgeId id : table.in[place]) EXPECT_EQ(g.graph.at(id).to.index, place);
    out += table.out[place].size();
    in += table.in[place].size();
  }
  EXPECT_EQ(out, g.graph.edges.size());
  EXPECT_EQ(in, g.graph.edges.size());
}

}  // namespace
}  // namespace sekimori
