// A network is drawn as a plan of LANs (one per zone) around one or two cores, and then spoilt here and there: a deny left out, a wildcard
// that misses, a native VLAN that differs, a route to nowhere. Most drawn separations hold or fail for a single reason, which keeps the
// shares of violated and proved cells near one half.
#include "support/random_network.hpp"

#include <random>

#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

constexpr unsigned kMaxZones = 4;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  unsigned below(unsigned n) { return static_cast<unsigned>(engine_() % n); }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

/// What the filters are meant to do between two zones.
enum class Intent : std::uint8_t { deny, service, all };

struct Lan {
  std::string zone;
  unsigned number = 0;  ///< third octet
  bool wide = false;    ///< /29 instead of /30
  DeviceId core;
  InterfaceId gateway;             ///< the core's layer-3 interface
  std::vector<InterfaceId> ports;  ///< where hosts may be cabled
  std::vector<HostId> hosts;

  [[nodiscard]] std::string subnet() const { return "10.0." + std::to_string(number) + (wide ? ".0/29" : ".0/30"); }
  [[nodiscard]] std::string ip(unsigned last) const { return "10.0." + std::to_string(number) + "." + std::to_string(last); }
  [[nodiscard]] std::string router(bool with_length) const { return ip(1) + (with_length ? (wide ? "/29" : "/30") : ""); }
  [[nodiscard]] std::string subnet6() const { return "2001:db8:" + std::to_string(number) + "::/126"; }
  [[nodiscard]] std::string ip6(unsigned last) const { return "2001:db8:" + std::to_string(number) + "::" + std::to_string(last); }
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) { case_.seed = seed; }

  RandomCase run() && {
    draw_scale();
    add_cores();
    for (Lan& lan : lans_) add_lan(lan);
    join_cores();
    for (Lan& lan : lans_) add_hosts(lan);
    add_external();
    add_sanitiser();
    add_dual_homed();
    add_filters();
    add_nat();
    add_management();
    add_ledger();
    add_source_routes();
    add_helper();
    case_.network = std::move(n_.net);
    return std::move(case_);
  }

 private:
  void draw_scale() {
    zones_ = 2 + random_.below(3);
    ipv6_ = random_.chance(18);
    case_.features.ipv6 = ipv6_;
    const unsigned threat = random_.below(100);
    case_.threat = threat < 78 ? Threat::relay : Threat::direct;
    sanitised_ = random_.chance(26);
    dual_ = random_.chance(9);
    constexpr ZoneRole kRoles[kMaxZones] = {ZoneRole::lgwan_zone, ZoneRole::internet_zone, ZoneRole::my_number, ZoneRole::other};
    for (unsigned z = 0; z < zones_; ++z) {
      Lan lan;
      lan.zone = "z" + std::to_string(z);
      lan.number = z + 1;
      lan.wide = random_.chance(35) || ((sanitised_ || dual_) && z < 2);
      n_.of(n_.zone(lan.zone)).role = kRoles[z];
      Zone& zone = n_.of(n_.zone(lan.zone));
      zone.subnets.push_back(prefix(lan.subnet()));
      if (ipv6_) zone.subnets.push_back(prefix(lan.subnet6()));
      lans_.push_back(lan);
    }
    for (unsigned a = 0; a < zones_; ++a) {
      for (unsigned b = 0; b < zones_; ++b) {
        const unsigned draw = random_.below(100);
        intent_[a][b] = draw < 66 ? Intent::deny : draw < 90 ? Intent::service : Intent::all;
      }
    }
  }

  // Devices.
  void add_cores() {
    const unsigned count = random_.chance(40) ? 2 : 1;
    for (unsigned i = 0; i < count; ++i) {
      const std::string name = "c" + std::to_string(i);
      const bool firewall = random_.chance(50);
      const bool stateful = random_.chance(85);
      const DeviceId id = firewall ? n_.firewall(name, stateful) : random_.chance(50) ? n_.router(name) : n_.switch_l3(name);
      if (ipv6_) n_.of(id).forwards_v6 = true;
      if (firewall && stateful) case_.features.stateful = true;
      cores_.push_back(id);
    }
    switched_ = random_.chance(45);
    if (switched_ && random_.chance(20)) other_vrf_ = n_.vrf(cores_[0], "v1");
    if (!switched_ && random_.chance(25)) other_vrf_ = n_.vrf(cores_[0], "v1");
    case_.features.vrf = other_vrf_.has_value();
    if (switched_) add_access_switch();
  }

  void add_access_switch() {
    const DeviceId sw = n_.switch_l2("s0");
    const bool mismatch = random_.chance(40);
    const unsigned here = 11 + random_.below(zones_), there = mismatch ? 11 + random_.below(zones_) : here;
    core_trunk_ = n_.trunk(cores_[0], "t0", "11-14", there);
    const InterfaceId up = n_.trunk(sw, "up", "11-14", here);
    if (random_.chance(10)) n_.of(up).native_tagged = true;
    n_.link(core_trunk_.value(), up);
    access_ = {sw};
    case_.features.native_mismatch = case_.features.native_mismatch || here != there;
    if (random_.chance(30)) add_second_switch(sw);
  }

  void add_second_switch(DeviceId first) {
    const DeviceId sw = n_.switch_l2("s1");
    const bool mismatch = random_.chance(50);
    const unsigned here = 11 + random_.below(zones_), there = mismatch ? 11 + random_.below(zones_) : here;
    const InterfaceId a = n_.trunk(first, "down", random_.chance(50) ? "11-14" : "11-12", here);
    n_.link(a, n_.trunk(sw, "up", "11-14", there));
    access_.push_back(sw);
    case_.features.native_mismatch = case_.features.native_mismatch || here != there;
  }

  void add_lan(Lan& lan) {
    lan.core = cores_[random_.below(static_cast<unsigned>(cores_.size()))];
    const bool on_trunk = switched_ && lan.core == cores_[0] && random_.chance(85);
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

  void add_trunked_lan(Lan& lan) {
    const unsigned vlan = 10 + lan.number;
    const bool svi = n_.of(cores_[0]).kind == DeviceKind::switch_l3;
    if (svi) {
      lan.gateway = n_.svi(cores_[0], vlan, lan.router(true));
    } else {
      n_.of(*core_trunk_).mode = PortMode::routed;
      lan.gateway = n_.subinterface(*core_trunk_, vlan, lan.router(true));
    }
    const DeviceId sw = access_[random_.below(static_cast<unsigned>(access_.size()))];
    const unsigned carried = !trunked_.empty() && random_.chance(6) ? trunked_.front() : vlan;  // a port in the wrong VLAN
    trunked_.push_back(vlan);
    lan.ports = {n_.access(sw, "p" + std::to_string(lan.number), carried), n_.access(sw, "q" + std::to_string(lan.number), vlan)};
  }

  void add_hub(Lan& lan) {
    if (n_.net.devices.size() >= 5) return;
    const DeviceId hub = n_.hub("h" + std::to_string(lan.number));
    n_.link(lan.gateway, n_.access(hub, "0", 1));
    lan.ports = {n_.access(hub, "1", 1), n_.access(hub, "2", 1)};
  }

  void join_cores() {
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

  void add_route(DeviceId at, const Lan& lan, const std::string& via) {
    const unsigned draw = random_.below(100);
    if (draw < 8) return;
    const std::uint8_t distance = draw < 20 ? std::uint8_t{200} : std::uint8_t{1};
    n_.route(at, lan.subnet(), "10.0" + via, distance);
    if (ipv6_) n_.route(at, lan.subnet6(), "2001:db8:90::" + via.substr(4), 1);
  }

  /// Null routes that win or lose by length or distance, and leaks between VRFs.
  void leak_or_blackhole(const Lan& lan) {
    const DeviceId at = cores_[random_.below(static_cast<unsigned>(cores_.size()))];
    Vrf& table = n_.of(n_.of(at).vrfs[random_.below(static_cast<unsigned>(n_.of(at).vrfs.size()))]);
    if (random_.chance(8)) {
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

  // Endpoints.
  InterfaceId port_of(const Lan& lan) { return lan.ports[random_.below(static_cast<unsigned>(lan.ports.size()))]; }

  void add_hosts(Lan& lan) {
    const unsigned count = lan.wide ? 1 + random_.below(2) : 1;
    for (unsigned i = 0; i < count; ++i) {
      const bool group = lan.wide && random_.chance(20);
      std::string own = group ? lan.ip(4) + "/31" : lan.ip(2 + i);
      if (ipv6_ && random_.chance(80)) own += " " + lan.ip6(2);
      const HostId id = n_.host(lan.zone + (i == 0 ? "a" : "b"), lan.zone, port_of(lan), own);
      if (group) n_.of(id).count = 2;
      if (random_.chance(55)) {
        n_.of(id).kind = "terminal";
        n_.of(id).relays = false;
      }
      lan.hosts.push_back(id);
      if (group) return;
    }
  }

  void add_external() {
    if (!random_.chance(8)) return;
    const InterfaceId out = n_.routed(cores_.back(), "w", "10.0.80.1/30");
    n_.external("net", "world", out);
    n_.of(n_.zone("world")).role = ZoneRole::internet;
    n_.transit(out);
    if (random_.chance(60)) n_.route(cores_.back(), "198.51.100.0/24", "10.0.80.2");
    if (random_.chance(80)) n_.filter_in(out, edge_rules());
    case_.features.external = true;
  }

  std::vector<Rule> edge_rules() {
    std::vector<Rule> rules;
    for (const Lan& lan : lans_) {
      const unsigned draw = random_.below(100);
      if (draw < 10) rules.push_back(permit("any", lan.subnet(), "tcp/80"));
      if (draw >= 10 && draw < 20) rules.push_back(established("any", lan.subnet()));
    }
    return rules;
  }

  static Rule established(std::string_view src, std::string_view dst) {
    Rule rule = permit(src, dst, "tcp");
    rule.match.services.front()[ServiceField::established] = {1, 1};
    return rule;
  }

  static SanitiserLeg leg(std::string_view text, Opener opener) { return {service(text), opener}; }

  void add_sanitiser() {
    if (!sanitised_) return;
    Sanitiser s;
    SanitisingService mail;
    mail.from = n_.zone(lans_[1].zone);
    mail.to = n_.zone(lans_[0].zone);
    mail.intake = leg("tcp/25", random_.chance(70) ? Opener::peer : Opener::sanitiser);
    mail.outlet = leg("tcp/25", random_.chance(70) ? Opener::sanitiser : Opener::peer);
    mail.method = random_.chance(94) ? "mail-text" : "none";
    const unsigned opposite = random_.below(3);
    mail.opposite = opposite == 0 ? Opposite::raw : opposite == 1 ? Opposite::ack_only : Opposite::sanitised;
    s.services.push_back(mail);
    if (random_.chance(40)) s.maintenance.push_back({service("udp/53"), {}});
    s.fail_closed = random_.chance(85);
    s.bypass = random_.chance(12);
    s.redirections_off = random_.chance(95);
    s.ip_forwarding = random_.chance(12);
    const HostId id = two_cards("san", random_.chance(60) ? "gate" : lans_[0].zone, 6);
    n_.of(id).forwards = s.ip_forwarding;
    case_.features.sanitiser = true;
    case_.features.sanitiser_bypass = s.bypass || s.ip_forwarding || !s.fail_closed || !s.redirections_off || mail.method == "none";
    n_.of(id).role = std::move(s);
    case_.policy.sanitiser_methods = {"mail-text"};
    case_.policy.matrix.push_back({mail.from, mail.to, {Admission::sanitised}, {}});
  }

  void add_dual_homed() {
    if (!dual_) return;
    const HostId id = two_cards("dual", lans_[0].zone, 5);
    n_.of(id).forwards = random_.chance(50);
    n_.of(id).relays = random_.chance(60);
    if (!n_.of(id).relays) n_.of(id).kind = "terminal";
    case_.features.dual_homed = true;
  }

  /// In the first two LANs, which are wide then.
  HostId two_cards(const std::string& name, const std::string& zone, unsigned last) {
    const HostId id = n_.host(name, zone, port_of(lans_[0]), lans_[0].ip(last));
    n_.attach(id, port_of(lans_[1]), lans_[1].ip(last));
    return id;
  }

  // Filters.
  std::string service_text() {
    constexpr const char* kServices[] = {"tcp/80", "tcp/80", "tcp/443", "udp/53", "icmp", "tcp/25"};
    return kServices[random_.below(6)];
  }

  void add_filters() {
    for (unsigned z = 0; z < zones_; ++z) {
      const bool by_policy = n_.of(lans_[z].core).firewall.has_value();
      if (by_policy) add_policy(z);
      if (random_.chance(by_policy ? 25 : 78)) n_.filter_in(lans_[z].gateway, list_from(z));
      if (random_.chance(12)) n_.filter_out(lans_[z].gateway, list_to(z));
    }
    for (const DeviceId core : cores_) {
      if (n_.of(core).firewall && random_.chance(8)) n_.policy(core, {}, {}, permit("any", "any", service_text()));
    }
  }

  Rule rule_between(unsigned from, unsigned to, Action action, const std::string& svc) {
    const std::string src = random_.chance(40) ? std::string("any") : lans_[from].subnet();
    Rule rule = action == Action::permit ? permit(src, lans_[to].subnet(), svc) : deny(src, lans_[to].subnet(), svc);
    if (ipv6_) {
      const auto any = src == "any";
      if (!any) rule.match.src.push_back(AddressPattern::of(prefix(lans_[from].subnet6())));
      rule.match.dst.push_back(AddressPattern::of(prefix(lans_[to].subnet6())));
    }
    if (random_.chance(4)) rule.match.dst.front().care &= ~AddressBits{0x2};  // a wildcard bit too many
    if (random_.chance(4)) rule.match.dst.front().care |= AddressBits{0x3}, rule.match.dst.front().value |= AddressBits{0x2};
    return rule;
  }

  std::vector<Rule> list_from(unsigned z) {
    std::vector<Rule> rules;
    const bool open_end = random_.chance(45);
    for (unsigned y = 0; y < zones_; ++y) {
      if (y == z) continue;
      append_between(rules, z, y, open_end);
    }
    if (open_end && random_.chance(95)) rules.push_back(permit());
    if (rules.size() > 1 && random_.chance(12)) std::swap(rules.front(), rules.back());
    return rules;
  }

  void append_between(std::vector<Rule>& rules, unsigned from, unsigned to, bool open_end) {
    const Intent intent = intent_[from][to];
    if (intent == Intent::all && !open_end) rules.push_back(rule_between(from, to, Action::permit, "any"));
    if (intent == Intent::service) rules.push_back(rule_between(from, to, Action::permit, service_text()));
    if (intent_[to][from] == Intent::service && random_.chance(50)) rules.push_back(established("any", lans_[to].subnet()));
    if (intent != Intent::all && open_end && random_.chance(93)) rules.push_back(rule_between(from, to, Action::deny, "any"));
  }

  std::vector<Rule> list_to(unsigned z) {
    std::vector<Rule> rules;
    for (unsigned y = 0; y < zones_; ++y) {
      if (y != z) append_between(rules, y, z, true);
    }
    rules.push_back(permit());
    return rules;
  }

  void add_policy(unsigned to) {
    const DeviceId core = lans_[to].core;
    for (unsigned from = 0; from < zones_; ++from) {
      const Intent intent = intent_[from][to];
      if (from == to || intent == Intent::deny) continue;
      const bool local = lans_[from].core == core;
      std::vector<InterfaceId> in, out = {lans_[to].gateway};
      if (random_.chance(75)) in = {local ? lans_[from].gateway : cross_of(core)};
      n_.policy(core, in, out, rule_between(from, to, Action::permit, intent == Intent::all ? "any" : service_text()));
    }
    for (unsigned far = 0; far < zones_; ++far) {  // what goes to the other core is filtered there, mostly
      if (lans_[far].core == core || random_.chance(10)) continue;
      n_.policy(core, {lans_[to].gateway}, {}, permit("any", lans_[far].subnet(), random_.chance(80) ? "any" : service_text()));
    }
  }

  InterfaceId cross_of(DeviceId core) const { return core == cores_.front() ? cross_.at(0) : cross_.at(1); }

  // Translation.
  void add_nat() {
    if (!random_.chance(22)) return;
    const unsigned z = random_.below(zones_), y = (z + 1 + random_.below(zones_ - 1)) % zones_;
    const DeviceId core = lans_[z].core;
    if (!translates(core)) return;
    case_.features.nat = true;
    const unsigned kind = random_.below(3);
    if (kind == 0) add_static(lans_[z], core);
    if (kind == 1) add_source(lans_[z], core);
    if (kind == 2) add_destination(lans_[z], lans_[y], core);
  }
  bool translates(DeviceId core) { return n_.of(core).kind != DeviceKind::switch_l3; }

  void add_static(const Lan& lan, DeviceId core) {
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

  void add_source(const Lan& lan, DeviceId core) {
    SourceNat rule;
    if (random_.chance(60)) rule.in = {lan.gateway};
    rule.match = match(lan.subnet(), "any", "any");
    rule.pool = AddressSet::of(prefix(random_.chance(50) ? "10.0.71.1/32" : "10.0.71.2/31"));
    if (random_.chance(20)) rule.pool = AddressSet::of(address(lans_[(lan.number) % zones_].ip(2)));  // looks like another zone's host
    rule.port_translation = random_.chance(40);
    n_.nat(core, rule);
  }

  void add_destination(const Lan& to, const Lan& from, DeviceId core) {
    DestinationNat rule;
    if (from.core == core && random_.chance(60)) rule.in = {from.gateway};
    rule.match = match("any", "10.0.72.1/32", random_.chance(50) ? "tcp/80" : "tcp");
    rule.to = AddressSet::of(address(to.ip(2)));
    if (random_.chance(50)) rule.to_port = ServiceInterval{443, 443};
    n_.nat(core, rule);
  }

  // Management and policy.
  void add_management() {
    if (!random_.chance(22)) return;
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

  void add_ledger() {
    if (!random_.chance(30)) return;
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
    if (random_.chance(85)) {
      auto& matrix = case_.policy.matrix;
      const MatrixEntry wanted{n_.zone(lans_[a].zone), n_.zone(lans_[b].zone), {Admission::specified}, {}};
      for (auto& e : matrix) {
        if (e.from == wanted.from && e.to == wanted.to) {
          e.admits.insert(Admission::specified);
          case_.features.ledger = true;
          return;
        }
      }
      matrix.push_back(wanted);
    }
    case_.features.ledger = true;
  }

  // What old habits leave on (drawn last, so that the rest of a network does not depend on it). Seldom: what the simulator does not replay
  // by design is inconclusive (answers along a reversed source route, helped broadcasts past policies and filters).
  void add_source_routes() {
    if (!random_.chance(8)) return;
    n_.of(cores_[random_.below(static_cast<unsigned>(cores_.size()))]).source_routes = true;
    case_.features.source_routes = true;
  }

  void add_helper() {
    if (!random_.chance(10)) return;
    const unsigned z = random_.below(zones_), y = (z + 1 + random_.below(zones_ - 1)) % zones_;
    if (n_.of(lans_[z].core).firewall) return;
    Interface& gateway = n_.of(lans_[z].gateway);
    gateway.broadcast_helpers = {address(lans_[y].ip(2))};
    gateway.helped_services = {ServiceBox::to_port(kUdp, 137, 137)};
    case_.features.helper = true;
  }

  Random random_;
  RandomCase case_;
  TinyNetwork n_;
  unsigned zones_ = 2;
  bool ipv6_ = false, switched_ = false, sanitised_ = false, dual_ = false;
  Intent intent_[kMaxZones][kMaxZones] = {};
  std::vector<Lan> lans_;
  std::vector<DeviceId> cores_, access_;
  std::optional<InterfaceId> core_trunk_;
  std::optional<VrfId> other_vrf_;
  std::vector<InterfaceId> cross_;
  std::vector<unsigned> trunked_;  ///< VLANs that have a gateway on the trunk
};

}  // namespace

RandomCase random_case(std::uint64_t seed) { return Generator(seed).run(); }

}  // namespace sekimori::testing
