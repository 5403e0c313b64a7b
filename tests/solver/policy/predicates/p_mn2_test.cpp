#include "judged.hpp"

namespace sekimori::testing {
namespace {

Judged with_row(const std::string& from, const std::string& to) { return judged("P-MN2", edited(lawful_city(), from, to)); }

TEST(PMn2, RowsFromHostToHostOnOnePortHold) { EXPECT_EQ(judged("P-MN2", lawful_city()).verdict, VerdictKind::proved); }

// (b) 11: the path limit is lost.
TEST(PMn2, AnEndOfManyAddressesIsNoLimitedPath) {
  const Judged wide = with_row("172.31.20.5,yes", "172.31.20.0/24,yes");
  EXPECT_EQ(wide.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(wide, "violated F1 ledger.csv:2", "the destination stands for 256 hosts")) << all(wide);
}

TEST(PMn2, FourHostsAreFewAndFiveAreNot) {
  EXPECT_EQ(with_row("172.31.20.5,yes", "172.31.20.4/30,yes").verdict, VerdictKind::proved);
  EXPECT_EQ(with_row("172.31.20.5,yes", "172.31.20.4/30;172.31.20.9,yes").verdict, VerdictKind::violated);
}

TEST(PMn2, AGroupCountsWithAllItsMembersUnlessTheRowNarrowsIt) {
  const City group =
      edited(lawful_city(), "name: mn-app, zone: mn, kind: server, port: \"sw-mn:p2\", address: 10.10.0.20",
             "name: mn-app, zone: mn, kind: server, count: 9, port: \"sw-mn:p2\", address: [10.10.0.20, 10.10.0.31-10.10.0.38]");
  EXPECT_TRUE(says(judged("P-MN2", group), "violated F1", "the source stands for 9 hosts"));
  const City narrowed =
      edited(edited(group, "tcp/443,,172.31.20.5", "tcp/443,10.10.0.20,172.31.20.5"), "renkei,tcp/443,,,", "renkei,tcp/443,10.10.0.20,,");
  EXPECT_EQ(judged("P-MN2", narrowed).verdict, VerdictKind::proved);
}

TEST(PMn2, AWholeSubnetOfAZoneIsNoPathHoweverSmall) {
  const City city = edited(lawful_city(), "role: lgwan, subnets: [172.31.0.0/16]", "role: lgwan, subnets: [172.31.0.0/16, 172.31.20.4/31]");
  const Judged whole = judged("P-MN2", edited(city, "172.31.20.5,yes", "172.31.20.4/31,yes"));
  EXPECT_TRUE(says(whole, "violated F1", "is a whole subnet of lgwan")) << all(whole);
}

// (b) 12 and 30: the protocol limit is lost.
TEST(PMn2, AServiceIsOneProtocolWithItsPort) {
  for (const char* open : {"any", "tcp", "icmp", "tcp/0-65535"}) {
    EXPECT_TRUE(says(with_row("lgwan-line,tcp/443", std::string("lgwan-line,") + open), "violated F1", "not one protocol")) << open;
  }
  for (const char* narrow : {"tcp/8443", "udp/500", "icmp/8", "50", "tcp/8000-8015"}) {
    EXPECT_EQ(with_row("lgwan-line,tcp/443", std::string("lgwan-line,") + narrow).verdict, VerdictKind::proved) << narrow;
  }
  EXPECT_TRUE(says(with_row("lgwan-line,tcp/443", "lgwan-line,tcp/49152-65535"), "violated F1", "more than 16 ports"));
}

TEST(PMn2, PurposeApproverAndExpiryAreFilledIn) {
  EXPECT_TRUE(says(with_row("中間サーバー,市民課", ",市民課"), "violated F1", "'purpose' is empty"));
  EXPECT_TRUE(says(with_row("取込,市民課,CISO,2027-03-31", "取込,市民課,,2027-03-31"), "violated F4", "'approver' is empty"));
  EXPECT_TRUE(says(with_row("取込,市民課,CISO,2027-03-31", "取込,市民課,CISO,"), "violated F4", "'expiry' is empty"));
}

// (b) 11, 12, 39: the row is limited, and the rule that was meant for it is not.
TEST(PMn2, ARuleThatPermitsMoreThanItsRowIsViolated) {
  const auto with_rule = [](const std::string& from, const std::string& to) { return judged("P-MN2", edited(lawful_city(), from, to)); };
  const Judged wide = with_rule("from: 10.10.0.20, to: 10.20.1.10,", "from: 10.10.0.0/24, to: 10.20.1.10,");
  EXPECT_TRUE(says(wide, "violated fw network.yaml", "permits more than F4")) << all(wide);
  const Judged open = with_rule("to: 10.20.1.10, service: tcp/443", "to: 10.20.1.10, service: tcp");
  EXPECT_TRUE(says(open, "violated fw network.yaml", "permits more than F4")) << all(open);
}

TEST(PMn2, RowsOfOtherZonesAreNotItsBusiness) {
  const Judged other = judged("P-MN2", with_line(lawful_city(), "F4,", "X,lg-pc,in-web,any,,,no,,,,"));
  EXPECT_EQ(other.verdict, VerdictKind::proved) << all(other);
}

TEST(PMn2, WithoutSuchARowThereIsNothingToLimit) {
  City city = lawful_city();
  city.ledger = city.ledger.substr(0, city.ledger.find('\n') + 1);
  EXPECT_EQ(judged("P-MN2", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
