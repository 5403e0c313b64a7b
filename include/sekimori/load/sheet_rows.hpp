// The bytes of a sheet as rows of cells: CSV in the encodings that spreadsheets write, or a workbook.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sekimori/load/csv.hpp"

namespace sekimori {

/// A file whose name ends in .xlsx is a workbook, any other is CSV in UTF-8, UTF-16 (with a byte order mark, or little-endian) or CP932.
/// Adds it to `sources`. Errors: those of parse_csv and read_xlsx; a warning P124 says that it was read as CP932.
[[nodiscard]] std::optional<std::vector<CsvRow>> read_sheet_rows(std::string_view path, std::string_view bytes, std::string_view sheet,
                                                                 SourceTable& sources, Reporter& reporter);

}  // namespace sekimori
