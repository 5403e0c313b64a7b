#include "engines/shrink.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori::testing {
namespace {

/// What goes. Whatever cannot stand without it goes, too.
struct Doomed {
  std::set<ZoneId> zones;
  std::set<DeviceId> devices;
  std::set<HostId> hosts;
  std::set<InterfaceId> interfaces;
  std::set<VrfId> vrfs;
};

/// Old ids to new ones.
template <class IdType>
class Renumbering {
 public:
  template <class Row>
  Renumbering(std::vector<Row>& rows, const std::set<IdType>& doomed) : to_(rows.size()) {
    std::vector<Row> kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (doomed.contains(make_id<IdType>(i))) continue;
      to_[i] = make_id<IdType>(kept.size());
      kept.push_back(std::move(rows[i]));
    }
    rows = std::move(kept);
  }

  [[nodiscard]] std::optional<IdType> of(IdType id) const { return id.index < to_.size() ? to_[id.index] : std::nullopt; }
  void apply(IdType& id) const { id = of(id).value_or(IdType{}); }
  void apply(std::optional<IdType>& id) const {
    if (id) id = of(*id);
  }
  /// False when nothing is left of a list that named somebody: an empty one would mean everybody.
  bool apply(std::vector<IdType>& ids) const {
    std::vector<IdType> kept;
    for (const IdType id : ids) {
      if (const auto now = of(id)) kept.push_back(*now);
    }
    const bool emptied = kept.empty() && !ids.empty();
    ids = std::move(kept);
    return !emptied;
  }

 private:
  std::vector<std::optional<IdType>> to_;
};

class Removal {
 public:
  Removal(RandomCase c, Doomed doomed) : c_(std::move(c)), n_(c_.network), doomed_(std::move(doomed)) {}

  RandomCase run() && {
    spread();
    // Ids in assumptions are of the old tables, and no engine reads them.
    n_.assumptions.clear();
    n_.config_lines.clear();
    const Renumbering<ZoneId> zones(n_.zones, doomed_.zones);
    const Renumbering<DeviceId> devices(n_.devices, doomed_.devices);
    const Renumbering<HostId> hosts(n_.hosts, doomed_.hosts);
    const Renumbering<InterfaceId> interfaces(n_.interfaces, doomed_.interfaces);
    const Renumbering<VrfId> vrfs(n_.vrfs, doomed_.vrfs);
    drop_filters(devices);
    for (Interface& i : n_.interfaces) {
      devices.apply(i.device);
      vrfs.apply(i.vrf);
      interfaces.apply(i.channel);
      interfaces.apply(i.parent);
      if (i.tunnel) interfaces.apply(i.tunnel->local_interface);
    }
    for (Vrf& vrf : n_.vrfs) renumber(vrf, devices, interfaces, vrfs);
    for (Device& d : n_.devices) renumber(d, interfaces, vrfs, hosts);
    for (Host& h : n_.hosts) renumber(h, zones, interfaces);
    std::erase_if(n_.links, [&](Link& link) {
      const bool gone = !interfaces.of(link.a) || !interfaces.of(link.b);
      interfaces.apply(link.a);
      interfaces.apply(link.b);
      return gone;
    });
    std::erase_if(n_.transits, [&](TransitDeclaration& t) {
      const bool gone = !interfaces.of(t.interface);
      interfaces.apply(t.interface);
      return gone;
    });
    policy(zones, hosts, devices, interfaces);
    return std::move(c_);
  }

