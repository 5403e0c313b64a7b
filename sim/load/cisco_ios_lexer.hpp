// Cisco IOS text as command lines with their indent. What the commands mean: cisco_ios_reader.hpp and the handlers beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sekimori/model/address.hpp"

namespace sekimori::cisco_ios {

/// Longer lines are not read: they become one assumption each. IOS itself accepts 254 characters per command.
inline constexpr std::size_t kMaxLine = 4096;

/// One line that is neither blank, nor a comment, nor the text of a banner.
struct Line {
  std::uint32_t number = 0;   ///< 1-based
  std::uint32_t indent = 0;   ///< leading blanks; a tab counts as one
  std::string_view text;      ///< without the blanks around it
  bool too_long = false;      ///< `text` is cut to kMaxLine
  bool unterminated = false;  ///< a banner whose closing delimiter is missing
};

struct Lexed {
  std::vector<Line> lines;
  std::size_t blank = 0;        ///< empty lines and `!` comments
  std::size_t banner_text = 0;  ///< lines inside a banner after its first
};

/// Splits any bytes. Line ends are LF or CRLF. A banner (`banner motd ^C … ^C`) is one command line plus its text; when its closing
/// delimiter is missing, the following lines are read as commands. O(size).
[[nodiscard]] Lexed lex(std::string_view text);

/// Reads the words of one line from left to right. Nothing is consumed by a reader that fails.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) { find_word(); }

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  /// The next word; empty when there is none.
  [[nodiscard]] std::string_view peek() const { return word_; }
  std::string_view next();
  /// Consumes the next word iff it is `word`.
  bool take(std::string_view word);
  /// Consumes the words of `path` ("ip address") iff they all come next.
  bool take_path(std::string_view path);
  std::optional<std::uint32_t> number(std::uint32_t first, std::uint32_t last);
  std::optional<Address> address(Family family);
  /// "255.255.255.0" as 24; nullopt for a mask with holes.
  std::optional<unsigned> mask();
  /// "2001:db8::1/64" or "10.0.0.1/24" with host bits allowed.
  struct WithLength {
    Address address;
    unsigned length = 0;
  };
  std::optional<WithLength> with_length(Family family);
  /// "10.0.0.1 255.255.255.0" as IOS writes it, or with `lengths` "10.0.0.1/24", too, as NX-OS and EOS do.
  std::optional<WithLength> v4_with_mask(bool lengths);

 private:
  void find_word();
  std::string_view rest_;
  std::string_view word_;  ///< the first of `rest_`
};

/// The first word of `path` is `word`: a cheap test before the whole path is compared.
[[nodiscard]] constexpr bool begins_with_word(std::string_view path, std::string_view word) {
  return path.starts_with(word) && (path.size() == word.size() || path[word.size()] == ' ');
}

}  // namespace sekimori::cisco_ios
