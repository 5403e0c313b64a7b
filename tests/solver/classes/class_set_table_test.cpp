#include "sekimori/classes/class_set_table.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

ClassSpace space() {
  ClassSeeds seeds;
  for (const char* prefix : {"10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16"}) seeds.add(AddressSet::of(testing::prefix(prefix)));
  seeds.add(testing::service("tcp/443"));
  return make_class_space(Family::v4, seeds);
}

ClassSet random_set(const ClassSpace& space, std::mt19937& random) {
  ClassSet set(space);
  const auto pick = [&](std::size_t count) { return static_cast<std::uint32_t>(random() % count); };
  for (int i = 0; i < 3; ++i) set.insert(space, {pick(space.address_count()), pick(space.address_count()), pick(space.service_count())});
  return set;
}

TEST(ClassSetTable, EqualSetsHaveOneNumberAndTheEmptySetIsZero) {
  const ClassSpace s = space();
  ClassSetTable table;
  ClassSet one(s);
  one.insert(s, {0, 1, 0});
  const ClassSet same = one;
  EXPECT_EQ(table.intern(one), table.intern(same));
  EXPECT_NE(table.intern(one), 0U);
  EXPECT_EQ(table.intern(ClassSet(s)), 0U);
  EXPECT_EQ(table.intern(ClassSet()), 0U);
}

TEST(ClassSetTable, UnionIntersectionAndDifferenceAreThoseOfTheSets) {
  const ClassSpace s = space();
  ClassSetTable table;
  std::mt19937 random(11);
  for (int i = 0; i < 200; ++i) {
    const ClassSet a = random_set(s, random), b = random_set(s, random);
    ClassSet sum = a, both = a, rest = a;
    sum.unite(b);
    both.intersect(b);
    rest.subtract(b);
    const std::uint32_t x = table.intern(a), y = table.intern(b);
    for (int again = 0; again < 2; ++again) {  // the second answer is a remembered one
      ASSERT_EQ(table.united(x, y), table.intern(sum));
      ASSERT_EQ(table.common(x, y), table.intern(both));
      ASSERT_EQ(table.without(x, y), table.intern(rest));
    }
  }
}

}  // namespace
}  // namespace sekimori
