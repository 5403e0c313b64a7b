// Service boxes of the opposite direction of a session.
#pragma once

#include <vector>

#include "sekimori/model/service.hpp"
#include "sekimori/search/class_space.hpp"

namespace sekimori {

/// Boxes of reversed(h, Phase::initiate) for h in `boxes`.
[[nodiscard]] std::vector<ServiceBox> reversed_boxes(const std::vector<ServiceBox>& boxes);
[[nodiscard]] bool intersects(const std::vector<ServiceBox>& a, const std::vector<ServiceBox>& b);
/// Every box of `inner` lies in one box of `outer`.
[[nodiscard]] bool covers(const std::vector<ServiceBox>& outer, const std::vector<ServiceBox>& inner);

}  // namespace sekimori