 private:
  void spread() {
    for (std::size_t i = 0; i < n_.hosts.size(); ++i) {
      if (doomed_.zones.contains(n_.hosts[i].zone)) doomed_.hosts.insert(make_id<HostId>(i));
    }
    for (std::size_t i = 0; i < n_.devices.size(); ++i) {
      const auto& owner = n_.devices[i].filter_of;
      if (owner && doomed_.hosts.contains(*owner)) doomed_.devices.insert(make_id<DeviceId>(i));
    }
    for (std::size_t i = 0; i < n_.vrfs.size(); ++i) {
      if (doomed_.devices.contains(n_.vrfs[i].device)) doomed_.vrfs.insert(make_id<VrfId>(i));
    }
    for (std::size_t i = 0; i < n_.interfaces.size(); ++i) {
      const Interface& it = n_.interfaces[i];
      if (doomed_.devices.contains(it.device) || doomed_.vrfs.contains(it.vrf)) doomed_.interfaces.insert(make_id<InterfaceId>(i));
    }
    for (std::size_t i = 0; i < n_.interfaces.size(); ++i) {
      const auto& parent = n_.interfaces[i].parent;
      if (parent && doomed_.interfaces.contains(*parent)) doomed_.interfaces.insert(make_id<InterfaceId>(i));
    }
    for (std::size_t i = 0; i < n_.hosts.size(); ++i) {
      auto& cards = n_.hosts[i].attachments;
      std::erase_if(cards, [&](const Attachment& card) { return doomed_.interfaces.contains(card.port); });
      if (cards.empty()) doomed_.hosts.insert(make_id<HostId>(i));
    }
  }

  void drop_filters(const Renumbering<DeviceId>& devices) {
    std::set<FilterId> used, unused;
    for (const Interface& i : n_.interfaces) {
      for (const auto& slot : {i.filters.in_v4, i.filters.out_v4, i.filters.in_v6, i.filters.out_v6}) {
        if (slot) used.insert(*slot);
      }
    }
    for (const Device& d : n_.devices) {
      for (const ManagementService& s : d.services) {
        for (const auto& slot : {s.admits_v4, s.admits_v6}) {
          if (slot) used.insert(*slot);
        }
      }
    }
    for (std::size_t i = 0; i < n_.filters.size(); ++i) {
      if (!used.contains(make_id<FilterId>(i))) unused.insert(make_id<FilterId>(i));
    }
    const Renumbering<FilterId> filters(n_.filters, unused);
    for (Filter& f : n_.filters) devices.apply(f.device);
    for (Interface& i : n_.interfaces) {
      for (auto* slot : {&i.filters.in_v4, &i.filters.out_v4, &i.filters.in_v6, &i.filters.out_v6}) filters.apply(*slot);
    }
    for (Device& d : n_.devices) {
      for (ManagementService& s : d.services) {
        filters.apply(s.admits_v4);
        filters.apply(s.admits_v6);
      }
    }
  }

  static void renumber(Vrf& vrf, const Renumbering<DeviceId>& devices, const Renumbering<InterfaceId>& interfaces,
                       const Renumbering<VrfId>& vrfs) {
    devices.apply(vrf.device);
    vrfs.apply(vrf.leaks_to);
    std::erase_if(vrf.routes, [&](StaticRoute& r) {
      const bool gone = (r.next_hop.out && !interfaces.of(*r.next_hop.out)) || (r.next_hop.vrf && !vrfs.of(*r.next_hop.vrf));
      interfaces.apply(r.next_hop.out);
      vrfs.apply(r.next_hop.vrf);
      return gone;
    });
  }

  static void renumber(Device& d, const Renumbering<InterfaceId>& interfaces, const Renumbering<VrfId>& vrfs,
                       const Renumbering<HostId>& hosts) {
    interfaces.apply(d.interfaces);
    vrfs.apply(d.vrfs);
    hosts.apply(d.filter_of);
    if (d.firewall) {
      std::erase_if(d.firewall->rules, [&](FirewallRule& r) {
        const bool in = interfaces.apply(r.in), out = interfaces.apply(r.out);
        return !in || !out;
      });
    }
    std::erase_if(d.nat, [&](NatRule& rule) {
      return std::visit(Overloaded{
                            [&](StaticNat& r) {
                              const bool in = interfaces.apply(r.inside), out = interfaces.apply(r.outside);
                              return !in || !out;
                            },
                            [&](DestinationNat& r) { return !interfaces.apply(r.in); },
                            [&](SourceNat& r) {
                              const bool in = interfaces.apply(r.in), out = interfaces.apply(r.out);
                              return !in || !out;
                            },
                        },
                        rule);
    });
  }

