#include "sekimori/search/emission.hpp"

#include <algorithm>
#include "sekimori/search/class_space.hpp"

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

bool is_on(const FlowEndpoint& endpoint, LocationId at) {
  return std::any_of(endpoint.attachments.begin(), endpoint.attachments.end(), [&](const FlowAttachment& a) { return a.emission == at; });
}

/// Everything, for ordinary senders. Every endpoint owns all of fe80::/10 (S4), so a crossing node leaves it out only where no other node
/// could take it in: ordinary neighbours hear it by multicast anyway.
AddressSet destinations_of(const FlowProblem& problem, FlowEndpointId sender, LocationId at, Family family) {
  const AddressSet all = AddressSet::everything(family);
  if (family == Family::non_ip || crossing_node(problem, sender) == nullptr) return all;
  AddressSet own(family);
  for (const auto& attachment : problem.graph->at(sender).attachments) own = own.united(attachment.own(family));
  const bool alone = std::none_of(problem.nodes.begin(), problem.nodes.end(),
                                  [&](const CrossingNode& node) { return node.node != sender && is_on(problem.graph->at(node.node), at); });
  if (family == Family::v6 && !alone) own = own.without(AddressSet::of(Prefix::covering({Family::v6, AddressBits{0xFE80} << 112U}, 10)));
  return all.without(own);
}

}  // namespace

std::vector<EmissionRegion> emission_regions(const FlowProblem& problem, FlowEndpointId sender) {
  const FlowEndpoint& endpoint = problem.graph->at(sender);
  const SenderPowers power = powers(problem, sender);
  std::vector<EmissionRegion> regions;
  for (std::size_t a = 0; a < endpoint.attachments.size(); ++a) {
    const FlowAttachment& attachment = endpoint.attachments[a];
    std::vector<LocationId> places = {attachment.emission};
    if (power.forges) places.insert(places.end(), attachment.hop_emissions.begin(), attachment.hop_emissions.end());
    for (const Family family : kFamilies) {
      const bool free_source = power.any_source || family == Family::non_ip;
      const AddressSet sources = free_source ? AddressSet::everything(family) : attachment.own(family);
      if (sources.empty()) continue;
      for (const Phase phase : kPhases) {
        if (phase == Phase::reply && (family == Family::non_ip || problem.initiations_only)) continue;
        const bool only_asked = phase == Phase::reply && problem.asked != nullptr && !power.forges;
        std::vector<std::size_t> tags = family == Family::non_ip ? std::vector<std::size_t>{} : tags_of(problem, sender, phase);
        tags.insert(tags.begin(), 0);
        for (const std::size_t tag : tags) {
          for (const LocationId at : places) {
            regions.push_back({sender, a, at, family, phase, tag, only_asked, sources, destinations_of(problem, sender, at, family),
                               emitted_services(family, phase, power.forges)});
          }
        }
      }
    }
  }
  return regions;
}

}  // namespace sekimori
