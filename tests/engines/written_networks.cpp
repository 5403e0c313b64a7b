#include "engines/written_networks.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

constexpr std::string_view kNetA = "10.0.1.0/29", kNetB = "10.0.2.0/29", kA = "10.0.1.2", kB = "10.0.2.2";

/// No undeclared hosts, unless a network is about them.
void declare_all(TinyNetwork& n) {
  for (std::size_t i = 0; i < n.net.interfaces.size(); ++i) n.transit(make_id<InterfaceId>(i));
}

RandomCase case_of(TinyNetwork n) {
  declare_all(n);
  RandomCase c;
  c.network = std::move(n.net);
  return c;
}

/// a (10.0.1.2) at e0 of a router or firewall, b (10.0.2.2) at e1.
struct TwoLans {
  TinyNetwork n;
  DeviceId device;
  InterfaceId e0, e1;
  HostId a, b;

  static TwoLans by_router() {
    TwoLans t;
    t.device = t.n.router("r");
    t.add_lans();
    return t;
  }
  static TwoLans by_firewall(bool stateful = true) {
    TwoLans t;
    t.device = t.n.firewall("f", stateful);
    t.add_lans();
    return t;
  }
  void add_lans() {
    e0 = n.routed(device, "e0", "10.0.1.1/29");
    e1 = n.routed(device, "e1", "10.0.2.1/29");
    a = n.host("a", "a", e0, kA);
    b = n.host("b", "b", e1, kB);
  }
  RandomCase done() && { return case_of(std::move(n)); }
};

/// What enters from a's LAN is filtered.
RandomCase filtered(std::vector<Rule> rules) {
  TwoLans t = TwoLans::by_router();
  t.n.filter_in(t.e0, std::move(rules));
  return std::move(t).done();
}

/// Untagged frames leave s0 by VLAN 11 and enter s1 by VLAN 12. b's port carries 12, so that a reaches it by the mismatch alone.
RandomCase mismatched_trunk() {
  TinyNetwork n;
  const DeviceId s0 = n.switch_l2("s0"), s1 = n.switch_l2("s1");
  n.link(n.trunk(s0, "t", "11-12", 11), n.trunk(s1, "t", "11-12", 12));
  n.host("a", "a", n.access(s0, "p", 11), kA);
  n.host("b", "b", n.access(s1, "p", 12), "10.0.1.3");
  return case_of(std::move(n));
}

/// VLAN 12 has both hosts, and the trunk between them does not carry it.
RandomCase pruned_trunk() {
  TinyNetwork n;
  const DeviceId s0 = n.switch_l2("s0"), s1 = n.switch_l2("s1");
  n.link(n.trunk(s0, "t", "11", 11), n.trunk(s1, "t", "11", 11));
  n.host("a", "a", n.access(s0, "p", 12), kA);
  n.host("b", "b", n.access(s1, "p", 12), "10.0.1.3");
  return case_of(std::move(n));
}

RandomCase shadowed_deny() { return filtered({deny("any", kNetB), permit()}); }

RandomCase filtered_on_the_way_out() {
  TwoLans t = TwoLans::by_router();
  t.n.filter_out(t.e1, {deny()});
  return std::move(t).done();
}

/// One service on the way in, another on the way out: no packet has both.
RandomCase two_services() {
  TwoLans t = TwoLans::by_router();
  t.n.filter_in(t.e0, {permit("any", "any", "tcp/80")});
  t.n.filter_out(t.e1, {permit("any", "any", "tcp/443")});
  return std::move(t).done();
}

/// a may only send segments of open sessions, and b opens none.
RandomCase only_established() {
  TwoLans t = TwoLans::by_router();
  Rule answers = permit("any", "any", "tcp");
  answers.match.services.front()[ServiceField::established] = {1, 1};
  t.n.filter_in(t.e0, {answers});
  t.n.filter_in(t.e1, {});
  return std::move(t).done();
}

/// b may open sessions to a. With `inspect` a's data gets back by the replies, and by nothing else.
RandomCase sessions_of_b(bool inspect) {
  TwoLans t = TwoLans::by_firewall();
  t.n.policy(t.device, {t.e1}, {t.e0}, permit());
  t.n.of(t.device).firewall->rules.front().inspect = inspect;
  return std::move(t).done();
}

RandomCase policy_of_another_interface() {
  TwoLans t = TwoLans::by_firewall(false);
  const InterfaceId e2 = t.n.routed(t.device, "e2", "10.0.3.1/29");
  t.n.policy(t.device, {e2}, {t.e1}, permit());
  return std::move(t).done();
}

