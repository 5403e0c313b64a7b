// The networks that verdicts of one threat level are about.
#pragma once

#include <optional>
#include <vector>

#include "sekimori/prove/report_parts.hpp"

namespace sekimori {

/// A network of one threat level: as read, or with some lines at their worst.
struct World {
  const Network* network = nullptr;
  std::vector<AssumptionId> lines;  ///< at their worst
};

/// What one threat level looks at. Values are built once and stay in place.
struct Level {
  Threat threat = Threat::relay;
  std::optional<Network> bare, harsh;
  World plain, havocked;

  Level(const Network& given, Threat level) : threat(level), bare(network_at(given, level)) {
    plain.network = bare ? &*bare : &given;
    havocked.lines = opening_assumptions(*plain.network);
    if (havocked.lines.empty()) return;
    harsh = under_havoc(*plain.network, havocked.lines);
    havocked.network = &*harsh;
  }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
};

}  // namespace sekimori
