// Every packet worth sending on a tiny network, sent: initiations, the honest answers to those that were delivered, and forged answers.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "agreement/brute_force.hpp"

namespace sekimori::testing {
namespace {

constexpr std::uint16_t kHighPort = 50000, kOtherPort = 9;  // no rule names them
constexpr AddressBits kMostMembers = 8;

AddressSet link_local() { return AddressSet::of(*Prefix::from({Family::v6, AddressBits{0xfe80} << 112U}, 10)); }

void insert_members(const AddressSet& set, std::set<AddressBits>& out) {
  for (const auto& interval : set.intervals()) {
    if (interval.last - interval.first < kMostMembers) {
      for (AddressBits a = interval.first; a <= interval.last; ++a) out.insert(a);
    } else {
      out.insert(interval.first);
      out.insert(interval.last);
    }
  }
}

/// The fields of a packet other than its addresses.
using Service = std::tuple<std::uint8_t, std::uint16_t, std::uint16_t, std::uint16_t>;  // protocol, sport, dport, icmp

class Sender {
 public:
  Sender(const Network& network, const Policy& policy, const std::vector<Party>& parties, const std::vector<ClaimedPacket>& claimed)
      : network_(network), policy_(policy), parties_(parties), claimed_(claimed) {
    result_.by_sender.resize(parties.size());
    for (const Party& party : parties) places_.push_back(places_of(network, party));
    for (const Family family : {Family::v4, Family::v6}) collect_addresses(family);
    collect_services();
  }

  Deliveries run() && {
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (!parties_[i].is_self || parties_[i].relays) initiate(i);
    }
    answer_all();
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (parties_[i].hostile) forge(i);
    }
    return std::move(result_);
  }

 private:
  struct Opened {
    std::size_t sender, receiver;
    Packet emitted, arrived;
    std::size_t sessions;  ///< index into session_sets_
  };

  std::set<AddressBits>& targets(Family family) { return family == Family::v6 ? targets6_ : targets4_; }

  void collect_addresses(Family family) {
    std::set<AddressBits>& all = targets(family);
    for (const Interface& i : network_.interfaces) {
      for (const auto& a : i.addresses) {
        if (a.address.family != family) continue;
        all.insert(a.address.bits);
        if (family == Family::v4 && a.length < 31) all.insert(a.connected().last());
      }
    }
    if (all.empty()) return;
    for (const auto& places : places_) {
      for (const Place& place : places) insert_members(family == Family::v6 ? place.own6.without(link_local()) : place.own4, all);
    }
    if (family == Family::v4) {
      all.insert({0xffffffffU, 0xe0000005U, 0xc6336401U});  // broadcast, multicast, a foreign address
    } else {
      all.insert({(AddressBits{0xff02} << 112U) | 1, (AddressBits{0xfe80} << 112U) | 1, (AddressBits{0x2a00} << 112U) | 1});
    }
    for (const Device& device : network_.devices) {
      for (const NatRule& rule : device.nat) std::visit([&](const auto& r) { add_translated(r, family); }, rule);
    }
  }

  void add_translated(const StaticNat& r, Family family) {
    if (r.local.family() != family) return;
    targets(family).insert({r.local.network().bits, r.global.network().bits});
  }
  void add_translated(const DestinationNat& r, Family family) {
    for (const auto& p : r.match.dst) {
      if (p.family == family && p.care != 0) targets(family).insert(p.value);
    }
  }
  void add_translated(const SourceNat& r, Family family) {
    if (r.pool.family() == family) insert_members(r.pool, targets(family));
    if (r.pool.family() == family) pools_.push_back(r.pool);
  }

