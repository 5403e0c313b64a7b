#include "solver/prove/ledger_match.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// a (10.0.1.0/28) behind a firewall with one rule, and b (10.0.2.5).
struct Fixture {
  TinyNetwork n;
  Policy policy;
  HostId a, b;

  explicit Fixture(Rule rule) {
    const auto fw = n.firewall("fw");
    const auto in = n.routed(fw, "e0", "10.0.1.30/27"), out = n.routed(fw, "e1", "10.0.2.1/24");
    a = n.host("a", "red", in, "10.0.1.0/28");
    b = n.host("b", "blue", out, "10.0.2.5");
    n.net.devices[fw.index].firewall->rules.push_back({{}, {}, std::move(rule), true});
    LedgerRow row;
    row.id = "R";
    row.src = {a};
    row.dst = {b};
    row.src_v4 = AddressSet::of(prefix("10.0.1.0/28"));
    row.dst_v4 = AddressSet::of(address("10.0.2.5"));
    row.services = {service("tcp/443-445")};
    policy.ledger.push_back(row);
  }
  [[nodiscard]] LedgerMatch match() const { return match_ledger(n.net, policy, build_flow_graph(n.net)).at(0); }
  void put_first(Rule rule) {
    n.net.devices[0].firewall->rules.insert(n.net.devices[0].firewall->rules.begin(), {{}, {}, std::move(rule), true});
  }
};

TEST(LedgerMatch, WhatTheRuleAdmitsAsWideAsTheRowArrivesEachTime) {
  const LedgerMatch match = Fixture(permit("10.0.1.0/28", "10.0.2.5", "tcp/443-445")).match();
  EXPECT_EQ(match.tried, 4U);  // two addresses, two ports
  EXPECT_EQ(match.arrived, match.tried) << match.why;
}

TEST(LedgerMatch, ANarrowerRuleAdmitsTheRowInPart) {
  const LedgerMatch ports = Fixture(permit("10.0.1.0/28", "10.0.2.5", "tcp/443")).match();
  EXPECT_EQ(ports.arrived, 2U) << ports.why;
  const LedgerMatch hosts = Fixture(permit("10.0.1.0", "10.0.2.5", "tcp/443-445")).match();
  EXPECT_EQ(hosts.arrived, 2U) << hosts.why;
}

/// One address, one port, one source port in the middle of what the row names, each told apart by a deny before the permit.
TEST(LedgerMatch, AHoleInTheMiddleOfARowIsFound) {
  const Rule whole = permit("10.0.1.0/28", "10.0.2.5", "tcp/443-445");
  for (const Rule& hole : {deny("10.0.1.7", "10.0.2.5"), deny("10.0.1.0/28", "10.0.2.5", "tcp/444")}) {
    Fixture f(whole);
    f.put_first(hole);
    const LedgerMatch match = f.match();
    EXPECT_GT(match.arrived, 0U) << match.why;
    EXPECT_LT(match.arrived, match.tried);
    EXPECT_EQ(match.untried, 0U);
  }
  Fixture f(whole);
  Rule ports = deny("10.0.1.0/28", "10.0.2.5", "tcp");
  for (ServiceBox& box : ports.match.services) box[ServiceField::sport] = {50000, 50000};
  f.put_first(ports);
  EXPECT_LT(f.match().arrived, f.match().tried);
}

TEST(LedgerMatch, ARowWithMoreKindsThanAreTriedSaysHowMany) {
  Fixture f(permit("10.0.1.0/28", "10.0.2.5"));
  f.policy.ledger[0].services = {service("tcp")};
  for (int port = 1; port < 2000; port += 2) f.put_first(permit("10.0.1.0/28", "10.0.2.5", "tcp/" + std::to_string(port)));
  const LedgerMatch match = f.match();
  EXPECT_EQ(match.arrived, match.tried) << match.why;
  EXPECT_GT(match.tried, 1000U);
  EXPECT_GT(match.untried, 1000U);  // two addresses, two thousand ports
}

TEST(LedgerMatch, ARowWithoutARuleIsDeadWithWhatBlocksIt) {
  const LedgerMatch match = Fixture(deny()).match();
  EXPECT_EQ(match.arrived, 0U);
  EXPECT_NE(match.why.find("fw"), std::string::npos) << match.why;
}

TEST(LedgerMatch, ADeviceIsManagedAtWhicheverOfItsAddressesAnswers) {
  Fixture f(deny());
  f.policy.ledger[0].dst = {DeviceId{0}};
  f.policy.ledger[0].dst_v4 = AddressSet::everything(Family::v4);
  f.policy.ledger[0].services = {service("tcp/22")};
  f.n.net.devices[0].services.push_back({"ssh", service("tcp/22"), true, {}, {}, {}});
  const LedgerMatch match = f.match();
  EXPECT_EQ(match.tried, 2U);  // two sources
  EXPECT_EQ(match.arrived, 2U) << match.why;
}

TEST(LedgerMatch, ARowWithoutAddressesIsNotTried) {
  Fixture f(permit());
  f.policy.ledger[0].dst_v4 = AddressSet(Family::v4);
  EXPECT_EQ(f.match().tried, 0U);
}

}  // namespace
}  // namespace sekimori
