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

TEST(ScenarioRoutes, WhatAVrfImportsIsSetAsAWhole) {
  const std::string added = "- add_device: {name: rt, kind: router, vrfs: [{name: X}, {name: Y}]}\n";
  const Applied it = edited(added + "- set_leaks: {device: rt, vrf: X, leaks-to: [Y]}");
  ASSERT_TRUE(it.scenario);
  const auto x = std::ranges::find(it.network.vrfs, "X", &Vrf::name);
  ASSERT_NE(x, it.network.vrfs.end());
  ASSERT_EQ(x->leaks_to.size(), 1U);
  EXPECT_EQ(it.network.at(x->leaks_to.front()).name, "Y");
  EXPECT_EQ(codes_of(added + "- set_leaks: {device: rt, vrf: X, leaks-to: [X]}"), Codes{"N017"});
  EXPECT_EQ(codes_of(added + "- set_leaks: {device: rt, vrf: X, leaks-to: []}"), Codes{"S004"});
}

TEST(ScenarioRoutes, EditsOfThePolicyAreKeptForIt) {
  const Applied it = edited("- set_pack: {pack: beta, edition: R6.10}\n- set_cell: {from: a, to: b, admits: none}");
  ASSERT_TRUE(it.scenario);
  ASSERT_EQ(it.scenario->ledger.size(), 2U);
  EXPECT_EQ(it.scenario->ledger.front().kind, "set_pack");
  EXPECT_EQ(codes_of("- set_cell: {from: a, to: b, admits: none}\n- set_cell: {from: a, to: b, admits: [T]}"), Codes{"S005"});
}

TEST(ScenarioRoutes, RowsOfTheLedgerAreKeptForThePolicy) {
  const Applied it = edited("- add_ledger_row: {id: L1, from: ha, to: hb, service: tcp/443}\n- remove_ledger_row: {id: L2}");
  ASSERT_EQ(it.scenario->ledger.size(), 2U);
  EXPECT_EQ(it.scenario->ledger.front().kind, "add_ledger_row");
  EXPECT_EQ(codes_of("- add_ledger_row: {id: L1, from: ha, to: hb, service: tcp/1}\n- remove_ledger_row: {id: L1}"), Codes{"S005"});
}

}  // namespace
}  // namespace sekimori::test
