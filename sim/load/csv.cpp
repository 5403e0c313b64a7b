#include "sekimori/load/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace sekimori {

namespace {

constexpr std::size_t kLargestText = 16U << 20U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Length of the UTF-8 sequence at `at`, 0 when it is none (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

/// Walks the text once, knowing line and column of where it stands.
class Cursor {
 public:
  Cursor(std::string_view text, FileId file) : text_(text), at_{file, 1, 1} {}

  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }
  [[nodiscard]] SourceRange at() const { return at_; }
  [[nodiscard]] bool at_line_end() const {
    return at_end() || peek() == '\n' || (peek() == '\r' && text_.substr(position_ + 1, 1) == "\n");
  }

  void skip_line_end() {
    if (peek() == '\r') take();
    if (!at_end()) take();
  }
  /// The bytes of one code point.
  std::string_view take() {
    const std::size_t length = std::max<std::size_t>(1, sequence_length(text_, position_));
    const std::string_view taken = text_.substr(position_, length);
    position_ += length;
    at_.column += 1;
    if (taken == "\n") at_ = {at_.file, at_.line + 1, 1};
    return taken;
  }

 private:
  std::string_view text_;
  SourceRange at_;
  std::size_t position_ = 0;
};

/// The first byte that is no text: nullopt when there is none.
std::optional<SourceRange> first_fault(std::string_view text, FileId file) {
  SourceRange at = {file, 1, 1};
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool lone_return = text[i] == '\r' && text.substr(i + 1, 1) != "\n";
    const bool control = (byte < 0x20 && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') || byte == 0x7F;
    if (length == 0 || control || lone_return) return at;
    at.column += 1;
    if (text[i] == '\n') at = {file, at.line + 1, 1};
    i += length;
  }
  return std::nullopt;
}

/// The rest of a cell that begins with a quote: "" inside stands for one quote.
bool read_quoted(Cursor& cursor, std::string& text) {
  cursor.take();
  while (!cursor.at_end()) {
    const std::string_view taken = cursor.take();
    if (taken != "\"") {
      text += taken;
    } else if (cursor.peek() == '"') {
      text += cursor.take();
    } else {
      while (is_blank(cursor.peek())) cursor.take();
      return true;
    }
  }
  return false;
}

void read_plain(Cursor& cursor, std::string& text) {
  while (!cursor.at_line_end() && cursor.peek() != ',') text += cursor.take();
  while (!text.empty() && is_blank(text.back())) text.pop_back();
}

/// Errors: nullopt, and the rest of the text cannot be told into cells any more.
std::optional<CsvCell> read_cell(Cursor& cursor, Reporter& reporter) {
  while (is_blank(cursor.peek())) cursor.take();
  CsvCell cell = {"", cursor.at()};
  if (cursor.peek() != '"') {
    read_plain(cursor, cell.text);
    return cell;
  }
  if (!read_quoted(cursor, cell.text)) {
    reporter.error(cell.at, "P102", "the quote that opens here is never closed");
    return std::nullopt;
  }
  if (cursor.at_line_end() || cursor.peek() == ',') return cell;
  reporter.error(cursor.at(), "P102", "text after a closing quote; a quote inside a quoted cell is written twice");
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<CsvRow>> parse_csv(std::string_view text, FileId file, Reporter& reporter) {
  if (text.size() > kLargestText) {
    reporter.error({file, 0, 0}, "P103", fmt::format("larger than {} MiB", kLargestText >> 20U));
    return std::nullopt;
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const auto fault = first_fault(text, file)) {
    reporter.error(*fault, "P101", "not UTF-8 text; save the file as \"CSV UTF-8\"");
    return std::nullopt;
  }
  std::vector<CsvRow> rows;
  Cursor cursor(text, file);
  while (!cursor.at_end()) {
    CsvRow row;
    do {
      if (!row.empty()) cursor.take();  // the comma
      auto cell = read_cell(cursor, reporter);
      if (!cell) return std::nullopt;
      row.push_back(std::move(*cell));
    } while (cursor.peek() == ',' && !cursor.at_end());
    cursor.skip_line_end();
    const bool blank = std::ranges::all_of(row, [](const CsvCell& cell) { return cell.text.empty(); });
    if (!blank) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sekimori
