// The first witness of a report as a bold numbered path over a diagram, with the deciding rules in its legend.
#pragma once

#include <set>
#include <string>

#include "diagram.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// The first cell of the report that has a witness; violated cells before others; nullptr when there is none.
[[nodiscard]] const CellVerdict* first_witnessed(const Report& report);
/// The endpoint that a witness names: a host, a device's self, or whoever is undeclared on a segment; a device's own name is its self.
[[nodiscard]] std::optional<EndpointRef> endpoint_named(const Network& network, std::string_view name);
/// Names of the endpoints at which its legs begin and end.
[[nodiscard]] std::set<std::string, std::less<>> path_ends(const Witness& witness);
/// Marks nodes and edges on the path; endpoints that the diagram does not show are added, as are missing connections.
/// `cell` must have a witness.
void mark_path(Diagram& diagram, const CellVerdict& cell, const Network& network, Language language);
/// Only the numbers of the steps, at the nodes that are there: for diagrams that place everything themselves. `cell` must have a witness.
void number_nodes(Diagram& diagram, const CellVerdict& cell);
/// What each number stands for: device, interfaces, the rule that decided and its line. `cell` must have a witness.
void add_path_legend(Diagram& diagram, const CellVerdict& cell, const Network& network, Language language);

}  // namespace sekimori
