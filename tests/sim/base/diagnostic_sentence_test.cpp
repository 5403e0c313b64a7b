#include "sekimori/base/diagnostic_sentence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "sekimori/base/diagnostic.hpp"

namespace sekimori {
namespace {

namespace fs = std::filesystem;

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> files_under(const fs::path& folder, const std::set<std::string>& extensions) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& it : fs::recursive_directory_iterator(fs::path(SEKIMORI_SOURCE_DIR) / folder)) {
    if (it.is_regular_file() && extensions.contains(it.path().extension().string())) found.push_back(it.path());
  }
  return found;
}

struct Case {
  std::string_view code, english, japanese;
};

class Sentence : public testing::TestWithParam<Case> {};

TEST_P(Sentence, IsJapanese) {
  const Case& it = GetParam();
  EXPECT_EQ(japanese_sentence(it.code, it.english).value_or("no row matches"), it.japanese) << it.code << " " << it.english;
}

constexpr Case kPlain[] = {
    {"N012", "VLAN '5000' is not in 1..4094", "VLAN '5000' は 1..4094 の範囲にない"},
    {"Y010", "the file is empty", "ファイルが空"},
    {"P008", "letter T is listed twice", "記号 T が重複"},
    {"P101", "not UTF-8 text; save the file as \"CSV UTF-8\"", "UTF-8 のテキストでない。「CSV UTF-8」形式で保存すること"},
    {"D015", "2 addresses on Vlan10 of sw are not declared as a host: 10.0.0.9",
     "2 個のアドレスが Vlan10（sw）で応答しているが、ホストとして宣言されていない: 10.0.0.9"},
    {"P112", "self of sw has no address of its own; name the addresses of this row",
     "sw 自身: 固有のアドレスがない。この行のアドレスを書くこと"},
};
INSTANTIATE_TEST_SUITE_P(Plain, Sentence, testing::ValuesIn(kPlain));

constexpr Case kPhrases[] = {
    {"Y022", "'zones' must be a list, not a map", "'zones' はリストにすること（現在: マップ）"},
    {"Y022", "'name' must be a text, not 'a map'", "'name' は文字列にすること（現在: 'a map'）"},
    {"Y022", "a link must be a list of two ports [A:PORT, B:PORT], not 3 values",
     "リンクは二つのポートのリスト [A:PORT, B:PORT] にすること（現在: 3 個の値）"},
    {"Y026", "'allowed' does not fit here: it belongs to mode: trunk", "'allowed' はここでは使えない: mode: trunk のキー"},
    {"S004",
     "this edit changes nothing: rule 'all' (fw.cfg:3) stands before it in the policy of fw and matches all that it would; choose another "
     "position",
     "この編集は何も変えない: 先にある規則 'all'（fw.cfg:3、fw のポリシー）がすべてに一致する。別の位置にすること"},
    {"S006", "in conflict with the edit at a.yaml:3:5: both set rule 'web' of filter IN of sw; apply the two one at a time",
     "衝突する編集が a.yaml:3:5 にある。どちらも次を定める: 規則 'web'（フィルタ IN（sw））。二つのシナリオは別々に適用すること"},
    {"Y003", "not valid YAML: while parsing a flow sequence: did not find expected ',' or ']'",
     "YAML の構文違反（[ ] の途中）: ',' か ']' がない"},
    {"Y003", "not valid YAML: while parsing a flow mapping: did not find expected ',' or '}'",
     "YAML の構文違反（{ } の途中）: ',' か '}' がない"},
    {"Y003", "not valid YAML: input error", "YAML の構文違反: input error"},
};
INSTANTIATE_TEST_SUITE_P(Phrases, Sentence, testing::ValuesIn(kPhrases));

