// L1, L4: what happens to a frame's VLAN on one wire, seen from the hosts at its ends.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

const Packet kFrame = non_ip();

struct TwoSwitches {
  TinyNetwork n;
  DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  InterfaceId a_port = n.access(left, "e1", 10), b_port = n.access(right, "e1", 10), c_port = n.access(right, "e2", 20);
  HostId a = n.host("a", "red", a_port, "10.0.10.1"), b = n.host("b", "red", b_port, "10.0.10.2"),
         c = n.host("c", "blue", c_port, "10.0.20.2");

  [[nodiscard]] bool hears(HostId to) const { return reaches(n, a, to, kFrame); }
};

TEST(Tagging, TrunkCarriesAVlanOnlyToTheSameVlan) {
  TwoSwitches t;
  t.n.link(t.n.trunk(t.left, "t", "1,10,20"), t.n.trunk(t.right, "t", "1,10,20"));
  EXPECT_TRUE(t.hears(t.b));
  EXPECT_FALSE(t.hears(t.c));
}

TEST(Tagging, VlanNotAllowedOnEitherEndOfTheTrunkDoesNotPass) {
  TwoSwitches near, far;
  near.n.link(near.n.trunk(near.left, "t", "1,20"), near.n.trunk(near.right, "t", "1,10,20"));
  far.n.link(far.n.trunk(far.left, "t", "1,10,20"), far.n.trunk(far.right, "t", "1,20"));
  EXPECT_FALSE(near.hears(near.b));
  EXPECT_FALSE(far.hears(far.b));
}

TEST(Tagging, NativeVlanMismatchLeaksIntoTheFarEndsNativeVlan) {
  TwoSwitches t;
  t.n.link(t.n.trunk(t.left, "t", "10,20", 10), t.n.trunk(t.right, "t", "10,20", 20));
  EXPECT_TRUE(t.hears(t.c));
  EXPECT_FALSE(t.hears(t.b)) << "left sends VLAN 10 untagged, so nothing arrives in VLAN 10";
}

TEST(Tagging, TaggingTheNativeVlanAtBothEndsMendsTheMismatch) {
  TwoSwitches t;
  const InterfaceId l = t.n.trunk(t.left, "t", "10,20", 10), r = t.n.trunk(t.right, "t", "10,20", 20);
  t.n.of(l).native_tagged = t.n.of(r).native_tagged = true;
  t.n.link(l, r);
  EXPECT_TRUE(t.hears(t.b));
  EXPECT_FALSE(t.hears(t.c));
}

TEST(Tagging, PortThatTagsItsNativeVlanDropsUntaggedFrames) {
  TwoSwitches t;
  const InterfaceId r = t.n.trunk(t.right, "t", "10,20", 20);
  t.n.of(r).native_tagged = true;
  t.n.link(t.n.trunk(t.left, "t", "10,20", 10), r);
  EXPECT_FALSE(t.hears(t.c));
}

TEST(Tagging, AccessPortsOfDifferentVlansPatchedTogetherMergeThem) {
  TwoSwitches t;
  t.n.link(t.n.access(t.left, "p", 10), t.n.access(t.right, "p", 20));
  EXPECT_TRUE(t.hears(t.c));
  EXPECT_FALSE(t.hears(t.b));
}

TEST(Tagging, AccessPortTakesFramesTaggedWithItsOwnVlanButNoOthers) {
  TwoSwitches t;  // left's trunk sends VLAN 10 tagged; the far end is an access port
  t.n.link(t.n.trunk(t.left, "t", "1,10", 1), t.n.access(t.right, "p", 10));
  EXPECT_TRUE(t.hears(t.b));
  TwoSwitches other;
  other.n.link(other.n.trunk(other.left, "t", "1,10", 1), other.n.access(other.right, "p", 20));
  EXPECT_FALSE(other.hears(other.c));
}

TEST(Tagging, HubJoinsEveryVlanThatReachesIt) {
  TwoSwitches t;
  const DeviceId hub = t.n.hub("hub");
  t.n.link(t.n.access(t.left, "p", 10), t.n.routed(hub, "p1", {}));
  t.n.link(t.n.access(t.right, "p", 20), t.n.routed(hub, "p2", {}));
  EXPECT_TRUE(t.hears(t.c));
}

TEST(Tagging, HostOnATrunkIsOnEveryVlanThatItCarries) {
  TwoSwitches t;
  const HostId hypervisor = t.n.host("hv", "green", t.n.trunk(t.left, "t", "1,10,20"), "10.0.10.9");
  EXPECT_TRUE(t.hears(hypervisor));
  const HostId green = t.n.host("d", "green", t.n.access(t.left, "e9", 20), "10.0.20.9");
  EXPECT_TRUE(reaches(t.n, hypervisor, t.a, kFrame));
  EXPECT_TRUE(reaches(t.n, hypervisor, green, kFrame));
}

TEST(Tagging, HostThatTagsOneVlanIsOnThatVlanOnly) {
  TwoSwitches t;
  const HostId tagged = t.n.host("hv", "green", t.n.trunk(t.left, "t", "1,10,20"), "10.0.20.9");
  t.n.of(tagged).attachments[0].vlan = vlan(20);
  EXPECT_FALSE(t.hears(tagged));
  const HostId green = t.n.host("d", "green", t.n.access(t.left, "e9", 20), "10.0.20.8");
  EXPECT_TRUE(reaches(t.n, tagged, green, kFrame));
  EXPECT_FALSE(reaches(t.n, tagged, t.a, kFrame));
}

TEST(Tagging, PcBehindAPhoneIsOnTheVoiceVlanToo) {
  TwoSwitches t;
  t.n.of(t.a_port).voice_vlan = vlan(20);
  const HostId voice = t.n.host("pbx", "voice", t.n.access(t.left, "e9", 20), "10.0.20.9");
  EXPECT_TRUE(t.hears(voice));
  EXPECT_TRUE(reaches(t.n, voice, t.a, kFrame));
}

TEST(Tagging, SubinterfaceHearsItsTagAndTheRoutedPortUntaggedFrames) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw"), r = n.router("r");
  const HostId a = n.host("a", "red", n.access(sw, "e1", 10), "10.0.10.5"), b = n.host("b", "blue", n.access(sw, "e2", 20), "10.0.20.5");
  const InterfaceId port = n.routed(r, "e0", {});
  n.subinterface(port, 10, "10.0.10.1/24");
  n.subinterface(port, 20, "10.0.20.1/24");
  n.link(n.trunk(sw, "t", "10,20"), port);
  const SimulationResult result = run(n, a, tcp("10.0.10.5", "10.0.20.5"));
  ASSERT_TRUE(reached(result, b));
  const auto routed = hops_with(result, "route", Disposition::delivered);
  ASSERT_FALSE(routed.empty());
  EXPECT_EQ(routed.front().in, "e0.10");
  EXPECT_EQ(routed.front().out, "e0.20");
}

}  // namespace
}  // namespace sekimori::testing
