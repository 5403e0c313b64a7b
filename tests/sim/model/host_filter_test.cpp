#include "sekimori/model/host_filter.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

/// pc at sw:1, in VLAN 11.
struct Filtered {
  TinyNetwork n;
  DeviceId sw = n.switch_l2("sw");
  InterfaceId port = n.access(sw, "1", 11);
  HostId pc = n.host("pc", "red", port, "10.0.1.2");
  DeviceId filter = add_host_filter(n.net, pc, 0, "pc-filter", "eth0", {});
  HostFilterPorts ports = host_filter_ports(n.of(filter));

  InterfaceId at(std::size_t card = 0) { return n.of(pc).attachments.at(card).port; }
};

TEST(HostFilter, StandsBetweenTheHostAndItsPort) {
  Filtered f;
  EXPECT_EQ(f.at(), f.ports.inner);
  ASSERT_EQ(f.n.net.links.size(), 1U);
  EXPECT_EQ(f.n.net.links[0].a, f.port);
  EXPECT_EQ(f.n.net.links[0].b, f.ports.outer);
  EXPECT_TRUE(f.n.of(f.filter).firewall->transparent);
  EXPECT_TRUE(f.n.of(f.filter).services.empty());
  EXPECT_FALSE(f.n.of(f.filter).forwards_v4);
  EXPECT_EQ(f.n.of(f.ports.outer).access_vlan, vlan(11));
}

TEST(HostFilter, WithoutItTheHostIsWhereItWas) {
  Filtered f;
  const Network bare = without_host_filters(f.n.net);
  EXPECT_EQ(bare.at(f.pc).attachments[0].port, f.port);
  EXPECT_TRUE(bare.links.empty());
  EXPECT_FALSE(bare.at(f.filter).firewall);
}

/// Behind a filter that bridges everything, as under havoc, is whatever is before it (A2, E2).
TEST(HostFilter, OnlyTheHostIsBehindIt) {
  Filtered f;
  EXPECT_TRUE(is_behind_host_filter(f.n.net, f.ports.inner));
  EXPECT_FALSE(is_behind_host_filter(f.n.net, f.ports.outer));
  EXPECT_FALSE(is_behind_host_filter(f.n.net, f.port));
  f.n.of(f.filter).bridges_everything = true;
  EXPECT_FALSE(is_behind_host_filter(f.n.net, f.ports.inner));
}

/// What the host forwards passes neither INPUT nor OUTPUT (E5), and whoever tags is on all VLANs of a trunk (L4).
TEST(HostFilter, IsTakenAwayWhereItWouldNotBeInTheWay) {
  const auto stays = [](const auto& change) {
    Filtered f;
    change(f);
    settle_host_filters(f.n.net);
    const bool there = f.at() == f.ports.inner;
    EXPECT_EQ(f.at(), there ? f.ports.inner : f.port);
    EXPECT_EQ(f.n.net.assumptions.size(), there ? 0U : 1U);
    for (const Assumption& it : f.n.net.assumptions) EXPECT_EQ(it.effect, Effect::may_close);
    return there;
  };
  EXPECT_TRUE(stays([](Filtered&) {}));
  EXPECT_FALSE(stays([](Filtered& f) { f.n.of(f.port).mode = PortMode::trunk; }));
  EXPECT_FALSE(stays([](Filtered& f) { f.n.of(f.port).voice_vlan = vlan(12); }));
  EXPECT_FALSE(stays([](Filtered& f) { f.n.of(f.pc).attachments[0].vlan = vlan(11); }));
  EXPECT_FALSE(stays([](Filtered& f) { f.n.attach(f.pc, f.n.access(f.sw, "2", 12), "10.0.2.2"); }));
  EXPECT_TRUE(stays([](Filtered& f) {
    f.n.attach(f.pc, f.n.access(f.sw, "2", 12), "10.0.2.2");
    f.n.of(f.pc).forwards = false;
  }));
}

TEST(HostFilter, FollowsThePortIntoAnotherVlan) {
  Filtered f;
  f.n.of(f.port).access_vlan = vlan(12);
  settle_host_filters(f.n.net);
  EXPECT_EQ(f.n.of(f.ports.outer).access_vlan, vlan(12));
  EXPECT_EQ(f.n.of(f.ports.inner).access_vlan, vlan(12));
}

}  // namespace
}  // namespace sekimori::testing
