// As semantics_rules_test.cpp, for filters, state, translation (F) and crossings (X).
#include <gtest/gtest.h>

#include "agreement/rule_fixture.hpp"

namespace sekimori::testing {
namespace {

// F: filters, state, translation.

TEST(SemanticsF1, FirstMatchDecidesAndTheEndDenies) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  p.n.filter_in(p.e1, {permit("any", "10.0.3.0/24")});
  EXPECT_EQ(verdict(p.n), kProved) << "implicit deny";
  p.n.of(p.n.of(p.e1).filters.in_v4.value()).rules = {permit("any", "any", "tcp/80"), deny()};
  EXPECT_EQ(verdict(p.n), kViolated);
  p.n.of(p.n.of(p.e1).filters.in_v4.value()).rules = {deny(), permit("any", "any", "tcp/80")};
  EXPECT_EQ(verdict(p.n), kProved);
}

TEST(SemanticsF1, WildcardNeedNotBeAPrefix) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  Rule rule = permit("10.0.1.0/24", "10.0.0.2");
  rule.match.dst.front().care = 0xffff00ffU;  // 0.0.255.0: the third octet does not matter
  p.n.filter_in(p.e1, {rule});
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF2, DataLeavesInTheReplyOfASession) {
  Pair p(true);
  p.n.policy(p.r, {p.e2}, {p.e1}, permit("any", "any", "tcp/443"));
  const CellVerdict c = cell(p.n, "red", "blue");
  ASSERT_EQ(c.verdict, kViolated);
  EXPECT_EQ(c.witness.value().legs.back().phase, Phase::reply);
  Pair none(true);
  none.n.policy(none.r, {none.e2}, {none.e1}, deny());
  EXPECT_EQ(verdict(none.n), kProved);
}

TEST(SemanticsF3, EstablishedPassesTheRepliesOfAStatelessFilter) {
  Rule established = permit("any", "any", "tcp");
  established.match.services.front()[ServiceField::established] = {1, 1};
  Pair p;
  p.n.filter_in(p.e1, {established});
  p.n.filter_in(p.e2, {permit("any", "any", "tcp/443")});
  EXPECT_EQ(verdict(p.n), kViolated);
  Pair shut;
  shut.n.filter_in(shut.e1, {established});
  shut.n.filter_in(shut.e2, {deny()});
  EXPECT_NE(verdict(shut.n), kViolated) << "nobody in blue can open the session that red would answer";
}

TEST(SemanticsF4, PacketThatMatchesNoTranslationGoesOnUntranslated) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  SourceNat rule;
  rule.match = match("192.0.2.0/24");
  rule.pool = AddressSet::of(address("10.0.7.1"));
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, WhatAnExemptionMatchesIsNotTranslatedByTheRulesBehind) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  p.n.filter_out(p.e2, {permit("10.0.1.0/30", "any"), deny()});
  SourceNat rule;
  rule.pool = AddressSet::of(address("10.0.7.1"));
  SourceNat exempt;
  exempt.match = match("10.0.1.2/32", "any", "tcp/80");
  exempt.exempt = true;
  p.n.nat(p.r, rule);
  EXPECT_NE(verdict(p.n), kViolated) << "every packet leaves from an address that the filter does not admit";
  Pair q;
  q.n.filter_in(q.e2, {deny()});
  q.n.filter_out(q.e2, {permit("10.0.1.0/30", "any"), deny()});
  q.n.nat(q.r, exempt);
  q.n.nat(q.r, rule);
  EXPECT_EQ(verdict(q.n), kViolated);
}

TEST(SemanticsF4, FilterBeforeDestinationTranslationDoesNotSeeTheInnerAddress) {
  Pair p;
  p.n.filter_in(p.e2, {deny()});
  p.n.filter_in(p.e1, {deny("any", "10.0.2.0/30"), permit()});
  EXPECT_EQ(verdict(p.n), kProved);
  StaticNat rule;
  rule.inside = {p.e2};
  rule.local = prefix("10.0.2.2/32");
  rule.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, PolicyAfterDestinationTranslationSeesTheInnerAddress) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.7.2"));
  StaticNat rule;
  rule.inside = {p.e2};
  rule.local = prefix("10.0.2.2/32");
  rule.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, rule);
  EXPECT_EQ(verdict(p.n), kProved);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.2"));
  EXPECT_EQ(verdict(p.n), kViolated);
}

