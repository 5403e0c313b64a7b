#include "sim/forward/rule_lists.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

bool permits(const Filter& list, const Packet& p) { return decide(list, p).action == Action::permit; }
const Packet kWeb = tcp("10.0.0.1", "10.0.0.2", 80), kSsh = tcp("10.0.0.1", "10.0.0.2", 22), kDns = udp("10.0.0.1", "10.0.0.2", 53);

TEST(RuleLists, equal_lists_are_kept_once_and_lists_from_other_lines_apart) {
  RuleLists lists;
  Filter a;
  a.rules = {permit()};
  Filter b = a;
  b.name = "another name";
  EXPECT_EQ(lists.intern(a), lists.intern(b));
  b.rules[0].at.line = 7;
  EXPECT_NE(lists.intern(a), lists.intern(b));
  b = a;
  b.fallback = Action::permit;
  EXPECT_NE(lists.intern(a), lists.intern(b));
}

TEST(RuleLists, a_policy_cut_to_a_pair_keeps_the_rules_for_that_pair_in_order) {
  TinyNetwork n;
  const DeviceId fw = n.firewall("fw");
  const InterfaceId e0 = n.routed(fw, "e0", "10.0.0.1/24"), e1 = n.routed(fw, "e1", "10.0.1.1/24");
  n.policy(fw, {e0}, {}, deny("any", "any", "tcp/22"));
  n.policy(fw, {e1}, {e0}, permit("any", "any", "udp"));
  n.policy(fw, {}, {e1}, permit("any", "any", "tcp"));
  const Filter forth = policy_between(n.net, fw, e0, e1), back = policy_between(n.net, fw, e1, e0);
  EXPECT_TRUE(permits(forth, kWeb));
  EXPECT_FALSE(permits(forth, kSsh));
  EXPECT_FALSE(permits(forth, kDns));
  EXPECT_TRUE(permits(back, kDns));
  EXPECT_FALSE(permits(back, kWeb));
}

TEST(RuleLists, F2_what_passes_without_a_session_opens_none_and_shadows_what_would) {
  TinyNetwork n;
  const DeviceId fw = n.firewall("fw");
  const InterfaceId e0 = n.routed(fw, "e0", "10.0.0.1/24"), e1 = n.routed(fw, "e1", "10.0.1.1/24");
  n.policy(fw, {e0}, {e1}, permit("any", "any", "tcp/22"));
  n.of(fw).firewall->rules.back().inspect = false;
  n.policy(fw, {e0}, {e1}, permit("any", "any", "tcp"));
  const Filter passed = policy_between(n.net, fw, e0, e1), inspected = inspected_between(n.net, fw, e0, e1);
  EXPECT_TRUE(permits(passed, kSsh));
  EXPECT_FALSE(permits(inspected, kSsh));
  EXPECT_TRUE(permits(inspected, kWeb));
}

TEST(RuleLists, first_match_and_no_match_divide_all_packets) {
  const std::vector<Rule> matches = {permit("any", "any", "tcp/80"), permit("any", "any", "tcp")};
  for (const Packet& p : {kWeb, kSsh, kDns}) {
    const int ways =
        permits(first_match(matches, 0, {}, ""), p) + permits(first_match(matches, 1, {}, ""), p) + permits(no_match(matches, {}, ""), p);
    EXPECT_EQ(ways, 1);
  }
  EXPECT_TRUE(permits(first_match(matches, 0, {}, ""), kWeb));
  EXPECT_TRUE(permits(no_match(matches, {}, ""), kDns));
}

TEST(RuleLists, E4_a_service_is_admitted_by_its_filter_for_its_own_ports) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const FilterId admins = n.filter(r, {deny("10.0.0.1", "any", "tcp/22"), permit("10.0.0.0/24")});
  const ManagementService everything{"all", service("tcp"), true, admins, std::nullopt, {}};
  const Filter list = service_admission(n.net, r, everything, everything.admits_v4);
  EXPECT_FALSE(permits(list, kSsh));
  EXPECT_TRUE(permits(list, kWeb));
  EXPECT_FALSE(permits(list, kDns));
  EXPECT_TRUE(permits(service_admission(n.net, r, everything, std::nullopt), kSsh));
}

TEST(RuleLists, icmp_errors_are_the_messages_about_other_packets) {
  const auto is_error = [](Family family, std::uint8_t protocol, unsigned type) {
    Packet p;
    p.family = family;
    p.protocol = protocol;
    p.icmp = static_cast<std::uint16_t>(type << 8U | 1U);
    return std::ranges::any_of(icmp_errors(family), [&](const ServiceBox& b) { return b.contains(p); });
  };
  for (const unsigned type : {3U, 4U, 5U, 11U, 12U}) EXPECT_TRUE(is_error(Family::v4, kIcmp, type)) << type;
  for (const unsigned type : {0U, 8U, 9U, 13U}) EXPECT_FALSE(is_error(Family::v4, kIcmp, type)) << type;
  for (const unsigned type : {1U, 2U, 3U, 4U}) EXPECT_TRUE(is_error(Family::v6, kIcmp6, type)) << type;
  for (const unsigned type : {128U, 129U, 135U}) EXPECT_FALSE(is_error(Family::v6, kIcmp6, type)) << type;
}

}  // namespace
}  // namespace sekimori
