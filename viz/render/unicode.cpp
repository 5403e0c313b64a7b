#include "unicode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sekimori {

namespace {

using Range = std::pair<char32_t, char32_t>;

constexpr char32_t kReplacement = 0xFFFD;

// Unicode 15 EastAsianWidth.txt, classes W and F; unassigned gaps inside CJK blocks are counted as wide, as the annex says.
constexpr std::array<Range, 18> kWide = {{{0x1100, 0x115F},
                                          {0x231A, 0x231B},
                                          {0x2329, 0x232A},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x33FF},
                                          {0x3400, 0x4DBF},
                                          {0x4E00, 0x9FFF},
                                          {0xA000, 0xA4CF},
                                          {0xA960, 0xA97F},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE10, 0xFE19},
                                          {0xFE30, 0xFE6F},
                                          {0xFF01, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1F64F},
                                          {0x1F900, 0x1F9FF},
                                          {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 7> kZero = {
    {{0x0300, 0x036F}, {0x200B, 0x200D}, {0x2060, 0x2060}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}}};
// Controls, line and paragraph separators, bidirectional marks and overrides (they reorder what an auditor reads), byte order mark,
// interlinear annotation, and the invisible tag characters.
constexpr std::array<Range, 9> kHidden = {{{0x00, 0x1F},
                                           {0x7F, 0x9F},
                                           {0x061C, 0x061C},
                                           {0x200B, 0x200F},
                                           {0x2028, 0x202E},
                                           {0x2060, 0x206F},
                                           {0xFEFF, 0xFEFF},
                                           {0xFFF9, 0xFFFB},
                                           {0xE0000, 0xE007F}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t point) {
  return std::ranges::any_of(ranges, [&](const Range& r) { return r.first <= point && point <= r.second; });
}

bool is_hidden(char32_t point) { return is_in(kHidden, point) || (point & 0xFFFEU) == 0xFFFEU; }
bool is_wide(char32_t point) { return is_in(kWide, point); }
std::size_t width_of(char32_t point) { return is_in(kZero, point) ? 0U : is_wide(point) ? 2U : 1U; }

/// Bytes of the sequence that `lead` starts, 0 when it starts none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return 2;
  if (lead >= 0xE0U && lead <= 0xEFU) return 3;
  if (lead >= 0xF0U && lead <= 0xF4U) return 4;
  return 0;
}

struct Decoded {
  char32_t point = kReplacement;
  std::size_t bytes = 1;
};

Decoded decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {lead, 1};
  char32_t point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    point = (point << 6U) | (byte & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800U && point <= 0xDFFFU;
  if (point < kSmallest.at(length) || point > 0x10FFFFU || surrogate) return {};
  return {point, length};
}

void append(std::string& text, char32_t point) {
  const auto put = [&](char32_t bits) { text.push_back(static_cast<char>(static_cast<unsigned char>(bits))); };
  if (point < 0x80U) {
    put(point);
  } else if (point < 0x800U) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000U) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

template <class Visit>
void each_point(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    visit(next.point, text.substr(0, next.bytes));
    text.remove_prefix(next.bytes);
  }
}

/// Japanese line breaking (JIS X 4051): closing marks do not begin a line, opening brackets do not end one.
bool is_closing(char32_t point) {
  constexpr std::u32string_view kClosing = U"、。，．）」』】〕》？！ー・：；";
  return kClosing.find(point) != std::u32string_view::npos;
}
bool is_opening(char32_t point) {
  constexpr std::u32string_view kOpening = U"（「『【〔《";
  return kOpening.find(point) != std::u32string_view::npos;
}

struct Piece {
  std::string text;
  std::size_t width = 0;
  bool space = false;
};

/// Unbreakable pieces: words, single wide characters, runs of spaces; a word wider than `limit` is cut into several.
std::vector<Piece> pieces_of(std::string_view text, std::size_t limit) {
  std::vector<Piece> pieces;
  bool extendable = false, after_opening = false;
  each_point(text, [&](char32_t point, std::string_view bytes) {
    const std::size_t width = width_of(point);
    const bool space = point == U' ';
    const bool sticks = (extendable && !is_wide(point) && pieces.back().space == space) || is_closing(point) || after_opening;
    const bool fits = !pieces.empty() && pieces.back().width + width <= limit;
    if (fits && (sticks || width == 0)) {
      pieces.back().text += bytes;
      pieces.back().width += width;
    } else {
      pieces.push_back({std::string(bytes), width, space});
    }
    extendable = !is_wide(point);
    after_opening = is_opening(point);
  });
  return pieces;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  each_point(text, [&](char32_t point, std::string_view) { append(valid, point); });
  return valid;
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  each_point(text, [&](char32_t point, std::string_view) {
    append(shown, point == U'\t' ? U' ' : is_hidden(point) ? kReplacement : point);
  });
  return shown;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_point(text, [&](char32_t point, std::string_view) { width += width_of(point); });
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t has = display_width(text);
  std::string result(text);
  if (has < width) result.append(width - has, ' ');
  return result;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string cut;
  std::size_t used = 0;
  bool full = false;
  each_point(text, [&](char32_t point, std::string_view bytes) {
    full = full || used + width_of(point) + 3 > width;
    if (full) return;
    cut += bytes;
    used += width_of(point);
  });
  return cut + "...";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  const std::size_t limit = std::max<std::size_t>(width, 2);
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  for (const Piece& piece : pieces_of(text, limit)) {
    if (used + piece.width > limit && used > 0) {
      while (!lines.back().empty() && lines.back().back() == ' ') lines.back().pop_back();
      lines.emplace_back();
      used = 0;
    }
    if (used == 0 && piece.space && lines.size() > 1) continue;
    lines.back() += piece.text;
    used += piece.width;
  }
  if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace sekimori
