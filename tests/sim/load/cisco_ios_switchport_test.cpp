#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

LoadedIos port(std::string_view lines) { return load_ios("hostname sw\ninterface GigabitEthernet0/1\n" + std::string(lines)); }
const Interface& of(const LoadedIos& loaded) { return loaded.interface("GigabitEthernet0/1"); }

TEST(CiscoIosSwitchport, AnAccessPortHasItsVlanAndVoiceVlan) {
  const LoadedIos loaded = port(" switchport mode access\n switchport access vlan 10\n switchport voice vlan 20\n");
  EXPECT_EQ(of(loaded).mode, PortMode::access);
  EXPECT_EQ(of(loaded).access_vlan, vlan(10));
  EXPECT_EQ(of(loaded).voice_vlan, vlan(20));
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosSwitchport, ATrunkWithoutAListCarriesEveryVlanAndVlan1Untagged) {
  const LoadedIos loaded = port(" switchport mode trunk\n");
  EXPECT_EQ(of(loaded).mode, PortMode::trunk);
  EXPECT_EQ(of(loaded).allowed, VlanSet::all());
  EXPECT_EQ(of(loaded).native, kDefaultVlan);
}

TEST(CiscoIosSwitchport, TheAllowedListIsEditedInLineOrder) {
  const std::string trunk = " switchport mode trunk\n switchport trunk allowed vlan ";
  EXPECT_EQ(
      to_text(of(port(trunk + "10,20-22\n switchport trunk allowed vlan add 30\n switchport trunk allowed vlan remove 21\n")).allowed),
      "10,20,22,30");
  EXPECT_TRUE(of(port(trunk + "none\n")).allowed.empty());
  EXPECT_EQ(of(port(trunk + "10\n switchport trunk allowed vlan all\n")).allowed, VlanSet::all());
  EXPECT_EQ(to_text(of(port(trunk + "except 2-4094\n")).allowed), "1");
}

TEST(CiscoIosSwitchport, TheNativeVlanMayBeSetOrTagged) {
  const LoadedIos loaded = port(" switchport mode trunk\n switchport trunk native vlan 99\n switchport trunk native vlan tag\n");
  EXPECT_EQ(of(loaded).native, vlan(99));
  EXPECT_TRUE(of(loaded).native_tagged);
}

TEST(CiscoIosSwitchport, MisspeltLinesAreAssumptionsOfTheirPort) {
  for (const char* line :
       {" swichport mode access", " switchport mod access", " switchport mode acces", " switchport access vlan 4095",
        " switchport trunk allowed vlan 10-", " switchport trunk allowed vlan ad 10", " switchport access vlan dynamic"}) {
    const LoadedIos loaded = port(std::string(line) + "\n");
    ASSERT_EQ(loaded.assumed(3).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(3)[0].effect, Effect::may_both) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
