// Sheets of an Office Open XML workbook (ECMA-376 part 1, SpreadsheetML) as rows of cells. Only stored values are read: no formula is
// computed, no macro, link or external file is followed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sekimori/load/csv.hpp"

namespace sekimori {

/// Every row of one sheet with its text; a merged range has its value in every cell; dates are as 2027-03-31; readings (furigana) are left
/// out. `wanted` is the sheet's name; empty: the first that is visible. The sheet is added to `sources` as "PATH:SHEET", and each cell is
/// located in it. Bounds: 64 MiB for each part, 200,000 rows, 512 columns. Errors: P120 no workbook (also: encrypted, or the old .xls),
/// P121 no such sheet, P122 a formula without a stored value, P127
/// a struck-out cell; then nullopt for the first two. A warning P128 says that hidden rows count.
[[nodiscard]] std::optional<std::vector<CsvRow>> read_xlsx(std::string_view bytes, std::string_view path, std::string_view wanted,
                                                           SourceTable& sources, Reporter& reporter);

}  // namespace sekimori
