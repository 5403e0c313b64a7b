// Zones are data: a city may have three, four or n of them. What may pass between them: policy/policy.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address.hpp"
#include "sekimori/model/vlan.hpp"

namespace sekimori {

/// The part a zone plays. The first six matter to the crossing rules (X2); the others are what packs and predicates speak of besides.
enum class ZoneRole : std::uint8_t {
  my_number,
  lgwan_zone,
  internet_zone,
  internet,
  lgwan,
  management,
  internal_information,  ///< a fourth layer between the LGWAN and the Internet zone (内部情報系)
  government_cloud,
  juki_net,
  nhi_federation,   ///< 国保連合会
  school_admin,     ///< 校務系
  school_learning,  ///< 学習系
  school,           ///< schools as one zone
  public_wifi,
  vendor,  ///< maintenance vendors
  other,
};
inline constexpr ZoneRole kZoneRoles[] = {
    ZoneRole::my_number,    ZoneRole::lgwan_zone,           ZoneRole::internet_zone,    ZoneRole::internet,    ZoneRole::lgwan,
    ZoneRole::management,   ZoneRole::internal_information, ZoneRole::government_cloud, ZoneRole::juki_net,    ZoneRole::nhi_federation,
    ZoneRole::school_admin, ZoneRole::school_learning,      ZoneRole::school,           ZoneRole::public_wifi, ZoneRole::vendor,
    ZoneRole::other};
[[nodiscard]] std::string to_text(ZoneRole role);

struct Zone {
  std::string name;      ///< ASCII slug, used in ids: "mynumber"
  std::string label_ja;  ///< "マイナンバー利用事務系"
  std::string label_en;
  ZoneRole role = ZoneRole::other;
  bool implicit = false;                          ///< made by us for a segment without a zone (E2)
  std::vector<Prefix> subnets;                    ///< undeclared endpoints with these addresses belong here
  std::vector<VlanId> vlans;                      ///< undeclared endpoints on these VLANs belong here
  std::map<std::string, std::string> attributes;  ///< declared of every host of the zone that does not say otherwise
  SourceRange at;
};

/// `wanted`, or with the first number behind it that makes a name nobody has: zones of ours never take a declared one's name.
[[nodiscard]] std::string unused_zone_name(const std::vector<Zone>& zones, const std::string& wanted);

struct Site {
  std::string name;
  std::string label_ja;
  SourceRange at;
};

}  // namespace sekimori
