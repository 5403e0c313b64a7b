#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosManagement, TerminalLinesTakeComfortSettingsAsHarmless) {
  const LoadedIos loaded =
      load_ios("line con 0\n exec-timeout 5 0\n logging synchronous\nline vty 0 4\n login local\n transport input ssh\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
  EXPECT_EQ(loaded.counts().harmless, 3U);
}

TEST(CiscoIosManagement, AnUnknownTerminalLineTouchesTheDevice) {
  const LoadedIos loaded = load_ios("line vty 0 4\n rotary 5\n transport inputt none\n access-class 10 inn\n");
  for (const std::uint32_t line : {2U, 3U, 4U}) {
    ASSERT_EQ(loaded.assumed(line).size(), 1U) << line;
    EXPECT_TRUE(std::holds_alternative<DeviceId>(loaded.assumed(line)[0].scope)) << line;
  }
}

TEST(CiscoIosManagement, SnmpWriteIsASessionAndReadIsNot) {
  const LoadedIos loaded = load_ios("snmp-server community a RO 10\nsnmp-server community b RW 10\naccess-list 10 permit 10.0.0.1\n");
  bool write = false, read = false;
  for (const ManagementService& service : loaded.device().services) {
    if (service.name == "snmp-write") {
      write = true;
      EXPECT_TRUE(service.session);
      EXPECT_EQ(loaded.network.at(service.admits_v4.value()).name, "10");
    }
    if (service.name == "snmp-read") {
      read = true;
      EXPECT_FALSE(service.session);
    }
  }
  EXPECT_TRUE(write);
  EXPECT_TRUE(read);
}

TEST(CiscoIosManagement, ADnsServerIsASessionService) {
  const LoadedIos loaded = load_ios("ip dns server\n");
  EXPECT_TRUE(std::ranges::any_of(loaded.device().services, [](const ManagementService& s) { return s.name == "dns" && s.session; }));
}

}  // namespace
}  // namespace sekimori::test
