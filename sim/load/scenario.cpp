#include "sekimori/load/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario_edits.hpp"
#include "scenario_keys.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori {
namespace {

constexpr unsigned kVersion = 1;

std::string stem(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::string(name.substr(0, name.rfind('.')));
}

/// The names of everything, as while network.yaml is read. Hosts stand for their addresses in rules, as the groups of a device do while
/// its own file is read: what those were called is not part of the model.
NetworkFile file_of(Network& network, Reporter& reporter) {
  NetworkFile file{network, reporter};
  know_loaded_devices(file);
  for (std::size_t i = 0; i < network.sites.size(); ++i) file.sites.emplace(network.sites[i].name, make_id<SiteId>(i));
  for (std::size_t i = 0; i < network.zones.size(); ++i) file.zones.emplace(network.zones[i].name, make_id<ZoneId>(i));
  for (std::size_t i = 0; i < network.filters.size(); ++i) {
    file.names[network.filters[i].device.index].filters.emplace(network.filters[i].name, make_id<FilterId>(i));
  }
  for (std::size_t i = 0; i < network.devices.size(); ++i) {
    if (network.devices[i].kind == DeviceKind::hub) file.names[i].open_ports = true;
  }
  for (const Host& host : network.hosts) {
    file.taken.emplace(lower(host.name), host.at);
    file.hosts.emplace(host.name, patterns_of(host));
  }
  return file;
}

/// A file of its own, also when the snapshot has one of that path.
FileId add_source(SourceTable& sources, const std::string& path, std::string_view text) {
  const std::size_t before = sources.size();
  std::string name = path;
  FileId file = sources.add(name, text);
  while (sources.size() == before) file = sources.add(name = "scenario:" + name, text);
  return file;
}

void read_head(const MapReader& top, Scenario& scenario, Reporter& reporter) {
  const Document* version = top.require("version");
  const auto number = version == nullptr ? std::nullopt : read_number(*version, "version", {0, 1'000'000}, reporter);
  if (number && *number != kVersion) {
    reporter.error(version->at, "Y025", fmt::format("version {} is not known; this program reads version {}", *number, kVersion));
  }
  if (auto name = top.text("name")) scenario.name = std::move(*name);
  scenario.catalogue = top.text("catalogue").value_or("");
  const Document* title = top.value("title");
  if (title != nullptr && title->map() == nullptr) {
    scenario.title_ja = scenario.title_en = read_text(*title, "title", reporter).value_or("");
  } else if (title != nullptr) {
    const MapReader both(*title, scenario_keys::kTitle, reporter);
    scenario.title_ja = both.text("ja").value_or("");
    scenario.title_en = both.text("en").value_or(scenario.title_ja);
  }
  if (scenario.title_ja.empty()) scenario.title_ja = scenario.title_en;
}

const EditKind* find_kind(std::string_view name) {
  const auto kinds = edit_kinds();
  const auto found = std::ranges::find_if(kinds, [&](const EditKind& kind) { return kind.keys.definition == name; });
  return found == kinds.end() ? nullptr : &*found;
}

/// Errors: S001 for no map of one key, S002 for an unknown edit.
void apply_edit(const Document& node, ScenarioRun& run) {
  const Document::Map* map = node.map();
  if (map == nullptr || map->size() != 1) {
    run.reporter().error(node.at, "S001",
                         fmt::format("each of 'edits' is one edit, such as 'add_cable: {{between: [A:PORT, B:PORT]}}', not {}",
                                     map == nullptr ? shown(node) : fmt::format("{} keys", map->size())));
    return;
  }
  const Document::Entry& entry = map->front();
  const EditKind* kind = find_kind(entry.key);
  if (kind == nullptr) {
    std::vector<std::string> names;
    for (const EditKind& each : edit_kinds()) names.emplace_back(each.keys.definition);
    run.reporter().error(entry.key_at, "S002",
                         fmt::format("there is no edit {}{}", shown(entry.key), run.reporter().suggestion(entry.key, names)));
    return;
  }
  run.scenario.edits.push_back({entry.key, entry.key_at, {}});
  const MapReader reader(entry.value, kind->keys, run.reporter());
  if (reader.is_map()) kind->apply(reader, run);
}

/// What is wrong with the edited network as a whole, as far as the scenario says it: the rest is the snapshot's own.
void check_edited(const Scenario& scenario, Network& network, Reporter& reporter) {
  Diagnostics all;
  Reporter checking(all);
  check_addresses(network, checking);
  for (const Diagnostic& found : all) {
    if (found.at.file != scenario.file) continue;
    if (found.severity == Severity::error) reporter.error(found.at, found.code, found.message);
    if (found.severity == Severity::warning) reporter.warning(found.at, found.code, found.message);
  }
}

}  // namespace

