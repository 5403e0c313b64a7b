// For each seeded bug a network, written by hand and as small as can be, on which it opens or closes a cell. Random networks show most
// bugs, but which and when is luck; on these every engine has to be caught.
#pragma once

#include <string_view>

#include "support/random_network.hpp"

namespace sekimori::testing {

/// Data of zone a gets to zone b, or just not. Throws where no network is written for the bug.
[[nodiscard]] RandomCase written_network(std::string_view bug);

}  // namespace sekimori::testing
