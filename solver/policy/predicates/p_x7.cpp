// P-X7: the network permits what the ledger says, no more and no less (S29). No more: every cell is proved, and each permit of a firewall
// at the boundary of the My Number or the LGWAN zone lies within ledger rows, sanitising and security-cloud services, as a set of headers.
// No less: each row can be used, tried by the simulator. What sticks out of a rule is named as the difference of the sets.
#include <algorithm>

#include "header_regions.hpp"
#include "places.hpp"
#include "predicates.hpp"
#include "sekimori/forward/fib.hpp"
#include "sekimori/policy/service_reversal.hpp"

namespace sekimori {
namespace {

/// What may pass: regions, each with the ledger row that it comes from (or nothing).
struct Lawful {
  HeaderRegion region;
  const LedgerRow* row = nullptr;
};

AddressSet host_addresses(const Host& host, Family family) {
  AddressSet all(family);
  for (const Attachment& attachment : host.attachments) all = all.united(family == Family::v6 ? attachment.v6 : attachment.v4);
  return all;
}

class Comparison {
 public:
  Comparison(const PredicateInput& input, Family family, Judgement& judgement) : input_(input), family_(family), judgement_(judgement) {
    for (std::size_t i = 0; i < input.network.zones.size(); ++i) {
      zones_.push_back(addresses_of(input.network, make_id<ZoneId>(i), family));
    }
    collect_rows();
    collect_nodes();
    collect_translated();
  }

  void judge(const Device& device) {
    for (std::size_t i = 0; i < device.firewall->rules.size(); ++i) {
      if (device.firewall->rules[i].rule.action == Action::permit) judge_rule(device, i);
    }
  }

 private:
  void allow(const AddressSet& src, const AddressSet& dst, const std::vector<ServiceBox>& services, const LedgerRow* row) {
    for (const ServiceBox& service : services) lawful_.push_back({{src, dst, service}, row});
    const std::vector<ServiceBox> replies = reply_services(services);
    for (const ServiceBox& service : replies) replies_.push_back({{dst, src, service}, row});
  }

  bool is_admitted(const LedgerRow& row) const {
    for (const EndpointRef& from : row.src) {
      for (const EndpointRef& to : row.dst) {
        const auto* a = std::get_if<HostId>(&from);
        const auto* b = std::get_if<HostId>(&to);
        if (a != nullptr && b != nullptr && !admits_rows(input_.policy, input_.network.at(*a).zone, input_.network.at(*b).zone))
          return false;
      }
    }
    return true;
  }

  void collect_rows() {
    const bool v6 = family_ == Family::v6;
    for (const LedgerRow& row : input_.policy.ledger) {
      if (is_admitted(row)) allow(v6 ? row.src_v6 : row.src_v4, v6 ? row.dst_v6 : row.dst_v4, row.services, &row);
    }
  }

  void allow_leg(const Host& node, const SanitiserLeg& leg, ZoneId peers) {
    const AddressSet own = host_addresses(node, family_);
    const AddressSet& others = zones_.at(peers.index);
    if (leg.opener == Opener::peer) allow(others, own, {leg.service}, nullptr);
    if (leg.opener == Opener::sanitiser) allow(own, others, {leg.service}, nullptr);
  }

  void collect_nodes() {
    for (const Host& host : input_.network.hosts) {
      if (const auto* sanitiser = std::get_if<Sanitiser>(&host.role)) {
        for (const SanitisingService& service : sanitiser->services) {
          allow_leg(host, service.intake, service.from);
          allow_leg(host, service.outlet, service.to);
        }
        for (const MaintenanceService& it : sanitiser->maintenance) {
          allow(host_addresses(host, family_), AddressSet::everything(family_), {it.service}, nullptr);
        }
      } else if (const auto* cloud = std::get_if<SecurityCloud>(&host.role)) {
        for (std::size_t i = 0; i < zones_.size(); ++i) {
          if (input_.network.zones[i].role != ZoneRole::internet_zone) continue;
          for (const MaintenanceService& it : cloud->services) {
            allow(zones_[i], host_addresses(host, family_), {it.service}, nullptr);
            allow(host_addresses(host, family_), zones_[i], {it.service}, nullptr);
          }
        }
      }
    }
  }

  /// Addresses that a rule may see instead of an end's own.
  void collect_translated() {
    translated_ = AddressSet(family_);
    const auto take = [&](const AddressSet& set) {
      if (set.family() == family_) translated_ = translated_.united(set);
    };
    for (const Device& device : input_.network.devices) {
      for (const NatRule& rule : device.nat) {
        if (const auto* one = std::get_if<StaticNat>(&rule)) {
          take(AddressSet::of(one->local));
          take(AddressSet::of(one->global));
        } else if (const auto* to = std::get_if<DestinationNat>(&rule)) {
          take(to->to);
        } else if (const auto* from = std::get_if<SourceNat>(&rule)) {
          take(from->pool);
        }
      }
    }
  }

