// Messages of the catalogue with their placeholders filled, for renderers.
#pragma once

#include <fmt/format.h>

#include <string>

#include "sekimori/base/messages.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// The message with its placeholders filled. Arguments from a configuration must be printable() already.
template <class... Args>
[[nodiscard]] std::string say(Language language, Message key, const Args&... args) {
  return fmt::format(fmt::runtime(message(language, key)), args...);
}

}  // namespace sekimori
