#include "sim/load/fortios_tree.hpp"

#include <gtest/gtest.h>

namespace sekimori::fortios {
namespace {

std::vector<std::string_view> values(const Node& node, std::string_view key) {
  const Setting* setting = node.find(key);
  return setting == nullptr ? std::vector<std::string_view>{} : std::vector(setting->values.begin(), setting->values.end());
}

TEST(FortiosTree, BlocksHoldEntriesAndEntriesHoldBlocks) {
  const Tree tree = parse_tree(
      "config system interface\n  edit \"port1\"\n    set ip 10.0.0.1 255.0.0.0\n    config ipv6\n      set ip6-mode dhcp\n    end\n  "
      "next\nend\n");
  ASSERT_EQ(tree.blocks.size(), 1U);
  const Node& block = tree.blocks[0];
  EXPECT_EQ(block.name, "system interface");
  EXPECT_EQ(block.line, 1U);
  EXPECT_EQ(block.last, 8U);
  ASSERT_EQ(block.children.size(), 1U);
  const Node& port = block.children[0];
  EXPECT_TRUE(port.entry);
  EXPECT_EQ(port.name, "port1");
  EXPECT_EQ(values(port, "ip"), (std::vector<std::string_view>{"10.0.0.1", "255.0.0.0"}));
  ASSERT_EQ(port.children.size(), 1U);
  EXPECT_EQ(port.children[0].get("ip6-mode"), "dhcp");
}

TEST(FortiosTree, QuotedValuesKeepBlanksEscapesAndLineEnds) {
  const Tree tree = parse_tree("config a b\nset x \"one two\" 'three four' \"a \\\"b\\\"\"\nset key \"first\nsecond\"\nset z 1\nend\n");
  const Node& block = tree.blocks.at(0);
  EXPECT_EQ(values(block, "x"), (std::vector<std::string_view>{"one two", "three four", "a \"b\""}));
  EXPECT_EQ(block.find("key")->value(), "first\nsecond");
  EXPECT_EQ(block.find("key")->line, 3U);
  EXPECT_EQ(block.find("key")->last, 4U);
  EXPECT_EQ(block.find("z")->line, 5U);
}

TEST(FortiosTree, TheLastSettingCountsAndUnsetTakesItBack) {
  const Tree tree = parse_tree("config a\nset x 1\nset x 2\nset y 1\nunset y\nend\n");
  const Node& block = tree.blocks.at(0);
  EXPECT_EQ(block.get("x"), "2");
  EXPECT_EQ(block.find("y"), nullptr);
  EXPECT_EQ(block.get("y", "none"), "none");
}

TEST(FortiosTree, EndLeavesAnEntryThatIsStillOpen) {
  const Tree tree = parse_tree("config a\nedit 1\nset x 1\nend\nconfig b\nend\n");
  ASSERT_EQ(tree.blocks.size(), 2U);
  EXPECT_EQ(tree.blocks[0].children.size(), 1U);
  EXPECT_EQ(tree.blocks[1].name, "b");
}

TEST(FortiosTree, OneBrokenBlockCostsOnlyItself) {
  const Tree tree = parse_tree("garbage here\nconfig a\nset x \"never closed\nend\nconfig b\nset y 1\nend\n");
  ASSERT_EQ(tree.blocks.size(), 2U);
  EXPECT_TRUE(tree.blocks[0].settings.empty());
  EXPECT_EQ(tree.blocks[1].get("y"), "1");
}

TEST(FortiosTree, EndsTooManyAndBlocksTooDeepAreLeftOut) {
  EXPECT_TRUE(parse_tree("end\nnext\nend\n").read.empty());
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "config x\n";
  deep += "set y 1\n";
  for (int i = 0; i < 5000; ++i) deep += "end\n";
  deep += "config z\nend\n";
  const Tree tree = parse_tree(deep);
  ASSERT_EQ(tree.blocks.size(), 2U);
  EXPECT_EQ(tree.blocks[1].name, "z");
}

}  // namespace
}  // namespace sekimori::fortios
