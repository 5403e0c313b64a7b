// Zone-based policy firewall: zones, zone pairs, class maps and policy maps of type inspect. Resolved in cisco_ios_resolve_zone.cpp.
// Source: Cisco "Security Configuration Guide: Zone-Based Policy Firewall".
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

bool zone(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.draft.zones.emplace(name, reader.line);
  reader.block.mode = Mode::zone;
  reader.block.name = std::string(name);
  reader.block.scope = reader.device;
  return true;
}

bool zone_pair(Reader& reader, Cursor words) {
  ZonePair pair;
  pair.line = reader.line;
  if (words.next().empty() || !words.take("source")) return false;
  pair.source = std::string(words.next());
  if (!words.take("destination")) return false;
  pair.destination = std::string(words.next());
  if (pair.destination.empty() || !words.done()) return false;
  reader.draft.zone_pairs.push_back(std::move(pair));
  reader.block.mode = Mode::zone_pair;
  reader.block.scope = reader.device;
  return true;
}

bool class_map(Reader& reader, Cursor words) {
  const bool any = words.take("match-any");
  if (!any) words.take("match-all");
  const std::string name(words.next());
  if (name.empty() || !words.done()) return false;
  reader.draft.class_maps[name].match_all = !any;
  reader.block.mode = Mode::class_map;
  reader.block.name = name;
  reader.block.scope = reader.device;
  return true;
}

bool policy_map(Reader& reader, Cursor words) {
  const std::string name(words.next());
  if (name.empty() || !words.done()) return false;
  reader.draft.policy_maps[name];
  reader.block.mode = Mode::policy_map;
  reader.block.name = name;
  reader.block.scope = reader.device;
  return true;
}

constexpr Command kCommands[] = {{"zone security", zone},
                                 {"zone-pair security", zone_pair},
                                 {"class-map type inspect", class_map},
                                 {"policy-map type inspect", policy_map}};

void open_class(Reader& reader, std::string_view name) {
  PolicyClass entry;
  entry.class_map = std::string(name);
  entry.line = reader.line;
  reader.draft.policy_maps[reader.block.name].push_back(std::move(entry));
}

/// `class type inspect NAME` or `class class-default`.
bool policy_class(Reader& reader, Cursor words) {
  const bool typed = words.take_path("type inspect");
  const std::string_view name = words.next();
  if (name.empty() || !words.done() || (!typed && name != "class-default")) return false;
  open_class(reader, name);
  return true;
}

}  // namespace

std::span<const Command> zone_commands() { return kCommands; }

bool read_zone_line(Reader&, Cursor words) { return words.take("description"); }

bool read_zone_pair_line(Reader& reader, Cursor words) {
  if (words.take("description")) return true;
  if (!words.take_path("service-policy type inspect")) return false;
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.draft.zone_pairs.back().policy = Reference{std::string(name), reader.line};
  return true;
}

bool read_class_map_line(Reader& reader, Cursor words) {
  if (words.take("description")) return true;
  if (!words.take("match")) return false;
  ClassMatch match;
  match.line = reader.line;
  if (words.take_path("access-group")) {
    words.take("name");
    match.kind = ClassMatch::Kind::access_group;
  } else if (words.take("class-map")) {
    match.kind = ClassMatch::Kind::class_map;
  } else if (!words.take("protocol")) {
    return false;
  }
  match.name = std::string(words.next());
  if (match.name.empty() || !words.done()) return false;
  reader.draft.class_maps[reader.block.name].matches.push_back(std::move(match));
  return true;
}

bool read_policy_map_line(Reader& reader, Cursor words) {
  if (words.take("description")) return true;
  if (words.take("class")) return policy_class(reader, words);
  std::vector<PolicyClass>& classes = reader.draft.policy_maps[reader.block.name];
  if (classes.empty()) return false;
  PolicyClass& entry = classes.back();
  if (words.take("inspect")) {
    words.next();  // the name of a parameter map
    if (!words.done()) return false;
    entry.action = ZoneAction::inspect;
    return true;
  }
  const bool pass = words.take("pass");
  if (!pass && !words.take("drop")) return false;
  words.take("log");
  if (!words.done()) return false;
  entry.action = pass ? ZoneAction::pass : ZoneAction::drop;
  return true;
}

}  // namespace sekimori::cisco_ios