  // Ports at which something changes its mind.
  void add_service(const ServiceBox& box) {
    const auto& protocol = box[ServiceField::protocol];
    if (protocol.first != protocol.last) return;
    const auto p = static_cast<std::uint8_t>(protocol.first);
    if (is_icmp(p)) {
      services_.insert({p, 0, 0, p == kIcmp ? std::uint16_t{8 << 8} : std::uint16_t{128 << 8}});
    } else if (has_ports(p)) {
      for (const ServiceField side : {ServiceField::sport, ServiceField::dport}) {
        for (const std::uint32_t port : {box[side].first, box[side].last}) add_port(p, static_cast<std::uint16_t>(port));
      }
    } else {
      services_.insert({p, 0, 0, 0});
    }
  }
  void add_port(std::uint8_t protocol, std::uint16_t port) {
    std::set<std::uint16_t>& named = ports_[protocol];
    if (port != 0 && port != 65535) named.insert(port);
  }
  void add_match(const HeaderMatch& m) {
    for (const auto& box : m.services) add_service(box);
  }
  void add_ports(const StaticNat& r) {
    if (!r.port) return;
    add_port(r.port->protocol, r.port->global);
    add_port(r.port->protocol, r.port->local);
  }
  void add_ports(const DestinationNat& r) {
    add_match(r.match);
    if (r.to_port) add_port(kTcp, r.to_port->first);
  }
  void add_ports(const SourceNat& r) { add_match(r.match); }

  void collect_services() {
    ports_[kTcp];
    for (const Filter& filter : network_.filters) {
      for (const Rule& rule : filter.rules) add_match(rule.match);
    }
    for (const Device& device : network_.devices) {
      if (device.firewall) {
        for (const auto& rule : device.firewall->rules) add_match(rule.rule.match);
      }
      for (const auto& s : device.services) add_service(s.service);
      for (const NatRule& rule : device.nat) std::visit([&](const auto& r) { add_ports(r); }, rule);
    }
    for (const Interface& i : network_.interfaces) {
      for (const auto& box : i.helped_services) add_service(box);
    }
    for (const LedgerRow& row : policy_.ledger) {
      for (const auto& box : row.services) add_service(box);
    }
    for (const Host& host : network_.hosts) {
      const auto* s = std::get_if<Sanitiser>(&host.role);
      if (s == nullptr) continue;
      for (const auto& x : s->services) add_service(x.intake.service), add_service(x.outlet.service);
      for (const auto& m : s->maintenance) add_service(m.service);
    }
    pair_ports();
  }

  /// A session opened from a service port lets its answer look like an initiation of that service, so that both ends try every port.
  void pair_ports() {
    for (const auto& [protocol, named] : ports_) {
      std::set<std::uint16_t> sources = named, destinations = named;
      sources.insert(kHighPort);
      destinations.insert(kOtherPort);
      for (const std::uint16_t sport : sources) {
        for (const std::uint16_t dport : destinations) services_.insert({protocol, sport, dport, 0});
      }
    }
  }

  std::vector<Packet> packets(const Place& place, bool hostile) {
    std::vector<Packet> all;
    for (const Family family : {Family::v4, Family::v6}) {
      std::set<AddressBits> sources;
      insert_members(family == Family::v6 ? place.own6 : place.own4, sources);
      if (hostile) sources = targets(family);
      for (const AddressBits src : sources) {
        for (const AddressBits dst : targets(family)) {
          if (src != dst) append(family, src, dst, hostile, all);
        }
      }
    }
    for (const ClaimedPacket& c : claimed_) {
      if (c.phase == Phase::initiate && c.packet.family != Family::non_ip && may_open(place, hostile, c.packet)) all.push_back(c.packet);
    }
    Packet frame;
    frame.family = Family::non_ip;
    frame.protocol = 0;
    all.push_back(frame);
    return all;
  }

  /// E6: the honest send by their own addresses, and no session opens with an ACK or a later fragment.
  static bool may_open(const Place& place, bool hostile, const Packet& packet) {
    const AddressSet& own = packet.family == Family::v6 ? place.own6 : place.own4;
    return hostile || (own.contains(packet.source()) && !packet.established && !packet.fragment);
  }

  void append(Family family, AddressBits src, AddressBits dst, bool hostile, std::vector<Packet>& all) const {
    for (const auto& [protocol, sport, dport, icmp] : services_) {
      const std::uint8_t p = family == Family::v6 && protocol == kIcmp ? kIcmp6 : protocol;
      const std::uint16_t type = p == kIcmp6 ? std::uint16_t{128 << 8} : icmp;
      Packet packet{family, src, dst, p, sport, dport, type, false, false};
      all.push_back(canonical(packet));
      if (!hostile) continue;
      packet.established = true;
      if (p == kTcp) all.push_back(packet);
      packet.fragment = true;
      all.push_back(canonical(packet));
    }
    if (!hostile) return;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }

