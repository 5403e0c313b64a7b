#include "solver/search/widen.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

ClassSpace space() {
  ClassSeeds seeds;
  for (const char* prefix : {"10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16"}) seeds.add(AddressSet::of(testing::prefix(prefix)));
  for (const char* service : {"tcp/443", "udp/53"}) seeds.add(testing::service(service));
  return make_class_space(Family::v4, seeds);
}

bool is_inside(ClassSet inner, const ClassSet& outer) {
  inner.subtract(outer);
  return inner.empty();
}

ClassSet of(const ClassSpace& s, std::initializer_list<HeaderClass> classes) {
  ClassSet set(s);
  for (const HeaderClass c : classes) set.insert(s, c);
  return set;
}

TEST(Widen, ADestinationToWhichNothingGoesIsUnsafeWhateverComes) {
  const ClassSpace s = space();
  const ClassSet wide = widened(s, of(s, {{0, 1, 2}}), of(s, {{0, 2, 2}}));
  for (std::uint32_t src = 0; src < s.address_count(); ++src) {
    for (std::uint32_t v = 0; v < s.service_count(); ++v) {
      for (std::uint32_t dst = 0; dst < s.address_count(); ++dst) EXPECT_EQ(wide.contains(s, {src, dst, v}), dst == 1);
    }
  }
}

TEST(Widen, ElseSourceAndDestinationElseDestinationAndServiceElseTheClassItself) {
  const ClassSpace s = space();
  // Another source goes there, by another service.
  const ClassSet by_source = widened(s, of(s, {{0, 1, 2}}), of(s, {{3, 1, 1}}));
  EXPECT_TRUE(by_source.contains(s, {0, 1, 0}));
  EXPECT_FALSE(by_source.contains(s, {2, 1, 2}));
  // The same source goes there, by another service.
  const ClassSet by_service = widened(s, of(s, {{0, 1, 2}}), of(s, {{0, 1, 1}}));
  EXPECT_TRUE(by_service.contains(s, {3, 1, 2}));
  EXPECT_FALSE(by_service.contains(s, {0, 1, 0}));
  // The same source by another service, and another source by the same.
  EXPECT_EQ(widened(s, of(s, {{0, 1, 2}}), of(s, {{0, 1, 1}, {3, 1, 2}})), of(s, {{0, 1, 2}}));
}

TEST(Widen, HoldsWhatIsUnsafeAndNothingElseThatIsReached) {
  const ClassSpace s = space();
  std::mt19937 random(7);
  const auto pick = [&](std::size_t count) { return static_cast<std::uint32_t>(random() % count); };
  for (int round = 0; round < 300; ++round) {
    ClassSet unsafe(s), reached(s);
    for (int i = 0; i < 4; ++i) unsafe.insert(s, {pick(s.address_count()), pick(s.address_count()), pick(s.service_count())});
    for (int i = 0; i < 9; ++i) reached.insert(s, {pick(s.address_count()), pick(s.address_count()), pick(s.service_count())});
    const ClassSet wide = widened(s, unsafe, reached);
    ClassSetTable table;
    const std::uint32_t first = table.intern(unsafe), second = table.intern(reached);
    EXPECT_EQ(table.at(widened(s, table, first, second)), wide) << "by slices";
    EXPECT_EQ(table.at(widened(s, table, first, 0)), widened(s, unsafe, ClassSet())) << "nothing is reached";
    ASSERT_TRUE(is_inside(unsafe, wide));
    ClassSet added = wide;
    added.subtract(unsafe);
    added.intersect(reached);
    ASSERT_TRUE(added.empty());
  }
}

TEST(Widen, NothingUnsafeStaysNothingInATable) {
  ClassSetTable table;
  EXPECT_EQ(widened(space(), table, 0, table.intern(of(space(), {{0, 1, 2}}))), 0U);
}

TEST(Widen, NothingUnsafeStaysNothing) { EXPECT_TRUE(widened(space(), ClassSet(), ClassSet()).empty()); }

}  // namespace
}  // namespace sekimori
