#include "sekimori/prove/threats.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

Zone zone(std::string name) {
  Zone it;
  it.name = std::move(name);
  return it;
}

/// One cell, from the zone of that index to the next, with a certificate of one obligation.
Report report_of(Threat threat, VerdictKind verdict, std::vector<Zone> zones, std::string sha) {
  Report report;
  report.threat = threat;
  report.zones = std::move(zones);
  CellVerdict cell;
  cell.from = {0};
  cell.to = {1};
  cell.threat = threat;
  cell.verdict = verdict;
  cell.certificate = "certificates/a_b_" + to_text(threat) + ".json";
  report.cells.push_back(cell);
  report.certificates.push_back({"a_b_" + to_text(threat), {}, false, "any-routing-vrf", "initiations", {sha}, {}, {}});
  report.obligations.push_back({sha, "text", true});
  return report;
}

TEST(Threats, LevelsAreSideBySideAndWhatProvesThemIsToldApart) {
  const std::vector<Zone> zones = {zone("a"), zone("b")};
  const Report all =
      with_levels(report_of(Threat::relay, VerdictKind::proved, zones, "1"), {report_of(Threat::direct, VerdictKind::proved, zones, "1")});
  ASSERT_EQ(all.cells.size(), 2U);
  EXPECT_EQ(all.cells[0].threat, Threat::direct);
  EXPECT_EQ(all.cells[0].certificate, "certificates/a_b_direct.json");
  EXPECT_EQ(all.cells[1].certificate, "certificates/a_b_relay.json");
  EXPECT_EQ(all.certificates[1].name, "a_b_direct") << "a name tells its level once";
  EXPECT_EQ(all.certificates[1].rests_on, "initiations");
  EXPECT_EQ(all.certificates[1].graph, "direct_any-routing-vrf");
  EXPECT_EQ(all.obligations.size(), 1U) << "one text, once";
}

TEST(Threats, ZonesAreFoundByTheirNamesNotByTheirPlaces) {
  const Report all = with_levels(report_of(Threat::relay, VerdictKind::proved, {zone("a"), zone("b")}, "1"),
                                 {report_of(Threat::direct, VerdictKind::violated, {zone("b"), zone("a")}, "2"),
                                  report_of(Threat::compromise, VerdictKind::violated, {zone("b"), zone("nowhere")}, "3")});
  ASSERT_EQ(all.cells.size(), 2U);
  EXPECT_EQ(all.cells[1].from.index, 1U);
  EXPECT_EQ(all.cells[1].to.index, 0U);
}

TEST(Threats, TheCompromiseLevelCountsOnlyWhereItAloneIsAsked) {
  const std::vector<Zone> zones = {zone("a"), zone("b")};
  const Report alone = report_of(Threat::compromise, VerdictKind::violated, zones, "1");
  EXPECT_TRUE(counts(alone, alone.cells[0]));
  const Report all = with_levels(report_of(Threat::relay, VerdictKind::proved, zones, "2"), {alone});
  EXPECT_TRUE(counts(all, all.cells[0]));
  EXPECT_FALSE(counts(all, all.cells[1]));
}

}  // namespace
}  // namespace sekimori
