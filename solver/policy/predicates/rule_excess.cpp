#include "rule_excess.hpp"

#include <algorithm>

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
  Comparison(const PredicateInput& input, Family family, std::vector<RuleExcess>& found) : input_(input), family_(family), found_(found) {
    for (std::size_t i = 0; i < input.network.zones.size(); ++i) {
      zones_.push_back(addresses_of(input.network, make_id<ZoneId>(i), family));
    }
    collect_rows();
    collect_nodes();
    collect_translated();
  }

  void compare(const Device& device) {
    for (std::size_t i = 0; i < device.firewall->rules.size(); ++i) {
      if (device.firewall->rules[i].rule.action == Action::permit) compare_rule(device, i);
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

  void compare_rule(const Device& device, std::size_t index) {
    const FirewallRule& rule = device.firewall->rules[index];
    const auto left = beyond(device, index);
    if (!left) return found_.push_back({RuleExcess::Kind::too_intricate, &device, &rule, std::nullopt, nullptr});
    if (left->empty()) return;
    const HeaderRegion& piece = left->front();
    if (piece.src.intersects(translated_) || piece.dst.intersects(translated_))
      return found_.push_back({RuleExcess::Kind::translated, &device, &rule, piece, nullptr});
    const LedgerRow* row = row_of(rule, piece);
    found_.push_back({row == nullptr ? RuleExcess::Kind::extra : RuleExcess::Kind::wider, &device, &rule, piece, row});
  }

  const PredicateInput& input_;
  Family family_;
  std::vector<RuleExcess>& found_;
  std::vector<AddressSet> zones_;
  std::vector<Lawful> lawful_, replies_;
  AddressSet translated_;
};

std::string shown(const AddressSet& set) {
  constexpr std::size_t kShown = 60;
  std::string text = to_text(set);
  if (text.size() <= kShown) return text;
  return text.substr(0, text.rfind(',', kShown)) + ", …";
}

/// As rules say it: that it opens sessions goes without saying.
std::string shown(ServiceBox service) {
  service[ServiceField::established] = {0, 1};
  const ServiceInterval& port = service[ServiceField::dport];
  if (port.first == 0 && port.last == 65535) service[ServiceField::fragment] = {0, 1};
  return to_text(service);
}

}  // namespace

std::vector<RuleExcess> rule_excesses(const PredicateInput& input) {
  std::vector<RuleExcess> found;
  for (const Family family : {Family::v4, Family::v6}) {
    Comparison comparison(input, family, found);
    for (const Device& device : input.network.devices) {
      if (device.firewall && is_boundary_firewall(device)) comparison.compare(device);
    }
  }
  return found;
}

Text describe(const PredicateInput& input, const RuleExcess& excess) {
  const Rule& rule = excess.rule->rule;
  const std::string place = input.network.sources.describe(rule.at);
  const std::string name = rule.label.empty() ? place : rule.label + " (" + place + ")";
  const std::string& device = excess.device->name;
  if (!excess.piece) return sentence(Message::rule_too_intricate, {device, name});
  const std::string src = shown(excess.piece->src), dst = shown(excess.piece->dst), service = shown(excess.piece->service);
  if (excess.kind == RuleExcess::Kind::translated) return sentence(Message::rule_translated, {device, name, src, dst, service});
  if (excess.row != nullptr) return sentence(Message::rule_wider_than_row, {device, name, excess.row->id, src, dst, service});
  return sentence(Message::rule_without_row, {device, name, src, dst, service});
}

}  // namespace sekimori
