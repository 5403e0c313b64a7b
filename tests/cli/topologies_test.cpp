// Each shipped topology and variant has verdicts that were written from the rules before any run (expected/verdicts.yaml). This compares.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "commands.hpp"
#include "expected_predicates.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/reader.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "viz/render/phrases.hpp"

namespace sekimori {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = fs::path(SEKIMORI_SOURCE_DIR) / "topologies";

struct ExpectedCell {
  std::string from, to;
  std::string verdict;
  std::string ends_in, device, phase;  ///< empty: not said
};
struct Expected {
  unsigned exit = 0;
  std::string others;  ///< the verdict of every cell that is not listed; empty: not said
  std::vector<ExpectedCell> cells;
  testing::ExpectedPredicates predicates;
};

constexpr std::string_view kTopWords[] = {"exit", "others", "cells", "predicates"};
constexpr std::string_view kCellWords[] = {"cell", "verdict", "ends-in", "device", "phase"};

/// Every folder with expectations; relative to topologies/.
std::vector<std::string> folders_with_expectations() {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().filename() == "verdicts.yaml") found.push_back(fs::relative(entry.path().parent_path().parent_path(), kRoot).string());
  }
  std::ranges::sort(found);
  return found;
}

/// The reference city takes minutes and has a test of its own (city_test).
std::vector<std::string> cases() {
  std::vector<std::string> found = folders_with_expectations();
  std::erase(found, "reference-alpha");
  return found;
}

Expected read_expected(const fs::path& folder) {
  Expected expected;
  const ReadFile file = read_file((folder / "expected/verdicts.yaml").string());
  Diagnostics diagnostics;
  Reporter reporter(diagnostics);
  const auto document = parse_document(file.bytes.value_or(""), FileId{1}, diagnostics);
  if (!document) {
    ADD_FAILURE() << "cannot read " << folder;
    return expected;
  }
  const MapReader top(*document, {"expectation", kTopWords}, reporter);
  expected.exit = top.number("exit", {0, 4}).value_or(99);
  expected.others = top.text("others").value_or("");
  expected.predicates = testing::read_expected_predicates(*document);
  for (const Document* item : top.list("cells")) {
    const MapReader cell(*item, {"cell", kCellWords}, reporter);
    const std::string pair = cell.required_text("cell");
    const std::size_t arrow = pair.find("->");
    EXPECT_NE(arrow, std::string::npos) << pair;
    if (arrow == std::string::npos) continue;
    expected.cells.push_back({pair.substr(0, arrow), pair.substr(arrow + 2), cell.required_text("verdict"),
                              cell.text("ends-in").value_or(""), cell.text("device").value_or(""), cell.text("phase").value_or("")});
  }
  EXPECT_TRUE(diagnostics.empty()) << folder << ": " << diagnostics.front().message;
  return expected;
}

/// A zone of network.yaml by name; `implicit` is any zone that was made for a segment without one (E2).
bool is_zone(const Report& report, ZoneId zone, const std::string& name) {
  const Zone& it = report.zones.at(zone.index);
  return it.implicit ? name == "implicit" : it.name == name;
}

struct Outcome {
  Network network;
  Report report;
};

Outcome verify_folder(const fs::path& folder, const VerifyOptions& options = {}) {
  ReadLimits limits;
  limits.skipped = {"expected", "scenarios", "variants"};
  ReadFolder files = read_folder(folder.string(), limits);
  if (!files.files) throw std::runtime_error(files.errors.front());
  LoadedNetwork loaded = load_network(*files.files, folder.filename().string());
  Diagnostics diagnostics = loaded.diagnostics;
  if (loaded.network) {
    if (const auto policy = load_policy(*files.files, *loaded.network, loaded.network->sources, diagnostics)) {
      EXPECT_TRUE(diagnostics.empty()) << to_text(diagnostics.front(), loaded.network->sources);
      Report report = verify(*loaded.network, *policy, options);
      return {std::move(*loaded.network), std::move(report)};
    }
  }
  throw std::runtime_error(to_text(diagnostics.front(), loaded.sources));
}

/// The zone in which the last packet of the witness arrives.
std::optional<ZoneId> end_zone(const Outcome& outcome, const Witness& witness) {
  if (witness.legs.empty()) return std::nullopt;
  const FlowGraph graph = build_flow_graph(outcome.network);
  const auto found = std::ranges::find(graph.endpoints, witness.legs.back().to, &FlowEndpoint::name);
  return found == graph.endpoints.end() ? std::nullopt : std::optional(found->zone);
}

bool passes(const Witness& witness, const std::string& device) {
  return std::ranges::any_of(witness.legs, [&](const WitnessLeg& leg) {
    return std::ranges::any_of(leg.hops, [&](const Hop& hop) { return hop.device == device; });
  });
}

