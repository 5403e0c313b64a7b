// Shared by the tests of the single rules: the verdict of one cell, and the smallest network with two zones.
#pragma once

#include <stdexcept>

#include "sekimori/prove/verify.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {

inline constexpr VerdictKind kProved = VerdictKind::proved, kViolated = VerdictKind::violated;

inline CellVerdict cell(TinyNetwork& n, std::string_view from, std::string_view to, Threat threat = Threat::relay,
                        const Policy& policy = {}) {
  VerifyOptions options;
  options.threat = threat;
  const ZoneId a = n.zone(from), b = n.zone(to);
  for (const CellVerdict& c : verify(n.net, policy, options).cells) {
    if (c.from == a && c.to == b) return c;
  }
  throw std::invalid_argument("no such cell");
}

inline VerdictKind verdict(TinyNetwork& n, Threat threat = Threat::relay, const Policy& policy = {}) {
  return cell(n, "red", "blue", threat, policy).verdict;
}

inline HostId terminal(TinyNetwork& n, std::string name, std::string_view zone, InterfaceId port, std::string_view addresses) {
  const HostId id = n.host(std::move(name), zone, port, addresses);
  n.of(id).kind = "terminal";
  n.of(id).relays = false;
  return id;
}

/// red 10.0.1.2 - e1 [r] e2 - blue 10.0.2.2, both terminals on full subnets, so that there is nobody else.
struct Pair {
  TinyNetwork n;
  DeviceId r;
  InterfaceId e1, e2;
  HostId red, blue;

  explicit Pair(bool firewall = false)
      : r(firewall ? n.firewall("r") : n.router("r")),
        e1(n.routed(r, "e1", "10.0.1.1/30")),
        e2(n.routed(r, "e2", "10.0.2.1/30")),
        red(terminal(n, "red-pc", "red", e1, "10.0.1.2")),
        blue(terminal(n, "blue-pc", "blue", e2, "10.0.2.2")) {}
};

/// red may reach green, green may reach blue, red may not reach blue.
struct Chain : Pair {
  InterfaceId e3 = n.routed(r, "e3", "10.0.3.1/30");
  Chain() {
    n.filter_in(e1, {permit("any", "10.0.3.0/30")});
    n.filter_in(e2, {deny()});
    n.filter_in(e3, {permit("any", "10.0.2.0/30")});
  }
};

}  // namespace sekimori::testing