TEST(SemanticsF4, ReplyIsTranslatedBackAndDelivered) {
  Pair p(true);
  SourceNat rule;
  rule.match = match("10.0.2.0/30");
  rule.pool = AddressSet::of(address("10.0.7.1"));
  p.n.nat(p.r, rule);
  p.n.policy(p.r, {p.e2}, {p.e1}, permit("any", "any", "tcp/443"));
  EXPECT_NE(verdict(p.n), kProved) << "the witness of a translated reply is not always found again by the simulator";
}

TEST(SemanticsF5, RouterSendsAPacketBackWhereItCameFrom) {
  TinyNetwork n;
  const DeviceId first = n.router("first"), turn = n.router("turn"), last = n.router("last"), hub = n.hub("hub");
  terminal(n, "red-pc", "red", n.routed(first, "lan", "10.0.1.1/30"), "10.0.1.2");
  terminal(n, "blue-pc", "blue", n.routed(last, "lan", "10.0.2.1/30"), "10.0.2.2");
  const InterfaceId a = n.routed(first, "x", "10.0.9.1/29");
  n.transit(a);
  n.link(a, n.access(hub, "1", 1));
  n.link(n.routed(turn, "x", "10.0.9.2/29"), n.access(hub, "2", 1));
  n.link(n.routed(last, "x", "10.0.9.3/29"), n.access(hub, "3", 1));
  n.route(first, "10.0.2.0/30", "10.0.9.2");
  EXPECT_EQ(verdict(n), kProved) << "turn has no route to blue";
  n.route(turn, "10.0.2.0/30", "10.0.9.3");
  EXPECT_EQ(verdict(n), kViolated);
}

// X: crossings.

LedgerRow row(TinyNetwork& n, HostId src, HostId dst, std::string_view svc) {
  LedgerRow r;
  r.id = "row";
  r.src = {src};
  r.dst = {dst};
  r.src_v4 = n.of(src).attachments.front().v4;
  r.dst_v4 = n.of(dst).attachments.front().v4;
  r.services = {service(svc)};
  return r;
}

Policy with_row(TinyNetwork& n, const LedgerRow& r) {
  Policy policy;
  policy.ledger = {r};
  policy.matrix = {{n.zone("red"), n.zone("blue"), {Admission::specified}, {}}};
  return policy;
}

TEST(SemanticsX1, RowExcusesItsOwnSessionOnly) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.2", "tcp/443"));
  EXPECT_EQ(verdict(p.n), kViolated);
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kProved);
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/80"))), kViolated) << "another service";
}

TEST(SemanticsX1, RowDoesNotExcuseTheSubnetsBroadcast) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "10.0.2.0/30", "tcp/443"));
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kViolated);
}

TEST(SemanticsX1, AnswerOfTheRowsSessionIsExcusedInTheOppositeCell) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  EXPECT_EQ(cell(p.n, "blue", "red", Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))).verdict, kProved)
      << "red sends from its own address only, so every answer is the row's";
}

