// What belongs on the sheet of one site and how far it is from the site's core. Where it is drawn: site_sheet.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// A cable between two devices of the site, or (`there` is elsewhere) to another site.
struct SiteCable {
  InterfaceId here, there;
};

struct SitePlan {
  std::vector<DeviceId> cards;                       ///< devices with a place of their own
  std::map<DeviceId, std::vector<DeviceId>> folded;  ///< by card: switches that hang on it and on nothing else, on a large site
  std::map<DeviceId, int> level;                     ///< 0: the core; above it (negative) what parts and routes, below it switches
  std::vector<SiteCable> inside;                     ///< every cable with both ends at the site, once
  std::map<DeviceId, std::vector<SiteCable>> stubs;  ///< by device: its cables to other sites
  std::map<DeviceId, std::vector<std::pair<HostId, std::size_t>>> hosts;  ///< by device: plain hosts with one attachment, and which
  std::set<HostId> alone;  ///< hosts with a place of their own: sanitisers, clouds, externals, and those with several attachments
};

/// The devices of the site, and every host that is attached to one of them.
[[nodiscard]] SitePlan site_plan(const Network& network, SiteId site);

}  // namespace sekimori
