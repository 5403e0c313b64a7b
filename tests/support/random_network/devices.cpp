// Cores, access switches, hubs and LANs; routes between the cores, null routes and leaks between VRFs.
#include "support/random_network/plan.hpp"

namespace sekimori::testing::drawing {

void Generator::add_cores() {
  const unsigned count = random_.chance(wanted_.chain ? 10 : small_ ? 20 : 40) ? 2 : 1;
  for (unsigned i = 0; i < count; ++i) cores_.push_back(add_core("c" + std::to_string(i)));
  switched_ = wanted_.native_mismatch || random_.chance(35);
  if (slip(switched_ ? 20 : 25)) other_vrf_ = n_.vrf(cores_[0], "v1");
  case_.features.vrf = other_vrf_.has_value();
  if (switched_) add_access_switch();
}

DeviceId Generator::add_core(const std::string& name) {
  const bool firewall = random_.chance(50);
  const bool stateful = random_.chance(85);
  const bool router = random_.chance(50) || wanted_.translation;  // a layer-3 switch does not translate
  const DeviceId id = firewall ? n_.firewall(name, stateful) : router ? n_.router(name) : n_.switch_l3(name);
  if (ipv6_) n_.of(id).forwards_v6 = true;
  if (firewall && stateful) case_.features.stateful = true;
  return id;
}

void Generator::add_access_switch() {
  const DeviceId sw = n_.switch_l2("s0");
  const bool second = random_.chance(30);
  const bool here = wanted_.native_mismatch && (!second || random_.chance(60));  // the mismatch is on this trunk, or on the next
  const unsigned native = 11 + random_.below(zones_);
  core_trunk_ = n_.trunk(cores_[0], "t0", "11-14", here ? native_other_than(native) : native);
  const InterfaceId up = n_.trunk(sw, "up", "11-14", native);
  if (random_.chance(10)) n_.of(up).native_tagged = true;
  n_.link(core_trunk_.value(), up);
  access_ = {sw};
  case_.features.native_mismatch = here;
  if (second) add_second_switch(sw);
}

void Generator::add_second_switch(DeviceId first) {
  const DeviceId sw = n_.switch_l2("s1");
  const bool here = wanted_.native_mismatch && (!case_.features.native_mismatch || random_.chance(30));
  const unsigned native = 11 + random_.below(zones_);
  const InterfaceId a = n_.trunk(first, "down", random_.chance(50) ? "11-14" : "11-12", native);
  n_.link(a, n_.trunk(sw, "up", "11-14", here ? native_other_than(native) : native));
  access_.push_back(sw);
  case_.features.native_mismatch = case_.features.native_mismatch || here;
}

unsigned Generator::native_other_than(unsigned native) { return 11 + (native - 11 + 1 + random_.below(zones_ - 1)) % zones_; }

void Generator::add_lan(Lan& lan) {
  const bool must = wanted_.native_mismatch && lan.number <= 2;  // else the trunk may carry nothing
  lan.core = must ? cores_[0] : cores_[random_.below(static_cast<unsigned>(cores_.size()))];
  const bool on_trunk = switched_ && lan.core == cores_[0] && (must || random_.chance(85));
  if (on_trunk) {
    add_trunked_lan(lan);
  } else {
    lan.gateway = n_.routed(lan.core, "e" + std::to_string(lan.number), lan.router(true));
    lan.ports = {lan.gateway};
    if (random_.chance(20)) add_hub(lan);
  }
  if (other_vrf_ && lan.core == cores_[0] && random_.chance(40)) n_.of(lan.gateway).vrf = *other_vrf_;
  if (ipv6_) n_.add_address(lan.gateway, lan.ip6(1) + "/126");
  // VLANs of one trunk share the interface that names their undeclared endpoints, so that the referee could not tell those apart.
  if (on_trunk || random_.chance(ipv6_ ? 85 : 60)) {
    n_.transit(lan.gateway);
  } else {
    case_.features.undeclared = case_.features.undeclared || lan.wide || ipv6_;
  }
}

void Generator::add_trunked_lan(Lan& lan) {
  const unsigned vlan = 10 + lan.number;
  const bool svi = n_.of(cores_[0]).kind == DeviceKind::switch_l3;
  if (svi) {
    lan.gateway = n_.svi(cores_[0], vlan, lan.router(true));
  } else {
    n_.of(*core_trunk_).mode = PortMode::routed;
    lan.gateway = n_.subinterface(*core_trunk_, vlan, lan.router(true));
  }
  const DeviceId sw = access_[random_.below(static_cast<unsigned>(access_.size()))];
  const unsigned carried = !trunked_.empty() && slip(6) ? trunked_.front() : vlan;  // a port in the wrong VLAN
  trunked_.push_back(vlan);
  lan.ports = {n_.access(sw, "p" + std::to_string(lan.number), carried), n_.access(sw, "q" + std::to_string(lan.number), vlan)};
}

void Generator::add_hub(Lan& lan) {
  if (n_.net.devices.size() >= 5) return;
  const DeviceId hub = n_.hub("h" + std::to_string(lan.number));
  n_.link(lan.gateway, n_.access(hub, "0", 1));
  lan.ports = {n_.access(hub, "1", 1), n_.access(hub, "2", 1)};
}

void Generator::join_cores() {
  if (cores_.size() < 2) {
    for (const Lan& lan : lans_) leak_or_blackhole(lan);
    return;
  }
  const InterfaceId a = n_.routed(cores_[0], "x0", "10.0.90.1/30"), b = n_.routed(cores_[1], "x0", "10.0.90.2/30");
  n_.link(a, b);
  cross_ = {a, b};
  const bool twice = random_.chance(25);
  if (twice) n_.link(n_.routed(cores_[0], "x1", "10.0.91.1/30"), n_.routed(cores_[1], "x1", "10.0.91.2/30"));
  if (ipv6_) {
    n_.add_address(a, "2001:db8:90::1/126");
    n_.add_address(b, "2001:db8:90::2/126");
    n_.transit(a);
  }
  for (const Lan& lan : lans_) {
    const bool first = lan.core == cores_[0];
    const DeviceId far = first ? cores_[1] : cores_[0];
    add_route(far, lan, std::string(".90.") + (first ? "1" : "2"));
    if (twice && random_.chance(60)) n_.route(far, lan.subnet(), std::string("10.0.91.") + (first ? "1" : "2"));
    leak_or_blackhole(lan);
  }
}

void Generator::add_route(DeviceId at, const Lan& lan, const std::string& via) {
  const unsigned draw = random_.below(100);
  if (draw < 8) return;
  const std::uint8_t distance = draw < 20 ? std::uint8_t{200} : std::uint8_t{1};
  n_.route(at, lan.subnet(), "10.0" + via, distance);
  if (ipv6_) n_.route(at, lan.subnet6(), "2001:db8:90::" + via.substr(4), 1);
}

/// Null routes that win or lose by length or distance, and leaks between VRFs.
void Generator::leak_or_blackhole(const Lan& lan) {
  const DeviceId at = cores_[random_.below(static_cast<unsigned>(cores_.size()))];
  Vrf& table = n_.of(n_.of(at).vrfs[random_.below(static_cast<unsigned>(n_.of(at).vrfs.size()))]);
  if (slip(8)) {
    StaticRoute route;
    route.destination = prefix(random_.chance(50) ? lan.subnet() : lan.ip(2) + "/32");
    route.next_hop.discard = true;
    route.distance = random_.chance(50) ? std::uint8_t{1} : std::uint8_t{250};
    route.at = table.at;
    table.routes.push_back(route);
  }
  if (!other_vrf_ || n_.of(lan.gateway).vrf != *other_vrf_) return;
  const VrfId global = n_.of(cores_[0]).vrfs.front();
  const unsigned draw = random_.below(100);
  if (draw < 40) n_.of(*other_vrf_).leaks_to.push_back(global);
  if (draw >= 20 && draw < 60) n_.of(global).leaks_to.push_back(*other_vrf_);
  if (draw >= 60 && draw < 75) {
    StaticRoute route;
    route.destination = prefix(lan.subnet());
    route.next_hop.vrf = *other_vrf_;
    route.next_hop.out = lan.gateway;
    n_.of(global).routes.push_back(route);
  }
}

}  // namespace sekimori::testing::drawing