/// A host with a card in each of two VLANs, which passes on what it gets.
RandomCase two_cards() {
  TinyNetwork n;
  const DeviceId s = n.switch_l2("s");
  n.host("a", "a", n.access(s, "p0", 11), kA);
  n.host("b", "b", n.access(s, "p1", 12), kB);
  const HostId m = n.host("m", "m", n.access(s, "p2", 11), "10.0.1.3");
  n.attach(m, n.access(s, "p3", 12), "10.0.2.3");
  n.of(m).forwards = false;
  return case_of(std::move(n));
}

RandomCase only_ipv6() {
  TwoLans t = TwoLans::by_router();
  t.n.of(t.device).forwards_v6 = true;
  t.n.add_address(t.e0, "2001:db8:1::1/126");
  t.n.add_address(t.e1, "2001:db8:2::1/126");
  t.n.of(t.a).attachments.front().v6 = AddressSet::of(address("2001:db8:1::2"));
  t.n.of(t.b).attachments.front().v6 = AddressSet::of(address("2001:db8:2::2"));
  t.n.of(t.e0).filters.in_v4 = t.n.filter(t.device, {});
  return std::move(t).done();
}

/// a may not name b, only an address that is translated to b's.
RandomCase translated() {
  TwoLans t = TwoLans::by_router();
  t.n.filter_in(t.e0, {deny("any", kNetB), permit()});
  DestinationNat rule;
  rule.match = match("any", "10.0.72.1/32", "any");
  rule.to = AddressSet::of(address(kB));
  t.n.nat(t.device, rule);
  return std::move(t).done();
}

StaticRoute discard(std::string_view destination) {
  StaticRoute route;
  route.destination = prefix(destination);
  route.next_hop.discard = true;
  return route;
}

/// All of b's LAN, for a directed broadcast reaches b, too.
RandomCase discarded() {
  TwoLans t = TwoLans::by_router();
  for (const std::string_view half : {"10.0.2.0/30", "10.0.2.4/30"}) t.n.of(t.n.of(t.device).vrfs.front()).routes.push_back(discard(half));
  return std::move(t).done();
}

/// b is behind a second router; the first one knows the way, unless a null route of distance 1 is preferred.
RandomCase two_routers(std::uint8_t distance, bool null_route) {
  TinyNetwork n;
  const DeviceId r0 = n.router("r0"), r1 = n.router("r1");
  const InterfaceId x0 = n.routed(r0, "x", "10.0.9.1/30"), x1 = n.routed(r1, "x", "10.0.9.2/30");
  n.link(x0, x1);
  n.host("a", "a", n.routed(r0, "e", "10.0.1.1/29"), kA);
  n.host("b", "b", n.routed(r1, "e", "10.0.2.1/29"), kB);
  n.route(r0, kNetB, "10.0.9.2", distance);
  if (null_route) n.of(n.of(r0).vrfs.front()).routes.push_back(discard(kNetB));
  return case_of(std::move(n));
}

RandomCase leaked() {
  TwoLans t = TwoLans::by_router();
  const VrfId other = t.n.vrf(t.device, "v1");
  t.n.of(t.e1).vrf = other;
  t.n.of(other).leaks_to.push_back(t.n.of(t.device).vrfs.front());
  return std::move(t).done();
}

/// The filter sees the router's own address, where the packet turns to b.
RandomCase source_routed() {
  RandomCase c = shadowed_deny();
  c.network.devices.front().source_routes = true;
  return c;
}

/// a may not send to b, but manage the router (all from a, or nobody), which then has a's data.
RandomCase managed(bool admits_a) {
  TwoLans t = TwoLans::by_router();
  t.n.filter_in(t.e0, {deny("any", kNetB), permit()});
  ManagementService ssh;
  ssh.name = "ssh";
  ssh.service = service("tcp/22");
  ssh.session = true;
  const FilterId list = t.n.filter(t.device, {permit(admits_a ? kNetA : "10.0.8.0/29")});
  ssh.admits_v4 = ssh.admits_v6 = list;
  t.n.of(t.device).services.push_back(ssh);
  return std::move(t).done();
}

/// Only an undeclared host of a's LAN may send to b.
RandomCase undeclared_sender() {
  TwoLans t = TwoLans::by_router();
  t.n.of(t.n.zone("a")).subnets.push_back(prefix(kNetA));
  t.n.filter_in(t.e0, {permit("10.0.1.3/32", kNetB)});
  t.n.filter_in(t.e1, {});
  t.n.transit(t.e1);
  RandomCase c;
  c.network = std::move(t.n.net);
  return c;
}

