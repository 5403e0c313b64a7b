// The page a text report is written on: indentation, wrapping and colour. What is written on it: text_sections.hpp.
#pragma once

#include <string>
#include <string_view>

#include "sekimori/render/render.hpp"

namespace sekimori {

enum class Tone : std::uint8_t { plain, strong, good, bad, unsure, faint };
[[nodiscard]] Tone tone_of(VerdictKind kind);

class TextPage {
 public:
  explicit TextPage(const TextOptions& options) : options_(options) {}

  [[nodiscard]] Language language() const { return options_.language; }
  [[nodiscard]] std::size_t width() const { return options_.width; }
  /// `text` in the tone's colour, or as it is when colours are off. Only this adds escape sequences; callers pass printable text.
  [[nodiscard]] std::string painted(Tone tone, std::string_view text) const;
  /// One line as it is.
  void line(std::string_view text = {});
  /// An empty line (none at the top of the page), then the text in bold.
  void heading(std::string_view text);
  /// Wrapped to the page, every line indented by `indent` columns and continuations by two more.
  void paragraph(std::size_t indent, std::string_view text, Tone tone = Tone::plain);
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  TextOptions options_;
  std::string text_;
};

}  // namespace sekimori
