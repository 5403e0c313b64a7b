#include "sim/load/cisco_ios.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cisco_ios_support.hpp"
#include "sim/load/config_text.hpp"

namespace sekimori::test {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

const std::filesystem::path kData = std::filesystem::path(SEKIMORI_SOURCE_DIR) / "tests/data/cisco_ios";

TEST(CiscoIos, ARouterConfigIsRecognisedAboveItsRelatives) {
  const int ios = recognise_cisco_ios(
      "!\nversion 15.2\nhostname r1\n!\ninterface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n!\nline vty 0 4\n");
  EXPECT_GE(ios, 80);
  for (const char* other :
       {"ASA Version 9.1\nhostname a\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\n",
        "feature bgp\nhostname a\ninterface Ethernet1/1\n no switchport\n ip address 10.0.0.1/24\n",
        "system {\n  host-name a;\n}\ninterfaces {\n", "config system global\n set hostname a\nend\n",
        "!! IOS XR\nhostname a\ninterface GigabitEthernet0/0/0/0\n ipv4 address 10.0.0.1 255.255.255.0\n", "version: 1\ndevices:\n"}) {
    EXPECT_LE(recognise_cisco_ios(other), 20) << other;
  }
  EXPECT_EQ(recognise_cisco_ios(std::string_view("\0\1\2interface ", 13)), 0);
}

TEST(CiscoIos, BinaryJunkIsRefusedWithItsPlace) {
  const LoadedIos loaded = load_ios(std::string_view("interface\0Vlan1", 15));
  EXPECT_FALSE(loaded.id);
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].code, "C001");
}

TEST(CiscoIos, TwoDevicesOfOneNameAreAnError) {
  Network network;
  Diagnostics diagnostics;
  const FileId a = network.sources.add("a.cfg", "hostname x\n");
  const FileId b = network.sources.add("b.cfg", "hostname x\n");
  EXPECT_TRUE(load_cisco_ios({a, "a.cfg", "hostname x\n"}, network, diagnostics));
  EXPECT_FALSE(load_cisco_ios({b, "b.cfg", "hostname x\n"}, network, diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "C002");
  EXPECT_EQ(diagnostics[0].at.file, b);
}

TEST(CiscoIos, TextInAnotherEncodingLoadsAndStaysPrintable) {
  const LoadedIos loaded = load_ios("hostname r1\ninterface Vlan1\n description \x8e\x73\x96\xf0\x8f\x8a\n");
  EXPECT_EQ(loaded.interface("Vlan1").description.find('\x8e'), std::string::npos);
}

TEST(CiscoIos, TheSameTextGivesTheSameValue) {
  const std::string text = read(kData / "campus_switch.cfg");
  ASSERT_FALSE(text.empty());
  const LoadedIos first = load_ios(text), second = load_ios(text);
  ASSERT_EQ(first.network.assumptions.size(), second.network.assumptions.size());
  for (std::size_t i = 0; i < first.network.assumptions.size(); ++i) {
    EXPECT_EQ(first.network.assumptions[i].at, second.network.assumptions[i].at);
    EXPECT_EQ(first.network.assumptions[i].why, second.network.assumptions[i].why);
  }
}

TEST(CiscoIos, AWholeCampusSwitchIsUnderstoodOrHarmless) {
  const std::string text = read(kData / "campus_switch.cfg");
  const LoadedIos loaded = load_ios(text);
  EXPECT_EQ(loaded.counts().assumed, 0U);
  EXPECT_EQ(loaded.counts().total(), count_lines(text));
  EXPECT_EQ(loaded.device().kind, DeviceKind::switch_l3);
  EXPECT_EQ(loaded.interface("Vlan10").vrf, loaded.vrf_id("MYNUMBER"));
  EXPECT_EQ(loaded.interface("GigabitEthernet1/0/1").access_vlan, vlan(10));
  EXPECT_EQ(to_text(loaded.interface("GigabitEthernet1/0/24").allowed), "10,20,30");
}

// The lines of other platforms and misspelt lines, one a line; '#' begins a comment.
std::vector<std::string> foreign_lines() {
  std::vector<std::string> lines;
  std::istringstream stream(read(kData / "foreign_lines.txt"));
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

// What another platform writes and IOS means in the same way, and what IOS itself writes, so that it is understood by IOS's own rule.
const std::set<std::string> kGenuineAtTop = {"vlan 10",
                                             "hostname sw-kikan",
                                             "ip route 10.20.0.0 255.255.0.0 10.0.0.254",
                                             "snmp-server location 3F server room",
                                             "ntp server 192.0.2.123",
                                             "username admin password 7 0822455D0A16",
                                             "ip forward-protocol udp 9999",
                                             "ip source-route"};
const std::set<std::string> kGenuineInInterface = {"switchport mode trunk",  "switchport access vlan 20", "shutdown",
                                                   "spanning-tree portfast", "description to core",       "speed 1000"};

bool may_open_at(const LoadedIos& loaded, std::uint32_t line) {
  return std::ranges::any_of(loaded.assumed(line), [](const Assumption& a) { return may_open(a.effect); });
}

TEST(CiscoIos, AForeignLineAtTheTopLevelSpoilsTheProof) {
  const std::vector<std::string> lines = foreign_lines();
  ASSERT_GE(lines.size(), 200U);
  for (const std::string& line : lines) {
    const LoadedIos loaded = load_ios("hostname r1\n" + line + "\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n");
    EXPECT_EQ(may_open_at(loaded, 2), !kGenuineAtTop.contains(line)) << line;
  }
}

TEST(CiscoIos, AForeignLineInsideAnInterfaceSpoilsTheProof) {
  for (const std::string& line : foreign_lines()) {
    const LoadedIos loaded = load_ios("hostname r1\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n " + line + "\n");
    EXPECT_EQ(may_open_at(loaded, 4), !kGenuineInInterface.contains(line)) << line;
  }
}

/// Every file of a folder of real configs loads with each line counted.
void expect_counted(const std::filesystem::path& folder, int least_score) {
  std::size_t loaded_files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read(entry.path());
    if (recognise_cisco_ios(text) < least_score) continue;
    ++loaded_files;
    EXPECT_EQ(count_lines_cisco_ios(text).total(), count_lines(text)) << entry.path();
  }
  EXPECT_GT(loaded_files, 0U);
}

const std::filesystem::path kShared = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data";

TEST(CiscoIos, TheStanfordRoutersLoadWithNoLineUncounted) {
  if (!std::filesystem::exists(kShared / "stanford-backbone/configs")) GTEST_SKIP() << "../shared/data/stanford-backbone is not there";
  expect_counted(kShared / "stanford-backbone/configs", 60);
}

TEST(CiscoIos, TheBatfishConfigsLoadWithNoLineUncounted) {
  if (!std::filesystem::exists(kShared / "batfish/networks-example")) GTEST_SKIP() << "../shared/data/batfish is not there";
  expect_counted(kShared / "batfish/networks-example", 40);
}

}  // namespace
}  // namespace sekimori::test
