// First-hop redundancy: HSRP, VRRP, GLBP. Only the virtual addresses matter: every member owns them at once (L5), so priorities,
// preemption, tracking and timers are harmless.
#include <algorithm>
#include <array>

#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::array<std::string_view, 24> kHarmlessOptions = {
    "priority",    "preempt",     "authentication", "timers",      "track",     "name",           "version",        "delay",
    "mac-address", "use-bia",     "follow",         "mac-refresh", "redirects", "weighting",      "load-balancing", "forwarder",
    "shutdown",    "description", "client-cache",   "bfd",         "no",        "priority-level", "redirect",       "accept-mode"};

void take_harmless(Reader& reader) {
  reader.taken[reader.line] = Taken::harmless;
  reader.network.assumptions.push_back({Effect::harmless, reader.block.interface, reader.here(), "harmless",
                                        std::string(reader.lexed.lines[reader.line].text),
                                        "who is active does not matter: the model lets every member of the group forward (L5)"});
}

bool add_address(Reader& reader, Address address) {
  reader.interface_draft().virtual_addresses.push_back({address, reader.line});
  return true;
}

bool learned(Reader& reader) {
  assume(reader, reader.line,
         {Effect::may_both, reader.block.interface, "unsupported", "the virtual address is learned from another device"});
  return true;
}

/// After the group number: `ip [address [secondary]]`, `ipv6 {address | autoconfig}`, or an option.
bool read_group(Reader& reader, Cursor words) {
  words.number(0, 4095);
  if (words.take("ip")) {
    if (words.done()) return learned(reader);
    const std::optional<Address> address = words.address(Family::v4);
    words.take("secondary");
    return address && words.done() && add_address(reader, *address);
  }
  if (words.take("ipv6")) {
    if (words.take("autoconfig") && words.done()) return learned(reader);
    const std::optional<Address> address = words.address(Family::v6);
    words.take("primary");
    return address && words.done() && add_address(reader, *address);
  }
  if (words.done() || std::ranges::find(kHarmlessOptions, words.peek()) == kHarmlessOptions.end()) return false;
  take_harmless(reader);
  return true;
}

bool vrrp(Reader& reader, Cursor words) {
  Cursor family = words;
  if (family.number(1, 255) && family.take("address-family") && (family.take("ipv4") || family.take("ipv6")) && family.done()) {
    reader.interface_draft().vrrp_family = true;
    return true;
  }
  return read_group(reader, words);
}

/// `address A [primary|secondary]` inside `vrrp N address-family`.
bool vrrp_address(Reader& reader, Cursor words) {
  std::optional<Address> address = words.address(Family::v4);
  if (!address) address = words.address(Family::v6);
  if (!words.take("primary")) words.take("secondary");
  return reader.interface_draft().vrrp_family && address && words.done() && add_address(reader, *address);
}

bool vrrp_exit(Reader& reader, Cursor words) {
  if (!words.done() || !reader.interface_draft().vrrp_family) return false;
  reader.interface_draft().vrrp_family = false;
  return true;
}

bool vrrp_option(Reader& reader, Cursor) {
  if (!reader.interface_draft().vrrp_family) return false;
  take_harmless(reader);
  return true;
}

constexpr Command kCommands[] = {{"standby", read_group},   {"glbp", read_group},          {"vrrp", vrrp},
                                 {"address", vrrp_address}, {"exit-vrrp", vrrp_exit},      {"priority", vrrp_option},
                                 {"preempt", vrrp_option},  {"vrrpv2", vrrp_option},       {"timers advertise", vrrp_option},
                                 {"track", vrrp_option},    {"match-address", vrrp_option}};

}  // namespace

std::span<const Command> fhrp_commands() { return kCommands; }

bool read_redundancy_group(Reader& reader, Cursor words) { return read_group(reader, words); }

}  // namespace sekimori::cisco_ios
