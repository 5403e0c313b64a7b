// YAML (and JSON) text as a tree of values that know where they stand. The only user of libyaml is sim/load/document.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sekimori/base/diagnostic.hpp"

namespace sekimori {

/// A node: a scalar (always text: typing is the reader's business), a list or a map in document order. Aliases are expanded in place,
/// within a budget; duplicate keys, too deep nesting and too much expansion are diagnostics.
struct Document {
  struct Entry;
  using List = std::vector<Document>;
  using Map = std::vector<Entry>;
  SourceRange at;
  std::variant<std::string, List, Map> value;
  bool quoted = false;  ///< a quoted scalar; a plain empty or `~`/`null` scalar with quoted=false is "absent"

  [[nodiscard]] const std::string* scalar() const { return std::get_if<std::string>(&value); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }
  [[nodiscard]] const Map* map() const { return std::get_if<Map>(&value); }
  /// The value of `key` in a map; nullptr when absent or not a map.
  [[nodiscard]] const Document* find(std::string_view key) const;
};
struct Document::Entry {
  std::string key;
  SourceRange key_at;
  Document value;
};

/// Parses one document. Errors go to `diagnostics`; nullopt when nothing usable was read. Bounds: 64 levels, 16 MiB of text,
/// one million nodes after alias expansion.
[[nodiscard]] std::optional<Document> parse_document(std::string_view text, FileId file, Diagnostics& diagnostics);

}  // namespace sekimori
