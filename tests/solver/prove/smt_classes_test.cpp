#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "smt_fixture.hpp"

namespace sekimori {
namespace {

TEST(SmtClasses, ASetPrintsExactlyItsClasses) {
  ClassSeeds seeds;
  seeds.add(AddressSet::of(testing::prefix("10.0.0.4/30")));
  seeds.add(testing::service("tcp/80"));
  const ClassSpace space = make_class_space(Family::v4, seeds);
  ClassSet set(space);
  set.insert(space, {0, 1, 0});
  set.insert(space, {1, 0, 1});
  const std::string term = smt_in(header_symbols(Family::v4, ""), space, set);
  SolverSession session;
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    const Packet p = random_packet(random);
    const auto address_class = [&](Address a) { return space.addresses[0].contains(a) ? 0U : 1U; };
    bool first_service = false;
    for (const auto& box : space.services[0]) first_service = first_service || box.contains(p);
    const bool expected = set.contains(space, {address_class(p.source()), address_class(p.destination()), first_service ? 0U : 1U});
    ASSERT_EQ(is_true(session, term, p), expected) << to_text(p);
  }
}

/// The class that a canonical header is in.
HeaderClass class_of(const ClassSpace& space, const Packet& p) {
  HeaderClass c;
  for (std::uint32_t i = 0; i < space.address_count(); ++i) {
    if (space.addresses[i].contains(p.source())) c.src = i;
    if (space.addresses[i].contains(p.destination())) c.dst = i;
  }
  for (std::uint32_t i = 0; i < space.service_count(); ++i) {
    const auto& boxes = space.services[i];
    if (std::any_of(boxes.begin(), boxes.end(), [&](const ServiceBox& b) { return b.contains(p); })) c.service = i;
  }
  return c;
}

TEST(SmtClasses, ServicesThatCutThroughEachOtherPrintExactly) {
  ClassSeeds seeds;
  for (const char* set : {"10.0.0.4/30", "10.0.0.0/29"}) seeds.add(AddressSet::of(testing::prefix(set)));
  for (const char* service : {"tcp/22", "tcp/80-443", "udp/53", "icmp/8", "tcp/443"}) {
    seeds.add(testing::service(service));
    ServiceBox back = testing::service(service);
    std::swap(back[ServiceField::sport], back[ServiceField::dport]);
    seeds.add(back);
  }
  ServiceBox established;
  established[ServiceField::established] = {1, 1};
  seeds.add(established);
  const ClassSpace space = make_class_space(Family::v4, seeds);
  SolverSession session;
  std::mt19937 random(6);
  for (int round = 0; round < 20; ++round) {
    ClassSet set(space);
    for (int i = 0; i < 60; ++i) {
      const auto some = [&](std::size_t count) { return static_cast<std::uint32_t>(random() % count); };
      const std::uint32_t src = some(space.address_count()), service = some(space.service_count());
      for (std::uint32_t dst = 0; dst < space.address_count(); ++dst) set.insert(space, {src, dst, service});
    }
    const std::string term = smt_in(header_symbols(Family::v4, ""), space, set);
    for (int i = 0; i < 60; ++i) {
      Packet p = random_packet(random);
      const std::uint16_t ports[] = {22, 53, 80, 200, 443, 444, 50000};
      if (p.sport != 0) p.sport = ports[random() % 7];
      if (p.dport != 0) p.dport = ports[random() % 7];
      ASSERT_EQ(is_true(session, term, p), set.contains(space, class_of(space, p))) << to_text(p);
    }
  }
}

TEST(SmtClasses, ProductsAreDisjointAndTheirUnionIsTheSet) {
  std::mt19937 random(9);
  ClassSeeds seeds;
  for (const char* text : {"10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"}) seeds.add(AddressSet::of(testing::prefix(text)));
  seeds.add(ServiceBox::of_protocol(kTcp));
  seeds.add(ServiceBox::of_protocol(kUdp));
  const ClassSpace space = make_class_space(Family::v4, seeds);
  for (int i = 0; i < 50; ++i) {
    ClassSet set(space);
    for (std::uint32_t src = 0; src < space.address_count(); ++src) {
      for (std::uint32_t dst = 0; dst < space.address_count(); ++dst) {
        for (std::uint32_t service = 0; service < space.service_count(); ++service) {
          if (random() % 4 != 0) set.insert(space, {src, dst, service});
        }
      }
    }
    ClassSet united(space);
    for (const ClassProduct& product : products_of(space, set)) {
      for (const auto src : product.src) {
        for (const auto dst : product.dst) {
          for (const auto service : product.services) {
            EXPECT_FALSE(united.contains(space, {src, dst, service})) << "in two products";
            united.insert(space, {src, dst, service});
          }
        }
      }
    }
    EXPECT_EQ(united.words(), set.words());
  }
  EXPECT_TRUE(products_of(space, ClassSet(space)).empty());
}

}  // namespace
}  // namespace sekimori
