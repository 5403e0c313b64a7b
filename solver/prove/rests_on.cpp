#include "rests_on.hpp"

#include <algorithm>
#include <iterator>

#include "sekimori/base/overloaded.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kUnitsTried = 12;  ///< each costs two more assessments of the cells in question

using Lines = std::vector<AssumptionId>;

/// What a line's havoc replaces: an interface takes its device with it.
std::string unit_of(const Network& network, const AssumptionScope& scope) {
  return std::visit(Overloaded{
                        [](const WholeNetwork&) { return std::string("network"); },
                        [&](DeviceId id) { return "device " + network.at(id).name; },
                        [&](InterfaceId id) { return "device " + network.at(network.at(id).device).name; },
                        [](VrfId id) { return "vrf " + std::to_string(id.index); },
                        [](FilterId id) { return "filter " + std::to_string(id.index); },
                        [](HostId id) { return "host " + std::to_string(id.index); },
                        // Together: a firewall may have many such rules, and each unit costs its own assessments.
                        [&](const HelperSessions& opened) { return "helpers of " + network.at(opened.device).name; },
                    },
                    scope);
}

std::vector<Lines> units_of(const Network& network, const Lines& lines) {
  std::map<std::string, Lines> by_unit;
  for (const AssumptionId id : lines) by_unit[unit_of(network, network.assumptions.at(id.index).scope)].push_back(id);
  std::vector<Lines> units;
  for (auto& [name, unit] : by_unit) units.push_back(std::move(unit));
  return units;
}

Lines without(const Lines& lines, const Lines& left_out) {
  Lines rest;
  std::ranges::copy_if(lines, std::back_inserter(rest), [&](AssumptionId id) { return std::ranges::find(left_out, id) == left_out.end(); });
  return rest;
}

void add(std::map<ZonePair, Lines>& found, const ZonePair& cell, const Lines& lines) {
  Lines& all = found[cell];
  all.insert(all.end(), lines.begin(), lines.end());
  std::ranges::sort(all);
}

}  // namespace

std::map<ZonePair, Lines> lines_rested_on(const Network& network, const Lines& lines, const std::set<ZonePair>& cells,
                                          const OpenUnderHavoc& is_open) {
  std::map<ZonePair, Lines> found;
  const std::vector<Lines> units = units_of(network, lines);
  if (units.size() > 1 && units.size() <= kUnitsTried) {
    for (const Lines& unit : units) {
      const std::set<ZonePair> open = is_open(without(lines, unit), cells);
      for (const ZonePair& cell : cells) {
        if (!open.contains(cell)) add(found, cell, unit);
      }
    }
    std::set<ZonePair> undecided;
    std::ranges::copy_if(cells, std::inserter(undecided, undecided.end()), [&](const ZonePair& cell) { return !found.contains(cell); });
    for (const Lines& unit : units) {
      if (undecided.empty()) break;
      for (const ZonePair& cell : is_open(unit, undecided)) add(found, cell, unit);
    }
  }
  for (const ZonePair& cell : cells) found.try_emplace(cell, lines);
  return found;
}

}  // namespace sekimori
