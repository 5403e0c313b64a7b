#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosSystem, TheDeviceIsNamedByItsHostnameElseByItsFile) {
  EXPECT_EQ(load_ios("hostname core-a\n").device().name, "core-a");
  EXPECT_EQ(load_ios("interface Vlan1\n").device().name, "r1");
  EXPECT_EQ(load_ios("!\nhostname core-a\n").device().at.line, 2U);
}

TEST(CiscoIosSystem, AVlanInterfaceKnowsItsVlan) {
  EXPECT_EQ(load_ios("interface Vlan20\n").interface("Vlan20").vlan, vlan(20));
  EXPECT_EQ(load_ios("interface Vlan20\n").interface("Vlan20").kind, InterfaceKind::svi);
  EXPECT_EQ(load_ios("interface Vlan4095\n").assumed(1).size(), 1U);
}

TEST(CiscoIosSystem, AnInterfaceOfUnknownTypeIsAnAssumptionOfTheDevice) {
  const LoadedIos loaded = load_ios("interface nve1\n no shutdown\n");
  ASSERT_EQ(loaded.assumed(1).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<DeviceId>(loaded.assumed(1)[0].scope));
}

TEST(CiscoIosSystem, CreatingVlansIsUnderstoodButMirroringThemIsNot) {
  const LoadedIos loaded = load_ios("vlan 10,20-30\n!\nvlan 40\n name mynumber\n remote-span\n private-vlan isolated\n");
  EXPECT_TRUE(loaded.assumed(1).empty());
  EXPECT_TRUE(loaded.assumed(4).empty());
  EXPECT_EQ(loaded.assumed(5).size(), 1U);
  EXPECT_EQ(loaded.assumed(6).size(), 1U);
}

TEST(CiscoIosSystem, TheControlPlaneMayOnlyClose) {
  const LoadedIos loaded = load_ios("control-plane\n service-policy input COPP\n");
  EXPECT_TRUE(loaded.assumed(1).empty());
  ASSERT_EQ(loaded.assumed(2).size(), 1U);
  EXPECT_EQ(loaded.assumed(2)[0].effect, Effect::may_close);
}

TEST(CiscoIosSystem, NativeTaggingHoldsForEveryTrunk) {
  const LoadedIos loaded = load_ios("vlan dot1q tag native\ninterface GigabitEthernet0/1\n switchport mode trunk\n");
  EXPECT_TRUE(loaded.interface("GigabitEthernet0/1").native_tagged);
}

}  // namespace
}  // namespace sekimori::test
