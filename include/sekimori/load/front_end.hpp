// A vendor front end: recognises a config text and adds its device to the network under construction. Adding a vendor is one file under
// sim/load/ and one line in sim/load/front_ends.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

struct ConfigFile {
  FileId file;            ///< already in network.sources
  std::string_view path;  ///< "configs/core-a.cfg"; its stem names the device when the config has no hostname
  std::string_view text;  ///< any bytes
};

struct FrontEnd {
  std::string_view platform;  ///< "cisco-ios"
  /// How sure the front end is that the text is its own, 0 (not mine) to 100. The highest wins.
  int (*recognise)(std::string_view text);
  /// Adds one device with everything that belongs to it, and an assumption for every line that was not understood. Every line ends as
  /// understood, harmless, or an assumption. Errors (a device of that name exists, not text at all): diagnostics, nullopt.
  std::optional<DeviceId> (*load)(const ConfigFile& config, Network& network, Diagnostics& diagnostics);
};

[[nodiscard]] std::span<const FrontEnd> front_ends();

}  // namespace sekimori
