#include "diagram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sekimori {
namespace {

TEST(Diagram, KeysAreUniqueAsciiWhateverTheNames) {
  Diagram diagram;
  std::set<std::string> keys;
  for (const char* name : {"core", "Core", "core-2", "core 2", "市役所", "庁舎", "\x1b\xff", ""}) {
    const std::string key = diagram.nodes[diagram.add_node("device", name, NodeLook::router)].key;
    EXPECT_TRUE(keys.insert(key).second) << key;
    EXPECT_TRUE(std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }))
        << key;
  }
}

TEST(Diagram, TheNameIsTheFirstLineMadePrintable) {
  Diagram diagram;
  EXPECT_EQ(diagram.nodes[diagram.add_node("host", "a\x1b", NodeLook::server)].lines, std::vector<std::string>{"a\xEF\xBF\xBD"});
}

TEST(Diagram, ParallelEdgesHaveKeysOfTheirOwn) {
  Diagram diagram;
  const std::size_t a = diagram.add_node("device", "a", NodeLook::router), b = diagram.add_node("device", "b", NodeLook::router);
  const std::size_t first = diagram.add_edge(a, b, EdgeLook::cable), second = diagram.add_edge(a, b, EdgeLook::cable);
  EXPECT_NE(diagram.edges[first].key, diagram.edges[second].key);
}

}  // namespace
}  // namespace sekimori
