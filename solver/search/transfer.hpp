// What edges and guards do to sets of header classes. An over-approximation: a class is kept when some packet of it may pass.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "sekimori/classes/class_set_table.hpp"
#include "sekimori/policy/problem.hpp"

namespace sekimori {

class Transfer {
 public:
  /// The graph, and its relations if there are any, must outlive the object.
  Transfer(const FlowGraph& graph, const RelationTable* relations, std::array<ClassSpace, 3> spaces);

  /// The classes that some member of a set may become by the edge, and those of which some packet may become one of the set: by number,
  /// each computed once, whatever the number of places it comes up at.
  [[nodiscard]] std::uint32_t image(FlowEdgeId edge, std::uint32_t set);
  [[nodiscard]] std::uint32_t preimage(FlowEdgeId edge, std::uint32_t set);
  /// A simpler superset of what must not leave by the edge, of which nothing passes it either.
  [[nodiscard]] std::uint32_t widened(FlowEdgeId edge, std::uint32_t leaving);
  /// May some packet of class `from` become one of class `to` by the edge?
  [[nodiscard]] bool may_step(FlowEdgeId edge, HeaderClass from, HeaderClass to);
  [[nodiscard]] bool is_identity(FlowEdgeId edge) { return prepared(edge).identity; }
  /// Edges with one number have the same images.
  [[nodiscard]] std::uint32_t relation(FlowEdgeId edge) const { return relations().of(edge); }
  [[nodiscard]] const RelationTable& relations() const { return relations_ == nullptr ? own_relations_ : *relations_; }

  ClassSetTable& table() { return table_; }
  [[nodiscard]] const ClassSetTable& table() const { return table_; }

  /// Numbers of the sets of classes that meet a crossing, and that lie in it: every packet of these travels with its tag or an earlier
  /// one.
  [[nodiscard]] std::uint32_t meeting(const Crossing& crossing, Family family);
  [[nodiscard]] std::uint32_t inside(const Crossing& crossing, Family family);
  /// Numbers of the sets of classes of which some packet has such a source, or such a service.
  [[nodiscard]] std::uint32_t from_sources(const AddressSet& sources);
  [[nodiscard]] std::uint32_t everything(Family family) { return from_sources(AddressSet::everything(family)); }
  [[nodiscard]] std::uint32_t of_services(Family family, const std::vector<ServiceBox>& services);
  /// The part of a set of which some packet may satisfy the guard. The first is for guards of the graph, which are known by where they
  /// are.
  [[nodiscard]] std::uint32_t satisfying(Family family, const Guard& guard, std::uint32_t set);
  [[nodiscard]] std::uint32_t satisfying_other(Family family, const Guard& guard, std::uint32_t set);
  /// Number of the set of the classes src x dst x services that intersect the given sets.
  [[nodiscard]] std::uint32_t product(Family family, const AddressSet& src, const AddressSet& dst, const std::vector<ServiceBox>& services);

  [[nodiscard]] const ClassSpace& space(Family family) const { return spaces_[static_cast<std::size_t>(family)]; }

 private:
  using ClassMap = std::vector<std::vector<std::uint32_t>>;  ///< class -> classes it may become
  struct Prepared {
    std::optional<std::uint32_t> before, after;  ///< sets; nullopt: all
    bool identity = true;
    ClassMap src, dst, service;
    ClassMap from_src, from_dst, from_service;  ///< the same, backwards
  };

  /// Classes of each axis; nonzero: in.
  struct AxisMasks {
    std::vector<std::uint8_t> src, dst, service;
  };
  [[nodiscard]] AxisMasks all_axes(Family family) const;
  /// False, and nothing done, when the term is about more than one axis.
  [[nodiscard]] bool narrow(AxisMasks& axes, Family family, const Term& term) const;
  [[nodiscard]] std::vector<std::uint8_t> services_meeting(Family family, const std::vector<ServiceBox>& boxes) const;
  [[nodiscard]] std::uint32_t product(Family family, const AxisMasks& axes);

  static ClassSet moved(const ClassSpace& space, const ClassSet& set, const ClassMap& src, const ClassMap& dst, const ClassMap& service);
  std::vector<std::uint8_t> classes_meeting(const AddressSet& set) const;
  const Prepared& prepared(FlowEdgeId edge);
  std::uint32_t may_satisfy(Family family, const Term& term);
  std::optional<std::uint32_t> may_satisfy(Family family, const Guard& guard);
  std::uint32_t within(std::uint32_t set, std::optional<std::uint32_t> guard) { return guard ? table_.common(set, *guard) : set; }
  std::uint32_t moved(FlowEdgeId edge, std::uint32_t set, bool forwards);
  std::uint32_t passes(Family family, RuleListId list, bool reversed);
  ClassMap address_map(Family family, const AddressRewrite& rewrite) const;
  ClassMap service_map(Family family, const Rewrite& rewrite) const;

  const FlowGraph& graph_;
  std::array<ClassSpace, 3> spaces_;
  RelationTable own_relations_;  ///< used when the problem brings none
  const RelationTable* relations_;
  ClassSetTable table_;
  std::unordered_map<std::uint64_t, std::uint32_t> images_, preimages_;      ///< (relation, set) -> set
  std::array<std::unordered_map<std::uint64_t, std::uint32_t>, 3> widened_;  ///< by Family: (what passes, what must not) -> set
  /// What a crossing's packets look like when they are sent.
  using Emitted = std::tuple<AddressSet, AddressSet, std::vector<ServiceBox>>;
  std::map<Emitted, std::uint32_t> meeting_, inside_;
  std::map<AddressSet, std::uint32_t> sources_;
  std::map<std::pair<Family, std::vector<ServiceBox>>, std::uint32_t> services_;
  std::vector<std::optional<Prepared>> prepared_;  ///< by relation
  std::map<std::tuple<Family, RuleListId, bool>, std::uint32_t> lists_;
  std::map<std::pair<Family, const Guard*>, std::optional<std::uint32_t>> guards_;
  std::map<std::pair<Family, Guard>, std::optional<std::uint32_t>> other_guards_;
};

}  // namespace sekimori
