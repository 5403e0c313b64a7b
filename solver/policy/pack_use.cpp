#include "pack_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "policy_keys.hpp"

namespace sekimori {
namespace {

struct Found {
  std::vector<std::string> names, editions;
  std::optional<Pack> pack;
};

/// Looks at the packs of `files`. A pack that cannot be read is an error only if it is the one wanted; which it is, its name says.
void look(const FileSet& files, bool own, std::string_view name, std::string_view edition, SourceTable& sources, Diagnostics& diagnostics,
          Found& found) {
  for (const auto& [path, text] : files) {
    if (!path.starts_with("packs/") || !path.ends_with(".yaml")) continue;
    Diagnostics problems;
    const std::string shown_path = own ? path : "built-in/" + path;
    auto pack = read_pack(text, sources.add(shown_path, text), problems);
    if (own) diagnostics.insert(diagnostics.end(), problems.begin(), problems.end());
    if (!pack) continue;
    found.names.push_back(pack->name);
    if (pack->name != name) continue;
    found.editions.push_back(pack->edition);
    if (pack->edition == edition && !found.pack) found.pack = std::move(*pack);
  }
}

std::string letters(const std::set<Admission>& admits) {
  std::string text;
  for (const Admission admission : admits) text += fmt::format("{}{}", text.empty() ? "" : ", ", letter(admission));
  return text;
}

void widen(const Network& network, const Pack& pack, const MatrixEntry& cell, Reporter& reporter, Policy& policy) {
  const PackCell* base = entry(pack, network.at(cell.from).role, network.at(cell.to).role);
  std::set<Admission> beyond;
  std::ranges::set_difference(cell.admits, base == nullptr ? std::set<Admission>{} : base->admits, std::inserter(beyond, beyond.end()));
  if (beyond.empty()) return;
  reporter.warning(
      cell.at, "P145",
      fmt::format("{} to {} admits {} beyond pack {}", network.at(cell.from).name, network.at(cell.to).name, letters(beyond), pack.name));
  policy.widenings.push_back({cell.from, cell.to, std::move(beyond), {}, cell.at});
}

}  // namespace

std::optional<Pack> find_pack(const FileSet& files, std::string_view name, std::string_view edition, SourceRange at, SourceTable& sources,
                              Reporter& reporter, Diagnostics& diagnostics) {
  Found found;
  look(files, true, name, edition, sources, diagnostics, found);
  if (!found.pack) look(built_in_packs(), false, name, edition, sources, diagnostics, found);
  if (found.pack) return std::move(found.pack);
  std::ranges::sort(found.names);
  found.names.erase(std::unique(found.names.begin(), found.names.end()), found.names.end());
  if (found.editions.empty()) {
    reporter.error(at, "P143",
                   fmt::format("there is no pack {}{}; there are {}", shown(name), reporter.suggestion(name, found.names),
                               fmt::join(found.names, ", ")));
  } else {
    reporter.error(at, "P144",
                   fmt::format("pack {} is not there in edition {}; it is in {}", name, shown(edition), fmt::join(found.editions, ", ")));
  }
  return std::nullopt;
}

void apply_pack(const Network& network, Reporter& reporter, Policy& policy) {
  const Pack& pack = *policy.pack;
  for (const MatrixEntry& cell : std::vector<MatrixEntry>(policy.matrix)) widen(network, pack, cell, reporter, policy);
  for (std::uint32_t from = 0; from < network.zones.size(); ++from) {
    for (std::uint32_t to = 0; to < network.zones.size(); ++to) {
      if (from == to || entry(policy, ZoneId{from}, ZoneId{to}) != nullptr) continue;
      const PackCell* base = entry(pack, network.zones[from].role, network.zones[to].role);
      if (base != nullptr) policy.matrix.push_back({ZoneId{from}, ZoneId{to}, base->admits, base->at});
    }
  }
  const std::set<std::string> admitted = all_methods(pack);
  if (policy.sanitiser_methods.empty()) {
    policy.sanitiser_methods = admitted;
    return;
  }
  std::vector<std::string> beyond;
  std::ranges::set_difference(policy.sanitiser_methods, admitted, std::back_inserter(beyond));
  if (beyond.empty()) return;
  reporter.warning(policy.methods_at, "P145", fmt::format("sanitiser methods beyond pack {}: {}", pack.name, fmt::join(beyond, ", ")));
  policy.widenings.push_back({{}, {}, {}, std::move(beyond), policy.methods_at});
}

}  // namespace sekimori
