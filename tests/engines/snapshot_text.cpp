#include "engines/snapshot_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori::testing {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// One map in one line: {a: 1, b: "x"}.
class Line {
 public:
  Line& raw(std::string_view key, const std::string& value) {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", key, value);
    return *this;
  }
  Line& text(std::string_view key, const std::string& value) { return raw(key, quoted(value)); }
  Line& number(std::string_view key, std::size_t value) { return raw(key, std::to_string(value)); }
  Line& flag(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
  Line& list(std::string_view key, const std::vector<std::string>& values) {
    std::string items;
    for (const std::string& value : values) items += (items.empty() ? "" : ", ") + quoted(value);
    return raw(key, "[" + items + "]");
  }
  [[nodiscard]] std::string str() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::vector<std::string> texts(const AddressSet& set) {
  std::vector<std::string> all;
  for (const AddressInterval& interval : set.intervals()) {
    for (const Prefix& p : prefixes_of_range(set.family(), interval.first, interval.last)) all.push_back(to_text(p));
  }
  return all;
}

std::string pattern_text(const AddressPattern& p) {
  const AddressBits free = ~p.care & top_address(p.family);
  if ((free & (free + 1)) == 0) {
    unsigned length = address_width(p.family);
    for (AddressBits bits = free; bits != 0; bits >>= 1U) --length;
    return to_text(Prefix::covering({p.family, p.value}, length));
  }
  return to_text(Address{p.family, p.value}) + " wildcard " + to_text(Address{p.family, free});
}

/// A service without what other keys say.
struct ServiceWords {
  std::string service;
  std::optional<bool> established, fragment;
  std::string source_port;
};

bool is_all(const ServiceBox& box, ServiceField f) {
  return box[f].first == 0 && box[f].last == kServiceTop.at(static_cast<std::size_t>(f));
}

class Writer {
 public:
  explicit Writer(const RandomCase& c) : n_(c.network), policy_(c.policy) {}

  WrittenSnapshot run(const std::string& head) && {
    network(head);
    WrittenSnapshot written;
    written.files["network.yaml"] = std::move(out_);
    written.files["policy.yaml"] = policy();
    if (!policy_.ledger.empty()) written.files["ledger.csv"] = ledger();
    written.lost = std::move(lost_);
    return written;
  }

 private:
  template <class... T>
  void line(fmt::format_string<T...> format, T&&... values) {
    out_ += fmt::format(format, std::forward<T>(values)...) + "\n";
  }
  void lose(const std::string& what) {
    if (std::find(lost_.begin(), lost_.end(), what) == lost_.end()) lost_.push_back(what);
  }
  [[nodiscard]] std::string port(InterfaceId id) const { return n_.at(n_.at(id).device).name + ":" + n_.at(id).name; }
  [[nodiscard]] std::vector<std::string> names(const std::vector<InterfaceId>& ids) const {
    std::vector<std::string> all;
    for (const InterfaceId id : ids) all.push_back(n_.at(id).name);
    return all;
  }
  [[nodiscard]] std::string vrf_name(VrfId id) const { return n_.at(id).name.empty() ? "global" : n_.at(id).name; }

  void network(const std::string& head) {
    out_ += head;
    line("version: 1\nname: shrunk\nzones:");
    for (const Zone& zone : n_.zones) {
      Line l;
      l.text("name", zone.name).raw("role", to_text(zone.role));
      std::vector<std::string> subnets;
      for (const Prefix& p : zone.subnets) subnets.push_back(to_text(p));
      if (!subnets.empty()) l.list("subnets", subnets);
      if (!zone.vlans.empty()) {
        std::string vlans;
        for (const VlanId vlan : zone.vlans) vlans += fmt::format("{}{}", vlans.empty() ? "" : ", ", vlan.number());
        l.raw("vlans", "[" + vlans + "]");
      }
      line("  - {}", l.str());
    }
    line("devices:{}", n_.devices.empty() ? " []" : "");
    for (const Device& d : n_.devices) device(d);
    line("links:{}", n_.links.empty() ? " []" : "");
    for (const Link& link : n_.links) line("  - [{}, {}]", quoted(port(link.a)), quoted(port(link.b)));
    if (!n_.transits.empty()) line("transit:");
    for (const auto& t : n_.transits) line("  - {}", quoted(port(t.interface)));
    hosts("hosts", [](const Host& h) { return std::holds_alternative<PlainHost>(h.role); });
    hosts("sanitisers", [](const Host& h) { return std::holds_alternative<Sanitiser>(h.role); });
    hosts("externals", [](const Host& h) { return std::holds_alternative<External>(h.role); });
    for (const Host& h : n_.hosts) {
      if (std::holds_alternative<SecurityCloud>(h.role)) lose("the security cloud " + h.name);
    }
  }

  static std::string kind_word(DeviceKind kind) {
    switch (kind) {
      case DeviceKind::switch_l2: return "switch";
      case DeviceKind::switch_l3: return "l3-switch";
      case DeviceKind::router: return "router";
      case DeviceKind::firewall: return "firewall";
      case DeviceKind::hub: return "hub";
      case DeviceKind::access_point: return "access-point";
    }
    return {};
  }

  void device(const Device& d) {
    line("  - name: {}\n    kind: {}\n    ip-routing: {}\n    ipv6-routing: {}", d.name, kind_word(d.kind), d.forwards_v4, d.forwards_v6);
    if (d.bridges_everything && d.kind != DeviceKind::hub) line("    unmanaged: true");
    if (d.source_routes) lose("source routes of " + d.name);
    if (d.filter_of) lose("the own filter of " + n_.at(*d.filter_of).name + ", which is written as a transparent firewall before it");
    line("    interfaces:{}", d.interfaces.empty() ? " []" : "");
    for (const InterfaceId id : d.interfaces) interface(d, n_.at(id));
    filters(d);
    for (std::size_t i = 0; i < d.vrfs.size(); ++i) table(n_.at(d.vrfs[i]), i == 0 ? "    " : "        ", d, i);
    if (d.firewall) firewall(d);
    if (!d.nat.empty()) line("    nat:");
    for (const NatRule& rule : d.nat) line("      - {}", nat(rule));
    if (!d.services.empty()) line("    management:");
    for (const ManagementService& s : d.services) management(s);
  }

  void interface(const Device& d, const Interface& i) {
    Line l;
    l.text("name", i.name);
    if (!i.up) l.flag("shutdown", true);
    switch (i.kind) {
      case InterfaceKind::physical: break;
      case InterfaceKind::svi: l.number("svi", i.vlan ? i.vlan->number() : 1U); break;
      case InterfaceKind::subinterface:
        l.text("parent", n_.at(*i.parent).name);
        if (i.vlan) l.number("tag", i.vlan->number());
        break;
      case InterfaceKind::loopback: l.raw("kind", "loopback"); break;
      default: lose("the kind of " + d.name + ":" + i.name);
    }
    if (i.mode == PortMode::routed && i.kind == InterfaceKind::physical) l.raw("mode", "routed");
    if (i.mode == PortMode::access) l.raw("mode", "access").number("vlan", i.access_vlan.number());
    if (i.mode == PortMode::trunk) {
      l.raw("mode", "trunk").text("allowed", to_text(i.allowed)).number("native", i.native.number());
      if (i.native_tagged) l.flag("native-tagged", true);
    }
    if (i.mode == PortMode::routed || i.mode == PortMode::none) layer3(i, l);
    line("      - {}", l.str());
  }

  void layer3(const Interface& i, Line& l) {
    std::vector<std::string> addresses;
    for (const auto& a : i.addresses) addresses.push_back(fmt::format("{}/{}", to_text(a.address), a.length));
    if (!addresses.empty()) l.list("address", addresses);
    if (i.ipv6_enabled) l.flag("ipv6", true);
    if (!n_.at(i.vrf).name.empty()) l.text("vrf", n_.at(i.vrf).name);
    if (!i.broadcast_helpers.empty()) lose("the broadcast helper of " + port_of(i));
    Line bound;
    bool any = false;
    const auto bind = [&](const char* key, const std::optional<FilterId>& id) {
      if (!id) return;
      bound.text(key, n_.at(*id).name);
      any = true;
    };
    bind("in-v4", i.filters.in_v4);
    bind("out-v4", i.filters.out_v4);
    bind("in-v6", i.filters.in_v6);
    bind("out-v6", i.filters.out_v6);
    if (any) l.raw("filter", bound.str());
  }
  [[nodiscard]] std::string port_of(const Interface& i) const { return n_.at(i.device).name + ":" + i.name; }

  void filters(const Device& d) {
    std::vector<FilterId> used;
    for (const InterfaceId id : d.interfaces) {
      const InterfaceFilters& f = n_.at(id).filters;
      for (const auto& slot : {f.in_v4, f.out_v4, f.in_v6, f.out_v6}) {
        if (slot && std::find(used.begin(), used.end(), *slot) == used.end()) used.push_back(*slot);
      }
    }
    if (!used.empty()) line("    filters:");
    for (const FilterId id : used) {
      const Filter& f = n_.at(id);
      line("      - name: {}\n        default: {}\n        fragments: refused\n        rules:{}", quoted(f.name),
           f.fallback == Action::permit ? "permit" : "deny", f.rules.empty() ? " []" : "");
      for (const Rule& r : f.rules) {
        for (Line& l : rules(r, false)) line("          - {}", l.str());
      }
    }
  }

  /// As many as its services need.
  std::vector<Line> rules(const Rule& rule, bool fragments_follow) {
    std::vector<Line> all;
    for (const ServiceWords& words : split(rule.match.services)) {
      Line l;
      l.raw("action", rule.action == Action::permit ? "permit" : "deny");
      match(rule.match, words, fragments_follow && rule.action == Action::permit, l);
      all.push_back(std::move(l));
    }
    return all;
  }

  /// A box per entry: of what is alike one, as all of them match alike.
  std::vector<ServiceWords> split(const std::vector<ServiceBox>& boxes) {
    std::vector<ServiceWords> all;
    for (ServiceBox box : boxes) {
      ServiceWords words;
      const auto bit = [&](ServiceField f, std::optional<bool>& says) {
        if (is_all(box, f)) return;
        says = box[f].first == 1;
        box[f] = {0, 1};
      };
      bit(ServiceField::established, words.established);
      if (!is_all(box, ServiceField::sport)) {
        words.source_port = fmt::format("{}-{}", box[ServiceField::sport].first, box[ServiceField::sport].last);
        box[ServiceField::sport] = {0, kServiceTop.at(static_cast<std::size_t>(ServiceField::sport))};
      }
      ServiceBox whole = box;
      bit(ServiceField::fragment, words.fragment);
      words.service = to_text(box);
      if (const auto back = parse_service(words.service); back == whole)
        words.fragment.reset();  // a port implies it
      else if (!back)
        lose("the service " + to_text(whole));
      all.push_back(std::move(words));
    }
    return all;
  }

  void match(const HeaderMatch& m, const ServiceWords& words, bool fragments_follow, Line& l) {
    const auto ends = [&](const char* key, const std::vector<AddressPattern>& patterns) {
      if (patterns == any_address()) return;
      std::vector<std::string> all;
      for (const AddressPattern& p : patterns) all.push_back(pattern_text(p));
      l.list(key, all);
    };
    ends("from", m.src);
    ends("to", m.dst);
    if (words.service != "any") l.text("service", words.service);
    if (!words.source_port.empty()) l.text("source-port", words.source_port);
    if (words.established) l.flag("established", *words.established);
    // The loader lets later fragments follow a permit with a port, unless told that there are none.
    const auto box = parse_service(words.service);
    const bool initial = box && (*box)[ServiceField::fragment] == ServiceInterval{0, 0};
    if (words.fragment)
      l.flag("fragment", *words.fragment);
    else if (fragments_follow && initial)
      l.flag("fragment", false);
  }

  void table(const Vrf& vrf, const std::string& indent, const Device& d, std::size_t index) {
    if (index == 1) line("    vrfs:");
    if (index > 0) line("      - name: {}", quoted(vrf.name));
    if (vrf.any_routing) line("{}dynamic: true", indent);
    if (!vrf.leaks_to.empty()) {
      Line l;
      std::vector<std::string> all;
      for (const VrfId id : vrf.leaks_to) {
        if (std::find(all.begin(), all.end(), vrf_name(id)) == all.end()) all.push_back(vrf_name(id));
      }
      std::string text = l.list("leaks-to", all).str();
      line("{}{}", indent, text.substr(1, text.size() - 2));
    }
    if (!vrf.routes.empty()) line("{}routes:", indent);
    for (const StaticRoute& r : vrf.routes) {
      Line l;
      l.text("to", to_text(r.destination));
      if (r.next_hop.via) l.text("via", to_text(*r.next_hop.via));
      if (r.next_hop.out) l.text("out", n_.at(*r.next_hop.out).name);
      if (r.next_hop.vrf) l.text("to-vrf", vrf_name(*r.next_hop.vrf));
      if (r.next_hop.discard) l.flag("discard", true);
      l.number("distance", r.distance);
      line("{}  - {}", indent, l.str());
    }
    (void)d;
  }

  void firewall(const Device& d) {
    const Firewall& f = *d.firewall;
    line("    firewall:\n      stateful: {}\n      default: {}", f.stateful, f.fallback == Action::permit ? "permit" : "deny");
    if (f.transparent) line("      transparent: true\n      passes-non-ip: {}", f.passes_non_ip);
    line("      rules:{}", f.rules.empty() ? " []" : "");
    for (const FirewallRule& r : f.rules) {
      for (Line& l : rules(r.rule, !f.stateful)) {
        if (!r.in.empty()) l.list("in", names(r.in));
        if (!r.out.empty()) l.list("out", names(r.out));
        if (!r.inspect) l.flag("inspect", false);
        line("        - {}", l.str());
      }
    }
  }

  ServiceWords only_box(const HeaderMatch& m, const char* of) {
    const auto all = split(m.services);
    if (all.size() != 1) lose(fmt::format("all services but one of a {}", of));
    return all.empty() ? ServiceWords{"any", {}, {}, ""} : all.front();
  }

  std::string nat(const NatRule& rule) {
    Line l;
    return std::visit(Overloaded{
                          [&](const StaticNat& r) {
                            l.text("local", to_text(r.local)).text("global", to_text(r.global));
                            if (!r.inside.empty()) l.list("inside", names(r.inside));
                            if (!r.outside.empty()) l.list("outside", names(r.outside));
                            if (r.port) {
                              Line p;
                              p.raw("protocol", r.port->protocol == kTcp ? "tcp" : "udp");
                              l.raw("port", p.number("local", r.port->local).number("global", r.port->global).str());
                            }
                            return Line().raw("static", l.str()).str();
                          },
                          [&](const DestinationNat& r) {
                            if (!r.in.empty()) l.list("in", names(r.in));
                            match(r.match, only_box(r.match, "destination NAT"), false, l);
                            l.list("new-destination", texts(r.to));
                            if (r.to_port) l.text("new-port", fmt::format("{}-{}", r.to_port->first, r.to_port->last));
                            return Line().raw("destination", l.str()).str();
                          },
                          [&](const SourceNat& r) {
                            if (!r.in.empty()) l.list("in", names(r.in));
                            if (!r.out.empty()) l.list("out", names(r.out));
                            match(r.match, only_box(r.match, "source NAT"), false, l);
                            if (r.exempt) l.raw("pool", "none");
                            if (!r.exempt) l.list("pool", texts(r.pool));
                            if (r.port_translation) l.flag("port-translation", true);
                            return Line().raw("source", l.str()).str();
                          },
                      },
                      rule);
  }

  void management(const ManagementService& s) {
    Line l;
    l.text("name", s.name).text("service", to_text(s.service)).flag("session", s.session);
    if (s.admits_v4) {
      const Filter& f = n_.at(*s.admits_v4);
      if (f.rules.size() != 1 || f.rules.front().action != Action::permit || f.fallback != Action::deny) lose("the list of " + s.name);
      std::vector<std::string> from;
      for (const Rule& r : f.rules) {
        for (const AddressPattern& p : r.match.src) from.push_back(pattern_text(p));
      }
      if (!from.empty()) l.list("from", from);
    }
    line("      - {}", l.str());
  }

  template <class Is>
  void hosts(const char* key, Is is) {
    if (std::none_of(n_.hosts.begin(), n_.hosts.end(), is)) return;
    line("{}:", key);
    for (const Host& h : n_.hosts) {
      if (is(h)) host(h);
    }
  }

  void host(const Host& h) {
    line("  - name: {}\n    zone: {}", quoted(h.name), quoted(n_.at(h.zone).name));
    if (std::holds_alternative<PlainHost>(h.role)) {
      line("    kind: {}\n    count: {}", h.relays ? "server" : "terminal", h.count);
    }
    line("    attachments:");
    for (const Attachment& a : h.attachments) {
      Line l;
      l.text("port", port(a.port));
      std::vector<std::string> addresses = texts(a.v4);
      for (const std::string& text : texts(a.v6)) addresses.push_back(text);
      if (!addresses.empty()) l.list("address", addresses);
      if (a.vlan) l.number("vlan", a.vlan->number());
      line("      - {}", l.str());
    }
    if (const auto* external = std::get_if<External>(&h.role)) {
      line("    closed: {}\n    transit: {}", external->closed, external->transit);
      return;
    }
    line("    forwards: {}", h.forwards);
    if (const auto* s = std::get_if<Sanitiser>(&h.role)) sanitiser(*s);
  }

  void sanitiser(const Sanitiser& s) {
    const auto leg = [](const SanitiserLeg& l) {
      return Line().text("service", to_text(l.service)).raw("opener", l.opener == Opener::peer ? "peer" : "sanitiser").str();
    };
    line("    services:{}", s.services.empty() ? " []" : "");
    for (const SanitisingService& x : s.services) {
      Line l;
      l.text("from", n_.at(x.from).name).text("to", n_.at(x.to).name).raw("intake", leg(x.intake)).raw("outlet", leg(x.outlet));
      l.text("method", x.method);
      l.raw("opposite", x.opposite == Opposite::raw ? "raw" : x.opposite == Opposite::ack_only ? "ack-only" : "sanitised");
      line("      - {}", l.str());
    }
    std::vector<std::string> upkeep;
    for (const MaintenanceService& m : s.maintenance) upkeep.push_back(to_text(m.service));
    if (!upkeep.empty()) line("    maintenance: [{}]", fmt::join(upkeep, ", "));
    line("    fail: {}\n    bypass: {}\n    redirections: {}\n    ip-forwarding: {}", s.fail_closed ? "closed" : "open", s.bypass,
         s.redirections_off ? "off" : "on", s.ip_forwarding);
  }

  std::string policy() {
    std::string text = "version: 1\nmodel: alpha\nedition: \"R6.10\"\n";
    std::vector<std::string> methods(policy_.sanitiser_methods.begin(), policy_.sanitiser_methods.end());
    text += fmt::format("sanitiser-methods: [{}]\n", fmt::join(methods, ", "));
    text += policy_.matrix.empty() ? "cells: []\n" : "cells:\n";
    for (const MatrixEntry& e : policy_.matrix) {
      std::string letters;
      for (const Admission a : e.admits) letters += (letters.empty() ? "" : ", ") + std::string(1, letter(a));
      Line l;
      l.text("from", n_.at(e.from).name).text("to", n_.at(e.to).name).raw("admits", "[" + letters + "]");
      text += "  - " + l.str() + "\n";
    }
    return text;
  }

  std::string ends(const std::vector<EndpointRef>& refs) {
    std::vector<std::string> all;
    for (const EndpointRef& ref : refs) {
      if (const auto* host = std::get_if<HostId>(&ref)) all.push_back(n_.at(*host).name);
      if (const auto* device = std::get_if<DeviceId>(&ref)) all.push_back("self:" + n_.at(*device).name);
      if (std::holds_alternative<InterfaceId>(ref)) lose("an end of a row that has no name");
    }
    return fmt::format("{}", fmt::join(all, ";"));
  }

  std::string ledger() {
    std::string text = "id,from,to,service,from-address,to-address,required,purpose,owner,approver,expiry\n";
    for (const LedgerRow& row : policy_.ledger) {
      std::vector<std::string> services;
      for (const ServiceBox& box : row.services) services.push_back(to_text(box));
      text += fmt::format("{},{},{},{},,,,fuzz,fuzz,fuzz,\n", row.id, ends(row.src), ends(row.dst), fmt::join(services, ";"));
    }
    return text;
  }

  const Network& n_;
  const Policy& policy_;
  std::string out_;
  std::vector<std::string> lost_;
};

std::string text_of(const Diagnostics& diagnostics, const SourceTable& sources) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    if (d.severity == Severity::error) text += fmt::format("{} {}: {}\n", sources.describe(d.at), d.code, d.message);
  }
  return text;
}

}  // namespace

