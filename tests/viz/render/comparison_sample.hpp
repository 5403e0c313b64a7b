// A comparison of the campus with itself: the first scenario turned its violated cell, the second turned nothing and lost a flow.
#pragma once

#include "sekimori/render/comparison.hpp"
#include "viz/render/campus.hpp"

namespace sekimori::testing {

struct ComparisonSample {
  Campus campus;
  Report before, same;
  Scenario opening, harmless;
  Comparison turned, lost;
  ComparisonView view;

  explicit ComparisonSample(const std::string& suffix = "") {
    if (!suffix.empty()) make_hostile(campus);
    before = campus.report;
    same = campus.report;
    for (CellVerdict& cell : before.cells) {
      if (cell.verdict != VerdictKind::violated) continue;
      cell.verdict = VerdictKind::proved;
      cell.witness.reset();
    }
    same.cells = before.cells;
    before.coverage.required_flows = {{"F1" + suffix, true, "", {}}};
    same.coverage.required_flows = {{"F1" + suffix, false, "no route" + suffix, {}}};
    campus.report.coverage.required_flows = before.coverage.required_flows;
    opening = {"opening" + suffix, "開く" + suffix, "opens" + suffix, "9", "scenarios/9.yaml" + suffix, campus.core_file, {}, {}};
    opening.edits.push_back({"add_rule", campus.core_line(5), {"core" + suffix}});
    harmless = {"harmless", "", "", "", "scenarios/h.yaml", campus.core_file, {}, {}};
    turned = compare(before, campus.report);
    lost = compare(before, same);
    view = {campus.n.net.name, &before, &campus.n.net, {}, false};
    view.alternatives.push_back({opening.name, &opening, &campus.report, &campus.n.net, &turned});
    view.alternatives.push_back({harmless.name, &harmless, &same, &campus.n.net, &lost});
  }
  ComparisonSample(const ComparisonSample&) = delete;
  ComparisonSample& operator=(const ComparisonSample&) = delete;
};

}  // namespace sekimori::testing
