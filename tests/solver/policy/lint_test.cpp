#include "sekimori/policy/lint.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

using namespace std::chrono_literals;

std::vector<LintKind> kinds(const std::vector<LintFinding>& findings) {
  std::vector<LintKind> result;
  for (const LintFinding& it : findings) result.push_back(it.kind);
  return result;
}

/// red-pc - in [r] out - blue-pc, with this list at `in`: every port has its peer, every list is bound.
std::vector<LintFinding> lint_of(std::vector<Rule> rules) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId in = n.routed(r, "in", "10.0.1.1/30"), out = n.routed(r, "out", "10.0.2.1/30");
  n.host("red-pc", "red", in, "10.0.1.2");
  n.host("blue-pc", "blue", out, "10.0.2.2");
  n.filter_in(in, std::move(rules));
  return lint(n.net, nullptr, std::nullopt);
}

TEST(Lint, ARuleBehindAWiderOneOfTheOtherActionIsShadowed) {
  EXPECT_EQ(kinds(lint_of({permit("10.0.0.0/8", "10.0.2.0/24"), deny("10.0.1.0/24", "10.0.2.2")})), std::vector{LintKind::shadowed});
}

TEST(Lint, ARuleBehindAWiderOneOfItsActionIsRedundant) {
  EXPECT_EQ(kinds(lint_of({permit("10.0.0.0/8", "10.0.2.0/24"), permit("10.0.1.0/24", "10.0.2.2")})), std::vector{LintKind::redundant});
}

TEST(Lint, ARuleThatTheEarlierOneMatchesOnlyInPartDecides) {
  EXPECT_TRUE(lint_of({permit("10.0.1.0/25", "10.0.2.0/24"), deny("10.0.1.0/24", "10.0.2.2")}).empty());
  EXPECT_TRUE(lint_of({permit("10.0.1.0/24", "10.0.2.2"), deny("10.0.1.0/24", "10.0.2.0/24")}).empty());
}

TEST(Lint, AWideAndANarrowServiceAreToldApart) {
  EXPECT_EQ(kinds(lint_of({permit("10.0.1.0/24", "10.0.2.2", "tcp/1-1000"), deny("10.0.1.2", "10.0.2.2", "tcp/443")})),
            std::vector{LintKind::shadowed});
  EXPECT_TRUE(lint_of({permit("10.0.1.0/24", "10.0.2.2", "tcp/443"), deny("10.0.1.2", "10.0.2.2", "tcp/1-1000")}).empty());
}

TEST(Lint, APermitOfEverythingIsTooWideUnlessItEndsTheList) {
  EXPECT_EQ(kinds(lint_of({permit(), deny("10.0.1.2", "10.0.2.2")})), (std::vector{LintKind::too_wide, LintKind::shadowed}));
  EXPECT_TRUE(lint_of({deny("10.0.1.2", "10.0.2.2"), permit()}).empty());
}

TEST(Lint, AListThatNothingUsesIsUnused) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  static_cast<void>(n.filter(r, {deny()}));
  EXPECT_EQ(kinds(lint(n.net, nullptr, std::nullopt)), std::vector{LintKind::unused});
}

TEST(Lint, AnOpenPortADeviceWithoutConfigAndALineNotUnderstoodAreUnknown) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  static_cast<void>(n.access(sw, "p1", 1));
  EXPECT_EQ(kinds(lint(n.net, nullptr, std::nullopt)), std::vector{LintKind::unknown});
  n.of(sw).has_config = false;
  n.net.assumptions.push_back({Effect::may_open, sw, {}, "unknown", "feature x", "not understood"});
  n.net.assumptions.push_back({Effect::harmless, sw, {}, "known", "banner", "text"});
  EXPECT_EQ(lint(n.net, nullptr, std::nullopt).size(), 3U);
}

TEST(Lint, ALedgerRowPastItsDayOrWithoutOneIsFoundAndOneWithoutAnApprover) {
  TinyNetwork n;
  Policy policy;
  policy.ledger.push_back({});
  LedgerRow& row = policy.ledger.front();
  row.id = "T1";
  row.owner = "section";
  row.approver = "CISO";
  row.expiry = "2026-03-31";
  const auto on = [&](std::chrono::year_month_day day) { return kinds(lint(n.net, &policy, day)); };
  EXPECT_TRUE(on(2026y / 3 / 31).empty());
  EXPECT_EQ(on(2026y / 4 / 1), std::vector{LintKind::expired});
  EXPECT_TRUE(lint(n.net, &policy, std::nullopt).empty());
  row.expiry.clear();
  EXPECT_EQ(on(2026y / 3 / 31), std::vector{LintKind::expired});
  row.expiry = "2027-03-31";
  row.approver.clear();
  EXPECT_EQ(on(2026y / 3 / 31), std::vector{LintKind::unowned});
}

}  // namespace
}  // namespace sekimori::testing
