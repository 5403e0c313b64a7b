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

/// red is the Internet zone, blue the LGWAN zone, green a vendor's; a sanitiser in `home` behind a firewall that only lets its legs pass.
struct AtHome : Pair {
  InterfaceId e3 = n.routed(r, "e3", "10.0.3.1/30"), e4 = n.routed(r, "e4", "10.0.4.1/30");
  HostId green = terminal(n, "green-pc", "green", e4, "10.0.4.2");
  HostId gate;
  Policy policy;

  explicit AtHome(const char* home) : Pair(true), gate(n.host("san", home, e3, "10.0.3.2")) {
    n.of(n.zone("red")).role = ZoneRole::internet_zone;
    n.of(n.zone("blue")).role = ZoneRole::lgwan_zone;
    n.of(n.zone("green")).role = ZoneRole::vendor;
    policy.sanitiser_methods = {"file-cdr", "screen-transfer"};
  }

  /// Taken in on tcp/443, given out on tcp/445.
  SanitisingService service_of(const char* from, const char* to, const char* method) {
    SanitisingService s;
    s.from = n.zone(from);
    s.to = n.zone(to);
    s.intake = {service("tcp/443"), Opener::peer};
    s.outlet = {service("tcp/445"), Opener::sanitiser};
    s.method = method;
    s.opposite = Opposite::ack_only;
    return s;
  }

  void serve(const SanitisingService& s) {
    Sanitiser sanitiser;
    sanitiser.services = {s};
    sanitiser.fail_closed = true;
    sanitiser.redirections_off = true;
    sanitiser.ip_forwarding = false;
    n.of(gate).role = sanitiser;
  }

  void admit(const char* from, const char* to, std::set<Admission> letters) {
    policy.matrix.push_back({n.zone(from), n.zone(to), std::move(letters), {}});
  }

  void to_gate(InterfaceId from, const char* svc) { n.policy(r, {from}, {e3}, permit("any", "10.0.3.2", svc)); }
  void from_gate(InterfaceId to, const char* peer, const char* svc) { n.policy(r, {e3}, {to}, permit("10.0.3.2", peer, svc)); }

  VerdictKind judged(const char* from, const char* to) { return cell(n, from, to, Threat::relay, policy).verdict; }
};

/// X3: whoever opens the session that goes from zone to zone needs the letter. Model alpha: the LGWAN zone opens screens, nobody to it.
TEST(SemanticsX3, AScreenGatewayInTheReceivingZoneNeedsTheLetterOfThoseWhoOpenSessionsToIt) {
  const auto with = [](std::set<Admission> of_red) {
    AtHome s("blue");
    SanitisingService screens = s.service_of("red", "blue", "screen-transfer");
    screens.outlet.opener = Opener::peer;
    screens.opposite = Opposite::sanitised;
    s.serve(screens);
    s.to_gate(s.e1, "tcp/443");
    s.to_gate(s.e2, "tcp/445");
    s.admit("blue", "red", {Admission::screen, Admission::approved});
    s.admit("red", "blue", std::move(of_red));
    return s.judged("red", "blue");
  };
  EXPECT_EQ(with({Admission::sanitised}), kViolated) << "red opens screens to blue, and the matrix has no V there";
  EXPECT_EQ(with({Admission::screen}), kProved);
}

/// The same rule the other way: what blue's own people fetch from a sanitiser of their zone opens no session to red.
TEST(SemanticsX3, WhatIsFetchedInsideTheSanitisersZoneNeedsNoLetter) {
  AtHome s("blue");
  SanitisingService files = s.service_of("red", "blue", "file-cdr");
  files.outlet.opener = Opener::peer;
  s.serve(files);
  s.to_gate(s.e1, "tcp/443");
  s.to_gate(s.e2, "tcp/445");
  s.admit("red", "blue", {Admission::sanitised});
  EXPECT_EQ(s.judged("red", "blue"), kProved);
}

TEST(SemanticsX3, ASanitiserThatFetchesFromAnotherZoneNeedsTheLetterOfItsOwn) {
  const auto with = [](const char* opener, const char* other) {
    AtHome s("blue");
    SanitisingService files = s.service_of("red", "blue", "file-cdr");
    files.intake.opener = Opener::sanitiser;
    s.serve(files);
    s.from_gate(s.e1, "10.0.1.2", "tcp/443");
    s.from_gate(s.e2, "10.0.2.2", "tcp/445");
    s.admit(opener, other, {Admission::sanitised});
    return s.judged("blue", "red");
  };
  EXPECT_EQ(with("red", "blue"), kViolated) << "blue opens sessions to red, and only red may";
  EXPECT_EQ(with("blue", "red"), kProved);
}

