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

TEST(Smt, AnAddressSetPrintsItsMembersWhateverItsIntervals) {
  SolverSession session;
  std::mt19937 random(8);
  for (int round = 0; round < 40; ++round) {
    const Family family = round % 4 == 0 ? Family::v6 : Family::v4;
    const AddressBits base = family == Family::v6 ? AddressBits{0x20010DB8} << 96U : AddressBits{0x0A000000};
    AddressSet set(family);
    std::vector<AddressBits> ends;
    for (int i = 0; i < 6; ++i) {
      const AddressBits first = base + (random() % (1U << random() % 20)), last = first + (random() % (1U << random() % 12));
      set.insert({first, last});
      for (const AddressBits end : {first - 1, first, last, last + 1}) ends.push_back(end);
    }
    const std::string term = smt_in("src", set);
    for (const AddressBits bits : ends) {
      Packet p;
      p.family = family;
      p.src = bits;
      ASSERT_EQ(is_true(session, term, p), set.contains(p.source())) << to_text(set) << ' ' << to_text(p);
    }
  }
}

}  // namespace
}  // namespace sekimori
