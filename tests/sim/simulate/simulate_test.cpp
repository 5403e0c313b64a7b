// The public face: names, repeatability, one wiring for many packets.
#include "sekimori/simulate/simulate.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

TEST(Simulate, DispositionsHaveDistinctNames) {
  std::set<std::string> names;
  for (const Disposition end :
       {Disposition::delivered, Disposition::denied_in, Disposition::denied_out, Disposition::denied_policy, Disposition::no_route,
        Disposition::null_routed, Disposition::no_neighbour, Disposition::no_listener, Disposition::loop}) {
    EXPECT_FALSE(to_text(end).empty());
    names.insert(to_text(end));
  }
  EXPECT_EQ(names.size(), 9U);
}

TEST(Simulate, NobodyToHearIsNoListener) {
  TinyNetwork n;
  const HostId a = n.host("a", "red", n.access(n.switch_l2("sw"), "e1", 10), "10.0.1.5");
  const SimulationResult result = run(n, a, tcp("10.0.1.5", "10.0.1.5"));
  ASSERT_EQ(result.traces.size(), 1U);
  EXPECT_EQ(result.traces[0].end, Disposition::no_listener);
}

TEST(Simulate, OneSimulatorGivesTheSameResultsAsFreshOnes) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  const HostId b = n.host("b", "blue", n.routed(r, "e1", "10.0.2.1/24"), "10.0.2.5");
  Simulator simulator(n.net);
  for (int round = 0; round < 2; ++round) {
    for (const HostId sender : {a, b}) {
      const Emission emission = from(sender, tcp("10.0.1.5", "10.0.2.5"));
      const SimulationResult shared = simulator.run(emission), fresh = simulate(n.net, emission);
      ASSERT_EQ(shared.traces.size(), fresh.traces.size());
      for (std::size_t i = 0; i < fresh.traces.size(); ++i) {
        EXPECT_EQ(shared.traces[i].end, fresh.traces[i].end);
        EXPECT_EQ(shared.traces[i].delivered_to, fresh.traces[i].delivered_to);
        EXPECT_EQ(shared.traces[i].hops.size(), fresh.traces[i].hops.size());
      }
    }
  }
}

TEST(Simulate, EarlierSessionsAreKeptAndNewOnesAdded) {
  TinyNetwork n;
  const DeviceId fw = n.firewall("fw");
  const InterfaceId in = n.routed(fw, "e0", "10.0.1.1/24"), out = n.routed(fw, "e1", "10.0.2.1/24");
  const HostId a = n.host("a", "red", in, "10.0.1.5");
  n.host("b", "blue", out, "10.0.2.5");
  n.policy(fw, {in}, {out}, permit());
  const auto first = run(n, a, tcp("10.0.1.5", "10.0.2.5", 80)).sessions;
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(simulate(n.net, from(a, tcp("10.0.1.5", "10.0.2.5", 81)), first).sessions.size(), 2U);
}

}  // namespace
}  // namespace sekimori::testing
