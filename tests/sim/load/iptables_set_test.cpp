// ipset(8).
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_linux_files;
using test::Texts;

TEST(IptablesSet, SetsOfAddressesAndPorts) {
  const std::string sets =
      "create office hash:net family inet hashsize 1024 maxelem 65536\nadd office 10.0.1.0/29\nadd office 10.0.1.64/26\n"
      "create web hash:ip,port family inet\nadd web 10.0.2.5,tcp:80\nadd web 10.0.3.5,udp:53\n";
  const auto load = [&](const std::string& rule) {
    return load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6, sets,
                             "*filter\n:FORWARD DROP [0:0]\n-A FORWARD " + rule + " -j ACCEPT\nCOMMIT\n"});
  };
  const auto office = load("-m set --match-set office src");
  EXPECT_EQ(office.assumed(), Texts{});
  EXPECT_TRUE(office.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(office.admits("eth0", "eth1", flow("10.0.1.65", "10.0.2.5", 80)));
  EXPECT_FALSE(office.admits("eth0", "eth1", flow("10.0.1.9", "10.0.2.5", 80)));
  const auto outside = load("-m set ! --match-set office src");
  EXPECT_FALSE(outside.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(outside.admits("eth0", "eth1", flow("10.0.1.9", "10.0.2.5", 80)));
  const auto web = load("-m set --match-set web dst,dst");
  EXPECT_EQ(web.assumed(), Texts{});
  EXPECT_TRUE(web.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(web.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 53, kUdp)));
  EXPECT_TRUE(web.admits("eth0", "eth2", flow("10.0.1.5", "10.0.3.5", 53, kUdp)));
}

}  // namespace
}  // namespace sekimori
