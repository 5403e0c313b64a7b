#include "sekimori/base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(Diagnostic, ReadsAsPlaceSeverityMessageCode) {
  SourceTable sources;
  const FileId file = sources.add("network.yaml", "");
  const Diagnostic diagnostic{{file, 14, 9}, Severity::error, "N012", "VLAN '5000' is not in 1..4094"};
  EXPECT_EQ(to_text(diagnostic, sources), "network.yaml:14:9: error: VLAN '5000' is not in 1..4094 [N012]");
}

TEST(Diagnostic, OnlyAnErrorIsAnError) {
  EXPECT_FALSE(has_error({}));
  EXPECT_FALSE(has_error({{{}, Severity::warning, "N001", "w"}}));
  EXPECT_TRUE(has_error({{{}, Severity::warning, "N001", "w"}, {{}, Severity::error, "N002", "e"}}));
}

TEST(Diagnostic, SortingGoesByPlaceThenSeverityAndDropsDuplicates) {
  const Diagnostic early{{FileId{1}, 2, 1}, Severity::warning, "N009", "early"};
  const Diagnostic error{{FileId{1}, 10, 1}, Severity::error, "N008", "error"};
  const Diagnostic warning{{FileId{1}, 10, 1}, Severity::warning, "N001", "warning"};
  const Diagnostic other_file{{FileId{2}, 1, 1}, Severity::error, "N001", "other file"};
  Diagnostics diagnostics = {other_file, warning, early, error, warning};
  sort_diagnostics(diagnostics);
  EXPECT_EQ(diagnostics, (Diagnostics{early, error, warning, other_file}));
}

TEST(Nearest, SuggestsTheWordThatWasMeant) {
  const std::vector<std::string> keys = {"vlan", "vlans", "zone", "subnets", "trunk"};
  EXPECT_EQ(nearest("vlna", keys), "vlan") << "a swap of neighbours is one slip";
  EXPECT_EQ(nearest("zon", keys), "zone");
  EXPECT_EQ(nearest("zones", keys), "zone");
  EXPECT_EQ(nearest("subnest", keys), "subnets");
  EXPECT_EQ(nearest("trank", keys), "trunk");
}

TEST(Nearest, StaysSilentBeyondAThirdOfTheWord) {
  EXPECT_EQ(nearest("switch", {"swxxch"}), "swxxch") << "two slips in six letters";
  EXPECT_EQ(nearest("switch", {"xxxtch"}), "") << "three slips in six letters";
  EXPECT_EQ(nearest("ab", {"ax"}), "ax") << "one slip is always allowed";
  EXPECT_EQ(nearest("ab", {"xy"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
  EXPECT_EQ(nearest("vlan", {}), "");
}

TEST(Nearest, CountsCharactersNotBytes) {
  EXPECT_EQ(nearest("本庁舍", {"本庁舎"}), "本庁舎");
  EXPECT_EQ(nearest("庁", {"支"}), "支") << "one character of three bytes is one slip";
}

TEST(Nearest, DoesNotDependOnTheOrderOfTheCandidates) {
  EXPECT_EQ(nearest("cat", {"car", "bat"}), "bat");
  EXPECT_EQ(nearest("cat", {"bat", "car"}), "bat");
}

TEST(Nearest, GivesUpOnWordsThatNobodyTypes) {
  const std::string long_word(1'000'000, 'a');
  EXPECT_EQ(nearest(long_word, {long_word}), "");
  EXPECT_EQ(nearest("vlan", {long_word}), "");
}

TEST(Diagnostic, InJapaneseIsTheSentenceThatTheRowHas) {
  SourceTable sources;
  const FileId file = sources.add("network.yaml", "");
  const Diagnostic diagnostic{{file, 14, 9}, Severity::error, "N012", "VLAN '5000' is not in 1..4094"};
  EXPECT_EQ(to_text(diagnostic, sources, Language::ja), "network.yaml:14:9: エラー: VLAN '5000' は 1..4094 の範囲にない [N012]");
}

TEST(Diagnostic, WhatAPictureSaysIsInTheLanguageAskedForAlready) {
  const Diagnostic diagnostic{{}, Severity::error, "V002", "図を配置できませんでした: 理由"};
  EXPECT_NE(to_text(diagnostic, {}, Language::ja).find("エラー: 図を配置できませんでした: 理由 [V002]"), std::string::npos);
}

TEST(Diagnostic, WithoutARowTheKindComesBeforeTheSentence) {
  SourceTable sources;
  const FileId file = sources.add("network.yaml", "");
  const Diagnostic diagnostic{{file, 14, 9}, Severity::error, "N012", "something new"};
  EXPECT_EQ(to_text(diagnostic, sources, Language::ja), "network.yaml:14:9: エラー: VLAN 番号が範囲外（something new） [N012]");
  EXPECT_NE(to_text({{}, Severity::warning, "Z999", "odd"}, sources, Language::ja).find("警告: odd [Z999]"), std::string::npos);
}

}  // namespace
}  // namespace sekimori
