// A network as text short enough for a failure message: one line per fact that can matter.
#include <sstream>

#include "sekimori/base/overloaded.hpp"
#include "support/random_network.hpp"

namespace sekimori::testing {
namespace {

std::string list_text(const std::vector<AddressPattern>& patterns) {
  std::string text;
  for (const auto& p : patterns) text += (text.empty() ? "" : ",") + (p.care == 0 ? std::string("any") : to_text(p));
  return text;
}

std::string match_text(const HeaderMatch& match) {
  std::string text = list_text(match.src) + " > " + list_text(match.dst);
  for (const ServiceBox& box : match.services) {
    text += " " + to_text(box);
    if (box[ServiceField::established].first == 1) text += " established";
  }
  return text;
}

std::string rule_text(const Rule& rule) { return (rule.action == Action::permit ? "permit " : "deny ") + match_text(rule.match); }

class Describer {
 public:
  explicit Describer(const Network& network) : n_(network) {}

  std::string run() && {
    for (const Device& each : n_.devices) device(each);
    for (const Link& link : n_.links) out_ << "  link " << name(link.a) << " - " << name(link.b) << "\n";
    for (const auto& t : n_.transits) out_ << "  transit " << name(t.interface) << "\n";
    for (const Host& host : n_.hosts) print(host);
    for (const Zone& zone : n_.zones) {
      out_ << "  zone " << zone.name << " (" << to_text(zone.role) << ")";
      for (const Prefix& p : zone.subnets) out_ << " " << to_text(p);
      out_ << "\n";
    }
    return out_.str();
  }

 private:
  [[nodiscard]] std::string name(InterfaceId id) const { return describe(n_, id); }
  std::string names(const std::vector<InterfaceId>& ids) const {
    std::string text;
    for (const InterfaceId id : ids) text += (text.empty() ? "" : ",") + n_.at(id).name;
    return ids.empty() ? "any" : text;
  }

  void device(const Device& d) {
    out_ << "  " << to_text(d.kind) << " " << d.name << (d.forwards_v4 ? " v4" : "") << (d.forwards_v6 ? " v6" : "")
         << (d.source_routes ? " source routes" : "") << "\n";
    for (const InterfaceId id : d.interfaces) interface(n_.at(id));
    for (const VrfId id : d.vrfs) routes(n_.at(id));
    if (d.firewall) {
      out_ << "    policy" << (d.firewall->stateful ? " stateful" : "") << (d.firewall->transparent ? " transparent" : "")
           << (d.firewall->fallback == Action::permit ? " else permit" : "") << "\n";
      for (const auto& r : d.firewall->rules)
        out_ << "      " << names(r.in) << " to " << names(r.out) << ": " << rule_text(r.rule) << (r.inspect ? "" : " (no session)")
             << "\n";
    }
    for (const NatRule& rule : d.nat) out_ << "    " << nat(rule) << "\n";
    for (const auto& s : d.services) {
      out_ << "    service " << s.name << " " << to_text(s.service) << (s.session ? "" : " (no session)");
      if (s.admits_v4) filter(" admits", *s.admits_v4);
      out_ << "\n";
    }
  }

  void interface(const Interface& i) {
    out_ << "    " << i.name;
    if (!i.up) out_ << " down";
    if (i.mode == PortMode::access) out_ << " access " << i.access_vlan.number();
    if (i.mode == PortMode::trunk)
      out_ << " trunk " << to_text(i.allowed) << " native " << i.native.number() << (i.native_tagged ? " tagged" : "");
    if (i.vlan) out_ << " vlan " << i.vlan->number();
    for (const auto& a : i.addresses) out_ << " " << to_text(a.address) << "/" << a.length;
    if (!n_.at(i.vrf).name.empty()) out_ << " vrf " << n_.at(i.vrf).name;
    for (const Address& a : i.broadcast_helpers) out_ << " helper " << to_text(a);
    if (i.filters.in_v4) filter(" in", *i.filters.in_v4);
    if (i.filters.out_v4) filter(" out", *i.filters.out_v4);
    out_ << "\n";
  }

  void filter(const char* what, FilterId id) {
    out_ << what << " {";
    for (const Rule& rule : n_.at(id).rules) out_ << " " << rule_text(rule) << ";";
    out_ << (n_.at(id).fallback == Action::permit ? " else permit }" : " }");
  }