void expect_witness(const Outcome& outcome, const CellVerdict& cell, const ExpectedCell& expected) {
  ASSERT_TRUE(cell.witness) << cell.id;
  EXPECT_TRUE(cell.witness->replayed) << cell.id;
  const auto zone = end_zone(outcome, *cell.witness);
  ASSERT_TRUE(zone) << cell.id << " ends at '" << (cell.witness->legs.empty() ? "" : cell.witness->legs.back().to) << "'";
  EXPECT_TRUE(is_zone(outcome.report, *zone, expected.ends_in)) << cell.id << " ends in " << outcome.report.zones.at(zone->index).name;
  EXPECT_TRUE(passes(*cell.witness, expected.device)) << cell.id << " does not pass " << expected.device;
  if (!expected.phase.empty()) {
    EXPECT_EQ(cell.witness->legs.back().phase, expected.phase == "reply" ? Phase::reply : Phase::initiate) << cell.id;
  }
  for (const WitnessLeg& leg : cell.witness->legs) {
    for (const Hop& hop : leg.hops) {
      EXPECT_FALSE(hop.why.empty() && hop.source.line == 0) << cell.id << ": a hop without a reason or a line";
      EXPECT_TRUE(hop.why.empty() || hop.action == "receive" || hop.action == "deliver" || in_japanese(hop.why))
          << "no Japanese: " << hop.why;
    }
  }
}

class Topology : public ::testing::TestWithParam<std::string> {};

TEST_P(Topology, HasTheVerdictsThatTheRulesGive) {
  const fs::path folder = kRoot / GetParam();
  const Expected expected = read_expected(folder);
  VerifyOptions options;
  options.today = day_of("2026-11-30");
  const Outcome outcome = verify_folder(folder, options);
  std::vector<bool> seen(expected.cells.size(), false);
  for (const CellVerdict& cell : outcome.report.cells) {
    bool listed = false;
    for (std::size_t i = 0; i < expected.cells.size(); ++i) {
      const ExpectedCell& it = expected.cells[i];
      if (!is_zone(outcome.report, cell.from, it.from) || !is_zone(outcome.report, cell.to, it.to)) continue;
      seen[i] = listed = true;
      EXPECT_EQ(to_text(cell.verdict), it.verdict) << cell.id << ": " << (cell.reason ? cell.reason->en : "");
      if (it.verdict == "violated") expect_witness(outcome, cell, it);
    }
    if (!listed && !expected.others.empty()) {
      EXPECT_EQ(to_text(cell.verdict), expected.others) << cell.id << ": " << (cell.reason ? cell.reason->en : "");
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_TRUE(seen[i]) << "no verdict for " << expected.cells[i].from << "->" << expected.cells[i].to;
  }
  testing::expect_predicates(outcome.report, expected.predicates, GetParam());
  EXPECT_EQ(static_cast<unsigned>(exit_code(outcome.report, false)), expected.exit);
}

TEST_P(Topology, DeliversItsRequiredFlows) {
  const Outcome outcome = verify_folder(kRoot / GetParam());
  for (const RequiredFlow& flow : outcome.report.coverage.required_flows) EXPECT_TRUE(flow.delivered) << flow.row << ": " << flow.why;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace_if(
      name, [](char c) { return c == '-' || c == '/'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Shipped, Topology, ::testing::ValuesIn(cases()), test_name);

/// Lawful topologies only: data of a source that is no relay's is a subset of what the relays pass on, so `direct` holds where `relay`
/// does.
TEST(Topologies, LawfulOnesHoldAtThreatDirectToo) {
  for (const std::string& name : cases()) {
    const Expected expected = read_expected(kRoot / name);
    if (expected.exit != 0) continue;
    VerifyOptions options;
    options.threat = Threat::direct;
    options.spoofing = false;
    const Outcome outcome = verify_folder(kRoot / name, options);
    for (const CellVerdict& cell : outcome.report.cells) EXPECT_EQ(cell.verdict, VerdictKind::proved) << cell.id;
  }
}

TEST(Topologies, EveryShippedFolderHasItsExpectation) {
  const std::vector<std::string> known = folders_with_expectations();
  EXPECT_GE(known.size(), 19U);
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().filename() != "network.yaml") continue;
    const std::string name = fs::relative(entry.path().parent_path(), kRoot).string();
    if (name.starts_with("invalid") || name == "starter") continue;  // the starter is a template, tested with `init`
    if (fs::exists(entry.path().parent_path() / "UNFINISHED.md")) continue;  // says itself what is missing
    EXPECT_TRUE(std::ranges::find(known, name) != known.end()) << name << " has no expected/verdicts.yaml";
  }
}

}  // namespace
}  // namespace sekimori
