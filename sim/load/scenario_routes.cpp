// Edits of static routes and of what VRFs import; and the edits of the policy and its ledger, which policy/ applies.
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"
#include "scenario_edits.hpp"

namespace sekimori {
namespace {

/// The table of `vrf`, or the global one.
std::optional<VrfId> read_table(const MapReader& edit, DeviceId device, ScenarioRun& run) {
  const Document* name = edit.value("vrf");
  if (name == nullptr) return run.network().at(device).vrfs.front();
  return read_reference(*name, "VRF", run.file.names[device.index].vrfs, run.reporter());
}

bool same_way(const StaticRoute& a, const StaticRoute& b) {
  const NextHop &x = a.next_hop, &y = b.next_hop;
  return a.destination == b.destination && x.via == y.via && x.out == y.out && x.vrf == y.vrf && x.discard == y.discard;
}

std::string table_name(const Network& network, VrfId id) {
  const Vrf& vrf = network.at(id);
  return fmt::format("{}{}{}", network.at(vrf.device).name, vrf.name.empty() ? "" : " VRF ", vrf.name);
}

/// The route as network.yaml has it: on the device, or in the entry of its VRF.
Document in_table(const MapReader& edit, const Vrf& vrf) {
  Document routes = list_of_one("routes", entry_for(edit, network_keys::kRoute));
  if (vrf.name.empty()) return routes;
  std::get<Document::Map>(routes.value).push_back({"name", edit.at(), Document{edit.at(), vrf.name, false}});
  return list_of_one("vrfs", std::move(routes));
}

/// An edit of the policy: what it changes is known when the policy is read.
void keep_policy_edit(const std::string& fact, const MapReader& edit, ScenarioRun& run) {
  if (run.write(fact, edit.at())) run.scenario.ledger.push_back({run.scenario.edits.back().kind, edit.node()});
}

void keep_for_policy(const MapReader& edit, ScenarioRun& run) {
  const Document* id = edit.require("id");
  const auto name = id == nullptr ? std::nullopt : read_text(*id, "id", run.reporter());
  if (name && run.write(fmt::format("row {} of the ledger", *name), id->at)) {
    run.scenario.ledger.push_back({run.scenario.edits.back().kind, edit.node()});
  }
}

}  // namespace

void add_route(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  const auto table = device ? read_table(edit, *device, run) : std::nullopt;
  if (!table) return;
  const std::vector<StaticRoute> before = run.network().at(*table).routes;
  const Document entry = in_table(edit, run.network().at(*table));
  read_routes({*device, MapReader(entry, network_keys::kDevice, run.reporter()), {}}, run.file);
  const std::vector<StaticRoute>& after = run.network().at(*table).routes;
  if (after.size() == before.size()) return;
  const StaticRoute& added = after.back();
  const auto known = std::ranges::find_if(before, [&](const StaticRoute& each) { return same_way(each, added); });
  if (known != before.end() && known->distance <= added.distance) {
    run.without_effect(edit.at(), fmt::format("{} has this route already ({})", table_name(run.network(), *table),
                                              run.network().sources.describe(known->at)));
  }
}

void remove_route(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  const auto table = device ? read_table(edit, *device, run) : std::nullopt;
  const Document* to = edit.require("to");
  const auto destination = to == nullptr ? std::nullopt : read_prefix(*to, "to", run.reporter());
  const Document* via = edit.value("via");
  const auto hop = via == nullptr ? std::nullopt : read_address(*via, "via", run.reporter());
  if (!table || !destination || (via != nullptr && !hop)) return;
  std::vector<StaticRoute>& routes = run.network().vrfs[table->index].routes;
  const auto meant = [&](const StaticRoute& route) { return route.destination == *destination && (!hop || route.next_hop.via == hop); };
  if (!run.write(fmt::format("the route to {} in {}", to_text(*destination), table_name(run.network(), *table)), edit.at())) return;
  if (std::erase_if(routes, meant) == 0) {
    run.without_effect(edit.at(), fmt::format("{} has no such static route", table_name(run.network(), *table)));
  }
}

void set_leaks(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  const auto table = device ? read_table(edit, *device, run) : std::nullopt;
  if (!table) return;
  if (!run.write(fmt::format("what {} imports", table_name(run.network(), *table)), edit.at())) return;
  std::vector<VrfId> leaks;
  for (const Document* item : edit.list("leaks-to")) {
    const auto other = read_reference(*item, "VRF", run.file.names[device->index].vrfs, run.reporter());
    if (other && *other == *table) run.reporter().error(item->at, "N017", "a VRF cannot leak to itself");
    if (other && std::ranges::find(leaks, *other) == leaks.end()) leaks.push_back(*other);
  }
  Vrf& vrf = run.network().vrfs[table->index];
  if (vrf.leaks_to == leaks)
    return run.without_effect(edit.at(), fmt::format("{} imports this already", table_name(run.network(), *table)));
  vrf.leaks_to = std::move(leaks);
}

void set_pack(const MapReader& edit, ScenarioRun& run) {
  if (!edit.required_text("pack").empty() && !edit.required_text("edition").empty()) keep_policy_edit("the pack of the policy", edit, run);
}

void set_cell(const MapReader& edit, ScenarioRun& run) {
  const std::string from = edit.required_text("from"), to = edit.required_text("to");
  if (!from.empty() && !to.empty()) keep_policy_edit(fmt::format("the cell {} to {} of the policy", from, to), edit, run);
}

void add_ledger_row(const MapReader& edit, ScenarioRun& run) { keep_for_policy(edit, run); }
void remove_ledger_row(const MapReader& edit, ScenarioRun& run) { keep_for_policy(edit, run); }

}  // namespace sekimori