  static void renumber(Host& h, const Renumbering<ZoneId>& zones, const Renumbering<InterfaceId>& interfaces) {
    if (auto* s = std::get_if<Sanitiser>(&h.role)) {
      std::erase_if(s->services, [&](SanitisingService& x) {
        const bool gone = !zones.of(x.from) || !zones.of(x.to);
        zones.apply(x.from);
        zones.apply(x.to);
        return gone;
      });
    }
    zones.apply(h.zone);
    for (Attachment& card : h.attachments) interfaces.apply(card.port);
  }

  void policy(const Renumbering<ZoneId>& zones, const Renumbering<HostId>& hosts, const Renumbering<DeviceId>& devices,
              const Renumbering<InterfaceId>& interfaces) {
    std::erase_if(c_.policy.matrix, [&](MatrixEntry& e) {
      const bool gone = !zones.of(e.from) || !zones.of(e.to);
      zones.apply(e.from);
      zones.apply(e.to);
      return gone;
    });
    const auto end_gone = [&](EndpointRef& ref) {
      return std::visit(Overloaded{[&](HostId id) {
                                     const auto now = hosts.of(id);
                                     if (now) ref = *now;
                                     return !now;
                                   },
                                   [&](DeviceId id) {
                                     const auto now = devices.of(id);
                                     if (now) ref = *now;
                                     return !now;
                                   },
                                   [&](InterfaceId id) {
                                     const auto now = interfaces.of(id);
                                     if (now) ref = *now;
                                     return !now;
                                   }},
                        EndpointRef(ref));
    };
    std::erase_if(c_.policy.ledger, [&](LedgerRow& row) {
      // Every end is renumbered, whatever the others say.
      const auto lost = std::count_if(row.src.begin(), row.src.end(), end_gone) + std::count_if(row.dst.begin(), row.dst.end(), end_gone);
      return lost != 0;
    });
  }

  RandomCase c_;
  Network& n_;
  Doomed doomed_;
};

using Edit = std::function<RandomCase(RandomCase)>;

/// Every single part of a case, the large ones first.
class Edits {
 public:
  explicit Edits(const RandomCase& c) : n_(c.network), policy_(c.policy) {}

  std::vector<Edit> run() && {
    whole_rows();
    bindings();
    for (std::uint32_t i = 0; i < n_.filters.size(); ++i) each_rule(i);
    for (std::uint32_t i = 0; i < n_.devices.size(); ++i) device(i);
    for (std::uint32_t i = 0; i < n_.vrfs.size(); ++i) vrf(i);
    for (std::uint32_t i = 0; i < n_.hosts.size(); ++i) host(i);
    for (std::uint32_t i = 0; i < n_.interfaces.size(); ++i) interface(i);
    for (std::uint32_t i = 0; i < n_.zones.size(); ++i)
      erase_each(
          n_.zones[i].subnets.size(), [i](RandomCase & c) -> auto& { return c.network.zones[i].subnets; });
    return std::move(edits_);
  }

 private:
  template <class Change>
  void change(Change change) {
    edits_.emplace_back([change](RandomCase c) {
      change(c);
      return Removal(std::move(c), {}).run();  // of filters that nothing refers to any more
    });
  }
  void remove(const Doomed& doomed) {
    edits_.emplace_back([doomed](RandomCase c) { return Removal(std::move(c), doomed).run(); });
  }
  template <class List>
  void erase_each(std::size_t count, List list) {
    for (std::size_t k = 0; k < count; ++k) {
      change([list, k](RandomCase& c) { list(c).erase(list(c).begin() + static_cast<std::ptrdiff_t>(k)); });
    }
  }

