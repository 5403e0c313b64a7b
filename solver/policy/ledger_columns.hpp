// A ledger in the city's own form as the table that ledger_file.cpp reads: headings by their names in Japanese or by a declared mapping,
// titles above them, 同上, several values in a cell, dates in any calendar.
#pragma once

#include <vector>

#include "sekimori/load/csv.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// The rows under our own headings, each cell where it stands. A table with our headings comes back as it is; so does one whose headings
/// are not found, for the reader to refuse. Errors: P123 同上 with nothing above it; a warning P125 names a column that is not read.
[[nodiscard]] std::vector<CsvRow> canonical_ledger(std::vector<CsvRow> rows, const LedgerLayout& layout, const Network& network,
                                                   Reporter& reporter);

}  // namespace sekimori
