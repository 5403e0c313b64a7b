#include "engines/snapshot_text.hpp"

#include <gtest/gtest.h>

#include "engines/answers.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {
namespace {

constexpr std::uint64_t kNetworks = 60;

/// Two hosts with one address: the random networks have them, the loader refuses them.
bool is_one_address_twice(const ReadSnapshot& back) { return !back.found && back.errors.find(" N023: ") != std::string::npos; }

TEST(SnapshotText, EveryRandomNetworkIsReadBackUnlessTwoHostsHaveOneAddress) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= kNetworks; ++seed) {
    const ReadSnapshot back = read_snapshot(write_snapshot(random_case(seed), {}).files);
    EXPECT_TRUE(back.found || is_one_address_twice(back)) << "seed " << seed << "\n" << back.errors;
    refused += back.found ? 0U : 1U;
  }
  EXPECT_LT(refused, kNetworks / 10);
}

std::map<CellName, bool> reached(const RandomCase& c) {
  Answers answers;
  ask(Engine::simulator, c, {}, answers);
  std::map<CellName, bool> all;
  for (const auto& [cell, tried] : answers.simulator) all[cell] = tried.reached;
  return all;
}

TEST(SnapshotText, ReadBackTheSamePacketsGetThereUnlessItSaysWhatItLoses) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= kNetworks; ++seed) {
    const RandomCase c = random_case(seed);
    const WrittenSnapshot written = write_snapshot(c, {});
    if (!written.lost.empty()) continue;
    const ReadSnapshot back = read_snapshot(written.files);
    if (is_one_address_twice(back)) continue;
    ASSERT_TRUE(back.found) << back.errors;
    EXPECT_EQ(back.found->threat, c.threat);
    EXPECT_EQ(reached(*back.found), reached(c)) << "seed " << seed << "\n" << written.files.at("network.yaml") << describe(c);
    ++compared;
  }
  EXPECT_GT(compared, kNetworks / 2);
}

TEST(SnapshotText, SaysWhatTheFilesCannotSay) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.host("a", "red", n.routed(r, "e0", "10.0.1.1/24"), "10.0.1.5");
  n.host("b", "blue", n.routed(r, "e1", "10.0.2.1/24"), "10.0.2.5");
  n.of(r).source_routes = true;
  RandomCase c;
  c.network = n.net;
  const WrittenSnapshot written = write_snapshot(c, {"a comment"});
  ASSERT_EQ(written.lost.size(), 1U);
  EXPECT_NE(written.files.at("network.yaml").find("# not in this file: source routes of r\n"), std::string::npos);
  EXPECT_NE(written.files.at("network.yaml").find("# a comment\n"), std::string::npos);
}

}  // namespace
}  // namespace sekimori::testing
