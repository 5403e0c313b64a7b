// Static routes. Ways by filter, and routes that come and go with a line or a keepalive, make the table any-routing (R2).
#include <algorithm>

#include "yamaha_rtx_reader.hpp"

namespace sekimori::yamaha_rtx {
namespace {

struct Way {
  NextHop hop;
  bool certain = true;
};

/// "192.168.1.1", "pp 1", "tunnel 2", "null", "dhcp lan2", with options behind. nullopt: not understood.
std::optional<Way> way(Reader& reader, const Words& words, Family family) {
  if (words.empty()) return std::nullopt;
  Way result;
  std::size_t used = 1;
  if (const auto via = parse_address(words[0])) {
    if (via->family != family) return std::nullopt;
    result.hop.via = *via;
  } else if ((words[0] == "pp" || words[0] == "tunnel") && words.size() > 1) {
    InterfaceDraft* on = interface_of(reader, std::string(words[0]) + std::string(words[1]));
    if (on == nullptr) return std::nullopt;
    result.hop.out = on->id;
    used = 2;
    result.certain = words[0] == "tunnel";  // a PP line comes and goes
  } else if (words[0] == "null") {
    result.hop.discard = true;
  } else if (words[0] == "dhcp" && words.size() > 1) {
    result.certain = false;
    used = 2;
  } else if (InterfaceDraft* on = interface_of(reader, words[0]); on != nullptr) {
    result.hop.out = on->id;
  } else {
    return std::nullopt;
  }
  for (std::size_t i = used; i < words.size(); ++i) {
    if (words[i] == "metric" || words[i] == "weight") {
      ++i;
    } else if (words[i] == "hide" || words[i] == "keepalive" || words[i] == "filter") {
      result.certain = false;
      if (words[i] == "hide") continue;
      while (i + 1 < words.size() && read_number(words[i + 1], 2'147'483'647)) ++i;
    } else {
      return std::nullopt;
    }
  }
  return result;
}

}  // namespace

bool read_route(Reader& reader, const Words& words, Family family) {
  if (words.size() < 3 || words[1] != "gateway") return false;
  std::optional<Prefix> destination;
  if (words[0] == "default") {
    destination = Prefix::everything(family);
  } else {
    const std::size_t slash = words[0].find('/');
    const auto address = parse_address(words[0].substr(0, slash));
    const auto length = slash == std::string_view::npos ? std::optional(address_width(family))
                                                        : read_number(words[0].substr(slash + 1), address_width(family));
    if (!address || address->family != family || !length) return false;
    destination = Prefix::covering(*address, *length);
  }
  std::vector<Way> ways;
  Words one;
  for (std::size_t i = 2; i <= words.size(); ++i) {
    if (i < words.size() && words[i] != "gateway") {
      one.push_back(words[i]);
      continue;
    }
    const auto found = way(reader, one, family);
    if (!found) return false;
    ways.push_back(*found);
    one.clear();
  }
  for (const Way& each : ways) {
    if (!each.certain)
      make_any_routing(reader.config, reader.vrf, reader.line, "a route that depends on the state of a line, or on filters");
    // Several gateways are alternatives. All routes count the same: metrics are for routing protocols.
    if (each.hop.via || each.hop.out || each.hop.discard) {
      reader.config.network.vrfs[reader.vrf.index].routes.push_back({*destination, each.hop, 1, reader.here()});
    }
  }
  return true;
}

}  // namespace sekimori::yamaha_rtx
