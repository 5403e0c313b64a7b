// The zone matrix as a sheet: a list of pairs as firewall suites export it (from, to, access type, services, via), or the square that
// auditors draw, with a letter where two zones meet. Instead of, or beside, the `cells` of policy.yaml.
#pragma once

#include <string_view>

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Adds the entries of matrix.csv or matrix.xlsx. Headings in Japanese or English, in any order; `access type` is a letter, several, "block
/// all" (nothing), or "allow only": by ledger rows (T), or through what `via` names. Errors: those of read_sheet_rows; P004 to P008; P106
/// a missing column, P130 an access type that no letter stands for, P131 services of a crossing; warnings P125 (a column that is not read).
void read_matrix(std::string_view path, std::string_view bytes, const Network& network, SourceTable& sources, Reporter& reporter,
                 Policy& policy);

}  // namespace sekimori
