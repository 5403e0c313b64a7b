// The state while one FortiOS config is turned into the model. Each concept has its file; they run stage by stage, because objects are used
// above and below the block that defines them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config_device.hpp"
#include "fortios_tree.hpp"
#include "sekimori/model/address_set.hpp"

namespace sekimori::fortios {

/// Addresses that an object stands for. Not `exact`: it stands for some part of them that the text does not tell (a domain name, a country,
/// an object that is missing), so a permit takes them all and a deny none (F1).
struct Addresses {
  std::vector<AddressPattern> patterns;
  bool exact = true;
};

struct Services {
  std::vector<ServiceBox> boxes;
  bool exact = true;
  std::set<std::string_view> helpers = {};  ///< session helpers that sessions of these services may have
};

/// Sessions of that protocol to that port are looked into, and further sessions let pass that they tell of.
struct SessionHelper {
  std::string_view name;
  std::optional<std::uint8_t> protocol;  ///< unset: TCP and UDP
  ServiceInterval port{0, 65'535};
  bool gateway = false;  ///< the SIP ALG, which no service's `helper` takes away
};

/// Looked up by every policy, and never walked through.
using AddressesByName = std::unordered_map<std::string_view, Addresses>;
using ServicesByName = std::unordered_map<std::string_view, Services>;

/// A virtual IP: destinations `external` become `mapped`.
struct VirtualIp {
  std::string_view name;
  std::vector<InterfaceId> in;  ///< empty: any
  AddressSet external{Family::v4}, mapped{Family::v4};
  std::optional<std::uint8_t> protocol;  ///< with port forwarding
  ServiceInterval external_port, mapped_port;
  std::vector<AddressPattern> sources;  ///< empty: all
  bool exact = true;
  std::uint32_t line = 0;
};

/// A virtual domain: a router and firewall of its own.
struct Vdom {
  std::string name;
  VrfId vrf;
  std::vector<const Node*> blocks;
  std::vector<InterfaceId> interfaces;
  std::map<std::string_view, std::vector<InterfaceId>> zones;  ///< also of SD-WAN
  AddressesByName addresses[2];                                ///< by family: IPv4, IPv6; with groups
  std::vector<SessionHelper> helpers;                          ///< those that let further sessions pass
  ServicesByName services;                                     ///< with groups
  std::map<std::string_view, std::vector<VirtualIp>> virtual_ips;
  std::map<std::string_view, AddressSet> pools;
  std::map<std::string_view, bool> pool_keeps_ports;
  std::set<std::string_view> always;  ///< schedules that are always active
  bool central_nat = false;
};

struct Reader {
  ConfigDevice& config;
  const Tree& tree;
  std::vector<Vdom> vdoms;          ///< at least one; the first has the blocks outside of all
  std::vector<const Node*> global;  ///< blocks of `config global`
  std::map<std::string_view, InterfaceId> interfaces;
  std::map<InterfaceId, const Node*> interface_nodes;

  [[nodiscard]] Network& network() const { return config.network; }
  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
};

// ---- Accounting -------------------------------------------------------------------------------------------------------------------

enum class Use : std::uint8_t { understood, harmless, may_open, may_close, may_both };

/// A key of some block. A value equal to `neutral` is harmless whatever the use.
struct Key {
  std::string_view name;
  Use use = Use::understood;
  std::string_view neutral = {};
};
/// Takes the lines of the node and of its settings by the table; a key that is not in it may do both. Nested blocks: `blocks` alike (by
/// their whole name); those in it as `understood` are left to the caller.
void take_settings(Reader& reader, const Node& node, std::span<const Key> keys, AssumptionScope scope, std::span<const Key> blocks = {});
/// All lines of the node.
void take_block(Reader& reader, const Node& node, LineTaken taken);
void assume_block(Reader& reader, const Node& node, Effect effect, AssumptionScope scope, std::string why);
/// The lines from `line` to `last`, as one assumption.
void assume_setting(Reader& reader, const Setting& setting, LineAssumption assumption);

/// Calls `visit(vdom, block)` for each block of that name. Blocks of `config global` count for the first VDOM.
template <class Visit>
void for_each_block(Reader& reader, std::string_view name, const Visit& visit) {
  for (const Node* block : reader.global) {
    if (block->name == name) visit(reader.vdoms.front(), *block);
  }
  for (Vdom& vdom : reader.vdoms) {
    for (const Node* block : vdom.blocks) {
      if (block->name == name) visit(vdom, *block);
    }
  }
}

[[nodiscard]] inline bool is_enabled(const Node& node, std::string_view key) { return node.get(key) == "enable"; }

// ---- Stages, in order -------------------------------------------------------------------------------------------------------------

void read_interfaces(Reader& reader);   // fortios_interface.cpp: interfaces, switches, zones, VDOM links
void read_tunnels(Reader& reader);      // fortios_tunnel.cpp: IPsec
void read_addresses(Reader& reader);    // fortios_address.cpp: addresses, groups
void read_helpers(Reader& reader);      // fortios_helper.cpp: session helpers
void read_services(Reader& reader);     // fortios_service.cpp: services, groups, schedules
void read_translation(Reader& reader);  // fortios_nat.cpp: virtual IPs, pools
void read_routes(Reader& reader);       // fortios_route.cpp
void read_policies(Reader& reader);     // fortios_policy.cpp: policies with their source translation
void read_management(Reader& reader);   // fortios_management.cpp: what the device itself offers
void read_others(Reader& reader);       // fortios_known.cpp: every other block, by the lists of known ones

/// "80", "80-90"; nullopt for anything else.
[[nodiscard]] std::optional<ServiceInterval> port_interval(std::string_view text);
[[nodiscard]] std::optional<unsigned> number(std::string_view text, unsigned last);
/// "10.0.0.1 255.255.255.0" or "10.0.0.1/24", with host bits.
[[nodiscard]] std::optional<InterfaceAddress> address_and_length(const Setting& setting, Family family);

/// Addresses by the names of a policy. `family`: 0 IPv4, 1 IPv6. Undefined names: not exact, everything.
[[nodiscard]] Addresses addresses_of(const Vdom& vdom, std::span<const std::string_view> names, Family family);
[[nodiscard]] Services services_of(const Vdom& vdom, std::span<const std::string_view> names);
/// The helpers that sessions of these boxes may have. `disabled`: but for those that only the VDOM turns off.
[[nodiscard]] std::set<std::string_view> helpers_of(const Vdom& vdom, std::span<const ServiceBox> boxes, bool disabled = false);
/// Everything but them; not exact when they are not, or have too many holes.
[[nodiscard]] Addresses negated(const Addresses& addresses, Family family);
/// "any", zones and interfaces. nullopt when one is unknown.
[[nodiscard]] std::optional<std::vector<InterfaceId>> interfaces_of(const Reader& reader, const Vdom& vdom,
                                                                    std::span<const std::string_view> names);
/// The union of exact patterns; nullopt when one has too many holes.
[[nodiscard]] std::optional<AddressSet> set_of(std::span<const AddressPattern> patterns, Family family);

}  // namespace sekimori::fortios
