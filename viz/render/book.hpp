// Single-page PDF files bound into one with many pages. qpdf does it (Apache License 2.0, in Debian): graphviz writes one page per file,
// and qpdf moves pages between files without touching what is drawn on them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sekimori {

struct BookPage {
  std::string pdf;    ///< a file of one page
  std::string title;  ///< of its bookmark
};

/// All pages on A3 landscape, each in the middle of its sheet, larger ones on a sheet of their own size. Same pages, same bytes. nullopt: a
/// page is no PDF, or there is none; `error` says what qpdf says.
struct Book {
  std::optional<std::string> bytes;
  std::string error;
};
[[nodiscard]] Book bound(const std::vector<BookPage>& pages);

/// A3 landscape without its margins, in inches: what a page may fill.
inline constexpr double kSheetWidth = 16.0, kSheetHeight = 11.1;

}  // namespace sekimori
