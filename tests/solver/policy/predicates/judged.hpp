// A small lawful city under pack alpha on which predicates hold, ways to change one line of it, and what one predicate then says.
//
//   EXPECT_EQ(judged("P-MN4", lawful_city()).verdict, VerdictKind::attested);
//   EXPECT_TRUE(says(judged("P-MN4", edited(lawful_city(), "removable-media: blocked", "removable-media: open")), "violated mn-pc"));
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori::testing {

struct City {
  std::string network, policy, ledger;
  FileSet others;  ///< further files of the snapshot, such as packs of its own
};

inline const char* const kLawfulNetwork = R"(version: 1
zones:
  - {name: mn, role: my-number, subnets: [10.10.0.0/24], vlans: "110", attributes: {declared-by: 情報政策課, declared-on: "2026-04-01"}}
  - {name: lg, role: lgwan-zone, subnets: [10.20.0.0/16], vlans: "210"}
  - {name: in, role: internet-zone, subnets: [10.30.0.0/16], vlans: "310"}
  - {name: lgwan, role: lgwan, subnets: [172.31.0.0/16]}
  - {name: net, role: internet, subnets: [198.51.100.0/24]}
  - {name: gc, role: government-cloud, subnets: [10.200.0.0/16]}
  - {name: nhi, role: nhi-federation, subnets: [10.41.0.0/28], vlans: "113"}
  - {name: school-a, role: school-admin, subnets: [10.40.0.0/16]}
  - {name: school-l, role: school-learning, subnets: [10.50.0.0/16]}
  - {name: wifi, role: public-wifi, subnets: [10.60.0.0/16]}
devices:
  - name: sw-mn
    kind: switch
    interfaces:
      - {name: up, mode: access, vlan: 110}
      - {name: p1, mode: access, vlan: 110}
      - {name: p2, mode: access, vlan: 110}
      - {name: p3, mode: access, vlan: 110, shutdown: true}
  - name: sw-lg
    kind: switch
    interfaces:
      - {name: up, mode: access, vlan: 210}
      - {name: p1, mode: access, vlan: 210}
      - {name: p2, mode: access, vlan: 210}
  - name: sw-in
    kind: switch
    interfaces:
      - {name: up, mode: access, vlan: 310}
      - {name: p1, mode: access, vlan: 310}
      - {name: p2, mode: access, vlan: 310}
  - name: sw-nhi
    kind: switch
    interfaces:
      - {name: p1, mode: access, vlan: 113}
      - {name: p2, mode: access, vlan: 113}
      - {name: p3, mode: access, vlan: 113}
  - name: fw
    kind: firewall
    interfaces:
      - {name: mn, mode: routed, address: 10.10.0.1/24}
      - {name: lg, mode: routed, address: 10.20.0.1/24}
      - {name: dmz, mode: routed, address: 10.20.1.1/24}
      - {name: in, mode: routed, address: 10.30.0.1/24}
      - {name: cdr, mode: routed, address: 10.30.1.1/30}
      - {name: mail, mode: routed, address: 10.30.1.5/30}
      - {name: lgwan, mode: routed, address: 172.31.0.1/30}
      - {name: net, mode: routed, address: 198.51.100.1/29}
      - {name: gc, mode: routed, address: 10.200.0.1/30}
    firewall:
      stateful: true
      default: deny
      rules:
        - {name: intermediate server, in: mn, out: lgwan, action: permit, from: 10.10.0.20, to: 172.31.20.5, service: tcp/443}
        - {name: applications, in: mn, out: dmz, action: permit, from: 10.10.0.20, to: 10.20.1.10, service: tcp/443}
        - {name: deny-all, action: deny}
  - name: rt-school
    kind: router
    interfaces:
      - {name: a, mode: routed, address: 10.40.0.1/24}
  - name: rt-gc
    kind: router
    interfaces:
      - {name: a, mode: routed, address: 10.50.0.1/24}
links:
  - ["sw-mn:up", "fw:mn"]
  - ["sw-lg:up", "fw:lg"]
  - ["sw-in:up", "fw:in"]
hosts:
  - {name: mn-pc, zone: mn, kind: terminal, port: "sw-mn:p1", address: 10.10.0.11, attributes: {removable-media: blocked, take-out-log: "yes", auth-factors: "knowledge, possession"}}
  - {name: mn-app, zone: mn, kind: server, port: "sw-mn:p2", address: 10.10.0.20}
  - {name: lg-pc, zone: lg, kind: terminal, port: "sw-lg:p1", address: 10.20.0.11}
  - {name: lg-nas, zone: lg, kind: nas, port: "sw-lg:p2", address: 10.20.0.20}
  - {name: renkei, zone: lg, kind: gateway-server, port: "fw:dmz", address: 10.20.1.10, attributes: {av-scan: "yes"}}
  - {name: in-pc, zone: in, kind: terminal, port: "sw-in:p1", address: 10.30.0.11}
  - {name: in-web, zone: in, kind: server, port: "sw-in:p2", address: 10.30.0.20}
  - {name: nhi-pc, zone: nhi, kind: terminal, port: "sw-nhi:p1", address: 10.41.0.2}
  - {name: school-staff, zone: school-a, kind: terminal, port: "rt-school:a", address: 10.40.0.11}
  - {name: school-pupil, zone: school-l, kind: terminal, port: "rt-gc:a", address: 10.50.0.11}
sanitisers:
  - name: cdr
    zone: in
    port: "fw:cdr"
    address: 10.30.1.2
    services:
      - {from: in, to: lg, intake: {service: tcp/443, opener: peer}, outlet: {service: tcp/443, opener: sanitiser}, method: file-cdr, opposite: ack-only}
    fail: closed
    bypass: false
    redirections: off
    ip-forwarding: false
    attributes: {data: file, updated: "2026-11-01"}
  - name: mail-san
    zone: in
    port: "fw:mail"
    address: 10.30.1.6
    services:
      - {from: in, to: lg, intake: {service: tcp/25, opener: peer}, outlet: {service: tcp/25, opener: sanitiser}, method: mail-text, opposite: ack-only}
    fail: closed
    bypass: false
    redirections: off
    ip-forwarding: false
    attributes: {updated: "2026-11-02"}
security-clouds:
  - name: cloud
    zone: net
    port: "fw:net"
    address: 198.51.100.2
    services: [tcp/443, tcp/25]
    attributes: {functions: "web-monitoring, mail-relay, proxy, external-dns, firewall, ids-ips, anti-malware, url-filter, spam-filter, sandbox, waf, cdn, log-analysis, soc", declared-by: 県, declared-on: "2026-05-01"}
externals:
  - {name: lgwan-line, zone: lgwan, port: "fw:lgwan", address: [172.31.0.2, 172.31.20.0/24], attributes: {internet-connected: "no", declared-by: J-LIS, declared-on: "2026-06-01"}}
  - {name: gc-line, zone: gc, port: "fw:gc", address: [10.200.0.2, 10.200.10.0/24], attributes: {internet-purposes: "patch, console", declared-by: 情報政策課, declared-on: "2026-06-02"}}
  - {name: nhi-line, zone: nhi, port: "sw-nhi:p2", address: 10.41.0.1}
)";

