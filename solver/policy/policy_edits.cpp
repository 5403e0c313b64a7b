#include "sekimori/policy/policy_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "admits.hpp"
#include "pack_use.hpp"
#include "policy_keys.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kPackWords[] = {"pack", "edition"};
constexpr KeyTable kSetPack{"set_pack", kPackWords};

std::optional<ZoneId> zone_named(const MapReader& edit, std::string_view key, const Network& network, Reporter& reporter) {
  const std::string name = edit.required_text(key);
  const auto zone = find_zone(network, name);
  if (zone) return zone;
  std::vector<std::string> names;
  for (const Zone& it : network.zones) names.push_back(it.name);
  if (!name.empty()) {
    reporter.error(edit.place(key), "P004", fmt::format("network.yaml has no zone {}{}", shown(name), reporter.suggestion(name, names)));
  }
  return std::nullopt;
}

void set_cell(const Document& node, const Network& network, Reporter& reporter, Policy& policy) {
  const MapReader edit(node, kCellKeys, reporter);
  const auto from = zone_named(edit, "from", network, reporter), to = zone_named(edit, "to", network, reporter);
  std::set<Admission> admits = read_admits(edit, reporter);
  if (!from || !to) return;
  if (*from == *to) {
    reporter.error(edit.place("to"), "P006", "a cell is about two different zones; traffic inside a zone is not judged");
    return;
  }
  std::erase_if(policy.matrix, [&](const MatrixEntry& it) { return it.from == *from && it.to == *to; });
  policy.matrix.push_back({*from, *to, std::move(admits), node.at});
}

/// Takes out what the old pack filled in.
void forget_pack(Policy& policy) {
  if (!policy.pack) return;
  const FileId file = policy.pack->at.file;
  std::erase_if(policy.matrix, [&](const MatrixEntry& it) { return it.at.file == file; });
  if (policy.sanitiser_methods == all_methods(*policy.pack)) policy.sanitiser_methods.clear();
}

void set_pack(const Document& node, const FileSet& files, Network& network, Reporter& reporter, Diagnostics& found, Policy& policy) {
  const MapReader edit(node, kSetPack, reporter);
  const std::string name = edit.required_text("pack"), edition = edit.required_text("edition");
  auto pack = find_pack(files, name, edition, edit.place("pack"), network.sources, reporter, found);
  if (!pack) return;
  forget_pack(policy);
  policy.model = pack->model;
  policy.edition = pack->edition;
  policy.pack = std::move(pack);
}

}  // namespace

bool apply_policy_edits(const std::vector<LedgerEdit>& edits, const FileSet& files, Network& network, Policy& policy,
                        Diagnostics& diagnostics) {
  Diagnostics found;
  Reporter reporter(found);
  bool any = false;
  for (const LedgerEdit& edit : edits) {
    if (edit.kind == "set_pack") set_pack(edit.entry, files, network, reporter, found, policy);
    if (edit.kind == "set_cell") set_cell(edit.entry, network, reporter, policy);
    any = any || edit.kind == "set_pack" || edit.kind == "set_cell";
  }
  if (any && policy.pack && !has_error(found)) {
    policy.widenings.clear();
    apply_pack(network, reporter, policy);
  }
  const bool good = !has_error(found);
  sort_diagnostics(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return good;
}

}  // namespace sekimori
