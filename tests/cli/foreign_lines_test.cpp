// The rule for lines that nobody understands, from the config to the verdict (A1, A2): a line of another platform, or a misspelt one, put
// into a proved network leaves no cell proved that it touches. What the loader makes of each line alone: tests/sim/load/cisco_ios_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kNetwork = R"(version: 1
name: two-zones
zones:
  - {name: red, subnets: [10.1.0.0/30]}
  - {name: blue, subnets: [10.2.0.0/30]}
links:
  - ["rt:GigabitEthernet0/0", "sw:GigabitEthernet0/1"]
hosts:
  - {name: red-host, zone: red, kind: server, port: "sw:GigabitEthernet0/2", address: 10.1.0.2}
  - {name: blue-host, zone: blue, kind: server, port: "rt:GigabitEthernet0/1", address: 10.2.0.2}
)";
constexpr std::string_view kPolicy = "version: 1\nmodel: alpha\nedition: \"R6.10\"\ncells: []\n";

/// The router alone keeps red and blue apart. '@' marks where the line goes: at the top level, into an interface, into an access list.
constexpr std::string_view kRouter = R"(version 16.12
no ip source-route
@top
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.252
@interface
 ip access-group RED-IN in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.252
 ip access-group BLUE-IN in
no ip http server
no ip http secure-server
ip access-list extended RED-IN
@list
 deny ip any any
ip access-list extended BLUE-IN
 deny ip any any
line vty 0 4
 transport input none
hostname rt
)";

/// Carries the red zone alone: whatever it does, the router stands behind it.
constexpr std::string_view kSwitch = R"(version 15.2
no ip source-route
@top
interface GigabitEthernet0/1
 switchport mode access
@interface
interface GigabitEthernet0/2
 switchport mode access
no ip http server
no ip http secure-server
line vty 0 4
 transport input none
hostname sw
)";

enum class Place : std::uint8_t { nowhere, top, interface, list };

/// `config` with `line` at `place`, and without the marks; the number of the line (1-based).
std::pair<std::string, std::uint32_t> insert(std::string_view config, Place place, const std::string& line) {
  const std::map<std::string_view, Place> marks = {{"@top", Place::top}, {"@interface", Place::interface}, {"@list", Place::list}};
  std::string out;
  std::uint32_t number = 0, at = 0;
  for (std::size_t from = 0; from < config.size();) {
    const std::size_t end = config.find('\n', from);
    const std::string_view text = config.substr(from, end - from);
    from = end + 1;
    const auto mark = marks.find(text);
    if (mark != marks.end() && mark->second != place) continue;
    ++number;
    if (mark == marks.end()) {
      out.append(text).append("\n");
      continue;
    }
    at = number;
    out += (place == Place::top ? "" : " ") + line + "\n";
  }
  return {out, at};
}

struct Verdict {
  VerdictKind kind = VerdictKind::inconclusive;
  bool names_the_line = false;  ///< the line is among the verdict's assumptions
};
using Verdicts = std::map<std::string, Verdict>;  ///< by "red->blue"

/// The verdicts of the network with `line` put into the config of `device`.
Verdicts verdicts_with(const std::string& device, Place place, const std::string& line) {
  const auto [router, router_at] = insert(kRouter, device == "rt" ? place : Place::nowhere, line);
  const auto [sw, switch_at] = insert(kSwitch, device == "sw" ? place : Place::nowhere, line);
  const FileSet files = {
      {"network.yaml", std::string(kNetwork)}, {"policy.yaml", std::string(kPolicy)}, {"configs/rt.cfg", router}, {"configs/sw.cfg", sw}};
  LoadedNetwork loaded = load_network(files, "two-zones");
  Diagnostics diagnostics = loaded.diagnostics;
  if (!loaded.network) throw std::runtime_error(line + ": " + to_text(diagnostics.front(), loaded.sources));
  const auto policy = load_policy(files, *loaded.network, loaded.network->sources, diagnostics);
  VerifyOptions options;
  options.spoofing = false;
  const Report report = verify(*loaded.network, policy.value(), options);
  const std::uint32_t at = device == "rt" ? router_at : switch_at;
  const std::string file = "configs/" + device + ".cfg:" + std::to_string(at);
  Verdicts verdicts;
  for (const CellVerdict& cell : report.cells) {
    const bool named = std::ranges::any_of(
        cell.assumptions, [&](AssumptionId id) { return loaded.network->sources.describe(loaded.network->at(id).at) == file; });
    verdicts[report.zones[cell.from.index].name + "->" + report.zones[cell.to.index].name] = {cell.verdict, named};
  }
  return verdicts;
}

