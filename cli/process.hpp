// Another program: a solver, ssh-keygen. It is given bytes on its standard input and gives bytes back.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

struct ProcessLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t megabytes = 0;                   ///< of address space; 0: no limit
  std::size_t output = std::size_t{1} << 20U;  ///< bytes of standard output; more ends it
};

struct ProcessResult {
  bool started = false, timed_out = false;
  int code = -1;       ///< exit code; -1 where a signal ended it
  std::string output;  ///< standard output
  std::string error;   ///< why it did not start
};

/// `words.front()` is looked for in PATH unless it has a '/'. Its standard input can be read from the beginning by the name /dev/stdin,
/// too.
[[nodiscard]] ProcessResult run_process(const std::vector<std::string>& words, std::string_view input, const ProcessLimits& limits = {});

}  // namespace sekimori
