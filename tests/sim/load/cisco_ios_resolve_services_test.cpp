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

const std::string kNoHttp = "no ip http server\nno ip http secure-server\n";

TEST(CiscoIosResolveServices, E4_without_a_line_block_everybody_may_use_ssh_and_telnet) {
  EXPECT_EQ(names(load_ios(kNoHttp)), (Names{"ssh", "telnet"}));
}

TEST(CiscoIosResolveServices, TransportInputChoosesTheProtocols) {
  EXPECT_EQ(names(load_ios(kNoHttp + "line vty 0 4\n transport input ssh\n")), (Names{"ssh"}));
  EXPECT_EQ(names(load_ios(kNoHttp + "line vty 0 4\n transport input none\n")), Names{});
  EXPECT_EQ(names(load_ios(kNoHttp + "line vty 0 4\n login\n")), (Names{"ssh", "telnet"}));
}

TEST(CiscoIosResolveServices, EachLineBlockHasItsOwnAccessClass) {
  const LoadedIos loaded = load_ios(
      kNoHttp +
      "access-list 10 permit 10.0.0.1\nline vty 0 4\n access-class 10 in\n transport input ssh\nline vty 5 15\n transport input ssh\n");
  ASSERT_EQ(loaded.device().services.size(), 2U);
  EXPECT_TRUE(loaded.device().services[0].admits_v4);
  EXPECT_FALSE(loaded.device().services[0].admits_v6) << "an IPv4 access class does not limit IPv6";
  EXPECT_FALSE(loaded.device().services[1].admits_v4);
}

/// Off on routers since 12.4, on on Catalyst switches, and not every release prints it: on unless the config turns it off.
TEST(CiscoIosResolveServices, E4_a_web_server_that_the_config_does_not_turn_off_is_on) {
  const std::string quiet = "line vty 0 4\n transport input none\n";
  const std::vector<std::pair<std::string, Names>> table = {
      {"", {"http", "https"}},
      {"spanning-tree mode pvst\n", {"http", "https"}},
      {"ip http server\nip http secure-server\n", {"http", "https"}},
      {"no ip http server\n", {"https"}},
      {"no ip http secure-server\n", {"http"}},
      {"no ip http server\nno ip http secure-server\n", {}},
      {"no ip http server\nip http server\nno ip http secure-server\n", {"http"}},
  };
  for (const auto& [lines, services] : table) EXPECT_EQ(names(load_ios(quiet + lines)), services) << lines;
}

TEST(CiscoIosResolveServices, A1_a_web_server_by_default_is_listed_and_a_stated_one_is_not) {
  const auto listed = [](const std::string& text) {
    Names lines;
    for (const Assumption& a : load_ios(text).network.assumptions) {
      if (a.kind == "default" && a.text.starts_with("ip http")) lines.push_back(a.text);
    }
    return lines;
  };
  EXPECT_EQ(listed("hostname r1\n"), (Names{"ip http server", "ip http secure-server"}));
  EXPECT_EQ(listed("no ip http server\n"), (Names{"ip http secure-server"}));
  EXPECT_EQ(listed("ip http server\nip http secure-server\n"), Names{});
}

TEST(CiscoIosResolveServices, E4_a_web_server_listens_on_the_port_that_is_set) {
  const LoadedIos loaded = load_ios("line vty 0 4\n transport input none\nno ip http server\nip http secure-port 8443\n");
  ASSERT_EQ(loaded.device().services.size(), 1U);
  EXPECT_EQ(loaded.device().services[0].service, ServiceBox::to_port(kTcp, 8443, 8443));
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
