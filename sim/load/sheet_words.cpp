#include "sekimori/load/sheet_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "sekimori/model/address.hpp"

namespace sekimori {

namespace {

struct Spelling {
  std::string_view from, to;
};

template <class Table>
bool is_one_of(std::string_view text, const Table& words) {
  return std::ranges::find(words, text) != std::end(words);
}

/// Marks that stand for others in lists and ranges; full-width ASCII is computed.
constexpr Spelling kMarks[] = {{"\u3000", " "}, {"\u00A0", " "}, {"～", "-"}, {"〜", "-"}, {"−", "-"},
                               {"―", "-"},      {"‐", "-"},      {"–", "-"},  {"—", "-"}};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  if (!is_digits(text) || text.size() > 9) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string_view> split(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(marks, start), text.size());
    parts.push_back(trimmed(text.substr(start, end - start)));
    start = end + 1;
  }
  return parts;
}

std::optional<std::string> iso(unsigned year, unsigned month, unsigned day) {
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<unsigned, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > kDays[month - 1] + (month == 2 && leap ? 1U : 0U)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

struct Era {
  std::string_view name;
  unsigned first;  ///< year 1
};
constexpr Era kEras[] = {{"令和", 2019}, {"平成", 1989}, {"昭和", 1926}, {"R", 2019}, {"H", 1989},
                         {"S", 1926},    {"r", 2019},    {"h", 1989},    {"s", 1926}};

struct Service {
  std::string_view name, text;
};
/// IANA service names as people write them.
constexpr Service kServices[] = {{"http", "tcp/80"},       {"www", "tcp/80"},      {"web", "tcp/80;tcp/443"}, {"https", "tcp/443"},
                                 {"ssl", "tcp/443"},       {"ssh", "tcp/22"},      {"sftp", "tcp/22"},        {"telnet", "tcp/23"},
                                 {"ftp", "tcp/21"},        {"smtp", "tcp/25"},     {"submission", "tcp/587"}, {"smtps", "tcp/465"},
                                 {"pop3", "tcp/110"},      {"pop3s", "tcp/995"},   {"imap", "tcp/143"},       {"imaps", "tcp/993"},
                                 {"dns", "udp/53;tcp/53"}, {"ntp", "udp/123"},     {"snmp", "udp/161"},       {"snmptrap", "udp/162"},
                                 {"syslog", "udp/514"},    {"tftp", "udp/69"},     {"rdp", "tcp/3389"},       {"smb", "tcp/445"},
                                 {"cifs", "tcp/445"},      {"ldap", "tcp/389"},    {"ldaps", "tcp/636"},      {"kerberos", "tcp/88;udp/88"},
                                 {"mssql", "tcp/1433"},    {"oracle", "tcp/1521"}, {"mysql", "tcp/3306"},     {"postgresql", "tcp/5432"},
                                 {"postgres", "tcp/5432"}, {"ping", "icmp/8"}};

bool is_protocol(std::string_view text) { return text == "tcp" || text == "udp" || text == "sctp"; }
/// "443", "137-139".
bool is_ports(std::string_view text) {
  const std::size_t dash = text.find('-');
  return is_digits(trimmed(text.substr(0, dash))) && (dash == std::string_view::npos || is_digits(trimmed(text.substr(dash + 1))));
}

/// "tcp443", "tcp/443", "443/tcp", "tcp:443", "tcp 443": protocol and ports. Errors: an empty protocol.
std::pair<std::string, std::string> protocol_and_ports(std::string_view text) {
  for (const std::string_view protocol : {"tcp", "udp", "sctp"}) {
    if (text.starts_with(protocol)) {
      std::string_view rest = text.substr(protocol.size());
      while (!rest.empty() && (rest.front() == '/' || rest.front() == ':' || rest.front() == ' ' || rest.front() == '-'))
        rest.remove_prefix(1);
      if (rest.starts_with("port ")) rest.remove_prefix(5);
      if (is_ports(rest)) return {std::string(protocol), std::string(rest)};
    }
    if (text.ends_with(protocol)) {
      std::string_view rest = text.substr(0, text.size() - protocol.size());
      while (!rest.empty() && (rest.back() == '/' || rest.back() == ':' || rest.back() == ' ')) rest.remove_suffix(1);
      if (is_ports(rest)) return {std::string(protocol), std::string(rest)};
    }
  }
  return {};
}

void add(std::string& list, std::string_view item) {
  if (!list.empty()) list += ';';
  list += item;
}

std::string without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ') result += c;
  }
  return result;
}

}  // namespace

