#include "sekimori/base/messages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace sekimori {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

const std::filesystem::path kRoot = SEKIMORI_SOURCE_DIR;

/// Every source and header of the program, the catalogue itself aside.
template <class Do>
void each_source(const Do& act) {
  for (const char* folder : {"sim", "solver", "viz", "cli", "include"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder)) {
      const auto ending = entry.path().extension();
      if (ending == ".cpp" || ending == ".hpp") act(entry.path());
    }
  }
}

TEST(Messages, EveryKeyHasBothTextsAndANameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    const CatalogueEntry& entry = catalogue()[i];
    EXPECT_EQ(static_cast<std::size_t>(entry.key), i);
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.en.empty()) << entry.name;
    EXPECT_FALSE(entry.ja.empty()) << entry.name;
  }
}

TEST(Messages, BothLanguagesTakeTheSameNumberOfArguments) {
  const auto holes = [](std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2)) ++count;
    return count;
  };
  for (const CatalogueEntry& entry : catalogue()) EXPECT_EQ(holes(entry.en), holes(entry.ja)) << entry.en;
}

TEST(Messages, EveryKeyIsUsed) {
  std::set<std::string> used;
  each_source([&](const std::filesystem::path& path) { used.merge(matches(text_of(path), "Message::([a-z][a-z0-9_]*)")); });
  for (const CatalogueEntry& entry : catalogue()) EXPECT_TRUE(used.contains(std::string(entry.name))) << entry.name;
}

TEST(Messages, RenderersAndPoliciesHoldNoJapaneseOfTheirOwn) {
  const std::regex japanese("\"[^\"\n]*[\xe3-\xe9][^\"\n]*\"");
  // Phrases and Unicode tables; clauses of the policy are cited as they are; headings of sheets are read, not said.
  const std::set<std::string> excused = {"phrases.cpp",     "unicode.cpp",        "clauses.cpp",
                                         "clause_rows.cpp", "ledger_columns.cpp", "matrix_file.cpp"};
  each_source([&](const std::filesystem::path& path) {
    const std::string folder = std::filesystem::relative(path, kRoot).begin()->string();
    if (path.extension() != ".cpp" || (folder != "viz" && folder != "solver") || excused.contains(path.filename().string())) return;
    if (path.string().find("/predicates/") != std::string::npos) return;  // they cite their clauses
    EXPECT_FALSE(std::regex_search(text_of(path), japanese)) << path;
  });
}

TEST(Messages, ASentenceIsFilledInBothLanguages) {
  const Text text = sentence(Message::cell_title, {Text("the office", "庁内"), "net", Message::except_rows});
  EXPECT_EQ(text.en, "No data from the office to net except ledger rows");
  EXPECT_EQ(text.ja, "庁内からnetへ台帳のほかに通信経路がないこと");
}

TEST(Messages, AListIsSeparatedAsInEachLanguage) {
  const Text list = joined({"a", Text("b", "い")});
  EXPECT_EQ(list.en, "a" + std::string(message(Language::en, Message::list_separator)) + "b");
  EXPECT_EQ(list.ja, "a" + std::string(message(Language::ja, Message::list_separator)) + "い");
}

TEST(Messages, NothingIsEverCalledSafe) {
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_EQ(entry.en.find("safe"), std::string_view::npos) << entry.en;
    EXPECT_EQ(entry.en.find("secure"), std::string_view::npos) << entry.en;
    EXPECT_EQ(entry.ja.find("安全"), std::string_view::npos) << entry.ja;
  }
}

TEST(Messages, ProvedMeansNoCounterexampleWithinModelAndAssumptions) {
  EXPECT_NE(message(Language::en, Message::proved_means).find("no counterexample within the input model and assumptions"),
            std::string_view::npos);
  EXPECT_NE(message(Language::ja, Message::proved_means).find("入力モデルと仮定の範囲で反例なし"), std::string_view::npos);
}

}  // namespace
}  // namespace sekimori
