#include "engines/answers.hpp"

#include <gtest/gtest.h>

#include "engines/datalog.hpp"

namespace sekimori::testing {
namespace {

const CellName kCell{"a", "b"};

Answers all_of(VerdictKind verdict, bool reached, Reach datalog, Reach path) {
  Answers answers;
  answers.verify[kCell] = {verdict, verdict == VerdictKind::violated, verdict == VerdictKind::violated ? 16U : 0U, {}};
  answers.simulator[kCell] = {reached, reached};
  answers.datalog[kCell] = datalog;
  answers.whole_path[kCell] = {path, Reach::unknown, 16};
  return answers;
}

std::vector<std::pair<Engine, Engine>> pairs(const Answers& answers) {
  std::vector<std::pair<Engine, Engine>> all;
  for (const Disagreement& d : disagreements(answers)) all.emplace_back(d.one, d.other);
  return all;
}

TEST(Engines, AgreeWhenAllSayTheSame) {
  EXPECT_TRUE(pairs(all_of(VerdictKind::proved, false, Reach::closed, Reach::closed)).empty());
  EXPECT_TRUE(pairs(all_of(VerdictKind::violated, true, Reach::open, Reach::open)).empty());
}

TEST(Engines, NothingContradictsWhatIsInconclusiveOrUnknown) {
  EXPECT_TRUE(pairs(all_of(VerdictKind::inconclusive, true, Reach::open, Reach::open)).empty());
  EXPECT_TRUE(pairs(all_of(VerdictKind::inconclusive, false, Reach::closed, Reach::closed)).empty());
  EXPECT_TRUE(pairs(all_of(VerdictKind::proved, false, Reach::unknown, Reach::unknown)).empty());
  EXPECT_TRUE(pairs(all_of(VerdictKind::violated, false, Reach::unknown, Reach::unknown)).empty());
}

TEST(Engines, EachThatReachesContradictsAProof) {
  using Pairs = std::vector<std::pair<Engine, Engine>>;
  EXPECT_EQ(pairs(all_of(VerdictKind::proved, true, Reach::unknown, Reach::unknown)), (Pairs{{Engine::verify, Engine::simulator}}));
  EXPECT_EQ(pairs(all_of(VerdictKind::proved, false, Reach::open, Reach::unknown)), (Pairs{{Engine::verify, Engine::datalog}}));
  EXPECT_EQ(pairs(all_of(VerdictKind::proved, false, Reach::unknown, Reach::open)), (Pairs{{Engine::verify, Engine::whole_path}}));
}

TEST(Engines, TheWholePathContradictsOnlyWitnessesWithinItsBound) {
  Answers answers = all_of(VerdictKind::violated, true, Reach::open, Reach::closed);
  EXPECT_EQ(disagreements(answers).size(), 1U);
  answers.verify[kCell].steps = 17;
  EXPECT_TRUE(disagreements(answers).empty());
  answers.verify[kCell].steps = 0;  // two askers
  EXPECT_TRUE(disagreements(answers).empty());
}

TEST(Engines, TheSimulatorContradictsAWitnessOnceItTriedItsPackets) {
  Answers answers = all_of(VerdictKind::violated, false, Reach::open, Reach::open);
  answers.verify[kCell].witness = {{Phase::initiate, Packet{}, {}}};
  EXPECT_TRUE(disagreements(answers).empty());
  answers.claimed = {Packet{}};
  EXPECT_EQ(pairs(answers), (std::vector<std::pair<Engine, Engine>>{{Engine::verify, Engine::simulator}}));
}

TEST(Engines, DatalogContradictsOnlyPacketsThatItSees) {
  Answers answers = all_of(VerdictKind::violated, true, Reach::closed, Reach::unknown);
  EXPECT_EQ(disagreements(answers).size(), 2U);
  answers.verify[kCell].by_v4 = answers.simulator[kCell].reached_by_v4 = false;
  EXPECT_TRUE(disagreements(answers).empty());
}

TEST(Engines, AllFourAnswerARandomNetworkAndAgree) {
  AskOptions options;
  options.datalog = options.whole_path = std::chrono::minutes(2);  // it takes a second, but machines are busy
  const Answers answers = ask_all(random_case(7), options);
  ASSERT_FALSE(answers.verify.empty());
  EXPECT_EQ(answers.verify.size(), answers.simulator.size());
  EXPECT_EQ(answers.datalog.size(), answers.verify.size());
  EXPECT_FALSE(answers.whole_path.empty());
  for (const Disagreement& d : disagreements(answers)) ADD_FAILURE() << d.cell.first << " > " << d.cell.second << ": " << d.what;
}

TEST(Engines, DatalogOutOfTimeIsNoAnswer) { EXPECT_TRUE(ask_datalog(random_case(8), {}, std::chrono::milliseconds(0)).empty()); }

TEST(SeededBugs, HaveDifferentNamesByWhichTheyAreFound) {
  for (const SeededBug& bug : seeded_bugs()) EXPECT_EQ(find_bug(bug.name), &bug);
  EXPECT_EQ(find_bug("none-such"), nullptr);
}

TEST(SeededBugs, OneInVerifyIsCaughtOnTheFirstNetworkThatItOpens) {
  AskOptions options;
  options.bug = find_bug("filters-in-ignored");
  options.whole_path_cells = 0;
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 8 && found == 0; ++seed) found = disagreements(ask_all(random_case(seed), options)).size();
  EXPECT_GT(found, 0U);
}

}  // namespace
}  // namespace sekimori::testing
