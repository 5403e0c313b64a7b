// The referee's answer: where does the data of a zone get to, by trying packets one by one on the concrete simulator? It reads the network
// and the policy, never the flow graph, and states the rules of semantics E, F3 and X in its own words. Exhaustive on the boundary packets
// of a tiny network; far too slow for anything else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/simulate/simulate.hpp"

namespace sekimori::testing {

/// An endpoint as the rules name it. `zone` is the name of a declared zone, or empty for places of no zone (device selves, unzoned rest).
struct Party {
  EndpointRef ref;
  std::string name, zone;
  bool hostile = false, relays = false, is_self = false;
};

/// One packet of `sender` that was delivered. A reply remembers the initiation it answers (its tag is that of the initiation, X1).
struct Delivery {
  std::size_t receiver = 0;
  Phase phase = Phase::initiate;
  Packet emitted, arrived;
  std::size_t origin = 0;  ///< who opened the session
  Packet opening;          ///< the initiation as emitted
  bool forged = false;
};

/// A place where a party can put a packet on the wire, and the sources that are its own (E6: those of all its cards).
struct Place {
  std::size_t attachment = 0;
  std::optional<InterfaceId> start;
  AddressSet own4{Family::v4}, own6{Family::v6};
};

/// Hosts, device selves, and whoever is undeclared on a segment, one party per zone that its addresses belong to (E1, E2, E4).
[[nodiscard]] std::vector<Party> parties_of(const Network& network);
[[nodiscard]] std::vector<Place> places_of(const Network& network, const Party& party);

/// A packet that somebody else says gets through: tried besides the boundary packets, by whoever may send it. `translations`: what its
/// translation may have chosen.
struct ClaimedPacket {
  Phase phase = Phase::initiate;
  Packet packet;
  std::vector<Packet> translations;
};

struct Deliveries {
  std::vector<std::vector<Delivery>> by_sender;
  std::size_t packets = 0;  ///< simulated
};
/// Every initiation of every party; every honest answer to one that was delivered; forged answers of hostile parties (F3, E3). Packets are
/// those at whose addresses and ports some rule, route or owner changes its mind, and `claimed`.
[[nodiscard]] Deliveries deliver_all(const Network& network, const Policy& policy, const std::vector<Party>& parties,
                                     const std::vector<ClaimedPacket>& claimed = {});

class BruteForce {
 public:
  BruteForce(const Network& network, const Policy& policy, Threat threat, const std::vector<ClaimedPacket>& claimed = {});

  /// Can data of zone `from` get to zone `to` otherwise than by the crossings of that cell?
  /// `chain` is raised to the number of packets, one after another, that it takes at least: two relays make three.
  /// `only`: by packets of this family alone.
  [[nodiscard]] bool reaches(ZoneId from, ZoneId to, std::size_t* chain = nullptr, std::optional<Family> only = std::nullopt) const;
  /// Some party gets data in a reply that it cannot get in an initiation from the same sender.
  [[nodiscard]] bool has_reply_traffic() const;
  [[nodiscard]] const std::vector<Party>& parties() const { return parties_; }
  [[nodiscard]] std::size_t packets() const { return packets_; }

 private:
  const Network& network_;
  const Policy& policy_;
  Threat threat_;
  std::vector<Party> parties_;
  std::vector<std::vector<Place>> places_;         ///< by party
  std::vector<std::vector<Delivery>> deliveries_;  ///< by sender
  std::size_t packets_ = 0;
};

}  // namespace sekimori::testing
