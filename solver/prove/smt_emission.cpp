#include "smt_emission.hpp"

namespace sekimori {

std::string smt_emission(const FlowProblem& problem, const EmissionRegion& region, const HeaderTerms& h) {
  std::vector<std::string> terms = {smt_in(h.src, region.sources), smt_in(h.dst, region.destinations), smt_in(h, region.services)};
  for (const std::size_t tag : tags_of(problem, region.sender, region.phase)) {
    if (region.family == Family::non_ip || (region.tag != 0 && tag > region.tag)) continue;
    const Crossing& c = problem.crossings[tag - 1];
    const std::string in = smt_and({smt_in(h.src, c.src_of(h.family)), smt_in(h.dst, c.dst_of(h.family)), smt_in(h, c.services)});
    terms.push_back(tag == region.tag ? in : smt_not(in));
  }
  return smt_and(terms);
}

}  // namespace sekimori
