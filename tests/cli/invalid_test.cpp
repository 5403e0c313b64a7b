// topologies/invalid/CODE, and warnings/CODE in it, as a user meets them: `verify` of a snapshot with that mistake says on stderr exactly
// what expected/verify.err has. An error ends with exit code 2 and no result; a warning stands beside one.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "program.hpp"

namespace sekimori::testing {
namespace {

namespace fs = std::filesystem;

const fs::path kInvalid = fs::path(SEKIMORI_SOURCE_DIR) / "topologies" / "invalid";

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> folders() {
  std::set<std::string> found;
  for (const fs::path& root : {kInvalid, kInvalid / "warnings"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
      if (fs::exists(entry.path() / "expected")) found.insert(fs::relative(entry.path(), kInvalid).generic_string());
    }
  }
  return found;
}

std::string code_of(const std::string& folder) { return fs::path(folder).filename().string(); }

class InvalidSnapshot : public ::testing::TestWithParam<std::string> {};

TEST_P(InvalidSnapshot, SaysExactlyWhatIsExpected) {
  std::ostringstream out, err;
  Console console{out, err};
  const ExitCode code = run_program({"verify", (kInvalid / GetParam()).string(), "--lang", "en"}, console);
  const std::string expected = file_text(kInvalid / GetParam() / "expected" / "verify.err");
  EXPECT_EQ(err.str(), expected);
  EXPECT_NE(expected.find("[" + code_of(GetParam()) + "]"), std::string::npos);
  if (expected.find(": error: ") == std::string::npos) {
    EXPECT_NE(out.str(), "");
    return;
  }
  EXPECT_EQ(code, ExitCode::input);
  EXPECT_EQ(out.str(), "");
}

INSTANTIATE_TEST_SUITE_P(Topologies, InvalidSnapshot, ::testing::ValuesIn(folders()),
                         [](const auto& tested) { return code_of(tested.param); });

}  // namespace
}  // namespace sekimori::testing
