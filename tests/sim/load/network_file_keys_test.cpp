// The published schema and the loader know the same keys, and the example of all keys loads.
#include "sim/load/network_file_keys.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string file_text(const std::string& path) {
  std::ifstream in(std::string(SEKIMORI_SOURCE_DIR) + "/" + path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> keys_of_map(const Document* map) {
  std::set<std::string> result;
  if (map == nullptr || map->map() == nullptr) return result;
  for (const Document::Entry& entry : *map->map()) result.insert(entry.key);
  return result;
}

class NetworkFileKeys : public testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    schema_ = parse_document(file_text("docs/schema/network.schema.json"), FileId{0}, diagnostics);
    ASSERT_TRUE(schema_);
  }
  [[nodiscard]] const Document* definition(std::string_view name) const {
    return name == "network" ? &*schema_ : schema_->find("definitions")->find(name);
  }
  std::optional<Document> schema_;
};

TEST_F(NetworkFileKeys, SchemaHasExactlyTheKeysOfTheLoader) {
  for (const KeyTable& table : network_keys::kAll) {
    const Document* definition_of = definition(table.definition);
    ASSERT_NE(definition_of, nullptr) << table.definition;
    // A label may also be a text, so its map is one of two alternatives.
    const Document* map = table.definition == "label" ? &definition_of->find("anyOf")->list()->at(1) : definition_of;
    const std::set<std::string> loader(table.keys.begin(), table.keys.end());
    EXPECT_EQ(keys_of_map(map->find("properties")), loader) << table.definition;
    ASSERT_NE(map->find("additionalProperties"), nullptr) << table.definition;
    EXPECT_EQ(*map->find("additionalProperties")->scalar(), "false") << table.definition;
  }
}

TEST_F(NetworkFileKeys, EveryMapOfTheSchemaIsAMapOfTheLoader) {
  std::set<std::string> known;
  for (const KeyTable& table : network_keys::kAll) known.insert(std::string(table.definition));
  for (const Document::Entry& entry : *schema_->find("definitions")->map()) {
    if (entry.value.find("properties") == nullptr) continue;
    EXPECT_TRUE(known.contains(entry.key)) << entry.key;
  }
}

TEST_F(NetworkFileKeys, EveryPropertyIsDescribedInJapaneseAndEnglish) {
  for (const KeyTable& table : network_keys::kAll) {
    const Document* map = definition(table.definition);
    if (table.definition == "label") map = &map->find("anyOf")->list()->at(1);
    for (const Document::Entry& entry : *map->find("properties")->map()) {
      const Document* target = &entry.value;
      if (const Document* reference = target->find("$ref"))
        target = definition(reference->scalar()->substr(std::string("#/definitions/").size()));
      const Document* text = target->find("description");
      ASSERT_NE(text, nullptr) << table.definition << "." << entry.key;
      EXPECT_NE(text->scalar()->find(" / "), std::string::npos) << table.definition << "." << entry.key;
    }
  }
}

void collect_keys(const Document& node, std::set<std::string>& keys) {
  if (const Document::List* list = node.list()) {
    for (const Document& item : *list) collect_keys(item, keys);
  }
  if (const Document::Map* map = node.map()) {
    for (const Document::Entry& entry : *map) {
      keys.insert(entry.key);
      collect_keys(entry.value, keys);
    }
  }
}

TEST_F(NetworkFileKeys, ExampleOfAllKeysUsesThemAllAndLoads) {
  const std::string text = file_text("tests/schema/every_key.network.yaml");
  Diagnostics diagnostics;
  const auto document = parse_document(text, FileId{0}, diagnostics);
  ASSERT_TRUE(document);
  std::set<std::string> used;
  collect_keys(*document, used);
  for (const KeyTable& table : network_keys::kAll) {
    for (const std::string_view key : table.keys) EXPECT_TRUE(used.contains(std::string(key))) << table.definition << "." << key;
  }
  const LoadedNetwork result = load_yaml(text);
  EXPECT_TRUE(result.network);
  EXPECT_EQ(texts(result), Messages());
}

}  // namespace
}  // namespace sekimori::test
