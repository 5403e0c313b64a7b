// One device under construction from the text of its config, and the accounting of the config's lines, for front ends of any syntax.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/load/front_end.hpp"
#include "sekimori/model/address_set.hpp"

namespace sekimori {

/// Line numbers are 1-based, as in SourceRange.
struct ConfigDevice {
  Network& network;
  Diagnostics& diagnostics;
  FileId file;
  DeviceId id;
  std::string text;                 ///< of the whole config, printable
  std::vector<LineTaken> taken;     ///< by line number minus one
  std::vector<std::size_t> starts;  ///< of each line in `text`

  [[nodiscard]] SourceRange at(std::uint32_t line) const { return {file, line, 0}; }
  [[nodiscard]] Device& device() const { return network.devices[id.index]; }
};

/// Adds an empty device of that platform. Errors: C001 (not text), nullopt.
[[nodiscard]] std::optional<ConfigDevice> begin_device(const ConfigFile& config, std::string_view platform, Network& network,
                                                       Diagnostics& diagnostics);
/// Another file of the same device. Errors: C001, nullopt.
[[nodiscard]] std::optional<ConfigDevice> begin_part(const ConfigFile& config, DeviceId device, Network& network, Diagnostics& diagnostics);
/// Counts the lines of one file, as finish_device does.
void finish_part(ConfigDevice& config);
/// Names the device and counts its lines. A line that nobody took is an assumption: the device may do anything because of it. Errors:
/// C002 (another device has the name), nullopt.
std::optional<DeviceId> finish_device(ConfigDevice& config, const std::string& name, std::uint32_t line);

VrfId add_vrf(ConfigDevice& config, const std::string& name, std::uint32_t line);
using VrfsByName = std::map<std::string, VrfId, std::less<>>;
/// The VRF of that name; a new one, for `line`, where there is none yet.
VrfId vrf_named(ConfigDevice& config, VrfsByName& vrfs, std::string_view name, std::uint32_t line);
/// A router without switched ports; a layer-3 switch where any interface but loopbacks is routed, too.
[[nodiscard]] DeviceKind kind_by_ports(const ConfigDevice& config);
/// Routed where the kind has layer 2, up, in the VRF.
InterfaceId add_interface(ConfigDevice& config, const std::string& name, InterfaceKind kind, VrfId vrf, std::uint32_t line);
FilterId add_filter(ConfigDevice& config, const std::string& name, std::uint32_t line);
/// What is offered at the addresses of these interfaces alone is so for both families: sets the lists of the service. An interface that has
/// no address here (it may be learnt) leaves it open to everybody.
void offer_at(ConfigDevice& config, ManagementService& service, const std::vector<InterfaceId>& interfaces);
/// A routing table that was collected says what such a reason leaves open: protocols and learnt routes.
[[nodiscard]] bool is_settled_by_table(std::string_view why);
/// Makes a VRF any-routing because of `line` (R2); the first reason stays.
void make_any_routing(ConfigDevice& config, VrfId vrf, std::uint32_t line, std::string_view why);

/// The addresses of one family that are set on the interface; empty where they are learnt.
[[nodiscard]] AddressSet addresses_set_on(const Network& network, InterfaceId interface, Family family);
/// An address that a redundancy group shares (L5), in the connected prefix around it; a host address where there is none.
void add_virtual_address(Interface& interface, Address address, SourceRange at);
/// A channel's layer-2 settings hold for its members; a member that is not bundled is taken to fall back to the same.
void copy_layer2(const Interface& channel, Interface& member);
/// The fewest prefixes that cover the set, as patterns.
[[nodiscard]] std::vector<AddressPattern> patterns_of(const AddressSet& set);

/// A line counts by the most that was said of it: understood, then harmless, then assumed.
void take(ConfigDevice& config, std::uint32_t line, LineTaken taken);
/// The line as written, without its end.
[[nodiscard]] std::string_view line_of(const ConfigDevice& config, std::uint32_t line);

struct LineAssumption {
  Effect effect = Effect::may_both;
  AssumptionScope scope;
  std::string_view kind;  ///< "unknown-line", "unsupported", "undefined-reference", …
  std::string why;
};
/// About a line, which counts as assumed (or harmless, by its effect) from then on.
void assume(ConfigDevice& config, std::uint32_t line, LineAssumption assumption);
/// About a default that no line states: no line is counted for it.
void assume_default(ConfigDevice& config, SourceRange at, LineAssumption assumption, std::string text);
/// That outsiders are not on a tunnel, which encrypts.
void assume_encrypted(ConfigDevice& config, SourceRange at, AssumptionScope scope, std::string text);

}  // namespace sekimori
