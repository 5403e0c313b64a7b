// Hosts, the external, the sanitiser and the host with two cards.
#include "support/random_network/plan.hpp"

namespace sekimori::testing::drawing {

InterfaceId Generator::port_of(const Lan& lan) { return lan.ports[random_.below(static_cast<unsigned>(lan.ports.size()))]; }

void Generator::add_hosts(Lan& lan) {
  const unsigned count = lan.wide ? 1 + random_.below(2) : 1;
  for (unsigned i = 0; i < count; ++i) {
    const bool group = lan.wide && random_.chance(20);
    std::string own = group ? lan.ip(4) + "/31" : lan.ip(2 + i);
    if (ipv6_ && random_.chance(80)) own += " " + lan.ip6(2);
    const HostId id = n_.host(lan.zone + (i == 0 ? "a" : "b"), lan.zone, port_of(lan), own);
    if (group) n_.of(id).count = 2;
    if (slip(60)) {
      n_.of(id).kind = "terminal";
      n_.of(id).relays = false;
    }
    lan.hosts.push_back(id);
    if (group) return;
  }
}

void Generator::add_external() {
  if (!slip(8)) return;
  const InterfaceId out = n_.routed(cores_.back(), "w", "10.0.80.1/30");
  n_.external("net", "world", out);
  n_.of(n_.zone("world")).role = ZoneRole::internet;
  n_.transit(out);
  if (random_.chance(60)) n_.route(cores_.back(), "198.51.100.0/24", "10.0.80.2");
  if (random_.chance(80)) n_.filter_in(out, edge_rules());
  case_.features.external = true;
}

std::vector<Rule> Generator::edge_rules() {
  std::vector<Rule> rules;
  for (const Lan& lan : lans_) {
    const unsigned draw = random_.below(100);
    if (draw < 10) rules.push_back(permit("any", lan.subnet(), "tcp/80"));
    if (draw >= 10 && draw < 20) rules.push_back(established("any", lan.subnet()));
  }
  return rules;
}

Rule established(std::string_view src, std::string_view dst) {
  Rule rule = permit(src, dst, "tcp");
  rule.match.services.front()[ServiceField::established] = {1, 1};
  return rule;
}

void Generator::add_sanitiser() {
  if (!sanitised_) return;
  const auto leg = [](std::string_view text, Opener opener) { return SanitiserLeg{service(text), opener}; };
  Sanitiser s;
  SanitisingService mail;
  mail.from = n_.zone(lans_[1].zone);
  mail.to = n_.zone(lans_[0].zone);
  mail.intake = leg("tcp/25", random_.chance(70) ? Opener::peer : Opener::sanitiser);
  mail.outlet = leg("tcp/25", random_.chance(70) ? Opener::sanitiser : Opener::peer);
  mail.method = "mail-text";
  const unsigned opposite = random_.below(3);
  mail.opposite = opposite == 0 ? Opposite::raw : opposite == 1 ? Opposite::ack_only : Opposite::sanitised;
  const bool fetched = mail.outlet.opener == Opener::peer;  // the matrix is about who opens sessions
  case_.policy.matrix.push_back({fetched ? mail.to : mail.from, fetched ? mail.from : mail.to, {Admission::sanitised}, {}});
  s.services.push_back(std::move(mail));
  if (random_.chance(40)) s.maintenance.push_back({service("udp/53"), {}});
  s.fail_closed = s.redirections_off = true;
  if (wanted_.sanitiser_bypass) spoil(s);
  const HostId id = two_cards("san", random_.chance(60) ? "gate" : lans_[0].zone, 6);
  n_.of(id).forwards = s.ip_forwarding;
  n_.of(id).role = std::move(s);
  case_.features.sanitiser = true;
  case_.policy.sanitiser_methods = {"mail-text"};
}

/// The ways past a sanitiser that X5 names.
void Generator::spoil(Sanitiser& s) {
  case_.features.sanitiser_bypass = true;
  switch (random_.below(5)) {
    case 0: s.bypass = true; break;
    case 1: s.fail_closed = false; break;
    case 2: s.redirections_off = false; break;
    case 3: s.ip_forwarding = true; break;
    default: s.services.front().method = "none"; break;
  }
}

void Generator::add_dual_homed() {
  if (!dual_) return;
  const HostId id = two_cards("dual", lans_[0].zone, 5);
  n_.of(id).forwards = random_.chance(50);
  n_.of(id).relays = random_.chance(60);
  if (!n_.of(id).relays) n_.of(id).kind = "terminal";
  case_.features.dual_homed = true;
}

/// In the first two LANs, which are wide then.
HostId Generator::two_cards(const std::string& name, const std::string& zone, unsigned last) {
  const HostId id = n_.host(name, zone, port_of(lans_[0]), lans_[0].ip(last));
  n_.attach(id, port_of(lans_[1]), lans_[1].ip(last));
  return id;
}

}  // namespace sekimori::testing::drawing
