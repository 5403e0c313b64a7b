// A frame on a segment: who hears it and who takes it. An endpoint's frame goes to every layer-3 interface (L5) and every endpoint that
// accepts it (E8); a routed frame to the owners of its next hop. Externals hear everything (E3).
#include <fmt/format.h>

#include <algorithm>

#include "hops.hpp"
#include "ownership.hpp"
#include "walk.hpp"

namespace sekimori::simulation {

namespace {

InterfaceId interface_of(Place place) { return make_id<InterfaceId>(place.index); }

Hop host_hop(const Network& network, HostId host, std::string why) {
  Hop hop;
  hop.device = network.at(host).name;
  hop.why = std::move(why);
  hop.source = network.at(host).at;
  return hop;
}

}  // namespace

void Walk::on_segment(const Frame& frame, const Branch& branch) {
  const Flood& heard = terrain_->flood_from(frame.start);
  const Domain& domain = domain_at(frame.start);
  bool taken = false;
  for (std::size_t node = 0; node < heard.nodes.size(); ++node) taken = offer_node(frame, heard, node, branch) || taken;
  for (const HeardCard& card : heard.cards) taken = offer_card(frame, heard, card, branch) || taken;
  taken = offer_rest(frame, domain, branch) || taken;
  if (frame.may_hop && options_.vlan_hopping) hop_vlans(frame, heard, branch);
  if (!taken) finish(frame.addressing.routed ? Disposition::no_neighbour : Disposition::no_listener, branch);
}

bool Walk::offer_node(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch) {
  const Place place = heard.nodes[node].place;
  if (place.kind == Place::Kind::bridge) return false;
  if (place.kind == Place::Kind::transparent) return offer_transparent(frame, heard, node, branch);
  const bool outside = network_->at(interface_of(place)).tunnel && offer_outsiders(frame, interface_of(place), branch);
  return offer_interface(frame, heard, node, branch) || outside;
}

/// Switch lines of the way from the start to `node`, the last one leaving by port `last`.
Branch Walk::along(const Frame& frame, const Flood& heard, std::size_t node, std::optional<InterfaceId> last, const Branch& branch) {
  std::vector<std::size_t> path;
  for (std::size_t i = node; i != 0; i = heard.nodes[i].parent) path.push_back(i);
  path.push_back(0);
  std::ranges::reverse(path);
  Branch result = branch;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Reached& reached = heard.nodes[path[i]];
    if (reached.place.kind != Place::Kind::bridge) continue;
    const auto in = i == 0 ? frame.entry : reached.in;
    const auto out = i + 1 < path.size() ? heard.nodes[path[i + 1]].out : last;
    Hop hop;
    hop.device = network_->at(make_id<DeviceId>(reached.place.index)).name;
    if (in) hop.in = network_->at(*in).name;
    if (out) hop.out = network_->at(*out).name;
    hop.vlan = reached.place.vlan == 0 ? std::string{} : std::to_string(reached.place.vlan);
    hop.action = "switch";
    hop.why = reached.place.vlan == 0 ? "bridges everything" : "floods VLAN " + hop.vlan;
    if (out || in) hop.source = network_->at(out ? *out : *in).at;
    result = with(result, std::move(hop));
  }
  return result;
}

bool Walk::offer_interface(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch) {
  const InterfaceId id = interface_of(heard.nodes[node].place);
  const Packet& packet = branch.packet;
  if (frame.interface == id || !speaks(wiring_, id, packet.family)) return false;
  if (packet.family == Family::non_ip) {
    const Branch there = along(frame, heard, node, {}, branch);
    deliver(network_->at(id).device, there, hop_in(*network_, id, "deliver", "non-IP frame on its segment", network_->at(id).at));
    return true;
  }
  const bool to_all = is_for_everybody(domain_at(frame.start), packet);
  if (!to_all && !takes(frame, id, packet)) return false;
  push(Arrival{id}, along(frame, heard, node, {}, branch));
  return true;
}

/// L5: an endpoint's frame may go to any interface, a routed one to the owners of its next hop.
bool Walk::takes(const Frame& frame, InterfaceId interface, const Packet& packet) {
  if (!frame.addressing.target) return true;
  const Address target = *frame.addressing.target;
  if (owns(*network_, interface, target) || is_link_local_v6(target)) return true;
  if (frame.interface) {  // a tunnel is a wire between two interfaces: nobody else can be meant (L6)
    const std::vector<InterfaceId> peers = wiring_.tunnel_peers(*frame.interface);
    if (std::ranges::find(peers, interface) != peers.end()) return true;
  }
  if (answers_for_translation(*network_, interface, target)) return true;
  const Interface& it = network_->at(interface);
  if (!it.proxy_arp || packet.family != Family::v4) return false;
  if (frame.addressing.asks_for_destination) return true;
  // RFC 1027: a proxy answers for an address that it would reach by another interface.
  const std::vector<Exit> exits = lookup(wiring_, it.vrf, target, it.policy_routed);
  return std::ranges::any_of(exits, [&](const Exit& exit) { return !exit.discard && exit.out != interface; });
}

