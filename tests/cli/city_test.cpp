// The whole reference city, decided and compared with what is expected of it; SEKIMORI_CITY=FOLDER takes another one that the generator
// wrote.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "commands.hpp"
#include "expected_predicates.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/reader.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/render/render.hpp"
#include "solver/prove/assess.hpp"
#include "solver/prove/coverage.hpp"

namespace sekimori {
namespace {

namespace fs = std::filesystem;

const fs::path kShipped = fs::path(SEKIMORI_SOURCE_DIR) / "topologies/reference-alpha";

struct City {
  FileSet files;
  Network network;
  Policy policy;
  Diagnostics diagnostics;
};

City load(FileSet files) {
  LoadedNetwork loaded = load_network(files, "reference-alpha");
  Diagnostics diagnostics = loaded.diagnostics;
  if (loaded.network) {
    auto policy = load_policy(files, *loaded.network, loaded.network->sources, diagnostics);
    if (policy) return {std::move(files), std::move(*loaded.network), std::move(*policy), std::move(diagnostics)};
  }
  throw std::runtime_error(to_text(diagnostics.front(), loaded.sources));
}

FileSet snapshot(const fs::path& folder) {
  ReadLimits limits;
  limits.skipped = {"expected", "variants"};
  ReadFolder files = read_folder(folder.string(), limits);
  if (!files.files) throw std::runtime_error(files.errors.front());
  return std::move(*files.files);
}

class ReferenceCity : public ::testing::Test {
 protected:
  /// SEKIMORI_CITY: another folder with the same expectations.
  void SetUp() override {
    const char* other = std::getenv("SEKIMORI_CITY");
    folder_ = other == nullptr || *other == '\0' ? kShipped : fs::path(other);
  }

