// Cities that name a pack, with packs of their own where a test needs one, and what loading them says.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "sekimori/policy/policy.hpp"

namespace sekimori::testing {

/// Zones mn, lg, in, net with the roles of the three layers and the Internet; no hosts.
inline Network three_layers() {
  Network network;
  const std::pair<const char*, ZoneRole> zones[] = {
      {"mn", ZoneRole::my_number}, {"lg", ZoneRole::lgwan_zone}, {"in", ZoneRole::internet_zone}, {"net", ZoneRole::internet}};
  for (const auto& [name, role] : zones) {
    Zone& zone = network.zones.emplace_back();
    zone.name = name;
    zone.role = role;
  }
  return network;
}

struct WithPack {
  std::optional<Policy> policy;
  std::vector<std::string> messages;  ///< "policy.yaml:2:8: error: … [P143]"
};

inline WithPack load_with_pack(const std::string& policy, const FileSet& packs = {}) {
  const Network network = three_layers();
  FileSet files = packs;
  files["policy.yaml"] = policy;
  SourceTable sources;
  Diagnostics diagnostics;
  WithPack loaded;
  loaded.policy = load_policy(files, network, sources, diagnostics);
  for (const Diagnostic& it : diagnostics) loaded.messages.push_back(to_text(it, sources));
  return loaded;
}

/// Some message begins with `place` and contains `part`.
inline bool says(const WithPack& loaded, const std::string& place, const std::string& part) {
  for (const std::string& message : loaded.messages) {
    if (message.starts_with(place) && message.find(part) != std::string::npos) return true;
  }
  return false;
}
inline std::string all(const WithPack& loaded) {
  std::string text;
  for (const std::string& message : loaded.messages) text += "\n  " + message;
  return text;
}

}  // namespace sekimori::testing