/// L3: the halves of a transparent firewall are joined under its policy.
bool Walk::offer_transparent(const Frame& frame, const Flood& heard, std::size_t node, const Branch& branch) {
  if (node == 0 && frame.past_policy) return false;
  const Place place = heard.nodes[node].place;
  const InterfaceId in = interface_of(place);
  const DeviceId device = network_->at(in).device;
  const Branch there = along(frame, heard, node, {}, branch);
  bool offered = false;
  for (const InterfaceId out : wiring_.bridged_ports(device)) {
    if (out == in) continue;
    const auto far = across(wiring_, place, out);
    if (!far) continue;
    offered = true;
    pass_transparent(frame, in, *far, there);
  }
  return offered;
}

void Walk::pass_transparent(const Frame& frame, InterfaceId in, Place far, const Branch& branch) {
  const InterfaceId out = interface_of(far);
  const Firewall& firewall = *network_->at(network_->at(in).device).firewall;
  const Packet& packet = branch.packet;
  const bool group = packet.family == Family::non_ip || is_for_everybody(domain_at(frame.start), packet) ||
                     (packet.family == Family::v6 && is_link_local_v6(packet.destination()));
  std::optional<Branch> passed;
  if (group && firewall.passes_non_ip) {
    passed = with(branch, hop_across(*network_, in, out, "permit", "transparent: non-IP, broadcast and multicast pass", firewall.at));
  } else if (packet.family == Family::non_ip) {
    finish(Disposition::denied_policy,
           with(branch, hop_across(*network_, in, out, "deny", "transparent: non-IP does not pass", firewall.at)));
  } else {
    passed = bridge_by_policy(in, out, branch);
  }
  if (!passed) return;
  Frame next = frame;
  next.start = far;
  next.entry = std::nullopt;
  next.may_hop = false;
  next.past_policy = true;
  push(next, *passed);
}

bool Walk::offer_card(const Frame& frame, const Flood& heard, const HeardCard& card, const Branch& branch) {
  const Host& host = network_->at(card.card.host);
  if (frame.host == card.card.host) return false;
  const Domain& domain = domain_at(frame.start);
  const auto& target = frame.addressing.target;
  const bool meant = target && owns(host.attachments[card.card.attachment], domain, *target);
  const bool overhears = options_.promiscuous || std::holds_alternative<External>(host.role);
  if (target && !meant && !overhears && !is_for_everybody(domain, branch.packet)) return false;
  const Branch there = along(frame, heard, card.node, card.port, branch);
  if (accepts(host, domain, branch.packet, options_.promiscuous)) {
    deliver_to_host(card.card.host, card.card.attachment, there);
  }
  if (meant && bridges(host) && branch.packet.family != Family::non_ip) {  // E5: an unfiltered router, too
    Frame next;
    next.start = frame.start;
    next.host = card.card.host;
    push(next, with(there, host_hop(*network_, card.card.host, "next hop: a host with several cards forwards")));
    return true;
  }
  return accepts(host, domain, branch.packet, options_.promiscuous);
}

void Walk::deliver_to_host(HostId host, std::optional<std::size_t> card, const Branch& branch) {
  const Host& it = network_->at(host);
  deliver(host, branch, host_hop(*network_, host, to_text(branch.packet)));
  const auto* external = std::get_if<External>(&it.role);
  if (!external || !external->transit || branch.packet.family == Family::non_ip) return;
  for (std::size_t other = 0; other < it.attachments.size(); ++other) {  // E3: forwards IP freely between its attachments
    if (card == other) continue;
    Hop hop = host_hop(*network_, host, "external network: forwards between its attachments");
    hop.action = "route";
    emit_from_card(host, other, with(branch, std::move(hop)));
  }
}

/// The undeclared of a segment are many, so also to others of them than the sender.
bool Walk::offer_rest(const Frame& frame, const Domain& domain, const Branch& branch) {
  const Packet& packet = branch.packet;
  const auto& target = frame.addressing.target;
  const bool meant = !target || *target == packet.destination() || is_for_everybody(domain, packet) || options_.promiscuous;
  if (!meant || !rest_accepts(wiring_, domain, packet, options_.promiscuous)) return false;
  Hop hop = hop_in(*network_, domain.anchor, "deliver", "nobody declared on this segment owns " + to_text(packet.destination()), {});
  if (packet.family == Family::non_ip || is_for_everybody(domain, packet)) hop.why = "addressed to everybody on the segment";
  hop.source = network_->at(domain.anchor).at;
  deliver(domain.anchor, branch, std::move(hop));
  return true;
}