bool ScenarioRun::write(const std::string& fact, SourceRange at) {
  const auto [first, fresh] = written.emplace(fact, at);
  if (fresh) return true;
  const bool other = first->second.file != at.file;
  reporter().error(at, other ? "S006" : "S005",
                   fmt::format("{} the edit at {}: both set {}{}", other ? "in conflict with" : "contradicts",
                               network().sources.describe(first->second), fact, other ? "; apply the two one at a time" : ""));
  return false;
}

bool ScenarioRun::write_in_order(const std::string& fact, SourceRange at) {
  const auto found = written.find(fact);
  if (found != written.end() && found->second.file == at.file) return true;
  return write(fact, at);
}

void ScenarioRun::touch(const std::string& name) {
  std::vector<std::string>& touched = scenario.edits.back().touched;
  if (std::ranges::find(touched, name) == touched.end()) touched.push_back(name);
}

void ScenarioRun::without_effect(SourceRange at, std::string_view what) {
  reporter().error(at, "S004", fmt::format("this edit changes nothing: {}", what));
}

std::optional<Scenario> apply_scenario(std::string_view text, std::string_view path, Network& network, WrittenFacts& written,
                                       Diagnostics& diagnostics) {
  Diagnostics found;
  Reporter reporter(found);
  Scenario scenario;
  scenario.path = std::string(path);
  scenario.name = stem(path);
  scenario.file = add_source(network.sources, scenario.path, text);
  const auto finish = [&](ScenarioRun* run) -> std::optional<Scenario> {
    const bool failed = run == nullptr || has_error(found);
    sort_diagnostics(found);
    diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    return failed ? std::nullopt : std::optional<Scenario>(std::move(run->scenario));
  };
  const auto document = parse_document(text, scenario.file, found);
  if (!document) return finish(nullptr);
  const MapReader top(*document, scenario_keys::kTop, reporter);
  if (!top.is_map()) return finish(nullptr);
  read_head(top, scenario, reporter);
  ScenarioRun run{file_of(network, reporter), std::move(scenario), written};
  const std::vector<const Document*> edits = top.list("edits");
  if (edits.empty()) reporter.error(top.place("edits"), "S001", "a scenario needs at least one of 'edits'");
  for (const Document* edit : edits) apply_edit(*edit, run);
  settle_host_filters(network);
  check_edited(run.scenario, network, reporter);
  return finish(&run);
}

Document entry_for(const MapReader& edit, const KeyTable& table) {
  Document::Map kept;
  for (const Document::Entry& entry : *edit.node().map()) {
    if (std::ranges::find(table.keys, entry.key) != table.keys.end()) kept.push_back(entry);
  }
  Document result = edit.node();
  result.value = std::move(kept);
  return result;
}

Document list_of_one(std::string_view key, Document entry) {
  const SourceRange at = entry.at;
  Document list{at, Document::List{std::move(entry)}, false};
  return Document{at, Document::Map{{std::string(key), at, std::move(list)}}, false};
}

std::optional<DeviceId> read_device(const MapReader& edit, std::string_view key, ScenarioRun& run) {
  const Document* node = edit.require(key);
  const auto name = node == nullptr ? std::nullopt : read_text(*node, key, run.reporter());
  if (!name) return std::nullopt;
  const auto found = run.file.devices.find(lower(*name));
  if (found == run.file.devices.end()) {
    run.reporter().error(node->at, "N003",
                         fmt::format("there is no device {}{}", shown(*name), run.reporter().suggestion(*name, run.file.devices)));
    return std::nullopt;
  }
  run.touch(found->second);
  return found->second;
}

std::optional<HostId> read_host_name(const MapReader& edit, std::string_view key, ScenarioRun& run) {
  const Document* node = edit.require(key);
  const auto name = node == nullptr ? std::nullopt : read_text(*node, key, run.reporter());
  if (!name) return std::nullopt;
  const auto found = find_host(run.network(), *name);
  if (!found) {
    run.reporter().error(node->at, "N003",
                         fmt::format("there is no host {}{}", shown(*name), run.reporter().suggestion(*name, run.file.hosts)));
    return std::nullopt;
  }
  run.touch(*found);
  return found;
}

std::optional<InterfaceId> read_edit_port(const MapReader& edit, std::string_view key, ScenarioRun& run) {
  const Document* node = edit.require(key);
  const auto id = node == nullptr ? std::nullopt : read_port(*node, key, run.file);
  if (id) run.touch(*id);
  return id;
}

std::string fact_of(const Network& network, InterfaceId interface) { return describe(network, interface); }

}  // namespace sekimori
