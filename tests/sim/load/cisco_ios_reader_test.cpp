#include "sim/load/cisco_ios_reader.hpp"

#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"
#include "sim/load/config_text.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosReader, EveryLineIsCountedOnce) {
  const std::string text =
      "! saved\nhostname r1\n\nlogging host 10.0.0.9\nbanner motd ^C\nno trespassing\n^C\ninterface Vlan1\n ip adress 10.0.0.1 255.0.0.0\n "
      "shutdown\nfrobnicate\n more\nend";
  const LineCounts counts = count_lines_cisco_ios(text);
  EXPECT_EQ(counts.blank, 2U);
  EXPECT_EQ(counts.understood, 4U) << "hostname, interface, shutdown, end";
  EXPECT_EQ(counts.harmless, 4U) << "logging, banner and its text";
  EXPECT_EQ(counts.assumed, 3U) << "ip adress, frobnicate, more";
  EXPECT_EQ(counts.total(), count_lines(text));
}

TEST(CiscoIosReader, AnUnknownLineMayDoAnythingToTheDevice) {
  const LoadedIos loaded = load_ios("frobnicate 1\n");
  ASSERT_EQ(loaded.assumed(1).size(), 1U);
  EXPECT_EQ(loaded.assumed(1)[0].effect, Effect::may_both);
  EXPECT_EQ(std::get<DeviceId>(loaded.assumed(1)[0].scope), loaded.id.value());
  EXPECT_EQ(loaded.assumed(1)[0].text, "frobnicate 1");
}

TEST(CiscoIosReader, LinesBelowAnUnknownBlockAreUnknownToo) {
  EXPECT_EQ(load_ios("l2 vfi X manual\n vpn id 5\n neighbor 10.0.0.1 encapsulation mpls\n").assumed_count(), 3U);
}

TEST(CiscoIosReader, KeywordsAreNotAbbreviatedOrFoldedInCase) {
  for (const char* line : {"int Vlan1", "HOSTNAME r1", "ip rou 0.0.0.0 0.0.0.0 10.0.0.1", "host r1"}) {
    EXPECT_EQ(load_ios(std::string(line) + "\n").assumed(1).size(), 1U) << line;
  }
}

/// As when a list of commands is pasted: what follows is of the global mode, whatever its indent.
TEST(CiscoIosReader, ExitLeavesABlockThatHasNoneInside) {
  const LoadedIos loaded = load_ios(
      "interface Vlan10\n ip address 10.0.0.1 255.255.255.0\n exit\n no ip source-route\n ip route 10.1.0.0 255.255.0.0 10.0.0.9\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
  EXPECT_FALSE(loaded.device().source_routes);
  EXPECT_EQ(loaded.vrf("").routes.size(), 1U);
}

TEST(CiscoIosReader, ExitInsideABlockOfBlocksLeavesTheInnerOne) {
  const LoadedIos loaded =
      load_ios("vrf definition A\n rd 1:1\n address-family ipv4\n exit\n address-family ipv6\n exit\nvrf definition B\n rd 1:2\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosReader, AnInterfaceLineAfterExitIsNotUnderstood) {
  EXPECT_EQ(load_ios("interface Vlan10\n exit\n ip access-group X in\n").assumed(3).size(), 1U);
}

TEST(CiscoIosReader, ALineThatIsTooLongIsAnAssumption) {
  const LoadedIos loaded = load_ios("hostname r1\ninterface Vlan1\n description " + std::string(1'000'000, 'x') + "\n shutdown\n");
  ASSERT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_EQ(loaded.assumed(3)[0].effect, Effect::may_both);
  EXPECT_LT(loaded.assumed(3)[0].text.size(), 300U);
  EXPECT_EQ(loaded.counts().total(), 4U);
}

TEST(CiscoIosReader, AnUnterminatedBannerIsAnAssumption) { EXPECT_EQ(load_ios("banner motd #\nhostname r1\n").assumed(1).size(), 1U); }

TEST(CiscoIosReader, ATruncatedFileKeepsWhatItSays) {
  const LoadedIos loaded = load_ios("hostname r1\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip addr");
  EXPECT_EQ(loaded.interface("GigabitEthernet0/1").addresses.size(), 1U);
  EXPECT_EQ(loaded.assumed(4).size(), 1U);
}

TEST(CiscoIosReader, CarriageReturnsChangeNothing) {
  std::string text = "hostname r1\ninterface Vlan1\n ip address 10.0.0.1 255.255.255.0\n!\naccess-list 1 permit any\n";
  const LineCounts unix_counts = count_lines_cisco_ios(text);
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) text.replace(at, 1, "\r\n");
  EXPECT_EQ(count_lines_cisco_ios(text), unix_counts);
}

}  // namespace
}  // namespace sekimori::test
