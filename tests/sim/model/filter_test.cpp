#include "sekimori/model/filter.hpp"

#include <gtest/gtest.h>

#include "sekimori/model/firewall.hpp"

namespace sekimori {
namespace {

AddressPattern pattern(std::string_view prefix) { return AddressPattern::of(parse_prefix(prefix).value()); }

Packet tcp(std::string_view from, std::string_view to, std::uint16_t port) {
  const Address src = parse_address(from).value();
  return {src.family, src.bits, parse_address(to).value().bits, kTcp, 49152, port, 0, false, false};
}

HeaderMatch match(std::vector<AddressPattern> src, std::vector<AddressPattern> dst, std::vector<ServiceBox> services) {
  return {std::move(src), std::move(dst), std::move(services)};
}

const ServiceBox kHttps = ServiceBox::to_port(kTcp, 443, 443);
const ServiceBox kSsh = ServiceBox::to_port(kTcp, 22, 22);

TEST(HeaderMatch, WithoutConditionsMatchesEveryIpPacket) {
  EXPECT_TRUE(matches(HeaderMatch{}, tcp("10.0.0.1", "10.0.0.2", 80)));
  EXPECT_TRUE(matches(HeaderMatch{}, tcp("2001:db8::1", "2001:db8::2", 80)));
  EXPECT_FALSE(matches(HeaderMatch{}, canonical(Packet{Family::non_ip, 0, 0, 0, 0, 0, 0, false, false})));
}

TEST(HeaderMatch, NeedsSourceDestinationAndService) {
  const HeaderMatch rule = match({pattern("10.1.0.0/16")}, {pattern("10.2.0.0/16")}, {kHttps});
  EXPECT_TRUE(matches(rule, tcp("10.1.0.1", "10.2.0.1", 443)));
  EXPECT_FALSE(matches(rule, tcp("10.3.0.1", "10.2.0.1", 443)));
  EXPECT_FALSE(matches(rule, tcp("10.1.0.1", "10.3.0.1", 443)));
  EXPECT_FALSE(matches(rule, tcp("10.1.0.1", "10.2.0.1", 22)));
  EXPECT_FALSE(matches(rule, tcp("10.2.0.1", "10.1.0.1", 443))) << "source and destination are not exchangeable";
}

TEST(HeaderMatch, TakesAnyCombinationOfItsLists) {
  const HeaderMatch rule =
      match({pattern("10.1.0.0/16"), pattern("10.3.0.0/16")}, {pattern("10.2.0.0/16"), pattern("10.4.0.0/16")}, {kHttps, kSsh});
  EXPECT_TRUE(matches(rule, tcp("10.3.0.1", "10.2.0.1", 22)));
  EXPECT_TRUE(matches(rule, tcp("10.1.0.1", "10.4.0.1", 443)));
}

TEST(HeaderMatch, WithAnEmptyListMatchesNothing) {
  const Packet packet = tcp("10.1.0.1", "10.2.0.1", 443);
  EXPECT_FALSE(matches(match({}, any_address(), {ServiceBox::any()}), packet));
  EXPECT_FALSE(matches(match(any_address(), {}, {ServiceBox::any()}), packet));
  EXPECT_FALSE(matches(match(any_address(), any_address(), {}), packet));
}

TEST(HeaderMatch, OfOneFamilyIgnoresTheOther) {
  const HeaderMatch v4_only = match({AddressPattern::any(Family::v4)}, any_address(), {ServiceBox::any()});
  EXPECT_FALSE(matches(v4_only, tcp("2001:db8::1", "2001:db8::2", 443)));
}

Filter filter_of(std::vector<Rule> rules, Action fallback = Action::deny) {
  Filter filter;
  filter.rules = std::move(rules);
  filter.fallback = fallback;
  return filter;
}

void expect_decision(const Filter& filter, const Packet& packet, Action action, std::size_t rule) {
  const FilterDecision decision = decide(filter, packet);
  EXPECT_EQ(decision.action, action) << to_text(packet);
  EXPECT_EQ(decision.rule, rule) << to_text(packet);
}

TEST(Decide, LetsTheFirstMatchingRuleDecide) {
  const Filter filter = filter_of({{Action::deny, match(any_address(), {pattern("10.2.0.9")}, {kHttps}), {}, "10"},
                                   {Action::permit, match(any_address(), {pattern("10.2.0.0/16")}, {kHttps}), {}, "20"},
                                   {Action::deny, match(any_address(), any_address(), {ServiceBox::any()}), {}, "30"},
                                   {Action::permit, match(any_address(), any_address(), {ServiceBox::any()}), {}, "40"}});
  expect_decision(filter, tcp("10.1.0.1", "10.2.0.9", 443), Action::deny, 0);
  expect_decision(filter, tcp("10.1.0.1", "10.2.0.8", 443), Action::permit, 1);
  expect_decision(filter, tcp("10.1.0.1", "10.2.0.8", 22), Action::deny, 2);
}

TEST(Decide, FallsBackWhenNothingMatches) {
  const std::vector<Rule> rules = {{Action::permit, match({pattern("10.1.0.0/16")}, any_address(), {kHttps}), {}, ""}};
  const Packet other = tcp("10.9.0.1", "10.2.0.1", 443);
  expect_decision(filter_of(rules), other, Action::deny, 1);
  expect_decision(filter_of(rules, Action::permit), other, Action::permit, 1);
}

TEST(Decide, DeniesEverythingByAnEmptyFilter) { expect_decision(Filter{}, tcp("10.1.0.1", "10.2.0.1", 443), Action::deny, 0); }

TEST(Firewall, DeniesAndIsStatefulUnlessStated) {
  EXPECT_EQ(Firewall{}.fallback, Action::deny);
  EXPECT_TRUE(Firewall{}.stateful);
  EXPECT_TRUE(Firewall{}.passes_non_ip) << "open where the setting is unknown";
}

}  // namespace
}  // namespace sekimori
