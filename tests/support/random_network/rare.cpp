// What only some networks have: translation, management services, rows of the ledger.
#include "sekimori/model/host_filter.hpp"
#include "support/random_network/plan.hpp"

namespace sekimori::testing::drawing {

void Generator::add_nat() {
  if (!wanted_.translation) return;
  const unsigned z = random_.below(zones_), y = (z + 1 + random_.below(zones_ - 1)) % zones_;
  const DeviceId core = lans_[z].core;
  case_.features.nat = true;
  const unsigned kind = random_.below(3);
  if (kind == 0) add_static(lans_[z], core);
  if (kind == 1) add_source(lans_[z], core);
  if (kind == 2) add_destination(lans_[z], lans_[y], core);
}

void Generator::add_static(const Lan& lan, DeviceId core) {
  StaticNat rule;
  if (random_.chance(70)) rule.inside = {lan.gateway};
  rule.local = prefix(lan.ip(2) + "/32");
  rule.global = prefix("10.0.70.2/32");
  if (random_.chance(30)) rule.port = StaticNat::Port{kTcp, 80, 443};
  if (rule.inside.empty() && random_.chance(50)) {
    for (const Lan& other : lans_) {
      if (other.core == core && other.number != lan.number) rule.outside.push_back(other.gateway);
    }
  }
  n_.nat(core, rule);
}

void Generator::add_source(const Lan& lan, DeviceId core) {
  SourceNat rule;
  if (random_.chance(60)) rule.in = {lan.gateway};
  rule.match = match(lan.subnet(), "any", "any");
  rule.pool = AddressSet::of(prefix(random_.chance(50) ? "10.0.71.1/32" : "10.0.71.2/31"));
  if (random_.chance(20)) rule.pool = AddressSet::of(address(lans_[(lan.number) % zones_].ip(2)));  // looks like another zone's host
  rule.port_translation = random_.chance(40);
  if (random_.chance(25)) {  // some of what the rule would translate goes on as it is
    SourceNat exempt = rule;
    exempt.match = match(random_.chance(50) ? lan.ip(2) + "/32" : lan.subnet(), "any", random_.chance(50) ? "tcp/80" : "any");
    exempt.pool = AddressSet(Family::v4);
    exempt.port_translation = false;
    exempt.exempt = true;
    n_.nat(core, exempt);
  }
  n_.nat(core, rule);
}

void Generator::add_destination(const Lan& to, const Lan& from, DeviceId core) {
  DestinationNat rule;
  if (from.core == core && random_.chance(60)) rule.in = {from.gateway};
  rule.match = match("any", "10.0.72.1/32", random_.chance(50) ? "tcp/80" : "tcp");
  rule.to = AddressSet::of(address(to.ip(2)));
  if (random_.chance(50)) rule.to_port = ServiceInterval{443, 443};
  n_.nat(core, rule);
}

void Generator::add_management() {
  if (!seldom(22) || wanted_.chain) return;
  const DeviceId core = cores_[random_.below(static_cast<unsigned>(cores_.size()))];
  ManagementService ssh;
  ssh.name = "ssh";
  ssh.service = service("tcp/22");
  ssh.session = random_.chance(85);
  if (random_.chance(60)) {
    const FilterId list = n_.filter(core, {permit(lans_[random_.below(zones_)].subnet())});
    ssh.admits_v4 = ssh.admits_v6 = list;
  }
  n_.of(core).services.push_back(ssh);
  case_.features.management = true;
}

void Generator::add_ledger() {
  if (!slip(30)) return;
  const unsigned a = random_.below(zones_), b = (a + 1 + random_.below(zones_ - 1)) % zones_;
  LedgerRow row;
  row.id = "row1";
  row.src = {lans_[a].hosts.front()};
  row.dst = {lans_[b].hosts.front()};
  const auto own = [&](HostId id, Family family) {
    AddressSet set(family);
    for (const Attachment& card : n_.of(id).attachments) set = set.united(family == Family::v6 ? card.v6 : card.v4);
    return set;
  };
  row.src_v4 = own(lans_[a].hosts.front(), Family::v4);
  row.src_v6 = own(lans_[a].hosts.front(), Family::v6);
  row.dst_v4 = own(lans_[b].hosts.front(), Family::v4);
  row.dst_v6 = own(lans_[b].hosts.front(), Family::v6);
  row.services = {service(random_.chance(50) ? "tcp/80" : "any")};
  case_.policy.ledger.push_back(std::move(row));
  if (random_.chance(85)) admit_rows(n_.zone(lans_[a].zone), n_.zone(lans_[b].zone));
  case_.features.ledger = true;
}

void Generator::admit_rows(ZoneId from, ZoneId to) {
  for (MatrixEntry& e : case_.policy.matrix) {
    if (e.from != from || e.to != to) continue;
    e.admits.insert(Admission::specified);
    return;
  }
  case_.policy.matrix.push_back({from, to, {Admission::specified}, {}});
}

// What old habits leave on (drawn last, so that the rest of a network does not depend on it). Seldom: what the simulator does not replay
// by design is inconclusive (answers along a reversed source route, helped broadcasts past policies and filters).
void Generator::add_source_routes() {
  if (!seldom(8)) return;
  n_.of(cores_[random_.below(static_cast<unsigned>(cores_.size()))]).source_routes = true;
  case_.features.source_routes = true;
}

void Generator::add_helper() {
  if (!random_.chance(10)) return;
  const unsigned z = random_.below(zones_), y = (z + 1 + random_.below(zones_ - 1)) % zones_;
  if (n_.of(lans_[z].core).firewall) return;
  Interface& gateway = n_.of(lans_[z].gateway);
  gateway.broadcast_helpers = {address(lans_[y].ip(2))};
  gateway.helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
  case_.features.helper = true;
}

/// A host whose own kernel filters what it receives and sends.
void Generator::add_own_filter() {
  if (!random_.chance(6) || n_.net.devices.size() >= 6) return;
  const unsigned z = random_.below(zones_);
  const HostId host = lans_[z].hosts.front();
  const DeviceId filter = add_host_filter(n_.net, host, 0, "own", "eth0", {});
  const auto ports = host_filter_ports(n_.of(filter));
  const InterfaceId outer = ports.outer, inner = ports.inner;  // clang 14 takes no structured binding into a lambda
  n_.of(filter).firewall->fallback = Action::deny;
  n_.of(filter).firewall->stateful = random_.chance(40);
  const auto admit = [&](InterfaceId in, InterfaceId out) {
    const unsigned other = (z + 1 + random_.below(zones_ - 1)) % zones_, draw = random_.below(100);
    const std::string far = random_.chance(50) ? std::string("any") : lans_[other].subnet();
    const std::string service = draw < 40 ? service_text() : "any";
    if (draw < 75) n_.policy(filter, {in}, {out}, in == outer ? permit(far, "any", service) : permit("any", far, service));
  };
  admit(outer, inner);
  admit(inner, outer);
  settle_host_filters(n_.net);
  case_.features.own_filter = true;
}

}  // namespace sekimori::testing::drawing
