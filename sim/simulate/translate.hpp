// Address translation of one packet by a device's rules in their order (semantics F4). Replies of sessions: sessions.hpp.
#pragma once

#include <string>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori::simulation {

/// One possible result. `dynamic`: the device must keep a session to undo it.
struct Translation {
  Packet packet;
  bool translated = false;
  bool dynamic = false;
  std::string why;
  SourceRange at;
};

/// Before routing: destination NAT, and static NAT from global to local. Never empty; a packet that no rule matches stays as it is.
/// A destination rule gives every member of `to` when there are at most 16, else those that `hints` ask for, else the first.
[[nodiscard]] std::vector<Translation> translate_destination(const Device& device, InterfaceId in, const Packet& packet,
                                                             const std::vector<Packet>& hints);
/// After the policy: source NAT, and static NAT from local to global. A pool gives the addresses that `hints` ask for, else its first
/// with the source port kept.
[[nodiscard]] std::vector<Translation> translate_source(const Device& device, InterfaceId in, InterfaceId out, const Packet& packet,
                                                        const std::vector<Packet>& hints);
/// The device answers ARP for `target` on `interface` because a translation there uses it (static global, pool, virtual server), as far
/// as it lies in a subnet of that interface.
[[nodiscard]] bool answers_for_translation(const Network& network, InterfaceId interface, Address target);

}  // namespace sekimori::simulation
