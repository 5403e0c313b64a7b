#include "config_text.hpp"

#include <algorithm>
#include <charconv>

namespace sekimori {
namespace {

constexpr std::size_t kMaxQuote = 200;

/// Length of the well-formed UTF-8 sequence at the front of `text` (RFC 3629), 0 when there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
    return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

/// How many bytes from `at` on are in whole pieces of printable ASCII, of which nearly all of a config is.
std::size_t plain_pieces(std::string_view text, std::size_t at) {
  constexpr std::size_t kPiece = 16;
  std::size_t length = 0;
  for (; at + length + kPiece <= text.size(); length += kPiece) {
    const char* const piece = text.data() + at + length;
    unsigned others = 0;
    for (std::size_t i = 0; i < kPiece; ++i) others |= static_cast<unsigned>(piece[i] < ' ' || piece[i] > '~');
    if (others != 0) break;
  }
  return length;
}

}  // namespace

bool is_binary(std::string_view text) { return text.substr(0, 4096).find('\0') != std::string_view::npos; }

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::size_t count_lines(std::string_view text) {
  const auto ends = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return ends + (text.empty() || text.back() == '\n' ? 0U : 1U);
}

std::string printable_text(std::string_view text) {
  std::string out(text);
  char* const bytes = out.data();
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t plain = plain_pieces(text, i); plain > 0) {
      i += plain;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte >= 0x80) {
      const std::size_t length = utf8_length(text.substr(i, 4));
      if (length == 0) bytes[i] = '?';
      i += std::max<std::size_t>(length, 1);
      continue;
    }
    // Ctrl-C (3) is a banner delimiter and must stay distinguishable.
    if ((byte < 0x20 || byte == 0x7F) && byte != '\n' && byte != '\t' && byte != '\r' && byte != 3) bytes[i] = ' ';
    ++i;
  }
  if (out.starts_with("\xEF\xBB\xBF")) out.replace(0, 3, "   ");  // a byte-order mark is not part of the first command
  return out;
}

std::string quotation(std::string_view line) {
  if (line.size() <= kMaxQuote) return std::string(line);
  std::size_t end = kMaxQuote;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return std::string(line.substr(0, end)) + " ...";
}

std::string stem_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return std::string(name.substr(0, std::min(name.rfind('.'), name.size())));
}

std::optional<unsigned> read_number(std::string_view text, unsigned last) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > last) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(at, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::size_t kUsual = 16;  // words of a long command, so that the vector need not grow
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  std::vector<std::string_view> words;
  words.reserve(kUsual);
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t start = i;
    while (i < line.size() && !is_blank(line[i])) ++i;
    if (i > start) words.push_back(line.substr(start, i - start));
    while (i < line.size() && is_blank(line[i])) ++i;
  }
  return words;
}

}  // namespace sekimori
