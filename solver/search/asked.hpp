// Which classes of one problem answer something that G admits: the two have class spaces of their own.
#pragma once

#include "sekimori/classes/emission.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {

/// The classes of `space` of which some packet may answer something that `endpoint` may have been asked. `problem.asked` must not be null.
[[nodiscard]] ClassSet answering_classes(const FlowProblem& problem, FlowEndpointId endpoint, const ClassSpace& space);
/// The classes of G that some packet of class `reply` of `space` may answer when it leaves its sender.
[[nodiscard]] ClassSet answered_classes(const FlowProblem& problem, const ClassSpace& space, HeaderClass reply);

}  // namespace sekimori
