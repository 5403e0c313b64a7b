#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string with_hosts(const std::string& hosts) {
  return "version: 1\nzones: [{name: a}]\ndevices:\n"
         "  - {name: sw, kind: l3-switch, interfaces: [{name: p1, vlan: 5}, {name: p2, vlan: 5}, {name: p3, vlan: 6}, {name: v5, svi: 5, "
         "address: "
         "10.0.0.1/24}]}\n"
         "hosts:\n" +
         hosts;
}
std::string host(const char* name, const char* port, const char* address) {
  return std::string("  - {name: ") + name + ", zone: a, kind: nas, port: sw:" + port + ", address: " + address + "}\n";
}

TEST(NetworkFileChecks, TwoHostsOfOneVlanWithOneAddressAreAnError) {
  EXPECT_EQ(errors_of(with_hosts(host("x", "p1", "10.0.0.5") + host("y", "p2", "10.0.0.5"))),
            Messages{"network.yaml:7:57: error: 10.0.0.5 is an address of 'x' (network.yaml:6:57) on the same VLAN already [N023]"});
}

TEST(NetworkFileChecks, OverlappingRangesOfOneVlanAreAnError) {
  EXPECT_EQ(errors_of(with_hosts(host("x", "p1", "10.0.0.16/28") + host("y", "p1", "10.0.0.20-10.0.0.40"))),
            Messages{"network.yaml:7:57: error: 10.0.0.20 is an address of 'x' (network.yaml:6:57) on the same VLAN already [N023]"});
}

TEST(NetworkFileChecks, OneAddressInTwoPlacesIsAWarning) {
  const LoadedNetwork result = load_yaml(with_hosts(host("x", "p1", "10.0.0.5") + host("y", "p3", "10.0.0.5")));
  EXPECT_TRUE(result.network);
  EXPECT_EQ(texts(result), Messages{"network.yaml:7:57: warning: 10.0.0.5 is an address of 'x' (network.yaml:6:57) too [N025]"});
}

TEST(NetworkFileChecks, HostWithTheAddressOfItsGatewayIsAnError) {
  EXPECT_EQ(errors_of(with_hosts(host("x", "p1", "10.0.0.1"))),
            Messages{"network.yaml:6:57: error: 10.0.0.1 is an address of 'sw:v5' (network.yaml:4:137) on the same VLAN already [N023]"});
}

TEST(NetworkFileChecks, GroupGivenByItsSubnetMayContainItsGateway) {
  EXPECT_EQ(loaded(with_hosts(host("x", "p1", "10.0.0.0/24"))).hosts.size(), 1U);
}

TEST(NetworkFileChecks, AdjacentRangesDoNotOverlap) {
  EXPECT_EQ(loaded(with_hosts(host("x", "p1", "10.0.0.16-10.0.0.31") + host("y", "p1", "10.0.0.32-10.0.0.40"))).hosts.size(), 2U);
}

TEST(NetworkFileChecks, ExternalsMayOwnTheWholeInternet) {
  const Network network =
      loaded(with_hosts(host("x", "p1", "10.0.0.5")) + "externals: [{name: net, zone: a, port: sw:p3, address: 0.0.0.0/0}]\n");
  EXPECT_EQ(network.hosts.size(), 2U);
}

std::string router(const std::string& interfaces) {
  return "version: 1\ndevices:\n  - name: r\n    kind: router\n    vrfs: [{name: MN}]\n    interfaces:\n" + interfaces;
}

TEST(NetworkFileChecks, OverlappingSubnetsOfOneTableAreAnError) {
  EXPECT_EQ(
      errors_of(router("      - {name: a, address: 10.0.0.1/16}\n      - {name: b, address: 10.0.5.1/24}\n")),
      Messages{"network.yaml:8:28: error: 10.0.5.0/24 overlaps 10.0.0.0/16 of 'a' (network.yaml:7:28) in the same routing table [N024]"});
  EXPECT_EQ(errors_of(router("      - {name: a, address: 10.0.5.1/24}\n      - {name: b, address: 10.0.5.1/24}\n")),
            Messages{"network.yaml:8:28: error: '10.0.5.1' is the address of 'a' (network.yaml:7:28) already [N023]"});
}

TEST(NetworkFileChecks, SameSubnetInAnotherVrfOrOnTheSameInterfaceIsFine) {
  EXPECT_EQ(loaded(router("      - {name: a, address: [10.0.5.1/24, 10.0.5.2/24]}\n      - {name: b, vrf: MN, address: 10.0.5.1/24}\n"))
                .interfaces.size(),
            2U);
  EXPECT_EQ(loaded(router("      - {name: a, address: 10.0.5.1/24}\n      - {name: b, shutdown: true, address: 10.0.5.1/24}\n"))
                .interfaces.size(),
            2U);
}

TEST(NetworkFileChecks, VirtualAddressesAreShared) {
  const std::string pair =
      "version: 1\ndevices:\n  - {name: r, kind: router, interfaces: [{name: a, address: 10.0.0.2/24, virtual-address: 10.0.0.1}]}\n"
      "  - {name: s, kind: router, interfaces: [{name: a, address: 10.0.0.3/24, virtual-address: 10.0.0.1}]}\nlinks: [[r:a, s:a]]\n";
  EXPECT_EQ(loaded(pair).links.size(), 1U);
}

TEST(NetworkFileChecks, OneAddressOnTwoDevicesIsAWarning) {
  const LoadedNetwork result = load_yaml(
      "version: 1\ndevices:\n  - {name: r, kind: router, interfaces: [{name: a, address: 10.0.0.2/24}]}\n"
      "  - {name: s, kind: router, interfaces: [{name: a, address: 10.0.0.2/24}]}\nlinks: [[r:a, s:a]]\n");
  EXPECT_EQ(texts(result), Messages{"network.yaml:4:61: warning: 10.0.0.2 is an address of 'r:a' (network.yaml:3:61) too [N025]"});
}

}  // namespace
}  // namespace sekimori::test
