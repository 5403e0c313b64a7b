#include <gtest/gtest.h>

#include "alliedware_plus_support.hpp"

namespace sekimori {
namespace {

using test::load_awp;
using Texts = std::vector<std::string>;

TEST(AlliedWarePlusLists, WhoMayLogIn) {
  const auto sw = load_awp(
      "hostname s\nno service telnet\nno service http\nservice ssh\naccess-list 10 deny 10.90.0.66 0.0.0.0\naccess-list 10 permit "
      "10.90.0.0/24\nvty access-class 10\n");
  EXPECT_EQ(sw.assumed(), Texts{});
  ASSERT_EQ(sw.device().services.size(), 1U);
  EXPECT_EQ(sw.device().services[0].name, "ssh");
  const Filter& admits = sw.network.at(sw.device().services[0].admits_v4.value());
  EXPECT_EQ(decide(admits, test::flow("10.90.0.10", "10.0.0.1", 22)).action, Action::permit);
  EXPECT_EQ(decide(admits, test::flow("10.90.0.66", "10.0.0.1", 22)).action, Action::deny);
  EXPECT_EQ(decide(admits, test::flow("10.1.0.10", "10.0.0.1", 22)).action, Action::deny);
}

TEST(AlliedWarePlusLists, AServiceIsThereUnlessALineTakesItAway) {
  EXPECT_EQ(load_awp("hostname s\n").device().services.size(), 4U) << "telnet, ssh, http on 80 and 443";
  EXPECT_EQ(load_awp("no service telnet\nno service ssh\nno service http\n").device().services.size(), 0U);
}

TEST(AlliedWarePlusLists, AListThatIsNotThereAdmitsEverybody) {
  const auto sw = load_awp("vty access-class 10\n");
  EXPECT_EQ(sw.assumed(), Texts{"may-close 1 undefined-reference"});
  EXPECT_FALSE(sw.device().services[0].admits_v4);
}

TEST(AlliedWarePlusLists, HardwareListsDoNothingByThemselvesButSendElsewhere) {
  const auto sw = load_awp(
      "access-list 3000 permit ip 192.168.1.0/24 any\naccess-list hardware web\n 10 permit tcp any any eq 80\n deny ip any any\n!\n"
      "access-list 3001 send-to-vlan-port vlan 20 port 1.0.5 ip any any\nipv6 access-list six\n permit ipv6 any any\n");
  EXPECT_EQ(sw.assumed(), Texts{"may-open 6 unsupported"});
}

}  // namespace
}  // namespace sekimori
