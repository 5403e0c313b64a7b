// The main job on networks of two or three devices. Expectations are the rules of the semantics, named in each test.
#include "sekimori/prove/verify.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <utility>
#include <vector>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::permit;
using testing::TinyNetwork;

/// red (10.0.1.0/30) - firewall - blue (10.0.2.0/30); nobody else has room on the segments.
struct TwoZones {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw");
  InterfaceId in = n.routed(fw, "in", "10.0.1.1/30"), out = n.routed(fw, "out", "10.0.2.1/30");
  HostId red = n.host("red", "red", in, "10.0.1.2"), blue = n.host("blue", "blue", out, "10.0.2.2");
  Policy policy;

  CellVerdict cell(std::string_view from, std::string_view to, Threat threat = Threat::relay) const {
    VerifyOptions options;
    options.threat = threat;
    const Report report = verify(n.net, policy, options);
    for (const CellVerdict& verdict : report.cells) {
      if (report.zones[verdict.from.index].name == from && report.zones[verdict.to.index].name == to) return verdict;
    }
    ADD_FAILURE() << "no cell " << from << " to " << to;
    return {};
  }
  void row(EndpointRef src, EndpointRef dst, std::string_view src_address, std::string_view dst_address, std::string_view service) {
    LedgerRow r;
    r.id = "T" + std::to_string(policy.ledger.size() + 1);
    r.src = {src};
    r.dst = {dst};
    r.src_v4 = AddressSet::of(testing::prefix(src_address));
    r.dst_v4 = AddressSet::of(testing::prefix(dst_address));
    r.services = {testing::service(service)};
    policy.ledger.push_back(std::move(r));
    policy.matrix.push_back({n.zone("red"), n.zone("blue"), {Admission::specified}, {}});
  }
  void assume(Effect effect, AssumptionScope scope) {
    n.net.assumptions.push_back({effect, scope, {FileId{0}, 1, 1}, "unknown-line", "?", "?"});
  }
};

TEST(Verify, AClosedFirewallIsProvedWithACertificate) {
  TwoZones t;
  const Report report = verify(t.n.net, t.policy);
  const CellVerdict cell = t.cell("red", "blue");
  EXPECT_EQ(cell.verdict, VerdictKind::proved);
  ASSERT_TRUE(cell.certificate.has_value());
  EXPECT_GT(cell.obligations, 0U);
  for (const Obligation& obligation : report.obligations) EXPECT_TRUE(obligation.unsat);
}

TEST(Verify, AnOpenRuleIsViolatedByAReplayedPacketThatQuotesTheRule) {
  TwoZones t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  const CellVerdict cell = t.cell("red", "blue");
  ASSERT_EQ(cell.verdict, VerdictKind::violated);
  ASSERT_TRUE(cell.witness && cell.witness->replayed);
  const SourceRange rule = t.n.of(t.fw).firewall->rules.front().rule.at;
  EXPECT_NE(std::find(cell.culprits.begin(), cell.culprits.end(), rule), cell.culprits.end());
  EXPECT_EQ(cell.witness->legs.front().packet.dport, 443);
}

TEST(Verify, DataThatLeavesInAReplyIsViolated) {  // C3, F2
  TwoZones t;
  t.n.policy(t.fw, {t.out}, {t.in}, permit("10.0.2.2", "10.0.1.2", "tcp/443"));
  const CellVerdict cell = t.cell("red", "blue");
  ASSERT_EQ(cell.verdict, VerdictKind::violated);
  EXPECT_EQ(cell.witness->legs.front().phase, Phase::reply);
  EXPECT_TRUE(cell.witness->legs.front().initiation.has_value());
}

TEST(Verify, ALedgerRowExcusesItsOwnFlowAndNothingWider) {  // X1
  TwoZones t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  t.row(t.red, t.blue, "10.0.1.2", "10.0.2.2", "tcp/443");
  EXPECT_EQ(t.cell("red", "blue").verdict, VerdictKind::proved);
  EXPECT_EQ(t.cell("blue", "red").verdict, VerdictKind::proved);
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/444"));
  EXPECT_EQ(t.cell("red", "blue").verdict, VerdictKind::violated);
}

