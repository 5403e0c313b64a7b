// ledger.csv: the lawful exceptions, one a line (semantics X1, X2). How its cells are told apart: csv.hpp.
#pragma once

#include <string_view>

#include "sekimori/load/csv.hpp"
#include "sekimori/load/reader.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Fills policy.ledger from CSV or a workbook, by policy.ledger_layout. Columns may stand in any order; `id`, `from`, `to` and `service`
/// must be there. Errors: P101..P115, P120..P125.
void read_ledger(std::string_view path, std::string_view bytes, const Network& network, SourceTable& sources, Reporter& reporter,
                 Policy& policy);

/// One line whose cells are in the order of kLedgerColumns. Errors: P107..P115, then nullopt.
[[nodiscard]] std::optional<LedgerRow> read_ledger_row(const CsvRow& cells, const Network& network, Reporter& reporter);

/// P116, a warning: a row between two zones whose matrix entry admits no rows excuses nothing.
void warn_of_idle_rows(const Policy& policy, const Network& network, Reporter& reporter);

}  // namespace sekimori
