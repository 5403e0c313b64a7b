// Simpler supersets of class sets, for invariants that are short to print and the same at many places.
#pragma once

#include "sekimori/classes/class_set_table.hpp"

namespace sekimori {

/// A superset of `unsafe` that `reached` does not meet where `unsafe` does not, and that distinguishes no more than it must: destinations
/// alone where nothing that is reached goes there, else source and destination, else destination and service, else single classes.
[[nodiscard]] ClassSet widened(const ClassSpace& space, const ClassSet& unsafe, const ClassSet& reached);
/// The same of two sets of the table, which holds the result, too. Its time is by the source classes that the two sets tell apart.
[[nodiscard]] std::uint32_t widened(const ClassSpace& space, ClassSetTable& table, std::uint32_t unsafe, std::uint32_t reached);

}  // namespace sekimori
