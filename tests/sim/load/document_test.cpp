#include "sekimori/load/document.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

struct Parsed {
  std::optional<Document> document;
  Diagnostics diagnostics;
};

Parsed parse(std::string_view text) {
  Parsed result;
  result.document = parse_document(text, FileId{3}, result.diagnostics);
  return result;
}

/// The only message, as "line:column CODE".
std::string fault(std::string_view text) {
  const Parsed parsed = parse(text);
  if (parsed.diagnostics.size() != 1) return std::to_string(parsed.diagnostics.size()) + " messages";
  const Diagnostic& d = parsed.diagnostics.front();
  EXPECT_EQ(d.at.file, FileId{3});
  return std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + " " + d.code;
}

SourceRange at(std::uint32_t line, std::uint32_t column) { return {FileId{3}, line, column}; }

TEST(Document, EveryNodeAndKeyKnowsItsPlace) {
  const Parsed parsed = parse("a: 1\nb:\n  - x\n  - {c: y}\n");
  ASSERT_TRUE(parsed.document);
  EXPECT_TRUE(parsed.diagnostics.empty());
  const Document::Map* map = parsed.document->map();
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(map->at(0).value.at, at(1, 4));
  EXPECT_EQ(map->at(1).key_at, at(2, 1));
  const Document* b = parsed.document->find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(b->list()->at(0).at, at(3, 5));
  EXPECT_EQ(b->list()->at(1).find("c")->at, at(4, 9));
}

TEST(Document, ColumnsCountCodePoints) {
  const Parsed parsed = parse("{本庁: x}");
  EXPECT_EQ(parsed.document->map()->at(0).value.at, at(1, 6));
}

TEST(Document, ByteOrderMarkTakesNoColumn) {
  const Parsed parsed = parse("\xEF\xBB\xBFkey: x");
  EXPECT_EQ(parsed.document->map()->at(0).key_at, at(1, 1));
}

TEST(Document, CrlfIsALineEnd) {
  const Parsed parsed = parse("a: x\r\nb: y\r\n");
  EXPECT_EQ(*parsed.document->find("a")->scalar(), "x");
  EXPECT_EQ(parsed.document->find("b")->at, at(2, 4));
}

TEST(Document, ScalarsStayTextSoThatYamlWordsMeanNothing) {
  const Parsed parsed = parse("a: no\nb: 0755\nc: 'x'\nd:\n");
  EXPECT_EQ(*parsed.document->find("a")->scalar(), "no");
  EXPECT_EQ(*parsed.document->find("b")->scalar(), "0755");
  EXPECT_FALSE(parsed.document->find("b")->quoted);
  EXPECT_TRUE(parsed.document->find("c")->quoted);
  EXPECT_EQ(*parsed.document->find("d")->scalar(), "");
  EXPECT_EQ(parsed.document->find("e"), nullptr);
}

TEST(Document, DuplicateKeysAreReportedEachAtItsPlace) {
  const Parsed parsed = parse("a: 1\nb: 2\na: 3\na: 4\n");
  ASSERT_EQ(parsed.diagnostics.size(), 2U);
  EXPECT_EQ(parsed.diagnostics[0].at, at(3, 1));
  EXPECT_EQ(parsed.diagnostics[0].code, "Y004");
  EXPECT_EQ(parsed.diagnostics[0].message, "key 'a' is given twice; the first is on line 1");
  EXPECT_EQ(parsed.diagnostics[1].at, at(4, 1));
}

TEST(Document, AliasesAreCopiesOfTheirAnchor) {
  const Parsed parsed = parse("a: &x [1, 2]\nb: *x\n");
  ASSERT_TRUE(parsed.document);
  EXPECT_EQ(parsed.document->find("b")->list()->size(), 2U);
}

TEST(Document, AliasBombEndsAtTheBudget) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 0; k < 9; ++k) text += ", " + last;
    text += "]\n";
  }
  const Parsed parsed = parse(text);
  EXPECT_FALSE(parsed.document);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "Y007");
}

