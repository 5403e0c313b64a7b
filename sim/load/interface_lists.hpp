// Filters bound to interfaces and directions, some of which open sessions, as one firewall policy: for routers whose interface filters are
// not stateless (YAMAHA, NEC IX).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config_device.hpp"

namespace sekimori {

/// First match decides; what no rule of a list matches is dropped.
struct ListRule {
  bool pass = false;
  bool session = false;  ///< what it passes opens a session, whose replies pass every list
  HeaderMatch match;
  std::uint32_t line = 0;
  std::string label;
  bool helper = false;  ///< further sessions are let pass that such a session tells of (F2); `line` is that of what follows it
};

/// The lists of one interface for one family; unset: everything passes.
struct InterfaceLists {
  InterfaceId id;
  std::optional<std::vector<ListRule>> in, out;
};

/// Both matches at once; nullopt when nothing can match both.
[[nodiscard]] std::optional<HeaderMatch> both(const HeaderMatch& a, const HeaderMatch& b);
/// Adds the rules to the device's firewall: a packet passes the list of the interface it enters by and that of the one it leaves by.
/// Rules with a helper keep their line whatever they meet, and each such line becomes an assumption. Beyond 20,000 rules the second list is
/// left out, and that too is one.
void add_interface_lists(ConfigDevice& config, const std::vector<InterfaceLists>& interfaces, Family family);

}  // namespace sekimori
