// topologies/invalid/CODE as a user meets it: `verify` of a snapshot with that mistake says on stderr exactly what expected/verify.err has.
// An error ends with exit code 2 and no result; a warning (C) stands beside one.
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
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kInvalid)) {
    if (entry.is_directory()) names.insert(entry.path().filename().string());
  }
  return names;
}

class InvalidSnapshot : public ::testing::TestWithParam<std::string> {};

TEST_P(InvalidSnapshot, SaysExactlyWhatIsExpected) {
  std::ostringstream out, err;
  Console console{out, err};
  const ExitCode code = run_program({"verify", (kInvalid / GetParam()).string(), "--lang", "en"}, console);
  const std::string expected = file_text(kInvalid / GetParam() / "expected" / "verify.err");
  EXPECT_EQ(err.str(), expected);
  EXPECT_NE(expected.find("[" + GetParam() + "]"), std::string::npos);
  if (expected.find(": error: ") == std::string::npos) return;
  EXPECT_EQ(code, ExitCode::input);
  EXPECT_EQ(out.str(), "");
}

INSTANTIATE_TEST_SUITE_P(Topologies, InvalidSnapshot, ::testing::ValuesIn(folders()), [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace sekimori::testing
