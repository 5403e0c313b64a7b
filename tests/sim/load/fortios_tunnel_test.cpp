#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::load_forti;
using test::Texts;

std::string vpn(const std::string& phase1, const std::string& phase2) {
  return "config system interface\nedit wan\nset ip 192.0.2.1 255.255.255.0\nnext\nedit \"branch\"\nset type tunnel\nset interface "
         "wan\nnext\n"
         "edit \"ssl.root\"\nset type tunnel\nnext\nend\n"
         "config vpn ipsec phase1-interface\nedit \"branch\"\nset interface wan\n" +
         phase1 +
         "next\nend\n"
         "config vpn ipsec phase2-interface\nedit \"p2\"\nset phase1name \"branch\"\n" +
         phase2 + "next\nend\n";
}

TEST(FortiosTunnel, AnIpsecInterfaceIsAnEncryptedWireToItsGateway) {
  const auto fw = load_forti(vpn("set remote-gw 198.51.100.9\nset proposal aes256-sha256\n", ""));
  const auto& tunnel = fw.interface("branch").tunnel.value();
  EXPECT_EQ(tunnel.remote, parse_address("198.51.100.9"));
  EXPECT_EQ(tunnel.local_interface, fw.interface_id("wan"));
  EXPECT_TRUE(tunnel.encrypted);
}

TEST(FortiosTunnel, WithoutCipherOrPhaseTwoItIsNoProtection) {
  EXPECT_FALSE(load_forti(vpn("set remote-gw 198.51.100.9\n", "set proposal null-sha1\n")).interface("branch").tunnel->encrypted);
  EXPECT_FALSE(load_forti("config system interface\nedit b\nset type tunnel\nnext\nend\nconfig vpn ipsec phase1-interface\nedit b\nset "
                          "remote-gw 198.51.100.9\nnext\nend\n")
                   .interface("b")
                   .tunnel->encrypted);
}

TEST(FortiosTunnel, APeerThatDialsInMayBeAnybody) {
  EXPECT_FALSE(load_forti(vpn("set type dynamic\nset remote-gw 198.51.100.9\n", "")).interface("branch").tunnel->remote.has_value());
}

TEST(FortiosTunnel, TheEndOfSslVpnIsDownUntilSslVpnListens) {
  EXPECT_FALSE(load_forti(vpn("", "")).interface("ssl.root").up);
  const auto on = load_forti(vpn("", "") + "config vpn ssl settings\nset source-interface wan\nend\n");
  EXPECT_TRUE(on.interface("ssl.root").up);
  EXPECT_TRUE(on.interface("ssl.root").tunnel.has_value());
  EXPECT_EQ(on.assumed(), Texts{"may-both 23 unsupported"});
}

}  // namespace
}  // namespace sekimori
