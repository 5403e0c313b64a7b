#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosVrf, ARoutingProtocolMakesItsVrfAnyRoutingWithTheLineAsReason) {
  for (const char* text :
       {"router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n", "router eigrp 100\n network 10.0.0.0\n", "router rip\n version 2\n",
        "router isis\n net 49.0001.0000.0000.0001.00\n", "router bgp 65000\n neighbor 10.0.0.2 remote-as 65001\n"}) {
    const LoadedIos loaded = load_ios(text);
    EXPECT_TRUE(loaded.vrf("").any_routing) << text;
    EXPECT_EQ(loaded.vrf("").any_routing_at.line, 1U) << text;
    EXPECT_FALSE(loaded.vrf("").any_routing_why.empty()) << text;
    EXPECT_EQ(loaded.assumed_count(), 0U) << text;
  }
}

TEST(CiscoIosVrf, AProcessOrFamilyInAVrfReachesThatVrf) {
  const LoadedIos ospf = load_ios("ip vrf A\nrouter ospf 1 vrf A\n");
  EXPECT_TRUE(ospf.vrf("A").any_routing);
  EXPECT_FALSE(ospf.vrf("").any_routing);
  const LoadedIos bgp = load_ios("ip vrf A\nrouter bgp 1\n address-family ipv4 vrf A\n  redistribute connected\n exit-address-family\n");
  EXPECT_TRUE(bgp.vrf("A").any_routing);
}

TEST(CiscoIosVrf, FamiliesThatCarryLabelsOrFramesAndUnknownWordsAreAssumptions) {
  const LoadedIos loaded = load_ios("router bgp 1\n address-family l2vpn evpn\n address-family vpnv4\n neighborr 10.0.0.1 activate\n");
  for (const std::uint32_t line : {2U, 3U, 4U}) EXPECT_EQ(loaded.assumed(line).size(), 1U) << line;
}

TEST(CiscoIosVrf, AnUnknownLineOfAVrfMayLeakSoItTouchesTheDevice) {
  const LoadedIos loaded = load_ios("vrf definition A\n rd 1:1\n route-targett import 1:2\n");
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<DeviceId>(loaded.assumed(3)[0].scope));
}

TEST(CiscoIosVrf, MisspeltVrfsAreNotUnderstood) {
  for (const char* line : {"ip vrff A", "vrff definition A", "vrf definitio A", "routerr ospf 1"}) {
    const LoadedIos loaded = load_ios(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(1).size(), 1U) << line;
    EXPECT_EQ(loaded.device().vrfs.size(), 1U) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
