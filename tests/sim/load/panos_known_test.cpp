#include <gtest/gtest.h>

#include "panos_support.hpp"

namespace sekimori {
namespace {

using test::load_pan_between;
using Texts = std::vector<std::string>;

TEST(PanosKnown, AccountsLogsAndProfilesAreHarmless) {
  const auto pa = load_pan_between(
      "set mgt-config users admin phash x\nset deviceconfig setting config rematch yes\nset shared log-settings syslog s server a\n"
      "set network ike crypto-profiles ike-crypto-profiles default hash sha1\nset network qos profile default class class1 priority "
      "real-time\n"
      "set tag t color red\nset application a category b\nset network vlan\n");
  EXPECT_EQ(pa.assumed(), Texts{});
}

TEST(PanosKnown, RelaysProxiesAndSharedGateways) {
  EXPECT_EQ(load_pan_between("set network dhcp interface ethernet1/1 server ip-pool 10.0.1.100-10.0.1.199\n").assumed(), Texts{});
  EXPECT_EQ(load_pan_between("set network dhcp interface ethernet1/1 relay ip server 10.0.2.9\n").assumed(),
            Texts{"may-open 9 unsupported"});
  EXPECT_EQ(load_pan_between("set network dns-proxy p interface ethernet1/1\n").assumed(), Texts{"may-open 9 unsupported"});
  EXPECT_EQ(load_pan_between("set network shared-gateway g import network interface ethernet1/9\n").assumed(),
            Texts{"may-both 9 unsupported"});
  EXPECT_EQ(load_pan_between("set network shared-gateway g import network interface\n").assumed(), Texts{});
}

TEST(PanosKnown, BridgesBesideTheRoutersAreNot) {
  EXPECT_EQ(load_pan_between("set network vlan v interface ethernet1/8\n").assumed(), Texts{"may-both 9 unknown-line"});
}

}  // namespace
}  // namespace sekimori
