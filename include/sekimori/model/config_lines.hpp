// How the lines of the vendor configs were taken. What was assumed for those that were not understood: model/assumption.hpp.
#pragma once

#include <cstddef>

#include "sekimori/base/id.hpp"

namespace sekimori {

/// How the lines of one config were taken; every line is counted exactly once.
struct LineCounts {
  std::size_t understood = 0, harmless = 0, assumed = 0, blank = 0;

  [[nodiscard]] std::size_t total() const { return understood + harmless + assumed + blank; }
  friend bool operator==(const LineCounts&, const LineCounts&) = default;
};

/// One config file and the device that it configures.
struct ConfigLines {
  FileId file;
  DeviceId device;
  LineCounts counts;
};

}  // namespace sekimori
