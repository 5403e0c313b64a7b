#include "svg.hpp"

#include "dot_style.hpp"
#include "unicode.hpp"

namespace sekimori {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Removes each `begin` … `end` and the line break after it. graphviz escapes '<' in all text, so these marks are markup only.
void remove_all(std::string& text, std::string_view begin, std::string_view end) {
  std::string kept;
  std::size_t from = 0;
  while (true) {
    const std::size_t at = text.find(begin, from);
    const std::size_t stop = at == std::string::npos ? at : text.find(end, at);
    if (stop == std::string::npos) break;
    kept.append(text, from, at - from);
    from = stop + end.size();
    if (from < text.size() && text[from] == '\n') ++from;
  }
  kept.append(text, from);
  text = std::move(kept);
}

}  // namespace

std::string tidied_svg(std::string_view svg, std::string_view title) {
  std::string text(svg);
  remove_all(text, "<!DOCTYPE", ">");
  remove_all(text, "<!--", "-->");
  remove_all(text, "<title>", "</title>");
  replace_all(text, "=\"transparent\"", "=\"none\"");
  const std::size_t root = text.find("<svg");
  const std::size_t open = root == std::string::npos ? root : text.find('>', root);
  if (open != std::string::npos) {
    text.insert(open + 1, "\n<title>" + xml_escaped(printable(title)) + "</title>");
    text.insert(root + 4, " role=\"img\"");
  }
  return text;
}

}  // namespace sekimori
