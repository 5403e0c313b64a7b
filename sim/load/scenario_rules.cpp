// Edits of filters, firewall policies and translations.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "network_file_values.hpp"
#include "scenario_edits.hpp"
#include "scenario_keys.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kOffWord = "none";

/// The list of rules that an edit means: a filter of the device, or its firewall policy when no filter is named.
struct RuleList {
  DeviceId device;
  std::optional<FilterId> filter;
  std::string name;  ///< "fw-mn policy", "core-a filter LG-IN"
};

/// A zone policy holds the entries of its access lists as rules of its own: an edit of the list itself would reach nothing.
bool refuse_copied(const Document& name, DeviceId device, FilterId filter, ScenarioRun& run) {
  const Network& network = run.network();
  const auto& firewall = network.at(device).firewall;
  const std::string prefix = network.at(filter).name + " ";
  const bool copied =
      firewall && std::ranges::any_of(firewall->rules, [&](const FirewallRule& r) { return r.rule.label.starts_with(prefix); });
  const bool bound = std::ranges::any_of(network.interfaces, [&](const Interface& i) {
    return i.filters.in_v4 == filter || i.filters.out_v4 == filter || i.filters.in_v6 == filter || i.filters.out_v6 == filter;
  });
  if (!copied || bound) return false;
  run.without_effect(name.at, fmt::format("the zone policy of {0} has the entries of {1} as rules of its own; leave out 'filter' and name "
                                          "its rules, as '{1} 10'",
                                          network.at(device).name, network.at(filter).name));
  return true;
}

std::optional<RuleList> find_list(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  if (!device) return std::nullopt;
  const Device& row = run.network().at(*device);
  const auto& filters = run.file.names[device->index].filters;
  if (const Document* name = edit.value("filter")) {
    const auto filter = read_reference(*name, "filter", filters, run.reporter());
    if (!filter) return std::nullopt;
    if (refuse_copied(*name, *device, *filter, run)) return std::nullopt;
    return RuleList{*device, filter, fmt::format("filter {} of {}", run.network().at(*filter).name, row.name)};
  }
  if (row.firewall) return RuleList{*device, std::nullopt, fmt::format("the policy of {}", row.name)};
  std::vector<std::string> names;
  for (const auto& [name, id] : filters) names.push_back(name);
  run.reporter().error(edit.at(), "Y021",
                       fmt::format("{} has no firewall policy; name one of its filters with 'filter': {}", shown(row.name),
                                   names.empty() ? "it has none" : fmt::format("{}", fmt::join(names, ", "))));
  return std::nullopt;
}

Rule& rule_at(const RuleList& list, std::size_t index, Network& network) {
  if (list.filter) return network.filters[list.filter->index].rules[index];
  return network.devices[list.device.index].firewall->rules[index].rule;
}

std::size_t size_of(const RuleList& list, const Network& network) {
  return list.filter ? network.at(*list.filter).rules.size() : network.at(list.device).firewall->rules.size();
}

/// By label, or by its number in the list from 1. Errors: Y022, N003.
std::optional<std::size_t> find_rule(const Document& node, std::string_view what, const RuleList& list, ScenarioRun& run) {
  const auto text = read_text(node, what, run.reporter());
  if (!text) return std::nullopt;
  const std::size_t size = size_of(list, run.network());
  std::vector<std::string> labels;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < size; ++i) {
    labels.push_back(rule_at(list, i, run.network()).label);
    if (labels.back() == *text) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool is_number = error == std::errc() && end == text->data() + text->size();
  if (found.empty() && is_number && number >= 1 && number <= size) return number - 1;
  const std::string remedy = found.size() > 1 ? fmt::format("; {} rules are called so, give the number of one", found.size())
                             : is_number      ? fmt::format("; it has {}", size)
                                              : run.reporter().suggestion(*text, labels);
  run.reporter().error(node.at, is_number && found.empty() ? "S003" : "N003",
                       fmt::format("there is no rule {} in {}{}", shown(*text), list.name, remedy));
  return std::nullopt;
}

