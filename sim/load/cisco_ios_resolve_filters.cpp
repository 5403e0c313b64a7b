// Object groups are resolved into the rules. Groups may be nested: a loop, an unknown name, a line that was not understood or too many
// members make the rule an assumption of its filter.
#include <algorithm>
#include <numeric>
#include <set>

#include "cisco_ios_resolve.hpp"
#include "cisco_ios_services.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxGroup = 16'384;
constexpr std::size_t kMaxPatterns = 1'000'000;  // in all rules of one config that come from object groups

/// Members of groups with nested groups flattened, each group once.
template <class Group, class Member>
class Flattener {
 public:
  using Members = std::optional<std::vector<Member>>;
  Flattener(const std::map<std::string, Group, std::less<>>& groups, std::vector<Member> Group::*own) : groups_(groups), own_(own) {}

  const Members& of(const std::string& name, std::size_t depth = 0) {
    const auto known = done_.find(name);
    if (known != done_.end()) return known->second;
    Members members;
    const auto group = groups_.find(name);
    if (group != groups_.end() && !group->second.unread && depth < kMaxDepth && open_.insert(name).second) {
      members = flatten(group->second, depth);
      open_.erase(name);
    }
    return done_[name] = std::move(members);
  }

 private:
  Members flatten(const Group& group, std::size_t depth) {
    std::vector<Member> all = group.*own_;
    for (const std::string& name : group.groups) {
      if (open_.contains(name)) return std::nullopt;
      const Members& part = of(name, depth + 1);
      if (!part || all.size() + part->size() > kMaxGroup) return std::nullopt;
      all.insert(all.end(), part->begin(), part->end());
    }
    if (all.size() > kMaxGroup) return std::nullopt;
    return all;
  }

  const std::map<std::string, Group, std::less<>>& groups_;
  std::vector<Member> Group::*own_;
  std::map<std::string, Members, std::less<>> done_;
  std::set<std::string, std::less<>> open_;
};

class FilterMaker {
 public:
  explicit FilterMaker(Reader& reader)
      : reader_(reader),
        networks_(reader.draft.network_groups, &NetworkGroup::patterns),
        services_(reader.draft.service_groups, &ServiceGroup::terms) {}

  void make(Acl& acl) {
    std::vector<bool> open(acl.rules.size(), false);
    for (const GroupsOfRule& groups : acl.groups) open[groups.rule] = !fill(acl.rules[groups.rule], acl, groups);
    Filter& filter = reader_.network.filters[acl.filter.index];
    if (std::ranges::is_sorted(acl.sequence) && acl.groups.empty()) {
      filter.rules = std::move(acl.rules);
    } else {
      filter.rules.reserve(acl.rules.size());
      for (const std::size_t rule : in_sequence(acl)) {
        if (!open[rule]) filter.rules.push_back(std::move(acl.rules[rule]));
      }
    }
    if (acl.family == Family::v6) add_neighbour_discovery(filter);
  }

 private:
  static std::vector<std::size_t> in_sequence(const Acl& acl) {
    std::vector<std::size_t> order(acl.rules.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t rule) { return acl.sequence[rule]; });
    return order;
  }

  /// False when a group is not known: the rule may then match anything.
  bool fill(Rule& rule, const Acl& acl, const GroupsOfRule& groups) {
    const bool filled = fill(rule.match.src, groups.src) && fill(rule.match.dst, groups.dst) && fill_services(rule, groups);
    if (!filled) {
      assume(reader_, groups.line,
             {Effect::may_both, acl.filter, "undefined-reference", "an object group is missing, looped, too large or not understood"});
    }
    return filled;
  }

  bool fill(std::vector<AddressPattern>& patterns, std::string_view group) {
    if (group.empty()) return true;
    const auto& members = networks_.of(std::string(group));
    if (!members || patterns_used_ + members->size() > kMaxPatterns) return false;
    patterns_used_ += members->size();
    patterns = *members;
    return true;
  }

  bool fill_services(Rule& rule, const GroupsOfRule& groups) {
    if (groups.services.empty()) return true;
    const auto& members = services_.of(std::string(groups.services));
    if (members) rule.match.services = boxes_of(*members, rule.action, groups.fragments_only);
    return members.has_value();
  }

  /// Every IPv6 ACL ends with these two permits before its implicit deny ("Implementing Traffic Filters for IPv6 Security").
  static void add_neighbour_discovery(Filter& filter) {
    for (const auto& [type, label] : {std::pair{136, "implicit nd-na"}, std::pair{135, "implicit nd-ns"}}) {
      ServiceBox box = ServiceBox::of_protocol(kIcmp6);
      box[ServiceField::icmp] = {static_cast<std::uint16_t>(type * 256), static_cast<std::uint16_t>(type * 256 + 255)};
      box[ServiceField::fragment] = {0, 0};
      const std::vector<AddressPattern> any = {AddressPattern::any(Family::v6)};
      filter.rules.push_back({Action::permit, {any, any, {box}}, SourceRange{}, label});
    }
  }

  Reader& reader_;
  Flattener<NetworkGroup, AddressPattern> networks_;
  Flattener<ServiceGroup, ServiceTerm> services_;
  std::size_t patterns_used_ = 0;
};

}  // namespace

void resolve_filters(Reader& reader) {
  FilterMaker maker(reader);
  for (auto& [key, acl] : reader.draft.acls) maker.make(acl);
}

std::optional<FilterId> bound_filter(Reader& reader, const Reference& acl, Family family) {
  const auto found = reader.draft.acls.find({family, acl.name});
  if (found != reader.draft.acls.end() && !found->second.empty()) return found->second.filter;
  reader.diagnostics.push_back(
      {reader.at(acl.line), Severity::warning, "C003",
       "access list '" + acl.name + "' has no entries here; IOS then permits everything: define it or take this line out"});
  return std::nullopt;
}

}  // namespace sekimori::cisco_ios
