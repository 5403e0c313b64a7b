#include <fmt/format.h>

#include <algorithm>

#include "admits.hpp"
#include "pack_keys.hpp"
#include "policy_keys.hpp"
#include "sekimori/load/sheet_words.hpp"
#include "sekimori/load/zone_role.hpp"
#include "sekimori/policy/pack.hpp"

namespace sekimori {
namespace {

std::optional<ZoneRole> read_role(const MapReader& reader, std::string_view key, Reporter& reporter) {
  const Document* node = reader.require(key);
  return node == nullptr ? std::nullopt : read_zone_role(*node, key, reporter);
}

std::set<std::string> read_words(const MapReader& reader, std::string_view key, Reporter& reporter) {
  std::set<std::string> words;
  for (const Document* item : reader.items(key)) {
    const auto word = read_text(*item, key, reporter);
    if (word && !words.insert(*word).second) reporter.error(item->at, "P140", fmt::format("{} is listed twice", shown(*word)));
  }
  return words;
}

void read_header(const MapReader& top, Reporter& reporter, Pack& pack) {
  if (const Document* version = top.require("version")) {
    const auto number = read_number(*version, "version", {0, 1'000'000}, reporter);
    if (number && *number != 1) {
      reporter.error(version->at, "P002", fmt::format("version {} is not known; this program reads version 1", *number));
    }
  }
  pack.name = top.required_text("name");
  if (const Document* model = top.require("model")) {
    const auto index = read_choice(*model, "model", std::span<const std::string_view>(kModels), reporter);
    if (index) pack.model = std::string(kModels[*index]);
  }
  pack.edition = top.required_text("edition");
  pack.title = pack.name;
  if (const Document* node = top.find("title")) {
    const MapReader title(*node, pack_keys::kTitle, reporter);
    pack.title = Text(title.text("en").value_or(pack.name), title.text("ja").value_or(pack.name));
  }
  if (const auto day = top.text("valid-until")) {
    pack.valid_until = iso_date(*day).value_or("");
    if (pack.valid_until.empty()) {
      reporter.error(top.place("valid-until"), "P141", fmt::format("'valid-until' is a day such as 2027-03-31, not {}", shown(*day)));
    }
  }
}

void read_cell(const Document& node, Reporter& reporter, Pack& pack) {
  const MapReader reader(node, pack_keys::kCell, reporter);
  const auto from = read_role(reader, "from", reporter);
  const auto to = read_role(reader, "to", reporter);
  std::set<Admission> admits = read_admits(reader, reporter);
  if (!from || !to) return;
  if (*from == *to) return reporter.error(node.at, "P006", "a cell is about two different zones; traffic inside a zone is not judged");
  if (entry(pack, *from, *to) != nullptr) {
    return reporter.error(node.at, "P005", fmt::format("the pair {} to {} is listed twice", to_text(*from), to_text(*to)));
  }
  pack.matrix.push_back({*from, *to, std::move(admits), node.at});
}

void read_methods(const MapReader& top, Reporter& reporter, Pack& pack) {
  const Document* node = top.find("sanitiser-methods");
  if (node == nullptr) return;
  const MapReader reader(*node, pack_keys::kMethods, reporter);
  for (const std::string_view type : pack_keys::kMethodWords) {
    auto methods = read_words(reader, type, reporter);
    if (!methods.empty()) pack.sanitiser_methods.emplace(type, std::move(methods));
  }
}

void read_attribute(const Document& node, Reporter& reporter, Pack& pack) {
  const MapReader reader(node, pack_keys::kAttribute, reporter);
  RequiredAttribute attribute;
  attribute.at = node.at;
  attribute.policy = reader.required_text("policy");
  const auto zone = read_role(reader, "zone", reporter);
  for (const Document* item : reader.items("kinds")) {
    if (auto kind = read_text(*item, "kinds", reporter)) attribute.kinds.push_back(std::move(*kind));
  }
  attribute.name = reader.required_text("name");
  reader.require("values");
  for (const Document* item : reader.items("values")) {
    if (auto value = read_text(*item, "values", reporter)) attribute.values.push_back(std::move(*value));
  }
  attribute.at_least = reader.number("at-least", {1, 16}).value_or(0);
  if (!zone || attribute.name.empty()) return;
  attribute.zone = *zone;
  if (attribute.at_least > attribute.values.size()) {
    reporter.error(reader.place("at-least"), "P142",
                   fmt::format("{} of {} values can never be declared", attribute.at_least, attribute.values.size()));
  }
  pack.attributes.push_back(std::move(attribute));
}

void read_options(const MapReader& top, Reporter& reporter, Pack& pack) {
  const Document* node = top.find("options");
  if (node == nullptr) return;
  const MapReader reader(*node, pack_keys::kOptions, reporter);
  const auto take = [&](std::string_view key, Allowance& into) { into = reader.choice(key, pack_keys::kAllowances).value_or(into); };
  take("screen-into-my-number", pack.screen_into_my_number);
  take("local-breakout", pack.local_breakout);
  take("endpoint-detection", pack.endpoint_detection);
  take("asset-access-control", pack.asset_access_control);
}

void read_limits(const MapReader& top, Reporter& reporter, Pack& pack) {
  const Document* node = top.find("limits");
  if (node == nullptr) return;
  const MapReader reader(*node, pack_keys::kLimits, reporter);
  pack.limits.specified_hosts = reader.number("specified-hosts", {1, 65536}).value_or(pack.limits.specified_hosts);
  pack.limits.specified_ports = reader.number("specified-ports", {1, 65535}).value_or(pack.limits.specified_ports);
  pack.limits.review_months = reader.number("review-months", {1, 1200}).value_or(pack.limits.review_months);
  pack.limits.declaration_months = reader.number("declaration-months", {1, 1200}).value_or(pack.limits.declaration_months);
}

}  // namespace

ZoneRole main_terminals(const Pack& pack) {
  return pack.model == "beta" || pack.model == "beta-prime" ? ZoneRole::internet_zone : ZoneRole::lgwan_zone;
}

const PackCell* entry(const Pack& pack, ZoneRole from, ZoneRole to) {
  const auto found = std::ranges::find_if(pack.matrix, [&](const PackCell& it) { return it.from == from && it.to == to; });
  return found == pack.matrix.end() ? nullptr : &*found;
}

std::set<std::string> all_methods(const Pack& pack) {
  std::set<std::string> all;
  for (const auto& [type, methods] : pack.sanitiser_methods) all.insert(methods.begin(), methods.end());
  return all;
}

std::optional<Pack> read_pack(std::string_view text, FileId file, Diagnostics& diagnostics) {
  Diagnostics found;
  std::optional<Pack> result;
  {
    Reporter reporter(found);
    const auto document = parse_document(text, file, found);
    if (document) {
      const MapReader top(*document, pack_keys::kTop, reporter);
      Pack pack;
      pack.at = document->at;
      if (top.is_map()) {
        read_header(top, reporter, pack);
        for (const Document* node : top.list("cells")) read_cell(*node, reporter, pack);
        read_methods(top, reporter, pack);
        pack.cloud_functions = read_words(top, "security-cloud-functions", reporter);
        for (const Document* node : top.list("attributes")) read_attribute(*node, reporter, pack);
        pack.government_cloud_purposes = read_words(top, "government-cloud-purposes", reporter);
        read_options(top, reporter, pack);
        read_limits(top, reporter, pack);
        result = std::move(pack);
      }
    }
  }
  const bool failed = has_error(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return failed ? std::nullopt : result;
}

}  // namespace sekimori
