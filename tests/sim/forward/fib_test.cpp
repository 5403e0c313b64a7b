#include "sekimori/forward/fib.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

struct OneRouter {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId e0 = n.routed(r, "e0", "10.0.0.1/24"), e1 = n.routed(r, "e1", "10.0.1.1/24"), e2 = n.routed(r, "e2", "10.0.2.1/24");
  VrfId global = n.of(r).vrfs.front();

  [[nodiscard]] Fib fib(Family family = Family::v4) const { return compute_fib(n.net, global, family); }
  StaticRoute& last() { return n.of(global).routes.back(); }
};

std::vector<FibAction> actions(const Fib& fib, std::string_view destination) {
  const FibEntry* entry = lookup(fib, address(destination));
  return entry == nullptr ? std::vector<FibAction>{} : entry->actions;
}
/// "interface gateway" of the only action.
void expect_only(const Fib& fib, std::string_view destination, std::optional<InterfaceId> out, std::optional<std::string_view> gateway) {
  const std::vector<FibAction> all = actions(fib, destination);
  ASSERT_EQ(all.size(), 1U) << destination;
  EXPECT_EQ(all[0].out, out) << destination;
  EXPECT_EQ(all[0].gateway, gateway ? std::optional(address(*gateway)) : std::nullopt) << destination;
}

TEST(Fib, R3_the_longest_prefix_wins) {
  OneRouter t;
  t.n.route(t.r, "0.0.0.0/0", "10.0.0.9");
  t.n.route(t.r, "192.0.2.0/24", "10.0.1.9");
  t.n.route(t.r, "192.0.2.128/25", "10.0.2.9");
  expect_only(t.fib(), "192.0.2.1", t.e1, "10.0.1.9");
  expect_only(t.fib(), "192.0.2.200", t.e2, "10.0.2.9");
  expect_only(t.fib(), "8.8.8.8", t.e0, "10.0.0.9");
  expect_only(t.fib(), "10.0.1.77", t.e1, std::nullopt);
}

TEST(Fib, R3_without_any_match_there_is_no_route) {
  OneRouter t;
  EXPECT_EQ(lookup(t.fib(), address("8.8.8.8")), nullptr);
}

TEST(Fib, R3_a_floating_route_takes_over_when_the_better_one_does_not_resolve) {
  OneRouter t;
  t.n.route(t.r, "192.0.2.0/24", "10.0.1.9");
  t.n.route(t.r, "192.0.2.0/24", "10.0.2.9", 200);
  expect_only(t.fib(), "192.0.2.1", t.e1, "10.0.1.9");
  t.n.of(t.e1).up = false;
  expect_only(t.fib(), "192.0.2.1", t.e2, "10.0.2.9");
}

TEST(Fib, R3_equal_distances_are_alternatives) {
  OneRouter t;
  t.n.route(t.r, "192.0.2.0/24", "10.0.1.9");
  t.n.route(t.r, "192.0.2.0/24", "10.0.2.9");
  EXPECT_EQ(actions(t.fib(), "192.0.2.1").size(), 2U);
}

TEST(Fib, R3_a_connected_prefix_beats_a_static_route_to_it) {
  OneRouter t;
  t.n.route(t.r, "10.0.1.0/24", "10.0.2.9");
  expect_only(t.fib(), "10.0.1.50", t.e1, std::nullopt);
}

TEST(Fib, R3_recursive_next_hops_end_at_a_connected_gateway) {
  OneRouter t;
  t.n.route(t.r, "192.0.2.0/24", "198.51.100.1");
  t.n.route(t.r, "198.51.100.0/24", "203.0.113.1");
  t.n.route(t.r, "203.0.113.0/24", "10.0.2.9");
  expect_only(t.fib(), "192.0.2.1", t.e2, "10.0.2.9");
}

TEST(Fib, R3_routes_that_need_one_another_resolve_to_nothing) {
  OneRouter t;
  t.n.route(t.r, "192.0.2.0/24", "198.51.100.1");
  t.n.route(t.r, "198.51.100.0/24", "192.0.2.1");
  EXPECT_TRUE(actions(t.fib(), "192.0.2.7").empty());
  EXPECT_TRUE(actions(t.fib(), "198.51.100.7").empty());
}

TEST(Fib, R3_a_route_that_covers_its_own_next_hop_is_reached_by_a_shorter_one) {
  OneRouter t;
  t.n.route(t.r, "0.0.0.0/0", "10.0.0.9");
  t.n.route(t.r, "192.0.2.0/24", "192.0.2.1");
  expect_only(t.fib(), "192.0.2.7", t.e0, "10.0.0.9");
}

TEST(Fib, R3_a_null_route_discards) {
  OneRouter t;
  t.n.route(t.r, "0.0.0.0/0", "10.0.0.9");
  t.n.route(t.r, "192.0.2.0/24", "10.0.0.9");
  t.last().next_hop = {};
  t.last().next_hop.discard = true;
  expect_only(t.fib(), "192.0.2.1", std::nullopt, std::nullopt);
  t.n.route(t.r, "198.51.100.0/24", "192.0.2.1");
  expect_only(t.fib(), "198.51.100.1", std::nullopt, std::nullopt);
}

TEST(Fib, R3_an_interface_route_puts_the_destination_on_the_link) {
  OneRouter t;
  t.n.route(t.r, "192.0.2.0/24", "10.0.0.9");
  t.last().next_hop = {};
  t.last().next_hop.out = t.e2;
  expect_only(t.fib(), "192.0.2.1", t.e2, std::nullopt);
  t.n.of(t.e2).up = false;
  EXPECT_TRUE(actions(t.fib(), "192.0.2.1").empty());
}

