#include "sim/load/yamaha_rtx.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/load/cisco_ios.hpp"
#include "sim/load/config_text.hpp"
#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::load_rtx;
using test::Texts;

const std::string kQuiet = "telnetd service off\nhttpd service off\ndns service off\n";

TEST(YamahaRtx, TheTextIsRecognised) {
  EXPECT_GE(recognise_yamaha_rtx("# RTX1210 Rev.14.01.38\n"), 90);
  EXPECT_GE(recognise_yamaha_rtx(
                "ip lan1 address 10.0.0.1/24\nip route default gateway 10.0.0.2\nip filter 1 pass * *\nnat descriptor type 1 masquerade\n"),
            80);
  EXPECT_EQ(recognise_yamaha_rtx("interface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"), 0);
  EXPECT_LT(recognise_cisco_ios("ip lan1 address 10.0.0.1/24\nip filter 1 pass * *\n"), 60);
}

TEST(YamahaRtx, InterfacesOfAllKinds) {
  const auto rt = load_rtx(kQuiet +
                           "ip lan1 address 10.0.1.1/24\nip lan1 secondary address 10.0.11.1/24\nipv6 lan1 address 2001:db8::1/64\n"
                           "vlan lan2/1 802.1q vid=110 name=MN\nip lan2/1 address 10.11.1.1/24\nip lan2/1 vrrp 1 10.11.1.254\n"
                           "vlan port mapping lan3.1 vlan1\nvlan port mapping lan3.2 vlan2\nip vlan1 address 10.3.1.1/24\nlan shutdown "
                           "lan4\nip loopback1 address 10.255.0.1/32\n");
  EXPECT_EQ(rt.assumed(), Texts{});
  EXPECT_EQ(rt.interface("lan1").addresses.size(), 3U);
  EXPECT_TRUE(rt.interface("lan1").ipv6_enabled);
  const Interface& tagged = rt.interface("lan2/1");
  EXPECT_EQ(tagged.kind, InterfaceKind::subinterface);
  EXPECT_EQ(tagged.parent, rt.interface_id("lan2"));
  EXPECT_EQ(tagged.vlan->number(), 110);
  EXPECT_TRUE(tagged.addresses.at(1).virtual_address);
  EXPECT_EQ(rt.interface("lan3.1").mode, PortMode::access);
  EXPECT_EQ(rt.interface("lan3.1").access_vlan, rt.interface("vlan1").vlan);
  EXPECT_NE(rt.interface("lan3.2").access_vlan, rt.interface("vlan1").vlan);
  EXPECT_FALSE(rt.interface("lan4").up);
}

TEST(YamahaRtx, PpAndTunnelsAreOffUntilSwitchedOn) {
  const auto rt = load_rtx(kQuiet +
                           "pp select 1\n pppoe use lan2\n ip pp address 192.0.2.1/32\n pp enable 1\n"
                           "tunnel select 1\n ipsec tunnel 1\n  ipsec sa policy 1 1 esp aes256-cbc sha256-hmac\n  ipsec ike remote address "
                           "1 198.51.100.1\n tunnel enable 1\n"
                           "tunnel select 2\n tunnel encapsulation ipip\n tunnel endpoint address 198.51.100.2\n");
  EXPECT_EQ(rt.assumed(), Texts{});
  EXPECT_TRUE(rt.interface("pp1").up);
  EXPECT_EQ(rt.interface("pp1").parent, rt.interface_id("lan2"));
  EXPECT_TRUE(rt.interface("tunnel1").up);
  EXPECT_TRUE(rt.interface("tunnel1").tunnel->encrypted);
  EXPECT_EQ(rt.interface("tunnel1").tunnel->remote, parse_address("198.51.100.1"));
  EXPECT_FALSE(rt.interface("tunnel2").up);
  EXPECT_FALSE(rt.interface("tunnel2").tunnel->encrypted);
}

TEST(YamahaRtx, AddressesThatAreLearntMakeTheTableUnknown) {
  const auto rt = load_rtx(kQuiet + "ip lan2 address dhcp\n");
  EXPECT_TRUE(rt.vrf().any_routing);
  EXPECT_EQ(rt.assumed(), Texts{"may-both 4 unsupported"});
}

TEST(YamahaRtx, ItRoutesUnlessItSaysNot) {
  EXPECT_TRUE(load_rtx("").device().forwards_v4);
  EXPECT_FALSE(load_rtx("ip routing off\n").device().forwards_v4);
}

TEST(YamahaRtx, EveryLineIsCountedOnceWhateverTheBytes) {
  for (const char* text : {"", "\n", "ip\n", "ip lan1\n", "vlan\n", "pp select\n", "tunnel select 99999999999\n", "ip lan1/1/1 address x\n",
                           "nat descriptor\n", "ip filter\n", "\xff\xfe\n", "ip pp address 1.2.3.4/32\n"}) {
    const auto rt = load_rtx(text);
    ASSERT_TRUE(rt.id.has_value()) << text;
    EXPECT_EQ(rt.counts().total(), count_lines(text)) << text;
  }
}

TEST(YamahaRtx, RealConfigsAreReadWithEveryLineCounted) {
  const std::filesystem::path folder = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data/yamaha-rtx";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared/data here";
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (entry.path().extension() != ".rtx" && entry.path().extension() != ".mt") continue;
    ++seen;
    EXPECT_GE(recognise_yamaha_rtx(text.str()), 60) << entry.path();
    EXPECT_EQ(load_rtx(text.str()).counts().total(), count_lines(text.str())) << entry.path();
  }
  EXPECT_EQ(seen, 4U);
}

}  // namespace
}  // namespace sekimori