TEST(Document, AliasesOfOneLongTextEndAtTheBudgetToo) {
  std::string text = "a: &a " + std::string(1024 * 1024, 'x') + "\nb: [";
  for (int i = 0; i < 200; ++i) text += "*a, ";
  EXPECT_EQ(fault(text + "]\n"), "2:249 Y007");  // text, anchor and 61 aliases make 63 MiB, and the keys count too
}

TEST(Document, AliasOfItselfHasNoAnchorYet) { EXPECT_EQ(fault("a: &a [*a]\n"), "1:8 Y008"); }
TEST(Document, AliasWithoutAnchorIsAnError) { EXPECT_EQ(fault("a: *b\n"), "1:4 Y008"); }

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

TEST(Document, SixtyFourLevelsAreReadAndOneMoreIsNot) {
  EXPECT_TRUE(parse(nested(64)).diagnostics.empty());
  EXPECT_EQ(fault(nested(65)), "1:65 Y005");
}

TEST(Document, VeryDeepNestingEndsAtTheCap) { EXPECT_EQ(fault(nested(100'000)), "1:65 Y005"); }

TEST(Document, LargeTextIsRefusedBeforeItIsRead) { EXPECT_EQ(fault(std::string(16 * 1024 * 1024 + 1, 'x')), "0:0 Y006"); }

TEST(Document, SyntaxErrorNamesWhatWasExpectedAndWhere) {
  const Parsed parsed = parse("a: [1, 2\nb: 3\n");
  EXPECT_FALSE(parsed.document);
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "Y003");
  EXPECT_NE(parsed.diagnostics[0].message.find("flow sequence"), std::string::npos);
}

TEST(Document, TabIndentationIsNamed) {
  const Parsed parsed = parse("a:\n\tb: 1\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].at.line, 2U);
  EXPECT_NE(parsed.diagnostics[0].message.find("tab"), std::string::npos);
}

TEST(Document, Cp932TextIsLocatedAndNamed) {
  const Parsed parsed = parse("a: 1\nlabel: \x96\x7B\x92\xA1\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].at, at(2, 8));
  EXPECT_EQ(parsed.diagnostics[0].code, "Y001");
  EXPECT_NE(parsed.diagnostics[0].message.find("CP932"), std::string::npos);
}

TEST(Document, NulByteIsLocated) { EXPECT_EQ(fault(std::string_view("a: 1\nb: \0", 9)), "2:4 Y002"); }
TEST(Document, Utf16IsNotUtf8) {
  EXPECT_EQ(fault(std::string_view("\xFF\xFE"
                                   "a\0",
                                   4)),
            "1:1 Y001");
}
TEST(Document, EmptyFileIsAnError) {
  EXPECT_EQ(fault(""), "0:0 Y010");
  EXPECT_EQ(fault("# only a comment\n"), "0:0 Y010");
}
TEST(Document, SecondDocumentIsAnError) { EXPECT_EQ(fault("a: 1\n---\nb: 2\n"), "2:1 Y009"); }
TEST(Document, TagsAreNotRead) { EXPECT_EQ(fault("a: !!int '1'\n"), "1:4 Y009"); }
TEST(Document, MergeKeysAreNotRead) { EXPECT_EQ(fault("a: &a {x: 1}\nb:\n  <<: *a\n"), "3:3 Y009"); }
TEST(Document, ListAsKeyIsAnError) { EXPECT_EQ(fault("? [a]\n: b\n"), "1:3 Y009"); }

TEST(Document, JsonIsYaml) {
  const Parsed parsed = parse(R"({"edges": [{"a": "x\u00e9"}]})");
  ASSERT_TRUE(parsed.document);
  EXPECT_EQ(*parsed.document->find("edges")->list()->at(0).find("a")->scalar(), "xé");
}

}  // namespace
}  // namespace sekimori
