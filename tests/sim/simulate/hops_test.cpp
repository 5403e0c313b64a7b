// A trace reads like a traceroute.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

TEST(Hops, TraceTellsEveryStepInOrder) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw"), core = n.switch_l3("core");
  const HostId a = n.host("a", "red", n.access(sw, "e1", 10), "10.0.1.5");
  n.link(n.trunk(sw, "t", "10,20"), n.trunk(core, "t", "10,20"));
  const InterfaceId in = n.svi(core, 10, "10.0.1.1/24");
  n.svi(core, 20, "10.0.2.1/24");
  const HostId b = n.host("b", "blue", n.access(core, "e9", 20), "10.0.2.5");
  n.filter_in(in, {permit("any", "any", "tcp/80")});
  n.net.filters[0].rules[0].label = "10";
  const SimulationResult result = run(n, a, tcp("10.0.1.5", "10.0.2.5", 80));
  ASSERT_TRUE(reached(result, b));
  const std::vector<Hop>& hops = deliveries_to(result, b)[0]->hops;
  std::vector<std::string> lines;
  for (const Hop& hop : hops) lines.push_back(hop.device + " " + hop.in + ">" + hop.out + " vlan " + hop.vlan + " " + hop.action);
  EXPECT_EQ(lines, (std::vector<std::string>{"sw e1>t vlan 10 switch", "core t> vlan 10 switch", "core Vlan10> vlan 10 receive",
                                             "core Vlan10> vlan 10 permit", "core Vlan10>Vlan20 vlan 10 route", "core >e9 vlan 20 switch",
                                             "b > vlan  deliver"}));
  EXPECT_EQ(hops[3].why, "filter acl0: 10 permit tcp/80");
  EXPECT_EQ(hops[3].source, n.net.filters[0].rules[0].at);
}

}  // namespace
}  // namespace sekimori::testing
