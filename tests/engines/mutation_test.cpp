#include "engines/mutation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "engines/written_networks.hpp"

namespace sekimori::testing {

void PrintTo(const SeededBug& bug, std::ostream* out) { *out << bug.name; }

namespace {

AskOptions patient() {
  AskOptions options;
  options.datalog = options.whole_path = std::chrono::minutes(2);  // it takes a fraction of a second, but machines are busy
  options.whole_path_cells = 4;
  options.steps = 11;
  return options;
}

std::string text_of(const std::vector<Disagreement>& all) {
  std::string text;
  for (const Disagreement& d : all)
    text += d.cell.first + " > " + d.cell.second + ", " + to_text(d.one) + " and " + to_text(d.other) + ": " + d.what + "\n";
  return text;
}

class EachSeededBug : public ::testing::TestWithParam<SeededBug> {};

TEST_P(EachSeededBug, IsCaughtInEveryEngineOnTheNetworkWrittenForIt) {
  const SeededBug& bug = GetParam();
  const Ground ground = ground_of(written_network(bug.name), patient());
  EXPECT_EQ(text_of(disagreements(ground.sound)), "");
  const Effect effect = effect_of(bug, ground);
  ASSERT_FALSE(effect.changed.empty()) << describe(ground.network);
  for (const Engine engine : kEngines) {
    const Mutant mutant{&bug, engine};
    const Trial trial = try_mutant(mutant, ground, effect, patient());
    EXPECT_EQ(text_of(trial.without_bug), "");
    if (why_equivalent(mutant).empty()) {
      EXPECT_TRUE(trial.answered) << to_text(engine);
      EXPECT_TRUE(trial.noticed.has_value()) << to_text(engine) << "\n" << describe(ground.network);
    } else {
      EXPECT_FALSE(trial.noticed.has_value()) << to_text(engine) << " is said not to notice, as " << why_equivalent(mutant);
    }
  }
}

std::string slug(const ::testing::TestParamInfo<SeededBug>& bug) {
  std::string name(bug.param.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Bugs, EachSeededBug, ::testing::ValuesIn(seeded_bugs().begin(), seeded_bugs().end()), slug);

}  // namespace
}  // namespace sekimori::testing
