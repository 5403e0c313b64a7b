// Closure over recorded deliveries: holders and emitters of E7, tags and excuses of X1, crossing nodes of X2 and X5.
#include "agreement/brute_force.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace sekimori::testing {
namespace {

/// An excused flow of one cell, in the words of X1.
struct Excuse {
  std::string id;
  std::set<std::size_t> src, dst;
  AddressSet src4{Family::v4}, src6{Family::v6}, dst4{Family::v4}, dst6{Family::v6};
  std::vector<ServiceBox> services;
  bool requests = true, replies = true;

  [[nodiscard]] bool has(const Packet& p) const {
    if (p.family == Family::non_ip) return false;
    const bool v6 = p.family == Family::v6;
    if (!(v6 ? src6 : src4).contains(p.source()) || !(v6 ? dst6 : dst4).contains(p.destination())) return false;
    return std::any_of(services.begin(), services.end(), [&](const ServiceBox& box) { return box.contains(p); });
  }
};

const MatrixEntry* matrix_entry(const Policy& policy, ZoneId from, ZoneId to) {
  for (const MatrixEntry& e : policy.matrix) {
    if (e.from == from && e.to == to) return &e;
  }
  return nullptr;
}

bool rows_count(const Policy& policy, ZoneId from, ZoneId to) {
  const MatrixEntry* e = matrix_entry(policy, from, to);
  if (from == to) return true;
  return e != nullptr && (e->admits.contains(Admission::specified) || e->admits.contains(Admission::approved) ||
                          e->admits.contains(Admission::registered) || e->admits.contains(Admission::breakout));
}

bool is_valid(const Sanitiser& s, const Policy& policy) {
  const bool methods = std::all_of(s.services.begin(), s.services.end(),
                                   [&](const SanitisingService& x) { return policy.sanitiser_methods.contains(x.method); });
  return !s.services.empty() && methods && !s.bypass && s.fail_closed && s.redirections_off && !s.ip_forwarding;
}

/// The crossings and crossing nodes of one ordered pair of zones, and the closure under them.
class Cell {
 public:
  Cell(const Network& network, const Policy& policy, Threat threat, const std::vector<Party>& parties,
       const std::vector<std::vector<Place>>& places, const std::vector<std::vector<Delivery>>& deliveries, std::optional<Family> only)
      : network_(network), policy_(policy), threat_(threat), parties_(parties), places_(places), deliveries_(deliveries), only_(only) {}

  bool run(ZoneId from, ZoneId to, std::size_t* chain) {
    from_ = network_.at(from).name;
    to_ = network_.at(to).name;
    rows();
    sanitisers(from, to);
    while (!close()) {
    }
    std::optional<std::size_t> fewest;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (!round_[i] || parties_[i].is_self || parties_[i].zone != to_) continue;
      fewest = std::min(fewest.value_or(*round_[i]), *round_[i]);
    }
    if (chain != nullptr) *chain = std::max(*chain, fewest.value_or(0));
    return fewest.has_value();
  }