  void routes(const Vrf& vrf) {
    for (const StaticRoute& r : vrf.routes) {
      out_ << "    route [" << vrf.name << "] " << to_text(r.destination);
      if (r.next_hop.discard) out_ << " null";
      if (r.next_hop.via) out_ << " via " << to_text(*r.next_hop.via);
      if (r.next_hop.out) out_ << " out " << name(*r.next_hop.out);
      if (r.next_hop.vrf) out_ << " in vrf " << n_.at(*r.next_hop.vrf).name;
      out_ << " distance " << unsigned{r.distance} << "\n";
    }
    for (const VrfId leak : vrf.leaks_to) out_ << "    vrf [" << vrf.name << "] leaks to [" << n_.at(leak).name << "]\n";
    if (vrf.any_routing) out_ << "    vrf [" << vrf.name << "] any routing\n";
  }

  std::string nat(const NatRule& rule) const {
    return std::visit(Overloaded{
                          [&](const StaticNat& r) {
                            std::string text = "static " + to_text(r.local) + " = " + to_text(r.global) + " inside " + names(r.inside) +
                                               " outside " + names(r.outside);
                            if (r.port) text += " port " + std::to_string(r.port->local) + "=" + std::to_string(r.port->global);
                            return text;
                          },
                          [&](const DestinationNat& r) {
                            std::string text = "destination in " + names(r.in) + " " + match_text(r.match) + " to " + to_text(r.to);
                            if (r.to_port) text += " port " + std::to_string(r.to_port->first);
                            return text;
                          },
                          [&](const SourceNat& r) {
                            return "source in " + names(r.in) + " out " + names(r.out) + " " + match_text(r.match) + " to " +
                                   (r.exempt ? "itself" : to_text(r.pool)) + (r.port_translation ? " overload" : "");
                          },
                      },
                      rule);
  }

  void print(const Host& host) {
    out_ << "  host " << host.name << " zone " << n_.at(host.zone).name << (host.relays ? "" : " terminal");
    if (host.attachments.size() > 1) out_ << (host.forwards ? " forwards" : " does not forward");
    if (const auto* s = std::get_if<Sanitiser>(&host.role)) sanitiser(*s);
    if (std::holds_alternative<External>(host.role)) out_ << " external";
    for (const Attachment& a : host.attachments) {
      out_ << " | " << name(a.port) << " " << to_text(a.v4) << " " << to_text(a.v6);
      if (a.vlan) out_ << " tags " << a.vlan->number();
    }
    out_ << "\n";
  }

  void sanitiser(const Sanitiser& s) {
    out_ << " sanitiser" << (s.bypass ? " bypass" : "") << (s.fail_closed ? "" : " fails-open")
         << (s.redirections_off ? "" : " redirections") << (s.ip_forwarding ? " forwards-ip" : "");
    for (const auto& service : s.services) {
      const auto leg = [](const SanitiserLeg& l) { return to_text(l.service) + (l.opener == Opener::peer ? " by peer" : " by itself"); };
      out_ << " [" << n_.at(service.from).name << ">" << n_.at(service.to).name << " " << service.method << " intake "
           << leg(service.intake) << " outlet " << leg(service.outlet) << " opposite " << static_cast<int>(service.opposite) << "]";
    }
    for (const auto& m : s.maintenance) out_ << " upkeep " << to_text(m.service);
  }

  const Network& n_;
  std::ostringstream out_;
};

}  // namespace

std::string describe(const Network& network) { return Describer(network).run(); }

std::string describe(const RandomCase& c) {
  std::ostringstream out;
  out << "SEKIMORI_SEED=" << c.seed << " threat " << to_text(c.threat) << "\n" << describe(c.network);
  for (const MatrixEntry& e : c.policy.matrix) {
    out << "  matrix " << c.network.at(e.from).name << " > " << c.network.at(e.to).name << ":";
    for (const Admission a : e.admits) out << " " << letter(a);
    out << "\n";
  }
  for (const LedgerRow& row : c.policy.ledger) {
    out << "  row " << row.id << " " << describe(c.network, row.src.front()) << " > " << describe(c.network, row.dst.front());
    for (const auto& box : row.services) out << " " << to_text(box);
    out << "\n";
  }
  return out.str();
}

}  // namespace sekimori::testing
