#include "smt_emission.hpp"

#include <fmt/format.h>

#include "sekimori/search/search.hpp"

namespace sekimori {
namespace {

/// The reply h answers something that G lets the sender be asked.
std::string answers(const FlowProblem& problem, const EmissionRegion& region, const HeaderTerms& h) {
  const ClassSpace& space = problem.asked->spaces[static_cast<std::size_t>(h.family)];
  const AskedHeaders asked = asked_headers(problem, region.sender, h.family);
  const HeaderTerms initiation = reversed_terms(h);
  const std::string to_all = smt_and({smt_in(initiation, space, asked.to_all), fmt::format("(not (= {} #x06))", h.protocol)});
  return smt_or({smt_in(initiation, space, asked.delivered), to_all});
}

}  // namespace

std::string smt_emission(const FlowProblem& problem, const EmissionRegion& region, const HeaderTerms& h) {
  std::vector<std::string> terms = {smt_in(h.src, region.sources), smt_in(h, region.services)};
  for (const std::size_t tag : tags_of(problem, region.sender, region.phase)) {
    if (region.family == Family::non_ip || (region.tag != 0 && tag > region.tag)) continue;
    const Crossing& c = problem.crossings[tag - 1];
    const std::string in = smt_and({smt_in(h.src, c.src_of(h.family)), smt_in(h.dst, c.dst_of(h.family)), smt_in(h, c.services)});
    terms.push_back(tag == region.tag ? in : smt_not(in));
  }
  if (region.only_asked) terms.push_back(answers(problem, region, h));
  return smt_and(terms);
}

}  // namespace sekimori
