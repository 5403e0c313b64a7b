#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

VlanSet vlans(const char* text) { return *parse_vlans(text); }
VlanId vlan(unsigned number) { return *VlanId::from(number); }

TEST(NetworkFileInterfaces, AccessPortsHaveOneVlanAndPerhapsAVoiceVlan) {
  const Network network =
      loaded(with_switch("      - {name: p1, mode: access, vlan: 110}\n"
                         "      - {name: p2, vlan: 110, voice-vlan: 120, shutdown: true, wireless: true, description: 窓口}\n"
                         "      - {name: p3, mode: access}\n"));
  const Interface& p1 = interface_named(network, "sw", "p1");
  EXPECT_EQ(p1.mode, PortMode::access);
  EXPECT_EQ(p1.access_vlan, vlan(110));
  EXPECT_FALSE(p1.voice_vlan);
  EXPECT_TRUE(p1.up);
  const Interface& p2 = interface_named(network, "sw", "p2");
  EXPECT_EQ(p2.mode, PortMode::access);
  EXPECT_EQ(p2.voice_vlan, vlan(120));
  EXPECT_FALSE(p2.up);
  EXPECT_TRUE(p2.wireless);
  EXPECT_EQ(p2.description, "窓口");
  EXPECT_EQ(interface_named(network, "sw", "p3").access_vlan, vlan(1));
  EXPECT_TRUE(network.assumptions.empty());
}

TEST(NetworkFileInterfaces, TrunkWithoutAllowedCarriesAllVlansAndNativeOne) {
  const Network network =
      loaded(with_switch("      - {name: p1, mode: trunk}\n"
                         "      - {name: p2, mode: trunk, allowed: '110,210-212', native: 99, native-tagged: true}\n"
                         "      - {name: p3, allowed: [110, 210-212]}\n"));
  EXPECT_EQ(interface_named(network, "sw", "p1").allowed, VlanSet::all());
  EXPECT_EQ(interface_named(network, "sw", "p1").native, vlan(1));
  EXPECT_FALSE(interface_named(network, "sw", "p1").native_tagged);
  EXPECT_EQ(interface_named(network, "sw", "p2").allowed, vlans("110,210-212"));
  EXPECT_EQ(interface_named(network, "sw", "p2").native, vlan(99));
  EXPECT_TRUE(interface_named(network, "sw", "p2").native_tagged);
  EXPECT_EQ(interface_named(network, "sw", "p3").mode, PortMode::trunk);
  EXPECT_EQ(interface_named(network, "sw", "p3").allowed, vlans("110,210-212"));
  EXPECT_TRUE(network.assumptions.empty());
}

TEST(NetworkFileInterfaces, SwitchPortAboutWhichNothingIsSaidIsATrunkOfEverythingAndListed) {
  const Network network = loaded(with_switch("      - {name: p1}\n      - {name: p2, shutdown: true}\n"));
  EXPECT_EQ(interface_named(network, "sw", "p1").mode, PortMode::trunk);
  EXPECT_EQ(interface_named(network, "sw", "p1").allowed, VlanSet::all());
  EXPECT_EQ(assumptions_of(network), Messages{"harmless default: sw:p1 mode trunk, all VLANs, native 1"});
}

TEST(NetworkFileInterfaces, RouterPortIsRoutedUnlessItIsSaidOtherwise) {
  const Network network = loaded(
      "version: 1\ndevices: [{name: r, kind: router, interfaces: [{name: a}, {name: b, vlan: 5}]}, "
      "{name: s, kind: l3-switch, interfaces: [{name: c, address: 10.0.0.1/30}]}]\nlinks: []\n");
  EXPECT_EQ(interface_named(network, "r", "a").mode, PortMode::routed);
  EXPECT_EQ(interface_named(network, "r", "b").mode, PortMode::access);
  EXPECT_EQ(interface_named(network, "s", "c").mode, PortMode::routed);
}

