// IEEE 802.1Q at a port (semantics L1, L4).
#include "sim/forward/wire.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

struct Ports {
  TinyNetwork n;
  DeviceId sw = n.switch_l2("sw"), r = n.router("r");

  /// The VLAN in which the switch reads the frame; 0: it drops it.
  [[nodiscard]] unsigned read(InterfaceId port, Tag tag) const {
    const auto spot = spot_of_frame(n.net, port, tag);
    return spot ? spot->tag : 0U;
  }
};

TEST(Wire, an_access_port_reads_untagged_frames_and_its_voice_vlan) {
  Ports t;
  const InterfaceId port = t.n.access(t.sw, "1", 10);
  t.n.of(port).voice_vlan = vlan(40);
  EXPECT_EQ(t.read(port, std::nullopt), 10U);
  EXPECT_EQ(t.read(port, vlan(10)), 10U) << "switches take the tag of the port's own VLAN";
  EXPECT_EQ(t.read(port, vlan(40)), 40U);
  EXPECT_EQ(t.read(port, vlan(20)), 0U);
}

TEST(Wire, a_trunk_reads_allowed_tags_and_untagged_frames_in_its_native_vlan) {
  Ports t;
  const InterfaceId port = t.n.trunk(t.sw, "1", "10,20", 20);
  EXPECT_EQ(t.read(port, std::nullopt), 20U);
  EXPECT_EQ(t.read(port, vlan(10)), 10U);
  EXPECT_EQ(t.read(port, vlan(30)), 0U);
}

TEST(Wire, a_routed_port_reads_only_tags_of_live_subinterfaces) {
  Ports t;
  const InterfaceId port = t.n.routed(t.r, "e0", "10.0.0.1/24"), sub = t.n.subinterface(port, 10, "10.0.1.1/24");
  EXPECT_TRUE(spot_of_frame(t.n.net, port, std::nullopt));
  EXPECT_EQ(spot_of_frame(t.n.net, port, vlan(10)), spot_of_layer3(t.n.net, sub));
  EXPECT_FALSE(spot_of_frame(t.n.net, port, vlan(20)));
  t.n.of(sub).up = false;
  EXPECT_FALSE(spot_of_frame(t.n.net, port, vlan(10)));
}

TEST(Wire, a_hub_reads_everything_as_one) {
  Ports t;
  const InterfaceId port = t.n.access(t.n.hub("hub"), "1", 10);
  EXPECT_EQ(spot_of_frame(t.n.net, port, std::nullopt), spot_of_frame(t.n.net, port, vlan(99)));
}

TEST(Wire, vlans_that_no_line_names_are_represented_once_for_each_set_of_trunks) {
  Ports t;
  t.n.access(t.sw, "1", 10);
  t.n.trunk(t.sw, "2", "10,100-199");
  t.n.trunk(t.sw, "3", "10,150-299");
  const std::vector<VlanId> all = relevant_vlans(t.n.net);
  // 1 (default native) and 10 are named; 100-149, 150-199 and 200-299 are carried alike.
  EXPECT_EQ(all, (std::vector{vlan(1), vlan(10), vlan(100), vlan(150), vlan(200)}));
}

TEST(Wire, E2_a_vlan_that_only_a_zone_names_is_not_represented_by_another) {
  Ports t;
  t.n.trunk(t.sw, "1", "100-199");
  t.n.of(t.n.zone("red")).vlans = {vlan(150)};
  const std::vector<VlanId> all = relevant_vlans(t.n.net);
  EXPECT_NE(std::find(all.begin(), all.end(), vlan(150)), all.end());
}

TEST(Wire, a_host_that_tags_a_vlan_its_port_does_not_carry_may_be_anywhere_on_the_port) {
  Ports t;
  const InterfaceId port = t.n.access(t.sw, "1", 10);
  const HostId host = t.n.host("x", "red", port, "");
  t.n.of(host).attachments.front().vlan = vlan(30);
  const std::vector<Spot> spots = spots_of_host(t.n.net, t.n.of(host).attachments.front(), relevant_vlans(t.n.net));
  ASSERT_EQ(spots.size(), 1U);
  EXPECT_EQ(spots[0].tag, 10U);
}

}  // namespace
}  // namespace sekimori
