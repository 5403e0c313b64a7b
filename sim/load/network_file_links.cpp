// Cables and transit declarations of network.yaml (semantics L1, E2).
#include <fmt/format.h>

#include "network_file.hpp"

namespace sekimori {
namespace {

bool takes_cable(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::port_channel;
}

void read_link(const Document& node, std::map<InterfaceId, SourceRange>& used, NetworkFile& file) {
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
  for (const Document* item : top.list("links")) read_link(*item, used, file);
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
