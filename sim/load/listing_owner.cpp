#include "listing_owner.hpp"

#include <algorithm>

#include "config_text.hpp"

namespace sekimori {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool mentions(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_word_character(text[at - 1]) || text[at - 1] == '_';
    if (begins && (end == text.size() || !is_word_character(text[end]) || text[end] == '_')) return true;
  }
  return false;
}

/// "bbra_rtr" of "state/bbra_rtr_route.txt"; empty without a mark.
std::string beginning_of(std::string_view path) {
  const std::string stem = lower(stem_of(path));
  const std::size_t mark = stem.rfind('_');
  return mark == std::string::npos || mark < 3 ? std::string() : stem.substr(0, mark);
}

}  // namespace

std::optional<DeviceId> listing_owner(const Network& network, const std::string& path, std::string_view text) {
  const std::size_t show = text.find("show "), line = show == std::string_view::npos ? show : text.rfind('\n', show);
  if (show != std::string_view::npos && show < 4'096) {
    const std::string_view before =
        text.substr(line == std::string_view::npos ? 0 : line + 1, show - (line == std::string_view::npos ? 0 : line + 1));
    const std::size_t mark = before.find_first_of("#>");
    if (mark != std::string_view::npos) {
      const std::string prompt = lower(before.substr(0, mark));
      for (std::size_t d = 0; d < network.devices.size(); ++d) {
        if (lower(network.devices[d].name) == prompt) return make_id<DeviceId>(d);
      }
    }
  }
  // What collects the listings of many routers writes whose each is: <router name="atla">.
  constexpr std::string_view kRouter = "<router name=\"";
  if (const std::size_t router = text.substr(0, 4'096).find(kRouter); router != std::string_view::npos) {
    const std::string_view rest = text.substr(router + kRouter.size());
    const auto named = find_device(network, std::string(rest.substr(0, std::min(rest.find('"'), rest.size()))));
    if (named) return named;
  }
  const std::string where = lower(path);
  std::optional<DeviceId> best;
  std::size_t length = 0;
  for (std::size_t d = 0; d < network.devices.size(); ++d) {
    const std::string name = lower(network.devices[d].name);
    if (name.size() <= length || !mentions(where, name)) continue;
    best = make_id<DeviceId>(d);
    length = name.size();
  }
  if (best) return best;
  // Names like bbra_rtr_route and bbra_rtr_config: the same up to the last mark, and nobody else's.
  std::string beginning = beginning_of(path);
  for (; beginning.size() >= 3 && !best;
       beginning = beginning.substr(0, beginning.rfind('_') == std::string::npos ? 0 : beginning.rfind('_'))) {
    for (const ConfigLines& it : network.config_lines) {
      if (beginning_of(network.sources.path(it.file)) != beginning) continue;
      if (best && *best != it.device) return std::nullopt;
      best = it.device;
    }
  }
  return best;
}

}  // namespace sekimori
