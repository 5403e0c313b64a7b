// The beginning of a network.yaml for a folder of exported configs: cables that names and addresses suggest, and the subnets that wait for
// a zone. What it writes is marked as guessed, which is an assumption until somebody takes the mark away.
#pragma once

#include <string>
#include <vector>

#include "sekimori/base/file_set.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

struct GuessedLink {
  InterfaceId a, b;
  std::string why;  ///< "by the description at configs/a.cfg:12"
};

/// The output of `show cdp neighbors detail` or `show lldp neighbors detail`, which is no config.
[[nodiscard]] bool is_neighbour_listing(std::string_view text);
/// Each port has one cable at most. By neighbours that devices list, then descriptions that name each other or a port, then subnets of two
/// routed ports alone.
[[nodiscard]] std::vector<GuessedLink> guess_links(const Network& network, const FileSet& files);
/// network.yaml with these cables, and as comments the ports without a cable and the subnets without a zone.
[[nodiscard]] std::string starter_text(const Network& network, const std::vector<GuessedLink>& links);

}  // namespace sekimori
