#include "solver/search/rounding.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::prefix;

AddressSet range(const char* first, const char* last) {
  return AddressSet::of_range(Family::v4, testing::address(first).bits, testing::address(last).bits);
}

TEST(Rounding, HostsOfASubnetBecomeTheSubnet) {
  const auto sets = rounded({range("10.0.1.4", "10.0.1.200"), range("10.0.2.1", "10.0.2.9")});
  EXPECT_EQ(sets[0], AddressSet::of(prefix("10.0.1.0/24")));
  EXPECT_EQ(sets[1], AddressSet::of(prefix("10.0.2.0/24")));
}

TEST(Rounding, ASubnetOfTwoPurposesIsSplitBetweenThem) {
  const auto sets = rounded({range("10.0.1.4", "10.0.1.7"), range("10.0.1.130", "10.0.1.140")});
  EXPECT_EQ(sets[0], AddressSet::of(prefix("10.0.1.0/25")));
  EXPECT_EQ(sets[1], AddressSet::of(prefix("10.0.1.128/25")));
}

TEST(Rounding, WhatTwoHaveInCommonStaysInCommon) {
  const AddressSet both = range("10.0.1.4", "10.0.1.7");
  const auto sets = rounded({both, both.united(range("10.0.2.1", "10.0.2.2"))});
  EXPECT_EQ(sets[0], AddressSet::of(prefix("10.0.1.0/24")));
  EXPECT_TRUE(sets[1].contains(AddressSet::of(prefix("10.0.1.0/24"))));
}

TEST(Rounding, EverythingTellsNobodyApart) {
  const auto sets = rounded({AddressSet::everything(Family::v4), range("10.0.1.4", "10.0.1.200")});
  EXPECT_TRUE(sets[0].empty());
  EXPECT_EQ(sets[1], AddressSet::of(prefix("10.0.1.0/24")));
}

TEST(Rounding, NoSetLosesOrTakesAnAddressThatSomebodyHas) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<AddressSet> sets(3, AddressSet(Family::v4));
    for (auto& set : sets) {
      for (int i = 0; i < 4; ++i) {
        const AddressBits first = 0x0A000000U + random() % 2048;
        set.insert({first, first + random() % 40});
      }
    }
    const auto wide = rounded(sets);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      ASSERT_TRUE(wide[i].contains(sets[i]));
      for (std::size_t j = 0; j < sets.size(); ++j) {
        ASSERT_TRUE(i == j || !wide[i].intersects(sets[j].without(sets[i]))) << to_text(wide[i]);
      }
    }
  }
}

}  // namespace
}  // namespace sekimori
