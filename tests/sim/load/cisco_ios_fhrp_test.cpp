#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

std::vector<std::string> virtual_addresses(const LoadedIos& loaded) {
  std::vector<std::string> out;
  for (const InterfaceAddress& address : loaded.interface("Vlan10").addresses) {
    if (address.virtual_address) out.push_back(to_text(address.address));
  }
  return out;
}

TEST(CiscoIosFhrp, HsrpVrrpAndGlbpAddressesAreShared) {
  const std::string head = "interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n";
  EXPECT_EQ(virtual_addresses(load_ios(head + " standby 1 ip 10.0.0.1\n standby 1 ip 10.0.0.3 secondary\n")),
            (std::vector<std::string>{"10.0.0.1", "10.0.0.3"}));
  EXPECT_EQ(virtual_addresses(load_ios(head + " standby ip 10.0.0.1\n")), (std::vector<std::string>{"10.0.0.1"}));
  EXPECT_EQ(virtual_addresses(load_ios(head + " vrrp 5 ip 10.0.0.1\n")), (std::vector<std::string>{"10.0.0.1"}));
  EXPECT_EQ(virtual_addresses(load_ios(head + " glbp 5 ip 10.0.0.1\n")), (std::vector<std::string>{"10.0.0.1"}));
  EXPECT_EQ(virtual_addresses(load_ios(head + " vrrp 5 address-family ipv4\n  address 10.0.0.1 primary\n  exit-vrrp\n")),
            (std::vector<std::string>{"10.0.0.1"}));
}

TEST(CiscoIosFhrp, WhoIsActiveIsHarmless) {
  const LoadedIos loaded =
      load_ios("interface Vlan10\n standby 1 priority 110\n standby 1 preempt\n standby 1 track 5 decrement 20\n standby version 2\n");
  EXPECT_EQ(loaded.counts().harmless, 4U);
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosFhrp, AnAddressLearnedFromThePeerOrAnUnknownOptionIsAnAssumption) {
  EXPECT_EQ(load_ios("interface Vlan10\n standby 1 ip\n").assumed(2).size(), 1U);
  EXPECT_EQ(load_ios("interface Vlan10\n standby 1 ipp 10.0.0.1\n").assumed(2).size(), 1U);
  EXPECT_EQ(load_ios("interface Vlan10\n address 10.0.0.1 primary\n").assumed(2).size(), 1U) << "outside of vrrp address-family";
}

}  // namespace
}  // namespace sekimori::test
