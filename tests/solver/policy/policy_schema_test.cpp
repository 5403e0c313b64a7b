// docs/schema/policy.schema.json says what the loader accepts: a key, model or letter in one only fails here.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "sekimori/load/document.hpp"
#include "solver/policy/policy_keys.hpp"

namespace sekimori {
namespace {

Document read_schema() {
  std::ifstream file(std::string(SEKIMORI_SOURCE_DIR) + "/docs/schema/policy.schema.json");
  std::stringstream text;
  text << file.rdbuf();
  Diagnostics diagnostics;
  auto document = parse_document(text.str(), FileId{1}, diagnostics);  // JSON is YAML
  EXPECT_TRUE(document && diagnostics.empty()) << "docs/schema/policy.schema.json cannot be read";
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

TEST(PolicySchema, HasExactlyTheKeysOfTheLoader) {
  const Document schema = read_schema();
  EXPECT_EQ(keys(at(schema, {"properties"})), as_set(kPolicyKeyNames));
  EXPECT_EQ(keys(at(schema, {"definitions", "cell", "properties"})), as_set(kCellKeyNames));
}

TEST(PolicySchema, HasExactlyTheOptionsOfTheLoaderAndOnlyWithAPack) {
  EXPECT_EQ(words(at(read_schema(), {"properties", "options", "items", "enum"})), as_set(kPolicyOptionNames));
  EXPECT_EQ(words(at(read_schema(), {"dependencies", "options"})), (std::set<std::string>{"pack"}));
}

TEST(PolicySchema, RefusesOtherKeys) {
  const Document schema = read_schema();
  for (const Document* node : {at(schema, {"additionalProperties"}), at(schema, {"definitions", "cell", "additionalProperties"})}) {
    ASSERT_NE(node, nullptr);
    EXPECT_EQ(*node->scalar(), "false");
  }
}

TEST(PolicySchema, HasExactlyTheModelsOfTheLoader) {
  EXPECT_EQ(words(at(read_schema(), {"properties", "model", "enum"})), as_set(kModels));
}

TEST(PolicySchema, HasExactlyTheLettersOfTheLoader) {
  std::set<std::string> letters;
  for (const AdmissionLetter& it : kAdmissionLetters) letters.insert(std::string(it.text));
  EXPECT_EQ(words(at(read_schema(), {"definitions", "letter", "enum"})), letters);
  EXPECT_EQ(words(at(read_schema(), {"definitions", "nothing", "enum"})), as_set(kNothingWords));
}

TEST(PolicySchema, RequiresWhatTheLoaderRequires) {
  const Document schema = read_schema();
  EXPECT_EQ(words(at(schema, {"required"})), (std::set<std::string>{"version", "edition"}));
  std::set<std::string> either;  // a pack says which model it is of
  const Document* any_of = at(schema, {"anyOf"});
  ASSERT_NE(any_of, nullptr);
  for (const Document& choice : *any_of->list()) either.merge(words(at(choice, {"required"})));
  EXPECT_EQ(either, (std::set<std::string>{"pack", "model"}));
  EXPECT_EQ(words(at(read_schema(), {"definitions", "cell", "required"})), (std::set<std::string>{"from", "to", "admits"}));
}

}  // namespace
}  // namespace sekimori
