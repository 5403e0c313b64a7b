#include "solver/prove/header_cuts.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

FlowGraph with_list(Rule rule) {
  FlowGraph graph;
  Filter list;
  list.rules.push_back(std::move(rule));
  graph.rule_lists.push_back(std::move(list));
  return graph;
}

std::vector<std::string> pieces(const FlowGraph& graph, const char* set) {
  std::vector<std::string> texts;
  for (const Address it : least_of_pieces(header_cuts(graph), AddressSet::of(prefix(set)))) texts.push_back(to_text(it));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(HeaderCuts, WhereASetBeginsAndAfterItEndsAPieceBegins) {
  EXPECT_EQ(pieces(with_list(permit("10.0.1.4/31", "192.0.2.1")), "10.0.1.0/28"), (Texts{"10.0.1.0", "10.0.1.4", "10.0.1.6"}));
}

TEST(HeaderCuts, DestinationsCutSourcesTooAsRepliesSwapThem) {
  EXPECT_EQ(pieces(with_list(permit("192.0.2.1", "10.0.1.4/31")), "10.0.1.0/28"), (Texts{"10.0.1.0", "10.0.1.4", "10.0.1.6"}));
}

TEST(HeaderCuts, WhatIsToldApartAfterATranslationIsToldApartBeforeIt) {
  FlowGraph graph = with_list(permit("192.0.2.4", "any"));
  FlowEdge edge;
  edge.rewrite.src = MapPrefix{prefix("10.0.1.0/28"), prefix("192.0.2.0/28")};
  graph.edges.push_back(edge);
  EXPECT_EQ(pieces(graph, "10.0.1.0/28"), (Texts{"10.0.1.0", "10.0.1.4", "10.0.1.5"}));
}

TEST(HeaderCuts, PortsAreCutByListsAndGuards) {
  FlowGraph graph = with_list(permit("any", "any", "tcp/443-445"));
  FlowEdge edge;
  edge.before.all_of.push_back({{ServiceIn{{service("tcp/450")}}}});
  graph.edges.push_back(edge);
  const HeaderCuts cuts = header_cuts(graph);
  EXPECT_EQ(least_of_pieces(cuts, ServiceField::dport, {440, 460}), (std::vector<std::uint16_t>{440, 443, 446, 450, 451}));
  EXPECT_EQ(least_of_pieces(cuts, ServiceField::sport, {440, 444}), (std::vector<std::uint16_t>{440, 443}));
  EXPECT_TRUE(cuts.complete);
}

TEST(HeaderCuts, APatternTooScatteredForIntervalsIsNotForgotten) {
  Rule rule = permit("any", "any");
  rule.match.src = {{Family::v4, 1, 1}};  // every odd address
  EXPECT_FALSE(header_cuts(with_list(rule)).complete);
}

}  // namespace
}  // namespace sekimori