 private:
  std::set<std::size_t> indices(const std::vector<EndpointRef>& refs) const {
    std::set<std::size_t> found;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (std::find(refs.begin(), refs.end(), parties_[i].ref) != refs.end()) found.insert(i);
    }
    return found;
  }

  ZoneId zone_of(const EndpointRef& ref) const { return network_.at(std::get<HostId>(ref)).zone; }

  void rows() {
    for (const LedgerRow& row : policy_.ledger) {
      bool counts = true;
      for (const auto& src : row.src) {
        for (const auto& dst : row.dst) counts = counts && rows_count(policy_, zone_of(src), zone_of(dst));
      }
      if (counts)
        excuses_.push_back(
            {row.id, indices(row.src), indices(row.dst), row.src_v4, row.src_v6, row.dst_v4, row.dst_v6, row.services, true, true});
    }
  }

  /// X3: the entry of the zone that opens the sessions by which the data leaves.
  bool is_open_to(const SanitisingService& x) const {
    const auto* e = x.outlet.opener == Opener::sanitiser ? matrix_entry(policy_, x.from, x.to) : matrix_entry(policy_, x.to, x.from);
    if (e == nullptr) return false;
    if (x.outlet.opener == Opener::sanitiser && e->admits.contains(Admission::approved)) return true;
    return e->admits.contains(x.method == "screen-transfer" ? Admission::screen : Admission::sanitised);
  }

  bool marked(ZoneId a, ZoneId b) const {
    for (const auto* e : {matrix_entry(policy_, a, b), matrix_entry(policy_, b, a)}) {
      if (e == nullptr) continue;
      if (e->admits.contains(Admission::sanitised) || e->admits.contains(Admission::screen)) return true;
    }
    return false;
  }

  /// X2: never with My Number at an end; always with the LGWAN zone; else what the matrix names.
  bool sanitisers_count(ZoneId from, ZoneId to) const {
    const ZoneRole a = network_.at(from).role, b = network_.at(to).role;
    if (a == ZoneRole::my_number || b == ZoneRole::my_number) return false;
    return a == ZoneRole::lgwan_zone || b == ZoneRole::lgwan_zone || marked(from, to);
  }

  void sanitisers(ZoneId from, ZoneId to) {
    if (!sanitisers_count(from, to)) return;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      const auto* id = std::get_if<HostId>(&parties_[i].ref);
      const auto* s = id == nullptr ? nullptr : std::get_if<Sanitiser>(&network_.at(*id).role);
      if (s == nullptr || !is_valid(*s, policy_)) continue;
      const bool admitted = std::all_of(s->services.begin(), s->services.end(), [&](const auto& x) { return is_open_to(x); });
      if (!admitted) continue;
      nodes_.insert(i);
      if (parties_[i].zone == from_) own_flows(i, *s);
    }
  }

  void own_flows(std::size_t node, const Sanitiser& s) {
    for (const SanitisingService& x : s.services) {
      own_flow(node, x.outlet, x.to);
      if (x.opposite != Opposite::raw) own_flow(node, x.intake, x.from);
    }
  }

  /// What the node itself sends by one leg: requests when it opens the session, answers when the peer does.
  void own_flow(std::size_t node, const SanitiserLeg& leg, ZoneId peers) {
    const bool opens = leg.opener == Opener::sanitiser;
    Excuse e;
    e.id = parties_[node].name + "/";
    std::set<std::size_t> others;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (i != node && parties_[i].zone == network_.at(peers).name) others.insert(i);
    }
    e.src = opens ? std::set{node} : others;
    e.dst = opens ? others : std::set{node};
    set_addresses(e.src, e.src4, e.src6);
    set_addresses(e.dst, e.dst4, e.dst6);
    e.services = {leg.service};
    e.requests = opens;
    e.replies = !opens;
    excuses_.push_back(std::move(e));
  }

  void set_addresses(const std::set<std::size_t>& who, AddressSet& v4, AddressSet& v6) const {
    for (const std::size_t i : who) {
      for (const Place& place : places_[i]) {
        v4 = v4.united(place.own4);
        v6 = v6.united(place.own6);
      }
    }
  }

  /// nullptr: no crossing. X1: the first whose ends and header the (opening) packet has; an answer has that of what it answers.
  const Excuse* tag_of(const Delivery& d) const {
    if (d.forged) return nullptr;
    for (const Excuse& e : excuses_) {
      if (e.src.contains(d.origin) && e.has(d.opening)) return &e;
    }
    return nullptr;
  }

  /// What a row admits from its sender to its receiver it admits in an answer too, whoever opened the session.
  bool is_a_rows_request(std::size_t sender, const Delivery& d) const {
    return d.phase == Phase::reply && std::any_of(excuses_.begin(), excuses_.end(), [&](const Excuse& e) {
             return e.requests && e.src.contains(sender) && e.dst.contains(d.receiver) && e.has(d.emitted);
           });
  }

  bool is_excused(std::size_t sender, const Delivery& d) const {
    if (is_a_rows_request(sender, d)) return true;
    const Excuse* e = tag_of(d);
    if (e == nullptr) return false;
    return d.phase == Phase::initiate ? e->requests && e->dst.contains(d.receiver) : e->replies && e->src.contains(d.receiver);
  }

  static bool is_one_of(const Packet& p, const std::vector<ServiceBox>& boxes) {
    return std::any_of(boxes.begin(), boxes.end(), [&](const ServiceBox& box) { return box.contains(p); });
  }

  /// X5: an inbound session other than the intake, or an answer to a session that is neither intake nor upkeep.
  bool is_raw(std::size_t node, const Delivery& d) const {
    const EndpointRef& ref = parties_[node].ref;
    const Packet& p = d.arrived;
    if (p.family == Family::non_ip) return false;
    if (!owns(node, p.destination())) return false;
    const auto& s = std::get<Sanitiser>(network_.at(std::get<HostId>(ref)).role);
    std::vector<ServiceBox> lawful;
    const Opener opener = d.phase == Phase::initiate ? Opener::peer : Opener::sanitiser;
    for (const SanitisingService& x : s.services) {
      if (x.intake.opener == opener) lawful.push_back(x.intake.service);
      if (x.outlet.opener == opener && x.opposite != Opposite::raw) lawful.push_back(x.outlet.service);
    }
    if (d.phase == Phase::initiate) return !is_one_of(p, lawful);
    for (const MaintenanceService& m : s.maintenance) lawful.push_back(m.service);
    return !is_one_of(reversed(p, Phase::initiate), lawful);
  }

  bool owns(std::size_t party, Address address) const {
    return std::any_of(places_[party].begin(), places_[party].end(),
                       [&](const Place& p) { return (address.family == Family::v6 ? p.own6 : p.own4).contains(address); });
  }

  bool passes_on(const Delivery& d) const {
    const Party& party = parties_[d.receiver];
    if (threat_ == Threat::direct) return false;
    if (threat_ == Threat::compromise || nodes_.contains(d.receiver)) return true;
    return party.is_self ? is_managed(party, d) : party.relays;
  }

  /// E4: a session service that is on and admits the sender.
  bool is_managed(const Party& self, const Delivery& d) const {
    const Device& device = network_.at(std::get<DeviceId>(self.ref));
    if (!device.has_config) return true;
    if (d.phase == Phase::reply) return false;
    // No TCP session is ever opened to a broadcast or multicast address (RFC 1122 section 4.2.3.10).
    if (d.arrived.protocol == kTcp && d.arrived.family != Family::non_ip && !owns(d.receiver, d.arrived.destination())) return false;
    return std::any_of(device.services.begin(), device.services.end(), [&](const ManagementService& s) {
      const auto& admits = d.arrived.family == Family::v6 ? s.admits_v6 : s.admits_v4;
      return d.arrived.family != Family::non_ip && s.session && s.service.contains(d.arrived) &&
             (!admits || decide(network_.at(*admits), d.arrived).action == Action::permit);
    });
  }

  /// False when a node among the sources turned out to take raw data: it is an ordinary host then, and everything starts again (X5).
  bool close() {
    round_.assign(parties_.size(), std::nullopt);
    std::vector<std::size_t> emitters, next;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (parties_[i].zone == from_ && !parties_[i].is_self) {
        round_[i] = 0;
        emitters.push_back(i);
      }
    }
    std::vector<bool> emits(parties_.size());
    for (const std::size_t i : emitters) emits[i] = true;
    for (std::size_t round = 1; !emitters.empty(); ++round, emitters.swap(next)) {
      next.clear();
      for (const std::size_t sender : emitters) {
        for (const Delivery& d : deliveries_[sender]) {
          if (!take(sender, d, round)) return false;
          if (is_held_now_ && !emits[d.receiver] && passes_on(d)) {
            emits[d.receiver] = true;
            next.push_back(d.receiver);
          }
        }
      }
    }
    return true;
  }

  bool take(std::size_t sender, const Delivery& d, std::size_t round) {
    is_held_now_ = false;
    if (only_ && d.emitted.family != *only_) return true;
    if (is_excused(sender, d)) return true;
    if (nodes_.contains(d.receiver)) {
      if (!is_raw(d.receiver, d)) return true;
      if (parties_[d.receiver].zone == from_) {
        nodes_.erase(d.receiver);
        std::erase_if(excuses_, [&](const Excuse& e) { return e.id == parties_[d.receiver].name + "/"; });
        return false;
      }
    }
    is_held_now_ = true;
    if (!round_[d.receiver]) round_[d.receiver] = round;
    return true;
  }

  const Network& network_;
  const Policy& policy_;
  Threat threat_;
  const std::vector<Party>& parties_;
  const std::vector<std::vector<Place>>& places_;
  const std::vector<std::vector<Delivery>>& deliveries_;
  std::optional<Family> only_;
  std::string from_, to_;
  std::vector<Excuse> excuses_;
  std::set<std::size_t> nodes_;
  std::vector<std::optional<std::size_t>> round_;
  bool is_held_now_ = false;
};

}  // namespace

BruteForce::BruteForce(const Network& network, const Policy& policy, Threat threat, const std::vector<ClaimedPacket>& claimed)
    : network_(network), policy_(policy), threat_(threat), parties_(parties_of(network)) {
  for (const Party& party : parties_) places_.push_back(places_of(network, party));
  Deliveries found = deliver_all(network, policy, parties_, claimed);
  deliveries_ = std::move(found.by_sender);
  packets_ = found.packets;
}

bool BruteForce::reaches(ZoneId from, ZoneId to, std::size_t* chain, std::optional<Family> only) const {
  return Cell(network_, policy_, threat_, parties_, places_, deliveries_, only).run(from, to, chain);
}

bool BruteForce::has_reply_traffic() const {
  for (const auto& sent : deliveries_) {
    std::set<std::size_t> opened, answered;
    for (const Delivery& d : sent) (d.phase == Phase::initiate ? opened : answered).insert(d.receiver);
    if (!std::includes(opened.begin(), opened.end(), answered.begin(), answered.end())) return true;
  }
  return false;
}

}  // namespace sekimori::testing
