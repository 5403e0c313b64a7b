// A banner's end is searched once per delimiter: a delimiter that does not occur after some position does not occur after a later one,
// so that a file full of unterminated banners still costs linear time.
#include "cisco_ios_lexer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace sekimori::cisco_ios {
namespace {

constexpr bool is_blank(char c) { return c <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

constexpr std::array<std::string_view, 8> kBannerHeads = {
    "banner motd",     "banner login",          "banner exec",        "banner incoming",
    "banner slip-ppp", "banner prompt-timeout", "banner config-save", "aaa authentication banner"};

/// The text after a banner's keywords, from its delimiter on; empty when the line is no banner.
std::string_view after_banner_head(std::string_view line) {
  Cursor cursor(line);
  if (cursor.peek() != "banner" && cursor.peek() != "aaa") return {};
  for (const std::string_view head : kBannerHeads) {
    if (cursor.take_path(head)) return cursor.rest();
  }
  return {};
}

/// `show running-config` prints the delimiter Ctrl-C as the two characters "^C".
std::string_view delimiter_of(std::string_view body) { return body.substr(0, body.starts_with("^C") ? 2 : 1); }

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  Lexed run() {
    while (position_ < text_.size()) {
      const std::string_view raw = take_line();
      if (!add(raw)) ++lexed_.blank;
    }
    return std::move(lexed_);
  }

 private:
  std::string_view take_line() {
    const std::size_t start = position_;
    const std::size_t end = std::min(text_.find('\n', start), text_.size());
    position_ = end + 1;
    ++number_;
    return text_.substr(start, end - start);
  }

  /// False for a blank line or a comment.
  bool add(std::string_view raw) {
    const std::string_view text = trimmed(raw);
    if (text.empty() || text.front() == '!') return false;
    Line line{number_, static_cast<std::uint32_t>(text.data() - raw.data()), text, text.size() > kMaxLine, false};
    if (line.too_long) line.text = text.substr(0, kMaxLine);
    const std::string_view body = line.too_long ? std::string_view{} : after_banner_head(text);
    if (!body.empty()) line.unterminated = !skip_banner(body);
    lexed_.lines.push_back(line);
    return true;
  }

  /// Moves past the line that holds the closing delimiter. False when there is none.
  bool skip_banner(std::string_view body) {
    const std::string_view delimiter = delimiter_of(body);
    if (body.find(delimiter, delimiter.size()) != std::string_view::npos) return true;
    bool& missing = missing_[delimiter.size() == 2 ? 256U : static_cast<unsigned char>(delimiter.front())];
    const std::size_t end = missing || position_ >= text_.size() ? std::string_view::npos : text_.find(delimiter, position_);
    if (end == std::string_view::npos) {
      missing = true;
      return false;
    }
    while (position_ <= end) {
      take_line();
      ++lexed_.banner_text;
    }
    return true;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::uint32_t number_ = 0;
  std::array<bool, 257> missing_{};
  Lexed lexed_;
};

}  // namespace

Lexed lex(std::string_view text) { return Splitter(text).run(); }

void Cursor::find_word() {
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  const auto end = std::ranges::find_if(rest_, is_blank);
  word_ = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
}

std::string_view Cursor::next() {
  const std::string_view word = word_;
  rest_.remove_prefix(word.size());
  find_word();
  return word;
}

bool Cursor::take(std::string_view word) {
  if (word_ != word || word.empty()) return false;
  next();
  return true;
}

bool Cursor::take_path(std::string_view path) {
  if (!path.empty() && !begins_with_word(path, word_)) return false;
  Cursor copy = *this;
  for (Cursor words(path); !words.done();) {
    if (!copy.take(words.next())) return false;
  }
  *this = copy;
  return true;
}

std::optional<std::uint32_t> Cursor::number(std::uint32_t first, std::uint32_t last) {
  const std::string_view word = peek();
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || error != std::errc{} || end != word.data() + word.size() || value < first || value > last) return std::nullopt;
  next();
  return value;
}

std::optional<Address> Cursor::address(Family family) {
  const std::optional<Address> value = parse_address(peek());
  if (!value || value->family != family) return std::nullopt;
  next();
  return value;
}

std::optional<unsigned> Cursor::mask() {
  const std::optional<Address> value = parse_address(peek());
  if (!value || value->family != Family::v4) return std::nullopt;
  const auto bits = static_cast<std::uint32_t>(value->bits);
  const auto length = static_cast<unsigned>(std::countl_one(bits));
  if (static_cast<unsigned>(std::popcount(bits)) != length) return std::nullopt;
  next();
  return length;
}

std::optional<Cursor::WithLength> Cursor::with_length(Family family) {
  const std::string_view word = peek();
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<Address> value = parse_address(word.substr(0, slash));
  Cursor length(word.substr(slash + 1));
  const std::optional<std::uint32_t> bits = length.number(0, address_width(family));
  if (!value || value->family != family || !bits || !length.done()) return std::nullopt;
  next();
  return WithLength{*value, *bits};
}

std::optional<Cursor::WithLength> Cursor::v4_with_mask(bool lengths) {
  if (const auto with_slash = lengths ? with_length(Family::v4) : std::nullopt) return with_slash;
  Cursor words = *this;
  const std::optional<Address> value = words.address(Family::v4);
  const std::optional<unsigned> length = value ? words.mask() : std::nullopt;
  if (!length) return std::nullopt;
  *this = words;
  return WithLength{*value, *length};
}

}  // namespace sekimori::cisco_ios