  /// What a translation may choose: every member of a pool, with the port kept or another that some rule names. Where a source route may
  /// lead: anywhere.
  std::vector<Packet> hints(const Packet& packet) const {
    std::vector<Packet> all;
    std::set<AddressBits> sources, dsts = {packet.dst};
    const auto obeys = [](const Device& device) { return device.source_routes; };
    if (packet.family == Family::v4 && std::any_of(network_.devices.begin(), network_.devices.end(), obeys)) {
      sources.insert(packet.src);
      dsts.insert(targets4_.begin(), targets4_.end());
    }
    for (const AddressSet& pool : pools_) {
      if (pool.family() == packet.family) insert_members(pool, sources);
    }
    if (sources.empty()) return all;
    for (const Device& device : network_.devices) {
      for (const NatRule& rule : device.nat) {
        if (const auto* r = std::get_if<DestinationNat>(&rule); r != nullptr) insert_members(r->to, dsts);
      }
    }
    for (const AddressBits src : sources) {
      for (const AddressBits dst : dsts) {
        Packet hint = packet;
        hint.src = src;
        hint.dst = dst;
        all.push_back(hint);
      }
    }
    return all;
  }

  Emission emission(std::size_t sender, const Place& place, const Packet& packet, Phase phase) const {
    return {parties_[sender].ref, place.attachment, place.start, packet, phase};
  }

  SimulationResult send(std::size_t sender, const Place& place, const Packet& packet, Phase phase, const std::vector<Session>& sessions) {
    ++result_.packets;
    SimulateOptions options;
    options.vlan_hopping = parties_[sender].hostile;
    options.translation_hints = hints(packet);
    for (const ClaimedPacket& c : claimed_) {
      if (c.phase == phase && c.packet == packet)
        options.translation_hints.insert(options.translation_hints.end(), c.translations.begin(), c.translations.end());
    }
    return simulate(network_, emission(sender, place, packet, phase), sessions, options);
  }

