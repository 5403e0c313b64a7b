// A network of three zones and an external, small enough to read at a glance, and a loader that returns its messages as text.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sekimori/policy/policy.hpp"

namespace sekimori::testing {

inline AddressSet addresses(std::string_view text) {
  const auto prefix = parse_prefix(text);
  return prefix ? AddressSet::of(*prefix) : AddressSet();
}

inline void add_host(Network& network, std::string name, std::uint32_t zone, std::string_view address, HostRole role = PlainHost{}) {
  Host host;
  host.name = std::move(name);
  host.zone = ZoneId{zone};
  host.role = std::move(role);
  Attachment attachment;
  const AddressSet own = addresses(address);
  (own.family() == Family::v6 ? attachment.v6 : attachment.v4) = own;
  host.attachments.push_back(attachment);
  network.hosts.push_back(std::move(host));
}

/// Zones mynumber 0, lgwan-zone 1, internet-zone 2, internet 3; hosts renkei (0), gateway (1), nas (1), web6 (2, IPv6), net (3, an
/// external without addresses); device core with 10.10.0.1 and NAT of 192.0.2.9 to the gateway.
inline Network small_network() {
  Network network;
  for (const char* name : {"mynumber", "lgwan-zone", "internet-zone", "internet"}) {
    Zone zone;
    zone.name = name;
    network.zones.push_back(zone);
  }
  add_host(network, "renkei", 0, "10.10.0.10");
  add_host(network, "gateway", 1, "10.20.0.10");
  add_host(network, "nas", 1, "10.20.0.0/28");
  add_host(network, "web6", 2, "2001:db8::80");
  add_host(network, "net", 3, "", External{});
  Device core;
  core.name = "core";
  core.interfaces = {InterfaceId{0}};
  core.nat.emplace_back(StaticNat{{}, {}, *parse_prefix("10.20.0.10"), *parse_prefix("192.0.2.9"), std::nullopt, {}});
  network.devices.push_back(core);
  Interface interface;
  interface.name = "Vlan10";
  interface.addresses.push_back({*parse_address("10.10.0.1"), 24, false, {}});
  network.interfaces.push_back(interface);
  return network;
}

inline const std::string kPolicy =
    "version: 1\n"
    "model: alpha\n"
    "edition: \"R6.10\"\n"
    "sanitiser-methods: [mail-text, file-cdr]\n"
    "cells:\n"
    "  - {from: mynumber, to: lgwan-zone, admits: [T]}\n"
    "  - {from: internet-zone, to: lgwan-zone, admits: S}\n"
    "  - {from: lgwan-zone, to: internet, admits: none}\n";

struct Loaded {
  std::optional<Policy> policy;
  std::vector<std::string> messages;  ///< "policy.yaml:2:8: error: … [P004]"
};

inline Loaded load(const std::string& policy, const std::optional<std::string>& ledger = {}) {
  const Network network = small_network();
  FileSet files = {{"policy.yaml", policy}};
  if (ledger) files["ledger.csv"] = *ledger;
  SourceTable sources;
  Diagnostics diagnostics;
  Loaded loaded;
  loaded.policy = load_policy(files, network, sources, diagnostics);
  for (const Diagnostic& it : diagnostics) loaded.messages.push_back(to_text(it, sources));
  return loaded;
}

inline Loaded load_ledger(const std::string& rows) {
  return load(kPolicy, "id,from,to,service,from-address,to-address,required,expiry\n" + rows);
}

/// Some message begins with `place` (up to the severity) and contains `part`.
inline bool says(const Loaded& loaded, const std::string& place, const std::string& part) {
  for (const std::string& message : loaded.messages) {
    if (message.starts_with(place + ":") && message.find(part) != std::string::npos) return true;
  }
  return false;
}

/// For the failure message of `says`.
inline std::string all(const Loaded& loaded) {
  std::string text;
  for (const std::string& message : loaded.messages) text += "\n  " + message;
  return text;
}

}  // namespace sekimori::testing
