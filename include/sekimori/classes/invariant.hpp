// What a certificate says: the predicate Inv as numbered sets of classes, holders H and emitters E (semantics C). Values without a history:
// how the search came to them is in search/search.hpp, how they are written to a file in check/.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "sekimori/classes/class_set_table.hpp"
#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {

/// Nothing in it is believed: the obligations say whether it is an invariant. `numbers` is indexed by `state_index` and names sets of
/// `table()`. Copies share the table, which only grows; use them from one thread.
struct Invariant {
  std::array<ClassSpace, 3> spaces;  ///< by Family
  std::size_t tags = 1, locations = 0;
  std::vector<std::uint32_t> numbers;
  std::shared_ptr<ClassSetTable> sets;
  std::vector<bool> holders, emitters;  ///< by FlowEndpointId

  [[nodiscard]] std::size_t state_index(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return ((static_cast<std::size_t>(family) * 2 + static_cast<std::size_t>(phase)) * tags + tag) * locations + location.index;
  }
  [[nodiscard]] std::uint32_t number_at(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return numbers[state_index(family, phase, tag, location)];
  }
  [[nodiscard]] const ClassSet& at(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return table().at(number_at(family, phase, tag, location));
  }
  [[nodiscard]] const ClassSetTable& table() const { return *sets; }
  [[nodiscard]] const ClassSpace& space(Family family) const { return spaces[static_cast<std::size_t>(family)]; }
};

/// A hint for shorter proofs (C7): a superset of the set `leaving`, simpler to say, of which nothing passes `edge` either, as far as the
/// giver of the hint knows. Both are numbers of the invariant's table. `edge` changes nothing and stands for all edges that ask the same.
/// Whatever it says, no proof is faked by it.
using WideningHint = std::function<std::uint32_t(Family family, FlowEdgeId edge, std::uint32_t leaving)>;

}  // namespace sekimori