TEST(Verify, AResponderMayAnswerButNotOpenSessionsFromItsServicePort) {  // X1: a row's reply tag exists in the reply phase only
  TwoZones t;
  t.n.of(t.fw).firewall.reset();
  t.row(t.red, t.blue, "10.0.1.2", "10.0.2.2", "tcp/443");
  // A stateless filter that lets everything from port 443 back in.
  Rule from_443 = permit("10.0.2.2", "10.0.1.2", "tcp");
  from_443.match.services.front()[ServiceField::sport] = {443, 443};
  t.n.filter_in(t.out, {from_443});
  t.n.filter_in(t.in, {permit("10.0.1.2", "10.0.2.2", "tcp/443")});
  const CellVerdict cell = t.cell("blue", "red");
  ASSERT_EQ(cell.verdict, VerdictKind::violated);
  EXPECT_EQ(cell.witness->legs.front().phase, Phase::initiate);
}

TEST(Verify, ARelayChainIsFollowedToItsEnd) {  // E7
  TwoZones t;
  const InterfaceId third = t.n.routed(t.fw, "third", "10.0.3.1/30");
  t.n.host("green", "green", third, "10.0.3.2");
  t.n.policy(t.fw, {t.in}, {t.out}, permit("any", "10.0.2.2", "tcp/80"));
  t.n.policy(t.fw, {t.out}, {third}, permit("any", "10.0.3.2", "tcp/25"));
  const CellVerdict cell = t.cell("red", "green");
  ASSERT_EQ(cell.verdict, VerdictKind::violated);
  ASSERT_EQ(cell.witness->legs.size(), 2U);
  EXPECT_FALSE(cell.witness->legs[1].relay_why.empty());
  EXPECT_EQ(t.cell("red", "green", Threat::direct).verdict, VerdictKind::proved);
  t.n.of(t.blue).relays = false;
  EXPECT_EQ(t.cell("red", "green").verdict, VerdictKind::proved) << "a terminal does not relay (E1)";
  EXPECT_NE(t.cell("red", "green", Threat::compromise).verdict, VerdictKind::proved) << "a compromised one does";
}

TEST(Verify, RelaysMayChangeTheFamily) {  // S4: holders are shared by the families
  TwoZones t;
  const InterfaceId third = t.n.routed(t.fw, "third", "2001:db8:3::1/127");
  t.n.of(t.fw).forwards_v6 = true;
  t.n.add_address(t.out, "2001:db8:2::1/127");
  t.n.of(t.blue).attachments.front().v6 = AddressSet::of(testing::address("2001:db8:2::0"));
  t.n.host("green", "green", third, "2001:db8:3::0");
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/80"));
  t.n.policy(t.fw, {t.out}, {third}, permit("2001:db8:2::0", "2001:db8:3::0", "tcp/25"));
  EXPECT_EQ(t.cell("red", "green").verdict, VerdictKind::violated);
}

TEST(Verify, ALineThatMayOpenMakesWhatRestsOnItInconclusive) {  // A2
  TwoZones t;
  t.assume(Effect::may_both, t.fw);
  const CellVerdict cell = t.cell("red", "blue");
  EXPECT_EQ(cell.verdict, VerdictKind::inconclusive);
  EXPECT_EQ(cell.reason->code, "rests-on-assumption");
  EXPECT_EQ(cell.assumptions.size(), 1U);
}

/// red (10.0.1.0/30) - r1 - r2 - blue (10.0.2.0/30), either of which closes the way; green has a firewall of its own at r2.
struct TwoFilters : TwoZones {
  DeviceId r1 = n.router("r1"), r2 = n.router("r2"), apart = n.router("apart");
  InterfaceId lan1 = n.routed(r1, "lan", "10.1.1.1/30"), up = n.routed(r1, "up", "10.1.9.1/30");
  InterfaceId down = n.routed(r2, "down", "10.1.9.2/30"), lan2 = n.routed(r2, "lan", "10.1.2.1/30");
  TwoFilters() {
    n.host("left", "left", lan1, "10.1.1.2");
    n.host("right", "right", lan2, "10.1.2.2");
    n.link(up, down);
    n.transit(up);
    n.route(r1, "10.1.2.0/30", "10.1.9.2");
    n.route(r2, "10.1.1.0/30", "10.1.9.1");
    n.host("lone", "left", n.routed(apart, "lan", "10.1.3.1/30"), "10.1.3.2");
  }
  FilterId close(InterfaceId at) {
    n.filter_in(at, {deny()});
    return *n.of(at).filters.in_v4;
  }
  std::vector<std::size_t> rests_on() const {
    const CellVerdict verdict = cell("left", "right");
    EXPECT_EQ(verdict.verdict, VerdictKind::inconclusive);
    std::vector<std::size_t> lines;
    for (const AssumptionId id : verdict.assumptions) lines.push_back(id.index);
    return lines;
  }
};

