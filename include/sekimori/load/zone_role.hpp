// The word for a zone's role, as network.yaml and packs write it.
#pragma once

#include <optional>

#include "sekimori/load/reader.hpp"
#include "sekimori/model/zone.hpp"

namespace sekimori {

/// Errors: nullopt, with those of read_choice.
[[nodiscard]] std::optional<ZoneRole> read_zone_role(const Document& node, std::string_view key, Reporter& reporter);

}  // namespace sekimori