constexpr Case kRemedies[] = {
    {"N003", "there is no zone 'offce'; did you mean 'office'?", "領域 'offce' がない。'office' の誤りか"},
    {"N003", "there is no zone 'offce'", "領域 'offce' がない"},
    {"N003", "there is no rule 'x' in the policy of fw; 2 rules are called so, give the number of one",
     "規則 'x' がない: fw のポリシー。同名の規則が 2 個あるため、番号で指定すること"},
    {"S003", "there is no rule '9' in the policy of fw; it has 3", "規則 '9' がない: fw のポリシー。規則は 3 個"},
    {"Y020", "unknown key 'host' in a network; did you mean 'hosts'?", "未知のキー 'host'（network の中）。'hosts' の誤りか"},
    {"N009", "'webb' is not a service such as tcp/443, udp/53, icmp or any, or a service group of this device; did you mean 'web'?",
     "'webb' は次のいずれでもない: tcp/443、udp/53、icmp、any のようなサービス、この機器のサービスグループ。'web' の誤りか"},
    {"N007", "'subnets' must be a prefix such as 10.0.0.0/8, not '10.0.0.1/8'; it has host bits, the network is 10.0.0.0/8",
     "'subnets' は 10.0.0.0/8 のようなプレフィックスにすること（現在: '10.0.0.1/8'）。ホスト部があり、ネットワークは 10.0.0.0/8"},
    {"Y001", "byte 0xFF is not UTF-8; save the file as UTF-8", "バイト 0xFF は UTF-8 でない。UTF-8 で保存すること"},
    {"P143", "there is no pack 'alpa'; did you mean 'alpha'?; there are alpha, beta",
     "パック 'alpa' がない。'alpha' の誤りか。あるのは alpha, beta"},
    {"P143", "there is no pack 'x'; there are alpha, beta", "パック 'x' がない。あるのは alpha, beta"},
};
INSTANTIATE_TEST_SUITE_P(Remedies, Sentence, testing::ValuesIn(kRemedies));

// Names may have any words of a sentence in them; they stay whole and in order.
constexpr Case kHostile[] = {
    {"N012", "VLAN '5' is not in 1..4094' is not in 1..4094", "VLAN '5' is not in 1..4094' は 1..4094 の範囲にない"},
    {"N012", "VLAN '{}' is not in 1..4094", "VLAN '{}' は 1..4094 の範囲にない"},
    {"N012", "VLAN '{0:1000}' is not in 1..4094", "VLAN '{0:1000}' は 1..4094 の範囲にない"},
    {"N012", "VLAN  is not in 1..4094", "VLAN  は 1..4094 の範囲にない"},
    {"P107", "'' is empty", "'' が空欄"},
    {"N003", "there is no zone 'a; did you mean 'b'?'", "領域 'a; did you mean 'b'?' がない"},
    {"N003", "there is no zone 'a; it has b'; did you mean 'c'?", "領域 'a; it has b' がない。'c' の誤りか"},
    {"P005", "the pair a to b to c is listed twice", "a から b to c への対が重複"},
    {"P113", "'10.0.0.1' is not an address of network", "'10.0.0.1' は次のもののアドレスでない: network"},
};
INSTANTIATE_TEST_SUITE_P(Hostile, Sentence, testing::ValuesIn(kHostile));

// Of two rows that match, the one that says more itself.
constexpr Case kAmbiguous[] = {
    {"Y026", "'in' is an empty list", "'in' が空のリスト"},
    {"Y026", "'in' is an empty list; leave it out for any interface", "'in' が空のリスト。すべてのインタフェースとするには、書かないこと"},
    {"N003", "there is no Linux config 'a' under configs/", "Linux の設定 'a' が configs/ にない"},
    {"P106", "column 'access type' is missing", "列 'access type'（記号・可否）がない"},
    {"P106", "column 'to' is missing", "列 'to' がない"},
};
INSTANTIATE_TEST_SUITE_P(Ambiguous, Sentence, testing::ValuesIn(kAmbiguous));

TEST(JapaneseSentence, IsNoneWhereNoRowMatches) {
  EXPECT_FALSE(japanese_sentence("N012", ""));
  EXPECT_FALSE(japanese_sentence("N012", "VLAN is not in 1..4094")) << "the two literals may not share the blank";
  EXPECT_FALSE(japanese_sentence("N012", "VLAN '5' is not in 1..4094.")) << "anchored at the end";
  EXPECT_FALSE(japanese_sentence("N012", "a VLAN '5' is not in 1..4094")) << "anchored at the beginning";
  EXPECT_FALSE(japanese_sentence("N011", "VLAN '5' is not in 1..4094")) << "a row of another code";
  EXPECT_FALSE(japanese_sentence("Z999", "VLAN '5' is not in 1..4094"));
}

TEST(JapaneseSentence, GivesUpOnSentencesThatNobodyReads) {
  const std::string name(4'000'000, '\'');
  EXPECT_FALSE(japanese_sentence("N012", "VLAN '" + name + "' is not in 1..4094"));
}

/// Names that begin each literal again and again: the work is at most the product of the lengths, a few milliseconds.
TEST(JapaneseSentence, IsFoundInTimeInNamesThatNearlyMatch) {
  std::string tails, values, aliases;
  while (tails.size() < 8000) tails += "; did you mean '; it has ";
  while (values.size() < 8000) values += "' must be a number from  t' must be ";
  while (aliases.size() < 8000) aliases += "' stands before its anchor ' stands ";
  EXPECT_TRUE(japanese_sentence("N003", "there is no zone " + tails));
  EXPECT_FALSE(japanese_sentence("Y022", "'" + values));
  EXPECT_FALSE(japanese_sentence("Y008", "alias '*" + aliases));
}

