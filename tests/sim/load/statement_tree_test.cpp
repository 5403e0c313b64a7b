#include "sim/load/statement_tree.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

/// The tree as "a(b c(d))", and how the lines were taken: b blank, h harmless, . untaken.
struct Shown {
  std::string tree, lines;
};

std::string shown(const Statement& statement) {
  std::string all = statement.word;
  if (statement.children.empty()) return all;
  all += "(";
  for (const Statement& child : statement.children) all += (&child == &statement.children[0] ? "" : " ") + shown(child);
  return all + ")";
}

Shown read(std::string_view text) {
  Network network;
  Diagnostics diagnostics;
  const FileId file = network.sources.add("configs/x", text);
  auto config = begin_device({file, "configs/x", text}, "x", network, diagnostics);
  const Statement root = read_statements(*config);
  Shown result{shown(root), {}};
  for (const LineTaken taken : config->taken) result.lines += taken == LineTaken::blank ? 'b' : taken == LineTaken::harmless ? 'h' : '.';
  return result;
}

TEST(StatementTree, ThreeWaysOfWritingGiveOneTree) {
  const std::string tree = "(a(b(1) c(x y)) d)";
  EXPECT_EQ(read("a {\n  b 1;\n  c [ x y ];\n}\nd;\n").tree, tree);
  EXPECT_EQ(read("set a b 1\nset a c [ x y ]\nset d\n").tree, tree);
  EXPECT_EQ(read("<a><b>1</b><c><member>x</member><member>y</member></c></a>\n<d/>").tree, tree);
  EXPECT_EQ(read("<a><entry name=\"b\"><v>1</v></entry></a>").tree, "(a(b(v(1))))");
}

TEST(StatementTree, LinesOfFramesAreBlankAndStatementsWaitToBeTaken) {
  EXPECT_EQ(read("## comment\na {\n  b 1;\n  /* text\n  of two lines */\n  c {\n    d;\n  }\n}\n").lines, "bb.bbb.bb");
  EXPECT_EQ(read("# comment\nset a b\n\nset c\nfrobnicate\n").lines, "b.b..");
  EXPECT_EQ(read("<a>\n <b>1</b>\n</a>\n").lines, "b.b");
}

TEST(StatementTree, ManyChildrenAreFoundByTheirIndex) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "set a n" + std::to_string(i) + " x\nset a n" + std::to_string(i) + " y\n";
  Network network;
  Diagnostics diagnostics;
  auto config = begin_device({network.sources.add("x", text), "x", text}, "x", network, diagnostics);
  const Statement root = read_statements(*config);
  EXPECT_EQ(root.find("a")->children.size(), 40U);
  EXPECT_EQ(root.at({"a", "n33"})->values(), (std::vector<std::string_view>{"x", "y"}));
  EXPECT_EQ(root.at({"a", "n40"}), nullptr);
  EXPECT_EQ(root.at({"a", "n33", "x"})->ends, std::vector<std::uint32_t>{67});
}

TEST(StatementTree, QuotesKeepBlanksAndMarks) {
  EXPECT_EQ(read("a \"b { c; }\";\n").tree, "(a(b { c; }))");
  EXPECT_EQ(read("set a \"b c\"\n").tree, "(a(b c))");
  EXPECT_EQ(read("a \"open\n").lines, ".") << "a quote that nobody closes";
}

TEST(StatementTree, WhatIsInactiveIsLeftOut) {
  const Shown braces = read("a {\n  inactive: b {\n    c 1;\n  }\n  d;\n}\n");
  EXPECT_EQ(braces.tree, "(a(d))");
  EXPECT_EQ(braces.lines, "bbhb.b");
  const Shown lines = read("set a b c 1\nset a d\ndeactivate a b\n");
  EXPECT_EQ(lines.tree, "(a(d))");
  EXPECT_EQ(lines.lines, "h.h");
  EXPECT_EQ(read("a {\n protect: b;\n}\n").tree, "(a(b))");
}

TEST(StatementTree, BehindAnErrorNothingIsTaken) {
  EXPECT_EQ(read("a;\n}\nb {\n c;\n}\n").lines, ".....");
  EXPECT_EQ(read("a {\n b;\n").lines.substr(1), ".") << "a block that nobody closes";
  EXPECT_EQ(read("<a><b></a>\n").lines, ".");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "a {\n";
  EXPECT_EQ(read(deep + "b;\n").lines.back(), '.');
}

TEST(StatementTree, TakingAndAssuming) {
  const std::string text = "a {\n  b 1;\n  c 2;\n}\nd;\n";
  Network network;
  Diagnostics diagnostics;
  auto config = begin_device({network.sources.add("x", text), "x", text}, "x", network, diagnostics);
  const Statement root = read_statements(*config);
  take_subtree(*config, *root.find("d"), LineTaken::harmless);
  assume_subtree(*config, *root.find("a"), {Effect::may_both, config->id, "unsupported", "because"});
  EXPECT_EQ(network.assumptions.size(), 2U);
  EXPECT_EQ(config->taken[4], LineTaken::harmless);
  EXPECT_EQ(config->taken[1], LineTaken::assumed);
}

}  // namespace
}  // namespace sekimori