  /// Destinations that leave by the rule's interfaces by today's routes; everything where the routes are not known.
  AddressSet routed(const FirewallRule& rule, const Device& device) const {
    const bool known = std::ranges::none_of(device.vrfs, [&](VrfId vrf) { return input_.network.at(vrf).any_routing; });
    if (rule.out.empty() || !known) return AddressSet::everything(family_);
    AddressSet all(family_);
    for (const InterfaceId out : rule.out) {
      for (const VrfId vrf : device.vrfs) all = all.united(destinations_via(compute_fib(input_.network, vrf, family_), family_, out));
    }
    return all;
  }

  bool is_guarded(std::size_t zone) const {
    const ZoneRole role = input_.network.zones[zone].role;
    return role == ZoneRole::my_number || role == ZoneRole::lgwan_zone;
  }

  /// Of `region`, what passes between two zones one of which is guarded. The last "zone" is what belongs to none.
  std::vector<HeaderRegion> between_zones(const HeaderRegion& region) const {
    std::vector<AddressSet> groups = zones_;
    AddressSet nowhere = AddressSet::everything(family_);
    for (const AddressSet& zone : zones_) nowhere = nowhere.without(zone);
    groups.push_back(nowhere);
    std::vector<HeaderRegion> parts;
    for (std::size_t a = 0; a < groups.size(); ++a) {
      for (std::size_t b = 0; b < groups.size(); ++b) {
        const bool guarded = (a < zones_.size() && is_guarded(a)) || (b < zones_.size() && is_guarded(b));
        if (a == b || !guarded) continue;
        if (auto part = intersected(region, {groups[a], groups[b], ServiceBox::any()})) parts.push_back(std::move(*part));
      }
    }
    return parts;
  }

  /// What the rule opens beyond earlier denies and what is lawful. Errors: nullopt when too intricate.
  std::optional<std::vector<HeaderRegion>> beyond(const Device& device, std::size_t index) const {
    const FirewallRule& rule = device.firewall->rules[index];
    const auto regions = regions_of(rule.rule.match, family_);
    if (!regions) return std::nullopt;
    ServiceBox opening = ServiceBox::any();
    opening[ServiceField::established] = {0, 0};
    opening[ServiceField::fragment] = {0, 0};
    const HeaderRegion usable{AddressSet::everything(family_), routed(rule, device), opening};
    std::vector<HeaderRegion> left;
    for (const HeaderRegion& region : *regions) {
      const auto part = intersected(region, usable);
      if (!part) continue;
      const auto parts = between_zones(*part);
      left.insert(left.end(), parts.begin(), parts.end());
    }
    for (std::size_t i = 0; i < index && !left.empty(); ++i) {
      const FirewallRule& earlier = device.firewall->rules[i];
      if (earlier.rule.action != Action::deny || !covers_scope(earlier.in, rule.in) || !covers_scope(earlier.out, rule.out)) continue;
      const auto denied = regions_of(earlier.rule.match, family_);
      if (!denied || !subtract(*denied, left)) return std::nullopt;
    }
    for (const Lawful& it : lawful_) {
      if (!subtract({it.region}, left)) return std::nullopt;
    }
    if (!device.firewall->stateful) {
      for (const Lawful& it : replies_) {
        if (!subtract({it.region}, left)) return std::nullopt;
      }
    }
    return left;
  }

  static bool subtract(const std::vector<HeaderRegion>& taken, std::vector<HeaderRegion>& left) {
    for (const HeaderRegion& region : taken) {
      if (region.src.empty() || region.dst.empty()) continue;
      auto rest = without(left, region);
      if (!rest) return false;
      left = std::move(*rest);
    }
    return true;
  }

  static std::string shown(const AddressSet& set) {
    constexpr std::size_t kShown = 60;
    std::string text = to_text(set);
    if (text.size() <= kShown) return text;
    return text.substr(0, text.rfind(',', kShown)) + ", …";
  }

  /// As rules say it: that it opens sessions goes without saying.
  static std::string shown(ServiceBox service) {
    service[ServiceField::established] = {0, 1};
    const ServiceInterval& port = service[ServiceField::dport];
    if (port.first == 0 && port.last == 65535) service[ServiceField::fragment] = {0, 1};
    return to_text(service);
  }

  /// The row that the rule was meant for: it has all of it, or shares both ends with what sticks out.
  const LedgerRow* row_of(const FirewallRule& rule, const HeaderRegion& piece) const {
    const auto regions = regions_of(rule.rule.match, family_);
    for (const Lawful& it : lawful_) {
      if (it.row == nullptr || it.region.src.empty() || it.region.dst.empty()) continue;
      const bool shares = it.region.src.intersects(piece.src) && it.region.dst.intersects(piece.dst);
      const bool inside =
          regions && std::ranges::any_of(*regions, [&](const HeaderRegion& r) {
            return r.src.contains(it.region.src) && r.dst.contains(it.region.dst) && r.service.intersected(it.region.service);
          });
      if (shares || inside) return it.row;
    }
    return nullptr;
  }

