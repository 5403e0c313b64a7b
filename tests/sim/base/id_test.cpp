#include "sekimori/base/id.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>

namespace sekimori {
namespace {

template <class A, class B>
concept Comparable = requires(A a, B b) {
  a == b;
};

static_assert(Comparable<DeviceId, DeviceId>);
static_assert(!Comparable<DeviceId, ZoneId>, "ids of different tables must not compare");
static_assert(!std::is_convertible_v<std::uint32_t, DeviceId>, "a number is not an id");
static_assert(!std::is_convertible_v<ZoneId, DeviceId> && !std::is_constructible_v<DeviceId, ZoneId>);

TEST(Id, IsTheRowOfItsTable) {
  EXPECT_EQ(make_id<HostId>(7).index, 7U);
  EXPECT_LT(make_id<HostId>(7), make_id<HostId>(8));
}

}  // namespace
}  // namespace sekimori
