#include "steps.hpp"

namespace sekimori {

std::vector<Step> steps_of(const std::vector<Hop>& hops, std::size_t first_number, std::size_t leg) {
  std::vector<Step> steps;
  for (const Hop& hop : hops) {
    // A frame that left and came back to the same device is a new visit, although the name is the same.
    const bool again = !steps.empty() && !steps.back().out.empty() && !hop.in.empty() && steps.back().in != hop.in;
    if (steps.empty() || steps.back().device != hop.device || again) {
      steps.push_back({first_number + steps.size(), leg, hop.device, {}, {}, {}});
    }
    Step& step = steps.back();
    if (step.in.empty()) step.in = hop.in;
    if (!hop.out.empty()) step.out = hop.out;
    step.hops.push_back(&hop);
  }
  return steps;
}

std::vector<Step> steps_of(const Witness& witness) {
  std::vector<Step> steps;
  for (std::size_t leg = 0; leg < witness.legs.size(); ++leg) {
    const std::vector<Step> more = steps_of(witness.legs[leg].hops, steps.size() + 1, leg);
    steps.insert(steps.end(), more.begin(), more.end());
  }
  return steps;
}

}  // namespace sekimori
