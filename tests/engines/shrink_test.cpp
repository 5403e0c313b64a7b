#include "engines/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "engines/answers.hpp"
#include "engines/snapshot_text.hpp"

namespace sekimori::testing {
namespace {

bool has_nat(const RandomCase& c) {
  return std::any_of(c.network.devices.begin(), c.network.devices.end(), [](const Device& d) { return !d.nat.empty(); });
}

RandomCase first_with_nat() {
  for (std::uint64_t seed = 1;; ++seed) {
    RandomCase c = random_case(seed);
    if (has_nat(c) && c.network.devices.size() > 1) return c;
  }
}

TEST(Shrink, ANetworkWithATranslationShrinksToOneDeviceWithOneRuleAndReloads) {
  const RandomCase small = shrink(first_with_nat(), has_nat);
  ASSERT_EQ(small.network.devices.size(), 1U);
  EXPECT_EQ(small.network.devices.front().nat.size(), 1U);
  EXPECT_EQ(small.network.zones.size(), 2U);
  EXPECT_TRUE(small.network.hosts.empty());
  EXPECT_LE(small.network.interfaces.size(), 2U);
  EXPECT_TRUE(small.network.links.empty());
  EXPECT_TRUE(small.network.filters.empty());
  EXPECT_TRUE(small.policy.ledger.empty());
  EXPECT_TRUE(small.policy.matrix.empty());
  const WrittenSnapshot written = write_snapshot(small, {});
  EXPECT_TRUE(written.lost.empty());
  const ReadSnapshot back = read_snapshot(written.files);
  ASSERT_TRUE(back.found) << back.errors << written.files.at("network.yaml");
  EXPECT_TRUE(has_nat(*back.found));
}

TEST(Shrink, EveryPartAloneCanBeTakenAwayAndTheRestStillAnswers) {
  // Ids must stay lawful whatever is taken away: each candidate is given to the simulator and to the writer.
  for (const std::uint64_t seed : {3U, 11U, 12U, 24U}) {
    const RandomCase c = random_case(seed);
    std::size_t tried = 0;
    (void)shrink(c,
                 [&](const RandomCase& candidate) {
                   Answers answers;
                   EXPECT_NO_THROW(ask(Engine::simulator, candidate, {}, answers)) << describe(candidate);
                   EXPECT_NO_THROW((void)write_snapshot(candidate, {}));
                   ++tried;
                   return tried % 3 == 0;
                 },
                 {std::chrono::seconds(20), 150});
    EXPECT_GT(tried, 20U);
  }
}

TEST(Shrink, AnInterfacePairRuleWhoseOnlyInterfaceIsGoneGoesWithItAndDoesNotWiden) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const RandomCase c = random_case(seed);
    const auto named = [](const RandomCase& of) {
      std::size_t count = 0;
      for (const Device& d : of.network.devices) {
        if (!d.firewall) continue;
        for (const FirewallRule& r : d.firewall->rules) count += r.in.empty() && r.out.empty() ? 1U : 0U;
      }
      return count;
    };
    const std::size_t before = named(c);
    (void)shrink(c,
                 [&](const RandomCase& candidate) {
                   // Removing an interface, a device or a zone changes their number; only then must no rule become one of any interface.
                   if (candidate.network.interfaces.size() != c.network.interfaces.size()) {
                     EXPECT_LE(named(candidate), before);
                   }
                   return false;
                 },
                 {std::chrono::seconds(20), 60});
  }
}

TEST(Shrink, StopsAtItsLimits) {
  std::size_t tried = 0;
  (void)shrink(random_case(3), [&](const RandomCase&) { return ++tried, true; }, {std::chrono::seconds(60), 5});
  EXPECT_EQ(tried, 5U);
}

TEST(Shrink, ADisagreementOfAPlantedBugShrinksToWhatMakesIt) {
  AskOptions options;
  options.bug = find_bug("filters-in-ignored");
  options.bugged = Engine::verify;
  options.whole_path_cells = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const RandomCase c = random_case(seed);
    const auto found = disagreements(ask_all(c, options));
    const auto by_datalog = std::find_if(found.begin(), found.end(), [](const Disagreement& d) { return d.other == Engine::datalog; });
    if (by_datalog == found.end()) continue;
    const Disagreement d = *by_datalog;
    const RandomCase small = shrink(c, [&](const RandomCase& smaller) { return comes_again(d, smaller, options); });
    EXPECT_LT(small.network.interfaces.size(), c.network.interfaces.size());
    EXPECT_EQ(small.network.filters.size(), 1U) << describe(small);
    const ReadSnapshot back = read_snapshot(write_snapshot(small, {}).files);
    ASSERT_TRUE(back.found) << back.errors;
    EXPECT_TRUE(comes_again(d, *back.found, options)) << describe(small);
    return;
  }
  FAIL() << "no network showed the bug";
}

}  // namespace
}  // namespace sekimori::testing
