// E2, E3, E8, S4: who takes a packet for his own.
#include <gtest/gtest.h>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

/// a and b on one VLAN of a switch, with a gateway r for 10.0.1.0/24.
struct Lan {
  TinyNetwork n;
  DeviceId sw = n.switch_l2("sw"), r = n.router("r");
  InterfaceId a_port = n.access(sw, "e1", 10), b_port = n.access(sw, "e2", 10), gateway = n.routed(r, "e0", "10.0.1.1/24");
  HostId a = n.host("a", "red", a_port, "10.0.1.5"), b = n.host("b", "blue", b_port, "10.0.1.6");

  Lan() { n.link(n.access(sw, "u", 10), gateway); }
  [[nodiscard]] InterfaceId rest() const { return rest_anchor(n.net, gateway); }
  [[nodiscard]] bool a_reaches(EndpointRef to, std::string_view dst, const SimulateOptions& options = {}) const {
    return reaches(n, a, to, tcp("10.0.1.5", dst), options);
  }
};

TEST(Ownership, HostAcceptsItsOwnAddressesAndNoOthers) {
  Lan t;
  EXPECT_TRUE(t.a_reaches(t.b, "10.0.1.6"));
  EXPECT_FALSE(t.a_reaches(t.b, "10.0.1.7"));
}

TEST(Ownership, BroadcastAndMulticastReachEveryEndpointOfTheSegment) {
  for (const char* dst : {"255.255.255.255", "224.0.0.251", "239.1.2.3", "10.0.1.255"}) {
    Lan t;
    EXPECT_TRUE(t.a_reaches(t.b, dst)) << dst;
    EXPECT_TRUE(t.a_reaches(t.r, dst)) << dst;
    EXPECT_TRUE(t.a_reaches(t.rest(), dst)) << dst;
  }
}

TEST(Ownership, LastAddressOfAForeignSubnetIsNoBroadcastHere) {
  Lan t;
  EXPECT_FALSE(t.a_reaches(t.b, "10.0.2.255"));
}

TEST(Ownership, CompromisedHostAcceptsAnyDestination) {
  Lan t;
  SimulateOptions promiscuous;
  promiscuous.promiscuous = true;
  EXPECT_TRUE(t.a_reaches(t.b, "10.0.1.7", promiscuous));
}

TEST(Ownership, HostWithTwoCardsAcceptsTheAddressOfOneOnTheOther) {
  Lan t;
  t.n.of(t.b).forwards = false;
  t.n.attach(t.b, t.n.access(t.sw, "e9", 77), "10.0.77.7");
  EXPECT_TRUE(t.a_reaches(t.b, "10.0.77.7"));
}

TEST(Ownership, UndeclaredEndpointOwnsEveryAddressThatNobodyDeclared) {
  Lan t;
  EXPECT_TRUE(t.a_reaches(t.rest(), "10.0.1.77"));
  EXPECT_FALSE(t.a_reaches(t.rest(), "10.0.1.6")) << "declared for b";
  EXPECT_FALSE(t.a_reaches(t.rest(), "10.0.1.1")) << "the gateway's";
  EXPECT_FALSE(t.a_reaches(t.rest(), "10.0.1.0")) << "the network address";
  EXPECT_FALSE(t.a_reaches(t.rest(), "10.0.2.1")) << "not a subnet of the segment";
}

TEST(Ownership, FullSubnetLeavesNoRoomForTheUndeclared) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const InterfaceId x = n.routed(r, "e0", "10.0.0.1/30"), y = n.routed(s, "e0", "10.0.0.2/30");
  n.link(x, y);
  EXPECT_FALSE(reaches(n, r, rest_anchor(n.net, x), udp("10.0.0.1", "255.255.255.255")));
  n.of(y).addresses.front().address = address("10.0.0.1");  // a duplicate: .2 is free again
  EXPECT_TRUE(reaches(n, r, rest_anchor(n.net, x), udp("10.0.0.1", "255.255.255.255")));
}

TEST(Ownership, TransitSegmentHasNobodyUndeclared) {
  Lan t;
  t.n.transit(t.gateway);
  EXPECT_FALSE(t.a_reaches(t.rest(), "10.0.1.77"));
  EXPECT_FALSE(t.a_reaches(t.rest(), "255.255.255.255"));
}

