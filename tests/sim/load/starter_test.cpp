#include "sekimori/load/starter.hpp"

#include <gtest/gtest.h>

#include "sekimori/load/snapshot.hpp"

namespace sekimori {
namespace {

using Texts = std::vector<std::string>;

std::string router(const std::string& name, const std::string& ports) { return "hostname " + name + "\nip routing\n" + ports; }
std::string port(const std::string& name, const std::string& description, const std::string& address = "") {
  std::string text = "interface " + name + "\n";
  if (!description.empty()) text += " description " + description + "\n";
  return text + (address.empty() ? " no ip address\n" : " ip address " + address + "\n") + "!\n";
}

Texts links_of(const FileSet& configs, const FileSet& more = {}) {
  const LoadedNetwork loaded = load_network(configs, "city");
  EXPECT_TRUE(loaded.network);
  FileSet all = configs;
  all.insert(more.begin(), more.end());
  Texts texts;
  for (const GuessedLink& it : guess_links(*loaded.network, all)) {
    texts.push_back(describe(*loaded.network, it.a) + " - " + describe(*loaded.network, it.b) + " " +
                    it.why.substr(0, it.why.find(' ', 7)));
  }
  return texts;
}

TEST(Starter, ADescriptionThatNamesDeviceAndPort) {
  EXPECT_EQ(links_of({{"configs/a", router("core-a", port("GigabitEthernet0/1", "to SW-12 Gi0/2"))},
                      {"configs/b", router("sw-1", port("GigabitEthernet0/2", ""))},
                      {"configs/c", router("sw-12", port("GigabitEthernet0/2", ""))}}),
            Texts{"core-a:GigabitEthernet0/1 - sw-12:GigabitEthernet0/2 by the description"});
}

TEST(Starter, DescriptionsThatNameEachOtherOnlyWhereThereIsOnePairOfThem) {
  EXPECT_EQ(links_of({{"configs/a", router("core-a", port("GigabitEthernet0/1", "sw-1, second floor"))},
                      {"configs/b", router("sw-1", port("GigabitEthernet0/2", "uplink core-a"))}}),
            Texts{"core-a:GigabitEthernet0/1 - sw-1:GigabitEthernet0/2 by the descriptions"});
  EXPECT_EQ(links_of({{"configs/a", router("core-a", port("GigabitEthernet0/1", "sw-1") + port("GigabitEthernet0/2", "sw-1"))},
                      {"configs/b", router("sw-1", port("GigabitEthernet0/2", "core-a"))}}),
            Texts{});
}

TEST(Starter, ASubnetOfTwoRoutedPortsAlone) {
  const std::string third = port("GigabitEthernet0/3", "", "10.0.0.3 255.255.255.0");
  const FileSet two = {{"configs/a", router("a", port("GigabitEthernet0/1", "", "10.0.0.1 255.255.255.0"))},
                       {"configs/b", router("b", port("GigabitEthernet0/2", "", "10.0.0.2 255.255.255.0"))}};
  EXPECT_EQ(links_of(two), Texts{"a:GigabitEthernet0/1 - b:GigabitEthernet0/2 by the subnet"});
  FileSet three = two;
  three["configs/c"] = router("c", third);
  EXPECT_EQ(links_of(three), Texts{});
}

TEST(Starter, NeighboursThatADeviceLists) {
  const FileSet configs = {{"configs/a", router("core-a", port("GigabitEthernet0/1", "") + port("GigabitEthernet0/2", ""))},
                           {"configs/b", router("sw-1", port("GigabitEthernet0/1", "") + port("GigabitEthernet0/2", ""))}};
  const std::string cdp =
      "core-a#show cdp neighbors detail\n-------------------------\nDevice ID: sw-1.city.example\nEntry address(es):\nPlatform: cisco WS,  "
      "Capabilities: Switch\n"
      "Interface: GigabitEthernet0/1,  Port ID (outgoing port): GigabitEthernet0/2\n";
  EXPECT_TRUE(is_neighbour_listing(cdp));
  EXPECT_EQ(links_of(configs, {{"x.txt", cdp}}), Texts{"core-a:GigabitEthernet0/1 - sw-1:GigabitEthernet0/2 by the neighbours"});
  const std::string lldp = "Local Intf: Gi0/2\nChassis id: 0011.2233.4455\nPort id: Gi0/1\nPort Description: x\nSystem Name: sw-1\n";
  EXPECT_TRUE(is_neighbour_listing(lldp));
  EXPECT_EQ(links_of(configs, {{"state/core-a/lldp.txt", lldp}}),
            Texts{"core-a:GigabitEthernet0/2 - sw-1:GigabitEthernet0/1 by the neighbours"});
  EXPECT_EQ(links_of(configs, {{"state/nobody/lldp.txt", lldp}}), Texts{});
}

/// What is written loads, whatever descriptions say.
TEST(Starter, TheTextLoadsAndNamesWhatIsLeftToDo) {
  FileSet files = {
      {"configs/a", router("core-a", port("GigabitEthernet0/1", "sw-1 Gi0/2 \"x\" # y: {z}") + port("GigabitEthernet0/9", "- spare\" \\"))},
      {"configs/b", router("sw-1", port("GigabitEthernet0/2", "", "10.20.0.1 255.255.255.0"))}};
  const LoadedNetwork loaded = load_network(files, "city \"x\"");
  ASSERT_TRUE(loaded.network);
  const std::string text = starter_text(*loaded.network, guess_links(*loaded.network, files));
  EXPECT_NE(text.find("#   core-a:GigabitEthernet0/9"), std::string::npos) << text;
  EXPECT_NE(text.find("#   10.20.0.0/24  sw-1:GigabitEthernet0/2"), std::string::npos) << text;
  files["network.yaml"] = text;
  const LoadedNetwork again = load_network(files, "city");
  ASSERT_TRUE(again.network) << (again.diagnostics.empty() ? "" : to_text(again.diagnostics.front(), again.sources));
  EXPECT_EQ(again.network->links.size(), 1U);
  EXPECT_TRUE(again.network->cabling_inferred);
}

TEST(Starter, WithoutAGuessTheCablingStaysInferred) {
  FileSet files = {{"configs/a", router("a", port("GigabitEthernet0/1", ""))}, {"configs/b", router("b", port("GigabitEthernet0/1", ""))}};
  files["network.yaml"] = starter_text(*load_network(files, "city").network, {});
  const LoadedNetwork again = load_network(files, "city");
  ASSERT_TRUE(again.network);
  EXPECT_TRUE(again.network->cabling_inferred);
}

}  // namespace
}  // namespace sekimori
