// What a sender may emit, as a formula: shared by the certificate and by the realisation of paths.
#pragma once

#include <map>
#include <string>

#include "sekimori/classes/emission.hpp"
#include "sekimori/prove/smt.hpp"

namespace sekimori {

/// h lies in the region (semantics C3). Regions share their services and crossings: each is printed once.
class EmissionPrinter {
 public:
  /// `problem` must outlive the printer. Headers are header_symbols(family, suffix).
  explicit EmissionPrinter(const FlowProblem& problem, std::string suffix = "") : problem_(problem), suffix_(std::move(suffix)) {}

  [[nodiscard]] std::string in(const EmissionRegion& region);
  /// Weaker, for canonical headers.
  [[nodiscard]] std::string in_sources(const EmissionRegion& region) const;
  [[nodiscard]] std::string in_sources_and_services(const EmissionRegion& region);

 private:
  const std::string& services(const HeaderTerms& h, const std::vector<ServiceBox>& boxes);
  const std::string& crossing(const HeaderTerms& h, std::size_t tag);

  const FlowProblem& problem_;
  std::string suffix_;
  std::map<std::pair<Family, std::vector<ServiceBox>>, std::string> services_;
  std::map<std::pair<Family, std::size_t>, std::string> crossings_;
};

}  // namespace sekimori
