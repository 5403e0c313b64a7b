// Service boxes of the opposite direction of a session.
#pragma once

#include <vector>

#include "sekimori/model/service.hpp"

namespace sekimori {

/// Boxes of reversed(h, Phase::initiate) for h in `boxes`.
[[nodiscard]] std::vector<ServiceBox> reversed_boxes(const std::vector<ServiceBox>& boxes);
[[nodiscard]] bool intersects(const std::vector<ServiceBox>& a, const std::vector<ServiceBox>& b);
/// The services of a reply h such that reversed(h, Phase::initiate) is in `services`: ports swapped, echo reversed, `established` free.
[[nodiscard]] std::vector<ServiceBox> reply_services(const std::vector<ServiceBox>& services);
/// Every box of `inner` lies in one box of `outer`.
[[nodiscard]] bool covers(const std::vector<ServiceBox>& outer, const std::vector<ServiceBox>& inner);

}  // namespace sekimori
