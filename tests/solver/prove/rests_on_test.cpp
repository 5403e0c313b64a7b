#include "solver/prove/rests_on.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::TinyNetwork;
using Lines = std::vector<AssumptionId>;

const ZonePair kCell{"a", "b"};

/// A device for each line; `opens` says what lines at their worst make a way.
struct Case {
  TinyNetwork n;
  Lines lines;
  std::size_t asked = 0;
  explicit Case(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      n.net.assumptions.push_back({Effect::may_open, n.switch_l2("s" + std::to_string(i)), {FileId{0}, 1, 1}, "unknown-line", "?", "?"});
      lines.push_back(make_id<AssumptionId>(i));
    }
  }
  Lines rested_on(const std::function<bool(const Lines&)>& opens) {
    const auto is_open = [&](const Lines& some, const std::set<ZonePair>& cells) {
      ++asked;
      return opens(some) ? cells : std::set<ZonePair>{};
    };
    return lines_rested_on(n.net, lines, {kCell}, is_open).at(kCell);
  }
};

bool has(const Lines& lines, std::uint32_t id) { return std::ranges::find(lines, AssumptionId{id}) != lines.end(); }

TEST(RestsOn, ALineWithoutWhichTheCellIsProved) {
  EXPECT_EQ(Case(3).rested_on([](const Lines& l) { return has(l, 1); }), (Lines{AssumptionId{1}}));
}

TEST(RestsOn, TwoLinesThatOpenOnlyTogether) {
  EXPECT_EQ(Case(3).rested_on([](const Lines& l) { return has(l, 0) && has(l, 2); }), (Lines{AssumptionId{0}, AssumptionId{2}}));
}

TEST(RestsOn, TwoLinesThatEachOpen) {
  EXPECT_EQ(Case(3).rested_on([](const Lines& l) { return has(l, 0) || has(l, 2); }), (Lines{AssumptionId{0}, AssumptionId{2}}));
}

TEST(RestsOn, AllWhereNoSmallerSetSaysAnything) {
  Case four(4);  // two pairs, each of which opens a way of its own
  EXPECT_EQ(four.rested_on([](const Lines& l) { return (has(l, 0) && has(l, 1)) || (has(l, 2) && has(l, 3)); }), four.lines);
}

TEST(RestsOn, AllWithoutTryingWhereThereAreTooMany) {
  Case many(40);
  EXPECT_EQ(many.rested_on([](const Lines& l) { return has(l, 7); }), many.lines);
  EXPECT_EQ(many.asked, 0U);
}

TEST(RestsOn, LinesOfOneDeviceStandAndFallTogether) {
  Case two(2);
  two.n.net.assumptions[1].scope = two.n.net.assumptions[0].scope;
  EXPECT_EQ(two.rested_on([](const Lines& l) { return has(l, 0); }), two.lines);
}

}  // namespace
}  // namespace sekimori
