#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kRule = "from: 10.10.0.20, to: 10.20.1.10, service: tcp/443";

Judged with_rule(const std::string& rule) { return judged("P-X7", edited(lawful_city(), kRule, rule)); }

TEST(PX7, RulesThatAreRowsAndRowsThatWorkHold) {
  const Judged held = judged("P-X7", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 11.
TEST(PX7, MoreSourcesThanTheRowAreWider) {
  const Judged wider = with_rule("from: 10.10.0.0/24, to: 10.20.1.10, service: tcp/443");
  EXPECT_EQ(wider.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(wider, "violated fw", "permits more than F4")) << all(wider);
}

// Catalogue row 12.
TEST(PX7, MorePortsThanTheRowAreWider) {
  const Judged wider = with_rule("from: 10.10.0.20, to: 10.20.1.10, service: tcp/443-450");
  EXPECT_TRUE(says(wider, "violated fw", "tcp/444-450")) << all(wider);
}

TEST(PX7, LessThanTheRowIsNotWider) { EXPECT_EQ(with_rule(kRule).verdict, VerdictKind::proved); }

const std::string kBehind = "- {name: intermediate server";

City with_permit(const std::string& rule) { return with_line(lawful_city(), kBehind, "        " + rule); }

// Catalogue rows 13, 14, 45.
TEST(PX7, APermitThatNoRowCoversIsExtra) {
  const Judged extra =
      judged("P-X7", with_permit("- {name: copy, in: mn, out: lg, action: permit, from: 10.10.0.11, to: 10.20.0.20, service: tcp/445}"));
  EXPECT_EQ(extra.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(extra, "violated fw", "copy")) << all(extra);
  EXPECT_TRUE(says(extra, "violated fw", "no ledger row")) << all(extra);
}

TEST(PX7, ARemovedRowLeavesItsRuleExtra) {
  const Judged extra =
      judged("P-X7", edited(lawful_city(), "F4,mn-app,renkei,tcp/443,,,yes,申請データの取込,市民課,CISO,2027-03-31\n", ""));
  EXPECT_TRUE(says(extra, "violated fw", "applications")) << all(extra);
}

TEST(PX7, APermitBehindADenyOfItOpensNothing) {
  const City city = with_permit("- {name: no, in: mn, action: deny, from: 10.10.0.11, to: any}");
  const Judged held = judged(
      "P-X7", with_line(city, "- {name: no, in: mn",
                        "        - {name: copy, in: mn, out: lg, action: permit, from: 10.10.0.11, to: 10.20.0.20, service: tcp/445}"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX7, APermitInsideOneZoneIsNotTheLedgersAffair) {
  const Judged held =
      judged("P-X7", with_permit("- {name: inside, in: lg, out: dmz, action: permit, from: 10.20.0.0/24, to: 10.20.1.10, service: any}"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX7, WhatASanitiserDeliversNeedsNoRow) {
  const Judged held =
      judged("P-X7", with_permit("- {name: cdr, in: cdr, out: lg, action: permit, from: 10.30.1.2, to: 10.20.0.20, service: tcp/443}"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
  const Judged wider =
      judged("P-X7", with_permit("- {name: cdr, in: cdr, out: lg, action: permit, from: 10.30.1.2, to: 10.20.0.20, service: tcp/445}"));
  EXPECT_EQ(wider.verdict, VerdictKind::violated);
}

// Catalogue row 44.
TEST(PX7, ATranslatedAddressCannotBeComparedAndIsNoProof) {
  const City city =
      with_line(with_permit("- {name: nat, in: mn, out: lg, action: permit, from: 10.10.0.11, to: 10.20.0.20, service: tcp/445}"),
                "- {name: deny-all, action: deny}", "    nat:\n      - static: {local: 10.10.0.11, global: 10.20.0.99}");
  EXPECT_EQ(judged("P-X7", city).verdict, VerdictKind::inconclusive);
}

Judged with_match(const LedgerMatch& match) {
  Evidence evidence;
  evidence.matches[match.row] = match;
  return judged("P-X7", lawful_city(), {}, "2026-11-30", evidence);
}

TEST(PX7, ARowThatNothingOfArrivesIsDead) {
  EXPECT_TRUE(says(with_match({"F1", 4, 0, "request: no-route at fw"}), "violated F1 ledger.csv:2", "request: no-route at fw"));
}

TEST(PX7, ARowOfWhichSomeArrivesIsPermittedInPart) {
  EXPECT_TRUE(says(with_match({"F1", 4, 3, "denied"}), "violated F1", "in part (3 of 4 tried)"));
}

TEST(PX7, ARowTooWideToTryAllOfItIsOpen) {
  const Judged wide = with_match({"F1", 2048, 2048, "", 100});
  EXPECT_EQ(wide.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(wide, "inconclusive F1", "2048 of 2148 kinds")) << all(wide);
}

TEST(PX7, ARowThatWasNotTriedIsOpen) { EXPECT_EQ(with_match({"F1", 0, 0, ""}).verdict, VerdictKind::inconclusive); }

TEST(PX7, ARowPastItsDayIsViolatedAndOneWithoutOwnerIsForAPerson) {
  EXPECT_TRUE(says(judged("P-X7", lawful_city(), {}, "2027-04-01"), "violated F1", "expired"));
  const Judged unowned = judged("P-X7", edited(lawful_city(), "取込,市民課,CISO", "取込,,CISO"));
  EXPECT_EQ(unowned.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(unowned, "unattested F4", "no owner")) << all(unowned);
}

Judged with_packet(const Packet& packet) {
  Evidence evidence;
  evidence.legs["mn>lg"] = {"mn-app", "renkei", packet};
  return judged("P-X7", lawful_city(), {{{"mn", "lg"}, VerdictKind::violated}}, "2026-11-30", evidence);
}

TEST(PX7, ThePacketOfAViolatedCellIsWiderThanARowOrExtra) {
  Packet packet;
  packet.src = parse_address("10.10.0.20")->bits;
  packet.dst = parse_address("10.20.1.10")->bits;
  packet.sport = 50000;
  packet.dport = 22;
  EXPECT_TRUE(says(with_packet(packet), "violated F4", "beyond row F4"));
  packet.dst = parse_address("10.20.0.20")->bits;
  EXPECT_TRUE(says(with_packet(packet), "violated mn>lg", "no ledger row covers"));
}

TEST(PX7, WithoutProvedCellsNothingSaysThatNoMoreIsPermitted) {
  for (const VerdictKind kind : {VerdictKind::violated, VerdictKind::inconclusive}) {
    EXPECT_EQ(judged("P-X7", lawful_city(), {{{"net", "in"}, kind}}).verdict, kind);
  }
}

}  // namespace
}  // namespace sekimori::testing
