#include "sekimori/model/device.hpp"

namespace sekimori {

std::string to_text(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::switch_l2: return "switch-l2";
    case DeviceKind::switch_l3: return "switch-l3";
    case DeviceKind::router: return "router";
    case DeviceKind::firewall: return "firewall";
    case DeviceKind::hub: return "hub";
    case DeviceKind::access_point: return "access-point";
  }
  return "device";
}

}  // namespace sekimori
