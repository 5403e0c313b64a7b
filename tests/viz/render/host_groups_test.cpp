#include "host_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

const HostGroup* group_with(const std::vector<HostGroup>& groups, const Network& network, std::string_view name) {
  const HostId id = *find_host(network, name);
  const auto found = std::ranges::find_if(groups, [&](const HostGroup& g) { return std::ranges::find(g.hosts, id) != g.hosts.end(); });
  return found == groups.end() ? nullptr : &*found;
}

TEST(HostGroups, MoreThanThreeAlikeTerminalsBecomeOneBadge) {
  const testing::Campus campus;
  const auto groups = group_hosts(campus.n.net, {});
  ASSERT_NE(group_with(groups, campus.n.net, "pc-3"), nullptr);
  EXPECT_EQ(group_with(groups, campus.n.net, "pc-3")->hosts.size(), 7U);
  EXPECT_EQ(group_with(groups, campus.n.net, "branch-pc-1")->hosts.size(), 1U) << "three alike are still shown one by one";
}

TEST(HostGroups, EveryHostIsInExactlyOneGroup) {
  const testing::Campus campus;
  std::size_t members = 0;
  for (const HostGroup& group : group_hosts(campus.n.net, {})) members += group.hosts.size();
  EXPECT_EQ(members, campus.n.net.hosts.size());
}

TEST(HostGroups, HostsThatDifferInZoneVlanOrKindAreNotAlike) {
  testing::Campus campus;
  campus.n.of(*find_host(campus.n.net, "pc-1")).zone = campus.n.zone("mynumber");
  campus.n.of(*find_host(campus.n.net, "pc-2")).kind = "printer-only";
  const Host& third = campus.n.net.at(*find_host(campus.n.net, "pc-3"));
  campus.n.of(third.attachments.front().port).access_vlan = testing::vlan(99);
  EXPECT_EQ(group_with(group_hosts(campus.n.net, {}), campus.n.net, "pc-4")->hosts.size(), 4U);
}

TEST(HostGroups, AHostOnThePathIsNeverHiddenInABadge) {
  const testing::Campus campus;
  ViewOptions options;
  options.keep = {"pc-3"};
  const auto groups = group_hosts(campus.n.net, options);
  EXPECT_EQ(group_with(groups, campus.n.net, "pc-3")->hosts.size(), 1U);
  EXPECT_EQ(group_with(groups, campus.n.net, "pc-4")->hosts.size(), 6U);
}

TEST(HostGroups, TheBadgeCountsTheMembersOfHostGroups) {
  testing::Campus campus;
  campus.n.of(*find_host(campus.n.net, "pc-1")).count = 10;
  Diagram diagram;
  const auto groups = group_hosts(campus.n.net, {});
  const std::size_t node = add_group(diagram, campus.n.net, *group_with(groups, campus.n.net, "pc-1"), Language::ja);
  EXPECT_EQ(diagram.nodes[node].lines.front(), "端末×16");
}

TEST(HostGroups, EveryKindOfDeviceAndHostHasALookOfItsOwn) {
  std::set<NodeLook> looks;
  for (const DeviceKind kind : {DeviceKind::switch_l2, DeviceKind::switch_l3, DeviceKind::router, DeviceKind::firewall, DeviceKind::hub,
                                DeviceKind::access_point}) {
    EXPECT_TRUE(looks.insert(look_of(kind)).second);
  }
  Host host;
  EXPECT_TRUE(looks.insert(look_of(host)).second);
  host.kind = "terminal";
  EXPECT_TRUE(looks.insert(look_of(host)).second);
  host.role = Sanitiser{};
  EXPECT_TRUE(looks.insert(look_of(host)).second);
  host.role = SecurityCloud{};
  EXPECT_TRUE(looks.insert(look_of(host)).second);
  host.role = External{};
  EXPECT_TRUE(looks.insert(look_of(host)).second);
}

TEST(HostGroups, AHostsVlanIsItsTagOrThePortsUntaggedVlan) {
  testing::TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  const HostId tagged = n.host("a", "red", n.trunk(sw, "e0", "10,20", 20), "10.0.0.1");
  EXPECT_EQ(vlan_of(n.net, n.net.at(tagged).attachments.front()), testing::vlan(20));
  n.of(tagged).attachments.front().vlan = testing::vlan(10);
  EXPECT_EQ(vlan_of(n.net, n.net.at(tagged).attachments.front()), testing::vlan(10));
  const HostId access = n.host("b", "red", n.access(sw, "e1", 30), "10.0.0.2");
  EXPECT_EQ(vlan_of(n.net, n.net.at(access).attachments.front()), testing::vlan(30));
  const HostId routed = n.host("c", "red", n.routed(n.router("r"), "e0", "10.0.1.1/24"), "10.0.1.2");
  EXPECT_EQ(vlan_of(n.net, n.net.at(routed).attachments.front()), std::nullopt);
}

}  // namespace
}  // namespace sekimori
