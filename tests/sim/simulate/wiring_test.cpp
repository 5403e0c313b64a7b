// L1, L6, E2: which ports are wired together.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

const Packet kFrame = non_ip();

struct Bundle {
  TinyNetwork n;
  DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.10.1"), b = n.host("b", "red", n.access(right, "e1", 10), "10.0.10.2");
  InterfaceId left_channel = channel(left), right_channel = channel(right);
  InterfaceId left_member = member(left, left_channel), right_member = member(right, right_channel);

  InterfaceId channel(DeviceId device) {
    const InterfaceId id = n.interface(device, "po1", InterfaceKind::port_channel, PortMode::trunk);
    n.of(id).allowed = vlans("10");
    return id;
  }
  /// Its own settings (an access port elsewhere) must not matter.
  InterfaceId member(DeviceId device, InterfaceId of) {
    const InterfaceId id = n.access(device, "m1", 99);
    n.of(id).channel = of;
    return id;
  }
};

TEST(Wiring, MemberPortFollowsItsPortChannel) {
  Bundle t;
  t.n.link(t.left_member, t.right_member);
  EXPECT_TRUE(reaches(t.n, t.a, t.b, kFrame));
}

TEST(Wiring, PortChannelMayBeCabledByItsOwnName) {
  Bundle t;
  t.n.link(t.left_channel, t.right_channel);
  EXPECT_TRUE(reaches(t.n, t.a, t.b, kFrame));
}

TEST(Wiring, ShutDownMemberOrChannelCutsTheCable) {
  for (const bool whole : {false, true}) {
    Bundle t;
    t.n.link(t.left_member, t.right_member);
    t.n.of(whole ? t.right_channel : t.right_member).up = false;
    EXPECT_FALSE(reaches(t.n, t.a, t.b, kFrame));
  }
}

TEST(Wiring, ShutDownPortCutsItsHostOff) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  const InterfaceId port = n.access(sw, "e1", 10);
  const HostId a = n.host("a", "red", port, "10.0.10.1"), b = n.host("b", "red", n.access(sw, "e2", 10), "10.0.10.2");
  ASSERT_TRUE(reaches(n, a, b, kFrame));
  n.of(port).up = false;
  EXPECT_FALSE(reaches(n, a, b, kFrame));
  EXPECT_FALSE(reaches(n, b, a, kFrame));
}

TEST(Wiring, UnnamedVlansOnCommonTrunksStillJoinHosts) {
  TinyNetwork n;  // both hosts may tag VLAN 3000, which nothing else mentions
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right");
  const HostId a = n.host("a", "red", n.trunk(left, "e1", "11,3000", 11), "10.0.0.1");
  const HostId b = n.host("b", "blue", n.trunk(right, "e1", "12,3000", 12), "10.0.0.2");
  const InterfaceId x = n.trunk(left, "t", "2000-4000", 4001), y = n.trunk(right, "t", "2500-3500", 4001);
  n.link(x, y);
  EXPECT_TRUE(reaches(n, a, b, kFrame));
  n.of(y).allowed = vlans("2500-2999");
  EXPECT_FALSE(reaches(n, a, b, kFrame));
}

TEST(Wiring, WithoutCablingEqualVlansAndEqualSubnetsShareASegment) {
  TinyNetwork n;
  const DeviceId left = n.switch_l2("left"), right = n.switch_l2("right"), r = n.router("r"), s = n.router("s");
  const HostId a = n.host("a", "red", n.access(left, "e1", 10), "10.0.10.1"),
               b = n.host("b", "red", n.access(right, "e1", 10), "10.0.10.2");
  const HostId c = n.host("c", "blue", n.access(right, "e2", 20), "10.0.20.2");
  n.routed(r, "e0", "10.9.0.1/24");
  const InterfaceId far = n.routed(s, "e0", "10.9.0.2/24");
  EXPECT_FALSE(reaches(n, a, b, kFrame));
  EXPECT_NE(rest_anchor(n.net, far), rest_anchor(n.net, n.net.devices[r.index].interfaces[0]));
  n.net.cabling_inferred = true;
  EXPECT_TRUE(reaches(n, a, b, kFrame));
  EXPECT_FALSE(reaches(n, a, c, kFrame));
  EXPECT_EQ(rest_anchor(n.net, far), rest_anchor(n.net, n.net.devices[r.index].interfaces[0]));
}

}  // namespace
}  // namespace sekimori::testing
