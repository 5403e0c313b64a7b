// The concrete simulator: one packet, hop by hop, over the Network itself (cabling, VLAN tables, routes, rules in file order), with
// exact sessions and NAT. It is the referee: deliberately simple, it shares no derived structure with the flow graph.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

namespace simulation {
class Terrain;
}

/// What happened to the packet at the end of one branch.
enum class Disposition : std::uint8_t {
  delivered,
  denied_in,
  denied_out,
  denied_policy,
  no_route,
  null_routed,
  no_neighbour,
  no_listener,
  loop
};
[[nodiscard]] std::string to_text(Disposition disposition);

/// One decision. Names are those of the configuration; absent strings are empty.
struct Hop {
  std::string device;
  std::string in, out;  ///< interface names
  std::string vlan, vrf;
  std::string action;                  ///< "receive", "permit", "deny", "route", "translate", "switch", "deliver"
  std::string why;                     ///< "rule 10 permit tcp …", "10.0.0.0/8 via 10.1.0.2"
  SourceRange source;                  ///< the line that decided
  std::optional<Packet> packet_after;  ///< when rewritten
};

struct Trace {
  Packet packet;  ///< as emitted
  Disposition end = Disposition::no_listener;
  std::optional<EndpointRef> delivered_to;
  Packet delivered;  ///< as it arrived
  std::vector<Hop> hops;
};

/// A session that a stateful device keeps: the header its policy saw and the header that left (they differ under NAT), both in the
/// initiator's direction. Devices with the same session_group share it.
struct Session {
  DeviceId device;
  Packet original;    ///< as received, before any translation
  Packet inside;      ///< as the policy saw it: after destination, before source translation
  Packet translated;  ///< as sent
  InterfaceId in, out;
  bool inspected = true;  ///< the policy lets its replies pass; false: it is only a translation
  friend auto operator<=>(const Session&, const Session&) = default;
};

/// `attachment` indexes Host::attachments; for a device's self and for `rest of segment` it indexes nothing and the packet starts on the
/// segment of `start`.
struct Emission {
  EndpointRef from;
  std::size_t attachment = 0;
  std::optional<InterfaceId> start;  ///< self: the interface it is sent from; rest of segment: any interface on the segment
  Packet packet;
  Phase phase = Phase::initiate;
};

struct SimulateOptions {
  bool promiscuous = false;   ///< endpoints accept any destination (E8, compromise)
  bool vlan_hopping = false;  ///< the sender is hostile: L4 native-VLAN injection
  /// Preferred results where NAT may choose, and where a source route may lead (Device::source_routes): one that differs from the packet
  /// in its destination alone. Each is used only where the rules allow it.
  std::vector<Packet> translation_hints;
  std::size_t max_branches = 20000;
};

struct SimulationResult {
  std::vector<Trace> traces;      ///< every branch, in a deterministic order; duplicates of a delivered endpoint keep the shortest
  std::vector<Session> sessions;  ///< those that existed before and those this packet made
  bool truncated = false;         ///< max_branches was hit
};

/// All branches of one packet: flooding, equal-cost and unknown routes (R2), several owners of a next hop (L5) and NAT choices each give
/// a branch. A reply passes a stateful device iff some session of `sessions` matches it or the policy admits it as a new one (F2).
[[nodiscard]] SimulationResult simulate(const Network& network, const Emission& emission, const std::vector<Session>& sessions = {},
                                        const SimulateOptions& options = {});

/// `simulate` for many packets through one network: keeps the wiring and the broadcast domains, which no packet changes. The network must
/// outlive it. Equal calls give equal results in any order.
class Simulator {
 public:
  explicit Simulator(const Network& network);
  ~Simulator();
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;

  [[nodiscard]] const Network& network() const;
  [[nodiscard]] SimulationResult run(const Emission& emission, const std::vector<Session>& sessions = {},
                                     const SimulateOptions& options = {});

 private:
  std::unique_ptr<simulation::Terrain> terrain_;
};

/// The `rest of segment` endpoint (E2) that would own what is sent on the segment of `interface`: the smallest interface id on that
/// broadcast domain, found by flooding.
[[nodiscard]] InterfaceId rest_anchor(const Network& network, InterfaceId interface);

}  // namespace sekimori
