#include "sekimori/model/zone.hpp"

#include <algorithm>

namespace sekimori {

std::string to_text(ZoneRole role) {
  switch (role) {
    case ZoneRole::my_number: return "my-number";
    case ZoneRole::lgwan_zone: return "lgwan-zone";
    case ZoneRole::internet_zone: return "internet-zone";
    case ZoneRole::internet: return "internet";
    case ZoneRole::lgwan: return "lgwan";
    case ZoneRole::management: return "management";
    case ZoneRole::internal_information: return "internal-information";
    case ZoneRole::government_cloud: return "government-cloud";
    case ZoneRole::juki_net: return "juki-net";
    case ZoneRole::nhi_federation: return "nhi-federation";
    case ZoneRole::school_admin: return "school-admin";
    case ZoneRole::school_learning: return "school-learning";
    case ZoneRole::school: return "school";
    case ZoneRole::public_wifi: return "public-wifi";
    case ZoneRole::vendor: return "vendor";
    case ZoneRole::other: return "other";
  }
  return "other";
}

std::string unused_zone_name(const std::vector<Zone>& zones, const std::string& wanted) {
  const auto taken = [&](const std::string& name) { return std::ranges::any_of(zones, [&](const Zone& z) { return z.name == name; }); };
  std::string name = wanted;
  for (int suffix = 2; taken(name); ++suffix) name = wanted + "-" + std::to_string(suffix);
  return name;
}

}  // namespace sekimori
