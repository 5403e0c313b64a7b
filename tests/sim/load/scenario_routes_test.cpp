#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

const std::vector<StaticRoute>& routes(const Network& network) { return network.at(device_named(network, "fw").vrfs.front()).routes; }

TEST(ScenarioRoutes, AddsARouteToTheGlobalTable) {
  const Applied it = edited("- add_route: {device: fw, to: 10.8.0.0/16, via: 10.2.0.8}");
  ASSERT_EQ(routes(it.network).size(), 2U);
  EXPECT_EQ(routes(it.network).back().next_hop.via, parse_address("10.2.0.8"));
  EXPECT_EQ(edited("- add_route: {device: fw, vrf: global, to: 10.8.0.0/16, via: 10.2.0.8}").network.vrfs.size(), it.network.vrfs.size());
}

TEST(ScenarioRoutes, ARouteThatIsThereChangesNothing) {
  EXPECT_EQ(codes_of("- add_route: {device: fw, to: 10.9.0.0/16, via: 10.2.0.9}"), Codes{"S004"});
  EXPECT_EQ(codes_of("- remove_route: {device: fw, to: 10.8.0.0/16}"), Codes{"S004"});
}

TEST(ScenarioRoutes, RemovesARouteByDestination) {
  EXPECT_TRUE(routes(edited("- remove_route: {device: fw, to: 10.9.0.0/16}").network).empty());
}

TEST(ScenarioRoutes, UnknownTablesAreRefused) {
  EXPECT_EQ(codes_of("- add_route: {device: fw, vrf: X, to: 10.8.0.0/16, via: 10.2.0.8}"), Codes{"N003"});
}

TEST(ScenarioRoutes, RowsOfTheLedgerAreKeptForThePolicy) {
  const Applied it = edited("- add_ledger_row: {id: L1, from: ha, to: hb, service: tcp/443}\n- remove_ledger_row: {id: L2}");
  ASSERT_EQ(it.scenario->ledger.size(), 2U);
  EXPECT_EQ(it.scenario->ledger.front().kind, "add_ledger_row");
  EXPECT_EQ(codes_of("- add_ledger_row: {id: L1, from: ha, to: hb, service: tcp/1}\n- remove_ledger_row: {id: L1}"), Codes{"S005"});
}

}  // namespace
}  // namespace sekimori::test
