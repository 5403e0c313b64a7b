// Rows of text under named columns, for `show`: printed as aligned columns or as JSON objects.
#pragma once

#include <string>
#include <vector>

namespace sekimori {

struct Table {
  std::string name;  ///< the JSON key, and the heading where there is more than one table: "assumptions"
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Columns as wide as their widest cell; CJK characters count two. The last column is not padded. "(none)" for no rows.
[[nodiscard]] std::string table_text(const std::vector<Table>& tables);
/// For spreadsheets: a byte order mark, CRLF, quotes where needed (RFC 4180), a blank line between tables. A cell that a spreadsheet would
/// take for a formula (=, +, -, @, tab or CR at its beginning) gets an apostrophe before it.
[[nodiscard]] std::string table_csv(const std::vector<Table>& tables);
/// {"format_version": "1.0", "snapshot": name, "<table>": [{column: cell, …}, …], …}
[[nodiscard]] std::string table_json(const std::string& snapshot, const std::vector<Table>& tables);

}  // namespace sekimori
