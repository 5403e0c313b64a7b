#include "sekimori/load/snapshot.hpp"

#include <algorithm>

#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

// No front end reads this, now or later.
const char* const kAlien = "begin box\nfoo = bar\n\nend box\n";

TEST(Snapshot, WithoutNetworkFileAndConfigsIsAnError) {
  EXPECT_EQ(texts(load_network({}, "x")), Messages{"network.yaml: error: the folder has no network.yaml and no configs/ [D001]"});
  const Messages misnamed = texts(load_network({{"network.yml", "version: 1\n"}}, "x"));
  ASSERT_FALSE(misnamed.empty());
  EXPECT_EQ(misnamed[0], "network.yaml: error: the folder has no network.yaml and no configs/; rename network.yml to network.yaml [D001]");
}

TEST(Snapshot, PathsThatLeaveTheFolderAreRefused) {
  for (const char* path :
       {"../network.yaml", "/etc/passwd", "configs/../../x", "configs//x", "./network.yaml", "configs\\x", "configs/", ""}) {
    const LoadedNetwork result = load_network({{path, "x"}, {"network.yaml", "version: 1\n"}}, "x");
    EXPECT_FALSE(result.network) << path;
    ASSERT_EQ(result.diagnostics.size(), 1U) << path;
    EXPECT_EQ(result.diagnostics[0].code, "D002");
  }
}

