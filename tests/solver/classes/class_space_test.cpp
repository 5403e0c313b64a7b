#include "sekimori/classes/class_space.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::prefix;
using testing::service;

ClassSeeds some_seeds() {
  ClassSeeds seeds;
  for (const char* text : {"10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "192.0.2.0/24"}) seeds.add(AddressSet::of(prefix(text)));
  for (const char* text : {"tcp/443", "tcp/400-500", "udp/53", "icmp"}) seeds.add(service(text));
  return seeds;
}

Packet random_packet(std::mt19937& random) {
  Packet p;
  p.src = random();
  p.dst = 0x0A010200U + random() % 8;
  const std::uint8_t protocols[] = {kIcmp, kTcp, kUdp, kGre, kSctp, 200};
  p.protocol = protocols[random() % 6];
  p.sport = static_cast<std::uint16_t>(random());
  p.dport = static_cast<std::uint16_t>(random() % 600);
  p.icmp = static_cast<std::uint16_t>(random());
  p.established = random() % 2 == 0;
  p.fragment = random() % 8 == 0;
  return canonical(p);
}

TEST(ClassSpace, EveryCanonicalPacketIsInExactlyOneServiceClass) {
  const ClassSpace space = make_class_space(Family::v4, some_seeds());
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const Packet p = random_packet(random);
    std::size_t boxes = 0;
    for (const auto& one : space.services) {
      for (const auto& box : one) boxes += box.contains(p) ? 1U : 0U;
    }
    ASSERT_EQ(boxes, 1U) << to_text(p);
  }
}

TEST(ClassSpace, AddressClassesPartitionTheSpaceAndRespectEverySeed) {
  const ClassSeeds seeds = some_seeds();
  const ClassSpace space = make_class_space(Family::v4, seeds);
  AddressSet all(Family::v4);
  for (const auto& one : space.addresses) {
    ASSERT_FALSE(all.intersects(one));
    all = all.united(one);
    for (const auto& seed : seeds.addresses) ASSERT_TRUE(seed.contains(one) || !seed.intersects(one));
  }
  EXPECT_TRUE(all.is_everything());
}

TEST(ClassSpace, NonIpFramesHaveOneClass) {
  const ClassSpace space = make_class_space(Family::non_ip, some_seeds());
  EXPECT_EQ(space.rows() * space.address_count(), 1U);
}

TEST(ClassSet, RemembersExactlyWhatWasInserted) {
  const ClassSpace space = make_class_space(Family::v4, some_seeds());
  ClassSet set;
  EXPECT_TRUE(set.empty());
  const HeaderClass a{1, 2, 0}, b{2, 1, 3};
  set.insert(space, a);
  ClassSet more(space);
  more.insert(space, b);
  EXPECT_TRUE(set.unite(more));
  EXPECT_FALSE(set.unite(more)) << "nothing new";
  std::vector<HeaderClass> seen;
  set.for_each(space, [&](HeaderClass c) { seen.push_back(c); });
  EXPECT_EQ(seen, (std::vector<HeaderClass>{a, b}));
  set.intersect(more);
  EXPECT_TRUE(set.contains(space, b));
  EXPECT_FALSE(set.contains(space, a));
}

}  // namespace
}  // namespace sekimori
