// An SMT-LIB solver as another program: a second opinion on obligations.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

struct SolverProcess {
  std::string program;  ///< a path, or a name that is looked for in PATH
  std::chrono::milliseconds timeout{60'000};
  std::size_t megabytes = 0;
};

enum class ProcessAnswer : std::uint8_t { unsat, sat, unknown };

/// What it answers to this text: `unsat` only where that is all it says. `why`: in a few words, when unknown.
[[nodiscard]] ProcessAnswer ask(const SolverProcess& solver, const std::string& text, std::string& why);
/// First line of `PROGRAM --version`; empty when it cannot be run.
[[nodiscard]] std::string version_of(const SolverProcess& solver);

}  // namespace sekimori
