#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"
#include "viz/render/geometry.hpp"

namespace sekimori {
namespace {

const SiteId kMain = make_id<SiteId>(0), kBranch = make_id<SiteId>(1);

std::vector<std::string> rows_of(const Diagram& diagram, std::string_view name) {
  std::vector<std::string> rows;
  for (const CardRow& row : diagram.nodes.at(diagram.by_name.find(name)->second).rows) rows.push_back(row.text);
  return rows;
}

bool has_row(const Diagram& diagram, std::string_view name, std::string_view text) {
  const std::vector<std::string> rows = rows_of(diagram, name);
  return std::ranges::find(rows, text) != rows.end();
}

TEST(SiteSheet, ThingsStandApartAndLinesRunBetweenThem) {
  const testing::Campus campus;
  for (const SiteId site : {kMain, kBranch}) {
    const Diagram diagram = site_sheet(campus.n.net, site, {});
    testing::expect_places(diagram);
    testing::expect_routes(diagram);
  }
}

TEST(SiteSheet, AHostIsARowWithItsPortZoneAndVlan) {
  const testing::Campus campus;
  EXPECT_TRUE(has_row(site_sheet(campus.n.net, kMain, {}), "sw-1f", "Fa0/11 madoguchi [A] V10"));
}

TEST(SiteSheet, AGroupSaysHowManyItStandsFor) {
  testing::Campus campus;
  campus.n.of(*find_host(campus.n.net, "madoguchi")).count = 12;
  EXPECT_TRUE(has_row(site_sheet(campus.n.net, kMain, {}), "sw-1f", "Fa0/11 madoguchi×12 [A] V10"));
}

TEST(SiteSheet, ACableToAnotherSiteNamesItsFarEnd) {
  const testing::Campus campus;
  EXPECT_TRUE(has_row(site_sheet(campus.n.net, kMain, {}), "core", "Gi1/0/2 ⇒ 市民センター sw-branch Gi0/1"));
  EXPECT_TRUE(has_row(site_sheet(campus.n.net, kBranch, {}), "sw-branch", "Gi0/1 ⇒ 本庁舎 core Gi1/0/2"));
}

TEST(SiteSheet, ACableInsideIsALineAndOneRowAtTheLowerEnd) {
  const testing::Campus campus;
  const Diagram diagram = site_sheet(campus.n.net, kMain, {});
  EXPECT_TRUE(has_row(diagram, "sw-1f", "Gi0/24 ─ core Gi1/0/1"));
  for (const std::string& row : rows_of(diagram, "core")) EXPECT_EQ(row.find("sw-1f"), std::string::npos);
  const std::size_t core = diagram.by_name.find("core")->second, floor = diagram.by_name.find("sw-1f")->second;
  EXPECT_EQ(
      std::ranges::count_if(diagram.edges, [&](const DiagramEdge& e) { return std::minmax(e.from, e.to) == std::minmax(core, floor); }), 1);
}

TEST(SiteSheet, EveryHostOfTheSiteIsSomewhereAndNoOther) {
  const testing::Campus campus;
  const Diagram diagram = site_sheet(campus.n.net, kBranch, {});
  for (const Host& host : campus.n.net.hosts) EXPECT_EQ(diagram.by_name.contains(host.name), host.name.starts_with("branch")) << host.name;
}

TEST(SiteSheet, AFoldedSwitchKeepsItsCableAndItsHosts) {
  testing::Campus campus;
  for (int i = 1; i <= 14; ++i) {
    const std::string number = std::to_string(i);
    const DeviceId edge = campus.n.switch_l2("edge-" + number);
    campus.n.link(campus.n.trunk(campus.floor, "GigabitEthernet0/" + number, "20"), campus.n.trunk(edge, "GigabitEthernet0/24", "20"));
    campus.n.host("edge-pc-" + number, "lgwan-zone", campus.n.access(edge, "FastEthernet0/1", 20), "10.0.20.2" + number);
  }
  const Diagram diagram = site_sheet(campus.n.net, kMain, {});
  EXPECT_EQ(diagram.by_name.find("edge-7")->second, diagram.by_name.find("sw-1f")->second);
  EXPECT_TRUE(has_row(diagram, "sw-1f", "Gi0/7 ─ Gi0/24 edge-7"));
  EXPECT_TRUE(has_row(diagram, "sw-1f", "Fa0/1 edge-pc-7 [B] V20"));
  testing::expect_places(diagram);
}

TEST(SiteSheet, TheTitleIsTheSiteInTheReadersLanguage) {
  const testing::Campus campus;
  ViewOptions options;
  EXPECT_EQ(site_sheet(campus.n.net, kBranch, options).title, "campus: 市民センター");
  options.language = Language::en;
  EXPECT_EQ(site_sheet(campus.n.net, kBranch, options).title, "campus: branch");
}

}  // namespace
}  // namespace sekimori
