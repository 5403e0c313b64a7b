#include "sim/load/state_layer2.hpp"

#include <gtest/gtest.h>

#include "sekimori/load/snapshot.hpp"

namespace sekimori {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kMac =
    "  vlan   mac address     type    learn     age              ports\n------+----------------+--------+-----+----------+-----\n"
    "*   10  0011.21b3.cb00   dynamic  Yes         35   Gi0/1\n*   20  0011.21b3.cb01   dynamic  Yes         35   Gi0/1\n"
    "*   30  3333.0000.000d    static  Yes          -   Gi0/1,Gi0/2\n";
constexpr std::string_view kTree =
    "VLAN0010\n  Spanning tree enabled protocol ieee\n\nInterface           Role Sts Cost      Prio.Nbr Type\n------------------- ---- --- "
    "--------- -------- ----\n"
    "Gi0/1               Desg FWD 4         128.1    P2p \nGi0/2               Altn BLK 4         128.2    P2p \n\nVLAN0040\n"
    "Interface           Role Sts Cost      Prio.Nbr Type\nGi0/3               Desg FWD 4         128.3    P2p \n";
constexpr std::string_view kVlans =
    "VLAN Name                             Status    Ports\n---- -------------------------------- --------- "
    "-------------------------------\n"
    "1    default                          active    Gi0/4\n10   my users                         active    Gi0/1, Gi0/2,\n"
    "                                                Gi0/3\n1002 fddi-default                     act/unsup \n";
constexpr std::string_view kArp =
    "Protocol  Address          Age (min)  Hardware Addr   Type   Interface\nInternet  10.1.0.10               5   0014.c240.a576  ARPA   "
    "Vlan10\n"
    "Internet  10.1.0.77               7   0024.36f4.43a5  ARPA   Vlan10\nInternet  10.1.0.1                -   0011.21b3.cb00  ARPA   "
    "Vlan10\n";

Texts vlans(std::string_view text) {
  Texts all;
  for (const VlanSeen& it : read_layer2_listing(text).vlans)
    all.push_back(it.port + " " + std::to_string(it.vlan.number()) + (it.untagged ? " untagged" : ""));
  return all;
}

TEST(StateLayer2, ListingsAreKnownByTheHeadingOfTheirColumns) {
  for (const std::string_view text : {kMac, kTree, kVlans, kArp}) EXPECT_TRUE(is_layer2_listing(text));
  EXPECT_FALSE(
      is_layer2_listing("mac address-table aging-time 300\nvlan 10\nservice type x\nport-security\ninterface Gi0/1\nhardware address\n"))
      << "a config has the words, too";
}

TEST(StateLayer2, WhichVlansAreOnWhichPorts) {
  EXPECT_EQ(vlans(kMac), (Texts{"Gi0/1 10", "Gi0/1 20"})) << "only addresses that were learnt";
  EXPECT_EQ(vlans(kTree), (Texts{"Gi0/1 10", "Gi0/2 10", "Gi0/3 40"}));
  EXPECT_EQ(vlans(kVlans), (Texts{"Gi0/4 1 untagged", "Gi0/1 10 untagged", "Gi0/2 10 untagged", "Gi0/3 10 untagged"}));
}

TEST(StateLayer2, WhoAnswered) {
  const auto seen = read_layer2_listing(kArp).neighbours;
  ASSERT_EQ(seen.size(), 2U) << "not the device's own";
  EXPECT_EQ(to_text(seen[1].address), "10.1.0.77");
  EXPECT_EQ(seen[1].interface, "Vlan10");
}

constexpr std::string_view kSwitch =
    "hostname sw\n!\ninterface GigabitEthernet0/1\n switchport mode access\n switchport access vlan 10\n!\ninterface GigabitEthernet0/2\n"
    " switchport mode trunk\n switchport trunk allowed vlan 10,20\n!\ninterface Vlan10\n ip address 10.1.0.1 255.255.255.0\n";

LoadedNetwork load_with(const std::string& file, std::string_view listing) {
  return load_network({{"network.yaml",
                        "version: 1\nzones:\n  - {name: a, subnets: [10.1.0.0/24]}\nhosts:\n  - {name: pc, zone: a, port: "
                        "\"sw:GigabitEthernet0/1\", address: 10.1.0.10}\n"},
                       {"configs/sw.cfg", std::string(kSwitch)},
                       {file, std::string(listing)}},
                      "x");
}

Texts codes(const LoadedNetwork& loaded) {
  Texts all;
  for (const Diagnostic& it : loaded.diagnostics) {
    if (it.code == "D012" || it.code == "D014" || it.code == "D015") all.push_back(it.code + " " + std::to_string(it.at.line));
  }
  return all;
}

TEST(StateLayer2, AVlanThatTheConfigDoesNotAdmitIsAFindingAndMayOpen) {
  const LoadedNetwork loaded = load_with("state/sw_mac.txt", kMac);
  EXPECT_EQ(codes(loaded), Texts{"D014 4"}) << "VLAN 20 on an access port of VLAN 10";
  const auto opens = std::ranges::count_if(loaded.network.value().assumptions, [](const Assumption& it) {
    return it.effect == Effect::may_open && it.kind == "collected-state";
  });
  EXPECT_EQ(opens, 1);
  EXPECT_EQ(codes(load_with("state/sw_tree.txt", kTree)), Texts{"D014 11"}) << "a port that the config does not have";
  EXPECT_EQ(codes(load_with("state/sw_vlan.txt", "VLAN Name      Status    Ports\n---- ---- ---- ----\n20   lg   active    Gi0/1\n")),
            Texts{"D014 3"});
  EXPECT_EQ(codes(load_with("state/sw_vlan.txt", "VLAN Name      Status    Ports\n---- ---- ---- ----\n10   mn   active    Gi0/1\n")),
            Texts{});
}

TEST(StateLayer2, NeighboursThatNobodyDeclaredAreAFinding) { EXPECT_EQ(codes(load_with("state/sw_arp.txt", kArp)), Texts{"D015 3"}); }

TEST(StateLayer2, AListingOfNobodyIsNamed) { EXPECT_EQ(codes(load_with("state/other_arp.txt", kArp)), Texts{"D012 0"}); }

TEST(StateLayer2, AListingIsNoDevice) {
  const LoadedNetwork loaded = load_with("configs/sw_mac.txt", kMac);
  EXPECT_EQ(loaded.network.value().devices.size(), 1U);
}

}  // namespace
}  // namespace sekimori
