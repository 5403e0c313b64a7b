// The state while one AlliedWare Plus config is read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config_text.hpp"
#include "config_words.hpp"

namespace sekimori::alliedware_plus {

/// Behind a name that a line mentions: the line.
struct Mention {
  std::string name;
  std::uint32_t line = 0;
};

struct InterfaceDraft {
  InterfaceId id;
  bool trunk = false;
  VlanSet tagged;                               ///< `switchport trunk allowed vlan`: nothing until a line says so
  std::optional<VlanId> native = kDefaultVlan;  ///< of a trunk; nullopt: `none`, untagged frames are dropped
  std::optional<unsigned> channel;
  bool static_channel = false;
  std::optional<Mention> vrf;
  struct Virtual {
    Address address;
    std::uint32_t line = 0;
  };
  std::vector<Virtual> virtual_addresses;
  std::vector<Mention> any_routing;  ///< why its table is not known
};

/// A standard list, which says who may: the vty lines name it.
struct SourceList {
  struct Entry {
    bool permit = false;
    std::vector<AddressPattern> from;
    std::uint32_t line = 0;
  };
  std::vector<Entry> entries;
};

enum class Block : std::uint8_t {
  global,
  interfaces,
  vrrp,
  vlan_database,
  source_list,
  hardware_list,
  policy_map,
  vrf,
  routing,    ///< of a protocol whose routes are unknown anyway
  harmless,   ///< as its header
  narrowing,  ///< only closes, as its header
  unknown,
};

struct Reader {
  ConfigDevice& config;
  VrfId global;
  std::map<std::string, InterfaceDraft, std::less<>> interfaces;
  VrfsByName vrfs;
  std::map<std::string, SourceList, std::less<>> source_lists;
  std::set<std::string, std::less<>> off;                ///< services with `no service …`
  std::map<std::string, std::uint32_t, std::less<>> on;  ///< `service …`
  std::optional<Mention> admits;                         ///< `vty access-class`
  std::vector<Mention> protocols;                        ///< why no table of the device is known
  std::string hostname;
  std::uint32_t hostname_line = 0;
  std::uint32_t line = 0;
  Block block = Block::global;
  std::vector<std::string> open;  ///< the interfaces of the block
  std::string open_list;

  [[nodiscard]] SourceRange here() const { return config.at(line); }
  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
};

/// "port1.0.1-1.0.4,sa1" or "vlan10-20" as single names. Errors: nullopt (no such form, or more than 4096).
[[nodiscard]] std::optional<std::vector<std::string>> expand_names(std::string_view text);  // alliedware_plus_names.cpp

/// The interface of that name, made when it is new.
InterfaceDraft& interface_of(Reader& reader, const std::string& name);
VrfId vrf_of(Reader& reader, std::string_view name);

/// Lines below `interface …`, for one of its interfaces. False when not understood, having changed nothing.
bool read_in_interface(Reader& reader, InterfaceDraft& on, const ConfigWords& words);  // alliedware_plus_interface.cpp
void resolve_ports(Reader& reader);                                                    // alliedware_plus_interface.cpp
/// Harmless or one-sided by the lists of first words; false when the line is on none.
bool read_known(Reader& reader, std::string_view text, bool in_interface);  // alliedware_plus_known.cpp
/// `access-list …` in one line, or the header of a list's block.
bool read_list(Reader& reader, const ConfigWords& words);        // alliedware_plus_list.cpp
bool read_list_entry(Reader& reader, const ConfigWords& words);  // alliedware_plus_list.cpp
void resolve_services(Reader& reader);                           // alliedware_plus_list.cpp

}  // namespace sekimori::alliedware_plus
