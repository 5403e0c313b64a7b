#include "sim/forward/places.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

struct Placed {
  SegmentMap segments;
  Places places;
};

Placed place(const Network& network) {
  std::map<Spot, SegmentId> spots;
  SegmentMap segments = compute_segments(network, spots);
  Places places = find_places(network, segments, spots);
  return {std::move(segments), std::move(places)};
}

/// Two switches, each with a routed interface in VLANs 10 and 20, between them a trunk.
struct Pair {
  TinyNetwork n;
  DeviceId a, b;
  InterfaceId a10, a20, b10, b20;
  Pair(std::uint16_t native_a, std::uint16_t native_b) {
    a = n.switch_l3("a");
    b = n.switch_l3("b");
    a10 = n.svi(a, 10, "10.0.10.1/24");
    a20 = n.svi(a, 20, "10.0.20.1/24");
    b10 = n.svi(b, 10, "10.0.10.2/24");
    b20 = n.svi(b, 20, "10.0.20.2/24");
    n.link(n.trunk(a, "x", "10,20", native_a), n.trunk(b, "x", "10,20", native_b));
  }
};

TEST(Places, segments_on_which_all_hear_each_other_are_one_place_each_with_their_number) {
  const Pair pair(99, 99);
  const auto [segments, places] = place(pair.n.net);
  ASSERT_EQ(segments.segments.size(), 2U);
  EXPECT_EQ(places.segment, (std::vector{SegmentId{0}, SegmentId{1}}));
  EXPECT_TRUE(places.one_way.empty());
  for (const InterfaceId i : {pair.a10, pair.a20, pair.b10, pair.b20})
    EXPECT_EQ(places.of_layer3[i.index]->index, segments.of_layer3[i.index]->index);
}

TEST(Places, L1_a_native_mismatch_makes_one_segment_of_three_places) {
  const Pair pair(10, 20);
  const auto placed = place(pair.n.net);
  const auto& segments = placed.segments;
  const auto& places = placed.places;
  ASSERT_EQ(segments.segments.size(), 1U);
  ASSERT_EQ(places.of_segment[0].size(), 3U);
  EXPECT_EQ(places.of_segment[0].front(), PlaceId{0});
  const auto of = [&](InterfaceId i) { return *places.of_layer3[i.index]; };
  EXPECT_EQ(of(pair.a10), of(pair.b20)) << "untagged frames pass both ways";
  // a's VLAN 20 leaves tagged 20 and is taken by b's 20; b's 20 leaves untagged, to a's 10. The same for b's VLAN 10.
  const auto heard = [&](InterfaceId from, InterfaceId to) { return places.heard_at[of(from).index].contains(of(to)); };
  EXPECT_TRUE(heard(pair.a20, pair.b20) && heard(pair.b10, pair.a10));
  EXPECT_FALSE(heard(pair.b20, pair.a20) || heard(pair.a10, pair.b10) || heard(pair.a20, pair.b10));
  EXPECT_TRUE(heard(pair.a20, pair.a10)) << "by way of b";
  EXPECT_EQ(places.one_way.size(), 2U);
}

TEST(Places, a_port_that_is_at_one_place_is_an_access_port_of_it) {
  Pair pair(10, 20);
  const InterfaceId here = pair.n.access(pair.a, "p", 20);
  const auto [segments, places] = place(pair.n.net);
  const PlaceId of_a20 = *places.of_layer3[pair.a20.index];
  EXPECT_EQ(places.vlans[of_a20.index], std::set<std::uint16_t>{20});
  EXPECT_EQ(places.access[of_a20.index], (std::vector{here, pair.a20}));
}

TEST(Places, a_host_on_a_trunk_is_at_every_place_of_its_port) {
  Pair pair(10, 20);
  const HostId host = pair.n.host("h", "z", pair.n.trunk(pair.a, "p", "10,20", 10), "10.0.10.9");
  const auto [segments, places] = place(pair.n.net);
  const auto& there = places.of_host.at({SegmentId{0}, SegmentHost{host, 0}});
  EXPECT_EQ(there, (std::set{*places.of_layer3[pair.a10.index], *places.of_layer3[pair.a20.index]}));
}

TEST(Places, beside_a_transparent_firewall_a_segment_stays_one_place) {
  Pair pair(10, 20);
  const DeviceId f = pair.n.firewall("f");
  pair.n.of(f).firewall->transparent = true;
  pair.n.link(pair.n.interface(f, "i", InterfaceKind::physical, PortMode::routed), pair.n.access(pair.a, "p", 20));
  const auto [segments, places] = place(pair.n.net);
  EXPECT_TRUE(places.one_way.empty());
}

}  // namespace
}  // namespace sekimori
