// The public face of the walk.
#include "sekimori/simulate/simulate.hpp"

#include "walk.hpp"

namespace sekimori {

std::string to_text(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered: return "delivered";
    case Disposition::denied_in: return "denied-in";
    case Disposition::denied_out: return "denied-out";
    case Disposition::denied_policy: return "denied-policy";
    case Disposition::no_route: return "no-route";
    case Disposition::null_routed: return "null-routed";
    case Disposition::no_neighbour: return "no-neighbour";
    case Disposition::no_listener: return "no-listener";
    case Disposition::loop: return "loop";
  }
  return {};
}

SimulationResult simulate(const Network& network, const Emission& emission, const std::vector<Session>& sessions,
                          const SimulateOptions& options) {
  return Simulator(network).run(emission, sessions, options);
}

Simulator::Simulator(const Network& network) : terrain_(std::make_unique<simulation::Terrain>(network)) {}
const Network& Simulator::network() const { return terrain_->wiring().network(); }
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

SimulationResult Simulator::run(const Emission& emission, const std::vector<Session>& sessions, const SimulateOptions& options) {
  return simulation::Walk(*terrain_, emission, sessions, options).run();
}

InterfaceId rest_anchor(const Network& network, InterfaceId interface) {
  const simulation::Wiring wiring(network);
  const std::vector<simulation::Place> places = simulation::places_of(wiring, interface);
  return places.empty() ? interface : simulation::domain_of(wiring, places.front()).anchor;
}

}  // namespace sekimori
