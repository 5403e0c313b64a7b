// The simulator's machine: a queue of frames on segments and of packets that arrive at layer-3 interfaces. What happens on a segment is
// in segment_walk.cpp, inside a device in device_walk.cpp.
#pragma once

#include <deque>
#include <set>
#include <tuple>
#include <variant>

#include "lookup.hpp"
#include "sekimori/simulate/simulate.hpp"
#include "terrain.hpp"
#include "translate.hpp"

namespace sekimori::simulation {

/// A packet and the hops that led to it (a row of the walk's trail).
struct Branch {
  Packet packet;
  std::size_t trail = 0;
};

/// To whom a frame is sent. `target` none: to whoever takes it, which is what an endpoint can do (L5), and a device whose route is
/// unknown (R2) or chosen by a session (F4).
struct Addressing {
  bool routed = false;
  std::optional<Address> target;
  bool asks_for_destination = false;
  friend auto operator<=>(const Addressing&, const Addressing&) = default;
};

/// A frame about to be flooded. Its sender does not hear it himself.
struct Frame {
  Place start;
  Addressing addressing;
  std::optional<HostId> host;            ///< sent by this host
  std::optional<InterfaceId> interface;  ///< sent by this layer-3 interface
  std::optional<InterfaceId> rest;       ///< sent by the undeclared of the segment with this anchor
  std::optional<InterfaceId> entry;      ///< the port by which it enters `start`
  bool may_hop = false;                  ///< double tagging is possible from there (L4)
  bool past_policy = false;              ///< `start` is the exit port of a transparent firewall that has let it pass
};

struct Arrival {
  InterfaceId in;
};

class Walk {
 public:
  Walk(Terrain& terrain, const Emission& emission, const std::vector<Session>& sessions, const SimulateOptions& options);
  SimulationResult run();

 private:
  using Step = std::variant<Frame, Arrival>;
  struct Queued {
    Step step;
    Branch branch;
  };
  using FrameKey = std::tuple<Place, Addressing, std::optional<HostId>, std::optional<InterfaceId>, bool, Packet>;
  using ArrivalKey = std::pair<InterfaceId, Packet>;
  /// A packet inside a device after destination translation. `session`: it answers this one.
  struct Passage {
    InterfaceId in;
    Packet received;
    Branch at_policy;
    std::optional<Session> session;
    bool dynamic = false;
    bool as_it_is = false;  ///< it answers a session that was not translated, and no rule translates it
  };

  /// Past the policy. `inspected`: by a rule that opens a session.
  struct Admitted {
    Branch branch;
    bool inspected = false;
  };
  /// What the device keeps about an initiation that it has sent on.
  struct Kept {
    bool inspected = false, translation = false;
  };

  // walk.cpp: emission, bookkeeping
  void emit(const Emission& emission);
  void emit_from_card(HostId host, std::size_t attachment, const Branch& branch);
  void emit_from_rest(InterfaceId start, const Branch& branch);
  void push(const Frame& frame, const Branch& branch);
  void push(const Arrival& arrival, const Branch& branch);
  [[nodiscard]] Branch with(const Branch& branch, Hop hop);
  void finish(Disposition end, const Branch& branch);
  void deliver(const EndpointRef& to, const Branch& branch, Hop hop);
  [[nodiscard]] std::vector<Hop> hops_of(std::size_t trail) const;
  const Domain& domain_at(Place place) { return terrain_->domain_at(place); }

  // segment_walk.cpp
  void on_segment(const Frame& frame, const Branch& branch);
  bool offer_node(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch);
  bool offer_interface(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch);
  bool takes(const Frame& frame, InterfaceId interface, const Packet& packet);
  bool offer_transparent(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch);
  void pass_transparent(const Frame& frame, InterfaceId in, Place far, const Branch& branch);
  std::optional<Branch> bridge_by_policy(InterfaceId in, InterfaceId out, const Branch& branch);
  bool offer_card(const Frame& frame, const Flood& heard, const HeardCard& card, const Branch& branch);
  void deliver_to_host(HostId host, std::optional<std::size_t> card, const Branch& branch);
  bool offer_rest(const Frame& frame, const Domain& domain, const Branch& branch);
  bool offer_outsiders(const Frame& frame, InterfaceId tunnel, const Branch& branch);
  void hop_vlans(const Frame& frame, const Flood& heard, const Branch& branch);
  void hop_into(VlanId vlan, InterfaceId port, const Frame& frame, const Branch& branch);
  [[nodiscard]] Branch along(const Frame& frame, const Flood& heard, std::size_t node, std::optional<InterfaceId> last,
                             const Branch& branch);
  void inject_into_tunnels(const Frame& sender, bool anywhere, const std::optional<Domain>& segment, const Branch& branch);

  // device_walk.cpp
  void at_interface(const Arrival& arrival, const Branch& branch);
  std::optional<Branch> through_filter(std::optional<FilterId> filter, InterfaceId interface, bool inbound, const Branch& branch);
  void relay_dhcp(InterfaceId in, const Branch& branch);
  void help_broadcast(InterfaceId in, const Branch& branch);
  void follow_source_route(InterfaceId in, const Branch& branch);
  bool deliver_to_self(InterfaceId in, const Branch& branch);
  std::vector<Passage> translate_arrival(InterfaceId in, const Branch& branch);
  std::vector<Passage> replies(InterfaceId in, const Branch& branch);
  void forward(const Passage& passage);
  void leave_by(const Passage& passage, const Exit& exit);
  std::optional<Admitted> through_policy(DeviceId device, InterfaceId in, InterfaceId out, const std::optional<Session>& session,
                                         const Branch& branch);
  std::vector<InterfaceId> session_exits(DeviceId device, const Session& session);
  void record(const Passage& passage, InterfaceId out, Kept kept, const Packet& sent);
  void transmit(const Exit& exit, const Branch& branch);

  Terrain* terrain_;
  const Network* network_;
  const Wiring& wiring_;
  Emission emission_;
  SimulateOptions options_;
  std::vector<Session> given_;
  std::set<Session> sessions_;
  std::deque<Queued> queue_;
  std::set<FrameKey> seen_frames_;
  std::set<ArrivalKey> seen_arrivals_;
  std::vector<std::pair<Hop, std::size_t>> trail_;
  std::vector<Trace> delivered_, dropped_;
  std::set<std::pair<EndpointRef, Packet>> delivered_keys_;
  std::set<std::tuple<Disposition, std::string, std::string, std::string, SourceRange>> dropped_keys_;
  std::optional<Branch> repeated_;
};

}  // namespace sekimori::simulation
