#include "sekimori/model/network.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <stdexcept>

namespace sekimori {
namespace {

DeviceId add_device(Network& network, std::string_view name, std::initializer_list<const char*> interfaces) {
  const auto id = make_id<DeviceId>(network.devices.size());
  Device device;
  device.name = name;
  for (const char* interface_name : interfaces) {
    device.interfaces.push_back(make_id<InterfaceId>(network.interfaces.size()));
    Interface interface;
    interface.name = interface_name;
    interface.device = id;
    network.interfaces.push_back(interface);
  }
  network.devices.push_back(device);
  return id;
}

/// The full name of what `wanted` finds on a device with these interfaces, or "" when nothing or more than one.
std::string found(std::initializer_list<const char*> interfaces, std::string_view wanted) {
  Network network;
  add_device(network, "other", {"GigabitEthernet0/1", "Vlan10"});
  const DeviceId device = add_device(network, "sw1", interfaces);
  const auto id = find_interface(network, device, wanted);
  if (!id) return "";
  EXPECT_EQ(network.at(*id).device, device) << "never another device's interface";
  return network.at(*id).name;
}

struct Abbreviation {
  const char* wanted;
  const char* name;
};
class CiscoName : public testing::TestWithParam<Abbreviation> {};
TEST_P(CiscoName, IsFoundByItsAbbreviation) {
  EXPECT_EQ(found({"FastEthernet0/1", "GigabitEthernet0/1", "GigabitEthernet0/11", "TenGigabitEthernet1/0/1", "TwentyFiveGigE1/0/2",
                   "TwoGigabitEthernet1/0/3", "FortyGigabitEthernet1/1/1", "HundredGigE1/0/49", "Ethernet1/1", "Serial0/0/0:0",
                   "Port-channel1", "Vlan10", "Vlan110", "Loopback0", "Tunnel0", "GigabitEthernet0/0.100", "Dot11Radio0", "BVI1"},
                  GetParam().wanted),
            GetParam().name);
}
INSTANTIATE_TEST_SUITE_P(
    FindInterface, CiscoName,
    testing::Values(Abbreviation{"GigabitEthernet0/1", "GigabitEthernet0/1"}, Abbreviation{"Gi0/1", "GigabitEthernet0/1"},
                    Abbreviation{"gi0/1", "GigabitEthernet0/1"}, Abbreviation{"Gig 0/1", "GigabitEthernet0/1"},
                    Abbreviation{"gigabitethernet 0/1", "GigabitEthernet0/1"}, Abbreviation{"g0/11", "GigabitEthernet0/11"},
                    Abbreviation{"Fa0/1", "FastEthernet0/1"}, Abbreviation{"Te1/0/1", "TenGigabitEthernet1/0/1"},
                    Abbreviation{"Twe1/0/2", "TwentyFiveGigE1/0/2"}, Abbreviation{"Tw1/0/3", "TwoGigabitEthernet1/0/3"},
                    Abbreviation{"Fo1/1/1", "FortyGigabitEthernet1/1/1"}, Abbreviation{"Hu1/0/49", "HundredGigE1/0/49"},
                    Abbreviation{"Eth1/1", "Ethernet1/1"}, Abbreviation{"Et1/1", "Ethernet1/1"}, Abbreviation{"Se0/0/0:0", "Serial0/0/0:0"},
                    Abbreviation{"Po1", "Port-channel1"}, Abbreviation{"port-channel 1", "Port-channel1"}, Abbreviation{"Vl10", "Vlan10"},
                    Abbreviation{"vlan10", "Vlan10"}, Abbreviation{"Vl110", "Vlan110"}, Abbreviation{"Lo0", "Loopback0"},
                    Abbreviation{"Tu0", "Tunnel0"}, Abbreviation{"Gi0/0.100", "GigabitEthernet0/0.100"}, Abbreviation{"Do0", "Dot11Radio0"},
                    Abbreviation{"bv1", "BVI1"}));

TEST(FindInterface, NeverShortensANumber) {
  EXPECT_EQ(found({"GigabitEthernet0/11"}, "Gi0/1"), "");
  EXPECT_EQ(found({"GigabitEthernet0/1"}, "Gi0/11"), "");
  EXPECT_EQ(found({"GigabitEthernet1/0/1"}, "Gi0/1"), "");
  EXPECT_EQ(found({"GigabitEthernet0/0.100"}, "Gi0/0"), "");
  EXPECT_EQ(found({"Vlan10"}, "10"), "");
  EXPECT_EQ(found({"Vlan10"}, "Vl"), "");
}

TEST(FindInterface, RefusesAWrongType) {
  EXPECT_EQ(found({"GigabitEthernet0/1"}, "Fa0/1"), "");
  EXPECT_EQ(found({"GigabitEthernet0/1"}, "Gix0/1"), "");
  EXPECT_EQ(found({"GigabitEthernet0/1"}, ""), "");
}

TEST(FindInterface, RefusesAnAmbiguousAbbreviation) {
  EXPECT_EQ(found({"TenGigabitEthernet1/0/1", "TwentyFiveGigE1/0/1"}, "T1/0/1"), "");
  EXPECT_EQ(found({"TwoGigabitEthernet1/0/1", "TwentyFiveGigE1/0/1"}, "Tw1/0/1"), "");
  EXPECT_EQ(found({"TwoGigabitEthernet1/0/1", "TwentyFiveGigE1/0/1"}, "Two1/0/1"), "TwoGigabitEthernet1/0/1");
}

TEST(FindInterface, MatchesOtherVendorsOnlyInFull) {
  EXPECT_EQ(found({"port1", "lan1"}, "PORT1"), "port1");
  EXPECT_EQ(found({"port1", "lan1"}, "po1"), "");
  EXPECT_EQ(found({"ge-0/0/0"}, "ge-0/0/0"), "ge-0/0/0");
  EXPECT_EQ(found({"ge-0/0/0"}, "g0/0/0"), "");
}

TEST(FindInterface, PrefersTheFullNameToAnAbbreviation) {
  EXPECT_EQ(found({"Port-channel1", "port1"}, "port1"), "port1");
  EXPECT_EQ(found({"Ethernet0", "eth0"}, "ETH0"), "eth0");
}

TEST(FindInterface, TellsNamesThatDifferInCaseOnlyByCase) {
  EXPECT_EQ(found({"eth0", "ETH0"}, "ETH0"), "ETH0");
  EXPECT_EQ(found({"eth0", "ETH0"}, "Eth0"), "") << "either could be meant";
  EXPECT_EQ(found({"eth0", "ETH0", "Ethernet0"}, "Eth0"), "") << "and not a third";
}

TEST(FindByName, IsExact) {
  Network network;
  const DeviceId core = add_device(network, "core-a", {});
  Host host;
  host.name = "pc-a";
  network.hosts.push_back(host);
  Zone zone;
  zone.name = "mynumber";
  network.zones.push_back(zone);
  EXPECT_EQ(find_device(network, "core-a"), core);
  EXPECT_FALSE(find_device(network, "core"));
  EXPECT_EQ(find_host(network, "pc-a"), HostId{0});
  EXPECT_FALSE(find_host(network, "core-a")) << "a device is no host";
  EXPECT_EQ(find_zone(network, "mynumber"), ZoneId{0});
  EXPECT_FALSE(find_zone(network, ""));
}

TEST(Describe, NamesInterfacesAndEndpoints) {
  Network network;
  const DeviceId core = add_device(network, "core-a", {"Vlan10"});
  Host host;
  host.name = "pc-a";
  network.hosts.push_back(host);
  EXPECT_EQ(describe(network, InterfaceId{0}), "core-a:Vlan10");
  EXPECT_EQ(describe(network, EndpointRef{HostId{0}}), "pc-a");
  EXPECT_EQ(describe(network, EndpointRef{core}), "self of core-a");
  EXPECT_EQ(describe(network, EndpointRef{InterfaceId{0}}), "rest of the segment at core-a:Vlan10");
}

TEST(Network, ChecksEveryId) {
  const Network network;
  EXPECT_THROW((void)network.at(DeviceId{0}), std::out_of_range);
}

}  // namespace
}  // namespace sekimori
