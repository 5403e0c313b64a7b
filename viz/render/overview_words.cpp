#include "overview_words.hpp"

#include "host_groups.hpp"
#include "messages.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

std::string site_name(const Network& network, const SiteFacts& site, Language language) {
  if (!site.site) return std::string(message(language, Message::draw_no_site));
  const Site& row = network.at(*site.site);
  return printable(language == Language::ja && !row.label_ja.empty() ? row.label_ja : row.name);
}

std::string site_counts(const SiteFacts& site, Language language) {
  if (site.devices.empty() && site.own_devices > 0) return say(language, Message::draw_drawn_above, site.own_devices);
  std::string text;
  for (const auto& [kind, count] : site.devices) {
    text += say(language, Message::draw_counted, word(language, kind), count);
    text += message(language, Message::draw_separator);
  }
  return text + say(language, Message::draw_cables_inside, site.cables);
}

std::string cell_text(const std::map<std::string, std::size_t>& kinds, Language language) {
  std::string text;
  for (const auto& [kind, count] : kinds) {
    text += (text.empty() ? "" : message(language, Message::draw_separator));
    text += say(language, Message::draw_counted, host_kind_word(language, kind), count);
  }
  return text.empty() ? std::string(message(language, Message::draw_nothing_here)) : text;
}

std::string lane_label(const Network& network, std::size_t zone, Language language) {
  if (zone >= network.zones.size()) return std::string(message(language, Message::draw_no_zone));
  return zone_sign(zone) + " " + zone_label(language, network.zones[zone]);
}

std::string lane_count(const OverviewFacts& facts, std::size_t zone, Language language) {
  std::size_t count = 0;
  for (const SiteFacts& site : facts.sites) {
    const auto kinds = site.endpoints.find(zone);
    if (kinds == site.endpoints.end()) continue;
    for (const auto& [kind, number] : kinds->second) count += number;
  }
  return say(language, Message::draw_endpoints, count);
}

}  // namespace sekimori
