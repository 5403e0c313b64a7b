#include "sekimori/policy/service_reversal.hpp"

#include <algorithm>

namespace sekimori {
namespace {

ServiceBox with_icmp(ServiceBox box, std::uint16_t type, unsigned first_code, unsigned last_code) {
  box[ServiceField::icmp] = {static_cast<std::uint16_t>(std::uint32_t{type} << 8U | first_code),
                             static_cast<std::uint16_t>(std::uint32_t{type} << 8U | last_code)};
  return box;
}

/// reversed() swaps echo request and reply, code kept; other types stay.
void append_reversed_icmp(ServiceBox box, std::vector<ServiceBox>& out) {
  const bool v4 = box[ServiceField::protocol].first == kIcmp;
  const std::uint16_t pair[2] = {static_cast<std::uint16_t>(v4 ? 8 : 128), static_cast<std::uint16_t>(v4 ? 0 : 129)};
  std::vector<ServiceBox> rest = {box};
  for (int i = 0; i < 2; ++i) {
    const ServiceBox echo = with_icmp(box, pair[i], 0, 255);
    if (const auto hit = box.intersected(echo)) {
      const auto& interval = (*hit)[ServiceField::icmp];
      out.push_back(with_icmp(box, pair[1 - i], interval.first & 0xFFU, interval.last & 0xFFU));
    }
    std::vector<ServiceBox> next;
    for (const auto& part : rest) {
      const auto pieces = part.without(echo);
      next.insert(next.end(), pieces.begin(), pieces.end());
    }
    rest = std::move(next);
  }
  out.insert(out.end(), rest.begin(), rest.end());
}

}  // namespace

std::vector<ServiceBox> reversed_boxes(const std::vector<ServiceBox>& boxes) {
  std::vector<ServiceBox> result;
  for (ServiceBox box : boxes) {
    std::swap(box[ServiceField::sport], box[ServiceField::dport]);
    box[ServiceField::established] = {0, 0};
    const auto& protocol = box[ServiceField::protocol];
    if (protocol.first == protocol.last && is_icmp(static_cast<std::uint8_t>(protocol.first))) {
      append_reversed_icmp(box, result);
    } else {
      result.push_back(box);
    }
  }
  return result;
}

bool intersects(const std::vector<ServiceBox>& a, const std::vector<ServiceBox>& b) {
  return std::any_of(a.begin(), a.end(), [&](const ServiceBox& x) {
    return std::any_of(b.begin(), b.end(), [&](const ServiceBox& y) { return x.intersected(y).has_value(); });
  });
}

std::vector<ServiceBox> reply_services(const std::vector<ServiceBox>& services) {
  std::vector<ServiceBox> result = reversed_boxes(services);
  for (auto& box : result) box[ServiceField::established] = {0, 1};
  return result;
}

bool covers(const std::vector<ServiceBox>& outer, const std::vector<ServiceBox>& inner) {
  return std::all_of(inner.begin(), inner.end(), [&](const ServiceBox& part) {
    return std::any_of(outer.begin(), outer.end(), [&](const ServiceBox& box) { return box.contains(part); });
  });
}

}  // namespace sekimori
