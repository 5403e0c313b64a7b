// Generated networks are what a benchmark needs: the same each time, as large as asked, hard, and lawful or broken as they say.
#include "bench/gen/gen.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "sekimori/load/snapshot.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori::gen {
namespace {

Options options(std::size_t devices, std::size_t rules, bool broken = false) { return {devices, rules, 1, broken}; }

std::size_t lines_with(const Files& files, const std::string& pattern) {
  const std::regex wanted(pattern);
  std::size_t count = 0;
  for (const auto& [name, text] : files) {
    if (!name.starts_with("configs/")) continue;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) count += std::regex_search(line, wanted) ? 1U : 0U;
  }
  return count;
}

std::size_t devices(const Files& files) {
  return static_cast<std::size_t>(std::ranges::count_if(files, [](const auto& file) { return file.first.starts_with("configs/"); }));
}

TEST(Generator, TheSameOptionsGiveTheSameBytesAndAnotherSeedOtherRules) {
  EXPECT_EQ(city(options(20, 500)), city(options(20, 500)));
  EXPECT_NE(city(options(20, 500)), city({20, 500, 2, false}));
  EXPECT_EQ(fat_tree(4, options(0, 200)), fat_tree(4, options(0, 200)));
}

TEST(Generator, ACityHasTheDevicesAndAboutTheRulesAskedFor) {
  for (const auto& [count, rules] : {std::pair<std::size_t, std::size_t>{20, 500}, {100, 1500}, {300, 5000}}) {
    const Files files = city(options(count, rules));
    EXPECT_EQ(devices(files) + 1, count) << "the prefecture's switch is in YAML";
    const auto made = static_cast<double>(lines_with(files, "^ (permit|deny) "));
    EXPECT_NEAR(made, static_cast<double>(rules), 0.1 * static_cast<double>(rules));
  }
}

TEST(Generator, ListsAreHard) {
  const Files files = city(options(300, 5000));
  EXPECT_EQ(lines_with(files, "^ permit ip any"), 0U) << "a broad permit ends the list for whoever reads it";
  EXPECT_GT(lines_with(files, "^ permit (tcp|udp) host [0-9.]+ host [0-9.]+ eq "), 1500U);
  EXPECT_GT(lines_with(files, "^ permit (tcp|udp) object-group "), 200U);
  EXPECT_GT(lines_with(files, "^ deny tcp "), 200U);
  EXPECT_GT(lines_with(files, "^ deny udp "), 200U);
  EXPECT_EQ(lines_with(files, "^ deny ip "), 0U) << "guards are split by protocol";
}

TEST(Generator, RefusesSizesThatItCannotMake) {
  EXPECT_THROW((void)city(options(5, 500)), BadOptions);
  EXPECT_THROW((void)city(options(1'000'000, 500)), BadOptions);
  EXPECT_THROW((void)fat_tree(5, options(0, 200)), BadOptions);
}

/// "a->b" of the cells that are violated, those that are not decided, and the required flows that are not delivered.
struct Outcome {
  std::vector<std::string> violated, open, undelivered;
};

Outcome verified(const Files& files) {
  FileSet input;
  std::string expected;
  for (const auto& [name, text] : files) {
    if (!name.starts_with("expected/") && !name.starts_with("scenarios/")) input[name] = text;
  }
  LoadedNetwork loaded = load_network(input, "generated");
  EXPECT_TRUE(loaded.network);
  EXPECT_TRUE(loaded.diagnostics.empty()) << loaded.diagnostics.front().message;
  Outcome outcome;
  if (!loaded.network) return outcome;
  Diagnostics diagnostics;
  const auto policy = load_policy(input, *loaded.network, loaded.network->sources, diagnostics, {});
  EXPECT_TRUE(policy);
  if (!policy) return outcome;
  const Report report = verify(*loaded.network, *policy);
  for (const CellVerdict& cell : report.cells) {
    const std::string name = report.zones[cell.from.index].name + "->" + report.zones[cell.to.index].name;
    if (cell.verdict == VerdictKind::violated) outcome.violated.push_back(name);
    if (cell.verdict == VerdictKind::inconclusive) outcome.open.push_back(name);
  }
  for (const auto& flow : report.coverage.required_flows) {
    if (!flow.delivered) outcome.undelivered.push_back(flow.row);
  }
  std::ranges::sort(outcome.violated);
  return outcome;
}

std::vector<std::string> expected_of(const Files& files) {
  std::vector<std::string> cells;
  std::istringstream lines(files.at("expected/cells.yaml"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  - ")) cells.push_back(line.substr(4));
  }
  std::ranges::sort(cells);
  return cells;
}

class Generated : public ::testing::TestWithParam<bool> {};

TEST_P(Generated, CityIsProvedOrBrokenWhereItSays) {
  const Files files = city(options(20, 500, GetParam()));
  EXPECT_EQ(expected_of(files).empty(), !GetParam());
  const Outcome outcome = verified(files);
  EXPECT_EQ(outcome.violated, expected_of(files));
  EXPECT_EQ(outcome.open, std::vector<std::string>{});
  EXPECT_EQ(outcome.undelivered, std::vector<std::string>{});
}

TEST_P(Generated, FatTreeIsProvedOrBrokenWhereItSays) {
  const Files files = fat_tree(4, options(0, 200, GetParam()));
  const Outcome outcome = verified(files);
  EXPECT_EQ(outcome.violated, expected_of(files));
  EXPECT_EQ(outcome.open, std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(LawfulAndBroken, Generated, ::testing::Bool());

}  // namespace
}  // namespace sekimori::gen
