#include "solver/policy/predicates/facts.hpp"

#include "judged.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

/// Two switches of one trunk; VLAN 10 is the My Number zone's, VLAN 20 the LGWAN zone's.
struct Town {
  TinyNetwork n;
  Policy policy;
  Pack pack;
  FlowGraph graph;
  HostId pc, nas;

  Town() {
    const auto sw = n.switch_l2("sw");
    const auto a = n.access(sw, "a", 10), b = n.access(sw, "b", 20);
    pc = n.host("pc", "mn", a, "10.10.0.5");
    nas = n.host("nas", "lg", b, "10.20.0.5");
    n.of(n.zone("mn")).role = ZoneRole::my_number;
    n.of(n.zone("lg")).role = ZoneRole::lgwan_zone;
  }
  PredicateInput input() {
    graph = build_flow_graph(n.net);
    return {n.net, policy, pack, graph, {}, {}, Threat::relay, {}};
  }
};

TEST(Facts, EndsOfARowAreHostsOrDevices) {
  Town town;
  LedgerRow row;
  row.src = {town.pc};
  row.dst = {town.nas, DeviceId{0}};
  const Network& network = town.n.net;
  EXPECT_TRUE(joins(network, row, ZoneRole::my_number, ZoneRole::lgwan_zone));
  EXPECT_TRUE(joins(network, row, ZoneRole::lgwan_zone, ZoneRole::my_number));
  EXPECT_FALSE(joins(network, row, ZoneRole::my_number, ZoneRole::internet));
  EXPECT_TRUE(has_host_in(network, row.dst, ZoneRole::lgwan_zone));
  EXPECT_FALSE(has_host_in(network, row.src, ZoneRole::lgwan_zone));
  EXPECT_EQ(host_of(network, row.dst[1]), nullptr);
}

TEST(Facts, ASegmentHasTheZonesOfItsHosts) {
  Town town;
  const PredicateInput input = town.input();
  const auto mine = segments_of(input, ZoneRole::my_number);
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(zones_on(input, mine[0]), (std::set<ZoneId>{town.n.zone("mn")}));
  EXPECT_FALSE(belongs_to(input, mine[0], ZoneRole::lgwan_zone));
}

TEST(Facts, ASegmentBelongsToTheZoneOfItsVlanWithoutAHost) {
  Town town;
  town.n.of(town.n.zone("mn")).vlans = {vlan(20)};
  EXPECT_EQ(segments_of(town.input(), ZoneRole::my_number).size(), 2U);
}

TEST(Facts, ASegmentBelongsToTheZoneOfItsSubnetAndASmallerZoneIsCutOutOfALarger) {
  Town town;
  const auto r = town.n.router("r");
  town.n.routed(r, "e0", "10.9.0.1/30");
  town.n.of(town.n.zone("mn")).subnets = {prefix("10.9.0.0/16")};
  EXPECT_EQ(segments_of(town.input(), ZoneRole::my_number).size(), 2U);
  town.n.of(town.n.zone("lg")).subnets = {prefix("10.9.0.0/24")};
  EXPECT_EQ(segments_of(town.input(), ZoneRole::my_number).size(), 1U);
}

TEST(Facts, ScreensShowByPortByNodeAndByDeclaration) {
  Town town;
  const PredicateInput input = town.input();
  LedgerRow row;
  row.src = {town.pc};
  row.dst = {town.nas};
  row.services = {service("tcp/443")};
  EXPECT_FALSE(may_carry_screens(input, row));
  row.services = {service("tcp/3389")};
  EXPECT_TRUE(may_carry_screens(input, row));
  EXPECT_TRUE(carries_screens_only(input, row));
  row.services.push_back(service("tcp/445"));
  EXPECT_TRUE(may_carry_screens(input, row));
  EXPECT_FALSE(carries_screens_only(input, row));
  row.services = {service("tcp/443")};
  town.n.of(town.nas).attributes["data"] = "screen";
  EXPECT_TRUE(carries_screens_only(input, row));
}

TEST(Facts, ScreensInsideTheZoneOrBetweenOthersAreNone) {
  Town town;
  const PredicateInput input = town.input();
  LedgerRow row;
  row.services = {service("tcp/3389")};
  row.src = row.dst = {town.nas};
  EXPECT_FALSE(may_carry_screens(input, row));
  row.src = row.dst = {town.pc};
  EXPECT_FALSE(may_carry_screens(input, row));
}

TEST(Facts, TheCityLanIsNeitherSchoolsNorExternals) {
  for (const ZoneRole role : {ZoneRole::my_number, ZoneRole::lgwan_zone, ZoneRole::internet_zone, ZoneRole::management})
    EXPECT_TRUE(is_of_city(role));
  for (const ZoneRole role : {ZoneRole::internet, ZoneRole::lgwan, ZoneRole::school, ZoneRole::vendor, ZoneRole::public_wifi})
    EXPECT_FALSE(is_of_city(role));
  EXPECT_TRUE(is_of_schools(ZoneRole::school_learning));
  EXPECT_FALSE(is_of_schools(ZoneRole::internet_zone));
}

}  // namespace
}  // namespace sekimori::testing
