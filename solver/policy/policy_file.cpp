#include "policy_file.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  if (const Document* model = map.require("model")) {
    const auto index = read_choice(*model, "model", std::span<const std::string_view>(kModels), reporter);
    if (index) policy.model = std::string(kModels[*index]);
  }
  policy.edition = map.required_text("edition");
}

void read_methods(const MapReader& map, Reporter& reporter, Policy& policy) {
  for (const Document* item : map.list("sanitiser-methods")) {
    const auto method = read_text(*item, "sanitiser-methods", reporter);
    if (method && !policy.sanitiser_methods.insert(*method).second) {
      reporter.error(item->at, "P011", fmt::format("method {} is listed twice", shown(*method)));
    }
  }
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

std::string known_letters() {
  std::string text;
  for (const AdmissionLetter& known : kAdmissionLetters) text += fmt::format("{}{}", text.empty() ? "" : ", ", known.text);
  return text;
}

std::set<Admission> read_admits(const MapReader& cell, Reporter& reporter) {
  std::set<Admission> admits;
  bool nothing = false;
  const Document* node = cell.require("admits");
  for (const Document* item : cell.items("admits")) {
    const auto word = read_text(*item, "admits", reporter);
    if (!word) continue;
    const auto* known = std::ranges::find(kAdmissionLetters, *word, &AdmissionLetter::text);
    if (known != std::end(kAdmissionLetters)) {
      if (!admits.insert(known->admission).second) reporter.error(item->at, "P008", fmt::format("letter {} is listed twice", *word));
    } else if (std::ranges::find(kNothingWords, *word) != std::end(kNothingWords)) {
      nothing = true;
    } else {
      reporter.error(item->at, "P007", fmt::format("{} is no letter of the matrix: {}, or none", shown(*word), known_letters()));
    }
  }
  if (nothing && !admits.empty() && node != nullptr) reporter.error(node->at, "P009", "'none' and a letter contradict each other");
  return admits;
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

void read_policy_file(std::string_view text, FileId file, const Network& network, Reporter& reporter, Diagnostics& diagnostics,
                      Policy& policy) {
  const auto document = parse_document(text, file, diagnostics);
  if (!document) return;
  const MapReader map(*document, kPolicyKeys, reporter);
  if (!map.is_map()) return;
  read_header(map, reporter, policy);
  read_methods(map, reporter, policy);
  read_ledger_layout(map, reporter, policy);
  for (const Document* node : map.list("cells")) read_cell(*node, network, reporter, policy);
}

}  // namespace sekimori
