// Zones are data: a city may have three, four or n of them. What may pass between them: policy/policy.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address.hpp"
#include "sekimori/model/vlan.hpp"

namespace sekimori {

/// The part a zone plays in the crossing rules X2; `other` for everything else.
enum class ZoneRole : std::uint8_t { my_number, lgwan_zone, internet_zone, internet, lgwan, management, other };
[[nodiscard]] std::string to_text(ZoneRole role);

struct Zone {
  std::string name;      ///< ASCII slug, used in ids: "mynumber"
  std::string label_ja;  ///< "マイナンバー利用事務系"
  std::string label_en;
  ZoneRole role = ZoneRole::other;
  bool implicit = false;        ///< made by us for a segment without a zone (E2)
  std::vector<Prefix> subnets;  ///< undeclared endpoints with these addresses belong here
  std::vector<VlanId> vlans;    ///< undeclared endpoints on these VLANs belong here
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