TEST(Fib, vrfs_have_tables_of_their_own_and_leaks_look_up_in_the_other) {
  OneRouter t;
  const VrfId red = t.n.vrf(t.r, "red");
  t.n.of(t.e2).vrf = red;
  EXPECT_TRUE(actions(t.fib(), "10.0.2.7").empty());
  t.n.route(t.global, "192.0.2.0/24", "10.0.2.9");
  EXPECT_TRUE(actions(t.fib(), "192.0.2.1").empty()) << "the next hop is in the other VRF";
  t.last().next_hop.vrf = red;
  expect_only(t.fib(), "192.0.2.1", t.e2, "10.0.2.9");
}

TEST(Fib, a_route_that_names_only_a_vrf_is_looked_up_there) {
  OneRouter t;
  const VrfId red = t.n.vrf(t.r, "red");
  t.n.of(t.e1).vrf = t.n.of(t.e2).vrf = red;
  t.n.route(red, "10.0.0.0/8", "10.0.1.9");
  t.n.route(t.global, "10.0.0.0/14", "10.0.2.9");
  t.last().next_hop = {};
  t.last().next_hop.vrf = red;
  expect_only(t.fib(), "10.0.2.7", t.e2, std::nullopt);
  expect_only(t.fib(), "10.3.0.1", t.e1, "10.0.1.9");
  expect_only(t.fib(), "10.0.0.7", t.e0, std::nullopt);
  EXPECT_TRUE(actions(t.fib(), "10.4.0.1").empty());
}

TEST(Fib, an_imported_vrf_may_hold_the_next_hop) {
  OneRouter t;
  const VrfId red = t.n.vrf(t.r, "red");
  t.n.of(t.e2).vrf = red;
  t.n.of(t.global).leaks_to = {red};
  t.n.route(t.global, "192.0.2.0/24", "10.0.2.9");
  expect_only(t.fib(), "192.0.2.1", t.e2, "10.0.2.9");
}

TEST(Fib, families_do_not_mix_and_link_local_prefixes_are_not_routed) {
  OneRouter t;
  t.n.add_address(t.e0, "2001:db8::1/64");
  t.n.add_address(t.e1, "fe80::1/64");
  const Fib fib = t.fib(Family::v6);
  ASSERT_EQ(fib.entries.size(), 1U);
  expect_only(fib, "2001:db8::5", t.e0, std::nullopt);
}

TEST(Fib, the_top_addresses_of_both_families_are_covered_by_a_default_route) {
  OneRouter t;
  t.n.add_address(t.e0, "2001:db8::1/64");
  t.n.route(t.r, "0.0.0.0/0", "10.0.0.9");
  t.n.route(t.r, "::/0", "2001:db8::9");
  EXPECT_TRUE(destinations_via(t.fib(), Family::v4, t.e0).contains(address("255.255.255.255")));
  const std::string top = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
  EXPECT_TRUE(destinations_via(t.fib(Family::v6), Family::v6, t.e0).contains(address(top)));
}

/// The longest matching prefix by trying all of them.
const FibEntry* naive(const Fib& fib, Address destination) {
  const FibEntry* best = nullptr;
  for (const FibEntry& e : fib.entries) {
    if (e.prefix.contains(destination) && (best == nullptr || e.prefix.length() > best->prefix.length())) best = &e;
  }
  return best;
}

TEST(Fib, lookup_and_destinations_agree_with_trying_every_prefix) {
  std::mt19937 random(11);
  const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  for (int round = 0; round < 60; ++round) {
    OneRouter t;
    for (int i = 0; i < 12; ++i) {
      // Addresses of 12 varying bits, so that prefixes nest and meet.
      const Prefix p = Prefix::covering({Family::v4, AddressBits{0xC0000000U} | pick(4096) << 20U >> (pick(2) * 8)}, pick(33));
      t.n.route(t.r, to_text(p), pick(2) == 0 ? "10.0.1.9" : "10.0.2.9", static_cast<std::uint8_t>(1 + pick(2)));
      if (pick(6) == 0) t.last().next_hop = {std::nullopt, std::nullopt, std::nullopt, true};
    }
    const Fib fib = t.fib();
    const AddressSet by_e1 = destinations_via(fib, Family::v4, t.e1);
    const AddressSet by_gateway = destinations_via(fib, Family::v4, t.e1, address("10.0.1.9"));
    const AddressSet on_link = destinations_via(fib, Family::v4, t.e1, std::nullopt);
    for (const FibEntry& entry : fib.entries) {
      for (const AddressBits edge :
           {entry.prefix.network().bits, entry.prefix.last(), entry.prefix.network().bits - 1, entry.prefix.last() + 1}) {
        const Address probe{Family::v4, edge & top_address(Family::v4)};
        const FibEntry* expected = naive(fib, probe);
        ASSERT_EQ(lookup(fib, probe), expected) << to_text(probe);
        const auto has = [&](const std::optional<Address>& gateway) {
          return expected != nullptr &&
                 std::ranges::any_of(expected->actions, [&](const FibAction& a) { return a.out == t.e1 && a.gateway == gateway; });
        };
        EXPECT_EQ(by_gateway.contains(probe), has(address("10.0.1.9"))) << to_text(probe);
        EXPECT_EQ(on_link.contains(probe), has(std::nullopt)) << to_text(probe);
        EXPECT_EQ(by_e1.contains(probe), has(std::nullopt) || has(address("10.0.1.9"))) << to_text(probe);
      }
    }
  }
}

}  // namespace
}  // namespace sekimori
