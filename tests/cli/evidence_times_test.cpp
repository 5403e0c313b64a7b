#include "evidence_times.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

using namespace std::chrono;

constexpr sys_seconds at(year_month_day day, hours hour = hours(0)) { return sys_seconds(sys_days(day)) + hour; }

TEST(EvidenceTimes, AreThoseOfJapan) {
  EXPECT_EQ(japan_time(at(2026y / December / 1)), "2026-12-01T09:00:00+09:00");
  EXPECT_EQ(japan_time(at(2026y / December / 31, hours(15))), "2027-01-01T00:00:00+09:00");
}

TEST(EvidenceTimes, AreCountedInTheEra) {
  EXPECT_EQ(japanese_time(at(2026y / December / 1)), "令和8年12月1日 9時00分");
  EXPECT_EQ(japanese_time(at(2019y / April / 30, hours(15))), "令和元年5月1日 0時00分");
  EXPECT_EQ(japanese_time(at(2019y / April / 30, hours(14))), "西暦2019年4月30日 23時00分");
}

TEST(EvidenceTimes, SizesAreReadable) {
  EXPECT_EQ(size_text(12).en, "12 B");
  EXPECT_EQ(size_text(std::uint64_t{5} << 20U).en, "5.0 MiB");
}

}  // namespace
}  // namespace sekimori
