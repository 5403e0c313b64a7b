// Bugs planted on purpose, for any network: an engine that is given the changed network, alone, answers as if it had the bug.
#pragma once

#include <span>
#include <string_view>

#include "support/random_network.hpp"

namespace sekimori::testing {

struct SeededBug {
  std::string_view name;  ///< a slug
  void (*plant)(RandomCase& c);
};
[[nodiscard]] std::span<const SeededBug> seeded_bugs();
/// nullptr: there is none of that name.
[[nodiscard]] const SeededBug* find_bug(std::string_view name);

}  // namespace sekimori::testing
