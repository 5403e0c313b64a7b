#include "sim/forward/addressing.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

TEST(Addressing, a_subinterface_is_live_only_with_its_parent) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId port = n.routed(r, "e0", {}), sub = n.subinterface(port, 10, "10.0.0.1/24");
  EXPECT_TRUE(is_live(n.net, sub));
  n.of(port).up = false;
  EXPECT_FALSE(is_live(n.net, sub));
}

TEST(Addressing, an_interface_speaks_the_families_it_has_addresses_of) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId four = n.routed(r, "e0", "10.0.0.1/24"), six = n.routed(r, "e1", {}), none = n.routed(r, "e2", {});
  n.of(six).ipv6_enabled = true;
  EXPECT_TRUE(speaks(n.net, four, Family::v4));
  EXPECT_FALSE(speaks(n.net, four, Family::v6));
  EXPECT_FALSE(speaks(n.net, six, Family::v4));
  EXPECT_TRUE(speaks(n.net, six, Family::v6));
  EXPECT_FALSE(speaks(n.net, none, Family::v4));
  n.route(r, "192.0.2.0/24", "10.0.0.9");
  n.of(n.of(r).vrfs.front()).routes.back().next_hop.out = none;
  EXPECT_TRUE(speaks(n.net, none, Family::v4)) << "a route sends out of it: unnumbered";
}

TEST(Addressing, a_device_owns_its_addresses_in_all_vrfs_shared_ones_too_but_not_those_of_downed_interfaces) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.0.1/24"), e1 = n.routed(r, "e1", "10.0.1.1/24");
  n.of(e1).vrf = n.vrf(r, "red");
  n.add_address(e0, "10.0.0.254/24", true);
  EXPECT_TRUE(owns(n.net, r, address("10.0.1.1")));
  EXPECT_TRUE(owns(n.net, r, address("10.0.0.254")));
  EXPECT_FALSE(local_addresses(n.net, n.of(e0).vrf, Family::v4).contains(address("10.0.0.254"))) << "a standby member routes to it";
  EXPECT_FALSE(local_addresses(n.net, n.of(e0).vrf, Family::v4).contains(address("10.0.1.1")));
  n.of(e1).up = false;
  EXPECT_FALSE(owns(n.net, r, address("10.0.1.1")));
  EXPECT_FALSE(own_addresses(n.net, r, Family::v4).contains(address("10.0.1.1")));
}

TEST(Addressing, link_scope_multicast_stays_on_its_segment_and_wider_scopes_need_not) {
  EXPECT_TRUE(segment_only(Family::v4).contains(address("224.0.0.5")));
  EXPECT_TRUE(segment_only(Family::v4).contains(address("255.255.255.255")));
  EXPECT_FALSE(segment_only(Family::v4).contains(address("239.1.1.1")));
  EXPECT_TRUE(segment_only(Family::v6).contains(address("ff02::1")));
  EXPECT_TRUE(segment_only(Family::v6).contains(address("ff12::1")));
  EXPECT_TRUE(segment_only(Family::v6).contains(address("fe80::1")));
  EXPECT_FALSE(segment_only(Family::v6).contains(address("ff05::1")));
  EXPECT_TRUE(heard_by_all(Family::v6).contains(address("ff05::1")));
}

TEST(Addressing, point_to_point_prefixes_have_no_directed_broadcast) {
  const AddressSet set = directed_broadcasts({prefix("10.0.0.0/24"), prefix("10.0.1.0/31"), prefix("10.0.2.1/32")}, Family::v4);
  EXPECT_EQ(set, AddressSet::of(address("10.0.0.255")));
}

}  // namespace
}  // namespace sekimori
