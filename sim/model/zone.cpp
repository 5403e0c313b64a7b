#include "sekimori/model/zone.hpp"

namespace sekimori {

std::string to_text(ZoneRole role) {
  switch (role) {
    case ZoneRole::my_number: return "my-number";
    case ZoneRole::lgwan_zone: return "lgwan-zone";
    case ZoneRole::internet_zone: return "internet-zone";
    case ZoneRole::internet: return "internet";
    case ZoneRole::lgwan: return "lgwan";
    case ZoneRole::management: return "management";
    case ZoneRole::other: return "other";
  }
  return "other";
}

}  // namespace sekimori
