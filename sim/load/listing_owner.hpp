// Whose output a listing is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// By its prompt ("core-a#show ip route") or `<router name="core-a">`, by the device's name in the file's path, or by the file that has the
/// same beginning of its name as the device's config ("bbra_rtr_route.txt" beside "bbra_rtr_config.txt"). nullopt: nobody's.
[[nodiscard]] std::optional<DeviceId> listing_owner(const Network& network, const std::string& path, std::string_view text);

}  // namespace sekimori
