// E2, E5, L3: the broadcast domain a frame is in, and the name of whoever is undeclared on it.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

const Packet kFrame = non_ip();

TEST(Flood, MultiHomedHostBridgesItsSegmentsUnlessDeclaredNotTo) {
  TinyNetwork n;
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  const HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.10.1"),
               b = n.host("b", "blue", n.access(right, "e1", 20), "10.0.20.1");
  const HostId dual = n.host("dual", "green", n.access(left, "e2", 10), "10.0.10.9");
  n.attach(dual, n.access(right, "e2", 20), "10.0.20.9");
  EXPECT_TRUE(reaches(n, a, b, kFrame));
  EXPECT_TRUE(reaches(n, a, b, tcp("10.0.10.1", "10.0.20.1")));
  n.of(dual).forwards = false;
  EXPECT_FALSE(reaches(n, a, b, kFrame));
  EXPECT_FALSE(reaches(n, a, b, tcp("10.0.10.1", "10.0.20.1")));
  EXPECT_TRUE(reaches(n, a, dual, kFrame));
}

TEST(Flood, RoutedPacketsPassAMultiHomedHostThatOwnsTheNextHop) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), left = n.switch_l2("left"), right = n.switch_l2("right");
  const HostId a = n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  n.link(n.routed(r, "e1", "10.0.10.1/24"), n.access(left, "u", 10));
  n.route(r, "10.0.20.0/24", "10.0.10.9");
  const HostId dual = n.host("dual", "green", n.access(left, "e2", 10), "10.0.10.9");
  n.attach(dual, n.access(right, "e2", 20), "10.0.20.9");
  const HostId b = n.host("b", "blue", n.access(right, "e1", 20), "10.0.20.1");
  EXPECT_TRUE(reaches(n, a, b, tcp("10.0.1.5", "10.0.20.1")));
  n.of(dual).forwards = false;
  EXPECT_FALSE(reaches(n, a, b, tcp("10.0.1.5", "10.0.20.1")));
}

TEST(Flood, SegmentHasOneNameWhoeverAsks) {
  TinyNetwork n;
  const DeviceId left = n.switch_l3("left"), right = n.switch_l2("right");
  const InterfaceId first = n.access(left, "e1", 10), svi = n.svi(left, 10, "10.0.10.1/24"), other = n.access(left, "e2", 20);
  const InterfaceId far = n.access(right, "e1", 10);
  n.link(n.trunk(left, "t", "10"), n.trunk(right, "t", "10"));
  EXPECT_EQ(rest_anchor(n.net, far), first);
  EXPECT_EQ(rest_anchor(n.net, svi), first);
  EXPECT_EQ(rest_anchor(n.net, first), first);
  EXPECT_EQ(rest_anchor(n.net, other), other);
}

TEST(Flood, OneWayTagMismatchStillGivesTheSegmentOneName) {
  TinyNetwork n;
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  const InterfaceId near = n.access(left, "e1", 10), far = n.access(right, "e1", 20);
  const InterfaceId strict = n.trunk(right, "t", "10,20", 20);
  n.of(strict).native_tagged = true;  // takes no untagged frames, but its VLAN 10 goes out tagged
  const InterfaceId native = n.trunk(left, "t", "10,20", 10);
  n.link(native, strict);
  n.of(far).access_vlan = vlan(10);  // right sends VLAN 10 tagged, left takes it; left sends it untagged, right drops it
  EXPECT_EQ(rest_anchor(n.net, near), rest_anchor(n.net, far));
}

TEST(Flood, RoutedPortsOnAHubShareItsSegment) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s"), hub = n.hub("hub");
  const InterfaceId x = n.routed(r, "e0", "10.0.0.1/24"), y = n.routed(s, "e0", "10.0.0.2/24");
  n.link(x, n.routed(hub, "p1", {}));
  n.link(y, n.routed(hub, "p2", {}));
  EXPECT_EQ(rest_anchor(n.net, x), rest_anchor(n.net, y));
}

}  // namespace
}  // namespace sekimori::testing
