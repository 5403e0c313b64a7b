#include <algorithm>

#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

const char* const kAlien = "begin box\nfoo = bar\nend box\n";
std::string end(const char* host, const char* port) {
  return std::string(R"({"hostname": ")") + host + R"(", "interfaceName": ")" + port + "\"}";
}
std::string edge(const std::string& a, const std::string& b) { return "{\"node1\": " + a + ", \"node2\": " + b + "}"; }
std::string topology(const std::string& edges) { return "{\"edges\": [" + edges + "]}"; }

TEST(SnapshotLayer1, BothDirectionsOfACableAreOneLink) {
  const LoadedNetwork result =
      load_network({{"configs/a.cfg", kAlien},
                    {"configs/b.cfg", kAlien},
                    {"layer1_topology.json", topology(edge(end("a", "e1"), end("b", "e2")) + "," + edge(end("B", "e2"), end("A", "e1")))}},
                   "x");
  ASSERT_TRUE(result.network);
  ASSERT_EQ(result.network->links.size(), 1U);
  EXPECT_EQ(describe(*result.network, result.network->links[0].a), "a:e1");
  EXPECT_EQ(describe(*result.network, result.network->links[0].b), "b:e2");
  EXPECT_FALSE(result.network->cabling_inferred);
  EXPECT_EQ(result.network->sources.path(result.network->links[0].at.file), "layer1_topology.json");
}

TEST(SnapshotLayer1, NodeWithoutAConfigIsADeviceThatMayDoAnything) {
  const LoadedNetwork result = load_network(
      {{"network.yaml", "version: 1\n"}, {"batfish/layer1_topology.json", topology(edge(end("isp", "x"), end("isp2", "y")))}}, "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(result.network->devices.size(), 2U);
  EXPECT_EQ(assumptions_of(*result.network),
            (Messages{"may-both no-config: device isp without a config", "may-both no-config: device isp2 without a config"}));
}

TEST(SnapshotLayer1, PortThatTheConfigLacksMayHaveSettingsOfItsOwn) {
  const LoadedNetwork result = load_network(
      {{"network.yaml", "version: 1\ndevices: [{name: s, kind: switch, interfaces: [{name: p1, vlan: 5}, {name: p2, vlan: 5}]}]\n"},
       {"layer1_topology.json", topology(edge(end("s", "p1"), end("s", "p9")))}},
      "x");
  ASSERT_TRUE(result.network);
  ASSERT_EQ(result.network->assumptions.size(), 1U);
  EXPECT_EQ(result.network->assumptions[0].effect, Effect::may_both);
  EXPECT_EQ(result.network->links.size(), 1U);
}

TEST(SnapshotLayer1, BadCablingIsLocated) {
  const LoadedNetwork result =
      load_network({{"network.yaml", "version: 1\n"}, {"layer1_topology.json", R"({"edges": [{"node1": {"hostname": "a"}}]})"}}, "x");
  EXPECT_FALSE(result.network);
  EXPECT_EQ(texts(result), (Messages{"layer1_topology.json:1:12: error: 'node2' is missing [Y021]",
                                     "layer1_topology.json:1:22: error: 'interfaceName' is missing [Y021]"}));
}

/// Of containerlab: nodes and links, in both forms; what leaves the lab is an assumption.
TEST(SnapshotLayer1, AContainerlabTopologyGivesItsNodesAndCables) {
  const LoadedNetwork result = load_network({{"lab.clab.yml",
                                              "name: lab\ntopology:\n  nodes:\n    r1: {kind: linux}\n    r2: {kind: linux}\n    r3: "
                                              "{kind: linux}\n  links:\n    - endpoints: [\"r1:eth1\", \"r2:eth1\"]\n"
                                              "    - type: veth\n      endpoints: [{node: r2, interface: eth2}, {node: r1, interface: "
                                              "eth2}]\n    - endpoints: [\"r1:eth3\", \"host:veth0\"]\n"},
                                             {"configs/r1.cfg", "hostname r1\ninterface eth1\n ip address 10.0.0.1 255.255.255.0\n"}},
                                            "x");
  ASSERT_TRUE(result.network);
  const Network& network = *result.network;
  EXPECT_EQ(network.devices.size(), 3U);
  ASSERT_EQ(network.links.size(), 2U);
  EXPECT_EQ(describe(network, network.links[0].a), "r1:Ethernet1");  // as IOS calls it
  EXPECT_EQ(describe(network, network.links[1].a), "r2:eth2");
  EXPECT_FALSE(network.cabling_inferred);
  EXPECT_EQ(std::ranges::count(network.assumptions, std::string("host:veth0"), &Assumption::text), 1);
  const LoadedNetwork bad = load_network({{"lab.clab.yml", "topology: {links: [{endpoints: [a]}]}\n"}, {"configs/a", kAlien}}, "x");
  EXPECT_FALSE(bad.network);
}

/// A guessed cable of network.yaml keeps the cabling inferred, whatever else lists cables.
TEST(SnapshotLayer1, OtherCablesDoNotSettleAGuess) {
  const std::string yaml =
      "version: 1\ndevices:\n  - {name: s, kind: switch, interfaces: [{name: p1}, {name: p2}]}\n  - {name: t, kind: switch, interfaces: "
      "[{name: p1}, {name: "
      "p2}]}\nlinks:\n  - {ends: [s:p1, t:p1], guessed: true}\n";
  const std::string clab = "topology: {links: [{endpoints: ['s:p2', 't:p2']}]}\n";
  const LoadedNetwork lab = load_network({{"network.yaml", yaml}, {"lab.clab.yml", clab}}, "x");
  const LoadedNetwork layer1 =
      load_network({{"network.yaml", yaml}, {"layer1_topology.json", topology(edge(end("s", "p2"), end("t", "p2")))}}, "x");
  ASSERT_TRUE(lab.network && layer1.network);
  EXPECT_EQ(lab.network->links.size(), 2U);
  EXPECT_TRUE(lab.network->cabling_inferred);
  EXPECT_TRUE(layer1.network->cabling_inferred);
}

TEST(SnapshotLayer1, ABatfishHostWhoseFilterIsNotThereMayDoAnything) {
  const LoadedNetwork result = load_network(
      {{"configs/a.cfg", kAlien},
       {"hosts/h.json",
        R"({"hostname": "host1", "iptablesFile": "x", "hostInterfaces": {"eth0": {"prefix": "10.0.0.5/24", "gateway": "10.0.0.1"}}})"}},
      "x");
  ASSERT_TRUE(result.network);
  EXPECT_EQ(interface_named(*result.network, "host1", "eth0").addresses.at(0).address, *parse_address("10.0.0.5"));
  EXPECT_EQ(assumptions_of(*result.network).at(2), "may-both undefined-reference: iptablesFile");
  const Vrf& table = result.network->at(device_named(*result.network, "host1").vrfs.at(0));
  EXPECT_EQ(table.routes.at(0).next_hop.via, parse_address("10.0.0.1"));
  EXPECT_TRUE(result.network->cabling_inferred) << "no cable is listed, so subnets say who is on a segment";
}

}  // namespace
}  // namespace sekimori::test
