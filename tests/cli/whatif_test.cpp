// `whatif` and `diff` as a user meets them, on topologies/two-switch-leak: exit codes, what is printed, and that the base stays as it is.
#include <gtest/gtest.h>

#include <sstream>

#include "program.hpp"
#include "scratch.hpp"

namespace sekimori {
namespace {

const std::string kBase = std::string(SEKIMORI_SOURCE_DIR) + "/topologies/two-switch-leak";

struct Result {
  int code = 0;
  std::string out, err;
};

Result run(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  Console console{out, err};
  arguments.insert(arguments.end(), {"--quiet", "--lang", "en"});
  const ExitCode code = run_program(arguments, console);
  return {static_cast<int>(code), out.str(), err.str()};
}

class WhatIf : public ::testing::Test {
 protected:
  std::string scenario(const std::string& name, const std::string& edits) {
    scratch_.write(name, "version: 1\ntitle: {ja: 試験, en: a test}\nedits:\n" + edits);
    return scratch_.path(name);
  }
  testing::Scratch scratch_;
};

constexpr const char* kMismatch = "  - set_trunk: {port: \"sw-a:up\", native: 10}\n  - set_trunk: {port: \"sw-b:up\", native: 20}\n";
constexpr const char* kHarmless = "  - set_trunk: {port: \"sw-a:up\", native: 998}\n  - set_trunk: {port: \"sw-b:up\", native: 998}\n";

TEST_F(WhatIf, AScenarioThatOpensACellExitsWithOne) {
  const Result it = run({"whatif", kBase, scenario("a.yaml", kMismatch)});
  EXPECT_EQ(it.code, 1);
  EXPECT_NE(it.out.find("proved -> violated  P-MN1:mynumber->lgwan-zone@relay"), std::string::npos) << it.out;
  EXPECT_NE(it.out.find("leaves the lawful path at sw-a"), std::string::npos) << it.out;
}

TEST_F(WhatIf, AScenarioThatTurnsNothingExitsWithZero) {
  const Result it = run({"whatif", kBase, scenario("a.yaml", kHarmless)});
  EXPECT_EQ(it.code, 0) << it.out;
  EXPECT_NE(it.out.find("No verdict turns (2 cells)."), std::string::npos) << it.out;
}

TEST_F(WhatIf, SeveralScenariosAreComparedSideBySideAndTheWorstCounts) {
  const Result it = run({"whatif", kBase, scenario("harmless.yaml", kHarmless), scenario("mismatch.yaml", kMismatch)});
  EXPECT_EQ(it.code, 1);
  EXPECT_NE(it.out.find("(2 scenario(s))"), std::string::npos) << it.out;
  EXPECT_EQ(run({"whatif", kBase, scenario("b.yaml", kMismatch), "--soft-fail"}).code, 0);
}

TEST_F(WhatIf, ScenariosOnOneNetworkThatSetOneFactAreInConflict) {
  const std::string a = scenario("a.yaml", kHarmless), b = scenario("b.yaml", kMismatch);
  const Result it = run({"whatif", kBase, a, b, "--together"});
  EXPECT_EQ(it.code, 2);
  EXPECT_EQ(it.out, "");
  EXPECT_NE(it.err.find("in conflict with the edit at"), std::string::npos) << it.err;
}

TEST_F(WhatIf, EveryMistakeIsLocatedBeforeAnythingIsProved) {
  const Result it = run({"whatif", kBase, scenario("a.yaml", kMismatch),
                         scenario("b.yaml", "  - disable: {device: sw-c}\n  - enable: {interface: \"sw-a:p1\"}\n")});
  EXPECT_EQ(it.code, 2);
  EXPECT_EQ(it.out, "");
  EXPECT_NE(it.err.find("b.yaml:4:23: error: there is no device 'sw-c'"), std::string::npos) << it.err;
  EXPECT_NE(it.err.find("b.yaml:5:13: error: this edit changes nothing"), std::string::npos) << it.err;
}

TEST_F(WhatIf, WhatTheChangeDoesNotTouchIsNotProvedAgain) {
  const Result it =
      run({"whatif", kBase, scenario("a.yaml", "  - set_attribute: {device: sw-a, name: owner, value: joho}\n"), "--format", "json"});
  EXPECT_EQ(it.code, 0);
  const auto number = [&](const std::string& key) { return std::stoi(it.out.substr(it.out.find("\"" + key + "\": ") + key.size() + 4)); };
  EXPECT_GT(number("distinct"), 0);
  EXPECT_EQ(number("reused"), number("distinct"));
}

TEST_F(WhatIf, AFolderWithoutScenariosIsAnError) {
  EXPECT_EQ(run({"whatif", kBase}).code, 2);
  EXPECT_EQ(run({"whatif", kBase, scratch_.path("missing.yaml")}).code, 2);
}

TEST(Diff, NamesTheCellsThatDifferAndGoesBothWays) {
  const std::string broken = kBase + "/variants/patch-cable";
  const Result opened = run({"diff", kBase, broken});
  EXPECT_EQ(opened.code, 1);
  EXPECT_NE(opened.out.find("2 of 2 cells turn"), std::string::npos) << opened.out;
  const Result closed = run({"diff", broken, kBase});
  EXPECT_EQ(closed.code, 0);
  EXPECT_NE(closed.out.find("violated -> proved"), std::string::npos) << closed.out;
  EXPECT_EQ(run({"diff", kBase, kBase}).code, 0);
  EXPECT_EQ(run({"diff", kBase, kBase + "/nowhere"}).code, 2);
}

}  // namespace
}  // namespace sekimori
