// topologies/invalid/CODE: a snapshot with that mistake, and in expected/verify.err what the user is told, word for word. The codes of the
// loader begin with Y (YAML), N (network.yaml) and D (the folder); tests/cli/invalid_test.cpp reads all folders as a user would.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "load_yaml.hpp"
#include "sekimori/base/diagnostic_sentence.hpp"

namespace sekimori::test {
namespace {

namespace fs = std::filesystem;

fs::path root() { return fs::path(SEKIMORI_SOURCE_DIR); }

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

bool is_ours(const std::string& code) { return code.size() == 4 && (code[0] == 'Y' || code[0] == 'N' || code[0] == 'D'); }

std::set<std::string> cases() {
  std::set<std::string> result;
  for (const fs::directory_entry& entry : fs::directory_iterator(root() / "topologies" / "invalid")) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && is_ours(name)) result.insert(name);
  }
  return result;
}

FileSet files_of(const fs::path& folder) {
  FileSet files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = fs::relative(entry.path(), folder).generic_string();
    if (entry.is_regular_file() && !path.starts_with("expected/")) files[path] = file_text(entry.path());
  }
  return files;
}

std::string joined(const Messages& messages) {
  std::string result;
  for (const std::string& message : messages) result += message + "\n";
  return result;
}

class Invalid : public testing::TestWithParam<std::string> {};

TEST_P(Invalid, SaysExactlyWhatIsExpected) {
  const fs::path folder = root() / "topologies" / "invalid" / GetParam();
  const LoadedNetwork result = load_network(files_of(folder), GetParam());
  EXPECT_FALSE(result.network);
  const std::string said = joined(texts(result));
  EXPECT_EQ(said, file_text(folder / "expected" / "verify.err"));
  EXPECT_NE(said.find("[" + GetParam() + "]"), std::string::npos);
  for (const Diagnostic& it : result.diagnostics) EXPECT_TRUE(japanese_sentence(it.code, it.message)) << it.code << " " << it.message;
}

INSTANTIATE_TEST_SUITE_P(Topologies, Invalid, testing::ValuesIn(cases()), [](const auto& tested) { return tested.param; });

/// Codes that docs/diagnostics.md has a row for: "| N003 | error | …".
std::set<std::string> documented(std::string_view severity) {
  std::set<std::string> result;
  std::stringstream lines(file_text(root() / "docs" / "diagnostics.md"));
  for (std::string line; std::getline(lines, line);) {
    const bool row = line.size() > 20 && line.starts_with("| ") && line.substr(6, 3) == " | ";
    if (row && is_ours(line.substr(2, 4)) && line.substr(9).starts_with(severity)) result.insert(line.substr(2, 4));
  }
  return result;
}

/// Codes in the sources of the loader.
std::set<std::string> used() {
  std::set<std::string> result;
  for (const fs::directory_entry& entry : fs::directory_iterator(root() / "sim" / "load")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".cpp" || name.find("cisco") != std::string::npos) continue;
    const std::string text = file_text(entry.path());
    for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
      const std::string code = text.substr(at + 1, 4);
      const bool digits = code.size() == 4 && std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (digits && is_ours(code) && text.substr(at + 5, 1) == "\"") result.insert(code);
    }
  }
  return result;
}

TEST(InvalidTopologies, EveryErrorThatAFolderCanShowHasOne) {
  // Y006 and D003 want files of many MiB, Y029 a thousand mistakes, D002 a path that no folder has.
  const std::set<std::string> by_unit_tests = {"D002", "D003", "Y006", "Y029"};
  std::set<std::string> expected = documented("error");
  for (const std::string& code : by_unit_tests) expected.erase(code);
  EXPECT_EQ(cases(), expected);
}

TEST(InvalidTopologies, EveryCodeOfTheLoaderIsDocumentedAndNoOther) {
  std::set<std::string> all = documented("error");
  all.merge(documented("warning"));
  EXPECT_EQ(used(), all);
}

TEST(InvalidTopologies, EveryDocumentedCodeSaysItsKindInJapanese) {
  std::stringstream lines(file_text(root() / "docs" / "diagnostics.md"));
  std::set<std::string> codes;
  for (std::string line; std::getline(lines, line);) {
    if (line.size() < 20 || !line.starts_with("| ") || line.substr(6, 3) != " | " || line.substr(2, 4) == "code") continue;
    const std::string code = line.substr(2, 4), kind(japanese_kind(code));
    codes.insert(code);
    EXPECT_FALSE(kind.empty()) << code;
    EXPECT_NE(line.find(" / " + kind + " |"), std::string::npos) << code << " " << kind;
  }
  std::stringstream catalogue(file_text(root() / "include" / "sekimori" / "base" / "messages" / "diagnostics.inc"));
  for (std::string line; std::getline(catalogue, line);) {
    if (!line.starts_with("SEKIMORI_DIAGNOSTIC(")) continue;
    EXPECT_TRUE(codes.contains(line.substr(21, 4))) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
