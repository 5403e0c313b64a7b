#include "overview_facts.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

const SiteFacts& site_of(const OverviewFacts& facts, std::size_t id) {
  return *std::ranges::find(facts.sites, std::optional(make_id<SiteId>(id)), &SiteFacts::site);
}

bool has_part(const OverviewFacts& facts, OverviewPart part) { return std::ranges::find(facts.parts, part) != facts.parts.end(); }

TEST(OverviewFacts, EveryCableIsInABundleOrInsideASite) {
  const testing::Campus campus;
  const OverviewFacts facts = overview_facts(campus.n.net);
  std::size_t cables = 0, expected = campus.n.net.links.size();
  for (const CableBundle& bundle : facts.bundles) cables += bundle.cables;
  for (const SiteFacts& site : facts.sites) cables += site.cables;
  for (const Host& host : campus.n.net.hosts) expected += std::holds_alternative<PlainHost>(host.role) ? 0 : host.attachments.size();
  EXPECT_EQ(cables, expected);
}

TEST(OverviewFacts, EveryDeviceIsAPartOrCountedAtItsSite) {
  const testing::Campus campus;
  const OverviewFacts facts = overview_facts(campus.n.net);
  std::size_t counted = 0;
  for (const SiteFacts& site : facts.sites) {
    for (const auto& [kind, count] : site.devices) counted += count;
    counted += site.own_devices;
  }
  EXPECT_EQ(counted, campus.n.net.devices.size());
}

TEST(OverviewFacts, FirewallsAndDevicesWithOnlyLinesOnThemStandByThemselves) {
  const testing::Campus campus;
  const OverviewFacts facts = overview_facts(campus.n.net);
  EXPECT_TRUE(has_part(facts, campus.fw));
  EXPECT_TRUE(has_part(facts, *find_device(campus.n.net, "br-net"))) << "only the Internet hangs on it";
  EXPECT_TRUE(has_part(facts, *find_host(campus.n.net, "the-internet")));
  EXPECT_FALSE(has_part(facts, campus.core));
}

TEST(OverviewFacts, ADeviceWithALineAndHostsBelongsToItsSite) {
  testing::Campus campus;
  campus.n.external("another-line", "internet", campus.n.access(campus.floor, "FastEthernet0/20", 30));
  EXPECT_FALSE(has_part(overview_facts(campus.n.net), campus.floor));
}

TEST(OverviewFacts, EndpointsAreCountedByZoneAndKindWithTheSizeOfGroups) {
  testing::Campus campus;
  campus.n.of(*find_host(campus.n.net, "pc-1")).count = 30;
  const OverviewFacts facts = overview_facts(campus.n.net);
  const std::size_t lgwan = find_zone(campus.n.net, "lgwan-zone")->index;
  EXPECT_EQ(site_of(facts, 0).endpoints.at(lgwan).at("terminal"), 36U);
  EXPECT_EQ(site_of(facts, 0).endpoints.at(lgwan).at("server"), 1U);
  EXPECT_FALSE(site_of(facts, 1).endpoints.contains(lgwan));
}

TEST(OverviewFacts, AZoneWithoutEndpointsAtASiteHasNoLane) {
  const testing::Campus campus;
  const OverviewFacts facts = overview_facts(campus.n.net);
  EXPECT_EQ(facts.lanes.size(), 3U) << "the Internet is a line, no lane";
  EXPECT_FALSE(std::ranges::binary_search(facts.lanes, find_zone(campus.n.net, "internet")->index));
}

TEST(OverviewFacts, ALegOfAFirewallIsInTheLaneOfItsAddress) {
  testing::Campus campus;
  const ZoneId zone = *find_zone(campus.n.net, "mynumber");
  campus.n.of(zone).subnets = {*parse_prefix("10.0.99.0/24")};
  bool found = false;
  for (const CableBundle& bundle : overview_facts(campus.n.net).bundles) {
    const auto* site = std::get_if<SiteEnd>(&bundle.a);
    if (site != nullptr && std::holds_alternative<std::size_t>(bundle.b)) found = found || site->lane == zone.index;
  }
  EXPECT_TRUE(found);
}

TEST(OverviewFacts, TheSiteWithTheBoundaryComesFirst) {
  testing::Campus campus;
  std::swap(campus.n.net.sites[0], campus.n.net.sites[1]);
  for (Device& device : campus.n.net.devices) device.site = make_id<SiteId>(1 - device.site.index);
  for (Host& host : campus.n.net.hosts) host.site = make_id<SiteId>(1 - host.site.index);
  EXPECT_EQ(overview_facts(campus.n.net).sites.front().site, make_id<SiteId>(1));
}

}  // namespace
}  // namespace sekimori
