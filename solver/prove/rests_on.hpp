// Which of the lines that were not understood a cell rests on (A2).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// Zones by name: havoc adds zones, which moves the ids of implicit ones.
using ZonePair = std::pair<std::string, std::string>;

/// The cells, of those asked for, that are not proved when just these lines are taken at their worst.
using OpenUnderHavoc = std::function<std::set<ZonePair>(const std::vector<AssumptionId>&, const std::set<ZonePair>&)>;

/// For each of `cells`, none of which is proved when all `lines` are at their worst: the lines without any one of which it is proved. Where
/// no single one decides, those that open it alone; where neither says anything, or there are too many to try, all. Lines that havoc
/// the same thing stand and fall together.
[[nodiscard]] std::map<ZonePair, std::vector<AssumptionId>> lines_rested_on(const Network& network, const std::vector<AssumptionId>& lines,
                                                                            const std::set<ZonePair>& cells, const OpenUnderHavoc& is_open);

}  // namespace sekimori
