// Routing tables as devices print them, beside their configs: they say what is in force, whatever protocol it came by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/load/reader.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

enum class StateRouteKind : std::uint8_t { forwarded, attached, own, dropped };
struct StateRoute {
  Prefix destination = Prefix::everything(Family::v4);
  StateRouteKind kind = StateRouteKind::forwarded;
  std::optional<Address> via;
  std::string interface;  ///< as written; may be empty
  bool is_static = false;
  std::string vrf;  ///< empty: the global one
  std::uint32_t line = 0;
};
struct StateTable {
  std::vector<StateRoute> routes;
  std::vector<std::uint32_t> unread;  ///< lines that look like routes and are not understood
};

/// `show ip route` and `show ip cef` of IOS, `show ip route vrf all` of NX-OS, `get router info routing-table all` of FortiOS,
/// `show route forwarding-table` of Junos.
[[nodiscard]] bool is_routing_listing(std::string_view text);
[[nodiscard]] StateTable read_routing_listing(std::string_view text);

struct StateFile {
  std::string path;
  std::string_view text;
  FileId file;
};
/// Puts the tables in place of what the configs' static routes and protocols would give; each is an assumption, and each difference from
/// the config a warning: D010 a static route of the config that is not in the table, D011 a subnet of an interface that is not, D012 a
/// listing of no device that is known, D013 a line that is not understood. A table stays any-routing for reasons that no listing settles
/// (policy routing, multicast, routes that come and go). Returns how many routes each file gave.
std::vector<std::size_t> apply_routing_listings(Network& network, const std::vector<StateFile>& files, Reporter& reporter);

}  // namespace sekimori