std::string half_width(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const auto* mark = std::ranges::find_if(kMarks, [&](const Spelling& it) { return rest.starts_with(it.from); });
    if (mark != std::end(kMarks)) {
      result += mark->to;
      i += mark->from.size();
      continue;
    }
    // U+FF01..U+FF5E are the ASCII characters from '!' on: EF BC 81..BF, EF BD 80..9E.
    if (rest.size() >= 3 && rest[0] == '\xEF' && (rest[1] == '\xBC' || rest[1] == '\xBD')) {
      const unsigned low = static_cast<unsigned char>(rest[2]);
      const unsigned code = (rest[1] == '\xBC' ? 0xFF00U : 0xFF40U) + (low - 0x80U);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        result += static_cast<char>(code - 0xFF01 + '!');
        i += 3;
        continue;
      }
    }
    result += text[i++];
  }
  return std::string(trimmed(result));
}

std::string heading_key(std::string_view text) {
  std::string key = lower(half_width(text));
  std::erase_if(key, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return key;
}

bool is_ditto(std::string_view text) {
  constexpr std::string_view kWords[] = {"同上", "〃", "々", "″", "\"", "''", "上に同じ", "同じ", "ditto"};
  return is_one_of(trimmed(text), kWords);
}

bool is_anything(std::string_view text) {
  constexpr std::string_view kWords[] = {"any", "all", "*", "すべて", "全て", "全部", "全", "任意のアドレス", "any(全て)"};
  return is_one_of(lower(text), kWords);
}

bool is_nothing(std::string_view text) {
  constexpr std::string_view kWords[] = {"", "-", "--", "ー", "なし", "無し", "無", "無期限", "n/a", "none", "該当なし"};
  return is_one_of(lower(text), kWords);
}

std::optional<std::string> iso_date(std::string_view written) {
  std::string text = without_blanks(half_width(written));
  unsigned base = 0;
  for (const Era& era : kEras) {
    if (!text.starts_with(era.name)) continue;
    base = era.first - 1;
    text = text.substr(era.name.size());
    break;
  }
  if (base == 0 && text.size() == 8 && is_digits(text)) {
    return iso(*number(text.substr(0, 4)), *number(text.substr(4, 2)), *number(text.substr(6, 2)));
  }
  for (const Spelling& unit : {Spelling{"年", "/"}, Spelling{"月", "/"}, Spelling{"日", ""}}) {
    if (const std::size_t at = text.find(unit.from); at != std::string::npos) text.replace(at, unit.from.size(), unit.to);
  }
  const auto parts = split(text, "/.-");
  if (parts.size() != 3) return std::nullopt;
  const auto year = base != 0 && parts[0] == "元" ? std::optional(1U) : number(parts[0]);
  const auto month = number(parts[1]), day = number(parts[2]);
  if (!year || !month || !day || (base == 0 && parts[0].size() != 4)) return std::nullopt;
  return iso(base + *year, *month, *day);
}

std::optional<std::string> iso_date_of_serial(double serial, bool since_1904) {
  const double days = std::floor(serial) + (since_1904 ? 1462.0 : 0.0);
  if (!(days >= 61.0 && days <= 2'958'465.0)) return std::nullopt;
  // Day 25569 is 1970-01-01. Civil date of a day number: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const long z = static_cast<long>(days) - 25'569L + 719'468L;
  const long era = (z >= 0 ? z : z - 146'096L) / 146'097L;
  const long doe = z - era * 146'097L;
  const long yoe = (doe - doe / 1460L + doe / 36'524L - doe / 146'096L) / 365L;
  const long doy = doe - (365L * yoe + yoe / 4L - yoe / 100L);
  const long mp = (5L * doy + 2L) / 153L;
  const long day = doy - (153L * mp + 2L) / 5L + 1L;
  const long month = mp < 10L ? mp + 3L : mp - 9L;
  const long year = yoe + era * 400L + (month <= 2L ? 1L : 0L);
  return iso(static_cast<unsigned>(year), static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string yes_or_no(std::string_view text) {
  constexpr std::string_view kYes[] = {"yes", "y", "○", "〇", "◯", "◎", "必須", "要", "必要", "はい", "有", "true", "1"};
  constexpr std::string_view kNo[] = {"no", "n", "×", "✗", "x", "不要", "任意", "いいえ", "無", "false", "0", "-", "否"};
  const std::string word = lower(half_width(text));
  if (is_one_of(word, kYes)) return "yes";
  return is_one_of(word, kNo) ? "no" : word;
}

std::string with_semicolons(std::string_view text) {
  std::string result;
  std::string rest(text);
  for (const std::string_view mark : {"、", "，", "；", "\r\n", "\n", ","}) {
    for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark, at + 1)) rest.replace(at, mark.size(), ";");
  }
  for (const std::string_view part : split(rest, ";")) {
    if (!part.empty()) add(result, part);
  }
  return result;
}

std::string services_text_of(std::string_view written, std::string_view protocol_column) {
  const std::string protocols = lower(half_width(protocol_column));
  const std::string text = lower(half_width(with_semicolons(written)));
  if (is_anything(text) && (protocols.empty() || is_anything(protocols))) return "any";
  std::vector<std::string_view> columns = split(protocols, "/;, ");
  std::erase_if(columns, [](std::string_view it) { return it.empty(); });
  std::string result;
  if (text.empty() || is_anything(text) || is_nothing(text)) {
    for (const std::string_view it : columns) add(result, it == "ping" ? "icmp/8" : it);
    return result;
  }
  for (const std::string_view part : split(text, ";")) {
    const auto* known = std::ranges::find(kServices, part, &Service::name);
    const auto [protocol, ports] = protocol_and_ports(part);
    if (known != std::end(kServices)) {
      add(result, known->text);
    } else if (!protocol.empty()) {
      add(result, fmt::format("{}/{}", protocol, without_blanks(ports)));
    } else if (is_ports(part) && !columns.empty()) {
      for (const std::string_view it : columns)
        add(result, is_protocol(it) ? fmt::format("{}/{}", it, without_blanks(part)) : std::string(it));
    } else {
      add(result, part);
    }
  }
  return result;
}

std::string addresses_text_of(std::string_view written) {
  const std::string text = half_width(with_semicolons(written));
  if (is_anything(text) || is_nothing(text)) return {};
  std::string result;
  for (const std::string_view part : split(text, ";")) {
    const std::size_t dash = part.find('-');
    const auto first = dash == std::string_view::npos ? std::nullopt : parse_address(trimmed(part.substr(0, dash)));
    const std::string_view end = dash == std::string_view::npos ? std::string_view() : trimmed(part.substr(dash + 1));
    auto last = parse_address(end);
    if (first && first->family == Family::v4 && !last) {
      if (const auto octet = number(end); octet && *octet <= 255) last = Address{Family::v4, (first->bits & ~AddressBits{255}) | *octet};
    }
    if (!first || !last || first->family != last->family || last->bits < first->bits) {
      add(result, part);
      continue;
    }
    for (const Prefix& prefix : prefixes_of_range(first->family, first->bits, last->bits)) add(result, to_text(prefix));
  }
  return result;
}

}  // namespace sekimori