  void whole_rows() {
    for (std::uint32_t i = 0; n_.zones.size() > 2 && i < n_.zones.size(); ++i) remove({{ZoneId{i}}, {}, {}, {}, {}});
    for (std::uint32_t i = 0; i < n_.devices.size(); ++i) remove({{}, {DeviceId{i}}, {}, {}, {}});
    for (std::uint32_t i = 0; i < n_.hosts.size(); ++i) remove({{}, {}, {HostId{i}}, {}, {}});
    for (std::uint32_t i = 0; i < n_.interfaces.size(); ++i) remove({{}, {}, {}, {InterfaceId{i}}, {}});
    const bool filtered = std::any_of(n_.devices.begin(), n_.devices.end(), is_host_filter);
    if (filtered) {
      edits_.emplace_back([](RandomCase c) {
        c.network = without_host_filters(std::move(c.network));
        Doomed gone;
        for (std::size_t i = 0; i < c.network.devices.size(); ++i) {
          if (c.network.devices[i].filter_of) gone.devices.insert(make_id<DeviceId>(i));
        }
        return Removal(std::move(c), gone).run();
      });
    }
    erase_each(
        policy_.ledger.size(), [](RandomCase & c) -> auto& { return c.policy.ledger; });
    erase_each(
        policy_.matrix.size(), [](RandomCase & c) -> auto& { return c.policy.matrix; });
    erase_each(
        n_.links.size(), [](RandomCase & c) -> auto& { return c.network.links; });
    erase_each(
        n_.transits.size(), [](RandomCase & c) -> auto& { return c.network.transits; });
    if (!policy_.sanitiser_methods.empty()) change([](RandomCase& c) { c.policy.sanitiser_methods.clear(); });
  }

  void bindings() {
    using Slot = std::optional<FilterId> InterfaceFilters::*;
    for (std::size_t i = 0; i < n_.interfaces.size(); ++i) {
      const InterfaceFilters& f = n_.interfaces[i].filters;
      for (const auto& [v4, v6] : {std::pair<Slot, Slot>{&InterfaceFilters::in_v4, &InterfaceFilters::in_v6},
                                   std::pair<Slot, Slot>{&InterfaceFilters::out_v4, &InterfaceFilters::out_v6}}) {
        const Slot four = v4, six = v6;
        if (!(f.*four) && !(f.*six)) continue;
        change([i, four, six](RandomCase& c) {
          (c.network.interfaces[i].filters.*four).reset();
          (c.network.interfaces[i].filters.*six).reset();
        });
      }
    }
  }

  /// Takes a rule away, or makes it match more.
  template <class List, class MatchOf>
  void rules(std::size_t count, List list, MatchOf match_of, const std::function<const HeaderMatch&(std::size_t)>& now) {
    erase_each(count, list);
    for (std::size_t k = 0; k < count; ++k) {
      const HeaderMatch& m = now(k);
      if (m.src != any_address()) change([=](RandomCase& c) { match_of(list(c)[k]).src = any_address(); });
      if (m.dst != any_address()) change([=](RandomCase& c) { match_of(list(c)[k]).dst = any_address(); });
      if (m.services != std::vector{ServiceBox::any()}) change([=](RandomCase& c) { match_of(list(c)[k]).services = {ServiceBox::any()}; });
    }
  }

  void each_rule(std::uint32_t i) {
    const auto list = [i](RandomCase & c) -> auto& { return c.network.filters[i].rules; };
    const Filter& f = n_.filters[i];
    rules(
        f.rules.size(), list, [](Rule& r) -> HeaderMatch& { return r.match; },
        [&](std::size_t k) -> const HeaderMatch& { return f.rules[k].match; });
  }

