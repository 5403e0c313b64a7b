#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

TEST(ScenarioPorts, ATrunkKeepsWhatIsNotSaid) {
  const Interface port = interface_named(edited("- set_trunk: {port: \"sw:t1\", add: 30, remove: 10}").network, "sw", "t1");
  EXPECT_EQ(to_text(port.allowed), "20,30");
  EXPECT_EQ(port.native.number(), 999);
}

TEST(ScenarioPorts, AnAccessPortBecomesATrunkWithEveryVlan) {
  const Interface port = interface_named(edited("- set_trunk: {port: \"sw:p1\"}").network, "sw", "p1");
  EXPECT_EQ(port.mode, PortMode::trunk);
  EXPECT_EQ(port.allowed, VlanSet::all());
  EXPECT_EQ(port.native, kDefaultVlan);
}

TEST(ScenarioPorts, WhatIsSoAlreadyChangesNothing) {
  for (const char* edit :
       {"- set_trunk: {port: \"sw:t1\", allowed: \"10,20\"}", "- set_access: {port: \"sw:p1\", vlan: 10}",
        "- enable: {interface: \"sw:p1\"}", "- disable: {interface: \"sw:p3\"}",
        "- add_address: {interface: \"fw:a\", address: 10.1.0.1/24}", "- remove_address: {interface: \"fw:a\", address: 10.1.0.2}"}) {
    EXPECT_EQ(codes_of(edit), Codes{"S004"}) << edit;
  }
}

TEST(ScenarioPorts, SwitchesInterfacesDevicesAndHosts) {
  EXPECT_TRUE(interface_named(edited("- enable: {interface: \"sw:p3\"}").network, "sw", "p3").up);
  EXPECT_FALSE(interface_named(edited("- disable: {interface: \"sw:p1\"}").network, "sw", "p1").up);
  const Network down = edited("- disable: {device: fw}").network;
  EXPECT_FALSE(interface_named(down, "fw", "a").up || interface_named(down, "fw", "b").up);
  EXPECT_TRUE(host_named(edited("- disable: {host: ha}").network, "ha").attachments.empty());
}

TEST(ScenarioPorts, AnInterfaceIsReadAsInNetworkYaml) {
  const Applied it = edited("- add_interface: {device: fw, name: c, address: 10.3.0.1/24}");
  EXPECT_EQ(interface_named(it.network, "fw", "c").addresses.size(), 1U);
  EXPECT_EQ(codes_of("- add_interface: {device: fw, name: a, address: 10.3.0.1/24}"), Codes{"N002"});
}

TEST(ScenarioPorts, AFirstIPv6AddressSwitchesRoutingOnWhereNothingStatesIt) {
  EXPECT_TRUE(device_named(edited("- add_address: {interface: \"fw:a\", address: \"2001:db8::1/64\"}").network, "fw").forwards_v6);
  EXPECT_FALSE(device_named(edited("- add_address: {interface: \"fw:a\", address: 10.3.0.1/24}").network, "fw").forwards_v6);
}

TEST(ScenarioPorts, AddressesBelongToLayerThree) {
  EXPECT_EQ(codes_of("- add_address: {interface: \"sw:p1\", address: 10.3.0.1/24}"), Codes{"N013"});
}

}  // namespace
}  // namespace sekimori::test