inline const char* const kLawfulPolicy = "version: 1\npack: alpha\nedition: \"R6.10\"\n";

inline const char* const kLawfulLedger =
    "id,from,to,service,from-address,to-address,required,purpose,owner,approver,expiry\n"
    "F1,mn-app,lgwan-line,tcp/443,,172.31.20.5,yes,中間サーバー,市民課,CISO,2027-03-31\n"
    "F4,mn-app,renkei,tcp/443,,,yes,申請データの取込,市民課,CISO,2027-03-31\n";

/// Predicates hold on it, given cells that are proved; what is declared is attested.
inline City lawful_city() { return {kLawfulNetwork, kLawfulPolicy, kLawfulLedger, {}}; }

/// With `from`, which must stand there once in all its texts, replaced. A change that changes nothing would test nothing.
inline City edited(City city, const std::string& from, const std::string& to) {
  int places = 0;
  for (std::string* text : {&city.network, &city.policy, &city.ledger}) {
    for (std::size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size())) {
      text->replace(at, from.size(), to);
      ++places;
    }
  }
  if (places != 1) throw std::invalid_argument("'" + from + "' is there " + std::to_string(places) + " times, not once");
  return city;
}
/// With a line (and its line end) put behind the line that contains `after`, which must be there once.
inline City with_line(const City& city, const std::string& after, const std::string& line) {
  for (const std::string* text : {&city.network, &city.policy, &city.ledger}) {
    const std::size_t at = text->find(after);
    if (at == std::string::npos) continue;
    const std::size_t begin = text->rfind('\n', at) + 1;
    const std::string whole = text->substr(begin, text->find('\n', at) - begin);
    return edited(city, whole, whole + "\n" + line);
  }
  throw std::invalid_argument("'" + after + "' is not there");
}

/// Verdicts of cells by the names of their zones; the others are proved.
using Cells = std::map<std::pair<std::string, std::string>, VerdictKind>;

struct Judged {
  VerdictKind verdict = VerdictKind::inconclusive;
  std::vector<std::string> findings;  ///< "violated mn-pc network.yaml:76: …" (English)
  std::vector<std::string> cells;     ///< "mn>net"
  std::vector<Declaration> declared;
};