TEST(NetworkFileInterfaces, SviSubinterfaceLoopbackTunnelAndChannelAreKnownByTheirKeys) {
  const Network network = loaded(
      "version: 1\ndevices:\n  - name: r\n    kind: l3-switch\n    interfaces:\n"
      "      - {name: vlan110, svi: 110, address: 10.10.0.1/24}\n"
      "      - {name: p5, address: 10.0.0.1/30}\n"
      "      - {name: p5.110, parent: p5, tag: 110, address: 10.1.0.1/24}\n"
      "      - {name: p5.u, parent: p5}\n"
      "      - {name: lo0, kind: loopback, address: 10.255.0.1/32}\n"
      "      - {name: p3}\n"
      "      - {name: p4, shutdown: true}\n"
      "      - {name: po1, kind: port-channel, members: [p3, p4], mode: trunk, allowed: 110}\n"
      "      - {name: tu0, tunnel: {local: p5, remote: 10.0.0.2}, address: 172.16.0.1/30}\n"
      "      - {name: tu1, tunnel: {local: 10.0.0.1}, address: 172.17.0.1/30}\n");
  const auto id = [&](const char* name) { return *find_interface(network, DeviceId{0}, name); };
  EXPECT_EQ(network.at(id("vlan110")).kind, InterfaceKind::svi);
  EXPECT_EQ(network.at(id("vlan110")).vlan, vlan(110));
  EXPECT_EQ(network.at(id("vlan110")).mode, PortMode::none);
  EXPECT_EQ(network.at(id("p5.110")).kind, InterfaceKind::subinterface);
  EXPECT_EQ(network.at(id("p5.110")).parent, id("p5"));
  EXPECT_EQ(network.at(id("p5.110")).vlan, vlan(110));
  EXPECT_FALSE(network.at(id("p5.u")).vlan);
  EXPECT_EQ(network.at(id("lo0")).kind, InterfaceKind::loopback);
  EXPECT_EQ(network.at(id("po1")).kind, InterfaceKind::port_channel);
  EXPECT_EQ(network.at(id("p3")).channel, id("po1"));
  EXPECT_EQ(network.at(id("p4")).channel, id("po1"));
  const Interface& tunnel = network.at(id("tu0"));
  EXPECT_EQ(tunnel.kind, InterfaceKind::tunnel);
  EXPECT_EQ(tunnel.tunnel->local_interface, id("p5"));
  EXPECT_EQ(tunnel.tunnel->remote, parse_address("10.0.0.2"));
  EXPECT_FALSE(tunnel.tunnel->encrypted);
  EXPECT_EQ(network.at(id("tu1")).tunnel->local, parse_address("10.0.0.1"));
  EXPECT_FALSE(network.at(id("tu1")).tunnel->remote);  // any peer
  EXPECT_TRUE(network.assumptions.empty());            // the members take the channel's settings
}

TEST(NetworkFileInterfaces, ParentOfSubinterfacesIsRouted) {
  const Network network = loaded(
      "version: 1\ndevices: [{name: s, kind: l3-switch, interfaces: [{name: p}, {name: p.1, parent: p, tag: 1, address: 10.0.0.1/24}]}]\n");
  EXPECT_EQ(interface_named(network, "s", "p").mode, PortMode::routed);
}

TEST(NetworkFileInterfaces, EncryptedTunnelIsADeclaration) {
  const Network network = loaded(
      "version: 1\ndevices: [{name: r, kind: router, interfaces: [{name: t, tunnel: {local: 10.0.0.1, remote: 10.0.0.2, encrypted: "
      "true}}]}]\n");
  EXPECT_TRUE(interface_named(network, "r", "t").tunnel->encrypted);
  EXPECT_EQ(assumptions_of(network), Messages{"harmless declared: r:t encrypted: true"});
}