TEST(Snapshot, ConfigThatNoFrontEndReadsIsADeviceThatMayDoAnything) {
  const LoadedNetwork result = load_network({{"configs/east/fw-9.cfg", kAlien}, {"network.yaml", "version: 1\n"}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(
      texts(result),
      Messages{"configs/east/fw-9.cfg: warning: no front end reads this config (text); device 'fw-9' may pass or drop anything [D007]"});
  const Device& device = device_named(*result.network, "fw-9");
  EXPECT_FALSE(device.has_config);
  EXPECT_EQ(device.vrfs.size(), 1U);
  ASSERT_EQ(result.network->assumptions.size(), 1U);
  EXPECT_EQ(result.network->assumptions[0].effect, Effect::may_both);
  EXPECT_EQ(std::get<DeviceId>(result.network->assumptions[0].scope), DeviceId{0});
}

TEST(Snapshot, EveryLineOfAnUnreadConfigIsCounted) {
  const LoadedNetwork result = load_network({{"configs/a.cfg", kAlien}}, "x");
  ASSERT_EQ(result.network->config_lines.size(), 1U);
  EXPECT_EQ(result.network->config_lines[0].counts, (LineCounts{0, 0, 3, 1}));
}

TEST(Snapshot, TwoUnreadConfigsOfOneNameAreTwoDevices) {
  const LoadedNetwork result = load_network({{"configs/a/fw.cfg", kAlien}, {"configs/b/fw.cfg", kAlien}}, "x");
  ASSERT_TRUE(result.network);
  ASSERT_EQ(result.network->devices.size(), 2U);
  EXPECT_EQ(result.network->devices[0].name, "fw");
  EXPECT_EQ(result.network->devices[1].name, "configs/b/fw.cfg");
  EXPECT_TRUE(result.network->cabling_inferred);
}

TEST(Snapshot, NetworkFileMayDescribeADeviceWhoseConfigIsNotReadAndTheAssumptionStays) {
  const LoadedNetwork result =
      load_network({{"configs/fw.cfg", kAlien},
                    {"network.yaml", "version: 1\ndevices: [{name: fw, kind: firewall, interfaces: [{name: in}, {name: out}]}]\n"}},
                   "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(result.network->devices.size(), 1U);
  EXPECT_EQ(result.network->devices[0].kind, DeviceKind::firewall);
  EXPECT_EQ(result.network->devices[0].interfaces.size(), 2U);
  EXPECT_EQ(result.network->assumptions.at(0).effect, Effect::may_both);
}

TEST(Snapshot, LinksMayNameAnyPortOfADeviceWhoseConfigIsNotRead) {
  const LoadedNetwork result = load_network(
      {{"configs/fw.cfg", kAlien}, {"network.yaml", "version: 1\ndevices: [{name: h, kind: hub}]\nlinks: [[fw:port1, h:1]]\n"}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(describe(*result.network, result.network->links.at(0).a), "fw:port1");
}

TEST(Snapshot, FolderOfConfigsAtAnyDepthLoadsAsItStands) {
  const LoadedNetwork result = load_network({{"a.cfg", kAlien}, {"deep/er/b", kAlien}, {"README.md", "x"}, {"notes.json", "{}"}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(result.network->devices.size(), 2U);
  EXPECT_TRUE(result.network->cabling_inferred);
}

TEST(Snapshot, WithAConfigsFolderOtherFilesAreNoConfigsAndAreNamed) {
  const LoadedNetwork result =
      load_network({{"configs/a.cfg", kAlien}, {"b.cfg", kAlien}, {"state/x", "1"}, {"state/y", "2"}, {"LICENSE.txt", ""}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(result.network->devices.size(), 1U);
  const Messages messages = texts(result);
  EXPECT_NE(std::ranges::find(messages, "b.cfg: warning: this file is not read [D008]"), messages.end());
  EXPECT_NE(std::ranges::find(messages, "state/: warning: 2 files in this folder are not read [D008]"), messages.end());
  EXPECT_EQ(messages.size(), 3U);
}

TEST(Snapshot, FilesOfOtherPartsOfTheProgramAreNotNamed) {
  const LoadedNetwork result = load_network({{"network.yaml", "version: 1\n"},
                                             {"policy.yaml", "x"},
                                             {"ledger.csv", ""},
                                             {"README.md", ""},
                                             {"scenarios/a.yaml", ""},
                                             {"variants/b/network.yaml", "x"},
                                             {"expected/verify.txt", ""}},
                                            "x");
  EXPECT_TRUE(texts(result).empty());
}

TEST(Snapshot, BinaryConfigIsALocatedError) {
  const LoadedNetwork result = load_network({{"configs/a.cfg", std::string("one\ntwo\0three\n", 14)}}, "x");
  EXPECT_FALSE(result.network);
  EXPECT_EQ(texts(result),
            Messages{"configs/a.cfg:2: error: a NUL byte: this is no text, so no config; take the file out of the folder [D004]"});
}

TEST(Snapshot, ConfigInCp932IsReadAndQuotedInUtf8) {
  const LoadedNetwork result = load_network({{"configs/a.cfg", "begin box\n description \x96\x7B\x92\xA1\n"}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(texts(result)[0], "configs/a.cfg: warning: read as CP932 (Shift_JIS) [D005]");
  EXPECT_EQ(result.sources.line({FileId{1}, 2, 0}), " description 本庁");
}

TEST(Snapshot, ConfigInNoKnownEncodingKeepsItsLines) {
  const LoadedNetwork result = load_network({{"configs/a.cfg", "begin box\n x \xFF\xFE y\n"}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(result.diagnostics.at(0).code, "D006");
  EXPECT_EQ(result.sources.line({FileId{1}, 2, 0}), " x \xEF\xBF\xBD\xEF\xBF\xBD y");
}

TEST(Snapshot, HugeConfigIsRefused) {
  const LoadedNetwork result = load_network({{"configs/a.cfg", std::string(32U * 1024U * 1024U + 1U, 'x')}}, "x");
  EXPECT_FALSE(result.network);
  EXPECT_EQ(result.diagnostics.at(0).code, "D003");
}

TEST(Snapshot, ErrorsOfAllFilesComeAtOnceAndSorted) {
  const LoadedNetwork result = load_network(
      {{"configs/a.cfg", std::string("\0", 1)}, {"network.yaml", "version: 1\nzone: x\n"}, {"layer1_topology.json", "{\"edge\": []}"}},
      "x");
  EXPECT_FALSE(result.network);
  EXPECT_EQ(texts(result),
            (Messages{"configs/a.cfg:1: error: a NUL byte: this is no text, so no config; take the file out of the folder [D004]",
                      "network.yaml:2:1: error: unknown key 'zone' in a network; did you mean 'zones'? [Y020]",
                      "layer1_topology.json:1:2: error: unknown key 'edge' in a layer-1 topology; did you mean 'edges'? [Y020]"}));
}

TEST(Snapshot, UnreadableNetworkFileIsAnErrorAndNoNetwork) {
  EXPECT_EQ(errors_of(""), Messages{"network.yaml: error: the file is empty [Y010]"});
  EXPECT_EQ(errors_of("[]\n"), Messages{"network.yaml:1:1: error: a map (a network) is wanted here, not a list [Y022]"});
}

}  // namespace
}  // namespace sekimori::test