std::size_t places(std::string_view form) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool doubled = i + 1 < form.size() && form[i + 1] == form[i];
    if ((form[i] == '{' || form[i] == '}') && doubled)
      ++i;
    else if (form[i] == '{')
      ++count;
  }
  return count;
}

/// What stands between the places, as in the source.
std::vector<std::string> pieces(std::string_view form) {
  std::vector<std::string> found = {""};
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool doubled = i + 1 < form.size() && form[i + 1] == form[i];
    if (form[i] == '{' && !doubled) {
      i = form.find('}', i);
      found.emplace_back();
      continue;
    }
    found.back() += form[i];
    if (form[i] == '{' || form[i] == '}') found.back() += form[++i];
  }
  std::erase(found, "");
  return found;
}

/// Adjacent literals joined.
std::string joined_literals(std::string_view source) {
  std::string text;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool quote = source[i] == '"' && (i == 0 || source[i - 1] != '\\');
    const std::size_t next = quote ? source.find_first_not_of(" \n", i + 1) : std::string_view::npos;
    if (next != std::string_view::npos && next > i + 1 && source[next] == '"') {
      i = next;
    } else {
      text += source[i];
    }
  }
  return text;
}

std::string without_backslashes(std::string text) {
  std::erase(text, '\\');
  return text;
}

std::string all_sources() {
  std::string all;
  for (const char* folder : {"sim/load", "sim/model", "solver/policy", "cli"}) {
    for (const fs::path& path : files_under(folder, {".cpp", ".hpp"})) all += joined_literals(file_text(path)) + "\n";
  }
  return all;
}

TEST(DiagnosticSentences, AreOfCodesThatThereAre) {
  for (const DiagnosticForm& it : diagnostic_sentences()) EXPECT_FALSE(japanese_kind(it.of).empty()) << it.of;
}

TEST(DiagnosticSentences, HaveAsManyPlacesInBothLanguages) {
  for (const auto forms : {diagnostic_sentences(), diagnostic_phrases()}) {
    for (const DiagnosticForm& it : forms) EXPECT_EQ(places(it.english), places(it.japanese)) << it.of << " " << it.english;
  }
}

TEST(DiagnosticSentences, HaveSomethingOfTheirOwnBetweenPlacesExceptBeforeATail) {
  for (const auto forms : {diagnostic_sentences(), diagnostic_phrases()}) {
    for (const DiagnosticForm& it : forms) {
      std::string form(it.english);
      for (std::size_t at = form.find("}{tail}"); at != std::string::npos; at = form.find("}{tail}")) form.erase(at + 1, 6);
      for (std::size_t at = form.find("}{"); at != std::string::npos; at = form.find("}{", at + 1))
        ADD_FAILURE() << it.of << " " << it.english;
    }
  }
  for (const DiagnosticForm& it : diagnostic_phrases()) {
    EXPECT_FALSE(it.of == "tail" && it.english.starts_with("{")) << it.english;
  }
}

TEST(DiagnosticSentences, AreOnlyWhatTheSourcesSay) {
  const std::string sources = without_backslashes(all_sources());
  for (const auto forms : {diagnostic_sentences(), diagnostic_phrases()}) {
    for (const DiagnosticForm& it : forms) {
      if (it.of == "libyaml") continue;
      for (const std::string& piece : pieces(it.english)) {
        EXPECT_NE(sources.find(piece), std::string::npos) << it.of << " " << it.english << "\n" << piece;
      }
    }
  }
}

TEST(DiagnosticSentences, NameOnlyPhrasesThatThereAre) {
  std::set<std::string> named, known;
  for (const auto forms : {diagnostic_sentences(), diagnostic_phrases()}) {
    for (const DiagnosticForm& it : forms) {
      for (std::size_t i = it.english.find('{'); i != std::string_view::npos; i = it.english.find('{', i + 1)) {
        if (it.english.substr(i, 2) == "{{") {
          ++i;
          continue;
        }
        const std::string name(it.english.substr(i + 1, it.english.find('}', i) - i - 1));
        if (!name.empty()) named.insert(name);
      }
    }
  }
  for (const DiagnosticForm& it : diagnostic_phrases()) known.insert(std::string(it.of));
  EXPECT_EQ(named, known);
}

