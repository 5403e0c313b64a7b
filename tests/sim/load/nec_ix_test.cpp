#include "sim/load/nec_ix.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "nec_ix_support.hpp"
#include "sim/load/cisco_ios.hpp"

namespace sekimori {
namespace {

using test::load_ix;
using test::Texts;

TEST(NecIx, TheTextIsRecognised) {
  const std::string text =
      "hostname rt\nip ufs-cache enable\nip access-list web permit tcp src any sport any dest 10.0.0.1/32 dport eq 80\n"
      "device GigaEthernet0\n!\ninterface GigaEthernet0.0\n  ip address 10.0.0.1/24\n  no shutdown\n";
  EXPECT_GE(recognise_nec_ix(text), 90);
  EXPECT_LT(recognise_cisco_ios(text), recognise_nec_ix(text));
  EXPECT_EQ(recognise_nec_ix("interface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"), 0);
}

TEST(NecIx, InterfacesRoutesAndTunnels) {
  const auto rt = load_ix(
      "hostname branch-1\n"
      "ip route default 10.0.1.254\nip route 10.9.0.0/16 10.0.1.253 distance 5\nip route 10.8.0.0/16 Tunnel0.0\nip route 10.7.0.0/16 "
      "Null0.0\n"
      "ipsec autokey-map vpn any-list peer 198.51.100.1 prop\n"
      "interface GigaEthernet0.0\n  ip address 10.0.1.1/24\n  ip address 10.0.11.1/24 secondary\n  no shutdown\n!\n"
      "interface GigaEthernet0.1\n  encapsulation dot1q 110 tpid 8100\n  ip address 10.11.1.1/24\n  no shutdown\n!\n"
      "interface GigaEthernet1.0\n  no ip address\n  shutdown\n!\n"
      "interface Tunnel0.0\n  tunnel mode ipsec\n  ipsec policy tunnel vpn out\n  no shutdown\n");
  EXPECT_EQ(rt.assumed(), Texts{});
  EXPECT_EQ(rt.device().name, "branch-1");
  EXPECT_EQ(rt.interface("GigaEthernet0.0").addresses.size(), 2U);
  EXPECT_EQ(rt.interface("GigaEthernet0.1").parent, rt.interface_id("GigaEthernet0.0"));
  EXPECT_EQ(rt.interface("GigaEthernet0.1").vlan->number(), 110);
  EXPECT_FALSE(rt.interface("GigaEthernet1.0").up);
  EXPECT_TRUE(rt.interface("Tunnel0.0").tunnel->encrypted);
  EXPECT_EQ(rt.interface("Tunnel0.0").tunnel->remote, parse_address("198.51.100.1"));
  ASSERT_EQ(rt.vrf().routes.size(), 4U);
  EXPECT_EQ(rt.vrf().routes[1].distance, 5);
  EXPECT_EQ(rt.vrf().routes[2].next_hop.out, rt.interface_id("Tunnel0.0"));
  EXPECT_TRUE(rt.vrf().routes[3].next_hop.discard);
}

TEST(NecIx, LearntAddressesAndRoutingProtocolsMakeTheTableUnknown) {
  EXPECT_TRUE(load_ix("interface GigaEthernet0.0\n  ip address dhcp receive-default\n").vrf().any_routing);
  EXPECT_TRUE(load_ix("router ospf 1\n  network 10.0.0.0/8 area 0\n").vrf().any_routing);
}

TEST(NecIx, TranslationOfPortsAndForwards) {
  const auto rt = load_ix(
      "interface GigaEthernet0.0\n  ip address 192.0.2.1/24\n  ip napt enable\n  ip napt service web 10.0.0.5 none tcp 80\n  ip napt "
      "static 10.0.0.6 udp 53\n");
  EXPECT_EQ(rt.assumed(), Texts{});
  ASSERT_EQ(rt.device().nat.size(), 3U);
  EXPECT_EQ(to_text(std::get<DestinationNat>(rt.device().nat[0]).to), "10.0.0.5");
  EXPECT_EQ(to_text(std::get<SourceNat>(rt.device().nat[2]).pool), "192.0.2.1");
}

TEST(NecIx, FiltersBesideTranslationAreAnAssumption) {
  const auto rt = load_ix(
      "ip access-list a permit ip src any dest any\ninterface GigaEthernet0.0\n  ip address 192.0.2.1/24\n  ip filter a 1 in\n  ip napt "
      "enable\n");
  EXPECT_EQ(rt.assumed(), Texts{"may-both 5 unsupported"});
}

TEST(NecIx, ServicesAreOffUntilSwitchedOnAndNarrowedByTheirLists) {
  const auto rt = load_ix(
      "telnet-server ip enable\nssh-server ip enable\nssh-server ip access-list mgmt\nip access-list mgmt permit ip src 10.90.0.10/32 dest "
      "any\n");
  ASSERT_EQ(rt.device().services.size(), 2U);
  EXPECT_FALSE(rt.device().services[0].admits_v4);
  const Filter& admits = rt.network.at(rt.device().services[1].admits_v4.value());
  EXPECT_EQ(decide(admits, test::flow("10.90.0.10", "10.0.0.1", 22)).action, Action::permit);
  EXPECT_EQ(decide(admits, test::flow("10.90.0.11", "10.0.0.1", 22)).action, Action::deny);
}

TEST(NecIx, RealConfigsLoad) {
  const std::filesystem::path folder = std::filesystem::path(SEKIMORI_SOURCE_DIR) / "../shared/data/nec-ix";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path());
    std::ostringstream text;
    text << in.rdbuf();
    EXPECT_GE(recognise_nec_ix(text.str()), 90);
    const auto rt = load_ix(text.str());
    EXPECT_EQ(rt.assumed().size(), 1U) << "network-monitor alone may change what the config says";
    EXPECT_EQ(rt.interface("Tunnel0.0").tunnel->encrypted, true);
  }
}

}  // namespace
}  // namespace sekimori
