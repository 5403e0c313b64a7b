#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

TEST(NetworkFileDevices, KindDecidesWhetherItRoutesByDefault) {
  const Network network = loaded(
      "version: 1\ndevices:\n"
      "  - {name: a, kind: switch, interfaces: []}\n"
      "  - {name: b, kind: l3-switch, interfaces: []}\n"
      "  - {name: c, kind: router, interfaces: []}\n"
      "  - {name: d, kind: firewall, interfaces: []}\n"
      "  - {name: e, kind: hub}\n"
      "  - {name: f, kind: access-point, interfaces: []}\n"
      "  - {name: g, kind: switch, ip-routing: true, ipv6-routing: true, interfaces: []}\n"
      "links: []\n");
  const auto routes = [&](const char* name) { return device_named(network, name).forwards_v4; };
  EXPECT_FALSE(routes("a"));
  EXPECT_TRUE(routes("b"));
  EXPECT_TRUE(routes("c"));
  EXPECT_TRUE(routes("d"));
  EXPECT_FALSE(routes("e"));
  EXPECT_FALSE(routes("f"));
  EXPECT_TRUE(routes("g"));
  EXPECT_TRUE(device_named(network, "g").forwards_v6);
  EXPECT_FALSE(device_named(network, "b").forwards_v6);
  EXPECT_EQ(device_named(network, "b").kind, DeviceKind::switch_l3);
  EXPECT_EQ(device_named(network, "f").kind, DeviceKind::access_point);
  EXPECT_TRUE(network.assumptions.empty());
}

TEST(NetworkFileDevices, EveryDeviceHasAGlobalTableFirst) {
  const Network network = loaded("version: 1\ndevices: [{name: r, kind: router, interfaces: [], vrfs: [{name: MN}, {name: LG}]}]\n");
  const Device& device = device_named(network, "r");
  ASSERT_EQ(device.vrfs.size(), 3U);
  EXPECT_EQ(network.at(device.vrfs[0]).name, "");
  EXPECT_EQ(network.at(device.vrfs[1]).name, "MN");
  EXPECT_EQ(network.at(device.vrfs[2]).device, DeviceId{0});
}

TEST(NetworkFileDevices, HubsAndUnmanagedSwitchesBridgeEverything) {
  const Network network = loaded(
      "version: 1\ndevices: [{name: h, kind: hub}, {name: u, kind: switch, unmanaged: true, interfaces: [{name: p1}]},"
      " {name: s, kind: switch, interfaces: []}]\nlinks: []\n");
  EXPECT_TRUE(device_named(network, "h").bridges_everything);
  EXPECT_TRUE(device_named(network, "u").bridges_everything);
  EXPECT_FALSE(device_named(network, "s").bridges_everything);
}

TEST(NetworkFileDevices, AttributesAndSessionGroupAreKept) {
  const Network network =
      loaded("version: 1\ndevices: [{name: f, kind: firewall, interfaces: [], session-group: ha, attributes: {room: '3F', asset: 12}}]\n");
  EXPECT_EQ(device_named(network, "f").session_group, "ha");
  EXPECT_EQ(device_named(network, "f").attributes, (std::map<std::string, std::string>{{"asset", "12"}, {"room", "3F"}}));
  EXPECT_EQ(device_named(network, "f").platform, "yaml");
}

TEST(NetworkFileDevices, DeviceThatNothingDescribesMayDoAnything) {
  const Network network = loaded("version: 1\ndevices: [{name: x, kind: switch}, {name: y, kind: switch, interfaces: []}]\nlinks: []\n");
  EXPECT_FALSE(device_named(network, "x").has_config);
  EXPECT_TRUE(device_named(network, "y").has_config);
  ASSERT_EQ(network.assumptions.size(), 1U);
  EXPECT_EQ(network.assumptions[0].effect, Effect::may_both);
  EXPECT_EQ(std::get<DeviceId>(network.assumptions[0].scope), DeviceId{0});
  EXPECT_EQ(network.assumptions[0].kind, "no-config");
}

TEST(NetworkFileDevices, PortsOfHubsAndUnknownDevicesAreMadeByTheirLinks) {
  const Network network =
      loaded("version: 1\ndevices: [{name: h, kind: hub}, {name: x, kind: router}]\nlinks:\n  - [h:1, x:wan]\n  - [h:2, x:WAN2]\n");
  EXPECT_EQ(device_named(network, "h").interfaces.size(), 2U);
  EXPECT_EQ(interface_named(network, "x", "wan").mode, PortMode::routed);
  EXPECT_EQ(interface_named(network, "h", "1").mode, PortMode::trunk);
}

TEST(NetworkFileDevices, PortsOfDescribedDevicesMustBeDeclared) {
  EXPECT_EQ(errors_of("version: 1\ndevices:\n  - {name: s, kind: switch, interfaces: [{name: port1, vlan: 5}]}\n"
                      "  - {name: h, kind: hub}\nlinks:\n  - [h:1, s:port2]\n"),
            Messages{"network.yaml:6:11: error: device 's' has no interface 'port2'; did you mean 'port1'? [N003]"});
}

TEST(NetworkFileDevices, KindIsRequiredAndNamesAreWords) {
  EXPECT_EQ(errors_of("version: 1\ndevices: [{name: a}, {kind: hub}, {name: 'b:c', kind: hub}]\n"),
            (Messages{"network.yaml:2:11: error: 'kind' is missing [Y021]", "network.yaml:2:22: error: 'name' is missing [Y021]",
                      "network.yaml:2:42: error: 'b:c' is no name: 1 to 100 bytes without blanks and ':' are wanted [N001]"}));
}

TEST(NetworkFileDevices, VrfTwiceAndAVrfCalledGlobalAreErrors) {
  EXPECT_EQ(
      errors_of(
          "version: 1\ndevices:\n  - name: r\n    kind: router\n    interfaces: []\n    vrfs: [{name: A}, {name: A}, {name: global}]\n"),
      (Messages{"network.yaml:6:30: error: VRF 'A' is declared twice [N002]",
                "network.yaml:6:41: error: VRF 'global' is the global table; its routes stand on the device [N002]"}));
}

TEST(NetworkFileDevices, InterfaceTwiceIsAnErrorWhateverTheCase) {
  EXPECT_EQ(errors_of(with_switch("      - {name: p1, vlan: 5}\n      - {name: P1, vlan: 6}\n")),
            Messages{"network.yaml:9:16: error: interface 'P1' is declared twice on this device [N002]"});
}

TEST(NetworkFileDevices, PortTextNeedsDeviceAndInterface) {
  EXPECT_EQ(errors_of("version: 1\ndevices: [{name: h, kind: hub}]\ntransit: [h, ':1', 'h:']\n"),
            (Messages{"network.yaml:3:11: error: 'transit' must be DEVICE:INTERFACE, not 'h' [N013]",
                      "network.yaml:3:14: error: 'transit' must be DEVICE:INTERFACE, not ':1' [N013]",
                      "network.yaml:3:20: error: 'transit' must be DEVICE:INTERFACE, not 'h:' [N013]"}));
}

}  // namespace
}  // namespace sekimori::test
