// The printer against the evaluator: a printed term holds for a concrete header iff the model's own evaluation says so.
#include <gtest/gtest.h>

#include <random>

#include "smt_fixture.hpp"

namespace sekimori {
namespace {

TEST(Smt, AnAddressSetPrintsItsMembersAlsoWhenTheComplementIsShorter) {
  SolverSession session;
  AddressSet all_but_one = AddressSet::of(testing::address("10.0.0.7")).complement();
  for (const auto& set : {all_but_one, AddressSet::of_range(Family::v4, 0x0A000003, 0x0A00000C)}) {
    const std::string term = smt_in("src", set);
    for (std::uint32_t last = 0; last < 16; ++last) {
      Packet p;
      p.src = 0x0A000000U + last;
      EXPECT_EQ(is_true(session, term, p), set.contains(p.source())) << to_text(p);
    }
  }
}

TEST(Smt, AClassSetPrintsExactlyItsClasses) {
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

}  // namespace
}  // namespace sekimori
