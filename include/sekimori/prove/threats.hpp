// One report of several threat levels.
#pragma once

#include <vector>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// `headline` with the cells, certificates and obligations of the others, which are of the same network and policy at other levels. What
/// they prove is named by its level. Zones that the headline does not judge bring no cells.
[[nodiscard]] Report with_levels(Report headline, std::vector<Report> others);

/// Does the cell count for the exit code? A lawful city does not hold when everything that is reached turns hostile: that level is shown
/// beside the others, and counts only where it alone was asked for.
[[nodiscard]] bool counts(const Report& report, const CellVerdict& cell);

}  // namespace sekimori