TEST(Verify, ACellRestsOnTheLineWithoutWhichItIsProvedAndOnNoOther) {  // A2
  TwoFilters t;
  t.assume(Effect::may_open, t.apart);
  t.assume(Effect::may_open, t.close(t.lan1));
  EXPECT_EQ(t.rests_on(), std::vector<std::size_t>{1});
}

TEST(Verify, LinesThatOpenAWayOnlyTogetherAreEachNamed) {  // A2: without either of them the cell is proved
  TwoFilters t;
  t.assume(Effect::may_open, t.apart);
  t.assume(Effect::may_open, t.close(t.lan1));
  t.assume(Effect::may_open, t.close(t.down));
  EXPECT_EQ(t.rests_on(), (std::vector<std::size_t>{1, 2}));
}

TEST(Verify, LinesThatEachOpenAWayOfTheirOwnAreAllNamed) {  // A2: no single one of them decides
  TwoFilters t;
  const InterfaceId up2 = t.n.routed(t.r1, "up2", "10.1.8.1/30"), down2 = t.n.routed(t.r2, "down2", "10.1.8.2/30");
  t.n.link(up2, down2);
  t.n.transit(up2);
  t.n.route(t.r1, "10.1.2.0/30", "10.1.8.2");
  t.assume(Effect::may_open, t.close(t.down));
  t.assume(Effect::may_open, t.apart);
  t.assume(Effect::may_open, t.close(down2));
  EXPECT_EQ(t.rests_on(), (std::vector<std::size_t>{0, 2}));
}

/// red may ask blue at port 21, by a row; green is behind a third interface and sends what it likes.
struct FileTransfer : TwoZones {
  using Cells = std::vector<std::pair<std::string_view, std::string_view>>;
  InterfaceId third = n.routed(fw, "third", "10.0.3.1/30");
  HostId green = n.external("green", "green", third);

  explicit FileTransfer(std::string_view port) {
    n.policy(fw, {in}, {out}, permit("10.0.1.2", "10.0.2.2", port));
    row(red, blue, "10.0.1.2/32", "10.0.2.2/32", port);
  }
  void help(SourceRange rule) {
    n.net.assumptions.push_back({Effect::may_open, HelperSessions{fw, rule}, rule, "session-helper", "policy 1", "?"});
  }
  SourceRange rule() const { return n.net.at(fw).firewall->rules.front().rule.at; }
};

TEST(Verify, WhatAHelperOpensBesideARowRestsOnTheRule) {  // F2: any port between the two addresses, both ways
  FileTransfer t("tcp/21");
  ASSERT_EQ(t.cell("red", "blue").verdict, VerdictKind::proved);
  ASSERT_EQ(t.cell("blue", "red").verdict, VerdictKind::proved);
  ASSERT_EQ(t.cell("red", "green").verdict, VerdictKind::proved);
  t.help(t.rule());
  EXPECT_EQ(t.cell("red", "blue").verdict, VerdictKind::inconclusive) << "other ports than that of the row";
  for (const auto& [from, to] : FileTransfer::Cells{{"blue", "red"}, {"red", "green"}}) {
    const CellVerdict cell = t.cell(from, to);
    EXPECT_EQ(cell.verdict, VerdictKind::inconclusive) << from << " to " << to;
    EXPECT_EQ(cell.assumptions, std::vector<AssumptionId>{AssumptionId{0}}) << from << " to " << to;
  }
}

TEST(Verify, AHelperOpensNothingButBetweenTheAddressesOfItsRule) {  // F2
  FileTransfer t("tcp/21");
  const InterfaceId fourth = t.n.routed(t.fw, "fourth", "10.0.4.1/30");
  t.n.host("white", "white", fourth, "10.0.4.2");
  t.help(t.rule());
  for (const auto& [from, to] :
       FileTransfer::Cells{{"white", "red"}, {"red", "white"}, {"white", "blue"}, {"green", "white"}, {"white", "green"}}) {
    EXPECT_EQ(t.cell(from, to).verdict, VerdictKind::proved) << from << " to " << to;
  }
}

