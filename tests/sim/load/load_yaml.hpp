// What the loader makes of a network.yaml given as text, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "sekimori/load/snapshot.hpp"

namespace sekimori::test {

/// "network.yaml:3:7: error: … [N003]", sorted.
inline std::vector<std::string> texts(const LoadedNetwork& loaded) {
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : loaded.diagnostics) result.push_back(to_text(diagnostic, loaded.sources));
  return result;
}

inline LoadedNetwork load_yaml(const std::string& yaml) { return load_network({{"network.yaml", yaml}}, "test"); }

/// The messages about `yaml`, which must not load.
inline std::vector<std::string> errors_of(const std::string& yaml) {
  const LoadedNetwork loaded = load_yaml(yaml);
  EXPECT_FALSE(loaded.network.has_value()) << "the network was loaded in spite of: " << yaml;
  return texts(loaded);
}

/// The network of `yaml`, which must load without a word.
inline Network loaded(const std::string& yaml) {
  LoadedNetwork result = load_yaml(yaml);
  EXPECT_EQ(texts(result), std::vector<std::string>()) << yaml;
  return result.network ? std::move(*result.network) : Network{};
}

using Messages = std::vector<std::string>;

/// Head of a file with one zone, and one switch whose ports are given.
inline std::string with_switch(const std::string& interfaces) {
  return "version: 1\nzones:\n  - {name: a}\ndevices:\n  - name: sw\n    kind: switch\n    interfaces:\n" + interfaces;
}

inline const Interface& interface_named(const Network& network, const std::string& device, const std::string& name) {
  const auto id = find_device(network, device);
  const auto port = id ? find_interface(network, *id, name) : std::nullopt;
  if (!port) throw std::out_of_range(device + ":" + name);
  return network.at(*port);
}

inline const Device& device_named(const Network& network, const std::string& name) {
  const auto id = find_device(network, name);
  if (!id) throw std::out_of_range(name);
  return network.at(*id);
}

inline const Host& host_named(const Network& network, const std::string& name) {
  const auto id = find_host(network, name);
  if (!id) throw std::out_of_range(name);
  return network.at(*id);
}

/// "kind: text" of every assumption, in order.
inline Messages assumptions_of(const Network& network) {
  Messages result;
  for (const Assumption& assumption : network.assumptions) {
    result.push_back(to_text(assumption.effect) + " " + assumption.kind + ": " + assumption.text);
  }
  return result;
}

}  // namespace sekimori::test