/// L6: without encryption whoever the outer packet may pass is attached to the inner segment; an unpaired end is a hostile unknown.
bool Walk::offer_outsiders(const Frame& frame, InterfaceId tunnel, const Branch& branch) {
  const Interface& it = network_->at(tunnel);
  bool taken = false;
  if (wiring_.tunnel_peers(tunnel).empty() && frame.rest != tunnel) {
    deliver(tunnel, branch, hop_in(*network_, tunnel, "deliver", "tunnel without a known far end", it.tunnel->at));
    taken = true;
  }
  if (it.tunnel->encrypted) return taken;
  for (std::size_t host = 0; host < network_->hosts.size(); ++host) {
    const auto id = make_id<HostId>(host);
    const Host& it_is = network_->hosts[host];
    const bool external = std::holds_alternative<External>(it_is.role);
    if (frame.host == id || !(external || bridges(it_is))) continue;
    if (!external && !accepts(it_is, domain_at(Place::layer3(tunnel)), branch.packet, options_.promiscuous)) continue;
    deliver_to_host(id, std::nullopt, with(branch, hop_in(*network_, tunnel, "switch", "tunnel without encryption", it.tunnel->at)));
    taken = true;
  }
  const auto outer = wiring_.tunnel_outer(tunnel);
  if (!outer) return taken;
  for (const Place place : places_of(wiring_, *outer)) {
    const Domain& domain = domain_at(place);
    std::vector<Card> cards = domain.cards;
    cards.insert(cards.end(), domain.joined_cards.begin(), domain.joined_cards.end());
    for (const Card card : cards) {
      const Host& host = network_->at(card.host);
      if (frame.host == card.host || !accepts(host, domain, branch.packet, options_.promiscuous)) continue;
      deliver_to_host(card.host, std::nullopt, branch);
      taken = true;
    }
    taken = offer_rest(frame, domain, branch) || taken;
  }
  return taken;
}

/// L4: the first switch strips the outer tag, which is the trunk's native VLAN; the far end reads the inner one.
void Walk::hop_vlans(const Frame& frame, const Flood& heard, const Branch& branch) {
  for (std::size_t node = 0; node < heard.nodes.size(); ++node) {
    const Place place = heard.nodes[node].place;
    if (place.kind != Place::Kind::bridge) continue;
    for (const InterfaceId port : wiring_.bridged_ports(make_id<DeviceId>(place.index))) {
      const Interface& trunk = network_->at(port);
      const bool native = trunk.mode == PortMode::trunk && trunk.native.number() == place.vlan && !trunk.native_tagged;
      if (!native || !trunk.allowed.contains(trunk.native)) continue;
      for (const VlanId vlan : wiring_.vlans()) {
        if (vlan != trunk.native && trunk.allowed.contains(vlan)) hop_into(vlan, port, frame, along(frame, heard, node, port, branch));
      }
    }
  }
}

void Walk::hop_into(VlanId vlan, InterfaceId port, const Frame& frame, const Branch& branch) {
  const Interface& trunk = network_->at(port);
  const std::string why = fmt::format("double tagging: native VLAN {} hides VLAN {}", trunk.native.number(), vlan.number());
  for (const InterfaceId far : wiring_.far_ports(port)) {
    for (const Place into : places_in(wiring_, far, Tag::of(vlan))) {
      Frame next = frame;
      next.start = into;
      next.entry = far;
      next.may_hop = false;
      push(next, with(branch, hop_in(*network_, far, "switch", why, trunk.at)));
    }
  }
}

/// L6: a sender on the way of a tunnel without encryption can put packets into it; one that forwards may be on any way.
void Walk::inject_into_tunnels(const Frame& sender, bool anywhere, const std::optional<Domain>& segment, const Branch& branch) {
  for (std::size_t i = 0; i < network_->interfaces.size(); ++i) {
    const auto id = make_id<InterfaceId>(i);
    const auto& tunnel = network_->interfaces[i].tunnel;
    if (!tunnel || tunnel->encrypted || !wiring_.is_up(id)) continue;
    const auto outer = wiring_.tunnel_outer(id);
    bool on_way = anywhere;
    for (const Place place : outer ? places_of(wiring_, *outer) : std::vector<Place>{}) {
      const Domain& outside = domain_at(place);
      const auto is_sender = [&](const Card& card) { return sender.host == card.host; };
      on_way = on_way || (segment && outside.anchor == segment->anchor) || std::ranges::any_of(outside.joined_cards, is_sender);
    }
    if (!on_way) continue;
    Frame frame = sender;
    frame.start = Place::layer3(id);
    frame.entry = std::nullopt;
    frame.may_hop = false;
    push(frame, with(branch, hop_in(*network_, id, "switch", "tunnel without encryption", tunnel->at)));
  }
}

}  // namespace sekimori::simulation