TEST(NetworkFileInterfaces, LayerThreeKeysAreRead) {
  const Network network = loaded(
      "version: 1\ndevices:\n  - name: r\n    kind: router\n    ipv6-routing: false\n    vrfs: [{name: MN}]\n"
      "    filters: [{name: f}, {name: g}]\n    interfaces:\n"
      "      - name: a\n        address: [10.0.0.1/30, '2001:db8::1/64']\n        virtual-address: [10.0.0.2, 'fe80::1', 10.9.0.1/24]\n"
      "        vrf: MN\n        filter: {in: f, out-v6: g}\n        proxy-arp: true\n        policy-routed: true\n        dhcp-helper: "
      "10.0.9.1\n"
      "      - {name: b, ipv6: true}\n");
  const Interface& a = interface_named(network, "r", "a");
  ASSERT_EQ(a.addresses.size(), 5U);
  EXPECT_EQ(a.addresses[0].address, *parse_address("10.0.0.1"));
  EXPECT_EQ(a.addresses[0].length, 30U);
  EXPECT_FALSE(a.addresses[0].virtual_address);
  EXPECT_EQ(a.addresses[2].address, *parse_address("10.0.0.2"));
  EXPECT_EQ(a.addresses[2].length, 30U);  // of the subnet it is in
  EXPECT_TRUE(a.addresses[2].virtual_address);
  EXPECT_EQ(a.addresses[3].length, 64U);
  EXPECT_EQ(a.addresses[4].length, 24U);
  EXPECT_TRUE(a.ipv6_enabled);
  EXPECT_EQ(network.at(a.vrf).name, "MN");
  EXPECT_EQ(a.filters.in_v4, FilterId{0});
  EXPECT_EQ(a.filters.in_v6, FilterId{0});
  EXPECT_FALSE(a.filters.out_v4);
  EXPECT_EQ(a.filters.out_v6, FilterId{1});
  EXPECT_TRUE(a.proxy_arp);
  EXPECT_TRUE(a.policy_routed);
  EXPECT_EQ(a.dhcp_helpers, std::vector{*parse_address("10.0.9.1")});
  EXPECT_TRUE(interface_named(network, "r", "b").ipv6_enabled);
  EXPECT_TRUE(interface_named(network, "r", "b").is_layer3());
}

TEST(NetworkFileInterfaces, RoutingDeviceWithIpv6ForwardsItUnlessItIsSaidOtherwise) {
  const Network network = loaded("version: 1\ndevices: [{name: r, kind: router, interfaces: [{name: a, ipv6: true}]}]\n");
  EXPECT_TRUE(device_named(network, "r").forwards_v6);
  EXPECT_EQ(assumptions_of(network), Messages{"harmless default: r ipv6-routing: true"});
}

TEST(NetworkFileInterfaces, VlansOutsideTheStandardAreErrors) {
  EXPECT_EQ(errors_of(with_switch("      - {name: a, vlan: 0}\n      - {name: b, vlan: 4095}\n      - {name: c, allowed: '1-5000'}\n"
                                  "      - {name: d, svi: 5000}\n      - {name: e, vlan: ten}\n")),
            (Messages{"network.yaml:8:25: error: VLAN '0' is not in 1..4094 [N012]",
                      "network.yaml:9:25: error: VLAN '4095' is not in 1..4094 [N012]",
                      "network.yaml:10:28: error: '1-5000' is no list of VLANs such as '110,210-212' in 1..4094 [N012]",
                      "network.yaml:11:24: error: VLAN '5000' is not in 1..4094 [N012]",
                      "network.yaml:12:25: error: 'vlan' must be a number from 1 to 4094, not 'ten' [Y022]"}));
}

