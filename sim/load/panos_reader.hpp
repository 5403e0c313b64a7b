// The state while one PAN-OS configuration is read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config_text.hpp"
#include "config_words.hpp"
#include "sekimori/model/address_set.hpp"
#include "statement_tree.hpp"

namespace sekimori::panos {

/// Addresses that a list of names stands for. `exact` false: some of them cannot be known (FQDN, region, dynamic group): `sets` lack them.
struct Addresses {
  AddressSet v4{Family::v4}, v6{Family::v6};
  bool exact = true;

  [[nodiscard]] bool empty() const { return v4.intervals().empty() && v6.intervals().empty(); }
  [[nodiscard]] std::vector<AddressPattern> patterns() const;
};

struct Services {
  std::vector<ServiceBox> boxes;
  bool exact = true;
};

/// Where objects are looked up: the virtual system first, then `shared`.
struct Scope {
  const Statement* vsys = nullptr;
  const Statement* shared = nullptr;
};

struct Reader {
  ConfigDevice& config;
  Scope scope;
  std::map<std::string, InterfaceId, std::less<>> interfaces;
  VrfsByName vrfs;
  std::map<std::string, std::vector<InterfaceId>, std::less<>> zones;
  std::size_t patterns = 0;  ///< of all rules so far: beyond a million, addresses of a rule count as not known

  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
};

/// What a rule says for the key; "any" where it says nothing.
[[nodiscard]] std::vector<std::string_view> values_of(const Statement& rule, std::string_view key);
/// "any" is everything. A group that holds itself, or too many members, is not exact.
[[nodiscard]] Addresses addresses_of(const Scope& scope, const std::vector<std::string_view>& names);
/// "any", "application-default" (with the rule's applications), services and groups of them.
[[nodiscard]] Services services_of(const Scope& scope, const std::vector<std::string_view>& names,
                                   const std::vector<std::string_view>& applications);
/// The ports that an application uses by default; nullopt when they are not known here.
[[nodiscard]] std::optional<std::vector<ServiceBox>> default_ports(std::string_view application);

void read_network(Reader& reader, const Statement& network);  // panos_network.cpp: interfaces, routers, management profiles
/// "NAME-management", a device of its own with the management port of `deviceconfig system`, where that has an address.
void add_management(ConfigDevice& config, const Statement& system, const std::string& name);  // panos_network.cpp
void read_zones(Reader& reader, const Statement& zones);                                      // panos_network.cpp
void read_rulebase(Reader& reader, const Statement& rulebase);                                // panos_policy.cpp
void read_nat(Reader& reader, const Statement& rules);                                        // panos_nat.cpp
/// Takes what no packet depends on, wherever it stands.
void take_known(Reader& reader, const Statement& device, const Statement& vsys);  // panos_known.cpp

}  // namespace sekimori::panos
