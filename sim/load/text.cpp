#include "sekimori/load/text.hpp"

#include <iconv.h>

#include <array>
#include <cstring>

namespace sekimori {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;  ///< 0: not UTF-8
};

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// The code point at `at`; overlong forms, surrogates and values past U+10FFFF are refused (RFC 3629 section 3).
CodePoint decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return {};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte(i))) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < kSmallest[length] || surrogate || value > 0x10FFFF ? CodePoint{} : CodePoint{value, length};
}

/// libyaml refuses most of these without a usable place; NEL, LS, PS and a bare CR it takes for line ends, which would shift every line
/// number after them against what an editor shows.
bool is_refused(std::uint32_t c, bool before_line_feed) {
  if (c == '\t' || c == '\n') return false;
  if (c == '\r') return !before_line_feed;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

}  // namespace

std::string_view without_bom(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text; }

std::optional<TextFault> first_text_fault(std::string_view text) {
  text = without_bom(text);
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < text.size();) {
    // Nearly all of a config is this: one comparison for each byte.
    if (text[at] >= ' ' && text[at] <= '~') {
      ++at;
      ++column;
      continue;
    }
    const CodePoint c = decode_at(text, at);
    if (c.length == 0) return TextFault{TextFaultKind::not_utf8, line, column, static_cast<unsigned char>(text[at])};
    const bool before_line_feed = at + 1 < text.size() && text[at + 1] == '\n';
    if (is_refused(c.value, before_line_feed)) return TextFault{TextFaultKind::control, line, column, c.value};
    at += c.length;
    ++column;
    if (c.value == '\n') {
      ++line;
      column = 1;
    }
  }
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t eight = 0;  // bytes, without the top bit of each: ASCII
    if (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080'8080'8080'8080U) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = decode_at(text, at).length;
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::optional<std::string> decode_cp932(std::string_view text) {
  // glibc's CP932, not SHIFT_JIS: the latter refuses the NEC and IBM extensions and turns 0x5C into a yen sign.
  const iconv_t converter = iconv_open("UTF-8", "CP932");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT(performance-no-int-to-ptr): iconv's own error value
  std::string input(text);
  std::string output(text.size() * 3 + 4, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t from_left = input.size();
  std::size_t to_left = output.size();
  const std::size_t outcome = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (outcome == static_cast<std::size_t>(-1) || from_left != 0) return std::nullopt;
  output.resize(output.size() - to_left);
  return output;
}

std::string replace_invalid(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_at(text, at);
    result += c.length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, c.length);
    at += c.length == 0 ? 1 : c.length;
  }
  return result;
}

}  // namespace sekimori
