#include "text_page.hpp"

#include <algorithm>

#include "unicode.hpp"

namespace sekimori {

namespace {

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::strong: return "\x1b[1m";
    case Tone::good: return "\x1b[32m";
    case Tone::bad: return "\x1b[1;31m";
    case Tone::unsure: return "\x1b[33m";
    case Tone::faint: return "\x1b[2m";
  }
  return "";
}

}  // namespace

Tone tone_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::proved: return Tone::good;
    case VerdictKind::violated: return Tone::bad;
    case VerdictKind::inconclusive:
    case VerdictKind::vacuous:
    case VerdictKind::unattested: return Tone::unsure;
    case VerdictKind::attested: return Tone::plain;
    case VerdictKind::not_applicable: return Tone::faint;
  }
  return Tone::plain;
}

std::string TextPage::painted(Tone tone, std::string_view text) const {
  const std::string_view escape = escape_of(tone);
  if (!options_.colour || escape.empty()) return std::string(text);
  return std::string(escape) + std::string(text) + "\x1b[0m";
}

void TextPage::line(std::string_view text) {
  text_ += text;
  while (text_.ends_with(' ')) text_.pop_back();
  text_ += '\n';
}

void TextPage::heading(std::string_view text) {
  if (!text_.empty()) line();
  line(painted(Tone::strong, text));
}

void TextPage::paragraph(std::size_t indent, std::string_view text, Tone tone) {
  // A narrow terminal still gets lines of a usable length.
  const std::size_t room = std::max<std::size_t>(width(), indent + 42) - indent - 2;
  bool first = true;
  for (const std::string& part : wrapped(printable(text), room)) {
    line(std::string(first ? indent : indent + 2, ' ') + painted(tone, part));
    first = false;
  }
}

}  // namespace sekimori
