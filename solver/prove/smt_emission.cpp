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

const std::string& EmissionPrinter::services(const HeaderTerms& h, const std::vector<ServiceBox>& boxes) {
  const auto [known, is_new] = services_.try_emplace({h.family, boxes});
  if (is_new) known->second = smt_in(h, boxes);
  return known->second;
}

const std::string& EmissionPrinter::crossing(const HeaderTerms& h, std::size_t tag) {
  const auto [known, is_new] = crossings_.try_emplace({h.family, tag});
  const Crossing& c = problem_.crossings[tag - 1];
  if (is_new) known->second = smt_and({smt_in(h.src, c.src_of(h.family)), smt_in(h.dst, c.dst_of(h.family)), services(h, c.services)});
  return known->second;
}

std::string EmissionPrinter::in_sources(const EmissionRegion& region) const {
  return smt_in(header_symbols(region.family, suffix_).src, region.sources);
}

std::string EmissionPrinter::in_sources_and_services(const EmissionRegion& region) {
  return smt_and({in_sources(region), services(header_symbols(region.family, suffix_), region.services)});
}

std::string EmissionPrinter::in(const EmissionRegion& region) {
  const HeaderTerms h = header_symbols(region.family, suffix_);
  std::vector<std::string> terms = {smt_in(h.src, region.sources), services(h, region.services)};
  for (const std::size_t tag : tags_of(problem_, region.sender, region.phase)) {
    if (region.family == Family::non_ip || (region.tag != 0 && tag > region.tag)) continue;
    terms.push_back(tag == region.tag ? crossing(h, tag) : smt_not(crossing(h, tag)));
  }
  if (region.only_asked) terms.push_back(answers(problem_, region, h));
  return smt_and(terms);
}

}  // namespace sekimori
