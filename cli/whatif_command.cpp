#include <algorithm>
#include <filesystem>
#include <list>
#include <span>

#include "comparing.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/policy/ledger_edits.hpp"
#include "sekimori/policy/policy_edits.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

namespace fs = std::filesystem;

struct ScenarioText {
  std::string path;  ///< as messages name it: relative to the snapshot when it is inside
  std::string text;
};

/// "NAME" stands for SNAPSHOT/scenarios/NAME.yaml when there is no such file.
std::string file_of(const std::string& given, const std::string& snapshot) {
  std::error_code error;
  if (fs::exists(given, error)) return given;
  for (const char* ending : {"", ".yaml"}) {
    const fs::path inside = fs::path(snapshot) / "scenarios" / (given + ending);
    if (given.find('/') == std::string::npos && fs::exists(inside, error)) return inside.string();
  }
  return given;
}

std::string shown_path(const std::string& file, const std::string& snapshot) {
  const std::string root = fs::path(snapshot).lexically_normal().string();
  const std::string path = fs::path(file).lexically_normal().string();
  const std::string prefix = root.empty() || root.back() == '/' ? root : root + "/";
  return path.size() > prefix.size() && path.starts_with(prefix) ? path.substr(prefix.size()) : file;
}

/// All of SNAPSHOT/scenarios, by name; expected.yaml says what they should do and is none.
std::vector<std::string> scenarios_in(const std::string& snapshot) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(snapshot) / "scenarios", error)) {
    const fs::path& path = entry.path();
    if (entry.is_regular_file(error) && path.extension() == ".yaml" && path.filename() != "expected.yaml") files.push_back(path.string());
  }
  std::ranges::sort(files);
  return files;
}

std::optional<std::vector<ScenarioText>> read_scenarios(const WhatIfArguments& arguments, Console& console) {
  std::vector<std::string> files = arguments.scenarios;
  if (files.empty()) files = scenarios_in(arguments.common.snapshot);
  if (files.empty()) {
    print_error("no scenario is named, and the snapshot's folder scenarios/ has none", console);
    return std::nullopt;
  }
  std::vector<ScenarioText> texts;
  bool good = true;
  for (const std::string& given : files) {
    const std::string path = file_of(given, arguments.common.snapshot);
    ReadFile file = read_file(path);
    if (!file.bytes) print_error(file.error, console);
    if (file.bytes) texts.push_back({shown_path(path, arguments.common.snapshot), std::move(*file.bytes)});
    good = good && file.bytes;
  }
  return good ? std::optional(std::move(texts)) : std::nullopt;
}

/// What one or several scenarios make of the base.
struct Edited {
  Network network;
  Policy policy;
  Scenario scenario;
};

/// Several scenarios as one: their edits one after the other.
void join(Scenario& all, Scenario&& more) {
  if (all.name.empty()) {
    all = std::move(more);
    return;
  }
  all.name += " + " + more.name;
  all.title_ja += " + " + more.title_ja;
  all.title_en += " + " + more.title_en;
  all.path += " " + more.path;
  std::ranges::move(more.edits, std::back_inserter(all.edits));
  std::ranges::move(more.ledger, std::back_inserter(all.ledger));
}

/// Errors: printed, all of this alternative at once; nullopt.
std::optional<Edited> edited(const SnapshotInput& base, std::span<const ScenarioText> texts, const WhatIfArguments& arguments,
                             Console& console) {
  SnapshotInput copy = base;
  Scenario all;
  WrittenFacts written;
  Diagnostics diagnostics;
  bool good = true;
  for (const ScenarioText& each : texts) {
    auto scenario = apply_scenario(each.text, each.path, copy.network, written, diagnostics);
    good = good && scenario;
    if (scenario) join(all, std::move(*scenario));
  }
  print(diagnostics, copy.network.sources, arguments.common.quiet, console);
  if (!good) return std::nullopt;
  // The ledger is read anew: its rows stand for the addresses that hosts have now. What it warns of was said of the base.
  auto policy = load_snapshot_policy(copy, arguments.policy, true, console);
  if (!policy) return std::nullopt;
  Diagnostics of_rows;
  good = apply_policy_edits(all.ledger, copy.files, copy.network, *policy, of_rows) &&
         apply_ledger_edits(all.ledger, copy.network, *policy, of_rows);
  print(of_rows, copy.network.sources, arguments.common.quiet, console);
  if (!good) return std::nullopt;
  return Edited{std::move(copy.network), std::move(*policy), std::move(all)};
}

std::optional<std::vector<Edited>> all_edited(const SnapshotInput& base, const std::vector<ScenarioText>& texts,
                                              const WhatIfArguments& arguments, Console& console) {
  std::vector<Edited> result;
  bool good = true;
  const std::size_t step = arguments.together ? texts.size() : 1;
  for (std::size_t i = 0; i < texts.size(); i += step) {
    auto one = edited(base, std::span(texts).subspan(i, step), arguments, console);
    good = good && one;
    if (one) result.push_back(std::move(*one));
  }
  return good ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace

ExitCode run(const WhatIfArguments& arguments, Console& console) {
  auto base = load_snapshot(arguments.common, console);
  if (!base) return ExitCode::input;
  const auto policy = load_snapshot_policy(*base, arguments.policy, arguments.common.quiet, console);
  const auto texts = policy ? read_scenarios(arguments, console) : std::nullopt;
  if (!texts) return ExitCode::input;
  // Every scenario is applied before anything is proved: a mistake in the last must not come after minutes.
  const auto alternatives = all_edited(*base, *texts, arguments, console);
  if (!alternatives) return ExitCode::input;

  const CompareBase before = compare_base(base->network, *policy, arguments.verify, arguments.common, console);
  std::list<CompareRun> runs;  // the view points at them
  for (const Edited& it : *alternatives) {
    runs.push_back(compare_run(before, it.network, it.policy, arguments.verify, arguments.common, console));
  }
  ComparisonView view{base->network.name, &before.report, &base->network, {}, arguments.verify.every_witness};
  auto run = runs.begin();
  for (const Edited& it : *alternatives) {
    view.alternatives.push_back({it.scenario.name, &it.scenario, &run->report, &it.network, &run->comparison});
    ++run;
  }
  return print_comparison(view, arguments.verify, arguments.common, console);
}

}  // namespace sekimori