TEST(Verify, AHelperOfAWideRuleOpensNothingForThoseWhomTheTablePutsElsewhere) {  // F2, T1: red may ask everybody behind `out`
  TwoZones t;
  const InterfaceId third = t.n.routed(t.fw, "third", "10.0.3.1/30");
  t.n.host("white", "white", third, "10.0.3.2");
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "any", "any"));
  const SourceRange rule = t.n.of(t.fw).firewall->rules.front().rule.at;
  t.n.net.assumptions.push_back({Effect::may_open, HelperSessions{t.fw, rule}, rule, "session-helper", "policy 1", "?"});
  EXPECT_EQ(t.cell("white", "red").verdict, VerdictKind::proved);
  EXPECT_EQ(t.cell("red", "white").verdict, VerdictKind::proved);
}

TEST(Verify, AHelperOfAWideRuleOpensNothingForThoseWhomARoutePutsElsewhere) {  // F2, R2: by next hop or by interface
  for (const bool by_interface : {false, true}) {
    TwoZones t;
    const InterfaceId third = t.n.routed(t.fw, "third", "10.0.3.1/30");
    const DeviceId r = t.n.router("r");
    const InterfaceId up = t.n.routed(r, "up", "10.0.3.2/30");
    t.n.link(third, up);
    t.n.transit(third);
    t.n.host("white", "white", t.n.routed(r, "lan", "10.0.5.1/30"), "10.0.5.2");
    t.n.route(t.fw, "10.0.5.0/30", "10.0.3.2");
    if (by_interface) t.n.of(t.n.of(t.fw).vrfs.front()).routes.back().next_hop.out = third;
    t.n.route(r, "0.0.0.0/0", "10.0.3.1");
    t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "any", "any"));
    const SourceRange rule = t.n.of(t.fw).firewall->rules.front().rule.at;
    t.n.net.assumptions.push_back({Effect::may_open, HelperSessions{t.fw, rule}, rule, "session-helper", "policy 1", "?"});
    EXPECT_EQ(t.cell("white", "red").verdict, VerdictKind::proved) << by_interface;
    // Behind another table nobody knows where it leads.
    t.n.of(t.n.of(t.fw).vrfs.front()).routes.back().next_hop.vrf = t.n.vrf(t.fw, "other");
    EXPECT_NE(t.cell("white", "red").verdict, VerdictKind::proved) << by_interface;
  }
}

TEST(Verify, AZoneNamedLikeThatOfAHavockedDeviceIsJudgedItself) {  // A2: the name of a zone is the user's to choose
  TinyNetwork n;
  const DeviceId other = n.router("other"), fw = n.firewall("fw");
  n.host("green", "green", n.routed(other, "in", "10.0.3.1/30"), "10.0.3.2");
  n.host("red", "red", n.routed(fw, "in", "10.0.1.1/30"), "10.0.1.2");
  n.host("blue", "havoc-0", n.routed(fw, "out", "10.0.2.1/30"), "10.0.2.2");
  for (const DeviceId device : {other, fw}) {
    n.net.assumptions.push_back({Effect::may_open, device, {FileId{0}, 1, 1}, "unknown-line", "?", "?"});
  }
  const Report report = verify(n.net, Policy{});
  std::size_t found = 0;
  for (const CellVerdict& cell : report.cells) {
    if (report.zones[cell.from.index].name != "red" || report.zones[cell.to.index].name != "havoc-0") continue;
    EXPECT_EQ(cell.verdict, VerdictKind::inconclusive);
    ++found;
  }
  EXPECT_EQ(found, 1U);
}

TEST(Verify, ALineElsewhereDoesNotSpoilAProof) {  // A2: proved under havoc is proved, the line listed
  TwoZones t;
  const DeviceId other = t.n.switch_l2("other");
  t.n.access(other, "p1", 10);
  t.assume(Effect::may_both, other);
  const CellVerdict cell = t.cell("red", "blue");
  EXPECT_EQ(cell.verdict, VerdictKind::proved);
  EXPECT_EQ(cell.assumptions.size(), 1U);
}

TEST(Verify, AnUnknownLineInAFilterOpensThatFilterOnly) {
  TwoZones t;
  t.n.of(t.fw).firewall.reset();
  t.n.filter_in(t.in, {deny()});
  t.n.filter_in(t.out, {deny()});
  t.assume(Effect::may_open, *t.n.of(t.in).filters.in_v4);
  EXPECT_EQ(t.cell("red", "blue").verdict, VerdictKind::inconclusive);
  EXPECT_EQ(t.cell("blue", "red").verdict, VerdictKind::proved);
}

