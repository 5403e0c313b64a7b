#include "sekimori/prove/threats.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sekimori {
namespace {

/// Names of graphs, so that levels do not meet.
void rename(Report& report, const std::string& level) {
  for (Certificate& it : report.certificates) it.graph = level + "_" + it.graph;  // its name tells the level as it is
  for (GraphLegend& it : report.graphs) it.name = level + "_" + it.name;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void add_level(Report& report, Report&& other) {
  rename(other, to_text(other.threat));
  std::map<std::string, ZoneId> zones;
  for (std::uint32_t i = 0; i < report.zones.size(); ++i) zones.emplace(report.zones[i].name, ZoneId{i});
  for (CellVerdict& cell : other.cells) {
    const auto from = zones.find(other.zones.at(cell.from.index).name), to = zones.find(other.zones.at(cell.to.index).name);
    if (from == zones.end() || to == zones.end()) continue;
    cell.from = from->second;
    cell.to = to->second;
    report.cells.push_back(std::move(cell));
  }
  append(report.certificates, std::move(other.certificates));
  append(report.graphs, std::move(other.graphs));
  append(report.obligations, std::move(other.obligations));
  report.stats.obligations += other.stats.obligations;
  report.stats.refinements += other.stats.refinements;
  report.stats.reused_obligations += other.stats.reused_obligations;
}

}  // namespace

Report with_levels(Report headline, std::vector<Report> others) {
  for (Report& other : others) add_level(headline, std::move(other));
  std::ranges::stable_sort(headline.cells, {}, [](const CellVerdict& it) { return std::tuple(it.from, it.to, it.threat); });
  std::ranges::stable_sort(headline.obligations, {}, &Obligation::sha256);
  const auto is_same = [](const Obligation& a, const Obligation& b) { return a.sha256 == b.sha256; };
  headline.obligations.erase(std::unique(headline.obligations.begin(), headline.obligations.end(), is_same), headline.obligations.end());
  headline.stats.distinct_obligations = headline.obligations.size();
  return headline;
}

bool counts(const Report& report, const CellVerdict& cell) {
  return cell.threat != Threat::compromise || report.threat == Threat::compromise;
}

}  // namespace sekimori
