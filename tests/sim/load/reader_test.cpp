#include "sekimori/load/reader.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

constexpr std::string_view kWords[] = {"name", "count", "flag", "colour", "many"};
constexpr KeyTable kThing{"thing", kWords};
enum class Colour { red, green };
constexpr Choice<Colour> kColours[] = {{"red", Colour::red}, {"green", Colour::green}};

class Reader : public testing::Test {
 protected:
  const Document& parse(std::string_view text) {
    document_ = parse_document(text, FileId{0}, diagnostics_);
    return *document_;
  }
  /// "line:column CODE message" of every message so far.
  std::vector<std::string> said() {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics_) {
      result.push_back(std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + " " + d.code + " " + d.message);
    }
    return result;
  }
  std::optional<Document> document_;
  Diagnostics diagnostics_;
  Reporter reporter_{diagnostics_};
};
using Said = std::vector<std::string>;

TEST_F(Reader, UnknownKeysAreReportedWithTheNearestKnownOne) {
  const MapReader reader(parse("nmae: x\nzzzz: y\n"), kThing, reporter_);
  EXPECT_EQ(said(), (Said{"1:1 Y020 unknown key 'nmae' in a thing; did you mean 'name'?", "2:1 Y020 unknown key 'zzzz' in a thing"}));
}

TEST_F(Reader, SomethingElseThanAMapIsReportedOnce) {
  const MapReader reader(parse("[a]"), kThing, reporter_);
  EXPECT_EQ(reader.required_text("name"), "");
  EXPECT_EQ(said(), Said{"1:1 Y022 a map (a thing) is wanted here, not a list"});
}

TEST_F(Reader, MissingRequiredKeyIsReportedAtTheMap) {
  const MapReader reader(parse("count: 1"), kThing, reporter_);
  EXPECT_EQ(reader.required_text("name"), "");
  EXPECT_EQ(said(), Said{"1:1 Y021 'name' is missing"});
}

TEST_F(Reader, KeyWithoutAValueIsNeverADefault) {
  const MapReader reader(parse("flag:\ncount: ~\nname: null\n"), kThing, reporter_);
  EXPECT_FALSE(reader.flag("flag"));
  EXPECT_FALSE(reader.number("count", {0, 9}));
  EXPECT_FALSE(reader.text("name"));
  EXPECT_EQ(said(), (Said{"1:6 Y022 'flag' has no value", "2:8 Y022 'count' has no value", "3:7 Y022 'name' has no value"}));
}

TEST_F(Reader, QuotedEmptyTextAndQuotedNullAreTexts) {
  const MapReader reader(parse("name: ''\ncolour: 'null'\n"), kThing, reporter_);
  EXPECT_EQ(reader.text("name"), "");
  EXPECT_EQ(reader.text("colour"), "null");
  EXPECT_TRUE(said().empty());
}

TEST_F(Reader, OnlyTrueAndFalseAreFlags) {
  EXPECT_EQ(read_flag(parse("true"), "flag", reporter_), true);
  EXPECT_EQ(read_flag(parse("false"), "flag", reporter_), false);
  for (const char* word : {"yes", "no", "on", "off", "True", "'true'", "1"}) {
    diagnostics_.clear();
    EXPECT_FALSE(read_flag(parse(word), "flag", reporter_)) << word;
    EXPECT_EQ(diagnostics_.size(), 1U);
  }
}

TEST_F(Reader, NumbersAreDecimalAndInRange) {
  EXPECT_EQ(read_number(parse("0"), "n", {0, 9}, reporter_), 0U);
  EXPECT_EQ(read_number(parse("9"), "n", {0, 9}, reporter_), 9U);
  EXPECT_TRUE(said().empty());
  for (const char* word : {"010", "0x10", "'5'", "1.0", "1e1", "five", "-", "+1"}) {
    diagnostics_.clear();
    EXPECT_FALSE(read_number(parse(word), "n", {0, 20}, reporter_)) << word;
    EXPECT_EQ(diagnostics_.at(0).code, "Y022") << word;
  }
  for (const char* word : {"10", "-1", "99999999999999999999999"}) {
    diagnostics_.clear();
    EXPECT_FALSE(read_number(parse(word), "n", {0, 9}, reporter_)) << word;
    EXPECT_EQ(diagnostics_.at(0).code, "Y024") << word;
  }
}

TEST_F(Reader, ChoicesListTheirWords) {
  const MapReader reader(parse("colour: grene"), kThing, reporter_);
  EXPECT_FALSE(reader.choice("colour", kColours));
  EXPECT_EQ(said(), Said{"1:9 Y023 'grene' is no value of 'colour': red, green; did you mean 'green'?"});
}

TEST_F(Reader, ChoiceGivesItsValue) {
  const MapReader reader(parse("colour: green"), kThing, reporter_);
  EXPECT_EQ(reader.choice("colour", kColours), Colour::green);
}

TEST_F(Reader, ItemsTakesOneValueForAListOfOneAndListDoesNot) {
  const MapReader reader(parse("many: x"), kThing, reporter_);
  EXPECT_EQ(reader.items("many").size(), 1U);
  EXPECT_TRUE(said().empty());
  EXPECT_TRUE(reader.list("many").empty());
  EXPECT_EQ(said(), Said{"1:7 Y022 'many' must be a list, not 'x'"});
}

TEST_F(Reader, RefusedKeysSayWhy) {
  const MapReader reader(parse("count: 1\nflag: true"), kThing, reporter_);
  constexpr std::string_view kRefused[] = {"name", "flag"};
  reader.refuse(kRefused, "it is a thing");
  EXPECT_EQ(said(), Said{"2:7 Y026 'flag' does not fit here: it is a thing"});
}

TEST_F(Reader, LongAndBinaryTextIsShownShortAndEscaped) {
  EXPECT_EQ(shown(std::string(50, 'x')), "'" + std::string(40, 'x') + "…'");
  EXPECT_EQ(shown("a\nb"), "'a\\x0ab'");
  EXPECT_EQ(shown("本庁"), "'本庁'");
}

TEST_F(Reader, MessagesEndAtAThousandAndSaySo) {
  for (std::uint32_t i = 1; i <= 1500; ++i) reporter_.error({FileId{0}, i, 1}, "Y020", "x");
  ASSERT_EQ(diagnostics_.size(), 1001U);
  EXPECT_EQ(diagnostics_.back().code, "Y029");
  EXPECT_EQ(diagnostics_.back().at.line, 1001U);
}

TEST_F(Reader, SuggestionsEndWhenTooManyCandidatesHaveBeenCompared) {
  const std::vector<std::string> names(60'000, "vlan110");
  EXPECT_EQ(reporter_.suggestion("vlan11", names), "; did you mean 'vlan110'?");
  EXPECT_EQ(reporter_.suggestion("vlan11", names), "");
}

}  // namespace
}  // namespace sekimori