TEST(Ownership, OpenOrWirelessPortPutsSomebodyOnAFullSegment) {
  for (const bool wireless : {false, true}) {
    TinyNetwork n;
    const DeviceId sw = n.switch_l2("sw"), r = n.router("r"), s = n.router("s");
    const InterfaceId x = n.routed(r, "e0", "10.0.0.1/30"), y = n.routed(s, "e0", "10.0.0.2/30");
    n.link(n.access(sw, "e1", 5), x);
    n.link(n.access(sw, "e2", 5), y);
    const Packet hello = udp("10.0.0.1", "255.255.255.255");
    ASSERT_FALSE(reaches(n, r, rest_anchor(n.net, x), hello));
    if (wireless) {
      n.of(n.access(sw, "wlan0", 5)).wireless = true;
    } else {
      n.trunk(sw, "e3", "5");
    }
    EXPECT_TRUE(reaches(n, r, rest_anchor(n.net, x), hello));
  }
}

TEST(Ownership, HostsWithoutASubnetLeaveEveryOtherAddressToTheUndeclared) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  const InterfaceId port = n.access(sw, "e1", 10);
  const HostId a = n.host("a", "red", port, "10.0.1.5"), b = n.host("b", "red", n.access(sw, "e2", 10), "10.0.1.6");
  const InterfaceId rest = rest_anchor(n.net, port);
  EXPECT_TRUE(reaches(n, a, rest, tcp("10.0.1.5", "192.0.2.1")));
  EXPECT_FALSE(reaches(n, a, rest, tcp("10.0.1.5", "10.0.1.6")));
  EXPECT_TRUE(reaches(n, rest, b, tcp("192.0.2.1", "10.0.1.6")));
}

TEST(Ownership, UndeclaredEndpointSendsToItsSegmentAndItsGateway) {
  Lan t;
  const HostId c = t.n.host("c", "green", t.n.routed(t.r, "e1", "10.0.2.1/24"), "10.0.2.5");
  EXPECT_TRUE(reaches(t.n, t.rest(), t.b, tcp("10.0.1.77", "10.0.1.6")));
  EXPECT_TRUE(reaches(t.n, t.rest(), c, tcp("10.0.1.77", "10.0.2.5")));
}

TEST(Ownership, ExternalReceivesEveryPacketPutOnItsSegment) {
  Lan t;
  const HostId outside = t.n.external("outside", "internet", t.n.access(t.sw, "e9", 10));
  const HostId c = t.n.host("c", "green", t.n.routed(t.r, "e1", "10.0.2.1/24"), "10.0.2.5");
  EXPECT_TRUE(t.a_reaches(outside, "10.0.1.6"));
  EXPECT_TRUE(reaches(t.n, c, outside, tcp("10.0.2.5", "10.0.1.6"))) << "routed to b, overheard";
}

TEST(Ownership, EveryIpv6EndpointOwnsLinkLocalAddressesAndItsSegmentsPrefixes) {
  Lan t;
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("fe80::1", "fe80::2")));
  EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("fe80::1", "2001:db8::2")));
  t.n.add_address(t.gateway, "2001:db8::1/64");
  EXPECT_TRUE(reaches(t.n, t.a, t.b, tcp("2001:db8::5", "2001:db8::2")));
  EXPECT_TRUE(reaches(t.n, t.a, t.rest(), tcp("2001:db8::5", "2001:db8::2")));
  EXPECT_TRUE(reaches(t.n, t.a, t.r, tcp("fe80::1", "fe80::2"))) << "the gateway's own self is an endpoint, too";
  EXPECT_FALSE(reaches(t.n, t.a, t.b, tcp("2001:db8::5", "2001:db8:0:1::2")));
}

TEST(Ownership, EveryAddressOfADeviceInAnyVrfIsItsOwn) {
  Lan t;
  const InterfaceId lo = t.n.loopback(t.r, "lo0", "192.0.2.1/32");
  t.n.of(lo).vrf = t.n.vrf(t.r, "mgmt");
  EXPECT_TRUE(t.a_reaches(t.r, "192.0.2.1"));
  EXPECT_TRUE(t.a_reaches(t.r, "10.0.1.1"));
  EXPECT_FALSE(t.a_reaches(t.r, "10.0.1.6"));
}

}  // namespace
}  // namespace sekimori::testing
