// The packet filter of a host that network.yaml declares (`config:`), from the outputs collected on it (docs/vendors/linux.md).
#pragma once

#include <span>

#include "sekimori/load/front_end.hpp"
#include "sekimori/load/reader.hpp"

namespace sekimori {

/// A host or sanitiser with `config: NAME`.
struct HostConfig {
  HostId host;
  std::string name;
  SourceRange at;
};

/// Puts one filter in the way of each of the host's cards (model/host_filter.hpp), with the rules of the interface that has the card's
/// address. Whatever of the files is not understood is an assumption about the filter. Warnings: D020.
void load_host_filter(const HostConfig& config, std::span<const ConfigFile> files, Network& network, Reporter& reporter,
                      Diagnostics& diagnostics);

}  // namespace sekimori
