#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

const std::string kSides =
    "interface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\n ip nat outside\n"
    "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip nat inside\n";

TEST(CiscoIosNat, StaticEntriesTranslateHostsPortsAndNetworks) {
  const LoadedIos loaded = load_ios(kSides +
                                    "ip nat inside source static 10.0.0.5 203.0.113.5\n"
                                    "ip nat inside source static tcp 10.0.0.6 8080 203.0.113.6 80 extendable\n"
                                    "ip nat inside source static network 10.1.0.0 203.0.113.128 /28\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
  ASSERT_EQ(loaded.device().nat.size(), 3U);
  const auto& port = std::get<StaticNat>(loaded.device().nat[0]);
  EXPECT_EQ(port.port.value().local, 8080);
  EXPECT_EQ(port.port.value().global, 80);
  const auto& host = std::get<StaticNat>(loaded.device().nat[1]);
  EXPECT_EQ(to_text(host.local), "10.0.0.5/32");
  EXPECT_EQ(to_text(host.global), "203.0.113.5/32");
  EXPECT_EQ(host.inside, (std::vector<InterfaceId>{loaded.interface_id("GigabitEthernet0/1")}));
  EXPECT_EQ(host.outside, (std::vector<InterfaceId>{loaded.interface_id("GigabitEthernet0/0")}));
  EXPECT_EQ(to_text(std::get<StaticNat>(loaded.device().nat[2]).local), "10.1.0.0/28");
}

TEST(CiscoIosNat, AnOutsideSourceEntryTranslatesTheOtherWayRound) {
  const LoadedIos loaded = load_ios(kSides + "ip nat outside source static 198.51.100.7 10.0.0.7\n");
  const auto& nat = std::get<StaticNat>(loaded.device().nat.at(0));
  EXPECT_EQ(to_text(nat.local), "198.51.100.7/32");
  EXPECT_EQ(to_text(nat.global), "10.0.0.7/32");
  EXPECT_EQ(nat.inside, (std::vector<InterfaceId>{loaded.interface_id("GigabitEthernet0/0")}));
}

TEST(CiscoIosNat, VariantsWithARouteMapAreAssumptionsOfTheDevice) {
  for (const char* line : {"ip nat inside source route-map R interface GigabitEthernet0/0 overload",
                           "ip nat inside source static 10.0.0.5 203.0.113.5 route-map R", "ip nat outside source list 1 pool P",
                           "ip nat source list 1 interface GigabitEthernet0/0"}) {
    const LoadedIos loaded = load_ios(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(1).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(1)[0].effect, Effect::may_both) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
