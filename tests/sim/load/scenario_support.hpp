// A small network and what edits make of it, for the tests of scenarios.
#pragma once

#include <algorithm>

#include "load_yaml.hpp"
#include "sekimori/load/scenario.hpp"

namespace sekimori::test {

inline constexpr const char* kBase = R"(version: 1
zones:
  - {name: a, subnets: [10.1.0.0/24], vlans: "10"}
  - {name: b, subnets: [10.2.0.0/24], vlans: "20"}
devices:
  - name: sw
    kind: switch
    interfaces:
      - {name: p1, mode: access, vlan: 10}
      - {name: p2, mode: access, vlan: 20}
      - {name: p3, mode: access, vlan: 10, shutdown: true}
      - {name: p4, mode: access, vlan: 20}
      - {name: t1, mode: trunk, allowed: "10,20", native: 999}
  - name: fw
    kind: firewall
    interfaces:
      - {name: a, address: 10.1.0.1/24}
      - {name: b, address: 10.2.0.1/24}
    routes:
      - {to: 10.9.0.0/16, via: 10.2.0.9}
    filters:
      - {name: F, rules: [{name: one, action: permit, from: 10.1.0.5, service: tcp/443}, {name: rest, action: deny}]}
    firewall:
      rules:
        - {name: web, in: a, out: b, action: permit, from: 10.1.0.5, to: 10.2.0.5, service: tcp/443}
        - {name: deny-all, action: deny}
links:
  - ["sw:p1", "fw:a"]
  - ["sw:p2", "fw:b"]
hosts:
  - {name: ha, zone: a, kind: server, port: "sw:t1", vlan: 10, address: 10.1.0.5}
  - {name: hb, zone: b, kind: server, port: "sw:p4", address: 10.2.0.5}
sanitisers:
  - name: san
    zone: b
    port: "sw:t1"
    vlan: 20
    address: 10.2.0.7
    services: [{from: b, to: a, intake: {service: tcp/25, opener: peer}, outlet: {service: tcp/25, opener: sanitiser}, method: mail-text}]
    fail: closed
    bypass: false
    redirections: off
    ip-forwarding: false
)";

struct Applied {
  Network network;
  std::optional<Scenario> scenario;
  Messages messages;  ///< "s.yaml:4:5: error: … [S004]"
};

/// The base with the lines of `edits`, each "- edit: {…}", applied.
inline Applied try_edits(const std::string& edits, WrittenFacts& written, const std::string& path = "s.yaml") {
  Applied result{loaded(kBase), std::nullopt, {}};
  Diagnostics diagnostics;
  std::string text = "version: 1\nedits:\n";
  for (std::size_t start = 0; start < edits.size();) {
    const std::size_t end = std::min(edits.find('\n', start), edits.size());
    text += "  " + edits.substr(start, end - start) + "\n";
    start = end + 1;
  }
  result.scenario = apply_scenario(text, path, result.network, written, diagnostics);
  for (const Diagnostic& each : diagnostics) result.messages.push_back(to_text(each, result.network.sources));
  return result;
}

/// As `try_edits`, for edits that must be accepted.
inline Applied edited(const std::string& edits) {
  WrittenFacts written;
  Applied result = try_edits(edits, written);
  EXPECT_EQ(result.messages, Messages()) << edits;
  EXPECT_TRUE(result.scenario) << edits;
  return result;
}

/// The codes of what is wrong with `edits`, which must be refused.
inline std::vector<std::string> codes_of(const std::string& edits) {
  WrittenFacts written;
  const Applied result = try_edits(edits, written);
  EXPECT_FALSE(result.scenario) << edits;
  std::vector<std::string> codes;
  for (const std::string& message : result.messages) {
    EXPECT_EQ(message.substr(0, 7), "s.yaml:") << message;
    codes.push_back(message.substr(message.size() - 5, 4));
  }
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace sekimori::test
