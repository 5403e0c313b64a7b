// Where a fact was written: file, line, column. Every parsed fact keeps one, so that a hop or a culprit can quote its line.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/id.hpp"

namespace sekimori {

/// A place in one input file. Lines and columns are 1-based; columns count Unicode code points; line 0 means "the file as a whole".
struct SourceRange {
  FileId file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const SourceRange&, const SourceRange&) = default;
};

/// The input files of a snapshot: path (relative, '/'-separated, as given by the user's folder) and text. Row 0 always exists and is
/// named "(model)": facts that no file states, such as an implicit deny, point there.
class SourceTable {
 public:
  SourceTable();

  /// Adds a file and returns its id; adding the same path again returns the first id.
  FileId add(std::string_view path, std::string_view text);
  /// A sheet of a workbook, whose rows are lines and whose columns are columns: "ledger.xlsx:台帳". Its text comes by `set_text`.
  FileId add_sheet(std::string_view path, std::string_view sheet);
  void set_text(FileId file, std::string_view text);
  [[nodiscard]] std::string_view path(FileId file) const;
  /// The text of one line without its line end; empty for line 0 or a line past the end.
  [[nodiscard]] std::string_view line(SourceRange at) const;
  /// "configs/sw1.cfg:12" or "network.yaml:3:7" when the column is known; "ledger.xlsx:台帳!B12" for a cell.
  [[nodiscard]] std::string describe(SourceRange at) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::size_t> marks;  ///< where every so many lines begin, from which a line is found
    bool is_sheet = false;
  };
  std::vector<File> files_;
};

}  // namespace sekimori
