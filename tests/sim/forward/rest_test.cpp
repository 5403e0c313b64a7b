// Nothing undeclared is absent (semantics E2).
#include "sim/forward/rest.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// One switch with VLAN 10 and an SVI.
struct OneVlan {
  TinyNetwork n;
  DeviceId sw = n.switch_l3("sw");
  InterfaceId port = n.access(sw, "1", 10), svi = n.svi(sw, 10, "10.0.0.1/29");

  [[nodiscard]] std::vector<Undeclared> undeclared() const {
    const SegmentMap map = compute_segments(n.net);
    return undeclared_on(n.net, map.segments.at(map.of_layer3[svi.index]->index));
  }
};

TEST(Rest, E2_owns_what_nobody_declared_without_subnet_and_broadcast_address) {
  OneVlan t;
  t.n.host("a", "red", t.port, "10.0.0.2");
  const auto rest = t.undeclared();
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].v4, AddressSet::of_range(Family::v4, address("10.0.0.3").bits, address("10.0.0.6").bits));
}

TEST(Rest, E2_a_full_segment_or_a_declared_transit_has_none) {
  OneVlan t;
  const HostId a = t.n.host("a", "red", t.port, "10.0.0.2");
  t.n.of(a).attachments.front().v4 = AddressSet::of_range(Family::v4, address("10.0.0.2").bits, address("10.0.0.6").bits);
  EXPECT_TRUE(t.undeclared().empty());
  t.n.of(a).attachments.front().v4 = AddressSet::of(address("10.0.0.2"));
  EXPECT_FALSE(t.undeclared().empty());
  t.n.transit(t.svi);
  EXPECT_TRUE(t.undeclared().empty());
}

TEST(Rest, E2_somebody_may_be_at_a_radio_of_a_full_segment_with_any_address) {
  OneVlan t;
  t.n.of(t.svi).addresses = {{address("10.0.0.1"), 31, false, {}}};
  t.n.host("a", "red", t.port, "10.0.0.0");
  EXPECT_TRUE(t.undeclared().empty());
  const InterfaceId radio = t.n.access(t.sw, "radio", 10);
  t.n.of(radio).wireless = true;
  const auto rest = t.undeclared();
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_TRUE(rest[0].v4.contains(address("192.0.2.1")));
  EXPECT_FALSE(rest[0].v4.contains(address("10.0.0.1")));
}

TEST(Rest, E2_is_in_the_zone_of_the_subnet_and_of_the_vlan_else_of_the_hosts) {
  OneVlan t;
  EXPECT_EQ(t.undeclared().at(0).zone, std::nullopt);
  t.n.host("a", "red", t.port, "10.0.0.2");
  EXPECT_EQ(t.undeclared().at(0).zone, t.n.zone("red"));
  t.n.of(t.n.zone("blue")).vlans = {vlan(10)};
  EXPECT_EQ(t.undeclared().at(0).zone, t.n.zone("blue"));
  t.n.of(t.n.zone("green")).subnets = {prefix("10.0.0.0/8")};
  const auto zones = [&] {
    std::set<std::optional<ZoneId>> found;
    for (const Undeclared& u : t.undeclared()) found.insert(u.zone);
    return found;
  };
  using Zones = std::set<std::optional<ZoneId>>;
  EXPECT_EQ(zones(), (Zones{t.n.zone("blue"), t.n.zone("green")})) << "the VLAN says one zone, the subnet another: both are here";
  t.n.of(t.n.zone("yellow")).subnets = {prefix("10.0.0.0/24")};
  EXPECT_EQ(zones(), (Zones{t.n.zone("blue"), t.n.zone("yellow")})) << "the longer subnet says more";
  t.n.of(t.n.zone("blue")).vlans = {};
  EXPECT_EQ(zones(), (Zones{t.n.zone("yellow")}));
}

TEST(Rest, E2_hosts_that_disagree_give_no_zone) {
  OneVlan t;
  t.n.host("a", "red", t.port, "10.0.0.2");
  t.n.host("b", "blue", t.n.access(t.sw, "2", 10), "10.0.0.3");
  EXPECT_EQ(t.undeclared().at(0).zone, std::nullopt);
  const FlowGraph g = build_flow_graph(t.n.net);
  const FlowEndpoint& rest = endpoint(g, "rest of the segment at sw:1 VLAN 10");
  EXPECT_TRUE(g.zones.at(rest.zone.index).implicit);
  EXPECT_EQ(g.zones.at(rest.zone.index).name, "segment-sw-1-vlan-10");
  EXPECT_EQ(rest.relay, RelayKind::always);
}

TEST(Rest, E2_a_subnet_shared_by_two_zones_has_the_undeclared_of_both) {
  OneVlan t;
  t.n.of(t.n.zone("low")).subnets = {prefix("10.0.0.0/30")};
  t.n.of(t.n.zone("high")).subnets = {prefix("10.0.0.4/30")};
  const auto rest = t.undeclared();
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0].zone, t.n.zone("low"));
  EXPECT_TRUE(rest[0].v4.contains(address("10.0.0.3")));
  EXPECT_FALSE(rest[0].v4.contains(address("10.0.0.4")));
  EXPECT_EQ(rest[1].zone, t.n.zone("high"));
  EXPECT_TRUE(rest[1].v4.contains(address("10.0.0.4")));
}

TEST(Rest, E2_vlans_of_two_zones_that_run_into_one_another_have_the_undeclared_of_both) {
  OneVlan t;
  t.n.of(t.n.zone("red")).vlans = {vlan(10)};
  t.n.of(t.n.zone("blue")).vlans = {vlan(20)};
  t.n.link(t.n.access(t.sw, "x", 10), t.n.access(t.sw, "y", 20));
  const auto rest = t.undeclared();
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_NE(rest[0].zone, rest[1].zone);
}

TEST(Rest, E2_where_there_are_hosts_but_no_subnet_it_owns_everything_they_do_not) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  n.host("a", "red", n.access(sw, "1", 10), "10.0.0.2");
  const auto rest = undeclared_on(n.net, compute_segments(n.net).segments.at(0));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].zone, n.zone("red"));
  EXPECT_EQ(rest[0].v4, AddressSet::of(address("10.0.0.2")).complement());
}

TEST(Rest, S4_has_link_local_addresses_and_every_prefix_of_its_segment) {
  OneVlan t;
  t.n.add_address(t.svi, "2001:db8::1/64");
  const AddressSet v6 = t.undeclared().at(0).v6;
  EXPECT_TRUE(v6.contains(address("fe80::1")));
  EXPECT_TRUE(v6.contains(address("2001:db8::1234")));
  EXPECT_FALSE(v6.contains(address("2001:db8:1::1")));
}

}  // namespace
}  // namespace sekimori
