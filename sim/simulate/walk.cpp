// Breadth first, so that the first delivery to an endpoint is the shortest. A (place, packet) is entered once: TTL is not modelled, and
// whatever a second visit could do the first one does.
#include "walk.hpp"

#include <algorithm>

#include "hops.hpp"
#include "ownership.hpp"
#include "sessions.hpp"

namespace sekimori::simulation {

namespace {

constexpr std::size_t kMostDropped = 200;  // a flood over a campus drops the same packet at every port; the first ones tell the story

}  // namespace

Walk::Walk(Terrain& terrain, const Emission& emission, const std::vector<Session>& sessions, const SimulateOptions& options)
    : terrain_(&terrain),
      network_(&terrain.wiring().network()),
      wiring_(terrain.wiring()),
      emission_(emission),
      options_(options),
      given_(sessions),
      sessions_(sessions.begin(), sessions.end()) {
  trail_.emplace_back();  // row 0: nothing yet
}

SimulationResult Walk::run() {
  SimulationResult result;
  emit(emission_);
  std::size_t steps = 0;
  while (!queue_.empty() && !result.truncated) {
    const Queued next = queue_.front();
    queue_.pop_front();
    if (const auto* frame = std::get_if<Frame>(&next.step)) {
      on_segment(*frame, next.branch);
    } else {
      at_interface(std::get<Arrival>(next.step), next.branch);
    }
    result.truncated = ++steps >= options_.max_branches && !queue_.empty();
  }
  if (delivered_.empty() && dropped_.empty()) {
    if (repeated_) {
      finish(Disposition::loop, *repeated_);
    } else {
      finish(Disposition::no_listener, {emission_.packet, 0});
    }
  }
  result.traces = std::move(delivered_);
  std::ranges::move(dropped_, std::back_inserter(result.traces));
  result.sessions.assign(sessions_.begin(), sessions_.end());
  return result;
}

void Walk::emit(const Emission& emission) {
  const Branch branch{emission.packet, 0};
  if (const auto* host = std::get_if<HostId>(&emission.from)) {
    emit_from_card(*host, emission.attachment, branch);
  } else if (const auto* rest = std::get_if<InterfaceId>(&emission.from)) {
    emit_from_rest(emission.start.value_or(*rest), branch);
  } else {
    const DeviceId device = std::get<DeviceId>(emission.from);
    for (const InterfaceId id : network_->at(device).interfaces) {
      if (emission.start.value_or(id) != id || !speaks(wiring_, id, emission.packet.family)) continue;
      Frame frame;
      frame.start = Place::layer3(id);
      frame.interface = id;
      push(frame, branch);
    }
  }
}

void Walk::emit_from_card(HostId host, std::size_t attachment, const Branch& branch) {
  const Attachment& card = network_->at(host).attachments.at(attachment);
  const bool external = std::holds_alternative<External>(network_->at(host).role);
  Frame frame;
  frame.host = host;
  if (wiring_.is_up(card.port)) {
    const InterfaceId port = wiring_.logical(card.port);
    frame.entry = port;
    frame.may_hop = network_->at(port).mode == PortMode::access;
    for (const Place place : places_in(wiring_, port, tag_of(card))) {
      frame.start = place;
      push(frame, branch);
      inject_into_tunnels(frame, false, domain_at(place), branch);
    }
  }
  if (external || bridges(network_->at(host))) inject_into_tunnels(frame, true, std::nullopt, branch);
}

void Walk::emit_from_rest(InterfaceId start, const Branch& branch) {
  for (const Place place : places_of(wiring_, start)) {
    Frame frame;
    frame.start = place;
    frame.rest = domain_at(place).anchor;
    frame.may_hop = true;
    push(frame, branch);
    inject_into_tunnels(frame, false, domain_at(place), branch);
  }
}

void Walk::push(const Frame& frame, const Branch& branch) {
  const bool fresh =
      seen_frames_.emplace(frame.start, frame.addressing, frame.host, frame.interface, frame.past_policy, branch.packet).second;
  if (fresh) {
    queue_.push_back({frame, branch});
  } else if (!repeated_) {
    repeated_ = branch;
  }
}

void Walk::push(const Arrival& arrival, const Branch& branch) {
  if (seen_arrivals_.emplace(arrival.in, branch.packet).second) {
    queue_.push_back({arrival, branch});
  } else if (!repeated_) {
    repeated_ = branch;
  }
}

Branch Walk::with(const Branch& branch, Hop hop) {
  trail_.emplace_back(std::move(hop), branch.trail);
  return {branch.packet, trail_.size() - 1};
}

std::vector<Hop> Walk::hops_of(std::size_t trail) const {
  std::vector<Hop> hops;
  for (; trail != 0; trail = trail_[trail].second) hops.push_back(trail_[trail].first);
  std::ranges::reverse(hops);
  return hops;
}

void Walk::finish(Disposition end, const Branch& branch) {
  const Hop& last = trail_[branch.trail].first;
  if (dropped_.size() >= kMostDropped || !dropped_keys_.emplace(end, last.device, last.in, last.out, last.source).second) return;
  Trace trace;
  trace.packet = emission_.packet;
  trace.end = end;
  trace.delivered = branch.packet;
  trace.hops = hops_of(branch.trail);
  dropped_.push_back(std::move(trace));
}

void Walk::deliver(const EndpointRef& to, const Branch& branch, Hop hop) {
  if (!delivered_keys_.emplace(to, branch.packet).second) return;
  hop.action = "deliver";
  Trace trace;
  trace.packet = emission_.packet;
  trace.end = Disposition::delivered;
  trace.delivered_to = to;
  trace.delivered = branch.packet;
  trace.hops = hops_of(branch.trail);
  trace.hops.push_back(std::move(hop));
  delivered_.push_back(std::move(trace));
}

}  // namespace sekimori::simulation
