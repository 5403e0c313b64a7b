// Z3's Datalog engine with difference-of-cubes relations (the engine behind Network Optimized Datalog) on the flow graph, IPv4.
#pragma once

#include <chrono>
#include <set>

#include "engines/answers.hpp"

namespace sekimori::testing {

/// By cell, what it answered in time. In a child process, which is killed when the time is over. Honest endpoints answer anything that
/// policies admit, as it is quicker to say; a cell that is open so and in `closely` is asked again with replies to what was asked only
/// (C0).
[[nodiscard]] std::map<CellName, Reach> ask_datalog(const RandomCase& c, const std::set<CellName>& closely,
                                                    std::chrono::milliseconds timeout);

}  // namespace sekimori::testing
