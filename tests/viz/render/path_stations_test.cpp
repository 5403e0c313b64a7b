#include "path_stations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::vector<Station> campus_stations(testing::Campus& campus) {
  return stations_of(campus.n.net, campus.cell(VerdictKind::violated), Language::en);
}

std::vector<std::string> names_of(const std::vector<Station>& stations) {
  std::vector<std::string> names;
  for (const Station& station : stations) names.push_back(station.name);
  return names;
}

std::string rows_of(const Station& station) {
  std::string text;
  for (const CardRow& row : station.rows) text += row.text + "\n";
  return text;
}

TEST(PathStations, StandInTheOrderOfThePathWithTheRelayOnce) {
  testing::Campus campus;
  EXPECT_EQ(names_of(campus_stations(campus)),
            (std::vector<std::string>{"the-internet", "br-net", "fw-in", "core", "proxy", "core", "atena-srv"}));
}

TEST(PathStations, TheRelaySaysWhyItPassesOnAndWhatItSends) {
  testing::Campus campus;
  const Station relay = campus_stations(campus).at(4);
  EXPECT_TRUE(relay.alarm);
  EXPECT_NE(rows_of(relay).find("Passes on what it received: kind: server relays"), std::string::npos);
  EXPECT_NE(rows_of(relay).find("Leg 2/2, sends: tcp 10.0.30.5"), std::string::npos);
}

TEST(PathStations, ADecisionStandsAboveItsLineAndTheGuiltyOneIsMarked) {
  testing::Campus campus;
  const Station core = campus_stations(campus).at(5);
  EXPECT_TRUE(core.alarm);
  const auto rule = std::ranges::find_if(core.rows, [](const CardRow& row) { return row.tone == TextTone::alarm; });
  ASSERT_NE(rule, core.rows.end());
  EXPECT_NE(rule->text.find("permit: OFFICE rule 1"), std::string::npos);
  EXPECT_EQ((rule + 1)->text, "configs/core.cfg:5:1  permit tcp any host 10.0.10.5 eq 445");
  EXPECT_FALSE(campus_stations(campus).at(2).alarm) << "fw-in permits too, but no line of it is among the culprits";
}

TEST(PathStations, ATranslationShowsThePacketAfterwards) {
  testing::Campus campus;
  Hop& hop = campus.cell(VerdictKind::violated).witness->legs.front().hops.at(1);
  hop.action = "translate";
  hop.packet_after = testing::tcp("203.0.113.9", "10.0.30.77", 80);
  EXPECT_NE(rows_of(campus_stations(campus).at(2)).find("becomes tcp 203.0.113.9:50000 > 10.0.30.77:80"), std::string::npos);
}

TEST(PathStations, WithoutAGuiltyRuleEveryLineThatLetItPassIsMarked) {
  testing::Campus campus;
  CellVerdict& cell = campus.cell(VerdictKind::violated);
  cell.culprits = {campus.core_line(2)};  // of a route, at the first visit of core
  EXPECT_TRUE(campus_stations(campus).at(3).alarm);
}

TEST(PathStations, NumbersAreThoseOfTheReport) {
  testing::Campus campus;
  std::string numbers;
  for (const Station& station : campus_stations(campus)) numbers += station.numbers;
  EXPECT_EQ(numbers, "①②③④");
}

TEST(PathStations, ADeviceThatIsItselfTheEndIsNoFurtherStation) {
  testing::Campus campus;
  WitnessLeg& last = campus.cell(VerdictKind::violated).witness->legs.back();
  last.to = describe(campus.n.net, EndpointRef{campus.core});
  EXPECT_EQ(campus_stations(campus).back().name, "core");
}

TEST(PathStations, WhatIsOutsideHasNoSite) {
  testing::Campus campus;
  EXPECT_FALSE(campus_stations(campus).front().site.has_value());
  EXPECT_TRUE(campus_stations(campus).back().site.has_value());
}

}  // namespace
}  // namespace sekimori
