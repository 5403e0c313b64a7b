#include "basis.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

namespace sekimori {
namespace {

using Bare = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// Locations, plus one more vertex that stands for the sources.
Bare bare_graph(const FlowGraph& graph, const FlowProblem& problem) {
  const std::size_t start = graph.locations.size();
  Bare bare(start + 1);
  for (const FlowEdge& edge : graph.edges) boost::add_edge(edge.from.index, edge.to.index, bare);
  const auto emit_from = [&](std::size_t vertex, const FlowEndpoint& endpoint) {
    for (const FlowAttachment& attachment : endpoint.attachments) {
      boost::add_edge(vertex, attachment.emission.index, bare);
      for (const LocationId hop : attachment.hop_emissions) boost::add_edge(vertex, hop.index, bare);
      for (const LocationId place : attachment.past_filter) boost::add_edge(vertex, place.index, bare);
    }
  };
  for (const FlowEndpoint& endpoint : graph.endpoints) emit_from(endpoint.delivery.index, endpoint);
  for (const FlowEndpointId source : problem.sources) emit_from(start, graph.at(source));
  return bare;
}

}  // namespace

std::set<ZoneId> zones_connected_to(const FlowGraph& graph, const FlowProblem& problem) {
  const Bare bare = bare_graph(graph, problem);
  std::vector<boost::default_color_type> colours(boost::num_vertices(bare));
  const auto colour_map = boost::make_iterator_property_map(colours.begin(), boost::get(boost::vertex_index, bare));
  boost::breadth_first_search(bare, graph.locations.size(), boost::color_map(colour_map));
  std::set<ZoneId> zones;
  for (const FlowEndpoint& endpoint : graph.endpoints) {
    if (colours[endpoint.delivery.index] != boost::white_color) zones.insert(endpoint.zone);
  }
  return zones;
}

}  // namespace sekimori
