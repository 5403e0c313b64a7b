// What does not depend on the packet, computed once per network and place: wiring, floods and broadcast domains.
#pragma once

#include <map>

#include "flood.hpp"

namespace sekimori::simulation {

/// Refers to the network, which must outlive it. References it returns stay valid as long as it lives.
class Terrain {
 public:
  explicit Terrain(const Network& network) : wiring_(network) {}

  [[nodiscard]] const Wiring& wiring() const { return wiring_; }
  const Flood& flood_from(Place place) {
    const auto it = floods_.find(place);
    return it != floods_.end() ? it->second : floods_.emplace(place, flood(wiring_, place)).first->second;
  }
  const Domain& domain_at(Place place) {
    const auto it = domains_.find(place);
    return it != domains_.end() ? it->second : domains_.emplace(place, domain_of(wiring_, place)).first->second;
  }

 private:
  Wiring wiring_;
  std::map<Place, Flood> floods_;
  std::map<Place, Domain> domains_;
};

}  // namespace sekimori::simulation
