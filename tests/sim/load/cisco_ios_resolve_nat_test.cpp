#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

const std::string kSides =
    "interface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\n ip nat outside\n"
    "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip nat inside\n";

bool translated(const Device& device, const Packet& packet) {
  return std::ranges::any_of(device.nat, [&](const NatRule& rule) {
    const auto* source = std::get_if<SourceNat>(&rule);
    return source != nullptr && matches(source->match, packet);
  });
}

TEST(CiscoIosResolveNat, WhatTheListDeniesGoesOnUntranslated) {
  const LoadedIos loaded = load_ios(kSides +
                                    "ip nat inside source list 101 interface GigabitEthernet0/0 overload\n"
                                    "access-list 101 deny ip 10.0.0.0 0.0.0.255 192.168.0.0 0.0.255.255\n"
                                    "access-list 101 permit ip 10.0.0.0 0.0.0.255 any\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
  EXPECT_TRUE(translated(loaded.device(), tcp("10.0.0.5", "8.8.8.8", 80)));
  EXPECT_FALSE(translated(loaded.device(), tcp("10.0.0.5", "192.168.3.1", 80)));
  EXPECT_FALSE(translated(loaded.device(), tcp("10.0.1.5", "8.8.8.8", 80)));
  const auto& nat = std::get<SourceNat>(loaded.device().nat.at(0));
  EXPECT_TRUE(nat.port_translation);
  EXPECT_EQ(to_text(nat.pool), "203.0.113.1");
}

TEST(CiscoIosResolveNat, APoolIsARangeOfAddresses) {
  const LoadedIos loaded = load_ios(kSides +
                                    "ip nat pool P 203.0.113.10 203.0.113.20 netmask 255.255.255.0\n"
                                    "ip nat inside source list 1 pool P\naccess-list 1 permit 10.0.0.0 0.255.255.255\n");
  const auto& nat = std::get<SourceNat>(loaded.device().nat.at(0));
  EXPECT_FALSE(nat.port_translation);
  EXPECT_TRUE(nat.pool.contains(v4("203.0.113.10")));
  EXPECT_TRUE(nat.pool.contains(v4("203.0.113.20")));
  EXPECT_FALSE(nat.pool.contains(v4("203.0.113.21")));
}

TEST(CiscoIosResolveNat, WithoutAnInsideOrOutsideInterfaceNothingIsTranslated) {
  EXPECT_TRUE(load_ios("ip nat inside source static 10.0.0.5 203.0.113.5\n").device().nat.empty());
}

TEST(CiscoIosResolveNat, AMissingListOrPoolOrAConditionIsAnAssumption) {
  for (const char* lines : {"ip nat inside source list 9 pool P\n", "ip nat inside source list X interface GigabitEthernet0/0\n",
                            "ip nat inside source static tcp 10.0.0.5 80 interface Dialer1 80\n"}) {
    const LoadedIos loaded = load_ios(kSides + lines + "ip access-list extended X\n permit ip any any time-range T\n");
    ASSERT_EQ(loaded.assumed(7).size(), 1U) << lines;
    EXPECT_EQ(loaded.assumed(7)[0].effect, Effect::may_both) << lines;
  }
}

}  // namespace
}  // namespace sekimori::test
