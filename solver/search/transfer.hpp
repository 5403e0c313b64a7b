// What edges and guards do to sets of header classes. An over-approximation: a class is kept when some packet of it may pass.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"
#include "sekimori/search/class_space.hpp"

namespace sekimori {

class Transfer {
 public:
  /// Both must outlive the object.
  Transfer(const FlowGraph& graph, const std::array<ClassSpace, 3>& spaces) : graph_(graph), spaces_(spaces), edges_(graph.edges.size()) {}

  /// The classes that some member of `in` may become by the edge.
  [[nodiscard]] ClassSet image(FlowEdgeId edge, const ClassSet& in);
  /// May some packet of class `from` become one of class `to` by the edge?
  [[nodiscard]] bool may_step(FlowEdgeId edge, HeaderClass from, HeaderClass to);
  [[nodiscard]] bool is_identity(FlowEdgeId edge) { return prepared(edge).identity; }
  /// Classes of which some packet may satisfy the guard; nullopt: all.
  [[nodiscard]] std::optional<ClassSet> may_satisfy(Family family, const Guard& guard);
  /// The classes src x dst x services that intersect the given sets.
  [[nodiscard]] ClassSet product(Family family, const AddressSet& src, const AddressSet& dst, const std::vector<ServiceBox>& services) const;

  [[nodiscard]] const ClassSpace& space(Family family) const { return spaces_[static_cast<std::size_t>(family)]; }

 private:
  using ClassMap = std::vector<std::vector<std::uint32_t>>;  ///< class -> classes it may become
  struct Prepared {
    std::optional<ClassSet> before, after;
    bool identity = true;
    ClassMap src, dst, service;
  };

  std::vector<std::uint8_t> classes_meeting(const AddressSet& set) const;
  const Prepared& prepared(FlowEdgeId edge);
  ClassSet may_satisfy(Family family, const Term& term);
  const ClassSet& passes(Family family, RuleListId list, bool reversed);
  ClassMap address_map(Family family, const AddressRewrite& rewrite) const;
  ClassMap service_map(Family family, const Rewrite& rewrite) const;

  const FlowGraph& graph_;
  const std::array<ClassSpace, 3>& spaces_;
  std::vector<std::optional<Prepared>> edges_;
  std::map<std::tuple<Family, RuleListId, bool>, ClassSet> lists_;
};

}  // namespace sekimori