  /// A trace's receiver as parties: several for the undeclared of a segment when all of them hear it.
  std::vector<std::size_t> receivers(const Trace& trace) const {
    std::vector<std::size_t> same, found;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (parties_[i].ref == *trace.delivered_to) same.push_back(i);
    }
    for (const std::size_t i : same) {
      const Packet& p = trace.delivered;
      if (p.family == Family::non_ip) continue;
      const bool owns = std::any_of(places_[i].begin(), places_[i].end(), [&](const Place& place) {
        return (p.family == Family::v6 ? place.own6.without(link_local()) : place.own4).contains(p.destination());
      });
      if (owns) found.push_back(i);
    }
    return found.empty() ? same : found;
  }

  void initiate(std::size_t sender) {
    for (const Place& place : places_[sender]) {
      for (const Packet& packet : packets(place, parties_[sender].hostile)) {
        const SimulationResult result = send(sender, place, packet, Phase::initiate, {});
        const std::size_t sessions = intern(result.sessions);
        for (const Trace& trace : result.traces) {
          if (trace.end != Disposition::delivered) continue;
          for (const std::size_t receiver : receivers(trace)) {
            result_.by_sender[sender].push_back({receiver, Phase::initiate, packet, trace.delivered, sender, packet, false});
            opened_.push_back({sender, receiver, packet, trace.delivered, sessions});
          }
        }
      }
    }
  }

  std::size_t intern(const std::vector<Session>& sessions) {
    const auto [it, is_new] = session_ids_.emplace(sessions, session_sets_.size());
    if (is_new) session_sets_.push_back(sessions);
    return it->second;
  }

  /// F3: an answer leaves an endpoint only if what it answers was delivered to it, to an address of its own.
  void answer_all() {
    std::set<std::tuple<std::size_t, std::size_t, Packet, std::size_t>> done;
    for (const Opened& o : opened_) {
      if (o.arrived.family == Family::non_ip || !is_own(o.receiver, o.arrived.destination())) continue;
      // A segment with ACK or RST set opens no session: the answer is a reset, which carries no data (RFC 9293 section 3.10.7.2).
      if (o.arrived.protocol == kTcp && o.arrived.established) continue;
      // An honest ICMP error only quotes what its receiver sent: nobody else's data.
      const Packet packet = reversed(o.arrived, Phase::reply);
      for (std::size_t at = 0; at < places_[o.receiver].size(); ++at) answer(o, at, packet, done);
    }
  }

  /// Destination unreachable, administratively prohibited or port: ICMP errors belong to any session (F2).
  static Packet error_about(const Packet& p) {
    const bool v6 = p.family == Family::v6;
    return canonical({p.family, p.dst, p.src, v6 ? kIcmp6 : kIcmp, 0, 0, static_cast<std::uint16_t>(v6 ? 1 << 8 : 3 << 8), false, false});
  }

  bool is_own(std::size_t party, Address address) const {
    return std::any_of(places_[party].begin(), places_[party].end(),
                       [&](const Place& place) { return (address.family == Family::v6 ? place.own6 : place.own4).contains(address); });
  }

  void answer(const Opened& o, std::size_t at, const Packet& packet,
              std::set<std::tuple<std::size_t, std::size_t, Packet, std::size_t>>& done) {
    const bool crosses = !policy_.ledger.empty() || !policy_.sanitiser_methods.empty();
    if (!crosses && !done.emplace(o.receiver, at, packet, o.sessions).second) return;
    const SimulationResult result = send(o.receiver, places_[o.receiver][at], packet, Phase::reply, session_sets_[o.sessions]);
    for (const Trace& trace : result.traces) {
      if (trace.end != Disposition::delivered) continue;
      for (const std::size_t receiver : receivers(trace)) {
        result_.by_sender[o.receiver].push_back({receiver, Phase::reply, packet, trace.delivered, o.sender, o.emitted, false});
      }
    }
  }

  /// E3: answers to sessions of anybody, delivered or not, with any flag, and ICMP errors about them.
  void forge(std::size_t sender) {
    std::set<Session> all;
    for (const auto& sessions : session_sets_) all.insert(sessions.begin(), sessions.end());
    const std::vector<Session> sessions(all.begin(), all.end());
    std::set<Packet> forged;
    for (const Session& session : sessions) {
      Packet packet = reversed(session.translated, Phase::reply);
      forged.insert(packet);
      packet.established = false;
      forged.insert(packet);
    }
    for (const ClaimedPacket& c : claimed_) {
      if (c.phase == Phase::reply) forged.insert(c.packet);
    }
    for (const Place& place : places_[sender]) {
      for (const Packet& packet : forged) {
        const SimulationResult result = send(sender, place, packet, Phase::reply, sessions);
        for (const Trace& trace : result.traces) {
          if (trace.end != Disposition::delivered) continue;
          for (const std::size_t receiver : receivers(trace)) {
            result_.by_sender[sender].push_back({receiver, Phase::reply, packet, trace.delivered, sender, packet, true});
          }
        }
      }
    }
  }

  const Network& network_;
  const Policy& policy_;
  const std::vector<Party>& parties_;
  const std::vector<ClaimedPacket>& claimed_;
  std::vector<std::vector<Place>> places_;
  std::set<AddressBits> targets4_, targets6_;
  std::map<std::uint8_t, std::set<std::uint16_t>> ports_;  ///< that something names, by protocol
  std::set<Service> services_;
  std::vector<AddressSet> pools_;
  std::vector<Opened> opened_;
  std::vector<std::vector<Session>> session_sets_;
  std::map<std::vector<Session>, std::size_t> session_ids_;
  Deliveries result_;
};

}  // namespace

Deliveries deliver_all(const Network& network, const Policy& policy, const std::vector<Party>& parties,
                       const std::vector<ClaimedPacket>& claimed) {
  return Sender(network, policy, parties, claimed).run();
}

}  // namespace sekimori::testing
