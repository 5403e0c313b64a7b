#include "solver/check/number_list.hpp"

#include <gtest/gtest.h>

#include "solver/check/json_claims.hpp"

namespace sekimori {
namespace {

TEST(NumberList, RangesReadBackAsTheyWereWritten) {
  for (const std::vector<std::uint32_t>& it : {std::vector<std::uint32_t>{}, {0}, {0, 1, 2, 7}, {3, 5, 6}}) {
    EXPECT_EQ(ranges_of(ranges_text(it), 8), it) << ranges_text(it);
  }
  EXPECT_EQ(ranges_text({0, 1, 2, 7}), "0-2,7");
}

TEST(NumberList, WhatIsNoListOfNumbersIsRefused) {
  for (const char* text :
       {"8", "3,2", "2,2", "5-4", "1,", ",", "-1", "1-", "a", "01", " 1", "4294967296", "99999999999999999999", "1-2-3"}) {
    EXPECT_THROW((void)ranges_of(text, 8), BadClaim) << text;
  }
  EXPECT_THROW((void)ranges_of("0", 0), BadClaim);
  EXPECT_EQ(ranges_of("0-1,3", 8, 3).size(), 3U);
  EXPECT_THROW((void)ranges_of("0-1,3", 8, 2), BadClaim);
  EXPECT_THROW((void)ranges_of("0-4294967295", std::size_t{1} << 32U, 1000), BadClaim);
}

TEST(NumberList, RunsReadBackAndMustAddUp) {
  const std::vector<ProofData::Run> runs = {{0, 12}, {3, 1}, {2, 5}};
  EXPECT_EQ(runs_text(runs), "12*0,3,5*2");
  EXPECT_EQ(runs_of("12*0,3,5*2", 18, 3), runs);
  for (const char* text : {"12*0,3,5*2,1", "17*0", "18*4", "0*1,18*0", "", "4294967295*0,4294967295*0"})
    EXPECT_THROW((void)runs_of(text, 18, 3), BadClaim) << text;
}

}  // namespace
}  // namespace sekimori
