#include "sekimori/forward/segments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// The two hosts are on one segment.
bool together(const Network& network, HostId a, HostId b) {
  const SegmentMap map = compute_segments(network);
  return std::ranges::any_of(map.segments, [&](const Segment& s) {
    const auto has = [&](HostId id) { return std::ranges::any_of(s.hosts, [&](const SegmentHost& h) { return h.host == id; }); };
    return has(a) && has(b);
  });
}

struct TwoSwitches {
  TinyNetwork n;
  DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  HostId host_on(DeviceId device, const std::string& name, unsigned number) {
    return n.host(name, "zone-" + name, n.access(device, "p-" + name, number), "");
  }
};

TEST(Segments, L1_access_ports_of_one_vlan_on_one_switch_share_a_segment) {
  TwoSwitches t;
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.a, "y", 10), z = t.host_on(t.a, "z", 20);
  EXPECT_TRUE(together(t.n.net, x, y));
  EXPECT_FALSE(together(t.n.net, x, z));
}

TEST(Segments, L1_a_trunk_joins_a_vlan_only_if_both_ends_carry_it) {
  TwoSwitches t;
  t.n.link(t.n.trunk(t.a, "up", "10,20"), t.n.trunk(t.b, "up", "10,30"));
  EXPECT_TRUE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.b, "y", 10)));
  EXPECT_FALSE(together(t.n.net, t.host_on(t.a, "x2", 20), t.host_on(t.b, "y2", 20)));
  EXPECT_FALSE(together(t.n.net, t.host_on(t.a, "x3", 10), t.host_on(t.b, "y3", 30)));
}

TEST(Segments, L1_a_native_vlan_mismatch_merges_the_two_vlans) {
  TwoSwitches t;
  t.n.link(t.n.trunk(t.a, "up", "10,20", 10), t.n.trunk(t.b, "up", "10,20", 20));
  EXPECT_TRUE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.b, "y", 20)));
}

TEST(Segments, L1_a_native_vlan_that_is_tagged_or_not_allowed_carries_no_untagged_frames) {
  TwoSwitches t;
  const InterfaceId up = t.n.trunk(t.a, "up", "10,20", 10);
  t.n.link(up, t.n.access(t.b, "up", 30));
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.b, "y", 30);
  EXPECT_TRUE(together(t.n.net, x, y));
  t.n.of(up).native_tagged = true;
  EXPECT_FALSE(together(t.n.net, x, y));
  t.n.of(up).native_tagged = false;
  t.n.of(up).allowed = vlans("20");
  EXPECT_FALSE(together(t.n.net, x, y));
}

TEST(Segments, L1_access_ports_of_different_vlans_cabled_together_merge) {
  TwoSwitches t;
  t.n.link(t.n.access(t.a, "up", 10), t.n.access(t.b, "up", 20));
  EXPECT_TRUE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.b, "y", 20)));
}

TEST(Segments, L1_a_port_that_is_down_joins_nothing_and_says_so) {
  TwoSwitches t;
  const InterfaceId up = t.n.trunk(t.a, "up", "10");
  t.n.link(up, t.n.trunk(t.b, "up", "10"));
  t.n.of(up).up = false;
  EXPECT_FALSE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.b, "y", 10)));
  const auto dropped = compute_segments(t.n.net).dropped;
  EXPECT_NE(std::ranges::find(dropped, "a:up: shutdown"), dropped.end());
  EXPECT_NE(std::ranges::find(dropped, "link a:up - b:up: an end is down or no port"), dropped.end());
}

TEST(Segments, L1_a_member_link_joins_the_port_channels_under_their_settings) {
  TwoSwitches t;
  const InterfaceId ma = t.n.access(t.a, "m", 99), mb = t.n.access(t.b, "m", 98);
  const InterfaceId ca = t.n.interface(t.a, "Port-channel1", InterfaceKind::port_channel, PortMode::trunk);
  const InterfaceId cb = t.n.interface(t.b, "Port-channel1", InterfaceKind::port_channel, PortMode::trunk);
  t.n.of(ca).allowed = t.n.of(cb).allowed = vlans("10");
  t.n.of(ma).channel = ca;
  t.n.of(mb).channel = cb;
  t.n.link(ma, mb);
  EXPECT_TRUE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.b, "y", 10)));
  EXPECT_FALSE(together(t.n.net, t.host_on(t.a, "x2", 99), t.host_on(t.b, "y2", 98)));
}

TEST(Segments, L1_a_hub_merges_every_vlan_of_every_port) {
  TwoSwitches t;
  const DeviceId hub = t.n.hub("hub");
  t.n.link(t.n.trunk(t.a, "up", "10,20"), t.n.access(hub, "1", 1));
  EXPECT_TRUE(together(t.n.net, t.host_on(t.a, "x", 10), t.host_on(t.a, "y", 20)));
}

