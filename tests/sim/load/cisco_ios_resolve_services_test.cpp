#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

std::vector<std::string> names(const LoadedIos& loaded) {
  std::vector<std::string> out;
  for (const ManagementService& service : loaded.device().services) out.push_back(service.name);
  return out;
}

using Names = std::vector<std::string>;

TEST(CiscoIosResolveServices, WithoutALineBlockEverybodyMayUseSshAndTelnet) {
  EXPECT_EQ(names(load_ios("hostname r1\n")), (Names{"ssh", "telnet"}));
}

TEST(CiscoIosResolveServices, TransportInputChoosesTheProtocols) {
  EXPECT_EQ(names(load_ios("line vty 0 4\n transport input ssh\n")), (Names{"ssh"}));
  EXPECT_EQ(names(load_ios("line vty 0 4\n transport input none\n")), Names{});
  EXPECT_EQ(names(load_ios("line vty 0 4\n login\n")), (Names{"ssh", "telnet"}));
}

TEST(CiscoIosResolveServices, EachLineBlockHasItsOwnAccessClass) {
  const LoadedIos loaded = load_ios(
      "access-list 10 permit 10.0.0.1\nline vty 0 4\n access-class 10 in\n transport input ssh\nline vty 5 15\n transport input ssh\n");
  ASSERT_EQ(loaded.device().services.size(), 2U);
  EXPECT_TRUE(loaded.device().services[0].admits_v4);
  EXPECT_FALSE(loaded.device().services[0].admits_v6) << "an IPv4 access class does not limit IPv6";
  EXPECT_FALSE(loaded.device().services[1].admits_v4);
}

TEST(CiscoIosResolveServices, HttpIsOnByDefaultOnSwitchesOnly) {
  const std::string quiet = "line vty 0 4\n transport input none\n";
  EXPECT_EQ(names(load_ios(quiet)), Names{});
  EXPECT_EQ(names(load_ios(quiet + "spanning-tree mode pvst\n")), (Names{"http"}));
  EXPECT_EQ(names(load_ios(quiet + "spanning-tree mode pvst\nno ip http server\n")), Names{});
  EXPECT_EQ(names(load_ios(quiet + "ip http secure-server\nip http secure-port 8443\n")), (Names{"https"}));
}

TEST(CiscoIosResolveServices, AnHttpAccessClassLimitsBothServers) {
  const LoadedIos loaded = load_ios(
      "line vty 0 4\n transport input none\nip http server\nip http secure-server\nip http access-class ipv4 10\naccess-list 10 permit "
      "10.0.0.1\n");
  ASSERT_EQ(loaded.device().services.size(), 2U);
  EXPECT_TRUE(loaded.device().services[0].admits_v4);
  EXPECT_TRUE(loaded.device().services[1].admits_v4);
}

}  // namespace
}  // namespace sekimori::test
