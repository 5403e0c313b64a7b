#include "solver/prove/class_partition.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

ClassSpace space(Family family) {
  ClassSeeds seeds;
  for (const char* prefix : {"10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"}) seeds.add(AddressSet::of(testing::prefix(prefix)));
  for (const char* service : {"tcp/80-90", "tcp/85", "udp/53", "icmp/8", "47"}) seeds.add(testing::service(service));
  return make_class_space(family, seeds);
}

TEST(ClassPartition, WhatTheSearchMakesIsOneInEachFamily) {
  for (const Family family : kFamilies) {
    EXPECT_TRUE(is_partition(space(family)));
    EXPECT_TRUE(is_partition(make_class_space(family, {})));
  }
}

TEST(ClassPartition, NeitherGapsNorOverlapsAreOne) {
  const ClassSpace sound = space(Family::v4);
  const auto with = [&](const auto& change) {
    ClassSpace s = sound;
    change(s);
    return is_partition(s);
  };
  EXPECT_FALSE(with([](ClassSpace& s) { s.addresses.pop_back(); }));
  EXPECT_FALSE(with([](ClassSpace& s) { s.addresses.push_back(s.addresses.front()); }));
  EXPECT_FALSE(with([](ClassSpace& s) { s.services.pop_back(); }));
  EXPECT_FALSE(with([](ClassSpace& s) { s.services.push_back(s.services.front()); }));
  EXPECT_FALSE(with([](ClassSpace& s) { s.services.back() = {ServiceBox::any()}; })) << "not canonical";
  // As many headers, but one twice and another not at all.
  EXPECT_FALSE(with([](ClassSpace& s) { s.services.back() = s.services.front(); }));
}

}  // namespace
}  // namespace sekimori