  void device(std::uint32_t i) {
    const Device& d = n_.devices[i];
    if (d.firewall) {
      const auto list = [i](RandomCase & c) -> auto& { return c.network.devices[i].firewall->rules; };
      rules(
          d.firewall->rules.size(), list, [](FirewallRule& r) -> HeaderMatch& { return r.rule.match; },
          [&](std::size_t k) -> const HeaderMatch& { return d.firewall->rules[k].rule.match; });
      for (std::size_t k = 0; k < d.firewall->rules.size(); ++k) {
        const FirewallRule& r = d.firewall->rules[k];
        if (!r.in.empty()) change([=](RandomCase& c) { list(c)[k].in.clear(); });
        if (!r.out.empty()) change([=](RandomCase& c) { list(c)[k].out.clear(); });
      }
      if (!d.filter_of) change([i](RandomCase& c) { c.network.devices[i].firewall.reset(); });
    }
    erase_each(
        d.nat.size(), [i](RandomCase & c) -> auto& { return c.network.devices[i].nat; });
    erase_each(
        d.services.size(), [i](RandomCase & c) -> auto& { return c.network.devices[i].services; });
    if (d.source_routes) change([i](RandomCase& c) { c.network.devices[i].source_routes = false; });
    if (d.forwards_v6) change([i](RandomCase& c) { c.network.devices[i].forwards_v6 = false; });
    for (std::size_t k = 1; k < d.vrfs.size(); ++k) remove({{}, {}, {}, {}, {d.vrfs[k]}});
  }

  void vrf(std::uint32_t i) {
    erase_each(
        n_.vrfs[i].routes.size(), [i](RandomCase & c) -> auto& { return c.network.vrfs[i].routes; });
    erase_each(
        n_.vrfs[i].leaks_to.size(), [i](RandomCase & c) -> auto& { return c.network.vrfs[i].leaks_to; });
  }

  void host(std::uint32_t i) {
    const Host& h = n_.hosts[i];
    if (h.attachments.size() > 1)
      erase_each(
          h.attachments.size(), [i](RandomCase & c) -> auto& { return c.network.hosts[i].attachments; });
    if (const auto* s = std::get_if<Sanitiser>(&h.role)) {
      change([i](RandomCase& c) { c.network.hosts[i].role = PlainHost{}; });
      const auto role = [i](RandomCase& c) -> Sanitiser& { return std::get<Sanitiser>(c.network.hosts[i].role); };
      erase_each(
          s->services.size(), [role](RandomCase & c) -> auto& { return role(c).services; });
      erase_each(
          s->maintenance.size(), [role](RandomCase & c) -> auto& { return role(c).maintenance; });
    }
    if (h.count > 1) change([i](RandomCase& c) { c.network.hosts[i].count = 1; });
    for (std::size_t k = 0; k < h.attachments.size(); ++k) {
      if (h.attachments[k].v6.empty() || h.attachments[k].v4.empty()) continue;
      change([i, k](RandomCase& c) { c.network.hosts[i].attachments[k].v6 = AddressSet(Family::v6); });
    }
  }

  void interface(std::uint32_t i) {
    const Interface& it = n_.interfaces[i];
    if (it.addresses.size() > 1)
      erase_each(
          it.addresses.size(), [i](RandomCase & c) -> auto& { return c.network.interfaces[i].addresses; });
    const bool has_v6 = std::any_of(it.addresses.begin(), it.addresses.end(), [](const auto& a) { return a.address.family == Family::v6; });
    if (it.ipv6_enabled && !has_v6) change([i](RandomCase& c) { c.network.interfaces[i].ipv6_enabled = false; });
    if (!it.broadcast_helpers.empty()) change([i](RandomCase& c) { c.network.interfaces[i].broadcast_helpers.clear(); });
    if (it.native_tagged) change([i](RandomCase& c) { c.network.interfaces[i].native_tagged = false; });
  }

  const Network& n_;
  const Policy& policy_;
  std::vector<Edit> edits_;
};

}  // namespace

RandomCase shrink(RandomCase c, const Persists& persists, const ShrinkLimits& limits) {
  const auto end = std::chrono::steady_clock::now() + limits.time;
  std::size_t tries = 0;
  for (bool smaller = true; smaller;) {
    smaller = false;
    std::vector<Edit> edits = Edits(c).run();
    for (std::size_t i = 0; i < edits.size();) {
      if (++tries > limits.tries || std::chrono::steady_clock::now() > end) return c;
      RandomCase candidate = edits[i](c);
      if (!persists(candidate)) {
        ++i;
        continue;
      }
      c = std::move(candidate);
      edits = Edits(c).run();  // what was i is gone, and the next one stands there, more or less
      smaller = true;
    }
  }
  return c;
}

}  // namespace sekimori::testing
