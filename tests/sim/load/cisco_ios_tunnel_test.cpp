#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

const std::string kGre =
    "interface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\n"
    "interface Tunnel0\n ip address 10.9.0.1 255.255.255.252\n tunnel source GigabitEthernet0/0\n tunnel destination 198.51.100.1\n";

const Tunnel& tunnel(const LoadedIos& loaded) { return loaded.interface("Tunnel0").tunnel.value(); }

TEST(CiscoIosTunnel, EndsAreReadAndPlainGreIsNotEncrypted) {
  const LoadedIos loaded = load_ios(kGre);
  EXPECT_EQ(tunnel(loaded).local_interface, loaded.interface_id("GigabitEthernet0/0"));
  EXPECT_EQ(tunnel(loaded).remote, v4("198.51.100.1"));
  EXPECT_FALSE(tunnel(loaded).encrypted);
}

TEST(CiscoIosTunnel, AProfileProtectsOnlyIfItEncryptsAndAuthenticates) {
  const std::string protect = kGre + " tunnel protection ipsec profile P\ncrypto ipsec profile P\n set transform-set T\n";
  EXPECT_TRUE(tunnel(load_ios(protect + "crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac\n mode tunnel\n")).encrypted);
  EXPECT_FALSE(tunnel(load_ios(protect + "crypto ipsec transform-set T esp-aes 256\n")).encrypted);
  EXPECT_FALSE(tunnel(load_ios(protect + "crypto ipsec transform-set T esp-null esp-sha-hmac\n")).encrypted);
  EXPECT_FALSE(tunnel(load_ios(protect)).encrypted) << "the transform set is not defined";
}

TEST(CiscoIosTunnel, AMultipointTunnelHasAnyPeer) {
  const LoadedIos loaded = load_ios("interface Tunnel0\n tunnel mode gre multipoint\n tunnel source 203.0.113.1\n");
  EXPECT_FALSE(tunnel(loaded).remote);
  EXPECT_EQ(tunnel(loaded).local, v4("203.0.113.1"));
}

TEST(CiscoIosTunnel, UnknownTunnelLinesAreAssumptions) {
  const LoadedIos loaded = load_ios("interface Tunnel0\n tunnel mode mpls traffic-eng\n tunell source Loopback0\n tunnel vrf OUT\n");
  for (const std::uint32_t line : {2U, 3U, 4U}) EXPECT_EQ(loaded.assumed(line).size(), 1U) << line;
}

}  // namespace
}  // namespace sekimori::test