TEST(NetworkFileInterfaces, KeysOfAnotherModeOrKindAreErrors) {
  const Messages messages =
      errors_of(with_switch("      - {name: a, mode: access, allowed: '5'}\n"
                            "      - {name: b, mode: trunk, vlan: 5}\n"
                            "      - {name: c, mode: access, address: 10.0.0.1/24}\n"
                            "      - {name: d, svi: 5, mode: access}\n"
                            "      - {name: e, kind: loopback, svi: 5}\n"
                            "      - {name: f, kind: svi}\n"));
  EXPECT_EQ(
      messages,
      (Messages{
          "network.yaml:8:42: error: 'allowed' does not fit here: it belongs to mode: trunk [Y026]",
          "network.yaml:9:38: error: 'vlan' does not fit here: it belongs to mode: access [Y026]",
          "network.yaml:10:42: error: 'address' does not fit here: a switched port has no layer 3; give it to an SVI ('svi: VLAN'), or "
          "set mode: routed [Y026]",
          "network.yaml:11:33: error: 'mode' does not fit here: an svi has no layer 2 of its own [Y026]",
          "network.yaml:12:40: error: 'svi' does not fit here: it belongs to the kind svi, this is of the kind loopback [Y026]",
          "network.yaml:13:9: error: 'svi' is missing [Y021]"}));
}

TEST(NetworkFileInterfaces, InterfaceAddressIsOneOfAHostWithItsLength) {
  const auto code = [](const char* address) {
    const Messages messages =
        errors_of(std::string("version: 1\ndevices: [{name: r, kind: router, interfaces: [{name: a, address: '") + address + "'}]}]\n");
    return messages.size() == 1 ? messages[0].substr(messages[0].size() - 6) : "many";
  };
  EXPECT_EQ(code("10.0.0.0/24"), "[N008]");    // the network
  EXPECT_EQ(code("10.0.0.255/24"), "[N008]");  // the broadcast address
  EXPECT_EQ(code("10.0.0.1"), "[N008]");       // no length
  EXPECT_EQ(code("10.0.0.1/33"), "[N008]");
  EXPECT_EQ(code("2001:db8::/64"), "[N008]");
  const Network network = loaded(
      "version: 1\ndevices: [{name: r, kind: router, ipv6-routing: true, interfaces: "
      "[{name: a, address: [10.0.0.0/31, 10.0.1.0/32, '2001:db8::/127']}]}]\n");
  EXPECT_EQ(interface_named(network, "r", "a").addresses.size(), 3U);  // RFC 3021, RFC 6164
}

TEST(NetworkFileInterfaces, DanglingNamesAreErrors) {
  EXPECT_EQ(
      errors_of(
          "version: 1\ndevices:\n  - name: r\n    kind: router\n    vrfs: [{name: MN}]\n    filters: [{name: inside}]\n    interfaces:\n"
          "      - {name: a, vrf: MM, filter: {in: insid}}\n"
          "      - {name: b.1, parent: c, tag: 1}\n"
          "      - {name: po, members: [a2]}\n"),
      (Messages{"network.yaml:8:24: error: there is no VRF 'MM'; did you mean 'MN'? [N003]",
                "network.yaml:8:41: error: there is no filter 'insid'; did you mean 'inside'? [N003]",
                "network.yaml:9:29: error: device 'r' has no interface 'c'; did you mean 'a'? [N003]",
                "network.yaml:10:30: error: device 'r' has no interface 'a2'; did you mean 'a'? [N003]"}));
}

TEST(NetworkFileInterfaces, PortInTwoChannelsAndVlanInTwoSvisAreErrors) {
  EXPECT_EQ(errors_of(with_switch("      - {name: p, vlan: 5}\n      - {name: q1, members: p}\n      - {name: q2, members: p}\n"
                                  "      - {name: v1, svi: 7}\n      - {name: v2, svi: 7}\n")),
            (Messages{"network.yaml:10:29: error: 'p' cannot be a member: it is one of another port-channel [N014]",
                      "network.yaml:12:25: error: 'v1' has this VLAN already [N002]"}));
}

TEST(NetworkFileInterfaces, TwoFiltersForOneFamilyAndDirectionAreAnError) {
  EXPECT_EQ(errors_of("version: 1\ndevices:\n  - name: r\n    kind: router\n    filters: [{name: f}, {name: g}]\n    interfaces:\n"
                      "      - {name: a, filter: {in: f, in-v6: g}}\n"),
            Messages{"network.yaml:7:42: error: 'in-v6' binds a second filter to the same family and direction [Y026]"});
}

}  // namespace
}  // namespace sekimori::test
