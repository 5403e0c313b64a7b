#include "sekimori/prove/verdict.hpp"

#include <fmt/format.h>

namespace sekimori {

std::string to_text(ItemKind kind) {
  switch (kind) {
    case ItemKind::initial: return "init";
    case ItemKind::step: return "step";
    case ItemKind::forbid: return "forbid";
    case ItemKind::relay: return "relay";
  }
  return {};
}

std::string to_text(const ItemKey& key) {
  constexpr const char* kFamilyNames[] = {"v4", "v6", "non-ip"};
  const char* family = kFamilyNames[static_cast<std::size_t>(key.family)];
  const char* phase = key.phase == Phase::initiate ? "initiate" : "reply";
  switch (key.kind) {
    case ItemKind::initial:
      return fmt::format("endpoint{}/attachment{}/location{}/{}/{}/tag{}", key.subject, key.attachment, key.location, family, phase,
                         key.tag);
    case ItemKind::step: return fmt::format("edge{}/{}/tag{}", key.subject, phase, key.tag);
    case ItemKind::forbid:
    case ItemKind::relay: return fmt::format("endpoint{}/{}/{}/tag{}", key.subject, family, phase, key.tag);
  }
  return {};
}

}  // namespace sekimori
