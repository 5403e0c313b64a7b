// What the edits of a scenario share: the network as names, the facts that were written, and the words of each edit. The edits themselves:
// scenario_rules.cpp, scenario_ports.cpp, scenario_cables.cpp, scenario_nodes.cpp, scenario_routes.cpp.
#pragma once

#include <span>

#include "network_file.hpp"
#include "sekimori/load/scenario.hpp"

namespace sekimori {

/// State of applying one scenario.
struct ScenarioRun {
  NetworkFile file;
  Scenario scenario;
  WrittenFacts& written;

  Network& network() { return file.network; }
  Reporter& reporter() { return file.reporter; }
  /// Notes that the edit at `at` sets `fact`. Errors: S005 when an earlier edit set it too.
  bool write(const std::string& fact, SourceRange at);
  /// As `write`, for facts that one file may set several times in order, but two files may not (first place in a filter).
  bool write_in_order(const std::string& fact, SourceRange at);
  void touch(const std::string& name);
  void touch(DeviceId device) { touch(network().at(device).name); }
  void touch(InterfaceId interface) { touch(network().at(interface).device); }
  void touch(HostId host) { touch(network().at(host).name); }
  /// S004: the edit says what is so already.
  void without_effect(SourceRange at, std::string_view what);
};

/// One kind of edit. Words that an entry of network.yaml has too are read as there.
struct EditKind {
  KeyTable keys;  ///< its definition names the edit: "add_rule"
  void (*apply)(const MapReader& edit, ScenarioRun& run);
};
[[nodiscard]] std::span<const EditKind> edit_kinds();

/// Helpers of the rule at `before`, which an edit has moved to `now`, go with it; those of other rules of that place stay, too.
void keep_helpers(Network& network, DeviceId device, SourceRange before, SourceRange now);
/// What the device may let pass besides, for a rule of a scenario; nothing for a device that network.yaml describes, which has no helpers.
void assume_helpers(Network& network, DeviceId device, const FirewallRule& rule);

void add_rule(const MapReader& edit, ScenarioRun& run);
void remove_rule(const MapReader& edit, ScenarioRun& run);
void set_rule(const MapReader& edit, ScenarioRun& run);
void bind_filter(const MapReader& edit, ScenarioRun& run);
void add_nat(const MapReader& edit, ScenarioRun& run);
void remove_nat(const MapReader& edit, ScenarioRun& run);
void set_trunk(const MapReader& edit, ScenarioRun& run);
void set_access(const MapReader& edit, ScenarioRun& run);
void add_interface(const MapReader& edit, ScenarioRun& run);
void add_address(const MapReader& edit, ScenarioRun& run);
void remove_address(const MapReader& edit, ScenarioRun& run);
void disable(const MapReader& edit, ScenarioRun& run);
void enable(const MapReader& edit, ScenarioRun& run);
void add_cable(const MapReader& edit, ScenarioRun& run);
void remove_cable(const MapReader& edit, ScenarioRun& run);
void move_cable(const MapReader& edit, ScenarioRun& run);
void add_device(const MapReader& edit, ScenarioRun& run);
void add_host(const MapReader& edit, ScenarioRun& run);
void add_sanitiser(const MapReader& edit, ScenarioRun& run);
void add_external(const MapReader& edit, ScenarioRun& run);
void add_attachment(const MapReader& edit, ScenarioRun& run);
void set_attribute(const MapReader& edit, ScenarioRun& run);
void add_route(const MapReader& edit, ScenarioRun& run);
void remove_route(const MapReader& edit, ScenarioRun& run);
void add_ledger_row(const MapReader& edit, ScenarioRun& run);
void set_pack(const MapReader& edit, ScenarioRun& run);
void set_cell(const MapReader& edit, ScenarioRun& run);
void set_leaks(const MapReader& edit, ScenarioRun& run);
void remove_ledger_row(const MapReader& edit, ScenarioRun& run);

/// The entry as network.yaml would have it: only the keys of `table`.
[[nodiscard]] Document entry_for(const MapReader& edit, const KeyTable& table);
/// {key: [entry]}: a part of network.yaml with one entry.
[[nodiscard]] Document list_of_one(std::string_view key, Document entry);

// Named objects. Errors: Y021, Y022, N003 with a suggestion.
[[nodiscard]] std::optional<DeviceId> read_device(const MapReader& edit, std::string_view key, ScenarioRun& run);
[[nodiscard]] std::optional<HostId> read_host_name(const MapReader& edit, std::string_view key, ScenarioRun& run);
[[nodiscard]] std::optional<InterfaceId> read_edit_port(const MapReader& edit, std::string_view key, ScenarioRun& run);
/// The addresses of all its cards.
[[nodiscard]] std::vector<AddressPattern> patterns_of(const Host& host);
/// "fw-mn:port1"
[[nodiscard]] std::string fact_of(const Network& network, InterfaceId interface);

}  // namespace sekimori
