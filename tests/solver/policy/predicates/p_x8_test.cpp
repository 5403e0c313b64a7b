#include "judged.hpp"

namespace sekimori::testing {
namespace {

/// The lawful city with a management network on a switch of its own, `more` on that switch, and a jump host.
City managed(const std::string& management, const std::string& address = "10.90.0.2/24") {
  City city = with_line(lawful_city(), "- {name: wifi, role: public-wifi",
                        "  - {name: mg, role: management, subnets: [10.90.0.0/24], vlans: \"910\"}");
  city = with_line(city, "- {name: a, mode: routed, address: 10.50.0.1/24}",
                   "  - name: sw-mg\n    kind: switch\n    interfaces:\n      - {name: p, mode: access, vlan: 910}\n"
                   "      - {name: q, mode: access, vlan: 910}\n      - {name: z, mode: routed, address: " +
                       address + "}\n" + management);
  return with_line(city, "- {name: in-web, zone: in", "  - {name: jump, zone: mg, port: \"sw-mg:p\", address: 10.90.0.10}");
}
const std::string kSshFromManagement = "    management: [{name: ssh, from: 10.90.0.0/24}]";

TEST(PX8, ServicesThatAdmitTheManagementNetworkAloneHold) {
  const Judged held = judged("P-X8", managed(kSshFromManagement, "10.20.7.2/24"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 47.
TEST(PX8, AServiceForEverybodyInAnotherZoneIsViolated) {
  const Judged open = judged("P-X8", managed("    management: [{name: ssh}]", "10.20.7.2/24"));
  EXPECT_EQ(open.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(open, "violated sw-mg", "ssh takes sessions from anywhere")) << all(open);
}

TEST(PX8, AnAddressBeyondTheManagementNetworkIsNamed) {
  const Judged open = judged("P-X8", managed("    management: [{name: ssh, from: [10.90.0.0/24, 10.20.0.11]}]", "10.20.7.2/24"));
  EXPECT_TRUE(says(open, "violated sw-mg", "10.20.0.11")) << all(open);
}

TEST(PX8, AnAddressThatTheLedgerNamesForTheDeviceIsLawful) {
  const City city = with_line(managed("    management: [{name: ssh, from: [10.90.0.0/24, 10.20.0.11]}]", "10.20.7.2/24"), "F4,mn-app",
                              "M1,lg-pc,self:sw-mg,tcp/22,,,,保守,総務課,CISO,2027-03-31");
  const Judged held = judged("P-X8", city);
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX8, OnTheManagementNetworkTheCellsSayWhoGetsThere) {
  const City city = managed("    management: [{name: ssh}]");
  EXPECT_EQ(judged("P-X8", city).verdict, VerdictKind::proved) << all(judged("P-X8", city));
  EXPECT_EQ(judged("P-X8", city, {{{"in", "mg"}, VerdictKind::violated}}).verdict, VerdictKind::violated);
  EXPECT_EQ(judged("P-X8", city, {{{"in", "mg"}, VerdictKind::inconclusive}}).verdict, VerdictKind::inconclusive);
}

TEST(PX8, WhereRelaysAreNotFollowedTheCellsDoNotSay) {
  Evidence evidence;
  evidence.threat = Threat::direct;
  EXPECT_EQ(judged("P-X8", managed("    management: [{name: ssh}]"), {}, "2026-11-30", evidence).verdict, VerdictKind::inconclusive);
}

TEST(PX8, AManagementHostWithTwoCardsIsViolated) {
  const City city = edited(managed(kSshFromManagement), "port: \"sw-mg:p\", address: 10.90.0.10}",
                           "attachments: [{port: \"sw-mg:p\", address: 10.90.0.10}, {port: \"sw-mg:q\", address: 10.90.0.11}]}");
  EXPECT_TRUE(says(judged("P-X8", city), "violated jump", "2 attachments"));
}

TEST(PX8, WithoutServicesAndManagementThereIsNothingToAsk) {
  EXPECT_EQ(judged("P-X8", lawful_city()).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
