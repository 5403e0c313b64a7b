// How far a frame gets (flood), and the broadcast domain it is in (domain). Both stop at transparent firewalls, whose policy is not a
// matter of wiring. What listeners do with the frame: segment_walk.cpp.
#pragma once

#include <optional>
#include <vector>

#include "wiring.hpp"

namespace sekimori::simulation {

/// One place reached: by leaving `parent` at port `out` and arriving at port `in`. No ports where the step is inside a device.
struct Reached {
  Place place;
  std::size_t parent = 0;  ///< itself for the start
  std::optional<InterfaceId> out, in;
};

struct HeardCard {
  Card card;
  std::size_t node = 0;  ///< the place whose frame it hears
  InterfaceId port;
};

struct Flood {
  std::vector<Reached> nodes;  ///< breadth first from the start, which is row 0
  std::vector<HeardCard> cards;
};

/// Every place and card that a frame starting in `start` reaches, literally: only in the direction in which tags fit. Bridging hosts
/// (E5), paired tunnels (L6) and, without cabling data, equal VLANs or subnets (E2) carry it on.
[[nodiscard]] Flood flood(const Wiring& wiring, Place start);

/// A broadcast domain (L1): everything joined with a place in either direction, so that it has one name whoever asks.
struct Domain {
  InterfaceId anchor;               ///< names its `rest of segment`
  std::vector<InterfaceId> layer3;  ///< ascending
  std::vector<InterfaceId> ports;   ///< ascending
  std::vector<Card> cards;          ///< ascending
  std::vector<Prefix> connected;    ///< subnets of `layer3`
  std::vector<Prefix> joined;       ///< further subnets, beyond transparent firewalls (L3)
  std::vector<InterfaceId> joined_layer3;
  std::vector<Card> joined_cards;
  bool open = false;     ///< a port with nobody known at its far end
  bool transit = false;  ///< declared: only devices attach
};

[[nodiscard]] Domain domain_of(const Wiring& wiring, Place place);

/// The places on whose domains `interface` is: one for an access port or a layer-3 interface, one per VLAN for a trunk.
[[nodiscard]] std::vector<Place> places_of(const Wiring& wiring, InterfaceId interface);
/// A host with several cards that is not declared `forwards: false` joins its segments (E5). Externals forward packets, not frames (E3).
[[nodiscard]] bool bridges(const Host& host);

}  // namespace sekimori::simulation