/// What a run finds out besides the verdicts of cells. By default: each cell was proved under any routing and in both families, and each
/// ledger row can be used.
struct Evidence {
  std::optional<RoutingTier> tier = RoutingTier::any_routing_vrf;
  std::vector<std::string> families = {"v4", "v6"};
  std::map<std::string, DirectLeg> legs;                     ///< by id of a cell: "mn>net"
  std::map<std::string, std::vector<CrossedZones>> crossed;  ///< likewise
  std::map<std::string, LedgerMatch> matches;                ///< by ledger row
  std::vector<RequiredFlow> required;
  Threat threat = Threat::relay;
};

/// A fault of the city itself throws: a test of a predicate is not about it.
inline Judged judged(std::string_view id, const City& city, const Cells& cells = {}, std::string_view today = "2026-11-30",
                     const Evidence& evidence = {}) {
  FileSet files = city.others;
  files["network.yaml"] = city.network;
  files["policy.yaml"] = city.policy;
  files["ledger.csv"] = city.ledger;
  LoadedNetwork loaded = load_network(files, "city");
  const auto complain = [](const Diagnostics& diagnostics, const SourceTable& sources) {
    std::string text = "the city of the test does not load:";
    for (const Diagnostic& it : diagnostics) text += "\n" + to_text(it, sources);
    throw std::invalid_argument(text);
  };
  if (!loaded.network) complain(loaded.diagnostics, loaded.sources);
  Network& network = *loaded.network;
  Diagnostics diagnostics;
  const auto policy = load_policy(files, network, network.sources, diagnostics);
  if (!policy || !policy->pack) complain(diagnostics, network.sources);
  const FlowGraph graph = build_flow_graph(network);
  std::vector<CellOutcome> outcomes;
  for (std::uint32_t from = 0; from < graph.zones.size(); ++from) {
    for (std::uint32_t to = 0; to < graph.zones.size(); ++to) {
      if (from == to) continue;
      const std::pair pair(graph.zones[from].name, graph.zones[to].name);
      const auto given = cells.find(pair);
      CellOutcome& it = outcomes.emplace_back();
      it.id = pair.first + ">" + pair.second;
      it.from = ZoneId{from};
      it.to = ZoneId{to};
      it.verdict = given == cells.end() ? VerdictKind::proved : given->second;
      it.tier = evidence.tier;
      it.families = evidence.families;
      if (const auto leg = evidence.legs.find(it.id); leg != evidence.legs.end()) it.leg = leg->second;
      if (const auto crossed = evidence.crossed.find(it.id); crossed != evidence.crossed.end()) it.crossed = crossed->second;
    }
  }
  const Predicate* predicate = find_predicate(id);
  if (predicate == nullptr) throw std::invalid_argument("no predicate " + std::string(id));
  std::vector<LedgerMatch> matches;
  for (const LedgerRow& row : policy->ledger) {
    const auto given = evidence.matches.find(row.id);
    matches.push_back(given == evidence.matches.end() ? LedgerMatch{row.id, 1, 1, {}} : given->second);
  }
  const Judgement judgement =
      predicate->judge({network, *policy, *policy->pack, graph, outcomes, evidence.required, evidence.threat, day_of(today), matches});
  Judged result{judgement.verdict, {}, judgement.cells, judgement.declared};
  for (const Finding& it : judgement.findings) {
    result.findings.push_back(to_text(it.weighs) + " " + it.subject + " " + network.sources.describe(it.at) + ": " + it.text.en);
  }
  return result;
}

/// Some finding begins with `start` ("violated mn-pc ") and contains `part`.
inline bool says(const Judged& judged, const std::string& start, const std::string& part = "") {
  for (const std::string& it : judged.findings) {
    if (it.starts_with(start) && it.find(part) != std::string::npos) return true;
  }
  return false;
}
/// For the failure message of `says`.
inline std::string all(const Judged& judged) {
  std::string text = to_text(judged.verdict);
  for (const std::string& it : judged.findings) text += "\n  " + it;
  return text;
}

/// The lawful city, its ends of a cell and the verdict that the predicate must take over: no isolation predicate may look away from one
/// of its cells.
inline void expect_follows_cell(std::string_view id, const std::string& from, const std::string& to) {
  for (const VerdictKind kind : {VerdictKind::violated, VerdictKind::inconclusive, VerdictKind::vacuous}) {
    EXPECT_EQ(judged(id, lawful_city(), {{{from, to}, kind}}).verdict, kind) << id << " " << from << " to " << to;
  }
}

}  // namespace sekimori::testing
