// The whole program but its process: arguments in, streams written, exit code out.
#pragma once

#include <string>
#include <vector>

#include "console.hpp"

namespace sekimori {

/// Every exception ends here, as exit code 4.
[[nodiscard]] ExitCode run_program(const std::vector<std::string>& arguments, Console& console);

}  // namespace sekimori
