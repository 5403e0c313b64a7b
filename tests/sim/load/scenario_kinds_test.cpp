// The published schema and the program know the same edits with the same keys.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "load_yaml.hpp"
#include "sim/load/scenario_edits.hpp"
#include "sim/load/scenario_keys.hpp"

namespace sekimori::test {
namespace {

std::set<std::string> keys_of(const Document* map) {
  std::set<std::string> result;
  if (map == nullptr || map->map() == nullptr) return result;
  for (const Document::Entry& entry : *map->map()) result.insert(entry.key);
  return result;
}

Document schema() {
  std::ifstream in(std::string(SEKIMORI_SOURCE_DIR) + "/docs/schema/scenario.schema.json", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  Diagnostics diagnostics;
  auto document = parse_document(text.str(), FileId{0}, diagnostics);
  EXPECT_TRUE(document);
  return document ? *document : Document{};
}

TEST(ScenarioKinds, TheSchemaHasExactlyTheEditsAndTheirKeys) {
  const Document root = schema();
  std::set<std::string> kinds;
  for (const EditKind& kind : edit_kinds()) {
    kinds.insert(std::string(kind.keys.definition));
    const Document* definition = root.find("definitions")->find(kind.keys.definition);
    ASSERT_NE(definition, nullptr) << kind.keys.definition;
    if (definition->find("$ref") != nullptr) continue;  // an entry of network.yaml, compared there
    EXPECT_EQ(keys_of(definition->find("properties")), std::set<std::string>(kind.keys.keys.begin(), kind.keys.keys.end()))
        << kind.keys.definition;
  }
  EXPECT_EQ(keys_of(root.find("definitions")->find("edit")->find("properties")), kinds);
  EXPECT_EQ(keys_of(root.find("properties")),
            std::set<std::string>(std::begin(scenario_keys::kTopWords), std::end(scenario_keys::kTopWords)));
}

TEST(ScenarioKinds, AreSortedByName) {
  const auto kinds = edit_kinds();
  EXPECT_TRUE(std::ranges::is_sorted(kinds, {}, [](const EditKind& kind) { return kind.keys.definition; }));
}

}  // namespace
}  // namespace sekimori::test