TEST(SemanticsX1, RowExcusesNobodyElseInTheSourceZone) {
  Pair p(true);
  p.n.of(p.e1).addresses.clear();
  p.n.add_address(p.e1, "10.0.1.1/29");
  p.n.transit(p.e1);
  terminal(p.n, "red-other", "red", p.e1, "10.0.1.3");
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "any", "tcp/443"));
  EXPECT_EQ(verdict(p.n, Threat::relay, with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"))), kViolated);
}

TEST(SemanticsX1, RowWithoutItsMatrixEntryExcusesNothing) {
  Pair p(true);
  p.n.policy(p.r, {p.e1}, {p.e2}, permit("any", "any", "tcp/443"));
  Policy policy = with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"));
  policy.matrix.clear();
  EXPECT_EQ(verdict(p.n, Threat::relay, policy), kViolated);
}

TEST(SemanticsX1, AnswerCarriesTheTagOfItsInitiationNotOfItsOwnHeader) {
  // The row is for sessions to blue's own address; this session goes to a translated one, so neither it nor its answer is the row's.
  Pair p;
  StaticNat nat;
  nat.inside = {p.e2};
  nat.local = prefix("10.0.2.2/32");
  nat.global = prefix("10.0.7.2/32");
  p.n.nat(p.r, nat);
  p.n.filter_in(p.e1, {permit("any", "10.0.7.2", "tcp/443")});
  Policy policy = with_row(p.n, row(p.n, p.red, p.blue, "tcp/443"));
  EXPECT_EQ(cell(p.n, "blue", "red", Threat::relay, policy).verdict, kViolated);
}

/// Takes mail from red and sends it on to blue by `outlet`; nothing against it.
Sanitiser mail_gate(TinyNetwork& n, std::string_view outlet) {
  SanitisingService mail;
  mail.from = n.zone("red");
  mail.to = n.zone("blue");
  mail.intake = {service("tcp/25"), Opener::peer};
  mail.outlet = {service(outlet), Opener::sanitiser};
  mail.method = "mail-text";
  mail.opposite = Opposite::ack_only;
  Sanitiser s;
  s.services = {mail};
  s.fail_closed = true;
  s.redirections_off = true;
  s.ip_forwarding = false;
  return s;
}

/// red is the Internet zone, blue the LGWAN zone; a sanitiser with a card in each takes mail from red and sends it on to blue.
struct Sanitised : Pair {
  HostId gate;
  Policy policy;

  Sanitised() : gate(n.host("san", "gate", e1, "10.0.1.3")) {
    n.of(e1).addresses.clear();
    n.of(e2).addresses.clear();
    n.add_address(e1, "10.0.1.1/29");
    n.add_address(e2, "10.0.2.1/29");
    n.transit(e1);
    n.transit(e2);
    n.filter_in(e1, {deny()});
    n.filter_in(e2, {deny()});
    n.attach(gate, e2, "10.0.2.3");
    n.of(gate).forwards = false;
    n.of(n.zone("red")).role = ZoneRole::internet_zone;
    n.of(n.zone("blue")).role = ZoneRole::lgwan_zone;
    policy.sanitiser_methods = {"mail-text"};
    policy.matrix = {{n.zone("red"), n.zone("blue"), {Admission::sanitised}, {}}};
    role(sound());
  }

  Sanitiser sound() { return mail_gate(n, "tcp/25"); }
  void role(const Sanitiser& s) { n.of(gate).role = s; }
  /// Sessions to the gate's red card other than mail do not get there.
  void shield() {
    const DeviceId f = n.firewall("shield");
    const InterfaceId outer = n.routed(f, "outer", "10.0.5.1/30"), inner = n.routed(f, "inner", "10.0.6.1/30");
    n.of(gate).attachments.clear();
    n.attach(gate, inner, "10.0.6.2");
    n.attach(gate, e2, "10.0.2.3");
    const InterfaceId up = n.routed(r, "up", "10.0.5.2/30");
    n.link(up, outer);
    n.route(r, "10.0.6.0/30", "10.0.5.1");
    n.route(f, "10.0.1.0/29", "10.0.5.2");
    n.filter_in(up, {deny()});
    n.of(n.of(e1).filters.in_v4.value()).rules = {permit("any", "10.0.6.2", "tcp/25")};
    n.policy(f, {outer}, {inner}, permit("any", "10.0.6.2", "tcp/25"));
  }
};

TEST(SemanticsX5, SanitiserThatTakesOnlyItsIntakeIsACut) {
  Sanitised s;
  s.shield();
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kProved);
}

TEST(SemanticsX5, RawDataByAnotherSessionMakesItARelay) {
  Sanitised s;  // red is on the segment of the gate's card and may open any session to it
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kViolated);
}

/// X3: an entry is about the zone that opens the sessions. Where blue fetches what was cleaned, red's entry is none.
TEST(SemanticsX3, ASanitiserWhoseOutletTheMatrixDoesNotMarkThatWayIsNone) {
  Sanitised pushed;
  pushed.shield();
  EXPECT_EQ(cell(pushed.n, "red", "blue", Threat::relay, pushed.policy).verdict, kProved);
  std::swap(pushed.policy.matrix[0].from, pushed.policy.matrix[0].to);
  EXPECT_EQ(cell(pushed.n, "red", "blue", Threat::relay, pushed.policy).verdict, kViolated);
}

/// Catalogue row 50: letters of the matrix are about kinds of data. Screens need V, other data S; A is for what is sent out.
TEST(SemanticsX3, ASanitiserNeedsTheLetterOfWhatItCarries) {
  const auto with = [](Admission admission, const char* method, bool fetched) {
    Sanitised s;
    s.shield();
    s.policy.sanitiser_methods = {method};
    Sanitiser gate = s.sound();
    gate.services.front().method = method;
    if (fetched) gate.services.front().outlet.opener = Opener::peer;
    s.role(gate);
    s.policy.matrix[0].admits = {admission};
    if (fetched) std::swap(s.policy.matrix[0].from, s.policy.matrix[0].to);
    return cell(s.n, "red", "blue", Threat::relay, s.policy).verdict;
  };
  EXPECT_EQ(with(Admission::sanitised, "mail-text", false), kProved);
  EXPECT_EQ(with(Admission::screen, "mail-text", false), kViolated);
  EXPECT_EQ(with(Admission::screen, "screen-transfer", false), kProved);
  EXPECT_EQ(with(Admission::sanitised, "screen-transfer", false), kViolated);
  EXPECT_EQ(with(Admission::approved, "mail-text", false), kProved);
  EXPECT_EQ(with(Admission::approved, "screen-transfer", true), kViolated);
  EXPECT_EQ(with(Admission::screen, "screen-transfer", true), kProved);
}

