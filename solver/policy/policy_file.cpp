#include "policy_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "admits.hpp"
#include "pack_use.hpp"
#include "policy_keys.hpp"

namespace sekimori {

namespace {

std::vector<std::string> zone_names(const Network& network) {
  std::vector<std::string> names;
  for (const Zone& zone : network.zones) {
    if (!zone.implicit) names.push_back(zone.name);
  }
  return names;
}

void read_header(const MapReader& map, Reporter& reporter, Policy& policy) {
  if (const Document* version = map.require("version")) {
    const auto number = read_number(*version, "version", {0, 1'000'000}, reporter);
    if (number && *number != 1) {
      reporter.error(version->at, "P002", fmt::format("version {} is not known; this program reads version 1", *number));
    }
  }
  const bool by_pack = map.has("pack");
  if (const Document* model = by_pack ? map.find("model") : map.require("model")) {
    const auto index = read_choice(*model, "model", std::span<const std::string_view>(kModels), reporter);
    if (index) policy.model = std::string(kModels[*index]);
  }
  policy.edition = map.required_text("edition");
}

void read_methods(const MapReader& map, Reporter& reporter, Policy& policy) {
  policy.methods_at = map.place("sanitiser-methods");
  for (const Document* item : map.list("sanitiser-methods")) {
    const auto method = read_text(*item, "sanitiser-methods", reporter);
    if (method && !policy.sanitiser_methods.insert(*method).second) {
      reporter.error(item->at, "P011", fmt::format("method {} is listed twice", shown(*method)));
    }
  }
}

/// What the city switches on of what its pack leaves open.
void read_options(const MapReader& map, Reporter& reporter, Policy& policy) {
  for (const Document* item : map.items("options")) {
    const auto index = read_choice(*item, "options", std::span<const std::string_view>(kPolicyOptionNames), reporter);
    if (!index) continue;
    const std::string_view option = kPolicyOptionNames[*index];
    const Allowance allowance = option == "local-breakout" ? policy.pack->local_breakout : policy.pack->screen_into_my_number;
    if (allowance == Allowance::forbidden) {
      reporter.error(item->at, "P146", fmt::format("pack {} in edition {} forbids {}", policy.pack->name, policy.pack->edition, option));
    }
    policy.options.emplace(option);
  }
}

/// Errors: P147 another model than the pack's; those of find_pack.
void read_named_pack(const MapReader& map, const FileSet& files, SourceTable& sources, Reporter& reporter, Diagnostics& diagnostics,
                     Policy& policy) {
  const auto name = map.text("pack");
  if (!name) {
    constexpr std::string_view kOnlyWithPack[] = {"options"};
    map.refuse(kOnlyWithPack, "there is no pack whose options they would be");
    return;
  }
  policy.pack = find_pack(files, *name, policy.edition, map.place("pack"), sources, reporter, diagnostics);
  if (!policy.pack) return;
  if (!policy.model.empty() && policy.model != policy.pack->model) {
    reporter.error(map.place("model"), "P147", fmt::format("pack {} is of model {}, not {}", *name, policy.pack->model, policy.model));
  }
  policy.model = policy.pack->model;
  read_options(map, reporter, policy);
}

void read_ledger_layout(const MapReader& map, Reporter& reporter, Policy& policy) {
  const Document* node = map.find("ledger");
  if (node == nullptr) return;
  const MapReader layout(*node, kLedgerKeys, reporter);
  policy.ledger_layout.sheet = layout.text("sheet").value_or("");
  constexpr Choice<bool> kBlanks[] = {{"above", true}, {"empty", false}};
  policy.ledger_layout.blanks_above = layout.choice("blanks", kBlanks).value_or(false);
  const Document* columns = layout.find("columns");
  if (columns == nullptr) return;
  const MapReader names(*columns, kLedgerColumnKeys, reporter);
  for (const std::string_view column : kLedgerColumns) {
    if (const auto heading = names.text(column)) policy.ledger_layout.columns.emplace(column, *heading);
  }
}

std::optional<ZoneId> read_zone(const MapReader& cell, std::string_view key, const Network& network, Reporter& reporter) {
  const Document* node = cell.require(key);
  if (node == nullptr) return std::nullopt;
  const auto name = read_text(*node, key, reporter);
  if (!name) return std::nullopt;
  const auto zone = find_zone(network, *name);
  if (zone && !network.at(*zone).implicit) return zone;
  reporter.error(node->at, "P004",
                 fmt::format("network.yaml has no zone {}{}", shown(*name), reporter.suggestion(*name, zone_names(network))));
  return std::nullopt;
}

void read_cell(const Document& node, const Network& network, Reporter& reporter, Policy& policy) {
  const MapReader cell(node, kCellKeys, reporter);
  const auto from = read_zone(cell, "from", network, reporter);
  const auto to = read_zone(cell, "to", network, reporter);
  std::set<Admission> admits = read_admits(cell, reporter);
  if (!from || !to) return;
  if (*from == *to) {
    reporter.error(cell.place("to"), "P006", "a cell is about two different zones; traffic inside a zone is not judged");
    return;
  }
  if (entry(policy, *from, *to) != nullptr) {
    reporter.error(node.at, "P005", fmt::format("the pair {} to {} is listed twice", network.at(*from).name, network.at(*to).name));
    return;
  }
  policy.matrix.push_back({*from, *to, std::move(admits), node.at});
}

}  // namespace

void read_policy_file(std::string_view text, FileId file, const Network& network, const FileSet& files, SourceTable& sources,
                      Reporter& reporter, Diagnostics& diagnostics, Policy& policy) {
  const auto document = parse_document(text, file, diagnostics);
  if (!document) return;
  const MapReader map(*document, kPolicyKeys, reporter);
  if (!map.is_map()) return;
  read_header(map, reporter, policy);
  read_named_pack(map, files, sources, reporter, diagnostics, policy);
  read_methods(map, reporter, policy);
  read_ledger_layout(map, reporter, policy);
  for (const Document* node : map.list("cells")) read_cell(*node, network, reporter, policy);
}

}  // namespace sekimori
