#include "policy_fixture.hpp"

namespace sekimori::testing {
namespace {

std::string with_cells(const std::string& cells) { return "version: 1\nmodel: alpha\nedition: x\ncells:\n" + cells; }

TEST(PolicyFile, ReadsModelEditionMethodsAndMatrix) {
  const Loaded loaded = load(kPolicy);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->model, "alpha");
  EXPECT_EQ(loaded.policy->edition, "R6.10");
  EXPECT_EQ(loaded.policy->sanitiser_methods, (std::set<std::string>{"file-cdr", "mail-text"}));
  ASSERT_EQ(loaded.policy->matrix.size(), 3U);
  const MatrixEntry* cell = entry(*loaded.policy, ZoneId{0}, ZoneId{1});
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->admits, std::set<Admission>{Admission::specified});
  EXPECT_EQ(cell->at.line, 6U);
}

TEST(PolicyFile, ASingleLetterNeedsNoBrackets) {
  const Loaded loaded = load(kPolicy);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  const MatrixEntry* cell = entry(*loaded.policy, ZoneId{2}, ZoneId{1});
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->admits, std::set<Admission>{Admission::sanitised});
}

TEST(PolicyFile, EveryLetterOfTheMatrixIsKnown) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: internet, admits: [T, S, V, A, C, R, L]}\n"));
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->matrix.at(0).admits.size(), 7U);
}

TEST(PolicyFile, TheCrossAndNoneMeanNothing) {
  const Loaded loaded =
      load(with_cells("  - {from: mynumber, to: internet, admits: ✗}\n  - {from: internet, to: mynumber, admits: none}\n"));
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_TRUE(loaded.policy->matrix.at(0).admits.empty());
  EXPECT_TRUE(loaded.policy->matrix.at(1).admits.empty());
}

TEST(PolicyFile, ByteOrderMarkAndWindowsLineEndsAreRead) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : kPolicy) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Loaded loaded = load(text);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->matrix.size(), 3U);
}

TEST(PolicyFile, AMisspeltKeyIsAnErrorWithASuggestion) {
  const Loaded loaded = load(kPolicy + "sanitizer-methods: [x]\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:9:1", "did you mean 'sanitiser-methods'?")) << all(loaded);
}

TEST(PolicyFile, AMisspeltKeyOfACellIsAnErrorWithASuggestion) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: internet, admit: [T]}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:36", "did you mean 'admits'?")) << all(loaded);
}

TEST(PolicyFile, ADanglingZoneIsAnErrorWithASuggestion) {
  const Loaded loaded = load(with_cells("  - {from: my-number, to: internet, admits: [T]}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:12", "no zone 'my-number'; did you mean 'mynumber'? [P004]")) << all(loaded);
}

TEST(PolicyFile, APairListedTwiceIsAnError) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: internet, admits: T}\n  - {from: mynumber, to: internet, admits: S}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:6:5", "listed twice [P005]")) << all(loaded);
}

TEST(PolicyFile, AZoneAndItselfAreNoCell) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: mynumber, admits: T}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:26", "[P006]")) << all(loaded);
}

TEST(PolicyFile, AnUnknownLetterIsAnErrorAtTheLetter) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: internet, admits: [T, X]}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:48", "'X' is no letter of the matrix: T, S, V, A, C, R, L, or none [P007]")) << all(loaded);
}

TEST(PolicyFile, ALetterListedTwiceIsAnError) {
  EXPECT_TRUE(says(load(with_cells("  - {from: mynumber, to: internet, admits: [T, T]}\n")), "policy.yaml:5:48", "[P008]"));
}

TEST(PolicyFile, NoneBesideALetterIsAContradiction) {
  const Loaded loaded = load(with_cells("  - {from: mynumber, to: internet, admits: [none, T]}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:44", "[P009]")) << all(loaded);
}

TEST(PolicyFile, AnUnknownVersionIsAnError) {
  const Loaded loaded = load("version: 2\nmodel: alpha\nedition: x\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:1:10", "[P002]")) << all(loaded);
}

TEST(PolicyFile, AnUnknownModelIsAnErrorWithASuggestion) {
  const Loaded loaded = load("version: 1\nmodel: alpha-prim\nedition: x\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:2:8", "did you mean 'alpha-prime'?")) << all(loaded);
}

TEST(PolicyFile, VersionModelAndEditionMustBeThere) {
  const Loaded loaded = load("cells: []\n");
  EXPECT_FALSE(loaded.policy);
  for (const char* key : {"version", "model", "edition"}) {
    EXPECT_TRUE(says(loaded, "policy.yaml:1:1", std::string("'") + key + "' is missing")) << key << all(loaded);
  }
}

TEST(PolicyFile, AMethodListedTwiceIsAnError) {
  const Loaded loaded = load("version: 1\nmodel: alpha\nedition: x\nsanitiser-methods: [file-cdr, file-cdr]\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:4:31", "[P011]")) << all(loaded);
}

TEST(PolicyFile, EveryErrorIsReportedInOneRun) {
  const Loaded loaded = load(with_cells("  - {from: nowhere, to: internet, admits: [X]}\n  - {from: mynumber, admits: T}\n"));
  EXPECT_FALSE(loaded.policy);
  EXPECT_EQ(loaded.messages.size(), 3U) << all(loaded);
}

TEST(PolicyFile, ATextThatIsNoMapIsAnError) {
  EXPECT_FALSE(load("- a\n- b\n").policy);
  EXPECT_FALSE(load("").policy);
  EXPECT_FALSE(load("{").policy);
}

}  // namespace
}  // namespace sekimori::testing
