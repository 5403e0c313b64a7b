// A snapshot folder as a Network: network.yaml and everything under configs/, or a Batfish snapshot as it stands.
#pragma once

#include <optional>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

struct LoadedNetwork {
  std::optional<Network> network;  ///< absent when there is any error
  SourceTable sources;             ///< for printing the diagnostics, also when there is no network
  Diagnostics diagnostics;         ///< sorted; all errors of all files at once
};

/// Pure: the same files give the same value. `name` is the folder's name.
[[nodiscard]] LoadedNetwork load_network(const FileSet& files, std::string_view name);

}  // namespace sekimori
