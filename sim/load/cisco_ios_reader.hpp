// The state while one Cisco IOS config is read, line by line, and the accounting of its lines. The handlers of the commands, one table
// per concept, are declared at the end; each lives in the file of its concept.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cisco_ios_draft.hpp"
#include "cisco_ios_lexer.hpp"
#include "sekimori/base/diagnostic.hpp"

namespace sekimori::cisco_ios {

/// The block that an indented line belongs to.
enum class Mode : std::uint8_t {
  global,
  interface,
  acl,
  vrf,
  router,
  vlan,
  line,  ///< console, auxiliary and asynchronous lines
  vty,
  network_group,
  service_group,
  nat_pool,
  class_map,
  policy_map,
  zone,
  zone_pair,
  ipsec_profile,
  route_map,
  dialect,    ///< lines that only the dialect has: its `block` table
  harmless,   ///< every line is harmless for the reason of the block's own line
  narrowing,  ///< every line may only close
  unread,     ///< every line is unknown
};

struct Block {
  Mode mode = Mode::global;
  AssumptionScope scope = WholeNetwork{};  ///< of a line that is not understood
  std::string name;                        ///< of what the block defines
  std::string part;                        ///< VRF of the address family, class of the policy
  Acl* acl = nullptr;                      ///< Mode::acl: of the draft, where it stays
  InterfaceId interface;
  std::string_view reason;  ///< Mode::harmless and Mode::narrowing
  std::size_t indent = 0;   ///< Mode::dialect: of the interface's line that opened it
};

enum class Taken : std::uint8_t { pending, understood, harmless, assumed };

struct Dialect;

struct Reader {
  const Dialect& dialect;  ///< cisco_ios_dialect.hpp
  Network& network;
  Diagnostics& diagnostics;
  FileId file;
  DeviceId device;
  const Lexed& lexed;
  std::vector<Taken> taken;  ///< per line of `lexed`
  LineIndex line = 0;        ///< the line being read
  Block block;
  Draft draft;

  [[nodiscard]] SourceRange at(LineIndex index) const { return {file, lexed.lines[index].number, 0}; }
  [[nodiscard]] SourceRange here() const { return at(line); }
  [[nodiscard]] Interface& interface() { return network.interfaces[block.interface.index]; }
  [[nodiscard]] InterfaceDraft& interface_draft() { return draft.interface_drafts[block.interface]; }
};

/// An assumption about a line, which counts as assumed from then on.
struct Assumed {
  Effect effect = Effect::may_both;
  AssumptionScope scope;
  std::string_view kind;  ///< "unknown-line", "unsupported", "undefined-reference", …
  std::string why;
};
void assume(Reader& reader, LineIndex line, Assumed assumed);
/// The same for a default that no line states: no line is counted for it.
void assume_default(Reader& reader, SourceRange at, Assumed assumed, std::string text);

/// A typed command: `handle` gets the words after `path`. It returns false, having changed nothing, unless it understood every word.
struct Command {
  std::string_view path;
  bool (*handle)(Reader& reader, Cursor words);
};
/// Runs the command with the longest matching path. False when there is none or it does not understand the line.
bool dispatch(std::span<const Command> commands, Reader& reader, std::string_view text);

/// For commands that are understood whole by their keywords, with no effect on the model that is not already there.
bool ignore(Reader& reader, Cursor words);

// Tables that share a row when a name is seen first.
VrfId vrf_of(Reader& reader, std::string_view name);
Acl& acl_of(Reader& reader, Family family, std::string_view name);
/// The interface of that canonical name, made if it does not exist yet.
InterfaceId interface_of(Reader& reader, const std::string& canonical);
[[nodiscard]] std::optional<InterfaceId> known_interface(const Reader& reader, std::string_view written);
/// Makes a VRF any-routing because of `line` (R2); the first reason stays.
void make_any_routing(Reader& reader, VrfId vrf, LineIndex line, std::string_view why);
/// The device's addresses that are set on `interface`.
[[nodiscard]] AddressSet addresses_of(const Reader& reader, InterfaceId interface);

// The command tables, by concept.
std::span<const Command> interface_commands();   // cisco_ios_interface.cpp
std::span<const Command> switchport_commands();  // cisco_ios_switchport.cpp
std::span<const Command> fhrp_commands();        // cisco_ios_fhrp.cpp
std::span<const Command> tunnel_commands();      // cisco_ios_tunnel.cpp: lines of a tunnel interface
std::span<const Command> acl_commands();         // cisco_ios_acl.cpp: global lines
std::span<const Command> object_group_commands();
std::span<const Command> route_commands();       // cisco_ios_route.cpp
std::span<const Command> vrf_commands();         // cisco_ios_vrf.cpp
std::span<const Command> nat_commands();         // cisco_ios_nat.cpp
std::span<const Command> management_commands();  // cisco_ios_management.cpp
std::span<const Command> zone_commands();        // cisco_ios_zone.cpp
std::span<const Command> ipsec_commands();       // cisco_ios_tunnel.cpp: global lines
std::span<const Command> system_commands();      // cisco_ios_system.cpp: hostname, interface, vlan, …

// Lines of a block; false when not understood.
bool read_acl_line(Reader& reader, Cursor words);
bool read_network_group_line(Reader& reader, Cursor words);
bool read_service_group_line(Reader& reader, Cursor words);
bool read_vlan_line(Reader& reader, Cursor words);
bool read_vrf_line(Reader& reader, Cursor words);
bool read_router_line(Reader& reader, Cursor words);
bool read_route_map_line(Reader& reader, Cursor words);
bool read_nat_pool_line(Reader& reader, Cursor words);
bool read_vty_line(Reader& reader, Cursor words);
bool read_class_map_line(Reader& reader, Cursor words);
bool read_policy_map_line(Reader& reader, Cursor words);
bool read_zone_line(Reader& reader, Cursor words);
bool read_zone_pair_line(Reader& reader, Cursor words);
bool read_ipsec_profile_line(Reader& reader, Cursor words);

/// What the blocks and lines of other dialects share with those of IOS.
void open_vrf_block(Reader& reader, std::string_view name);                          // cisco_ios_vrf.cpp
bool read_route(Reader& reader, Cursor words, Family family, std::string_view vrf);  // cisco_ios_route.cpp
bool open_extended_acl(Reader& reader, Cursor words, Family family);                 // cisco_ios_acl.cpp
bool read_redundancy_group(Reader& reader, Cursor words);                            // cisco_ios_fhrp.cpp
void add_tcp_service(Reader& reader, std::string_view name, std::uint16_t port);     // cisco_ios_management.cpp

/// Reads every line of the config: each is understood, harmless or assumed afterwards.
void read_lines(Reader& reader);

}  // namespace sekimori::cisco_ios
