// Simpler supersets of class sets, for invariants that are short to print and the same at many places.
#pragma once

#include "sekimori/classes/class_space.hpp"

namespace sekimori {

/// A superset of `unsafe` that `reached` does not meet where `unsafe` does not, and that distinguishes no more than it must: destinations
/// alone where nothing that is reached goes there, else source and destination, else destination and service, else single classes.
[[nodiscard]] ClassSet widened(const ClassSpace& space, const ClassSet& unsafe, const ClassSet& reached);

}  // namespace sekimori
