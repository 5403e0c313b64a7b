// Tunnel interfaces and the IPsec profiles that protect them (L6). A tunnel counts as encrypted only if its profile names transform sets
// that all both encrypt and authenticate; anything else leaves the outer path open to outsiders.
#include <algorithm>
#include <array>

#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

Tunnel& tunnel(Reader& reader) {
  Interface& interface = reader.interface();
  if (!interface.tunnel) {
    interface.tunnel = Tunnel{};
    interface.tunnel->at = interface.at;
  }
  return *interface.tunnel;
}

bool is_tunnel(Reader& reader) { return reader.interface().kind == InterfaceKind::tunnel; }

bool source(Reader& reader, Cursor words) {
  if (!is_tunnel(reader) || words.done()) return false;
  if (const std::optional<Address> address = parse_address(words.rest())) {
    tunnel(reader).local = address;
    return true;
  }
  tunnel(reader);
  reader.interface_draft().tunnel_source = {std::string(words.rest()), reader.line};
  return true;
}

bool destination(Reader& reader, Cursor words) {
  const std::optional<Address> address = parse_address(words.rest());
  if (!is_tunnel(reader) || !address) return false;
  tunnel(reader).remote = address;
  return true;
}

/// Point-to-point modes change the outer header only; the multipoint ones have no `tunnel destination` and so any peer.
bool mode(Reader& reader, Cursor words) {
  static constexpr std::array<std::string_view, 9> kModes = {
      "gre ip", "gre ipv6", "gre multipoint", "ipip", "ipsec ipv4", "ipsec ipv6", "ipv6ip", "ipv6", "ipip decapsulate-any"};
  if (!is_tunnel(reader) || std::ranges::find(kModes, words.rest()) == kModes.end()) return false;
  tunnel(reader);
  return true;
}

bool protection(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  words.take("shared");
  if (!is_tunnel(reader) || name.empty() || !words.done()) return false;
  tunnel(reader);
  reader.interface_draft().ipsec_profile = {std::string(name), reader.line};
  return true;
}

/// No effect on where the packets go or who may read them.
bool tuning(Reader& reader, Cursor words) { return is_tunnel(reader) && !words.done(); }
bool bare(Reader& reader, Cursor words) { return is_tunnel(reader) && words.done(); }

bool authenticates(std::string_view word) { return word.ends_with("-hmac") || word == "esp-gcm" || word == "esp-gmac"; }
bool encrypts(std::string_view word) {
  return word == "esp-aes" || word == "esp-3des" || word == "esp-des" || word == "esp-gcm" || word == "esp-seal";
}

bool transform_set(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || words.done()) return false;
  std::pair<bool, bool> strength{false, false};
  while (!words.done()) {
    const std::string_view word = words.next();
    const bool size = word == "128" || word == "192" || word == "256";
    if (!size && !authenticates(word) && !encrypts(word) && word != "esp-null") return false;
    strength.first = strength.first || encrypts(word);
    strength.second = strength.second || authenticates(word);
  }
  reader.draft.transform_sets[std::string(name)] = strength;
  reader.block.mode = Mode::harmless;
  reader.block.scope = reader.device;
  reader.block.reason = "tunnel or transport mode changes the outer header only";
  return true;
}

bool ipsec_profile(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.draft.ipsec_profiles[std::string(name)];
  reader.block.mode = Mode::ipsec_profile;
  reader.block.name = std::string(name);
  reader.block.scope = reader.device;
  return true;
}

constexpr Command kInterfaceCommands[] = {{"tunnel source", source},
                                          {"tunnel destination", destination},
                                          {"tunnel mode", mode},
                                          {"tunnel protection ipsec profile", protection},
                                          {"tunnel key", tuning},
                                          {"tunnel ttl", tuning},
                                          {"tunnel tos", tuning},
                                          {"tunnel bandwidth", tuning},
                                          {"tunnel path-mtu-discovery", bare},
                                          {"tunnel checksum", bare},
                                          {"tunnel sequence-datagrams", bare}};
constexpr Command kGlobalCommands[] = {{"crypto ipsec transform-set", transform_set}, {"crypto ipsec profile", ipsec_profile}};

}  // namespace

std::span<const Command> tunnel_commands() { return kInterfaceCommands; }
std::span<const Command> ipsec_commands() { return kGlobalCommands; }

bool read_ipsec_profile_line(Reader& reader, Cursor words) {
  if (words.take("description")) return true;
  if (words.take_path("set transform-set")) {
    std::vector<std::string>& sets = reader.draft.ipsec_profiles[reader.block.name];
    if (words.done()) return false;
    while (!words.done()) sets.emplace_back(words.next());
    return true;
  }
  return words.take_path("set security-association") || words.take_path("set pfs") || words.take_path("set isakmp-profile") ||
         words.take_path("set ikev2-profile") || words.take_path("set identity") || words.take("responder-only");
}

}  // namespace sekimori::cisco_ios
