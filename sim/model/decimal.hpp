// Strict decimal numbers of config texts, shared by the parsers of this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sekimori {

/// Digits only, no sign, no leading zeros (inet_aton reads those as octal). Errors: nullopt, also above `top` (at most 999999999).
inline std::optional<std::uint32_t> parse_decimal(std::string_view text, std::uint32_t top) {
  constexpr std::size_t kMostDigits = 9;  // so that the sum below cannot overflow
  if (text.empty() || text.size() > kMostDigits || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (number > top) return std::nullopt;
  return number;
}

struct DecimalRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// "53" or "53-60". Errors: nullopt, also for a descending range.
inline std::optional<DecimalRange> parse_decimal_range(std::string_view text, std::uint32_t top) {
  const std::size_t dash = text.find('-');
  const auto first = parse_decimal(text.substr(0, dash), top);
  const auto last = dash == std::string_view::npos ? first : parse_decimal(text.substr(dash + 1), top);
  if (!first || !last || *first > *last) return std::nullopt;
  return DecimalRange{*first, *last};
}

}  // namespace sekimori