/// Where the new rule will stand: `first`, `last`, its number from 1, or before or after a named one. Errors: Y022, S003, N003.
std::optional<std::size_t> read_position(const MapReader& edit, const RuleList& list, ScenarioRun& run) {
  const std::size_t size = size_of(list, run.network());
  const Document* node = edit.require("position");
  if (node == nullptr) return std::nullopt;
  if (node->map() != nullptr) {
    const MapReader place(*node, scenario_keys::kPosition, run.reporter());
    const Document* before = place.value("before");
    const Document* after = place.value("after");
    if ((before == nullptr) == (after == nullptr)) {
      run.reporter().error(node->at, "Y026", "one of 'before' and 'after' is wanted");
      return std::nullopt;
    }
    const auto index = find_rule(before != nullptr ? *before : *after, before != nullptr ? "before" : "after", list, run);
    if (!index) return std::nullopt;
    return before != nullptr ? *index : *index + 1;
  }
  const auto text = read_text(*node, "position", run.reporter());
  if (!text) return std::nullopt;
  if (*text == "first")
    return run.write_in_order(fmt::format("the first rule of {}", list.name), node->at) ? std::optional<std::size_t>(0) : std::nullopt;
  if (*text == "last") return size;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size()) {
    run.reporter().error(node->at, "Y023",
                         fmt::format("'position' is first, last, a number, {{before: RULE}} or {{after: RULE}}, not {}", shown(*node)));
    return std::nullopt;
  }
  if (number >= 1 && number <= size + 1) return number - 1;
  run.reporter().error(
      node->at, "S003",
      fmt::format("position {} is out of range: {} has {} rules, so 1 to {} are possible", number, list.name, size, size + 1));
  return std::nullopt;
}

bool covers(const AddressPattern& wide, const AddressPattern& narrow) {
  return wide.family == narrow.family && (narrow.care & wide.care) == wide.care && (narrow.value & wide.care) == wide.value;
}

template <class Items, class Covers>
bool each_covered(const Items& wide, const Items& narrow, const Covers& inside) {
  return std::ranges::all_of(narrow, [&](const auto& n) { return std::ranges::any_of(wide, [&](const auto& w) { return inside(w, n); }); });
}

bool covers(const HeaderMatch& wide, const HeaderMatch& narrow) {
  const auto addresses = [](const AddressPattern& w, const AddressPattern& n) { return covers(w, n); };
  return each_covered(wide.src, narrow.src, addresses) && each_covered(wide.dst, narrow.dst, addresses) &&
         each_covered(wide.services, narrow.services, [](const ServiceBox& w, const ServiceBox& n) { return w.contains(n); });
}

bool covers(const std::vector<InterfaceId>& wide, const std::vector<InterfaceId>& narrow) {
  if (wide.empty() || narrow.empty()) return wide.empty();
  return each_covered(wide, narrow, [](InterfaceId w, InterfaceId n) { return w == n; });
}

/// The first earlier rule that takes everything which the rule at `index` would.
std::optional<std::size_t> shadowing(const RuleList& list, std::size_t index, Network& network) {
  const Firewall* firewall = list.filter ? nullptr : &*network.at(list.device).firewall;
  for (std::size_t i = 0; i < index; ++i) {
    const bool same_ways = firewall == nullptr || (covers(firewall->rules[i].in, firewall->rules[index].in) &&
                                                   covers(firewall->rules[i].out, firewall->rules[index].out));
    if (same_ways && covers(rule_at(list, i, network).match, rule_at(list, index, network).match)) return i;
  }
  return std::nullopt;
}

std::string name_of(const RuleList& list, std::size_t index, Network& network) {
  const std::string& label = rule_at(list, index, network).label;
  return label.empty() ? fmt::format("{}", index + 1) : shown(label);
}

/// S004 for a rule that no packet reaches.
void check_reached(const RuleList& list, std::size_t index, SourceRange at, ScenarioRun& run) {
  const auto shadow = shadowing(list, index, run.network());
  if (!shadow) return;
  run.without_effect(at, fmt::format("rule {} ({}) stands before it in {} and matches all that it would; choose another position",
                                     name_of(list, *shadow, run.network()),
                                     run.network().sources.describe(rule_at(list, *shadow, run.network()).at), list.name));
}

