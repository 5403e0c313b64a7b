// Cables and transit declarations of network.yaml (semantics L1, E2).
#include <fmt/format.h>

#include "network_file.hpp"
#include "network_file_keys.hpp"

namespace sekimori {
namespace {

bool takes_cable(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::port_channel;
}

void read_link(const Document& item, std::map<InterfaceId, SourceRange>& used, NetworkFile& file) {
  bool guessed = false;
  const Document* listed = &item;
  if (item.map() != nullptr) {
    const MapReader link(item, network_keys::kLink, file.reporter);
    guessed = link.flag_or("guessed", false);
    listed = link.require("ends");
    if (listed == nullptr) return;
  }
  const Document& node = *listed;
  const Document::List* ends = node.list();
  if (ends == nullptr || ends->size() != 2) {
    file.reporter.error(node.at, "Y022",
                        fmt::format("a link must be a list of two ports [A:PORT, B:PORT], not {}",
                                    ends == nullptr ? shown(node) : fmt::format("{} values", ends->size())));
    return;
  }
  const auto a = read_cable_end(ends->at(0), "link", file);
  const auto b = read_cable_end(ends->at(1), "link", file);
  if (!a || !b) return;
  if (*a == *b) {
    file.reporter.error(node.at, "N019", fmt::format("{} is cabled to itself", shown(ends->at(0))));
    return;
  }
  for (const Document& end : *ends) {
    const auto [first, fresh] = used.emplace(&end == &ends->at(0) ? *a : *b, end.at);
    if (fresh) continue;
    file.reporter.error(end.at, "N019",
                        fmt::format("{} has a cable already: {}", shown(end), file.network.sources.describe(first->second)));
  }
  file.network.links.push_back({*a, *b, node.at});
  if (!guessed) return;
  // Whoever else may share a segment by VLAN or subnet does (E2), so that a cable that was not guessed is not missing.
  file.network.cabling_inferred = true;
  assume(file.network, Effect::may_close, *a, node.at, "inferred",
         fmt::format("{} to {}", describe(file.network, *a), describe(file.network, *b)), "a guessed cable: there may be none here");
}

}  // namespace

std::optional<InterfaceId> read_cable_end(const Document& node, std::string_view what, NetworkFile& file) {
  const auto id = read_port(node, what, file);
  if (!id || takes_cable(file.network.at(*id))) return id;
  file.reporter.error(node.at, "N013", fmt::format("{} is no port that a cable fits: name a physical port or a port-channel", shown(node)));
  return std::nullopt;
}

void read_links(const MapReader& top, NetworkFile& file) {
  std::map<InterfaceId, SourceRange> used;
  file.network.cabling_inferred = false;
  for (const Document* item : top.list("links")) read_link(*item, used, file);
  if (file.network.cabling_inferred) return;
  file.network.cabling_inferred = !top.has("links") && file.network.links.empty() && file.network.devices.size() > 1;
}

void read_transit(const MapReader& top, NetworkFile& file) {
  std::set<InterfaceId> seen;
  for (const Document* item : top.list("transit")) {
    const auto id = read_port(*item, "transit", file);
    if (!id || !seen.insert(*id).second) continue;
    file.network.transits.push_back({*id, item->at});
    assume(file.network, Effect::harmless, *id, item->at, "declared", fmt::format("transit: {}", *item->scalar()),
           "declared: only devices are attached to this segment, so nobody undeclared is on it (E2)");
  }
}

}  // namespace sekimori