TEST(SemanticsX5, EveryDefectMakesItARelay) {
  const auto with = [](auto change) {
    Sanitised s;
    s.shield();
    Sanitiser spoilt = s.sound();
    change(spoilt);
    s.role(spoilt);
    return verdict(s.n, Threat::relay, s.policy);
  };
  EXPECT_EQ(with([](Sanitiser& s) { s.bypass = true; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.fail_closed = false; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.redirections_off = false; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.ip_forwarding = true; }), kViolated);
  EXPECT_EQ(with([](Sanitiser& s) { s.services.front().method = "rename"; }), kViolated);
}

TEST(SemanticsX5, WhatASanitiserSendsToAnAddressOfItsIpv6PrefixIsNotForItselfAlone) {
  for (const bool admitted : {true, false}) {
    TinyNetwork n;
    const DeviceId r = n.router("r");
    const InterfaceId inside = n.routed(r, "inside", {"10.0.2.1/29", "2001:db8:2::1/64"}), out = n.routed(r, "out", "10.0.1.1/30");
    const HostId gate = n.host("san", "blue", inside, "10.0.2.3 2001:db8:2::5");
    terminal(n, "red-pc", "red", out, "10.0.1.2");
    n.transit(inside);
    n.of(n.zone("red")).role = ZoneRole::internet_zone;
    n.of(n.zone("blue")).role = ZoneRole::lgwan_zone;
    n.filter_in(out, {deny()});
    n.filter_in(inside, {permit("2001:db8:2::5", "2001:db8:2::1", "tcp/22")});
    // The router is a jump host for the sanitiser: by IPv6, in whose prefix the sanitiser is too.
    ManagementService ssh;
    ssh.name = "ssh";
    ssh.service = service("tcp/22");
    ssh.admits_v4 = n.filter(r, {deny()});
    ssh.admits_v6 = n.filter(r, {admitted ? permit("2001:db8:2::5", "any") : deny()});
    n.of(r).services.push_back(ssh);
    Policy policy;
    policy.sanitiser_methods = {"mail-text"};
    policy.matrix = {{n.zone("red"), n.zone("blue"), {Admission::sanitised}, {}}};
    n.of(gate).role = mail_gate(n, "tcp/445");
    EXPECT_EQ(cell(n, "blue", "red", Threat::relay, policy).verdict, admitted ? kViolated : kProved);
  }
}

TEST(SemanticsX2, SanitiserIsAnOrdinaryRelayWhereMyNumberIsAtAnEnd) {
  Sanitised s;
  s.shield();
  s.n.of(s.n.zone("blue")).role = ZoneRole::my_number;
  EXPECT_EQ(verdict(s.n, Threat::relay, s.policy), kViolated);
}

TEST(SemanticsX3, EveryOrderedPairOfZonesHasAVerdict) {
  Chain c;
  c.n.host("green-nas", "green", c.e3, "10.0.3.2");
  EXPECT_EQ(verify(c.n.net, {}, {}).cells.size(), 6U);
}

TEST(SemanticsX6, ZoneWithoutAnEndpointIsVacuousAndCablingAloneIsPhysical) {
  Pair p;
  p.n.zone("empty");
  EXPECT_EQ(cell(p.n, "red", "empty").verdict, VerdictKind::vacuous);
  TinyNetwork apart;
  terminal(apart, "red-pc", "red", apart.routed(apart.router("a"), "e", "10.0.1.1/30"), "10.0.1.2");
  terminal(apart, "blue-pc", "blue", apart.routed(apart.router("b"), "e", "10.0.2.1/30"), "10.0.2.2");
  const CellVerdict c = cell(apart, "red", "blue");
  EXPECT_EQ(c.verdict, kProved);
  EXPECT_EQ(c.basis, "physical");
}

}  // namespace
}  // namespace sekimori::testing
