// How the lines of the vendor configs were taken. What was assumed for those that were not understood: model/assumption.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sekimori/base/id.hpp"

namespace sekimori {

/// `pending` only while a config is read.
enum class LineTaken : std::uint8_t { pending, blank, understood, harmless, assumed };

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
  std::vector<LineTaken> lines;  ///< by line number minus one
};

/// A file of the snapshot that made no device: what it seems to be, and why it was not read.
struct OtherFile {
  std::string path;
  std::string kind;  ///< "PNG picture", "nftables text", "empty"
  std::string why;   ///< "not part of the network", "unsupported format"
};

}  // namespace sekimori
