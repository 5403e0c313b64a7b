#include "sekimori/forward/flow_graph.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {
using namespace testing;
TEST(FlowGraph, smoke) {
  TinyNetwork n;
  const auto r = n.router("r");
  const auto in = n.routed(r, "e0", "10.0.1.1/24"), out = n.routed(r, "e1", "10.0.2.1/24");
  n.host("a", "red", in, "10.0.1.5");
  n.host("b", "blue", out, "10.0.2.5");
  n.filter_in(in, {deny("10.0.1.5"), permit()});
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_FALSE(g.edges.empty());
  for (const FlowEdge& e : g.edges) std::printf("%s -> %s %s %d\n", describe(n.net, g, e.from).c_str(), describe(n.net, g, e.to).c_str(), to_text(e.kind).c_str(), static_cast<int>(e.family));
}
}  // namespace
}  // namespace sekimori
