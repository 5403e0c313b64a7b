#include "sekimori/model/vlan.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

static_assert(!std::is_convertible_v<unsigned, VlanId>);
static_assert(VlanId::from(1) && VlanId::from(4094));
static_assert(!VlanId::from(0) && !VlanId::from(4095), "0 and 4095 are reserved by IEEE 802.1Q");
static_assert(kDefaultVlan.number() == 1);

VlanId vlan(unsigned number) { return VlanId::from(number).value(); }

TEST(VlanSet, AllIs1To4094) {
  EXPECT_EQ(to_text(VlanSet::all()), "1-4094");
  EXPECT_EQ(parse_vlans("1-4094"), VlanSet::all());
}

TEST(ParseVlans, ReadsNumbersAndRanges) {
  const auto set = parse_vlans("10,20-22");
  ASSERT_TRUE(set);
  for (const unsigned member : {10U, 20U, 21U, 22U}) EXPECT_TRUE(set->contains(vlan(member)));
  for (const unsigned other : {1U, 9U, 11U, 19U, 23U}) EXPECT_FALSE(set->contains(vlan(other)));
}

TEST(ParseVlans, AllowsOverlapAndAnyOrder) { EXPECT_EQ(to_text(parse_vlans("30,10-12,12-13").value()), "10-13,30"); }

TEST(VlanSet, RangesAreClosedAndChangeNothingElse) {
  for (const auto& [first, last] : {std::pair{1U, 1U}, {1U, 4094U}, {63U, 65U}, {4094U, 4094U}, {2U, 4093U}}) {
    VlanSet set;
    set.insert(vlan(first), vlan(last));
    for (unsigned number = 1; number <= 4094; ++number) {
      EXPECT_EQ(set.contains(vlan(number)), number >= first && number <= last) << first << "-" << last << ": " << number;
    }
  }
}

TEST(VlanSet, AddsAndTakesAwayWholeSets) {
  VlanSet set = parse_vlans("10-20").value();
  set.insert(parse_vlans("5,15-30").value());
  EXPECT_EQ(to_text(set), "5,10-30");
  set.erase(parse_vlans("1-12,20,40").value());
  EXPECT_EQ(to_text(set), "13-19,21-30");
}

class NoVlans : public testing::TestWithParam<const char*> {};
TEST_P(NoVlans, IsRefused) { EXPECT_FALSE(parse_vlans(GetParam())); }
INSTANTIATE_TEST_SUITE_P(ParseVlans, NoVlans,
                         testing::Values("", ",", "10,", ",10", "0", "4095", "0-10", "4000-4095", "22-20", "10-", "-10", "10--20", "1-2-3",
                                         "10;20", "10, 20", "all", "010", "99999999999"));

TEST(VlanSetText, JoinsNeighboursAndNamesTheEmptySet) {
  VlanSet set;
  EXPECT_EQ(to_text(set), "none");
  set.insert(vlan(4094));
  set.insert(vlan(1));
  set.insert(vlan(2));
  EXPECT_EQ(to_text(set), "1-2,4094");
  set.erase(vlan(2));
  EXPECT_EQ(to_text(set), "1,4094");
}

}  // namespace
}  // namespace sekimori
