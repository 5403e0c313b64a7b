// What every vendor front end needs of a config as text, whatever its syntax.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

/// A NUL byte in the first 4 KiB: no configuration.
[[nodiscard]] bool is_binary(std::string_view text);

/// How much of a text the recognition of a platform looks at.
constexpr std::size_t kRecognisedBytes = 256 * 1024;

/// The first line without its end, which `rest` loses; all of it where no line ends.
[[nodiscard]] std::string_view take_line(std::string_view& rest);

/// The line from its first character on that is no blank, tab or carriage return; empty for a blank line.
[[nodiscard]] constexpr std::string_view without_indent(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t' || line.front() == '\r')) line.remove_prefix(1);
  return line;
}

/// Number of lines, counting a last one without a line end.
[[nodiscard]] std::size_t count_lines(std::string_view text);

/// A copy with every byte that is not part of well-formed UTF-8 replaced by '?' and other control characters by a blank, so that names
/// and quotations taken from a config are always printable. Length and line structure stay; Ctrl-C stays, which delimits IOS banners.
[[nodiscard]] std::string printable_text(std::string_view text);

/// The line as an assumption quotes it: cut to 200 bytes, UTF-8 sequences whole.
[[nodiscard]] std::string quotation(std::string_view line);

/// "configs/core-a.cfg" is "core-a": the name of a device whose config has none.
[[nodiscard]] std::string stem_of(std::string_view path);

/// Decimal digits only, at most `last`. Errors: nullopt.
[[nodiscard]] std::optional<unsigned> read_number(std::string_view text, unsigned last);
/// The parts between the marks; at least one, which may be empty.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char at);
/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);
/// Words between blanks, tabs and carriage returns.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view line);

}  // namespace sekimori
