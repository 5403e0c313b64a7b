#include "sekimori/model/network.hpp"

#include <algorithm>
#include <array>

#include "sekimori/base/overloaded.hpp"

namespace sekimori {

namespace {

/// Interface types of Cisco IOS, IOS-XE, IOS-XR and NX-OS, folded to lower case: any leading part abbreviates them ("Gi0/1").
/// Source: "interface" in the Cisco IOS Interface and Hardware Component Command Reference.
constexpr std::array<std::string_view, 40> kCiscoTypes = {"appgigabitethernet",
                                                          "async",
                                                          "atm",
                                                          "bdi",
                                                          "bri",
                                                          "bundle-ether",
                                                          "bvi",
                                                          "cellular",
                                                          "dialer",
                                                          "dot11radio",
                                                          "embedded-service-engine",
                                                          "ethernet",
                                                          "fastethernet",
                                                          "fivegigabitethernet",
                                                          "fortygige",
                                                          "fortygigabitethernet",
                                                          "fourhundredgige",
                                                          "gigabitethernet",
                                                          "hundredgige",
                                                          "hundredgigabitethernet",
                                                          "integrated-service-engine",
                                                          "loopback",
                                                          "management",
                                                          "mgmteth",
                                                          "multilink",
                                                          "null",
                                                          "nve",
                                                          "port-channel",
                                                          "pos",
                                                          "serial",
                                                          "tengige",
                                                          "tengigabitethernet",
                                                          "tunnel",
                                                          "tunnel-ip",
                                                          "twentyfivegige",
                                                          "twentyfivegigabitethernet",
                                                          "twogigabitethernet",
                                                          "virtual-access",
                                                          "virtual-template",
                                                          "vlan"};

/// ASCII lower case without blanks: "GigabitEthernet 0/1" and "gigabitethernet0/1" are one name.
std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == ' ') continue;
    text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return text;
}

/// `wanted` and `name` are folded. Only a Cisco type may be shortened, its number never: "gi0/1" is not "gigabitethernet0/11".
bool abbreviates(std::string_view wanted, std::string_view name) {
  const auto is_short_for = [&](std::string_view type) {
    if (!name.starts_with(type)) return false;
    const std::string_view number = name.substr(type.size());
    if (number.empty() || number.front() < '0' || number.front() > '9') return false;
    if (wanted.size() <= number.size() || !wanted.ends_with(number)) return false;
    return type.starts_with(wanted.substr(0, wanted.size() - number.size()));
  };
  return std::ranges::any_of(kCiscoTypes, is_short_for);
}

template <class IdType, class Table>
std::optional<IdType> find_row(const Table& table, std::string_view name) {
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].name == name) return make_id<IdType>(row);
  }
  return std::nullopt;
}

/// The only interface of `among` that `accepts`; nullopt when there is none or more than one.
template <class Accepts>
std::optional<InterfaceId> only(const Network& network, const std::vector<InterfaceId>& among, const Accepts& accepts) {
  std::optional<InterfaceId> found;
  for (const InterfaceId id : among) {
    if (!accepts(network.at(id).name)) continue;
    if (found) return std::nullopt;
    found = id;
  }
  return found;
}

}  // namespace

std::optional<DeviceId> find_device(const Network& network, std::string_view name) { return find_row<DeviceId>(network.devices, name); }

std::optional<HostId> find_host(const Network& network, std::string_view name) { return find_row<HostId>(network.hosts, name); }

std::optional<ZoneId> find_zone(const Network& network, std::string_view name) { return find_row<ZoneId>(network.zones, name); }

std::optional<InterfaceId> find_interface(const Network& network, DeviceId device, std::string_view name) {
  const std::vector<InterfaceId>& among = network.at(device).interfaces;
  const std::string wanted = folded(name);
  const auto is_same = [&](const std::string& candidate) { return candidate == name; };
  const auto is_folded_same = [&](const std::string& candidate) { return folded(candidate) == wanted; };
  const auto is_abbreviated = [&](const std::string& candidate) { return abbreviates(wanted, folded(candidate)); };
  if (const auto exact = only(network, among, is_same)) return exact;
  // Two names that differ in case only (Linux) are ambiguous, and then no abbreviation may pick a third.
  const bool known = std::ranges::any_of(among, [&](InterfaceId id) { return is_folded_same(network.at(id).name); });
  return known ? only(network, among, is_folded_same) : only(network, among, is_abbreviated);
}

std::string describe(const Network& network, InterfaceId interface) {
  const Interface& it = network.at(interface);
  return network.at(it.device).name + ":" + it.name;
}

std::string describe(const Network& network, const EndpointRef& endpoint) {
  return std::visit(
      Overloaded{[&](HostId host) { return network.at(host).name; }, [&](DeviceId device) { return "self of " + network.at(device).name; },
                 [&](InterfaceId interface) { return "rest of the segment at " + describe(network, interface); }},
      endpoint);
}

std::vector<bool> names_one_segment(const Network& network) {
  std::vector<bool> one(network.interfaces.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    const Interface& it = network.interfaces[i];
    one[i] = it.mode != PortMode::trunk && !it.voice_vlan && !it.channel;
  }
  for (const Interface& it : network.interfaces) {
    if (it.parent) one.at(it.parent->index) = false;
  }
  return one;
}

}  // namespace sekimori
