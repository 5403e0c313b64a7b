// Comma-separated values as spreadsheets write them, with the place of every cell. What the columns mean: ledger_file.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/load/reader.hpp"

namespace sekimori {

struct CsvCell {
  std::string text;     ///< without quotes and surrounding blanks
  SourceRange at;       ///< its first character, of which columns count code points; or the cell of a sheet
  bool is_text = true;  ///< parts of the cell have places of their own
};

/// Never empty; lines of blanks and commas only are left out.
using CsvRow = std::vector<CsvCell>;

/// RFC 4180 with LF or CRLF, a byte order mark, and blanks around cells. Errors: P101 not UTF-8 text, P102 broken quotes, P103 too
/// large; then nullopt.
[[nodiscard]] std::optional<std::vector<CsvRow>> parse_csv(std::string_view text, FileId file, Reporter& reporter);

}  // namespace sekimori
