// docs/schema/pack.schema.json says what the loader accepts: a key or word in one only fails here.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "sekimori/load/document.hpp"
#include "solver/policy/pack_keys.hpp"
#include "solver/policy/policy_keys.hpp"

namespace sekimori {
namespace {

Document read_schema() {
  std::ifstream file(std::string(SEKIMORI_SOURCE_DIR) + "/docs/schema/pack.schema.json");
  std::stringstream text;
  text << file.rdbuf();
  Diagnostics diagnostics;
  auto document = parse_document(text.str(), FileId{1}, diagnostics);  // JSON is YAML
  EXPECT_TRUE(document && diagnostics.empty()) << "docs/schema/pack.schema.json cannot be read";
  return document ? std::move(*document) : Document();
}

const Document* at(const Document& document, std::initializer_list<std::string_view> path) {
  const Document* node = &document;
  for (const std::string_view key : path) {
    if (node != nullptr) node = node->find(key);
  }
  return node;
}

std::set<std::string> keys(const Document* node) {
  std::set<std::string> result;
  if (node != nullptr && node->map() != nullptr) {
    for (const Document::Entry& it : *node->map()) result.insert(it.key);
  }
  return result;
}

std::set<std::string> words(const Document* node) {
  std::set<std::string> result;
  if (node != nullptr && node->list() != nullptr) {
    for (const Document& it : *node->list()) result.insert(*it.scalar());
  }
  return result;
}

template <class Words>
std::set<std::string> as_set(const Words& from) {
  return {std::begin(from), std::end(from)};
}

TEST(PackSchema, HasExactlyTheKeysOfTheLoader) {
  const Document schema = read_schema();
  EXPECT_EQ(keys(at(schema, {"properties"})), as_set(pack_keys::kTopWords));
  EXPECT_EQ(keys(at(schema, {"properties", "title", "properties"})), as_set(pack_keys::kTitleWords));
  EXPECT_EQ(keys(at(schema, {"properties", "sanitiser-methods", "properties"})), as_set(pack_keys::kMethodWords));
  EXPECT_EQ(keys(at(schema, {"properties", "options", "properties"})), as_set(pack_keys::kOptionWords));
  EXPECT_EQ(keys(at(schema, {"properties", "limits", "properties"})), as_set(pack_keys::kLimitWords));
  EXPECT_EQ(keys(at(schema, {"definitions", "cell", "properties"})), as_set(pack_keys::kCellWords));
  EXPECT_EQ(keys(at(schema, {"definitions", "attribute", "properties"})), as_set(pack_keys::kAttributeWords));
}

TEST(PackSchema, RefusesOtherKeysEverywhere) {
  const Document schema = read_schema();
  const Document* nodes[] = {&schema,
                             at(schema, {"properties", "title"}),
                             at(schema, {"properties", "sanitiser-methods"}),
                             at(schema, {"properties", "options"}),
                             at(schema, {"properties", "limits"}),
                             at(schema, {"definitions", "cell"}),
                             at(schema, {"definitions", "attribute"})};
  for (const Document* node : nodes) {
    ASSERT_NE(node, nullptr);
    const Document* more = node->find("additionalProperties");
    ASSERT_NE(more, nullptr);
    EXPECT_EQ(*more->scalar(), "false");
  }
}

TEST(PackSchema, HasExactlyTheWordsOfTheLoader) {
  const Document schema = read_schema();
  EXPECT_EQ(words(at(schema, {"properties", "model", "enum"})), as_set(kModels));
  std::set<std::string> letters, roles, allowances;
  for (const AdmissionLetter& it : kAdmissionLetters) letters.emplace(it.text);
  for (const ZoneRole role : kZoneRoles) roles.insert(to_text(role));
  for (const auto& it : pack_keys::kAllowances) allowances.emplace(it.text);
  EXPECT_EQ(words(at(schema, {"definitions", "letter", "enum"})), letters);
  EXPECT_EQ(words(at(schema, {"definitions", "nothing", "enum"})), as_set(kNothingWords));
  EXPECT_EQ(words(at(schema, {"definitions", "role", "enum"})), roles);
  EXPECT_EQ(words(at(schema, {"definitions", "allowance", "enum"})), allowances);
}

TEST(PackSchema, RequiresWhatTheLoaderRequires) {
  const Document schema = read_schema();
  EXPECT_EQ(words(at(schema, {"required"})), (std::set<std::string>{"version", "name", "model", "edition"}));
  EXPECT_EQ(words(at(schema, {"definitions", "cell", "required"})), (std::set<std::string>{"from", "to", "admits"}));
  EXPECT_EQ(words(at(schema, {"definitions", "attribute", "required"})), (std::set<std::string>{"policy", "zone", "name", "values"}));
}

}  // namespace
}  // namespace sekimori
