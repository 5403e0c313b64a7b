#include "sekimori/classes/emission.hpp"

#include <algorithm>

#include "sekimori/classes/invariant.hpp"

namespace sekimori {
namespace {

std::vector<ServiceBox> without_icmp_errors(const ServiceBox& box, Family family) {
  std::vector<ServiceBox> rest = {box};
  for (const ServiceBox& error : icmp_error_services(family)) {
    std::vector<ServiceBox> next;
    for (const ServiceBox& part : rest) {
      const auto pieces = part.without(error);
      next.insert(next.end(), pieces.begin(), pieces.end());
    }
    rest = std::move(next);
  }
  return rest;
}

/// Fields other than addresses: an honest initiation has established = 0, an honest TCP reply 1, and nobody honest sends fragments we
/// would have to follow (S5, F3). An honest ICMP error only quotes the packet it answers: it carries nobody's data but the receiver's own.
std::vector<ServiceBox> emitted_services(Family family, Phase phase, bool forges) {
  std::vector<ServiceBox> boxes = canonical_services(family);
  if (forges || family == Family::non_ip) return boxes;
  std::vector<ServiceBox> honest;
  for (ServiceBox box : boxes) {
    if (box[ServiceField::fragment].first == 1) continue;
    const bool tcp = box[ServiceField::protocol] == ServiceInterval{kTcp, kTcp};
    const std::uint16_t established = tcp && phase == Phase::reply ? 1 : 0;
    box[ServiceField::established] = {established, established};
    const auto sent = without_icmp_errors(box, family);
    honest.insert(honest.end(), sent.begin(), sent.end());
  }
  return honest;
}

/// What a sender puts on a segment and in which source addresses, in each phase and with each tag it may have.
void add_regions(const FlowProblem& problem, FlowEndpointId sender, std::size_t attachment, Family family,
                 std::vector<EmissionRegion>& regions) {
  const FlowAttachment& from = problem.graph->at(sender).attachments[attachment];
  const SenderPowers power = powers(problem, sender);
  const bool free_source = power.any_source || family == Family::non_ip;
  const AddressSet sources = free_source ? AddressSet::everything(family) : from.own(family);
  if (sources.empty()) return;
  std::vector<LocationId> places = {from.emission};
  if (power.forges) places.insert(places.end(), from.hop_emissions.begin(), from.hop_emissions.end());
  if (power.any_source) places.insert(places.end(), from.past_filter.begin(), from.past_filter.end());
  for (const Phase phase : kPhases) {
    if (phase == Phase::reply && (family == Family::non_ip || problem.initiations_only)) continue;
    const bool only_asked = phase == Phase::reply && problem.asked != nullptr && !power.forges;
    std::vector<std::size_t> tags = family == Family::non_ip ? std::vector<std::size_t>{} : tags_of(problem, sender, phase);
    tags.insert(tags.begin(), 0);
    for (const std::size_t tag : tags) {
      for (const LocationId at : places) {
        regions.push_back({sender, attachment, at, family, phase, tag, only_asked, sources, emitted_services(family, phase, power.forges)});
      }
    }
  }
}

}  // namespace

std::vector<EmissionRegion> emission_regions(const FlowProblem& problem, FlowEndpointId sender) {
  std::vector<EmissionRegion> regions;
  for (std::size_t a = 0; a < problem.graph->at(sender).attachments.size(); ++a) {
    for (const Family family : kFamilies) add_regions(problem, sender, a, family, regions);
  }
  return regions;
}

AskedHeaders asked_headers(const FlowProblem& problem, FlowEndpointId endpoint, Family family) {
  const FlowEndpoint& e = problem.graph->at(endpoint);
  const ClassSpace& space = problem.asked->space(family);
  AskedHeaders asked{problem.asked->at(family, Phase::initiate, 0, e.delivery), ClassSet(space)};
  AddressSet own(family);
  for (const FlowAttachment& attachment : e.attachments) own = own.united(attachment.own(family));
  asked.delivered.for_each(space, [&](HeaderClass c) {
    if (own.contains(space.addresses[c.dst])) return;
    for (std::uint32_t dst = 0; dst < space.address_count(); ++dst) asked.to_all.insert(space, {c.src, dst, c.service});
  });
  return asked;
}

}  // namespace sekimori
