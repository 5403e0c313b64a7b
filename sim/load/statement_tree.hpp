// Configs that are trees of statements, in any of the ways Junos and PAN-OS write them: braces ("a { b c; }"), `set` lines ("set a b c"),
// or XML (PAN-OS: entries and members). All give one tree, in which every word is a node.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config_device.hpp"

namespace sekimori {

struct Statement {
  std::string word;
  std::uint32_t line = 0;           ///< where it is said first
  std::vector<std::uint32_t> ends;  ///< the lines whose statement ends here
  std::vector<Statement> children;  ///< in the order of their first mention; no two have one word

  [[nodiscard]] const Statement* find(std::string_view name) const;
  /// The node at the end of the path; nullptr when there is none.
  [[nodiscard]] const Statement* at(std::initializer_list<std::string_view> path) const;
  /// The only child's word; empty when there are none or several.
  [[nodiscard]] std::string_view value() const;
  [[nodiscard]] std::vector<std::string_view> values() const;

  std::unordered_map<std::string, std::size_t> index;  ///< of `children`, once they are many
};

/// Nesting beyond 64 words, and what stands behind a brace that closes nothing, is left untaken. Lines of frames (braces alone, comments)
/// are taken as blank, what is inactive (`inactive:`, `deactivate`) as harmless; statements stay for the caller to take. O(size).
[[nodiscard]] Statement read_statements(ConfigDevice& config);

/// Groups may hold groups: each is entered once while one list of names is looked up, so that neither a loop nor many ways to one group
/// cost more than the groups there are.
struct EnteredGroups {
  std::set<const Statement*> open, done;

  enum class Entry : std::uint8_t { first, again, loop };
  [[nodiscard]] Entry enter(const Statement& group) {
    if (open.contains(&group)) return Entry::loop;
    if (done.contains(&group)) return Entry::again;
    open.insert(&group);
    return Entry::first;
  }
  void leave(const Statement& group) {
    open.erase(&group);
    done.insert(&group);
  }
};

/// The lines that end at this node, or in its whole subtree.
void take_statement(ConfigDevice& config, const Statement& statement, LineTaken taken);
void take_subtree(ConfigDevice& config, const Statement& statement, LineTaken taken);
/// An assumption about each line of the subtree that nobody took; the header's own line when there is none.
void assume_subtree(ConfigDevice& config, const Statement& statement, const LineAssumption& assumption);

}  // namespace sekimori
