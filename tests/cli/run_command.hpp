// A whole command in this process, and what it wrote.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "program.hpp"

namespace sekimori::testing {

struct Result {
  ExitCode code = ExitCode::internal;
  std::string out, err;
};

inline Result run(const std::vector<std::string>& arguments, Interruption* interruption = nullptr) {
  std::ostringstream out, err;
  Console console{out, err};
  console.interruption = interruption;
  Result result;
  result.code = run_program(arguments, console);
  result.out = out.str();
  result.err = err.str();
  return result;
}

}  // namespace sekimori::testing
