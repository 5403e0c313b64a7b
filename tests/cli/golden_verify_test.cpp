// What `verify` and `draw` say of small topologies, byte for byte. SEKIMORI_UPDATE_GOLDEN=1 rewrites the files; the difference is reviewed.
// How many obligations a proof takes is the engine's own business and is masked.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "program.hpp"
#include "scratch.hpp"

namespace sekimori::testing {
namespace {

namespace fs = std::filesystem;

const fs::path kTopologies = fs::path(SEKIMORI_SOURCE_DIR) / "topologies";

std::string output_of(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Console console{out, err};
  const ExitCode code = run_program(arguments, console);
  EXPECT_TRUE(code == ExitCode::ok || code == ExitCode::violated) << err.str();
  return out.str();
}

std::string masked(std::string text) {
  text = std::regex_replace(text, std::regex(R"re(("(?:distinct_)?obligations": )[0-9]+)re"), "$1N");
  text = std::regex_replace(text, std::regex(R"re([0-9]+( obligation| distinct\)))re"), "N$1");
  text = std::regex_replace(text, std::regex(R"re((proof obligations: )[0-9]+)re"), "$1N");
  return std::regex_replace(text, std::regex(R"re((証明義務:? |異なるもの )[0-9]+件)re"), "$1N件");
}

void expect_golden(const fs::path& path, const std::string& text) {
  const char* update = std::getenv("SEKIMORI_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.is_open()) << path;
  std::ostringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(text, expected.str()) << path;
}

/// A folder under topologies/, named for the test's name.
class GoldenVerify : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] std::string folder() const { return (kTopologies / GetParam()).string(); }
  [[nodiscard]] fs::path expected(const std::string& name) const { return kTopologies / GetParam() / "expected" / name; }
};

TEST_P(GoldenVerify, Json) { expect_golden(expected("verify.json"), masked(output_of({"verify", folder(), "--format", "json"}))); }
TEST_P(GoldenVerify, EnglishText) { expect_golden(expected("verify.en.txt"), masked(output_of({"verify", folder(), "--lang", "en"}))); }
TEST_P(GoldenVerify, JapaneseText) { expect_golden(expected("verify.ja.txt"), masked(output_of({"verify", folder(), "--lang", "ja"}))); }

TEST_P(GoldenVerify, DotOfTheFirstViolation) {
  const Scratch scratch;
  const std::string dot = scratch.path("picture.dot");
  output_of({"draw", folder(), "--verdicts", "-o", dot});
  expect_golden(expected("picture.dot"), scratch.read("picture.dot"));
}

INSTANTIATE_TEST_SUITE_P(Shipped, GoldenVerify,
                         ::testing::Values("two-switch-leak/variants/patch-cable", "sanitiser-bypass",
                                           "sanitiser-bypass/variants/fail-open", "session-reply/variants/widened-rule",
                                           "undeclared-subnet/variants/in-no-zone"));

}  // namespace
}  // namespace sekimori::testing