/// A stateful device reassembles before it matches (S5); a filter whose own way is not known lets the most pass.
Fragments fragments_of(const RuleList& list, const Network& network) {
  return list.filter || !network.at(list.device).firewall->stateful ? Fragments::by_address : Fragments::refused;
}

/// The words of a rule, with the action that it has if the edit gives none.
Document with_action(const MapReader& edit, Action action) {
  Document entry = entry_for(edit, network_keys::kFirewallRule);
  const Document word{edit.at(), std::string(action == Action::permit ? "permit" : "deny"), false};
  if (!edit.has("action")) std::get<Document::Map>(entry.value).push_back({"action", edit.at(), word});
  return entry;
}

bool refuse_ways(const MapReader& edit, const RuleList& list) {
  constexpr std::string_view kWays[] = {"in", "out", "inspect"};
  if (list.filter) edit.refuse(kWays, "a filter is bound to interfaces and keeps no sessions; only rules of a firewall policy do");
  return !list.filter;
}

}  // namespace

void add_rule(const MapReader& edit, ScenarioRun& run) {
  const auto list = find_list(edit, run);
  if (!list) return;
  edit.require("action");
  const auto position = read_position(edit, *list, run);
  FirewallRule rule;
  if (refuse_ways(edit, *list)) {
    rule.in = read_interface_list(edit, "in", list->device, run.file);
    rule.out = read_interface_list(edit, "out", list->device, run.file);
    rule.inspect = edit.flag_or("inspect", true);
  }
  rule.rule = read_rule(edit, list->device, fragments_of(*list, run.network()), run.file);
  if (!position) return;
  const auto offset = static_cast<std::ptrdiff_t>(*position);
  if (!rule.rule.label.empty() && !run.write(fmt::format("rule {} of {}", rule.rule.label, list->name), edit.at())) return;
  if (list->filter) {
    auto& rules = run.network().filters[list->filter->index].rules;
    rules.insert(rules.begin() + offset, std::move(rule.rule));
  } else {
    auto& rules = run.network().devices[list->device.index].firewall->rules;
    assume_helpers(run.network(), list->device, *rules.insert(rules.begin() + offset, std::move(rule)));
  }
  check_reached(*list, *position, edit.at(), run);
}

void remove_rule(const MapReader& edit, ScenarioRun& run) {
  const auto list = find_list(edit, run);
  const Document* node = edit.require("rule");
  const auto index = list && node != nullptr ? find_rule(*node, "rule", *list, run) : std::nullopt;
  if (!index) return;
  const Rule& rule = rule_at(*list, *index, run.network());
  if (rule.at.file == run.scenario.file) {
    run.reporter().error(node->at, "S005",
                         fmt::format("contradicts the edit at {}, which adds this rule", run.network().sources.describe(rule.at)));
    return;
  }
  if (!run.write(fmt::format("rule {} of {}", name_of(*list, *index, run.network()), list->name), edit.at())) return;
  const auto offset = static_cast<std::ptrdiff_t>(*index);
  if (list->filter) {
    auto& rules = run.network().filters[list->filter->index].rules;
    rules.erase(rules.begin() + offset);
  } else {
    auto& rules = run.network().devices[list->device.index].firewall->rules;
    rules.erase(rules.begin() + offset);
  }
}