TEST(Segments, L2_a_subinterface_and_an_svi_are_on_the_segment_of_their_vlan) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l3("sw"), r = n.router("r");
  const InterfaceId port = n.routed(r, "e0", {});
  const InterfaceId sub = n.subinterface(port, 10, "10.0.10.1/24");
  const InterfaceId svi = n.svi(sw, 10, "10.0.10.2/24"), other = n.svi(sw, 20, "10.0.20.2/24");
  n.link(n.trunk(sw, "up", "10,20"), port);
  const SegmentMap map = compute_segments(n.net);
  ASSERT_TRUE(map.of_layer3[sub.index] && map.of_layer3[svi.index] && map.of_layer3[other.index]);
  EXPECT_EQ(map.of_layer3[sub.index], map.of_layer3[svi.index]);
  EXPECT_NE(map.of_layer3[sub.index], map.of_layer3[other.index]);
}

TEST(Segments, L4_a_host_on_a_trunk_is_on_every_vlan_it_carries_unless_it_tags_one) {
  TwoSwitches t;
  const InterfaceId port = t.n.trunk(t.a, "srv", "10,20");
  const HostId server = t.n.host("server", "s", port, "");
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.a, "y", 20), z = t.host_on(t.a, "z", 30);
  EXPECT_TRUE(together(t.n.net, server, x));
  EXPECT_TRUE(together(t.n.net, server, y));
  EXPECT_FALSE(together(t.n.net, server, z));
  t.n.of(server).attachments.front().vlan = vlan(20);
  EXPECT_FALSE(together(t.n.net, server, x));
  EXPECT_TRUE(together(t.n.net, server, y));
}

TEST(Segments, L4_a_host_on_an_access_port_is_on_its_voice_vlan_too) {
  TwoSwitches t;
  const HostId x = t.host_on(t.a, "x", 10), phone = t.host_on(t.a, "phone", 40);
  EXPECT_FALSE(together(t.n.net, x, phone));
  t.n.of(t.n.of(x).attachments.front().port).voice_vlan = vlan(40);
  EXPECT_TRUE(together(t.n.net, x, phone));
}

TEST(Segments, L4_the_native_vlan_of_a_cabled_trunk_hops_one_way_into_its_other_vlans) {
  TwoSwitches t;
  t.n.link(t.n.trunk(t.a, "up", "10,20", 10), t.n.trunk(t.b, "up", "10,20", 10));
  t.host_on(t.a, "x", 10);
  t.host_on(t.b, "y", 20);
  const SegmentMap map = compute_segments(t.n.net);
  ASSERT_EQ(map.hops.size(), 1U);
  EXPECT_EQ(map.segments[map.hops[0].from.index].vlans, std::vector{vlan(10)});
  EXPECT_EQ(map.segments[map.hops[0].to.index].vlans, std::vector{vlan(20)});
}

TEST(Segments, E2_without_cabling_data_equal_vlan_numbers_and_overlapping_subnets_share_a_segment) {
  TwoSwitches t;
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.b, "y", 10), z = t.host_on(t.b, "z", 20);
  const DeviceId r = t.n.router("r"), s = t.n.router("s");
  const InterfaceId e = t.n.routed(r, "e0", "10.9.0.1/24"), f = t.n.routed(s, "e0", "10.9.0.2/24"), g = t.n.routed(s, "e1", "10.8.0.2/24");
  EXPECT_FALSE(together(t.n.net, x, y));
  t.n.net.cabling_inferred = true;
  EXPECT_TRUE(together(t.n.net, x, y));
  EXPECT_FALSE(together(t.n.net, x, z));
  const SegmentMap map = compute_segments(t.n.net);
  EXPECT_EQ(map.of_layer3[e.index], map.of_layer3[f.index]);
  EXPECT_NE(map.of_layer3[e.index], map.of_layer3[g.index]);
}

TEST(Segments, E5_a_multi_homed_host_merges_its_segments_unless_declared_otherwise) {
  TwoSwitches t;
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.b, "y", 20);
  const HostId dual = t.host_on(t.a, "dual", 10);
  t.n.attach(dual, t.n.access(t.b, "second", 20), "");
  EXPECT_TRUE(together(t.n.net, x, y));
  t.n.of(dual).forwards = false;
  EXPECT_FALSE(together(t.n.net, x, y));
  t.n.of(dual).forwards = true;
  t.n.of(dual).role = External{};
  EXPECT_FALSE(together(t.n.net, x, y)) << "an external passes packets on by transit edges";
}

TEST(Segments, L6_paired_tunnel_ends_share_a_segment) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const InterfaceId e = n.routed(r, "e0", "10.0.0.1/24"), f = n.routed(s, "e0", "10.0.1.1/24");
  const InterfaceId a = n.tunnel(r, "Tunnel0", "172.16.0.1/30", e, "10.0.1.1", true);
  const InterfaceId b = n.tunnel(s, "Tunnel0", "172.16.0.2/30", f, "10.0.0.1", true);
  const InterfaceId c = n.tunnel(s, "Tunnel1", "172.16.1.2/30", f, "10.9.9.9", true);
  const SegmentMap map = compute_segments(n.net);
  EXPECT_EQ(map.of_layer3[a.index], map.of_layer3[b.index]);
  EXPECT_NE(map.of_layer3[a.index], map.of_layer3[c.index]);
}

