#include "show.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

/// One router with a VLAN port, an SVI, a filter and a route, and one host.
Network small_network() {
  Network network;
  network.sites.push_back({"main", "", {}});
  Zone zone;
  zone.name = "mynumber";
  zone.subnets = {*parse_prefix("10.10.0.0/24")};
  network.zones.push_back(zone);
  Device device;
  device.name = "core";
  device.kind = DeviceKind::switch_l3;
  device.interfaces = {InterfaceId{0}, InterfaceId{1}};
  device.vrfs = {VrfId{0}};
  network.devices.push_back(device);
  Interface port;
  port.name = "p1";
  port.mode = PortMode::access;
  port.access_vlan = *VlanId::from(10);
  Interface svi;
  svi.name = "Vlan10";
  svi.kind = InterfaceKind::svi;
  svi.mode = PortMode::none;
  svi.vlan = VlanId::from(10);
  svi.addresses.push_back({*parse_address("10.10.0.1"), 24, false, {}});
  svi.filters.in_v4 = FilterId{0};
  network.interfaces = {port, svi};
  Vrf vrf;
  vrf.routes.push_back({*parse_prefix("10.20.0.0/16"), {parse_address("10.10.0.2"), {}, {}, false}, 1, {}});
  network.vrfs.push_back(vrf);
  Rule rule;
  rule.action = Action::permit;
  rule.match.services = {ServiceBox::to_port(kTcp, 443, 443)};
  network.filters.push_back({"MN-IN", DeviceId{0}, {rule}, Action::deny, {}});
  Host host;
  host.name = "pc";
  host.kind = "terminal";
  host.relays = false;
  Attachment attachment;
  attachment.v4 = AddressSet::of(*parse_address("10.10.0.11"));
  host.attachments.push_back(attachment);
  network.hosts.push_back(host);
  return network;
}

/// By value: the tables are often temporaries.
Table named(const std::vector<Table>& tables, const std::string& name) {
  for (const Table& table : tables) {
    if (table.name == name) return table;
  }
  ADD_FAILURE() << "no table " << name;
  return {};
}

using Row = std::vector<std::string>;

void expect_rectangular(const std::vector<Table>& tables) {
  for (const Table& table : tables) {
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
  }
}

TEST(Show, EveryRowHasACellForEachColumn) {
  const Network network = small_network();
  for (const auto& tables : {assumption_tables(network), fib_tables(network), filter_tables(network), segment_tables(network),
                             vlan_tables(network), zone_tables(network)}) {
    expect_rectangular(tables);
  }
}

TEST(Show, AssumptionsAreCountedByKindAndEffectAndListedWithTheirPlace) {
  Network network = small_network();
  const FileId file = network.sources.add("configs/core.cfg", "a\nb\n");
  network.assumptions = {{Effect::may_both, DeviceId{0}, {file, 2, 0}, "unknown-line", "b", "not understood"},
                         {Effect::harmless, WholeNetwork{}, {file, 1, 0}, "unknown-line", "a", "a text"},
                         {Effect::may_both, InterfaceId{1}, {file, 1, 0}, "default", "x", "y"}};
  const auto tables = assumption_tables(network);
  EXPECT_EQ(named(tables, "summary").rows,
            (std::vector<Row>{
                {"default", "0", "0", "0", "1", "1"}, {"unknown-line", "1", "0", "0", "1", "2"}, {"all", "1", "0", "0", "2", "3"}}));
  EXPECT_EQ(named(tables, "assumptions").rows.at(0),
            (Row{"configs/core.cfg:2", "may-both", "unknown-line", "core", "b", "not understood"}));
  EXPECT_EQ(named(tables, "assumptions").rows.at(2).at(3), "core:Vlan10");
}

TEST(Show, NoAssumptionIsAnEmptySummary) { EXPECT_TRUE(named(assumption_tables(small_network()), "summary").rows.empty()); }

TEST(Show, TheFibHasConnectedAndStaticRoutes) {
  const auto& rows = named(fib_tables(small_network()), "fib").rows;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (Row{"core", "global", "10.10.0.0/24", "Vlan10 connected", "(model)"}));
  EXPECT_EQ(rows[1], (Row{"core", "global", "10.20.0.0/16", "Vlan10 via 10.10.0.2", "(model)"}));
}

TEST(Show, AVrfOfUnknownRoutesSaysSo) {
  Network network = small_network();
  network.vrfs[0].any_routing = true;
  network.vrfs[0].any_routing_why = "router ospf 1";
  EXPECT_EQ(named(fib_tables(network), "fib").rows.at(0).at(3), "by any interface: router ospf 1");
}

TEST(Show, FiltersEndWithTheirImplicitRule) {
  const auto tables = filter_tables(small_network());
  const auto& rules = named(tables, "rules").rows;
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0], (Row{"core", "MN-IN", "(model)", "", "permit", "any", "any", "tcp/443"}));
  EXPECT_EQ(rules[1].at(4), "deny");
  EXPECT_EQ(named(tables, "bindings").rows, (std::vector<Row>{{"core", "MN-IN", "Vlan10", "in v4"}}));
}

TEST(Show, VlansNamePortsAndSvis) {
  const auto& rows = named(vlan_tables(small_network()), "vlans").rows;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (Row{"core", "p1", "up", "access", "10", "(model)"}));
  EXPECT_EQ(rows[1], (Row{"core", "Vlan10", "up", "svi", "10", "(model)"}));
}

TEST(Show, ZonesListTheirEndpoints) {
  const auto tables = zone_tables(small_network());
  EXPECT_EQ(named(tables, "zones").rows, (std::vector<Row>{{"mynumber", "other", "", "10.10.0.0/24", "", "1"}}));
  EXPECT_EQ(named(tables, "endpoints").rows.at(0),
            (Row{"pc", "mynumber", "1", "terminal, does not relay", "10.10.0.11", "core:p1", "(model)"}));
}

TEST(Show, SegmentsNameWhoSharesThem) {
  const auto& rows = named(segment_tables(small_network()), "segments").rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at(1), "10");
  EXPECT_EQ(rows[0].at(3), "core:Vlan10");
  EXPECT_EQ(rows[0].at(4), "pc");
}

}  // namespace
}  // namespace sekimori
