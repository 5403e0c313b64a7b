// What a change turned, as text and JSON (docs/schema/comparison.schema.json): one snapshot against another, or against its scenarios.
#pragma once

#include <string>
#include <vector>

#include "sekimori/prove/compare.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// One state after a change. Everything outlives the view.
struct Alternative {
  std::string name;                    ///< of the scenario, or of the folder
  const Scenario* scenario = nullptr;  ///< absent when two snapshots are compared
  const Report* report = nullptr;
  const Network* network = nullptr;
  const Comparison* comparison = nullptr;
};

struct ComparisonView {
  std::string before_name;
  const Report* before = nullptr;
  const Network* before_network = nullptr;
  std::vector<Alternative> alternatives;
  bool every_witness = false;  ///< text: hop by hop for each violated cell, not for the first of an alternative alone
};

[[nodiscard]] std::string render_comparison_text(const ComparisonView& view, const TextOptions& options = {});
[[nodiscard]] std::string render_comparison_json(const ComparisonView& view);

}  // namespace sekimori