TEST(Segments, L3_a_transparent_firewall_keeps_its_halves_apart_and_joins_them_vlan_by_vlan) {
  TwoSwitches t;
  const DeviceId fw = t.n.firewall("fw");
  t.n.of(fw).firewall->transparent = true;
  const InterfaceId in = t.n.trunk(fw, "in", "10,20"), out = t.n.trunk(fw, "out", "10,20");
  t.n.link(t.n.trunk(t.a, "up", "10,20"), in);
  t.n.link(t.n.trunk(t.b, "up", "10,20"), out);
  const HostId x = t.host_on(t.a, "x", 10), y = t.host_on(t.b, "y", 10);
  t.host_on(t.b, "z", 20);
  EXPECT_FALSE(together(t.n.net, x, y));
  const SegmentMap map = compute_segments(t.n.net);
  ASSERT_EQ(map.joins.size(), 1U) << "VLAN 20 has nobody on the near side";
  const auto vlans_of = [&](SegmentId id) { return map.segments[id.index].vlans; };
  EXPECT_EQ(vlans_of(map.joins[0].segment_a), std::vector{vlan(10)});
  EXPECT_EQ(vlans_of(map.joins[0].segment_b), std::vector{vlan(10)});
}

TEST(Segments, transit_declarations_mark_the_one_segment_they_name_and_none_when_they_name_several) {
  TwoSwitches t;
  const InterfaceId up = t.n.trunk(t.a, "up", "10,20");
  t.n.link(up, t.n.trunk(t.b, "up", "10,20"));
  t.host_on(t.a, "x", 10);
  const HostId y = t.host_on(t.a, "y", 20);
  t.n.transit(up);
  for (const Segment& s : compute_segments(t.n.net).segments) EXPECT_FALSE(s.transit);
  t.n.transit(t.n.of(y).attachments.front().port);
  std::size_t marked = 0;
  for (const Segment& s : compute_segments(t.n.net).segments) marked += s.transit ? 1U : 0U;
  EXPECT_EQ(marked, 1U);
}

TEST(Segments, E2_radios_and_uncabled_trunks_are_open_ports) {
  TwoSwitches t;
  const HostId x = t.host_on(t.a, "x", 10);
  const InterfaceId trunk = t.n.trunk(t.a, "spare", "10"), radio = t.n.access(t.a, "radio", 10), cabled = t.n.trunk(t.a, "up", "10");
  t.n.access(t.a, "unused", 10);
  t.n.of(radio).wireless = true;
  t.n.link(cabled, t.n.trunk(t.b, "up", "10"));
  const SegmentMap map = compute_segments(t.n.net);
  const auto home = std::ranges::find_if(map.segments, [&](const Segment& s) { return !s.hosts.empty() && s.hosts[0].host == x; });
  ASSERT_NE(home, map.segments.end());
  EXPECT_EQ(home->open_ports, (std::vector{trunk, radio}));
}

TEST(Segments, the_anchor_is_the_smallest_interface_on_the_segment) {
  TwoSwitches t;
  const HostId first = t.host_on(t.a, "x", 10);
  t.host_on(t.a, "y", 10);
  t.n.svi(t.a, 10, "10.0.0.1/24");
  const SegmentMap map = compute_segments(t.n.net);
  ASSERT_EQ(map.segments.size(), 1U);
  EXPECT_EQ(map.segments[0].anchor, t.n.of(first).attachments.front().port);
}

TEST(Segments, do_not_depend_on_the_order_of_links) {
  TwoSwitches t;
  const DeviceId c = t.n.switch_l2("c"), d = t.n.switch_l2("d");
  const std::vector<DeviceId> devices = {t.a, t.b, c, d};
  for (std::size_t x = 0; x < devices.size(); ++x) {
    for (std::size_t y = x + 1; y < devices.size(); ++y) {
      const std::string end = std::to_string(x) + std::to_string(y);
      t.n.link(t.n.trunk(devices[x], "t" + end, "10,20,30", 10), t.n.trunk(devices[y], "u" + end, "10,20", y == 3 ? 20 : 10));
    }
  }
  for (unsigned number : {10U, 20U, 30U}) t.host_on(c, "h" + std::to_string(number), number);
  const SegmentMap before = compute_segments(t.n.net);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(t.n.net.links.begin(), t.n.net.links.end(), random);
    const SegmentMap after = compute_segments(t.n.net);
    ASSERT_EQ(after.segments.size(), before.segments.size());
    for (std::size_t i = 0; i < after.segments.size(); ++i) {
      EXPECT_EQ(after.segments[i].anchor, before.segments[i].anchor);
      EXPECT_EQ(after.segments[i].ports, before.segments[i].ports);
      EXPECT_EQ(after.segments[i].hosts, before.segments[i].hosts);
    }
    EXPECT_EQ(after.hops.size(), before.hops.size());
  }
}

}  // namespace
}  // namespace sekimori
