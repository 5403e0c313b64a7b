#include "sim/forward/tunnels.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

struct Ends {
  TinyNetwork n;
  DeviceId r = n.router("r"), s = n.router("s");
  InterfaceId e = n.routed(r, "e0", "10.0.0.1/24"), f = n.routed(s, "e0", "10.0.1.1/24");
};

TEST(Tunnels, L6_ends_that_name_one_another_are_a_wire) {
  Ends t;
  const InterfaceId a = t.n.tunnel(t.r, "Tunnel0", "172.16.0.1/30", t.e, "10.0.1.1", true);
  const InterfaceId b = t.n.tunnel(t.s, "Tunnel0", "172.16.0.2/30", t.f, "10.0.0.1", true);
  const Tunnels found = find_tunnels(t.n.net);
  ASSERT_EQ(found.wires.size(), 1U);
  EXPECT_EQ(found.wires[0].a, a);
  EXPECT_EQ(found.wires[0].b, b);
  EXPECT_TRUE(found.open_ends.empty());
  EXPECT_TRUE(found.exposed.empty());
}

TEST(Tunnels, L6_one_end_without_encryption_exposes_both) {
  Ends t;
  t.n.tunnel(t.r, "Tunnel0", "172.16.0.1/30", t.e, "10.0.1.1", true);
  t.n.tunnel(t.s, "Tunnel0", "172.16.0.2/30", t.f, "10.0.0.1", false);
  EXPECT_EQ(find_tunnels(t.n.net).exposed.size(), 2U);
}

TEST(Tunnels, L6_an_end_that_nobody_names_back_or_that_takes_anybody_is_open) {
  Ends t;
  const InterfaceId a = t.n.tunnel(t.r, "Tunnel0", "172.16.0.1/30", t.e, "192.0.2.1", true);
  const InterfaceId hub = t.n.tunnel(t.s, "Tunnel0", "172.16.1.2/24", t.f, std::nullopt, true);
  const InterfaceId spoke = t.n.tunnel(t.r, "Tunnel1", "172.16.1.1/24", t.e, "10.0.1.1", true);
  const Tunnels found = find_tunnels(t.n.net);
  EXPECT_EQ(found.open_ends, (std::vector{a, hub}));
  ASSERT_EQ(found.wires.size(), 1U) << "a hub that takes anybody takes the spoke";
  EXPECT_EQ(found.wires[0].b, spoke);
}

TEST(Tunnels, a_shut_down_end_is_none) {
  Ends t;
  t.n.of(t.n.tunnel(t.r, "Tunnel0", "172.16.0.1/30", t.e, "192.0.2.1", false)).up = false;
  const Tunnels found = find_tunnels(t.n.net);
  EXPECT_TRUE(found.open_ends.empty() && found.exposed.empty());
}

TEST(Tunnels, the_outer_interface_is_the_named_one_or_the_owner_of_the_local_address) {
  Ends t;
  const InterfaceId a = t.n.tunnel(t.r, "Tunnel0", "172.16.0.1/30", t.e, "10.0.1.1", true);
  EXPECT_EQ(outer_interfaces(t.n.net, a), std::vector{t.e});
  t.n.of(a).tunnel->local_interface = std::nullopt;
  t.n.of(a).tunnel->local = address("10.0.0.1");
  EXPECT_EQ(outer_interfaces(t.n.net, a), std::vector{t.e});
}

}  // namespace
}  // namespace sekimori
