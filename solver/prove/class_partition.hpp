// Are the search's classes what the certificate's texts take them for?
#pragma once

#include "sekimori/classes/class_space.hpp"

namespace sekimori {

/// Every address is in exactly one address class, and every service that a canonical header can have in exactly one service class. Then a
/// header is in exactly one class, so that sets of classes may be subtracted and printed by their complement.
[[nodiscard]] bool is_partition(const ClassSpace& space);

}  // namespace sekimori
