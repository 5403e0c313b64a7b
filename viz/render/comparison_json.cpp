// Comparisons as JSON: docs/schema/comparison.schema.json.
#include "json_parts.hpp"
#include "sekimori/render/comparison.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

Json verdict_json(const Report& report, const std::optional<std::size_t>& cell) {
  return cell ? Json(to_text(report.cells[*cell].verdict)) : Json(nullptr);
}

Json turned_json(const ComparisonView& view, const Alternative& it) {
  Json list = Json::array();
  for (const TurnedCell& turned : it.comparison->turned) {
    Json json = {{"id", json_text(turned.id)},
                 {"before", verdict_json(*view.before, turned.before)},
                 {"after", verdict_json(*it.report, turned.after)}};
    json["departure"] = nullptr;
    json["verdict"] = nullptr;
    if (turned.after) {
      const CellVerdict& cell = it.report->cells[*turned.after];
      const auto where = cell.witness && it.scenario != nullptr ? departure(*cell.witness, *it.scenario) : std::nullopt;
      if (where) json["departure"] = {{"device", json_text(where->device)}, {"source", source_json(where->at, it.network->sources)}};
      json["verdict"] = cell_json(cell, *it.report, *it.network);
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json turned_predicates_json(const ComparisonView& view, const Alternative& it) {
  const auto both = [](const Text& text) { return Json{{"ja", json_text(text.ja)}, {"en", json_text(text.en)}}; };
  Json list = Json::array();
  for (const TurnedPredicate& turned : it.comparison->predicates) {
    const auto verdict = [&](const Report& report, const std::optional<std::size_t>& place) {
      return place ? Json(to_text(report.predicates[*place].verdict)) : Json(nullptr);
    };
    Json json = {
        {"id", json_text(turned.id)}, {"before", verdict(*view.before, turned.before)}, {"after", verdict(*it.report, turned.after)}};
    json["findings"] = Json::array();
    if (turned.after) {
      for (const Finding& finding : it.report->predicates[*turned.after].findings) {
        json["findings"].push_back(
            {{"weighs", to_text(finding.weighs)}, {"subject", json_text(finding.subject)}, {"text", both(finding.text)}});
      }
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json weakened_json(const ComparisonView& view, const Alternative& it) {
  const auto strength = [](const CellVerdict& cell) {
    return Json{{"tier", cell.tier ? Json(to_text(*cell.tier)) : Json(nullptr)},
                {"spoof_robust", cell.spoof_robust ? Json(*cell.spoof_robust) : Json(nullptr)}};
  };
  Json list = Json::array();
  for (const WeakenedCell& cell : it.comparison->weakened) {
    const CellVerdict &a = view.before->cells[cell.before], &b = it.report->cells[cell.after];
    list.push_back({{"id", json_text(b.id)}, {"before", strength(a)}, {"after", strength(b)}});
  }
  return list;
}

Json flows_json(const ComparisonView& view, const Alternative& it) {
  const auto side = [](const Report& report, const Network& network, const std::optional<std::size_t>& row) {
    return row ? flow_json(report.coverage.required_flows[*row], network.sources) : Json(nullptr);
  };
  Json list = Json::array();
  for (const ChangedFlow& flow : it.comparison->flows) {
    list.push_back({{"row", json_text(flow.row)},
                    {"before", side(*view.before, *view.before_network, flow.before)},
                    {"after", side(*it.report, *it.network, flow.after)}});
  }
  return list;
}

Json scenario_json(const Scenario& scenario, const SourceTable& sources) {
  Json edits = Json::array();
  for (const AppliedEdit& edit : scenario.edits) {
    Json touched = Json::array();
    for (const std::string& name : edit.touched) touched.push_back(json_text(name));
    edits.push_back({{"kind", edit.kind}, {"source", source_json(edit.at, sources)}, {"touched", std::move(touched)}});
  }
  return {{"file", json_text(scenario.path)},
          {"title", {{"ja", json_text(scenario.title_ja)}, {"en", json_text(scenario.title_en)}}},
          {"catalogue", json_text(scenario.catalogue)},
          {"edits", std::move(edits)}};
}

}  // namespace

std::string render_comparison_json(const ComparisonView& view) {
  Json json;
  json["format_version"] = kFormatVersion;
  json["before"] = {{"name", json_text(view.before_name)}, {"summary", summary_json(*view.before)}};
  json["threat"] = to_text(view.before->threat);
  json["alternatives"] = Json::array();
  for (const Alternative& it : view.alternatives) {
    Json row = {{"name", json_text(it.name)}};
    row["scenario"] = it.scenario != nullptr ? scenario_json(*it.scenario, it.network->sources) : Json(nullptr);
    row["summary"] = summary_json(*it.report);
    row["turned"] = turned_json(view, it);
    row["predicates"] = turned_predicates_json(view, it);
    row["unchanged"] = it.comparison->unchanged;
    row["weakened"] = weakened_json(view, it);
    row["required_flows"] = flows_json(view, it);
    row["obligations"] = {{"distinct", it.report->stats.distinct_obligations}, {"reused", it.report->stats.reused_obligations}};
    json["alternatives"].push_back(std::move(row));
  }
  json["tool"] = tool_json();
  return written(json);
}

}  // namespace sekimori