TEST(Verify, AnUnknownLineOfAnInterfaceOrOfTheWholeNetworkOpensEveryDeviceThatItMaySpeakOf) {  // A2
  TwoZones plain;
  for (const AssumptionScope& scope : {AssumptionScope{plain.in}, AssumptionScope{WholeNetwork{}}}) {
    TwoZones t;
    t.assume(Effect::may_open, scope);
    for (const CellVerdict& cell : {t.cell("red", "blue"), t.cell("blue", "red")}) {
      EXPECT_EQ(cell.verdict, VerdictKind::inconclusive) << cell.id;
      EXPECT_EQ(cell.reason->code, "rests-on-assumption") << cell.id;
    }
  }
}

TEST(Verify, AnUnknownLineOfAHostMakesItARelay) {  // A2, E1
  TwoZones t;
  const InterfaceId third = t.n.routed(t.fw, "third", "10.0.3.1/30");
  t.n.host("green", "green", third, "10.0.3.2");
  t.n.policy(t.fw, {t.in}, {t.out}, permit("any", "10.0.2.2", "tcp/80"));
  t.n.policy(t.fw, {t.out}, {third}, permit("any", "10.0.3.2", "tcp/25"));
  t.n.of(t.blue).relays = false;
  ASSERT_EQ(t.cell("red", "green").verdict, VerdictKind::proved);
  t.assume(Effect::may_open, t.blue);
  const CellVerdict cell = t.cell("red", "green");
  EXPECT_EQ(cell.verdict, VerdictKind::inconclusive);
  EXPECT_EQ(cell.reason->code, "rests-on-assumption");
}

TEST(Verify, AnUnknownLineOfAVrfLetsItRouteIntoTheOthersOfItsDevice) {  // A2
  TwoZones t;
  t.n.of(t.fw).firewall.reset();
  const VrfId first = t.n.vrf(t.fw, "first"), second = t.n.vrf(t.fw, "second");
  t.n.of(t.in).vrf = first;
  t.n.of(t.out).vrf = second;
  ASSERT_EQ(t.cell("red", "blue").verdict, VerdictKind::proved);
  t.assume(Effect::may_open, first);
  const CellVerdict cell = t.cell("red", "blue");
  EXPECT_EQ(cell.verdict, VerdictKind::inconclusive);
  EXPECT_EQ(cell.reason->code, "rests-on-assumption");
}

TEST(Verify, AHarmlessLineChangesNothing) {
  TwoZones t;
  t.assume(Effect::harmless, t.fw);
  EXPECT_EQ(t.cell("red", "blue").verdict, VerdictKind::proved);
}

TEST(Verify, AWitnessPastALineThatMayCloseShowsNothing) {  // A3
  TwoZones t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit());
  t.assume(Effect::may_close, t.fw);
  const CellVerdict cell = t.cell("red", "blue");
  EXPECT_EQ(cell.verdict, VerdictKind::inconclusive);
  EXPECT_EQ(cell.reason->code, "witness-on-assumption");
  EXPECT_TRUE(cell.witness.has_value()) << "the packet is still shown";
}

TEST(Verify, ZonesOnDifferentCablesAreProvedPhysically) {  // X6
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.host("red", "red", n.access(a, "p1", 10), "10.0.1.2");
  n.host("blue", "blue", n.access(b, "p1", 10), "10.0.2.2");
  const Report report = verify(n.net, {});
  ASSERT_EQ(report.cells.size(), 2U);
  for (const CellVerdict& cell : report.cells) {
    EXPECT_EQ(cell.verdict, VerdictKind::proved);
    EXPECT_EQ(cell.basis, "physical");
    EXPECT_EQ(cell.tier, RoutingTier::any_routing_all);
  }
}

TEST(Verify, AZoneWithoutEndpointsIsVacuous) {  // X6
  TwoZones t;
  t.n.zone("empty");
  EXPECT_EQ(t.cell("red", "empty").verdict, VerdictKind::vacuous);
}

TEST(Verify, RoutesAloneAreTheWeakestBasis) {  // R1
  TwoZones t;
  t.n.of(t.fw).firewall.reset();
  // Two VRFs without a leak: separated under any route change that leaves VRFs alone, not across them.
  const VrfId other = t.n.vrf(t.fw, "B");
  t.n.of(t.out).vrf = other;
  const CellVerdict cell = t.cell("red", "blue");
  ASSERT_EQ(cell.verdict, VerdictKind::proved);
  EXPECT_EQ(cell.tier, RoutingTier::any_routing_vrf);
}

