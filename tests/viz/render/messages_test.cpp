#include "messages.hpp"

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

const std::filesystem::path kFolder = std::filesystem::path(SEKIMORI_SOURCE_DIR) / "viz/render";

std::set<std::string> declared_keys() {
  const std::string text = text_of(kFolder / "messages.hpp");
  const std::size_t begin = text.find("enum class Message");
  const std::size_t open = text.find('{', begin);
  return matches(text.substr(open, text.find('}', open) - open), "([a-z][a-z0-9_]*)");
}

TEST(Messages, EveryKeyStandsAtItsPlaceWithBothTexts) {
  ASSERT_EQ(catalogue().size(), kMessageCount);
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(catalogue()[i].key), i);
    EXPECT_FALSE(catalogue()[i].en.empty()) << i;
    EXPECT_FALSE(catalogue()[i].ja.empty()) << i;
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

TEST(Messages, EveryKeyIsUsedBySomeRenderer) {
  const std::set<std::string> declared = declared_keys();
  ASSERT_EQ(declared.size(), kMessageCount) << "the enumeration was not read";
  std::set<std::string> used;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".cpp" || entry.path().filename() == "messages.cpp") continue;
    used.merge(matches(text_of(entry.path()), "Message::([a-z][a-z0-9_]*)"));
  }
  std::set<std::string> unused;
  std::ranges::set_difference(declared, used, std::inserter(unused, unused.end()));
  EXPECT_EQ(unused, std::set<std::string>{});
}

TEST(Messages, RenderersHoldNoJapaneseOfTheirOwn) {
  const std::regex japanese("\"[^\"\n]*[\xe3-\xe9][^\"\n]*\"");
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".cpp" || name == "messages.cpp" || name == "phrases.cpp" || name == "unicode.cpp") continue;
    EXPECT_FALSE(std::regex_search(text_of(entry.path()), japanese)) << name;
  }
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
