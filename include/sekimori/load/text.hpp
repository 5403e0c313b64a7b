// The encoding of input files: what is text at all, and CP932 as Japanese Windows tools write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekimori {

enum class TextFaultKind : std::uint8_t {
  not_utf8,
  control,  ///< NUL and other control characters, bare CR, and the line separators that YAML counts as line ends and editors do not
};

/// 1-based; the column counts code points.
struct TextFault {
  TextFaultKind kind = TextFaultKind::not_utf8;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t code = 0;  ///< the byte or code point
};

/// The first place that is not plain UTF-8 text (RFC 3629; tab, LF and CRLF are the only controls allowed); nullopt when there is none.
[[nodiscard]] std::optional<TextFault> first_text_fault(std::string_view text);
/// Every byte belongs to well-formed UTF-8 (RFC 3629), whatever characters they are.
[[nodiscard]] bool is_utf8(std::string_view text);
/// `text` without a leading UTF-8 byte order mark.
[[nodiscard]] std::string_view without_bom(std::string_view text);
/// Strictly decoded, as UTF-8. Errors: nullopt when some byte is not CP932.
[[nodiscard]] std::optional<std::string> decode_cp932(std::string_view text);
/// Every byte that is not UTF-8 replaced by U+FFFD; lines stay lines.
[[nodiscard]] std::string replace_invalid(std::string_view text);

}  // namespace sekimori
