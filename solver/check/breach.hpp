// Is a path that the simulator walks one that its cell forbids? A lawful packet is no violation, however well it arrives.
#pragma once

#include "sekimori/check/witness_file.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// From a source of `problem`, by senders that may send just this (E4, E6), over receivers that pass it on (E7), and excused nowhere
/// (X1, X2). Crossing nodes that are sources are taken for ordinary hosts: whether something spoils them (X5) only a search can tell.
[[nodiscard]] bool is_breach(const Network& network, FlowProblem problem, const Witness& witness, const Arrivals& arrivals);

}  // namespace sekimori
