#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_srx_between;
using Texts = std::vector<std::string>;

TEST(JunosNat, SourcesBehindTheInterfaceOrAPool) {
  const std::string set = "set security nat source rule-set s ";
  const auto srx =
      load_srx_between("set security nat source pool p address 192.0.2.1/32 to 192.0.2.3/32\n" + set + "from zone in\n" + set +
                       "to zone out\n" + set + "rule off match source-address 10.0.1.9/32\n" + set + "rule off then source-nat off\n" +
                       set + "rule a match source-address 10.0.1.0/25\n" + set + "rule a then source-nat pool p\n" + set +
                       "rule b match source-address 0.0.0.0/0\n" + set + "rule b then source-nat interface\n");
  EXPECT_EQ(srx.assumed(), Texts{});
  ASSERT_EQ(srx.device().nat.size(), 3U);
  EXPECT_TRUE(std::get<SourceNat>(srx.device().nat[0]).exempt);
  EXPECT_EQ(to_text(std::get<SourceNat>(srx.device().nat[1]).pool), "192.0.2.1, 192.0.2.2/31");
  EXPECT_EQ(to_text(std::get<SourceNat>(srx.device().nat[2]).pool), "10.0.2.1");
  EXPECT_EQ(srx.names(std::get<SourceNat>(srx.device().nat[2]).in), Texts{"ge-0/0/1"});
}

TEST(JunosNat, DestinationsAndFixedOnesBeforeThem) {
  const auto srx = load_srx_between(
      "set security nat destination pool d address 10.0.1.80/32 port 8443\nset security nat destination rule-set s from zone out\n"
      "set security nat destination rule-set s rule a match destination-address 10.0.2.200/32\nset security nat destination rule-set s "
      "rule a match destination-port 443\n"
      "set security nat destination rule-set s rule a then destination-nat pool d\nset security nat static rule-set t from zone out\n"
      "set security nat static rule-set t rule b match destination-address 10.0.2.201/32\nset security nat static rule-set t rule b then "
      "static-nat prefix 10.0.1.81/32\n");
  EXPECT_EQ(srx.assumed(), Texts{});
  ASSERT_EQ(srx.device().nat.size(), 2U);
  const auto& fixed = std::get<StaticNat>(srx.device().nat[0]);
  EXPECT_EQ(to_text(fixed.local), "10.0.1.81/32");
  const auto& nat = std::get<DestinationNat>(srx.device().nat[1]);
  EXPECT_EQ(to_text(nat.to), "10.0.1.80");
  EXPECT_EQ(nat.to_port, (ServiceInterval{8443, 8443}));
}

TEST(JunosNat, WhatIsNotUnderstoodIsAnAssumption) {
  const std::string set = "set security nat source rule-set s ";
  EXPECT_EQ(load_srx_between(set + "from routing-instance x\n" + set + "to zone out\n" + set + "rule a match source-address 10.0.1.0/24\n" +
                             set + "rule a then source-nat interface\n")
                .assumed()
                .size(),
            3U);
  EXPECT_EQ(load_srx_between(set + "from zone in\n" + set + "to zone out\n" + set + "rule a match source-address-name x\n" + set +
                             "rule a then source-nat interface\n")
                .assumed()
                .size(),
            2U);
  const std::string other = "set security nat source rule-set t ";
  EXPECT_FALSE(load_srx_between(set + "from zone in\n" + set + "to zone out\n" + set + "rule a match source-address 10.0.1.0/24\n" + set +
                                "rule a then source-nat interface\n" + other + "from interface ge-0/0/1.0\n" + other + "to zone out\n" +
                                other + "rule b match source-address 10.0.1.0/24\n" + other + "rule b then source-nat off\n")
                   .assumed()
                   .empty())
      << "a set of an interface comes before one of a zone";
}

}  // namespace
}  // namespace sekimori
