// `groups` and `apply-groups`: statements that are written once and hold in several places. Only groups that are applied at the top and
// name no wildcard are brought in.
#include <algorithm>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

bool has_wildcard(const Statement& statement) {
  return statement.word.starts_with('<') || std::ranges::any_of(statement.children, has_wildcard);
}

bool is_flat(const Statement& statement) {
  return std::ranges::all_of(statement.children, [](const Statement& child) { return child.children.empty(); });
}

/// Where both have values of their own, one of them may replace the other or stand beside it: not decided here.
bool may_merge(const Statement& to, const Statement& from) {
  for (const Statement& child : from.children) {
    const Statement* same = to.find(child.word);
    if (same == nullptr || child.children.empty()) continue;
    const bool values = !same->children.empty() && is_flat(*same) && is_flat(child);
    const bool equal = same->children.size() == child.children.size() &&
                       std::ranges::equal(same->children, child.children, {}, &Statement::word, &Statement::word);
    if (values ? !equal : !may_merge(*same, child)) return false;
  }
  return true;
}

void merge(Statement& to, const Statement& from) {
  for (const Statement& child : from.children) {
    const auto same = std::ranges::find(to.children, child.word, &Statement::word);
    if (same == to.children.end()) {
      to.children.push_back(child);
      to.index.clear();
    } else {
      same->ends.insert(same->ends.end(), child.ends.begin(), child.ends.end());
      merge(*same, child);
    }
  }
}

}  // namespace

void apply_groups(ConfigDevice& config, Statement& root) {
  const Statement* applied = root.find("apply-groups");
  const Statement* all = root.find("groups");
  const std::vector<Statement> names = applied == nullptr ? std::vector<Statement>{} : applied->children;
  const Statement groups = all == nullptr ? Statement{} : *all;
  std::erase_if(root.children, [](const Statement& child) { return child.word == "groups" || child.word == "apply-groups"; });
  root.index.clear();
  for (const Statement& name : names) {
    const Statement* group = groups.find(name.word);
    if (group == nullptr || has_wildcard(*group) || !may_merge(root, *group)) continue;  // both stay untaken
    merge(root, *group);
    take_subtree(config, name, LineTaken::understood);
  }
  for (const Statement& group : groups.children) {
    const bool used = std::ranges::find(names, group.word, &Statement::word) != names.end();
    if (!used) take_subtree(config, group, LineTaken::harmless);
  }
}

}  // namespace sekimori::junos
