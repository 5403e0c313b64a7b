// What the overview writes on sites, cells and lanes.
#pragma once

#include "overview_facts.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

[[nodiscard]] std::string site_name(const Network& network, const SiteFacts& site, Language language);
/// "2 L2 switches, 3 cables inside"
[[nodiscard]] std::string site_counts(const SiteFacts& site, Language language);
/// "12 terminals, 1 server": the endpoints of one zone at one site, by kind.
[[nodiscard]] std::string cell_text(const std::map<std::string, std::size_t>& kinds, Language language);
/// The sign and name of a zone; its lane may also be that of endpoints in no zone.
[[nodiscard]] std::string lane_label(const Network& network, std::size_t zone, Language language);
[[nodiscard]] std::string lane_count(const OverviewFacts& facts, std::size_t zone, Language language);

}  // namespace sekimori
