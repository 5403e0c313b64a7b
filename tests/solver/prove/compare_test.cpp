#include "sekimori/prove/compare.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

CellVerdict cell(std::string id, VerdictKind verdict) {
  CellVerdict result;
  result.id = std::move(id);
  result.verdict = verdict;
  return result;
}

Report report(std::vector<CellVerdict> cells) {
  Report result;
  result.cells = std::move(cells);
  return result;
}

using enum VerdictKind;

TEST(Compare, ACellTurnsWhenItsVerdictIsAnother) {
  const Comparison it = compare(report({cell("a", proved), cell("b", proved)}), report({cell("b", violated), cell("a", proved)}));
  ASSERT_EQ(it.turned.size(), 1U);
  EXPECT_EQ(it.turned.front().id, "b");
  EXPECT_EQ(it.turned.front().before, 1U);
  EXPECT_EQ(it.turned.front().after, 0U);
  EXPECT_EQ(it.unchanged, 1U);
}

TEST(Compare, ACellThatOnlyOneReportJudgesTurns) {
  const Comparison it = compare(report({cell("gone", proved)}), report({cell("new", violated)}));
  ASSERT_EQ(it.turned.size(), 2U);
  EXPECT_FALSE(it.turned[0].after);
  EXPECT_FALSE(it.turned[1].before);
}

TEST(Compare, AProofByLessIsWeaker) {
  CellVerdict strong = cell("a", proved), weak = strong, spoofable = strong;
  strong.tier = RoutingTier::any_routing_all;
  weak.tier = RoutingTier::current_routing;
  EXPECT_EQ(compare(report({strong}), report({weak})).weakened.size(), 1U);
  EXPECT_TRUE(compare(report({weak}), report({strong})).weakened.empty());
  strong.spoof_robust = true;
  spoofable = strong;
  spoofable.spoof_robust = false;
  EXPECT_EQ(compare(report({strong}), report({spoofable})).weakened.size(), 1U);
}

TEST(Compare, PredicatesTurnInTheOrderOfReports) {
  const auto judged = [](std::string id, VerdictKind verdict) {
    PredicateVerdict result;
    result.id = std::move(id);
    result.verdict = verdict;
    return result;
  };
  Report before, after;
  before.predicates = {judged("P-X2", proved), judged("P-X10", attested), judged("P-OLD", proved)};
  after.predicates = {judged("P-X2", violated), judged("P-X10", unattested), judged("P-NEW", proved)};
  const Comparison it = compare(before, after);
  std::vector<std::string> ids;
  for (const TurnedPredicate& each : it.predicates) ids.push_back(each.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"P-X2", "P-X10", "P-NEW", "P-OLD"}));
  EXPECT_FALSE(it.predicates[2].before);
  EXPECT_FALSE(it.predicates[3].after);
  EXPECT_TRUE(compare(before, before).predicates.empty());
}

TEST(Compare, FlowsThatAreLostOrGainedOrNew) {
  Report before, after;
  before.coverage.required_flows = {{"kept", true, "", {}}, {"lost", true, "", {}}};
  after.coverage.required_flows = {{"kept", true, "", {}}, {"lost", false, "", {}}, {"new", true, "", {}}};
  const Comparison it = compare(before, after);
  ASSERT_EQ(it.flows.size(), 2U);
  EXPECT_EQ(it.flows[0].row, "lost");
  EXPECT_EQ(it.flows[1].row, "new");
  EXPECT_FALSE(it.flows[1].before);
}

/// Two legs: sw, fw; then a relay and a router.
Witness path() {
  Witness witness;
  witness.legs.resize(2);
  witness.legs[0].from = "pc";
  witness.legs[0].hops = {{}, {}};
  witness.legs[0].hops[0].device = "sw";
  witness.legs[0].hops[1].device = "fw";
  witness.legs[0].hops[1].source = {FileId{1}, 7, 1};
  witness.legs[1].from = "nas";
  witness.legs[1].relay_why = "kind: server relays";
  witness.legs[1].hops = {{}};
  witness.legs[1].hops[0].device = "rt";
  return witness;
}

Scenario touching(std::vector<std::string> names, FileId file) {
  Scenario scenario;
  scenario.edits.push_back({"set_attribute", {file, 4, 3}, std::move(names)});
  return scenario;
}

TEST(Departure, IsTheFirstHopByAFactOfTheScenario) {
  const auto it = departure(path(), touching({"sw"}, FileId{1}));
  ASSERT_TRUE(it);
  EXPECT_EQ(it->device, "fw");
  EXPECT_EQ(it->at.line, 7U);
}

TEST(Departure, IsOtherwiseTheFirstDeviceOrSenderThatItChanges) {
  EXPECT_EQ(departure(path(), touching({"nas"}, FileId{2}))->device, "nas");
  EXPECT_EQ(departure(path(), touching({"nas"}, FileId{2}))->at.line, 4U);
  EXPECT_EQ(departure(path(), touching({"rt", "sw"}, FileId{2}))->device, "sw");
}

TEST(Departure, IsOtherwiseTheFirstRelay) { EXPECT_EQ(departure(path(), touching({}, FileId{2}))->device, "nas"); }

}  // namespace
}  // namespace sekimori