/// Mail goes from a to the sanitiser, and from the sanitiser to b; nothing else goes anywhere.
RandomCase sanitised(bool bypass) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/29"), e1 = n.routed(r, "e1", "10.0.2.1/29"), e2 = n.routed(r, "e2", "10.0.3.1/29");
  n.host("a", "a", e0, kA);
  n.host("b", "b", e1, kB);
  const HostId san = n.host("san", "gate", e2, "10.0.3.2");
  n.filter_in(e0, {permit("any", "10.0.3.2/32", "tcp/25")});
  n.filter_in(e1, {});
  n.filter_in(e2, {permit("any", kB, "tcp/25")});
  const ZoneId a = n.zone("a"), b = n.zone("b");
  n.of(a).role = ZoneRole::internet_zone;
  n.of(b).role = ZoneRole::lgwan_zone;
  SanitisingService mail;
  mail.from = a;
  mail.to = b;
  mail.intake = {service("tcp/25"), Opener::peer};
  mail.outlet = {service("tcp/25"), Opener::sanitiser};
  mail.method = "mail-text";
  mail.opposite = Opposite::ack_only;
  Sanitiser s;
  s.services.push_back(mail);
  s.fail_closed = s.redirections_off = true;
  s.ip_forwarding = false;
  s.bypass = bypass;
  n.of(san).role = std::move(s);
  RandomCase c = case_of(std::move(n));
  c.policy.sanitiser_methods = {"mail-text"};
  c.policy.matrix.push_back({a, b, {Admission::sanitised}, {}});
  return c;
}

/// The ledger admits tcp/80 from a to b, and the router lets pass what `passes` names; not the directed broadcast, which no row admits.
RandomCase in_the_ledger(std::string_view passes) {
  TwoLans t = TwoLans::by_router();
  t.n.filter_in(t.e0, {permit("any", kB, passes)});
  t.n.filter_in(t.e1, {});
  LedgerRow row;
  row.id = "row1";
  row.src = {t.a};
  row.dst = {t.b};
  row.src_v4 = AddressSet::of(address(kA));
  row.dst_v4 = AddressSet::of(address(kB));
  row.services = {service("tcp/80")};
  const ZoneId a = t.n.zone("a"), b = t.n.zone("b");
  RandomCase c = std::move(t).done();
  c.policy.ledger.push_back(std::move(row));
  c.policy.matrix.push_back({a, b, {Admission::specified}, {}});
  return c;
}

struct Written {
  std::string_view bug;
  RandomCase (*network)();
};
constexpr Written kWritten[] = {
    {"native-vlan-ignored", mismatched_trunk},
    {"trunks-carry-all", pruned_trunk},
    {"implicit-deny-forgotten", [] { return filtered({permit("any", "10.0.8.0/29")}); }},
    {"last-match-decides", shadowed_deny},
    {"first-rule-forgotten", shadowed_deny},
    {"filters-in-ignored", [] { return filtered({}); }},
    {"filters-out-ignored", filtered_on_the_way_out},
    {"ports-ignored", two_services},
    {"sources-ignored", [] { return filtered({permit("10.0.8.0/29")}); }},
    {"established-ignored", only_established},
    {"no-replies-of-sessions", [] { return sessions_of_b(true); }},
    {"every-rule-inspects", [] { return sessions_of_b(false); }},
    {"policy-any-interface", policy_of_another_interface},
    {"policy-permits-the-rest", [] { return TwoLans::by_firewall(false).done(); }},
    {"relays-not-followed", two_cards},
    {"second-card-forgotten", two_cards},
    {"ipv6-forgotten", only_ipv6},
    {"ipv4-forgotten", [] { return TwoLans::by_router().done(); }},
    {"nat-forgotten", translated},
    {"discard-routes-ignored", discarded},
    {"routes-forgotten", [] { return two_routers(1, false); }},
    {"distance-ignored", [] { return two_routers(200, true); }},
    {"leaks-ignored", leaked},
    {"source-routes-ignored", source_routed},
    {"management-forgotten", [] { return managed(true); }},
    {"management-open-to-all", [] { return managed(false); }},
    {"undeclared-forgotten", undeclared_sender},
    {"sanitiser-bypass-ignored", [] { return sanitised(true); }},
    {"sanitiser-is-a-relay", [] { return sanitised(false); }},
    {"ledger-ignored", [] { return in_the_ledger("tcp/80"); }},
    {"ledger-any-service", [] { return in_the_ledger("any"); }},
};

}  // namespace

RandomCase written_network(std::string_view bug) {
  const auto found = std::find_if(std::begin(kWritten), std::end(kWritten), [&](const Written& w) { return w.bug == bug; });
  if (found == std::end(kWritten)) throw std::invalid_argument("no network is written for the bug " + std::string(bug));
  return found->network();
}

}  // namespace sekimori::testing
