#include "sekimori/load/sheet_rows.hpp"

#include <fmt/format.h>

#include "sekimori/load/text.hpp"
#include "xlsx.hpp"

namespace sekimori {

namespace {

void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12U));
    text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (code >> 18U));
    text += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

/// A surrogate without its other half becomes U+FFFD (Unicode 3.9).
std::string from_utf16(std::string_view bytes, bool big) {
  std::string text;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(big ? first * 256U + second : second * 256U + first);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    append_utf8(text, code);
  }
  return text;
}

std::string decoded(std::string_view path, std::string_view bytes, SourceTable& sources, Reporter& reporter) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
  if (bytes.size() >= 4 && bytes[1] == '\0' && bytes[3] == '\0') return from_utf16(bytes, false);
  const auto fault = first_text_fault(without_bom(bytes));
  if (!fault || fault->kind != TextFaultKind::not_utf8) return std::string(bytes);
  auto japanese = decode_cp932(bytes);
  if (!japanese) return std::string(bytes);
  reporter.warning({sources.add(path, *japanese), 0, 0}, "P124", "read as CP932 (Shift_JIS)");
  return std::move(*japanese);
}

}  // namespace

std::optional<std::vector<CsvRow>> read_sheet_rows(std::string_view path, std::string_view bytes, std::string_view sheet,
                                                   SourceTable& sources, Reporter& reporter) {
  if (path.ends_with(".xlsx")) return read_xlsx(bytes, path, sheet, sources, reporter);
  const std::string text = decoded(path, bytes, sources, reporter);
  return parse_csv(text, sources.add(path, text), reporter);
}

}  // namespace sekimori
