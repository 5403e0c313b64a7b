#include "sim/load/known_lines.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(KnownLines, TheLongestBeginningOfWholeWordsDecides) {
  constexpr KnownLine kKnown[] = {{"snmp", Effect::harmless, "shown"}, {"snmp write", Effect::may_open, "written"}};
  Network network;
  Diagnostics diagnostics;
  const std::string_view text = "snmp host\nsnmp write on\nsnmpd\n";
  const FileId file = network.sources.add("configs/a", text);
  auto config = begin_device({file, "configs/a", text}, "test", network, diagnostics);
  ASSERT_TRUE(config);
  EXPECT_TRUE(take_known_line(*config, 1, "snmp host", kKnown));
  EXPECT_TRUE(take_known_line(*config, 2, "snmp write on", kKnown));
  EXPECT_FALSE(take_known_line(*config, 3, "snmpd", kKnown));
  EXPECT_EQ(config->taken, (std::vector<LineTaken>{LineTaken::harmless, LineTaken::assumed, LineTaken::pending}));
  ASSERT_EQ(network.assumptions.size(), 1U);
  EXPECT_EQ(network.assumptions[0].effect, Effect::may_open);
  EXPECT_EQ(network.assumptions[0].why, "written");
}

}  // namespace
}  // namespace sekimori
