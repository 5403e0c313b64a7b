#include <gtest/gtest.h>

#include <set>

#include "sekimori/load/front_end.hpp"

namespace sekimori {
namespace {

TEST(FrontEnds, EachIsCompleteAndNamedOnce) {
  std::set<std::string_view> names;
  for (const FrontEnd& front_end : front_ends()) {
    EXPECT_FALSE(front_end.platform.empty());
    EXPECT_TRUE(names.insert(front_end.platform).second) << front_end.platform;
    ASSERT_NE(front_end.recognise, nullptr);
    ASSERT_NE(front_end.load, nullptr);
  }
}

TEST(FrontEnds, NoneTakesProseOrNothingForItsOwn) {
  for (const FrontEnd& front_end : front_ends()) {
    EXPECT_LE(front_end.recognise(""), 0) << front_end.platform;
    EXPECT_LE(front_end.recognise("Minutes of the meeting\n\nThe switch was moved to the third floor.\n"), 0) << front_end.platform;
  }
}

}  // namespace
}  // namespace sekimori
