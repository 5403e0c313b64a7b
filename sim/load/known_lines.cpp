#include "known_lines.hpp"

namespace sekimori {
namespace {

bool begins(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

}  // namespace

bool take_known_line(ConfigDevice& config, std::uint32_t line, std::string_view text, std::span<const KnownLine> known) {
  const KnownLine* best = nullptr;
  for (const KnownLine& it : known) {
    if (begins(text, it.words) && (best == nullptr || it.words.size() > best->words.size())) best = &it;
  }
  if (best == nullptr) return false;
  if (best->effect == Effect::harmless) {
    take(config, line, LineTaken::harmless);
  } else {
    assume(config, line, {best->effect, config.id, "unsupported", std::string(best->why)});
  }
  return true;
}

}  // namespace sekimori
