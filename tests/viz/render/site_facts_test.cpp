#include "site_facts.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

const SiteId kMain = make_id<SiteId>(0), kBranch = make_id<SiteId>(1);

/// Switches with one terminal each on the floor switch, enough for a large site.
std::vector<DeviceId> add_edge_switches(testing::Campus& campus, int count) {
  std::vector<DeviceId> added;
  for (int i = 1; i <= count; ++i) {
    const std::string number = std::to_string(i);
    added.push_back(campus.n.switch_l2("edge-" + number));
    campus.n.link(campus.n.trunk(campus.floor, "GigabitEthernet0/" + number, "20"),
                  campus.n.trunk(added.back(), "GigabitEthernet0/24", "20"));
    campus.n.host("edge-pc-" + number, "lgwan-zone", campus.n.access(added.back(), "FastEthernet0/1", 20), "10.0.20.2" + number);
  }
  return added;
}

TEST(SiteFacts, EveryCableOfTheSiteIsInsideOrLeadsToAnotherSite) {
  const testing::Campus campus;
  const SitePlan plan = site_plan(campus.n.net, kMain);
  EXPECT_EQ(plan.inside.size(), 3U) << "fw-in and core, core and sw-1f, br-net and fw-in";
  ASSERT_TRUE(plan.stubs.contains(campus.core));
  const SiteCable stub = plan.stubs.at(campus.core).front();
  EXPECT_EQ(campus.n.net.at(stub.here).name, "GigabitEthernet1/0/2");
  EXPECT_EQ(campus.n.net.at(stub.there).device, campus.branch);
}

TEST(SiteFacts, ASiteHasItsOwnDevicesAndTheHostsOnThem) {
  const testing::Campus campus;
  const SitePlan plan = site_plan(campus.n.net, kBranch);
  EXPECT_EQ(plan.cards, std::vector<DeviceId>{campus.branch});
  EXPECT_EQ(plan.hosts.at(campus.branch).size(), 3U);
  EXPECT_TRUE(plan.alone.empty());
}

TEST(SiteFacts, WhatPartsAndRoutesStandsAboveTheCoreAndSwitchesBelow) {
  const testing::Campus campus;
  const SitePlan plan = site_plan(campus.n.net, kMain);
  EXPECT_EQ(plan.level.at(campus.core), 0);
  EXPECT_EQ(plan.level.at(campus.fw), -1);
  EXPECT_EQ(plan.level.at(*find_device(campus.n.net, "br-net")), -2);
  EXPECT_EQ(plan.level.at(campus.floor), 1);
}

TEST(SiteFacts, ALargeSiteFoldsSwitchesThatHangOnOneDevice) {
  testing::Campus campus;
  const std::vector<DeviceId> edges = add_edge_switches(campus, 14);
  const SitePlan plan = site_plan(campus.n.net, kMain);
  EXPECT_EQ(plan.folded.at(campus.floor), edges);
  EXPECT_EQ(std::ranges::count(plan.cards, edges.front()), 0);
}

TEST(SiteFacts, ASmallSiteShowsEachSwitch) {
  testing::Campus campus;
  const std::vector<DeviceId> edges = add_edge_switches(campus, 4);
  EXPECT_TRUE(site_plan(campus.n.net, kMain).folded.empty());
}

TEST(SiteFacts, ASwitchWithALineOutsideIsNeverFolded) {
  testing::Campus campus;
  const std::vector<DeviceId> edges = add_edge_switches(campus, 14);
  campus.n.external("line", "internet", campus.n.access(edges.front(), "FastEthernet0/9", 20));
  EXPECT_EQ(std::ranges::count(site_plan(campus.n.net, kMain).cards, edges.front()), 1);
}

TEST(SiteFacts, WithoutALayer3SwitchTheBestConnectedDevicesAreTheCore) {
  testing::Campus campus;
  campus.n.of(campus.core).kind = DeviceKind::switch_l2;
  campus.n.of(campus.fw).kind = DeviceKind::switch_l2;
  campus.n.of(*find_device(campus.n.net, "br-net")).kind = DeviceKind::switch_l2;
  const SitePlan plan = site_plan(campus.n.net, kMain);
  EXPECT_EQ(plan.level.at(campus.core), 0);
  EXPECT_EQ(plan.level.at(campus.fw), 0);
  EXPECT_EQ(plan.level.at(campus.floor), 1);
}

}  // namespace
}  // namespace sekimori