/// A is for what the zone that opens the session sends out, not for what comes back in it.
TEST(SemanticsX3, AnApprovedOutletBringsNothingBack) {
  const auto with = [](Admission letter, Opposite opposite) {
    AtHome s("blue");
    SanitisingService files = s.service_of("blue", "red", "file-cdr");
    files.opposite = opposite;
    s.serve(files);
    s.to_gate(s.e2, "tcp/443");
    s.from_gate(s.e1, "10.0.1.2", "tcp/445");
    s.admit("blue", "red", {letter});
    return s.judged("red", "blue");
  };
  EXPECT_EQ(with(Admission::approved, Opposite::ack_only), kProved);
  EXPECT_EQ(with(Admission::approved, Opposite::sanitised), kViolated);
  EXPECT_EQ(with(Admission::sanitised, Opposite::sanitised), kProved);
}

/// X1: the crossing is that of the zones the service names. In the cell of its own zone there is no other cell where others would be seen.
TEST(SemanticsX1, OnlyTheZonesOfItsServicesReachASanitiserLawfully) {
  const auto with = [](bool green) {
    AtHome s("blue");
    s.serve(s.service_of("red", "blue", "file-cdr"));
    s.to_gate(s.e1, "tcp/443");
    if (green) s.to_gate(s.e4, "tcp/443");
    s.from_gate(s.e2, "10.0.2.2", "tcp/445");
    s.admit("red", "blue", {Admission::sanitised});
    EXPECT_EQ(s.judged("red", "blue"), kProved);
    return s.judged("green", "blue");
  };
  EXPECT_EQ(with(false), kProved);
  EXPECT_EQ(with(true), kViolated) << "the vendor's data comes in by the intake for the Internet zone's";
}

/// X2: Internet -> Internet zone -> sanitiser -> LGWAN zone is lawful, Internet -> sanitiser of the LGWAN zone is not.
TEST(SemanticsX1, DataThatMayComeToTheZoneOfAServiceReachesTheSanitiserFromThereOnly) {
  const auto with = [](bool direct) {
    AtHome s("blue");
    s.n.of(s.n.zone("green")).role = ZoneRole::internet;
    s.n.of(s.red).kind = "server";
    s.n.of(s.red).relays = true;
    s.serve(s.service_of("red", "blue", "file-cdr"));
    s.n.policy(s.r, {s.e4}, {s.e1}, permit("10.0.4.2", "10.0.1.2", "tcp/80"));
    s.to_gate(s.e1, "tcp/443");
    if (direct) s.to_gate(s.e4, "tcp/443");
    s.from_gate(s.e2, "10.0.2.2", "tcp/445");
    s.admit("red", "blue", {Admission::sanitised});
    s.admit("red", "green", {Admission::cloud});
    return s.judged("green", "blue");
  };
  EXPECT_EQ(with(false), kProved);
  EXPECT_EQ(with(true), kViolated);
}

TEST(SemanticsX1, TheReceiversOfASanitiserDoNotReachItsIntakeLawfully) {
  const auto with = [](const char* svc) {
    AtHome s("red");
    s.serve(s.service_of("red", "blue", "file-cdr"));
    s.to_gate(s.e1, "tcp/443");
    if (svc != nullptr) s.to_gate(s.e2, svc);
    s.from_gate(s.e2, "10.0.2.2", "tcp/445");
    s.admit("red", "blue", {Admission::sanitised});
    return s.judged("blue", "red");
  };
  EXPECT_EQ(with(nullptr), kProved);
  EXPECT_EQ(with("tcp/443"), kViolated) << "blue opens sessions to red's sanitiser, and the matrix has no entry for them";
}

/// A sanitiser between the zones: what its own zone puts into the intake is not what the service is for.
TEST(SemanticsX1, TheNeighboursOfASanitiserInAZoneOfItsOwnHaveNoCrossing) {
  const auto with = [](bool neighbour) {
    AtHome s("green");
    s.serve(s.service_of("red", "blue", "file-cdr"));
    s.to_gate(s.e1, "tcp/443");
    if (neighbour) s.to_gate(s.e4, "tcp/443");
    s.from_gate(s.e2, "10.0.2.2", "tcp/445");
    s.admit("red", "blue", {Admission::sanitised});
    EXPECT_EQ(s.judged("red", "blue"), kProved);
    return s.judged("green", "blue");
  };
  EXPECT_EQ(with(false), kProved);
  EXPECT_EQ(with(true), kViolated);
}

/// What comes back from the zone that the service is for is that zone's to put in again.
TEST(SemanticsX1, ASanitiserInAZoneOfItsOwnTakesInWhatItsServiceIsForWhoeverHadItBefore) {
  AtHome s("green");
  s.n.of(s.red).kind = "server";
  s.n.of(s.red).relays = true;
  s.serve(s.service_of("red", "blue", "file-cdr"));
  s.n.policy(s.r, {s.e4}, {s.e1}, permit("10.0.4.2", "10.0.1.2", "tcp/80"));
  s.to_gate(s.e1, "tcp/443");
  s.from_gate(s.e2, "10.0.2.2", "tcp/445");
  s.admit("red", "blue", {Admission::sanitised});
  s.admit("green", "red", {Admission::sanitised});
  EXPECT_EQ(s.judged("green", "blue"), kProved);
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
