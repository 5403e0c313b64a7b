// The queue: loops end, the shortest way is kept, limits hold.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

TEST(Walk, RoutingLoopEndsAndIsSaidWhenThereIsNothingElse) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  n.link(n.routed(r, "e1", "10.0.9.1/30"), n.routed(s, "e1", "10.0.9.2/30"));
  n.route(r, "0.0.0.0/0", "10.0.9.2");
  n.route(s, "0.0.0.0/0", "10.0.9.1");
  const SimulationResult result = run(n, a, tcp("10.0.1.5", "203.0.113.1"));
  ASSERT_EQ(result.traces.size(), 1U);
  EXPECT_EQ(result.traces[0].end, Disposition::loop);
  EXPECT_FALSE(result.traces[0].hops.empty());
}

TEST(Walk, ShortestWayToAnEndpointIsKept) {
  TinyNetwork n;  // a and b share a segment with a router that would also carry a's packets
  const DeviceId sw = n.switch_l2("sw"), r = n.router("r");
  const HostId a = n.host("a", "red", n.access(sw, "e1", 10), "10.0.1.5"), b = n.host("b", "red", n.access(sw, "e2", 10), "10.0.1.6");
  n.link(n.access(sw, "u", 10), n.routed(r, "e0", "10.0.1.1/24"));
  const SimulationResult result = run(n, a, tcp("10.0.1.5", "10.0.1.6"));
  ASSERT_EQ(deliveries_to(result, b).size(), 1U);
  EXPECT_TRUE(std::ranges::none_of(deliveries_to(result, b)[0]->hops, [](const Hop& hop) { return hop.action == "route"; }));
}

TEST(Walk, StopsAtTheLimitAndSaysSo) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  const HostId b = n.host("b", "blue", n.routed(r, "e1", "10.0.2.1/24"), "10.0.2.5");
  SimulateOptions options;
  options.max_branches = 1;
  const SimulationResult cut = run(n, a, tcp("10.0.1.5", "10.0.2.5"), options);
  EXPECT_TRUE(cut.truncated);
  EXPECT_FALSE(reached(cut, b));
  const SimulationResult whole = run(n, a, tcp("10.0.1.5", "10.0.2.5"));
  EXPECT_FALSE(whole.truncated);
  EXPECT_TRUE(reached(whole, b));
}

TEST(Walk, DeliveriesComeBeforeDrops) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  const HostId a = n.host("a", "red", n.access(sw, "e1", 10), "10.0.1.5");
  for (const char* name : {"r", "s"})
    n.link(n.access(sw, name, 10), n.routed(n.router(name), "e0", name[0] == 'r' ? "10.0.1.1/24" : "10.0.1.2/24"));
  const HostId b = n.host("b", "blue", n.routed(*find_device(n.net, "s"), "e1", "10.0.2.1/24"), "10.0.2.5");
  const SimulationResult result = run(n, a, tcp("10.0.1.5", "10.0.2.5"));
  ASSERT_EQ(result.traces.size(), 2U);
  EXPECT_EQ(result.traces[0].delivered_to, EndpointRef(b));
  EXPECT_EQ(result.traces[1].end, Disposition::no_route) << "at r";
}

}  // namespace
}  // namespace sekimori::testing
