// Edits of the cabling between devices, and of the cables of hosts.
#include <fmt/format.h>

#include <algorithm>

#include "scenario_edits.hpp"

namespace sekimori {
namespace {

std::vector<Link>::iterator cable_at(Network& network, InterfaceId port) {
  return std::ranges::find_if(network.links, [&](const Link& link) { return link.a == port || link.b == port; });
}

/// Errors: S007 when a cable between devices is in it already.
bool is_free(InterfaceId port, SourceRange at, ScenarioRun& run) {
  const auto taken = cable_at(run.network(), port);
  if (taken == run.network().links.end()) return true;
  run.reporter().error(at, "S007",
                       fmt::format("{} has a cable already: {}; move or remove it first", fact_of(run.network(), port),
                                   run.network().sources.describe(taken->at)));
  return false;
}

/// [A:PORT, B:PORT]. Errors: Y022, N003, N013, N019.
std::optional<std::pair<InterfaceId, InterfaceId>> read_between(const MapReader& edit, ScenarioRun& run) {
  const Document* node = edit.require("between");
  if (node == nullptr) return std::nullopt;
  const Document::List* ends = node->list();
  if (ends == nullptr || ends->size() != 2) {
    run.reporter().error(node->at, "Y022",
                         fmt::format("'between' must be a list of two ports [A:PORT, B:PORT], not {}",
                                     ends == nullptr ? shown(*node) : fmt::format("{} values", ends->size())));
    return std::nullopt;
  }
  const auto a = read_cable_end(ends->at(0), "between", run.file);
  const auto b = read_cable_end(ends->at(1), "between", run.file);
  if (!a || !b) return std::nullopt;
  if (*a == *b) {
    run.reporter().error(node->at, "N019", fmt::format("{} is cabled to itself", shown(ends->at(0))));
    return std::nullopt;
  }
  run.touch(*a);
  run.touch(*b);
  return std::pair(*a, *b);
}

/// Two facts, so that a port may be freed and used again.
std::string plugged(InterfaceId port, ScenarioRun& run) { return fmt::format("what is plugged into {}", fact_of(run.network(), port)); }
std::string unplugged(InterfaceId port, ScenarioRun& run) { return fmt::format("what is unplugged from {}", fact_of(run.network(), port)); }

/// The cable of a host that has a packet filter ends at the filter.
bool is_of_host(const Link& cable, HostId host, const Network& network) {
  return network.at(network.at(cable.a).device).filter_of == host || network.at(network.at(cable.b).device).filter_of == host;
}

/// Attachments whose cable is in `port`; of `host` alone, if one is named.
std::vector<Attachment*> cards_at(InterfaceId port, const std::optional<HostId>& host, ScenarioRun& run) {
  std::vector<Attachment*> cards;
  for (std::size_t i = 0; i < run.network().hosts.size(); ++i) {
    if (host && *host != make_id<HostId>(i)) continue;
    for (Attachment& card : run.network().hosts[i].attachments) {
      if (card.port != port) continue;
      cards.push_back(&card);
      run.touch(make_id<HostId>(i));
    }
  }
  return cards;
}

}  // namespace

void add_cable(const MapReader& edit, ScenarioRun& run) {
  const auto ends = read_between(edit, run);
  if (!ends) return;
  const bool a = is_free(ends->first, edit.at(), run), b = is_free(ends->second, edit.at(), run);
  if (!a || !b) return;
  const bool first = run.write(plugged(ends->first, run), edit.at()), second = run.write(plugged(ends->second, run), edit.at());
  if (first && second) run.network().links.push_back({ends->first, ends->second, edit.at()});
}

void remove_cable(const MapReader& edit, ScenarioRun& run) {
  const auto ends = read_between(edit, run);
  if (!ends) return;
  const auto cable = cable_at(run.network(), ends->first);
  if (cable == run.network().links.end() || (cable->a != ends->second && cable->b != ends->second)) {
    run.reporter().error(
        edit.at(), "S007",
        fmt::format("there is no cable between {} and {}", fact_of(run.network(), ends->first), fact_of(run.network(), ends->second)));
    return;
  }
  const bool first = run.write(unplugged(ends->first, run), edit.at()), second = run.write(unplugged(ends->second, run), edit.at());
  if (first && second) run.network().links.erase(cable);
}

void move_cable(const MapReader& edit, ScenarioRun& run) {
  const Document* from_node = edit.require("from");
  const Document* to_node = edit.require("to");
  if (from_node == nullptr || to_node == nullptr) return;
  const auto from = read_cable_end(*from_node, "from", run.file);
  const auto to = read_cable_end(*to_node, "to", run.file);
  const auto host = edit.has("host") ? read_host_name(edit, "host", run) : std::nullopt;
  if (!from || !to || (edit.has("host") && !host)) return;
  if (*from == *to) return run.without_effect(edit.at(), "both ends are the same port");
  run.touch(*from);
  run.touch(*to);
  if (!run.write(unplugged(*from, run), edit.at()) || !run.write(plugged(*to, run), edit.at())) return;
  const auto cable = cable_at(run.network(), *from);
  const std::vector<Attachment*> cards = cards_at(*from, host, run);
  if (cable == run.network().links.end() && cards.empty()) {
    run.reporter().error(from_node->at, "S007", fmt::format("no cable is in {}", fact_of(run.network(), *from)));
    return;
  }
  if (!is_free(*to, to_node->at, run)) return;
  if (cable != run.network().links.end() && (!host || is_of_host(*cable, *host, run.network()))) {
    (cable->a == *from ? cable->a : cable->b) = *to;
    cable->at = edit.at();
  }
  for (Attachment* card : cards) {
    card->port = *to;
    card->at = edit.at();
  }
}

}  // namespace sekimori
