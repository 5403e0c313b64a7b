// The state while one Junos configuration is read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config_text.hpp"
#include "config_words.hpp"
#include "sekimori/model/address_set.hpp"
#include "statement_tree.hpp"

namespace sekimori::junos {

struct Reader {
  ConfigDevice& config;
  const Statement& root;
  std::map<std::string, InterfaceId, std::less<>> units;    ///< "ge-0/0/0.0"; a port without tags is its unit 0
  std::map<std::string, InterfaceId, std::less<>> ports;    ///< "ge-0/0/0"
  VrfsByName vrfs;                                          ///< "": the global table
  std::map<std::string, FilterId, std::less<>> filters[2];  ///< by family; only those that are bound
  std::map<std::string, std::vector<InterfaceId>, std::less<>> zones;
  std::map<std::string, std::optional<AddressSet>, std::less<>> prefix_lists;  ///< by family and name, once they were asked for
  std::vector<std::pair<InterfaceId, std::uint32_t>> learnt;  ///< interfaces whose address comes from outside, and the line

  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
  [[nodiscard]] Network& network() const { return config.network; }
};

void understood(Reader& reader, const Statement& subtree);
void harmless(Reader& reader, const Statement& subtree);
LineAssumption both(AssumptionScope scope, std::string why);
LineAssumption closes(AssumptionScope scope, std::string why);

/// Brings the statements of applied groups in; what cannot be brought in leaves the `apply-groups` line untaken.
void apply_groups(ConfigDevice& config, Statement& root);  // junos_groups.cpp

void read_interfaces(Reader& reader);  // junos_interface.cpp
void read_vlans(Reader& reader);       // junos_interface.cpp
void read_routing(Reader& reader);     // junos_routing.cpp: tables, static routes, protocols
/// The filter of that name, made when it is asked for first; nullopt, and an assumption at `from`, when there is none.
std::optional<FilterId> filter_of(Reader& reader, const Statement& from, Family family);  // junos_filter.cpp
void take_unbound_filters(Reader& reader);                                                // junos_filter.cpp
/// A prefix list of `policy-options`; nullopt when it cannot be known.
const std::optional<AddressSet>& prefix_list(Reader& reader, std::string_view name, Family family);  // junos_filter.cpp
/// "80", "1024-65535", "http". Errors: nullopt.
std::optional<ServiceInterval> port_of(std::string_view text);   // junos_filter.cpp
std::optional<std::uint8_t> protocol_of(std::string_view text);  // junos_filter.cpp
void read_security(Reader& reader);                              // junos_security.cpp: zones, policies
void read_nat(Reader& reader);                                   // junos_nat.cpp
void read_services(Reader& reader);                              // junos_services.cpp: what the device itself offers
void take_known(Reader& reader);                                 // junos_known.cpp

}  // namespace sekimori::junos