void set_rule(const MapReader& edit, ScenarioRun& run) {
  const auto list = find_list(edit, run);
  const Document* node = edit.require("rule");
  const auto index = list && node != nullptr ? find_rule(*node, "rule", *list, run) : std::nullopt;
  if (!index) return;
  if (!run.write(fmt::format("rule {} of {}", name_of(*list, *index, run.network()), list->name), edit.at())) return;
  Rule& rule = rule_at(*list, *index, run.network());
  const Rule before = rule;
  bool ways_change = false;
  if (refuse_ways(edit, *list)) {
    FirewallRule& row = run.network().devices[list->device.index].firewall->rules[*index];
    const auto in = row.in, out = row.out;
    const bool inspect = row.inspect;
    if (edit.has("in")) row.in = read_interface_list(edit, "in", list->device, run.file);
    if (edit.has("out")) row.out = read_interface_list(edit, "out", list->device, run.file);
    row.inspect = edit.flag_or("inspect", row.inspect);
    ways_change = row.in != in || row.out != out || row.inspect != inspect;
  }
  const Document entry = with_action(edit, before.action);
  const Rule stated =
      read_rule(MapReader(entry, network_keys::kFirewallRule, run.reporter()), list->device, fragments_of(*list, run.network()), run.file);
  if (edit.has("action")) rule.action = stated.action;
  if (edit.has("from")) rule.match.src = stated.match.src;
  if (edit.has("to")) rule.match.dst = stated.match.dst;
  constexpr std::string_view kServiceKeys[] = {"service", "source-port", "established", "fragment"};
  if (std::ranges::any_of(kServiceKeys, [&](std::string_view key) { return edit.has(key); })) rule.match.services = stated.match.services;
  if (rule.action == before.action && rule.match == before.match && !ways_change) {
    run.without_effect(edit.at(), fmt::format("the rule is so already ({})", run.network().sources.describe(before.at)));
  }
  rule.at = edit.at();
  if (list->filter) return;
  keep_helpers(run.network(), list->device, before.at, rule.at);
  assume_helpers(run.network(), list->device, run.network().at(list->device).firewall->rules[*index]);
}

void bind_filter(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_edit_port(edit, "interface", run);
  if (!id) return;
  Interface& interface = run.network().interfaces[id->index];
  const auto& filters = run.file.names[interface.device.index].filters;
  bool given = false, changed = false;
  const auto bind = [&](std::string_view key, std::initializer_list<std::optional<FilterId>*> slots) {
    const Document* node = edit.value(key);
    if (node == nullptr) return;
    given = true;
    const bool off = node->scalar() != nullptr && *node->scalar() == kOffWord;
    const auto filter = off ? std::nullopt : read_reference(*node, "filter", filters, run.reporter());
    if (!off && !filter) return;
    if (!run.write(fmt::format("the filter '{}' of {}", key, fact_of(run.network(), *id)), node->at)) return;
    for (std::optional<FilterId>* slot : slots) {
      changed = changed || *slot != filter;
      *slot = filter;
    }
  };
  InterfaceFilters& slots = interface.filters;
  bind("in", {&slots.in_v4, &slots.in_v6});
  bind("out", {&slots.out_v4, &slots.out_v6});
  bind("in-v4", {&slots.in_v4});
  bind("out-v4", {&slots.out_v4});
  bind("in-v6", {&slots.in_v6});
  bind("out-v6", {&slots.out_v6});
  if (!given) run.reporter().error(edit.at(), "Y021", "one of 'in', 'out', 'in-v4', 'out-v4', 'in-v6' and 'out-v6' is wanted");
  if (given && !changed) run.without_effect(edit.at(), "the interface has these filters already");
}

void add_nat(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  if (!device) return;
  const Document entry = entry_for(edit, network_keys::kNat);
  auto rule = read_nat_rule(entry, *device, run.file);
  std::vector<NatRule>& rules = run.network().devices[device->index].nat;
  const auto position = edit.number("position", {1, static_cast<unsigned>(1 + rules.size())});
  if (edit.has("position") && !position) return;
  const std::size_t place = position ? *position - 1 : rules.size();
  if (rule) rules.insert(rules.begin() + static_cast<std::ptrdiff_t>(place), std::move(*rule));
}

void remove_nat(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  if (!device) return;
  edit.require("number");
  std::vector<NatRule>& rules = run.network().devices[device->index].nat;
  if (rules.empty()) {
    run.reporter().error(edit.place("number"), "S003", fmt::format("{} translates nothing", shown(run.network().at(*device).name)));
    return;
  }
  const auto number = edit.number("number", {1, static_cast<unsigned>(rules.size())});
  if (!number || !run.write(fmt::format("translation {} of {}", *number, run.network().at(*device).name), edit.at())) return;
  rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(*number - 1));
}

}  // namespace sekimori
