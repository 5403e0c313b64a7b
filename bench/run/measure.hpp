// One cold run of the whole job in a process of its own, measured from outside.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sekimori::bench {

/// What was done, CPU seconds of all threads; `load` and `report` are single-threaded.
struct Stages {
  double load = 0, graph = 0, search = 0, packets = 0, proof = 0, other = 0, report = 0;
};

struct Measured {
  double wall = 0, cpu = 0;  ///< seconds of the process, start to exit
  double peak_mb = 0;        ///< of resident memory
  Stages stages;
  std::size_t devices = 0, rules = 0;
  std::size_t proved = 0, violated = 0, inconclusive = 0, vacuous = 0;
  double after_load = 0;  ///< what-if only: wall seconds from the edit to the comparison
};

/// Loads the snapshot, verifies its whole policy at threat level relay, and renders the report as JSON. Errors: std::runtime_error when the
/// snapshot cannot be read or the process fails.
[[nodiscard]] Measured verify_cold(const std::string& snapshot, unsigned jobs);
/// Verifies, then applies the scenario and verifies what it affects.
[[nodiscard]] Measured what_if(const std::string& snapshot, const std::string& scenario, unsigned jobs);

}  // namespace sekimori::bench