  fs::path folder_;
};

struct Expected {
  unsigned exit = 99;
  std::string verdict;
  testing::ExpectedPredicates predicates;
};

Expected read_expected() {
  constexpr std::string_view kWords[] = {"exit", "others", "predicates"};
  Diagnostics diagnostics;
  Reporter reporter(diagnostics);
  const auto document =
      parse_document(read_file((kShipped / "expected/verdicts.yaml").string()).bytes.value_or(""), FileId{1}, diagnostics);
  if (!document) return {};
  const MapReader top(*document, {"expectation", kWords}, reporter);
  Expected expected{static_cast<unsigned>(top.number("exit", {0, 4}).value_or(99)), top.text("others").value_or(""),
                    testing::read_expected_predicates(*document)};
  EXPECT_TRUE(diagnostics.empty());
  return expected;
}

void expect_verdicts(const fs::path& folder, Threat threat) {
  const City city = load(snapshot(folder));
  EXPECT_TRUE(city.diagnostics.empty()) << to_text(city.diagnostics.front(), city.network.sources);
  VerifyOptions options;
  options.threat = threat;
  options.today = day_of("2026-11-30");
  const Expected expected = read_expected();
  const Report report = verify(city.network, city.policy, options);
  EXPECT_EQ(report.cells.size(), 12U * 11U) << "every ordered pair of the twelve zones";
  for (const CellVerdict& cell : report.cells) {
    EXPECT_EQ(to_text(cell.verdict), expected.verdict) << cell.id << ": " << (cell.reason ? cell.reason->en : "");
  }
  // Predicates are about the headline level: P-X8 follows what relays.
  if (threat != Threat::relay) return;
  testing::expect_predicates(report, expected.predicates, "reference-alpha");
  EXPECT_EQ(static_cast<unsigned>(exit_code(report, false)), expected.exit);
}

TEST_F(ReferenceCity, ProvesEveryCellAtThreatRelay) { expect_verdicts(folder_, Threat::relay); }
TEST_F(ReferenceCity, ProvesEveryCellAtThreatDirect) { expect_verdicts(folder_, Threat::direct); }

/// Whatever can reach the other zone's places at all, the headers aside, is kept out by a rule that has a name; the rest by cabling.
TEST_F(ReferenceCity, EveryCellThatFiltersKeepRestsOnARule) {
  const City city = load(snapshot(folder_));
  VerifyOptions options;
  options.supports = true;
  options.jobs = 2;
  const Report report = verify(city.network, city.policy, options);
  std::set<std::string> held;
  for (const Support& support : report.supports.value()) held.insert(support.cells.begin(), support.cells.end());
  std::size_t kept = 0;
  for (const CellVerdict& cell : report.cells) {
    if (cell.basis != "filters") continue;
    ++kept;
    EXPECT_TRUE(held.contains(cell.id)) << cell.id;
  }
  EXPECT_GE(2 * kept, report.cells.size()) << "at least half of the cells are not settled by cabling alone";
}

TEST_F(ReferenceCity, LedgerRowsAreDelivered) {
  const City city = load(snapshot(folder_));
  for (const RequiredFlow& flow : check_required_flows(city.network, city.policy))
    EXPECT_TRUE(flow.delivered) << flow.row << ": " << flow.why;
}

/// The other flows that have to work are rows of the same kind, read in place of the ledger.
TEST_F(ReferenceCity, FlowsWithoutLedgerRowsAreDelivered) {
  FileSet files = snapshot(folder_);
  files.erase("ledger.xlsx");
  files["ledger.csv"] = read_file((folder_ / "expected/flows.csv").string()).bytes.value_or("");
  const City city = load(std::move(files));
  EXPECT_GE(city.policy.ledger.size(), 25U);
  for (const RequiredFlow& flow : check_required_flows(city.network, city.policy))
    EXPECT_TRUE(flow.delivered) << flow.row << ": " << flow.why;
}

struct Change {
  std::string what;
  fs::path folder;
  std::set<ZonePair> cells;  ///< of which one must turn
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

std::vector<Change> read_changes(const fs::path& folder) {
  std::vector<Change> changes;
  for (const std::string& line : split(read_file((folder / "list.txt").string()).bytes.value_or(""), '\n')) {
    const auto parts = split(line, '|');
    if (parts.size() != 3) continue;  // no cell has to turn
    Change change{parts[0], folder / parts[1], {}};
    for (const std::string& cell : split(parts[2], ',')) {
      const auto ends = split(cell, '>');
      change.cells.emplace(ends.at(0), ends.at(1));
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<std::string> turned_cells(const Change& change) {
  const City city = load(snapshot(change.folder));
  VerifyOptions options;
  options.spoofing = false;
  const Assessment found = assess(city.network, city.policy, options, &change.cells);
  std::vector<std::string> turned;
  for (const auto& [key, cell] : found.cells) {
    const ZonePair pair{found.zones.at(key.first.index).name, found.zones.at(key.second.index).name};
    if (!change.cells.contains(pair) || cell.verdict == VerdictKind::proved) continue;
    const bool violated = cell.verdict == VerdictKind::violated;
    turned.push_back(pair.first + " → " + pair.second + (violated ? "" : " (" + std::string(to_text(cell.verdict)) + ")"));
  }
  return turned;
}

/// Each control counts: without it a cell turns that was named before. SEKIMORI_CITY_CHANGES is what mutate.py --out wrote.
TEST(ReferenceCityChanges, EachTurnsANamedCell) {
  const char* folder = std::getenv("SEKIMORI_CITY_CHANGES");
  if (folder == nullptr || *folder == '\0') GTEST_SKIP() << "set SEKIMORI_CITY_CHANGES to the folder that mutate.py --out wrote";
  const auto changes = read_changes(folder);
  EXPECT_GE(changes.size(), 20U);
  for (const Change& change : changes) {
    const auto turned = turned_cells(change);
    EXPECT_EQ(turned.empty(), change.what == "nothing changed") << change.what;
    std::cout << "| " << change.what << " | " << (turned.empty() ? "none" : "");
    for (std::size_t i = 0; i < turned.size(); ++i) std::cout << (i == 0 ? "" : ", ") << turned[i];
    std::cout << " |" << std::endl;
  }
}

/// Node keys of a DOT text by connected component, the largest first.
std::vector<std::set<std::string>> components_of(const std::string& dot) {
  std::map<std::string, std::string> parent;
  const std::function<std::string(const std::string&)> root = [&](const std::string& key) {
    const std::string& above = parent.try_emplace(key, key).first->second;
    return above == key ? key : root(above);
  };
  std::stringstream lines(dot);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, std::regex("^\\s*(\\w+) -> (\\w+)"))) parent[root(match[1])] = root(match[2]);
    if (std::regex_search(line, match, std::regex("^\\s*((?:device|host|group)_\\w+)\\s*\\["))) root(match[1]);
  }
  std::map<std::string, std::set<std::string>> by_root;
  for (const auto& [key, unused] : parent) by_root[root(key)].insert(key);
  std::vector<std::set<std::string>> result;
  for (auto& [key, members] : by_root) result.push_back(std::move(members));
  std::ranges::sort(result, std::greater(), &std::set<std::string>::size);
  return result;
}

// The NHI federation line hangs on a floor switch of the city, in a VLAN of its own; only the public Wi-Fi has a switch and a line apart.
TEST(CityPicture, ThePhysicalViewIsOnePieceBesidesThePublicWifi) {
  const City city = load(snapshot(kShipped));
  DrawOptions options;
  options.format = ImageFormat::dot;
  const auto components = components_of(draw(city.network, options).bytes);
  ASSERT_EQ(components.size(), 2U);
  EXPECT_GT(components.front().size(), 400U);
  EXPECT_EQ(components.back(), (std::set<std::string>{"device_pw_sw_1", "host_ap_public_1", "host_public_wifi_line"}));
}

}  // namespace
}  // namespace sekimori
