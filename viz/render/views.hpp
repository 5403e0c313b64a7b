// The four views of a network as diagrams. Pure; the violation path is added afterwards (path_marks.hpp).
#pragma once

#include <set>

#include "diagram.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// What a view needs to know besides the network.
struct ViewOptions {
  Language language = Language::ja;
  const Report* report = nullptr;
  std::optional<SiteId> site = std::nullopt;  ///< only what belongs to it
  std::set<std::string, std::less<>> keep;    ///< hosts on the violation path: never collapsed into a group
};

[[nodiscard]] Diagram physical_view(const Network& network, const ViewOptions& options);
[[nodiscard]] Diagram l2_view(const Network& network, const ViewOptions& options);
[[nodiscard]] Diagram l3_view(const Network& network, const ViewOptions& options);
/// Zones as nodes; with a report, an edge per ordered pair that is not proved, and one per pair proved both ways.
[[nodiscard]] Diagram zones_view(const Network& network, const ViewOptions& options);
/// Sites as rows, zones as lanes, and above them what parts the zones: one screen for a city.
[[nodiscard]] Diagram overview_view(const Network& network, const ViewOptions& options);
/// Everything at one site and the cables to others. `site` must be one of the network's.
[[nodiscard]] Diagram site_sheet(const Network& network, SiteId site, const ViewOptions& options);
/// Only what the witness of `cell` passes, from left to right, each decision with its line. `cell` must have a witness.
[[nodiscard]] Diagram path_view(const Network& network, const CellVerdict& cell, const ViewOptions& options);

}  // namespace sekimori