/// One a line; '#' begins a comment.
std::vector<std::string> foreign_lines() {
  std::ifstream stream(std::string(SEKIMORI_SOURCE_DIR) + "/tests/data/cisco_ios/foreign_lines.txt", std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

TEST(ForeignLines, TheNetworkIsProvedAsItStands) {
  const Verdicts verdicts = verdicts_with("rt", Place::nowhere, "");
  for (const char* cell : {"red->blue", "blue->red"}) {
    ASSERT_TRUE(verdicts.contains(cell)) << cell;
    EXPECT_EQ(verdicts.at(cell).kind, VerdictKind::proved) << cell;
  }
}

/// The lines that IOS means in the same way, and what the verdicts then have to be.
using Genuine = std::map<std::string, std::pair<VerdictKind, VerdictKind>>;  ///< red->blue, blue->red
constexpr std::pair kBothProved = {VerdictKind::proved, VerdictKind::proved};
const Genuine kGenuineAtTop = {{"vlan 10", kBothProved},
                               {"hostname sw-kikan", kBothProved},  // the one below counts
                               {"ip route 10.20.0.0 255.255.0.0 10.0.0.254", kBothProved},
                               {"snmp-server location 3F server room", kBothProved},
                               {"ntp server 192.0.2.123", kBothProved},
                               {"username admin password 7 0822455D0A16", kBothProved}};
const Genuine kGenuineInInterface = {
    {"switchport mode trunk", kBothProved},  // a port with an address is routed
    {"switchport access vlan 20", kBothProved}, {"shutdown", kBothProved},  {"spanning-tree portfast", kBothProved},
    {"description to core", kBothProved},       {"speed 1000", kBothProved}};
const Genuine kGenuineInList = {{"permit ip any any", {VerdictKind::violated, VerdictKind::proved}}};

/// The line may do anything to the whole device: neither cell stays proved, and both name the line.
void expect_device_spoilt(const std::string& line, const Verdicts& verdicts) {
  for (const auto& [cell, verdict] : verdicts) {
    EXPECT_EQ(verdict.kind, VerdictKind::inconclusive) << line << ": " << cell;
    EXPECT_TRUE(verdict.names_the_line) << line << ": " << cell;
  }
}

/// True when the line is genuine, in which case its verdicts are compared.
bool is_genuine(const Genuine& genuine, const std::string& line, const Verdicts& verdicts) {
  const auto found = genuine.find(line);
  if (found == genuine.end()) return false;
  EXPECT_EQ(verdicts.at("red->blue").kind, found->second.first) << line;
  EXPECT_EQ(verdicts.at("blue->red").kind, found->second.second) << line;
  return true;
}

TEST(ForeignLines, AtTheTopLevelNoneLeavesACellProved) {
  const std::vector<std::string> lines = foreign_lines();
  ASSERT_GE(lines.size(), 200U);
  for (const std::string& line : lines) {
    const Verdicts verdicts = verdicts_with("rt", Place::top, line);
    if (!is_genuine(kGenuineAtTop, line, verdicts)) expect_device_spoilt(line, verdicts);
  }
}

TEST(ForeignLines, InsideAnInterfaceNoneLeavesACellProved) {
  for (const std::string& line : foreign_lines()) {
    const Verdicts verdicts = verdicts_with("rt", Place::interface, line);
    if (!is_genuine(kGenuineInInterface, line, verdicts)) expect_device_spoilt(line, verdicts);
  }
}

/// A line of a list touches what the list filters. The other direction has a list of its own; where it is still proved, it names the line.
TEST(ForeignLines, InsideAnAccessListNoneLeavesTheCellProvedThatTheListFilters) {
  for (const std::string& line : foreign_lines()) {
    const Verdicts verdicts = verdicts_with("rt", Place::list, line);
    if (is_genuine(kGenuineInList, line, verdicts)) continue;
    EXPECT_EQ(verdicts.at("red->blue").kind, VerdictKind::inconclusive) << line;
    for (const auto& [cell, verdict] : verdicts) EXPECT_TRUE(verdict.names_the_line) << line << ": " << cell;
  }
}

/// A2: whatever the switch of the red zone does, the router behind it holds, so the cells stay proved and list the line.
TEST(ForeignLines, OnADeviceThatDoesNotSeparateTheZonesEachIsListedWithTheProof) {
  const std::vector<std::string> lines = foreign_lines();
  for (std::size_t i = 0; i < lines.size(); i += 7) {
    const bool in_interface = i % 2 == 1;
    const std::string& line = lines[i];
    const Verdicts verdicts = verdicts_with("sw", in_interface ? Place::interface : Place::top, line);
    if (is_genuine(in_interface ? kGenuineInInterface : kGenuineAtTop, line, verdicts)) continue;
    for (const auto& [cell, verdict] : verdicts) {
      EXPECT_EQ(verdict.kind, VerdictKind::proved) << line << ": " << cell;
      EXPECT_TRUE(verdict.names_the_line) << line << ": " << cell;
    }
  }
}

}  // namespace
}  // namespace sekimori