WrittenSnapshot write_snapshot(const RandomCase& c, const std::vector<std::string>& comment) {
  std::string head;
  for (const std::string& line : comment) head += "# " + line + "\n";
  head += "# threat: " + to_text(c.threat) + "\n";
  WrittenSnapshot written = Writer(c).run(head);
  std::string lost;
  for (const std::string& what : written.lost) lost += "# not in this file: " + what + "\n";
  written.files["network.yaml"].insert(0, lost);
  return written;
}

ReadSnapshot read_snapshot(const FileSet& files) {
  ReadSnapshot result;
  LoadedNetwork loaded = load_network(files, "snapshot");
  result.errors = text_of(loaded.diagnostics, loaded.sources);
  if (!loaded.network) return result;
  RandomCase c;
  c.network = std::move(*loaded.network);
  Diagnostics diagnostics;
  auto policy = load_policy(files, c.network, c.network.sources, diagnostics);
  result.errors += text_of(diagnostics, c.network.sources);
  if (!policy) return result;
  c.policy = std::move(*policy);
  const auto file = files.find("network.yaml");
  const auto says = [&](Threat threat) {
    return file != files.end() && file->second.find("# threat: " + to_text(threat) + "\n") != std::string::npos;
  };
  for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) {
    if (says(threat)) c.threat = threat;
  }
  result.found = std::move(c);
  return result;
}

}  // namespace sekimori::testing
