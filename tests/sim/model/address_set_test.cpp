#include "sekimori/model/address_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bitset>
#include <random>

namespace sekimori {
namespace {

constexpr AddressBits kTop6 = top_address(Family::v6);

/// Sets live in a window of 256 consecutive addresses, at 0, in the middle and at the top of each family, where sums could wrap.
struct Window {
  Family family;
  AddressBits base;
};
constexpr unsigned kWindow = 256;
using Members = std::bitset<kWindow>;

const Window kWindows[] = {{Family::v4, 0},
                           {Family::v4, 0x0A0000C0},
                           {Family::v4, top_address(Family::v4) - (kWindow - 1)},
                           {Family::v6, 0},
                           {Family::v6, (AddressBits{1} << 64U) - kWindow / 2},
                           {Family::v6, (AddressBits{1} << 127U) - kWindow / 2},
                           {Family::v6, kTop6 - (kWindow - 1)}};

AddressSet set_of(const Window& window, const Members& members) {
  AddressSet set(window.family);
  for (unsigned i = 0; i < kWindow; ++i) {
    if (members[i]) set.insert({window.base + i, window.base + i});
  }
  return set;
}

Members members_of(const Window& window, const AddressSet& set) {
  Members members;
  for (unsigned i = 0; i < kWindow; ++i) members[i] = set.contains(Address{window.family, window.base + i});
  return members;
}

/// A number in 0..limit-1, the same on every platform.
unsigned below(std::mt19937& random, unsigned limit) { return static_cast<unsigned>(random() % limit); }

/// Some runs, inserted as intervals in random order; the same runs as a bitset are the oracle.
Members random_members(std::mt19937& random) {
  Members members;
  const unsigned runs = below(random, 6);
  for (unsigned run = 0; run < runs; ++run) {
    const unsigned first = below(random, kWindow);
    const unsigned last = std::min(kWindow - 1, first + below(random, 40));
    for (unsigned i = first; i <= last; ++i) members.set(i);
  }
  if (below(random, 2) == 0) members.set(0);
  if (below(random, 2) == 0) members.set(kWindow - 1);
  return members;
}

void expect_canonical(const AddressSet& set) {
  const auto& intervals = set.intervals();
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    EXPECT_TRUE(intervals[i].first <= intervals[i].last);
    EXPECT_TRUE(intervals[i].last <= top_address(set.family()));
    if (i > 0) {
      EXPECT_TRUE(intervals[i - 1].last < intervals[i].first && intervals[i].first - intervals[i - 1].last > 1);
    }
  }
}

template <class Check>
void for_random_pairs(const Check& check) {
  std::mt19937 random(42);
  for (const Window& window : kWindows) {
    for (int i = 0; i < 60; ++i) check(window, random_members(random), random_members(random));
  }
}

TEST(AddressSet, InsertionInAnyOrderGivesTheSameIntervals) {
  std::mt19937 random(1);
  for (const Window& window : kWindows) {
    for (int round = 0; round < 60; ++round) {
      std::vector<AddressInterval> runs;
      Members expected;
      for (int run = 0; run < 8; ++run) {
        const unsigned first = below(random, kWindow);
        const unsigned last = std::min(kWindow - 1, first + below(random, 20));
        runs.push_back({window.base + first, window.base + last});
        for (unsigned i = first; i <= last; ++i) expected.set(i);
      }
      AddressSet forwards(window.family), shuffled(window.family);
      for (const AddressInterval& run : runs) forwards.insert(run);
      std::shuffle(runs.begin(), runs.end(), random);
      for (const AddressInterval& run : runs) shuffled.insert(run);
      expect_canonical(forwards);
      EXPECT_EQ(forwards, shuffled);
      EXPECT_EQ(members_of(window, forwards), expected);
    }
  }
}

TEST(AddressSet, UnionHasTheMembersOfEither) {
  for_random_pairs([](const Window& window, const Members& a, const Members& b) {
    const AddressSet result = set_of(window, a).united(set_of(window, b));
    expect_canonical(result);
    EXPECT_EQ(result, set_of(window, a | b));
    EXPECT_EQ(members_of(window, result), a | b);
  });
}

TEST(AddressSet, IntersectionHasTheMembersOfBoth) {
  for_random_pairs([](const Window& window, const Members& a, const Members& b) {
    const AddressSet result = set_of(window, a).intersected(set_of(window, b));
    expect_canonical(result);
    EXPECT_EQ(members_of(window, result), a & b);
    EXPECT_EQ(result, set_of(window, a & b));
    EXPECT_EQ(set_of(window, a).intersects(set_of(window, b)), (a & b).any());
  });
}

TEST(AddressSet, DifferenceHasTheMembersOfTheFirstOnly) {
  for_random_pairs([](const Window& window, const Members& a, const Members& b) {
    const AddressSet result = set_of(window, a).without(set_of(window, b));
    expect_canonical(result);
    EXPECT_EQ(members_of(window, result), a & ~b);
    EXPECT_EQ(result, set_of(window, a & ~b));
    EXPECT_EQ(set_of(window, a).contains(set_of(window, b)), (b & ~a).none());
  });
}

TEST(AddressSet, ComplementHasExactlyTheNonMembers) {
  for_random_pairs([](const Window& window, const Members& a, const Members&) {
    const AddressSet set = set_of(window, a);
    const AddressSet complement = set.complement();
    expect_canonical(complement);
    EXPECT_EQ(members_of(window, complement), ~a);
    EXPECT_FALSE(complement.intersects(set));
    EXPECT_TRUE(complement.united(set).is_everything());
    EXPECT_EQ(complement.complement(), set);
  });
}

TEST(AddressSet, ComplementOfNothingIsEverythingAndBack) {
  for (const Family family : kFamilies) {
    EXPECT_TRUE(AddressSet(family).complement().is_everything());
    EXPECT_TRUE(AddressSet::everything(family).complement().empty());
    EXPECT_FALSE(AddressSet(family).is_everything());
  }
}

TEST(AddressSet, AllButOneEndOfTheSpaceIsOneInterval) {
  for (const Family family : {Family::v4, Family::v6}) {
    const AddressBits top = top_address(family);
    EXPECT_EQ(AddressSet::of(Address{family, 0}).complement(), AddressSet::of_range(family, 1, top));
    EXPECT_EQ(AddressSet::of(Address{family, top}).complement(), AddressSet::of_range(family, 0, top - 1));
    AddressSet joined = AddressSet::of_range(family, 1, top);
    joined.insert({0, 0});
    EXPECT_TRUE(joined.is_everything());
  }
}

TEST(AddressSet, OfAPrefixHasItsFirstAndLastAddress) {
  const AddressSet set = AddressSet::of(parse_prefix("10.0.0.0/30").value());
  EXPECT_EQ(set.intervals(), (std::vector<AddressInterval>{{0x0A000000, 0x0A000003}}));
  EXPECT_EQ(set.first(), parse_address("10.0.0.0"));
  EXPECT_FALSE(AddressSet(Family::v4).first());
}

TEST(AddressSet, OfAnotherFamilyIsDisjoint) {
  const AddressSet four = AddressSet::everything(Family::v4), six = AddressSet::everything(Family::v6);
  EXPECT_FALSE(four.intersects(six));
  EXPECT_EQ(four.without(six), four);
  EXPECT_FALSE(four.contains(six));
  EXPECT_FALSE(six.contains(Address{Family::v4, 1}));
}

TEST(AddressSet, OfADescendingRangeIsEmpty) { EXPECT_TRUE(AddressSet::of_range(Family::v4, 2, 1).empty()); }

/// A pattern that fixes all bits of the window's base above the low eight, and random ones of those eight.
AddressPattern random_pattern(std::mt19937& random, Family family, AddressBits aligned_base) {
  const AddressBits care = (top_address(family) & ~AddressBits{0xFF}) | below(random, 256);
  return {family, (aligned_base | below(random, 256)) & care, care};
}

const Window kAlignedWindows[] = {{Family::v4, 0},
                                  {Family::v4, 0x0A000100},
                                  {Family::v4, top_address(Family::v4) - (kWindow - 1)},
                                  {Family::v6, 0},
                                  {Family::v6, kTop6 - (kWindow - 1)}};

template <class Check>
void for_random_patterns(const Check& check) {
  std::mt19937 random(99);
  for (const Window& window : kAlignedWindows) {
    for (int i = 0; i < 400; ++i) {
      const AddressPattern pattern = random_pattern(random, window.family, window.base);
      Members matching;
      for (unsigned m = 0; m < kWindow; ++m) matching[m] = pattern.matches({window.family, window.base + m});
      Members members = random_members(random);
      if (i % 4 == 0) members &= matching;  // otherwise a cover would be rare
      check(window, pattern, matching, members);
    }
  }
}

TEST(Pattern, IntersectsASetIffSomeMemberMatches) {
  int hits = 0, misses = 0;
  for_random_patterns([&](const Window& window, const AddressPattern& pattern, const Members& matching, const Members& members) {
    const bool expected = (matching & members).any();
    EXPECT_EQ(intersects(set_of(window, members), pattern), expected) << to_text(pattern);
    ++(expected ? hits : misses);
  });
  EXPECT_GT(hits, 100);
  EXPECT_GT(misses, 100);
}

TEST(Pattern, CoversASetIffEveryMemberMatches) {
  int hits = 0, misses = 0;
  for_random_patterns([&](const Window& window, const AddressPattern& pattern, const Members& matching, const Members& members) {
    const bool expected = (members & ~matching).none();
    EXPECT_EQ(covers(pattern, set_of(window, members)), expected) << to_text(pattern);
    ++(expected ? hits : misses);
  });
  EXPECT_GT(hits, 100);
  EXPECT_GT(misses, 100);
}

TEST(Pattern, BecomesExactlyTheSetOfItsMatches) {
  for_random_patterns([](const Window& window, const AddressPattern& pattern, const Members& matching, const Members&) {
    const auto set = to_set(pattern, kWindow);
    ASSERT_TRUE(set);
    expect_canonical(*set);
    EXPECT_EQ(*set, set_of(window, matching));
  });
}

TEST(Pattern, IntersectsByABitFarAboveTheInterval) {
  // Any first octet, rest 0.0.1: the first match at or after 10.0.0.2 is 11.0.0.1.
  const AddressPattern pattern{Family::v4, 0x00000001, 0x00FFFFFF};
  EXPECT_FALSE(intersects(AddressSet::of_range(Family::v4, 0x0A000002, 0x0B000000), pattern));
  EXPECT_TRUE(intersects(AddressSet::of_range(Family::v4, 0x0A000002, 0x0B000001), pattern));
  EXPECT_FALSE(intersects(AddressSet::of_range(Family::v4, 0xFF000002, 0xFFFFFFFF), pattern)) << "no later first octet";
}

TEST(Pattern, ReachesBothEndsOfTheIpv6Space) {
  const AddressPattern low{Family::v6, 0, 1};   // even addresses
  const AddressPattern high{Family::v6, 1, 1};  // odd addresses
  const AddressSet top = AddressSet::of(Address{Family::v6, kTop6});
  EXPECT_TRUE(intersects(top, high));
  EXPECT_FALSE(intersects(top, low));
  EXPECT_TRUE(covers(high, top));
  EXPECT_TRUE(intersects(AddressSet::everything(Family::v6), low));
  EXPECT_FALSE(covers(low, AddressSet::everything(Family::v6)));
  EXPECT_TRUE(covers(AddressPattern::any(Family::v6), AddressSet::everything(Family::v6)));
}

TEST(Pattern, OfOneFamilyNeverMeetsASetOfTheOther) {
  EXPECT_FALSE(intersects(AddressSet::everything(Family::v6), AddressPattern::any(Family::v4)));
  EXPECT_FALSE(covers(AddressPattern::any(Family::v4), AddressSet::everything(Family::v6)));
  EXPECT_TRUE(covers(AddressPattern::any(Family::v4), AddressSet(Family::v6))) << "nothing is covered by anything";
}

TEST(Pattern, IsNoSetBeyondTheLimit) {
  const AddressPattern any_third_octet{Family::v4, 0x0A000001, 0xFFFF00FF};
  EXPECT_EQ(to_set(any_third_octet, 256)->intervals().size(), 256U);
  EXPECT_FALSE(to_set(any_third_octet, 255));
  EXPECT_FALSE(to_set(AddressPattern{Family::v6, 1, 1})) << "2^127 intervals";
  EXPECT_TRUE(to_set(AddressPattern::any(Family::v6), 1)->is_everything());
}

TEST(AddressSetText, IsTheFewestPrefixesAscending) {
  AddressSet set = AddressSet::of(parse_address("192.0.2.1").value());
  EXPECT_EQ(to_text(set), "192.0.2.1");
  set.insert({0x0A000000, 0x0AFFFFFF});
  EXPECT_EQ(to_text(set), "10.0.0.0/8, 192.0.2.1");
  EXPECT_EQ(to_text(AddressSet::everything(Family::v6)), "::/0");
  EXPECT_EQ(to_text(AddressSet(Family::v4)), "none");
}

TEST(AddressSet, OfIntervalsSortsAndJoins) {
  const AddressSet set = AddressSet::of_intervals(Family::v4, {{8, 9}, {0, 3}, {2, 5}, {10, 10}, {6, 6}});
  EXPECT_EQ(set.intervals(), (std::vector<AddressInterval>{{0, 6}, {8, 10}}));
  EXPECT_TRUE(AddressSet::of_intervals(Family::v4, {}).empty());
}

TEST(AddressSet, PrefixesMeetAndCoverSetsAsTheirAddressesDo) {
  std::mt19937 random(3);
  for (int i = 0; i < 500; ++i) {
    std::vector<AddressInterval> intervals;
    for (std::size_t n = random() % 4; n > 0; --n) {
      const AddressBits first = random() % 60;
      intervals.push_back({first, first + random() % 4});
    }
    const AddressSet set = AddressSet::of_intervals(Family::v4, intervals);
    const AddressBits care = 0xFFFFFFFFU << (random() % 6);
    const AddressPattern pattern{Family::v4, (random() % 64) & care, care & 0xFFFFFFFFU};
    bool any = false, all = true;
    for (const AddressInterval& interval : set.intervals()) {
      for (AddressBits a = interval.first; a <= interval.last; ++a) {
        const bool matches = pattern.matches({Family::v4, a});
        any = any || matches;
        all = all && matches;
      }
    }
    EXPECT_EQ(intersects(set, pattern), any) << to_text(set);
    EXPECT_EQ(covers(pattern, set), all) << to_text(set);
  }
}

}  // namespace
}  // namespace sekimori
