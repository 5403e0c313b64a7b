#include "engines/seeded_bugs.hpp"

#include <algorithm>

namespace sekimori::testing {
namespace {

template <class Change>
void each_interface(RandomCase& c, Change change) {
  for (Interface& i : c.network.interfaces) change(i);
}
template <class Change>
void each_device(RandomCase& c, Change change) {
  for (Device& d : c.network.devices) change(d);
}
template <class Change>
void each_firewall(RandomCase& c, Change change) {
  for (Device& d : c.network.devices) {
    if (d.firewall) change(*d.firewall);
  }
}
template <class Change>
void each_rule(RandomCase& c, Change change) {
  for (Filter& f : c.network.filters) {
    for (Rule& r : f.rules) change(r);
  }
  each_firewall(c, [&](Firewall& f) {
    for (FirewallRule& r : f.rules) change(r.rule);
  });
}
template <class Change>
void each_route(RandomCase& c, Change change) {
  for (Vrf& vrf : c.network.vrfs) {
    for (StaticRoute& r : vrf.routes) change(r);
  }
}
template <class Change>
void each_sanitiser(RandomCase& c, Change change) {
  for (Host& h : c.network.hosts) {
    if (auto* s = std::get_if<Sanitiser>(&h.role)) change(*s);
  }
}

constexpr SeededBug kBugs[] = {
    {"native-vlan-ignored", [](RandomCase& c) { each_interface(c, [](Interface& i) { i.native = kDefaultVlan; }); }},
    {"trunks-carry-all", [](RandomCase& c) { each_interface(c, [](Interface& i) { i.allowed = VlanSet::all(); }); }},
    {"implicit-deny-forgotten",
     [](RandomCase& c) {
       for (Filter& f : c.network.filters) f.fallback = Action::permit;
     }},
    {"last-match-decides",
     [](RandomCase& c) {
       for (Filter& f : c.network.filters) std::reverse(f.rules.begin(), f.rules.end());
     }},
    {"first-rule-forgotten",
     [](RandomCase& c) {
       for (Filter& f : c.network.filters) {
         if (!f.rules.empty()) f.rules.erase(f.rules.begin());
       }
     }},
    {"filters-in-ignored",
     [](RandomCase& c) { each_interface(c, [](Interface& i) { i.filters.in_v4 = i.filters.in_v6 = std::nullopt; }); }},
    {"filters-out-ignored",
     [](RandomCase& c) { each_interface(c, [](Interface& i) { i.filters.out_v4 = i.filters.out_v6 = std::nullopt; }); }},
    {"ports-ignored", [](RandomCase& c) { each_rule(c, [](Rule& r) { r.match.services = {ServiceBox::any()}; }); }},
    {"sources-ignored", [](RandomCase& c) { each_rule(c, [](Rule& r) { r.match.src = any_address(); }); }},
    {"established-ignored",
     [](RandomCase& c) {
       each_rule(c, [](Rule& r) {
         for (ServiceBox& box : r.match.services) box[ServiceField::established] = {0, 1};
       });
     }},
    {"no-replies-of-sessions", [](RandomCase& c) { each_firewall(c, [](Firewall& f) { f.stateful = false; }); }},
    {"every-rule-inspects",
     [](RandomCase& c) {
       each_firewall(c, [](Firewall& f) {
         for (FirewallRule& r : f.rules) r.inspect = true;
       });
     }},
    {"policy-any-interface",
     [](RandomCase& c) {
       each_firewall(c, [](Firewall& f) {
         for (FirewallRule& r : f.rules) r.in.clear();
       });
     }},
    {"policy-permits-the-rest", [](RandomCase& c) { each_firewall(c, [](Firewall& f) { f.fallback = Action::permit; }); }},
    {"relays-not-followed",
     [](RandomCase& c) {
       for (Host& h : c.network.hosts) h.relays = false;
     }},
    {"second-card-forgotten",
     [](RandomCase& c) {
       for (Host& h : c.network.hosts) h.attachments.resize(std::min<std::size_t>(h.attachments.size(), 1));
     }},
    {"ipv6-forgotten", [](RandomCase& c) { each_device(c, [](Device& d) { d.forwards_v6 = false; }); }},
    {"ipv4-forgotten", [](RandomCase& c) { each_device(c, [](Device& d) { d.forwards_v4 = false; }); }},
    {"nat-forgotten", [](RandomCase& c) { each_device(c, [](Device& d) { d.nat.clear(); }); }},
    {"discard-routes-ignored",
     [](RandomCase& c) {
       for (Vrf& vrf : c.network.vrfs) std::erase_if(vrf.routes, [](const StaticRoute& r) { return r.next_hop.discard; });
     }},
    {"routes-forgotten",
     [](RandomCase& c) {
       for (Vrf& vrf : c.network.vrfs) vrf.routes.clear();
     }},
    {"distance-ignored", [](RandomCase& c) { each_route(c, [](StaticRoute& r) { r.distance = 1; }); }},
    {"leaks-ignored",
     [](RandomCase& c) {
       for (Vrf& vrf : c.network.vrfs) vrf.leaks_to.clear();
     }},
    {"source-routes-ignored", [](RandomCase& c) { each_device(c, [](Device& d) { d.source_routes = false; }); }},
    {"management-forgotten", [](RandomCase& c) { each_device(c, [](Device& d) { d.services.clear(); }); }},
    {"management-open-to-all",
     [](RandomCase& c) {
       each_device(c, [](Device& d) {
         for (ManagementService& s : d.services) s.admits_v4 = s.admits_v6 = std::nullopt;
       });
     }},
    {"undeclared-forgotten",
     [](RandomCase& c) {
       for (std::size_t i = 0; i < c.network.interfaces.size(); ++i) c.network.transits.push_back({make_id<InterfaceId>(i), {}});
     }},
    {"sanitiser-bypass-ignored",
     [](RandomCase& c) {
       each_sanitiser(c, [](Sanitiser& s) {
         s.bypass = s.ip_forwarding = false;
         s.fail_closed = s.redirections_off = true;
       });
     }},
    {"sanitiser-is-a-relay",
     [](RandomCase& c) {
       for (Host& h : c.network.hosts) {
         if (std::holds_alternative<Sanitiser>(h.role)) h.role = PlainHost{};
       }
     }},
    {"ledger-ignored", [](RandomCase& c) { c.policy.ledger.clear(); }},
    {"ledger-any-service",
     [](RandomCase& c) {
       for (LedgerRow& row : c.policy.ledger) row.services = {ServiceBox::any()};
     }},
};

}  // namespace

std::span<const SeededBug> seeded_bugs() { return kBugs; }

const SeededBug* find_bug(std::string_view name) {
  const auto found = std::find_if(std::begin(kBugs), std::end(kBugs), [&](const SeededBug& bug) { return bug.name == name; });
  return found == std::end(kBugs) ? nullptr : found;
}

}  // namespace sekimori::testing