  void judge_rule(const Device& device, std::size_t index) {
    const FirewallRule& rule = device.firewall->rules[index];
    const std::string place = input_.network.sources.describe(rule.rule.at);
    const std::string name = rule.rule.label.empty() ? place : rule.rule.label + " (" + place + ")";
    const auto add = [&](VerdictKind weighs, Text text) {
      judgement_.findings.push_back({weighs, std::move(text), device.name, rule.rule.at});
    };
    const auto left = beyond(device, index);
    if (!left) return add(VerdictKind::inconclusive, sentence(Message::p_x7_too_many, {device.name, name}));
    if (left->empty()) return;
    const HeaderRegion& piece = left->front();
    const std::string src = shown(piece.src), dst = shown(piece.dst), service = shown(piece.service);
    if (piece.src.intersects(translated_) || piece.dst.intersects(translated_)) {
      return add(VerdictKind::inconclusive, sentence(Message::p_x7_translated, {device.name, name, src, dst, service}));
    }
    if (const LedgerRow* row = row_of(rule, piece)) {
      return add(VerdictKind::violated, sentence(Message::p_x7_wider, {device.name, name, row->id, src, dst, service}));
    }
    add(VerdictKind::violated, sentence(Message::p_x7_extra, {device.name, name, src, dst, service}));
  }

  const PredicateInput& input_;
  Family family_;
  Judgement& judgement_;
  std::vector<AddressSet> zones_;
  std::vector<Lawful> lawful_, replies_;
  AddressSet translated_;
};

/// The packet of a violated cell that needs no relay is itself a flow that the ledger does not cover.
void judge_packet(const PredicateInput& input, const CellOutcome& cell, Judgement& judgement) {
  if (cell.verdict != VerdictKind::violated || !cell.leg) return;
  const Packet& packet = cell.leg->packet;
  const std::string text = to_text(packet);
  const bool v6 = packet.family == Family::v6;
  for (const LedgerRow& row : input.policy.ledger) {
    const bool src = packet.family != Family::non_ip && (v6 ? row.src_v6 : row.src_v4).contains(packet.source());
    const bool dst = packet.family != Family::non_ip && (v6 ? row.dst_v6 : row.dst_v4).contains(packet.destination());
    const bool service = std::ranges::any_of(row.services, [&](const ServiceBox& it) { return it.contains(packet); });
    // All three: the row is one that the matrix does not admit. Fewer than two: the packet has little to do with it.
    if ((src ? 1 : 0) + (dst ? 1 : 0) + (service ? 1 : 0) != 2) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x7_packet_wider, {cell.leg->from, cell.leg->to, text, row.id}), row.id, row.at});
    return;
  }
  judgement.findings.push_back(
      {VerdictKind::violated, sentence(Message::p_x7_packet_extra, {cell.leg->from, cell.leg->to, text}), cell.id, {}});
}

void judge_row(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const auto add = [&](VerdictKind weighs, Text text) { judgement.findings.push_back({weighs, std::move(text), row.id, row.at}); };
  const auto match = std::ranges::find(input.ledger, row.id, &LedgerMatch::row);
  if (match == input.ledger.end() || match->tried == 0) {
    add(VerdictKind::inconclusive, sentence(Message::p_x7_untried, {row.id}));
  } else if (match->arrived == 0) {
    add(VerdictKind::violated, sentence(Message::p_x7_dead, {row.id, match->why}));
  } else if (match->arrived < match->tried) {
    add(VerdictKind::violated,
        sentence(Message::p_x7_partly, {row.id, std::to_string(match->arrived), std::to_string(match->tried), match->why}));
  }
  const auto last = day_of(row.expiry);
  if (last && input.today && *last < *input.today) add(VerdictKind::violated, sentence(Message::p_x7_expired, {row.id, row.expiry}));
  if (row.owner.empty() || row.approver.empty()) add(VerdictKind::unattested, sentence(Message::p_x7_unowned, {row.id}));
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  for (const CellOutcome& cell : input.cells) {
    if (cell.verdict == VerdictKind::vacuous || cell.verdict == VerdictKind::not_applicable) continue;
    judgement.cells.push_back(cell.id);
    judge_packet(input, cell, judgement);
  }
  for (const Family family : {Family::v4, Family::v6}) {
    Comparison comparison(input, family, judgement);
    for (const Device& device : input.network.devices) {
      if (device.firewall && is_boundary_firewall(device)) comparison.judge(device);
    }
  }
  for (const LedgerRow& row : input.policy.ledger) judge_row(input, row, judgement);
  // Without a cell that was judged nothing says that the network permits no more.
  if (judgement.cells.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input, VerdictKind::vacuous);
}

}  // namespace

Predicate p_x7() {
  return {
      "P-X7", "6(7)", "high", "LEDGER-MATCH", PredicateBasis::model, Message::p_x7_title, Message::p_x7_explanation, Message::p_x7_advice,
      judge};
}

}  // namespace sekimori
