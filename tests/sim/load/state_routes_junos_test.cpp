#include "sim/load/state_routes_junos.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "sekimori/load/snapshot.hpp"
#include "sim/load/config_text.hpp"
#include "sim/load/unpack_xz.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kHead = "Destination        Type RtRef Next hop           Type Index NhRef Netif\n";

/// "10.0.0.0/8 forwarded 10.1.0.1 ge-0/0/0.0" of every way.
std::vector<std::string> ways(const StateTable& table) {
  std::vector<std::string> all;
  for (const StateRoute& it : table.routes) {
    constexpr std::string_view kKinds[] = {"forwarded", "attached", "own", "dropped"};
    std::string text =
        it.vrf + (it.vrf.empty() ? "" : ":") + to_text(it.destination) + " " + std::string(kKinds[static_cast<std::size_t>(it.kind)]);
    if (it.via) text += " " + to_text(*it.via);
    if (!it.interface.empty()) text += " " + it.interface;
    all.push_back(text);
  }
  return all;
}

TEST(JunosForwarding, RowsWithTheirWaysBelow) {
  const std::string text = "Routing table: default.inet\nInternet:\n" + std::string(kHead) +
                           "default            perm     1                    rjct    36     3\n"
                           "10.1.0.0/24        user     0                    indr 2097182  2819\n"
                           "                              10.9.0.1           ucst  1254    68 ge-6/1/0.0\n"
                           "10.2.0.0/16        user     0                    ulst 1048605     5\n"
                           "                                                 indr 1048604     2\n"
                           "                              10.9.0.1           ucst  1184     4 xe-2/2/0.7\n"
                           "                                                 indr 1048601     2\n"
                           "                              10.9.0.5           ucst  1191     4 xe-2/2/0.8\n"
                           "10.3.0.0/30        intf     0                    rslv   905     1 ge-7/0/1.0\n"
                           "10.3.0.1/32        intf     0 10.3.0.1           locl   812     2\n"
                           "10.3.0.2/32        dest     0 0:17:cb:1:2:3      ucst   824     1 ge-7/0/1.0\n"
                           "10.4.0.0/30        ifdn     0                    rslv   906     1 ge-7/0/2.0\n";
  const StateTable table = read_junos_forwarding_table(text);
  EXPECT_EQ(ways(table), (std::vector<std::string>{"0.0.0.0/0 dropped", "10.1.0.0/24 forwarded 10.9.0.1 ge-6/1/0.0",
                                                   "10.2.0.0/16 forwarded 10.9.0.1 xe-2/2/0.7", "10.2.0.0/16 forwarded 10.9.0.5 xe-2/2/0.8",
                                                   "10.3.0.0/30 attached ge-7/0/1.0", "10.3.0.1/32 own", "10.3.0.2/32 own ge-7/0/1.0",
                                                   "10.4.0.0/30 own ge-7/0/2.0"}));
  EXPECT_TRUE(table.unread.empty());
}

TEST(JunosForwarding, TablesByNameAndWideAddresses) {
  const std::string text = "Routing table: RED.inet6\nInternet6:\n" + std::string(kHead) +
                           "2001:db8:1::/48\n                   user     0                    indr 1048588  2345\n"
                           "                              2001:db8:ffff:ffff:ffff:ffff:ffff:1\n"
                           "                                                 ucst  1097    99 ge-0/0/0.5\n"
                           "Routing table: default.mpls\n" +
                           std::string(kHead) + "300016             user     0                    Pop     1     2\n";
  const StateTable table = read_junos_forwarding_table(text);
  EXPECT_EQ(ways(table), (std::vector<std::string>{"RED:2001:db8:1::/48 forwarded 2001:db8:ffff:ffff:ffff:ffff:ffff:1 ge-0/0/0.5"}));
  EXPECT_TRUE(table.unread.empty()) << "labels are another table's";
}

TEST(JunosForwarding, WhatIsNotUnderstoodIsNamed) {
  const std::string text = "Routing table: default.inet\n" + std::string(kHead) +
                           "10.1.0.0/24        user     0 10.9.0.1           Push 299792  1348     2 so-0/0/0.0\n"
                           "10.2.0.0/24        user     0                    indr 2097182  2819\n"
                           "10.3.0.0/24        huh      0                    rjct 1 2\n";
  EXPECT_EQ(read_junos_forwarding_table(text).unread, (std::vector<std::uint32_t>{3, 4, 5}));
}

/// Internet2's nine tables: every row is taken or named, and each router forwards by all of its ways.
TEST(JunosForwarding, Internet2sTablesAreReadWhole) {
  const std::filesystem::path folder = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data/internet2";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".xz") continue;
    ++files;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string text = unpack_xz(bytes.str(), 32'000'000).value();
    const StateTable table = read_junos_forwarding_table(text);
    // Counted by itself: destinations at the beginning of a line, in tables of addresses.
    std::set<std::string> expected;
    std::size_t rows = 0;
    bool counts = false;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("Routing table: ")) counts = line.find(".inet") != std::string::npos;
      const bool row = counts && !line.empty() && line[0] != ' ' && line[0] != '<' && line.find(':') != line.size() - 1 &&
                       !line.starts_with("Routing") && !line.starts_with("Destination");
      if (row) ++rows;
    }
    std::set<std::pair<std::uint32_t, Prefix>> taken;
    for (const StateRoute& route : table.routes) taken.emplace(route.line, route.destination);
    std::set<std::uint32_t> lines_taken(table.unread.begin(), table.unread.end());
    for (const auto& [line, prefix] : taken) lines_taken.insert(line);
    EXPECT_EQ(lines_taken.size(), rows) << entry.path().filename();
    EXPECT_GT(rows, 10'000U);
    EXPECT_LT(table.unread.size(), rows / 50) << entry.path().filename();

    // As a snapshot: the router with the table's interfaces.
    const std::string name = entry.path().filename().string().substr(0, entry.path().filename().string().find('-'));
    std::set<std::string> interfaces;
    for (const StateRoute& route : table.routes) {
      if (!route.interface.empty()) interfaces.insert(route.interface);
    }
    std::string network = "version: 1\ndevices:\n  - name: " + name + "\n    kind: router\n    interfaces:\n";
    for (const std::string& interface : interfaces) network += "      - {name: \"" + interface + "\"}\n";
    const LoadedNetwork loaded = load_network({{"network.yaml", network}, {entry.path().filename().string(), bytes.str()}}, "internet2");
    ASSERT_TRUE(loaded.network) << entry.path().filename();
    std::size_t forwarding = 0;
    for (const StateRoute& route : table.routes) forwarding += route.kind == StateRouteKind::own || !route.vrf.empty() ? 0U : 1U;
    EXPECT_EQ(loaded.network->vrfs.at(0).routes.size(), forwarding) << entry.path().filename();
  }
  EXPECT_EQ(files, 9U);
}

}  // namespace
}  // namespace sekimori