TEST(Verify, ARequiredFlowThatIsBlockedSaysWhere) {  // 2(14)
  TwoZones t;
  t.row(t.red, t.blue, "10.0.1.2", "10.0.2.2", "tcp/443");
  t.policy.ledger.front().required = true;
  auto flows = verify(t.n.net, t.policy).coverage.required_flows;
  ASSERT_EQ(flows.size(), 1U);
  EXPECT_FALSE(flows[0].delivered);
  EXPECT_NE(flows[0].why.find("fw"), std::string::npos);
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  flows = verify(t.n.net, t.policy).coverage.required_flows;
  EXPECT_TRUE(flows[0].delivered) << flows[0].why;
}

TEST(Verify, ARequiredFlowIsEachOfItsServices) {  // 2(14)
  TwoZones t;
  t.row(t.red, t.blue, "10.0.1.2", "10.0.2.2", "tcp/443");
  t.policy.ledger.front().required = true;
  t.policy.ledger.front().services.push_back(testing::service("udp/53"));
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  const auto flows = verify(t.n.net, t.policy).coverage.required_flows;
  EXPECT_FALSE(flows[0].delivered);
  EXPECT_NE(flows[0].why.find("udp/53"), std::string::npos) << flows[0].why;
}

/// The reason of each cell that is not vacuous; "proved" for those that are.
std::set<std::string> reasons_of(const Report& report) {
  std::set<std::string> reasons;
  for (const CellVerdict& cell : report.cells) {
    if (cell.verdict != VerdictKind::vacuous) reasons.insert(cell.verdict == VerdictKind::proved ? "proved" : cell.reason.value().code);
  }
  return reasons;
}

TEST(Verify, WhatTheSolverGivesUpOnIsNotProved) {  // C7: every obligation, or no certificate
  const TwoZones t;
  VerifyOptions options;
  options.memory_megabytes = 1;  // less than Z3 needs for some of the obligations of each
  const Report report = verify(t.n.net, t.policy, options);
  EXPECT_EQ(reasons_of(report), std::set<std::string>{"obligation-not-discharged"});
  EXPECT_TRUE(report.certificates.empty());
  EXPECT_EQ(reasons_of(verify(t.n.net, t.policy)), std::set<std::string>{"proved"});
}

TEST(Verify, WhatWasNotShownWhenARunIsInterruptedIsNotProved) {
  const TwoZones t;
  std::atomic<bool> cancelled{true};
  VerifyOptions options;
  options.cancelled = &cancelled;
  EXPECT_EQ(reasons_of(verify(t.n.net, t.policy, options)), std::set<std::string>{"interrupted"});
  // In the midst of a certificate: some of its obligations are shown, others are not.
  cancelled = false;
  std::size_t shown = 0;
  options.progress = [&](const VerifyProgress& now) {
    if (now.stage != VerifyStage::prove || now.done == 0) return;
    shown = now.done;
    cancelled = now.done < now.total;
  };
  const Report report = verify(t.n.net, t.policy, options);
  EXPECT_GT(shown, 0U);
  EXPECT_EQ(reasons_of(report), std::set<std::string>{"interrupted"});
  EXPECT_TRUE(report.certificates.empty());
}

TEST(Verify, WhatAnotherRunHasProvedStandsForTheSameObligationsAlone) {
  TwoZones t;
  const std::set<std::string, std::less<>> proved = proved_obligations(verify(t.n.net, t.policy));
  VerifyOptions options;
  options.proved_before = &proved;
  const Report again = verify(t.n.net, t.policy, options);
  EXPECT_EQ(reasons_of(again), std::set<std::string>{"proved"});
  EXPECT_GT(again.stats.reused_obligations, 0U);
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  for (const CellVerdict& cell : verify(t.n.net, t.policy, options).cells) EXPECT_NE(cell.verdict, VerdictKind::proved) << cell.id;
}

TEST(Verify, TheSameInputGivesTheSameReport) {
  TwoZones t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit("10.0.1.2", "10.0.2.2", "tcp/443"));
  const Report a = verify(t.n.net, t.policy), b = verify(t.n.net, t.policy);
  ASSERT_EQ(a.cells.size(), b.cells.size());
  for (std::size_t i = 0; i < a.cells.size(); ++i) {
    EXPECT_EQ(a.cells[i].verdict, b.cells[i].verdict);
    EXPECT_EQ(a.cells[i].certificate, b.cells[i].certificate);
  }
  ASSERT_EQ(a.obligations.size(), b.obligations.size());
  for (std::size_t i = 0; i < a.obligations.size(); ++i) EXPECT_EQ(a.obligations[i].sha256, b.obligations[i].sha256);
}

}  // namespace
}  // namespace sekimori
