// What the overview shows of a network: sites with their endpoints by zone, what stands between the zones, and the cables between them,
// bundled. Where it is drawn: overview.cpp.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// A device or host that the overview draws by itself: a firewall, a device that has only lines outside on it, a sanitiser, a security
/// cloud, an external.
using OverviewPart = std::variant<DeviceId, HostId>;

/// A row of the picture and the lane in which the cable's end lies; no lane: a cable of several zones or of none.
struct SiteEnd {
  std::size_t site = 0;
  std::optional<std::size_t> lane;
  friend auto operator<=>(const SiteEnd&, const SiteEnd&) = default;
};
using OverviewEnd = std::variant<SiteEnd, std::size_t>;  ///< a site, or the index of a part

struct CableBundle {
  OverviewEnd a, b;
  std::size_t cables = 0;
};

struct SiteFacts {
  std::optional<SiteId> site;                                           ///< none: what has no site
  std::map<DeviceKind, std::size_t> devices;                            ///< without those that are parts
  std::size_t own_devices = 0;                                          ///< those that are parts
  std::size_t cables = 0;                                               ///< inside the site
  std::map<std::size_t, std::map<std::string, std::size_t>> endpoints;  ///< by lane and kind
};

struct OverviewFacts {
  std::vector<std::size_t> lanes;  ///< zones with endpoints at a site, ascending
  std::vector<SiteFacts> sites;    ///< every site once, the one with the most boundary cables first, then in the snapshot's order
  std::vector<OverviewPart> parts;
  std::vector<CableBundle> bundles;
};

/// Every cable of the network is in exactly one bundle or inside exactly one site; so is every attachment of a part.
[[nodiscard]] OverviewFacts overview_facts(const Network& network);

}  // namespace sekimori
