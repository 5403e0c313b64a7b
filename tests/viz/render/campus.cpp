#include "viz/render/campus.hpp"

namespace sekimori::testing {

namespace {

constexpr std::string_view kCoreConfig =
    "hostname core\n"
    "interface Vlan30\n"
    " ip access-group OFFICE in\n"
    "ip access-list extended OFFICE\n"
    " permit tcp any host 10.0.10.5 eq 445\n"
    " deny ip any any\n";

}  // namespace

Campus::Campus() {
  n.net.name = "campus";
  core_file = n.net.sources.add("configs/core.cfg", kCoreConfig);
  name_zones();
  build_core();
  build_branch();
  build_outside();
  make_report();
}

CellVerdict& Campus::cell(VerdictKind kind) {
  for (CellVerdict& c : report.cells) {
    if (c.verdict == kind) return c;
  }
  throw std::logic_error("the campus report has no such cell");
}

void Campus::name_zones() {
  const auto add = [&](std::string_view name, std::string_view ja, std::string_view en) {
    Zone& zone = n.of(n.zone(name));
    zone.label_ja = ja;
    zone.label_en = en;
  };
  add("mynumber", "マイナンバー利用事務系", "My Number operations zone");
  add("lgwan-zone", "LGWAN接続系", "LGWAN-connected zone");
  add("internet-zone", "インターネット接続系", "Internet-connected zone");
  add("internet", "インターネット", "Internet");
  n.net.sites.front().name = "main-office";
  n.net.sites.front().label_ja = "本庁舎";
}

HostId Campus::terminal(const std::string& name, std::string_view zone, InterfaceId port, const std::string& address) {
  const HostId id = n.host(name, zone, port, address);
  n.of(id).kind = "terminal";
  return id;
}

void Campus::build_core() {
  fw = n.firewall("fw-in");
  core = n.switch_l3("core");
  floor = n.switch_l2("sw-1f");
  n.link(n.routed(fw, "GigabitEthernet0/1", "10.0.99.1/30"), n.routed(core, "GigabitEthernet1/0/24", "10.0.99.2/30"));
  n.link(n.trunk(core, "GigabitEthernet1/0/1", "10,20,30"), n.trunk(floor, "GigabitEthernet0/24", "10,20,30"));
  n.svi(core, 10, "10.0.10.1/24");
  n.svi(core, 20, "10.0.20.1/24");
  n.svi(core, 30, "10.0.30.1/24");
  n.host("atena-srv", "mynumber", n.access(core, "GigabitEthernet1/0/5", 10), "10.0.10.5");
  n.host("groupware", "lgwan-zone", n.access(core, "GigabitEthernet1/0/6", 20), "10.0.20.5");
  for (int i = 1; i <= 7; ++i) {
    const std::string number = std::to_string(i);
    terminal("pc-" + number, "lgwan-zone", n.access(floor, "FastEthernet0/" + number, 20), "10.0.20.10" + number);
  }
  terminal("madoguchi", "mynumber", n.access(floor, "FastEthernet0/11", 10), "10.0.10.101");
  n.host("proxy", "internet-zone", n.access(core, "GigabitEthernet1/0/7", 30), "10.0.30.5");
}

void Campus::build_branch() {
  Site site;
  site.name = "branch";
  site.label_ja = "市民センター";
  n.net.sites.push_back(site);
  const SiteId main = n.site;
  n.site = make_id<SiteId>(n.net.sites.size() - 1);
  branch = n.switch_l2("sw-branch");
  n.link(n.trunk(core, "GigabitEthernet1/0/2", "20,30"), n.trunk(branch, "GigabitEthernet0/1", "20,30"));
  for (int i = 1; i <= 3; ++i) {
    const std::string number = std::to_string(i);
    terminal("branch-pc-" + number, "internet-zone", n.access(branch, "FastEthernet0/" + number, 30), "10.0.30.10" + number);
  }
  n.site = main;
}

void Campus::build_outside() {
  const DeviceId router = n.router("br-net");
  n.link(n.routed(router, "GigabitEthernet0/0", "10.0.98.1/30"), n.routed(fw, "GigabitEthernet0/2", "10.0.98.2/30"));
  n.external("the-internet", "internet", n.routed(router, "GigabitEthernet0/1", "203.0.113.1/24"));
}

Hop Campus::hop(std::string device, std::string in, std::string out, std::string action, std::string why, std::uint32_t at_line) const {
  Hop h;
  h.device = std::move(device);
  h.in = std::move(in);
  h.out = std::move(out);
  h.action = std::move(action);
  h.why = std::move(why);
  if (at_line > 0) h.source = core_line(at_line);
  return h;
}

Witness Campus::witness() const {
  Witness w;
  w.replayed = true;
  WitnessLeg first;
  first.from = "the-internet";
  first.to = "proxy";
  first.packet = tcp("203.0.113.9", "10.0.30.5", 8080);
  first.hops = {hop("br-net", "GigabitEthernet0/1", "GigabitEthernet0/0", "route", "10.0.0.0/8 via 10.0.98.2", 0),
                hop("fw-in", "GigabitEthernet0/2", "GigabitEthernet0/1", "permit", "policy 3 permit tcp/8080", 0),
                hop("core", "GigabitEthernet1/0/24", "GigabitEthernet1/0/7", "route", "10.0.30.0/24 connected", 2)};
  WitnessLeg second;
  second.from = "proxy";
  second.to = "atena-srv";
  second.relay_why = "kind: server relays";
  second.packet = tcp("10.0.30.5", "10.0.10.5", 445);
  second.hops = {hop("core", "GigabitEthernet1/0/7", "", "permit", "OFFICE rule 1: permit tcp any host 10.0.10.5 eq 445", 5),
                 hop("core", "", "GigabitEthernet1/0/5", "route", "10.0.10.0/24 connected", 0)};
  second.hops.front().vlan = "30";
  w.legs = {first, second};
  return w;
}

CellVerdict Campus::make_cell(std::string_view policy, std::string_view from, std::string_view to, VerdictKind kind) {
  CellVerdict c;
  c.policy = std::string(policy);
  c.id = c.policy + ":" + std::string(from) + "->" + std::string(to) + "@relay";
  c.clause = "6(3)ア";
  c.severity = "high";
  c.code = "S001";
  c.title_en = "Separation of communication paths";
  c.title_ja = "通信経路の分離";
  c.from = n.zone(from);
  c.to = n.zone(to);
  c.verdict = kind;
  c.families = {"v4"};
  c.obligations = 12;
  if (kind == VerdictKind::proved) {
    c.tier = RoutingTier::any_routing_vrf;
    c.basis = "filters";
    c.spoof_robust = true;
    c.certificate = "certificates/mynumber.json";
  } else {
    c.reason = Reason{"R010", "The reason in English.", "日本語の理由。"};
  }
  return c;
}

void Campus::make_report() {
  report.network_name = n.net.name;
  report.snapshot_sha256 = std::string(64, 'a');
  report.model = "alpha";
  report.edition = "R6-10";
  report.zones = n.net.zones;
  n.net.assumptions.push_back({Effect::may_both, core, core_line(2), "unknown-line", "interface Vlan30", "the line is not understood"});
  report.cells = {make_cell("P-MN1", "mynumber", "lgwan-zone", VerdictKind::proved),
                  make_cell("P-MN1", "mynumber", "internet-zone", VerdictKind::proved),
                  make_cell("P-MN3", "mynumber", "internet", VerdictKind::inconclusive),
                  make_cell("P-MN1", "lgwan-zone", "mynumber", VerdictKind::proved),
                  make_cell("P-LG1", "lgwan-zone", "internet-zone", VerdictKind::vacuous),
                  make_cell("P-LG4", "lgwan-zone", "internet", VerdictKind::attested),
                  make_cell("P-MN1", "internet-zone", "mynumber", VerdictKind::proved),
                  make_cell("P-LG1", "internet-zone", "lgwan-zone", VerdictKind::not_applicable),
                  make_cell("P-IN1", "internet-zone", "internet", VerdictKind::unattested),
                  make_cell("P-MN3", "internet", "mynumber", VerdictKind::violated),
                  make_cell("P-LG4", "internet", "lgwan-zone", VerdictKind::proved),
                  make_cell("P-IN1", "internet", "internet-zone", VerdictKind::proved)};
  cell(VerdictKind::violated).witness = witness();
  cell(VerdictKind::violated).culprits = {core_line(5)};
  cell(VerdictKind::inconclusive).assumptions = {make_id<AssumptionId>(0)};
  report.residual_paths = {{"internet", "lgwan-zone", {"security-cloud", "mail-sanitiser"}}};
  report.coverage.devices_with_config = 4;
  report.coverage.devices_without_config = 1;
  report.coverage.interfaces_without_peer = {"core:GigabitEthernet1/0/9"};
  report.coverage.may_both = 1;
  report.coverage.required_flows = {{"F1", true, "", core_line(5)}, {"F2", false, "denied at core", core_line(6)}};
  report.stats.obligations = 72;
  report.stats.distinct_obligations = 9;
}

void Campus::add_supports() {
  const std::string office = "P-MN1:mynumber->lgwan-zone@relay";
  Support closing{"core",
                  "OFFICE-IN",
                  "",
                  true,
                  core_line(5),
                  "core:GigabitEthernet1/0/1 in",
                  "core:GigabitEthernet1/0/1 forward",
                  tcp("10.10.0.1", "10.20.0.1", 443, 49152),
                  true,
                  {}};
  closing.cells = {"P-MN1:lgwan-zone->mynumber@relay", "P-MN1:mynumber->internet-zone@relay", office};
  Support rule = closing;
  rule.rule = "10";
  rule.closing = false;
  rule.at = core_line(6);
  rule.cells = {office};
  report.supports = {closing, rule};
}

void make_hostile(Campus& campus) {
  const std::string bad(kHostile);
  campus.n.net.name += bad;
  for (Zone& zone : campus.report.zones) zone.label_ja += bad;
  for (Zone& zone : campus.n.net.zones) zone.label_ja += bad;
  for (Site& site : campus.n.net.sites) site.label_ja += bad;
  for (Device& device : campus.n.net.devices) device.name += bad;
  for (Host& host : campus.n.net.hosts) host.name += bad;
  for (Interface& interface : campus.n.net.interfaces) interface.name += bad;
  for (Assumption& assumption : campus.n.net.assumptions) assumption.text += bad;
  if (campus.report.supports) {
    for (Support& support : *campus.report.supports) {
      for (std::string* text : {&support.device, &support.list, &support.rule, &support.from, &support.to}) *text += bad;
    }
  }
  for (CellVerdict& cell : campus.report.cells) {
    cell.title_ja += bad;
    if (!cell.witness) continue;
    for (WitnessLeg& leg : cell.witness->legs) {
      leg.from += bad;
      leg.to += bad;
      if (!leg.relay_why.empty()) leg.relay_why += bad;
      for (Hop& hop : leg.hops) {
        hop.device += bad;
        hop.why += bad;
      }
    }
  }
}

SimulationResult sample_trace(const Campus& campus) {
  SimulationResult result;
  Trace delivered;
  delivered.packet = tcp("10.0.20.101", "203.0.113.9", 443);
  delivered.delivered = tcp("203.0.113.1", "203.0.113.9", 443);
  delivered.end = Disposition::delivered;
  delivered.delivered_to = *find_host(campus.n.net, campus.n.net.hosts.back().name);
  delivered.hops = campus.report.cells.at(9).witness.value().legs.front().hops;
  delivered.hops.front().packet_after = delivered.delivered;
  Trace denied;
  denied.packet = delivered.packet;
  denied.end = Disposition::denied_in;
  denied.hops = campus.report.cells.at(9).witness.value().legs.back().hops;
  denied.hops.resize(1);
  denied.hops.front().action = "deny";
  result.traces = {delivered, denied};
  Session session;
  session.device = campus.fw;
  session.original = delivered.packet;
  session.inside = delivered.packet;
  session.translated = delivered.delivered;
  result.sessions = {session};
  return result;
}

}  // namespace sekimori::testing
