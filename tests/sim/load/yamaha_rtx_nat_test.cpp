#include <gtest/gtest.h>

#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_rtx_between;
using test::Texts;

TEST(YamahaRtxNat, MasqueradeHidesSourcesBehindTheInterface) {
  const auto rt = load_rtx_between("nat descriptor type 1 masquerade\nip lan2 nat descriptor 1\n");
  ASSERT_EQ(rt.device().nat.size(), 1U);
  const auto& nat = std::get<SourceNat>(rt.device().nat[0]);
  EXPECT_EQ(rt.names(nat.out), Texts{"lan2"});
  EXPECT_EQ(nat.pool, AddressSet::of(*parse_address("10.0.2.1")));
  EXPECT_TRUE(nat.port_translation);
  EXPECT_EQ(rt.assumed(), Texts{});
}

TEST(YamahaRtxNat, InnerAndOuterAddressesNarrowIt) {
  const auto rt = load_rtx_between(
      "nat descriptor type 1 nat\nnat descriptor address outer 1 192.0.2.1-192.0.2.2\nnat descriptor address inner 1 10.0.1.5\nip lan2 nat "
      "descriptor 1\n");
  const auto& nat = std::get<SourceNat>(rt.device().nat.at(0));
  EXPECT_EQ(to_text(nat.pool), "192.0.2.1, 192.0.2.2");
  EXPECT_TRUE(matches(nat.match, flow("10.0.1.5", "192.0.2.9", 80)));
  EXPECT_FALSE(matches(nat.match, flow("10.0.1.6", "192.0.2.9", 80)));
  EXPECT_FALSE(nat.port_translation);
}

TEST(YamahaRtxNat, StaticMasqueradeForwardsPorts) {
  const auto rt = load_rtx_between(
      "nat descriptor type 1 masquerade\nnat descriptor masquerade static 1 1 10.0.1.80 tcp www,8443=https\nnat descriptor masquerade "
      "static 1 2 10.0.1.81 esp\nip lan2 nat descriptor 1\n");
  ASSERT_EQ(rt.device().nat.size(), 4U);
  const auto& web = std::get<DestinationNat>(rt.device().nat[0]);
  EXPECT_EQ(rt.names(web.in), Texts{"lan2"});
  EXPECT_TRUE(matches(web.match, flow("192.0.2.9", "10.0.2.1", 80)));
  const auto& secure = std::get<DestinationNat>(rt.device().nat[1]);
  EXPECT_TRUE(matches(secure.match, flow("192.0.2.9", "10.0.2.1", 8443)));
  EXPECT_EQ(secure.to_port, (ServiceInterval{443, 443}));
  EXPECT_TRUE(matches(std::get<DestinationNat>(rt.device().nat[2]).match, flow("192.0.2.9", "10.0.2.1", 0, kEsp)));
}

TEST(YamahaRtxNat, StaticPairsGoBothWays) {
  const auto rt = load_rtx_between("nat descriptor type 1 nat\nnat descriptor static 1 1 192.0.2.8=10.0.1.8 2\nip lan2 nat descriptor 1\n");
  ASSERT_EQ(rt.device().nat.size(), 3U);
  EXPECT_EQ(std::get<StaticNat>(rt.device().nat[1]).global, *parse_prefix("192.0.2.9/32"));
  EXPECT_EQ(std::get<StaticNat>(rt.device().nat[1]).local, *parse_prefix("10.0.1.9/32"));
}

TEST(YamahaRtxNat, WhatIsNotUnderstoodMayDoBoth) {
  EXPECT_EQ(load_rtx_between("ip lan2 nat descriptor 1 reverse 2\n").assumed(), Texts{"may-both 6 unknown-line"});
  EXPECT_EQ(load_rtx_between("ip lan2 nat descriptor 7\n").assumed(), Texts{"may-both 6 undefined-reference"});
  EXPECT_EQ(load_rtx_between("nat descriptor masquerade zebra 1\n").assumed(), Texts{"may-both 6 unknown-line"});
}

}  // namespace
}  // namespace sekimori
