#include "sekimori/prove/proof_data.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace sekimori {
namespace {

/// Numbers sets of one family from 1 in the order in which they come.
class Numbering {
 public:
  explicit Numbering(std::vector<ClassSet>& sets) : sets_(sets) {}

  std::uint32_t of(const ClassSet& set) {
    if (set.empty()) return 0;
    const std::uint32_t known = table_.intern(set);
    const auto [place, is_new] = numbers_.try_emplace(known, static_cast<std::uint32_t>(sets_.size() + 1));
    if (is_new) sets_.push_back(set);
    return place->second;
  }

 private:
  std::vector<ClassSet>& sets_;
  ClassSetTable table_;
  std::map<std::uint32_t, std::uint32_t> numbers_;
};

std::vector<std::uint32_t> members(const std::vector<bool>& flags) {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 0; i < flags.size(); ++i) {
    if (flags[i]) ids.push_back(i);
  }
  return ids;
}

std::vector<bool> flags(const std::vector<std::uint32_t>& ids, std::size_t count) {
  std::vector<bool> result(count);
  for (const std::uint32_t id : ids) result.at(id) = true;
  return result;
}

std::vector<ProofData::Run> runs_of(const Invariant& inv, Family family, Phase phase, std::size_t tag, Numbering& numbering,
                                    std::map<std::uint32_t, std::uint32_t>& known) {
  std::vector<ProofData::Run> runs;
  for (std::uint32_t i = 0; i < inv.locations; ++i) {
    const std::uint32_t number = inv.number_at(family, phase, tag, LocationId{i});
    const auto [place, is_new] = known.try_emplace(number);
    if (is_new) place->second = numbering.of(inv.table().at(number));
    if (runs.empty() || runs.back().set != place->second) runs.push_back({place->second, 0});
    ++runs.back().count;
  }
  return runs;
}

}  // namespace

WideningHint WideningRecord::recording(const Invariant& invariant, WideningHint hint) {
  return [this, sets = invariant.sets, hint = std::move(hint)](Family family, FlowEdgeId edge, std::uint32_t leaving) {
    const std::uint32_t wide = sets->united(hint(family, edge, leaving), leaving);
    if (wide != leaving) edges_[{family, leaving, wide}].push_back(edge.index);
    return wide;
  };
}

ProofData proof_data(const Invariant& invariant, const WideningRecord& widenings) {
  ProofData data;
  data.spaces = invariant.spaces;
  data.tags = invariant.tags;
  data.locations = invariant.locations;
  data.endpoints = invariant.holders.size();
  data.holders = members(invariant.holders);
  data.emitters = members(invariant.emitters);
  for (const Family family : kFamilies) {
    Numbering numbering(data.sets[static_cast<std::size_t>(family)]);
    std::map<std::uint32_t, std::uint32_t> known;
    for (const Phase phase : kPhases) {
      std::map<std::vector<ProofData::Run>, std::size_t> planes;  // runs -> where in data.planes
      for (std::size_t tag = 0; tag < invariant.tags; ++tag) {
        auto runs = runs_of(invariant, family, phase, tag, numbering, known);
        if (runs.empty() || (runs.size() == 1 && runs.front().set == 0)) continue;
        const auto [place, is_new] = planes.try_emplace(runs, data.planes.size());
        if (is_new) data.planes.push_back({family, phase, {}, std::move(runs)});
        data.planes[place->second].tags.push_back(static_cast<std::uint32_t>(tag));
      }
    }
    // In an order that does not depend on numbers of the record.
    std::vector<std::pair<std::vector<std::uint32_t>, WideningRecord::Key>> found;
    for (const auto& [key, edges] : widenings.edges_) {
      if (std::get<Family>(key) != family) continue;
      found.emplace_back(edges, key);
      std::ranges::sort(found.back().first);
    }
    std::ranges::sort(found, [&](const auto& a, const auto& b) {
      const auto leaving = [&](const auto& it) -> const auto& { return invariant.table().at(std::get<1>(it.second)).words(); };
      return std::tie(a.first, leaving(a)) < std::tie(b.first, leaving(b));
    });
    for (auto& [edges, key] : found) {
      const std::uint32_t leaving = numbering.of(invariant.table().at(std::get<1>(key)));
      data.widenings.push_back({family, leaving, numbering.of(invariant.table().at(std::get<2>(key))), std::move(edges)});
    }
  }
  return data;
}

Invariant invariant_of(const ProofData& data) {
  Invariant invariant;
  invariant.spaces = data.spaces;
  invariant.tags = data.tags;
  invariant.locations = data.locations;
  invariant.holders = flags(data.holders, data.endpoints);
  invariant.emitters = flags(data.emitters, data.endpoints);
  invariant.numbers.resize(3 * 2 * data.tags * data.locations);
  const auto table = std::make_shared<ClassSetTable>();
  std::array<std::vector<std::uint32_t>, 3> numbers;
  for (std::size_t f = 0; f < numbers.size(); ++f) {
    numbers[f].push_back(0);
    for (const ClassSet& set : data.sets[f]) numbers[f].push_back(table->intern(set));
  }
  for (const ProofData::Plane& plane : data.planes) {
    for (const std::uint32_t tag : plane.tags) {
      std::uint32_t at = 0;
      for (const ProofData::Run& run : plane.runs) {
        for (std::uint32_t i = 0; i < run.count; ++i, ++at) {
          invariant.numbers.at(invariant.state_index(plane.family, plane.phase, tag, LocationId{at})) =
              numbers[static_cast<std::size_t>(plane.family)].at(run.set);
        }
      }
    }
  }
  invariant.sets = table;
  return invariant;
}

WideningHint hint_of(const ProofData& data, const Invariant& invariant) {
  using Wide = std::map<std::tuple<Family, std::uint32_t, std::uint32_t>, std::uint32_t>;  ///< edge, leaving -> set
  const auto known = std::make_shared<Wide>();
  for (const ProofData::Widening& it : data.widenings) {
    const auto& sets = data.sets[static_cast<std::size_t>(it.family)];
    const std::uint32_t leaving = invariant.sets->intern(sets.at(it.leaving - 1)), wide = invariant.sets->intern(sets.at(it.wide - 1));
    for (const std::uint32_t edge : it.edges) known->insert_or_assign({it.family, edge, leaving}, wide);
  }
  return [known](Family family, FlowEdgeId edge, std::uint32_t leaving) {
    const auto found = known->find({family, edge.index, leaving});
    return found == known->end() ? leaving : found->second;
  };
}

}  // namespace sekimori