/// The literal at `at`, if one begins there and is the whole argument.
std::optional<std::string> whole_literal(const std::string& source, std::size_t at) {
  if (at == std::string::npos || source[at] != '"') return std::nullopt;
  std::size_t end = at + 1;
  while (end < source.size() && source[end] != '"') end += source[end] == '\\' ? 2U : 1U;
  const std::size_t next = source.find_first_not_of(" \n", end + 1);
  if (next == std::string::npos || (source[next] != ',' && source[next] != ')' && source[next] != '}')) return std::nullopt;
  return without_backslashes(source.substr(at + 1, end - at - 1));
}

/// What a format makes of arguments that are all 'x'.
std::string filled_with_x(std::string_view format) {
  std::string text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool brace = format[i] == '{' || format[i] == '}';
    const bool doubled = brace && i + 1 < format.size() && format[i + 1] == format[i];
    text += brace && !doubled ? std::string("'x'") : std::string(1, format[i]);
    if (doubled) ++i;
    if (brace && !doubled) i = format.find('}', i);
  }
  return text;
}

TEST(DiagnosticSentences, SayEverythingThatASourceGivesAsOneLiteral) {
  constexpr std::string_view kFormat = "fmt::format(";
  const std::string sources = all_sources();
  std::size_t count = 0;
  for (std::size_t at = sources.find("\","); at != std::string::npos; at = sources.find("\",", at + 1)) {
    if (at < 5 || sources[at - 5] != '"') continue;
    const std::string code = sources.substr(at - 4, 4);
    std::size_t begin = sources.find_first_not_of(" \n", at + 2);
    if (japanese_kind(code).empty() || begin == std::string::npos) continue;
    const bool formatted = sources.compare(begin, kFormat.size(), kFormat) == 0;
    if (formatted) begin = sources.find_first_not_of(" \n", begin + kFormat.size());
    const auto literal = whole_literal(sources, begin);
    if (!literal) continue;
    ++count;
    const std::string said = formatted ? filled_with_x(*literal) : *literal;
    EXPECT_TRUE(japanese_sentence(code, said)) << code << " " << said;
  }
  EXPECT_GT(count, 150U);
}

struct Said {
  std::string code, sentence;
};

/// Every "…: error: sentence [N012]" and "…: warning: …" of a text: what is said in expected files, and in the literals of tests.
std::vector<Said> said_in(const std::string& text) {
  std::vector<Said> found;
  for (const std::string_view mark : {": error: ", ": warning: "}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const std::size_t begin = at + mark.size();
      const std::string line = text.substr(begin, text.find('\n', begin) - begin);
      const std::size_t open = line.find(" [");
      for (std::size_t end = open; end != std::string::npos; end = line.find(" [", end + 1)) {
        const std::string code = line.substr(end + 2, 4);
        if (line.substr(end + 6, 1) != "]" || japanese_kind(code).empty()) continue;
        found.push_back({code, line.substr(0, end)});
        break;
      }
    }
  }
  return found;
}

/// Three words in a row, as no name and no list of keys has.
bool has_english_left(std::string_view japanese) {
  std::size_t words = 0, letters = 0;
  for (const char c : std::string(japanese) + " ") {
    if (c >= 'a' && c <= 'z') {
      ++letters;
      continue;
    }
    words = c == ' ' && letters > 0 ? words + 1 : 0;
    letters = 0;
    if (words == 3) return true;
  }
  return false;
}

TEST(DiagnosticSentences, SayAllThatTheInvalidTopologiesDo) {
  std::set<std::string> codes;
  for (const fs::path& path : files_under("topologies", {".err"})) {
    for (const Said& it : said_in(file_text(path))) {
      codes.insert(it.code);
      const auto japanese = japanese_sentence(it.code, it.sentence);
      ASSERT_TRUE(japanese) << path << "\n" << it.code << " " << it.sentence;
      EXPECT_FALSE(has_english_left(*japanese)) << *japanese;
    }
  }
  EXPECT_GT(codes.size(), 70U);
}

TEST(DiagnosticSentences, SayAllThatTestsOfTheLoadersExpect) {
  std::size_t count = 0;
  for (const char* folder : {"tests/sim/load", "tests/solver/policy"}) {
    for (const fs::path& path : files_under(folder, {".cpp"})) {
      for (const Said& it : said_in(without_backslashes(joined_literals(file_text(path))))) {
        ++count;
        const auto japanese = japanese_sentence(it.code, it.sentence);
        EXPECT_TRUE(japanese) << path << "\n" << it.code << " " << it.sentence;
        EXPECT_FALSE(has_english_left(japanese.value_or(""))) << *japanese;
      }
    }
  }
  EXPECT_GT(count, 120U);
}

}  // namespace
}  // namespace sekimori
