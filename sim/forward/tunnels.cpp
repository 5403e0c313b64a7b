#include "tunnels.hpp"

#include <algorithm>
#include <set>

#include "addressing.hpp"

namespace sekimori {
namespace {

bool has_address(const Network& network, InterfaceId id, Address address) {
  return std::ranges::any_of(network.at(id).addresses, [&](const InterfaceAddress& a) { return a.address == address; });
}

/// The end may be reached at `address`.
bool listens_at(const Network& network, InterfaceId end, Address address) {
  const std::optional<Tunnel>& tunnel = network.at(end).tunnel;
  if (tunnel && tunnel->local) return *tunnel->local == address;
  return std::ranges::any_of(outer_interfaces(network, end), [&](InterfaceId id) { return has_address(network, id, address); });
}

/// `from` sends to `to`, or to anybody.
bool aims_at(const Network& network, InterfaceId from, InterfaceId to) {
  const std::optional<Tunnel>& tunnel = network.at(from).tunnel;
  return !tunnel || !tunnel->remote || listens_at(network, to, *tunnel->remote);
}

bool names_peer(const Network& network, InterfaceId end) {
  const std::optional<Tunnel>& tunnel = network.at(end).tunnel;
  return tunnel && tunnel->remote.has_value();
}

bool encrypts(const Network& network, InterfaceId end) {
  const std::optional<Tunnel>& tunnel = network.at(end).tunnel;
  return tunnel && tunnel->encrypted;
}

}  // namespace

std::vector<InterfaceId> outer_interfaces(const Network& network, InterfaceId tunnel) {
  const Interface& end = network.at(tunnel);
  if (end.tunnel && end.tunnel->local_interface) return {*end.tunnel->local_interface};
  std::vector<InterfaceId> outer;
  for (const InterfaceId id : network.at(end.device).interfaces) {
    if (id == tunnel || network.at(id).kind == InterfaceKind::tunnel) continue;
    const bool named = end.tunnel && end.tunnel->local;
    if (!named || has_address(network, id, *end.tunnel->local)) outer.push_back(id);
  }
  return outer;
}

Tunnels find_tunnels(const Network& network) {
  std::vector<InterfaceId> ends;
  for (std::size_t row = 0; row < network.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (network.at(id).kind == InterfaceKind::tunnel && is_live(network, id)) ends.push_back(id);
  }
  Tunnels tunnels;
  std::set<InterfaceId> paired, exposed;
  for (std::size_t x = 0; x < ends.size(); ++x) {
    for (std::size_t y = x + 1; y < ends.size(); ++y) {
      const InterfaceId a = ends[x], b = ends[y];
      if (!aims_at(network, a, b) || !aims_at(network, b, a)) continue;
      tunnels.wires.push_back({a, b});
      paired.insert({a, b});
      if (!encrypts(network, a) || !encrypts(network, b)) exposed.insert({a, b});
    }
  }
  for (const InterfaceId end : ends) {
    if (!paired.contains(end) || !names_peer(network, end)) tunnels.open_ends.push_back(end);
    if (!encrypts(network, end)) exposed.insert(end);
  }
  tunnels.exposed.assign(exposed.begin(), exposed.end());
  return tunnels;
}

}  // namespace sekimori
