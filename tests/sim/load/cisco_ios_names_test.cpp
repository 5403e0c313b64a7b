#include "sim/load/cisco_ios_names.hpp"

#include <gtest/gtest.h>

#include "sekimori/model/packet.hpp"

namespace sekimori::cisco_ios {
namespace {

TEST(CiscoIosNames, AllSpellingsOfAnInterfaceAreOneName) {
  for (const char* written : {"GigabitEthernet0/1", "gigabitethernet0/1", "GigabitEthernet 0/1", "Gi0/1", "gig0/1"}) {
    EXPECT_EQ(parse_interface_name(written).canonical, "GigabitEthernet0/1") << written;
  }
  EXPECT_EQ(parse_interface_name("Po1").canonical, "Port-channel1");
  EXPECT_EQ(parse_interface_name("vlan 10").svi_vlan, 10U);
}

TEST(CiscoIosNames, AMisspeltTypeIsNotGuessed) {
  EXPECT_FALSE(parse_interface_name("GigabitEthrnet0/1").known);
  EXPECT_FALSE(parse_interface_name("10.0.0.1").known);
  EXPECT_FALSE(parse_interface_name("GigabitEthernet").known);
}

TEST(CiscoIosNames, ASubinterfaceKnowsItsParent) {
  const InterfaceName name = parse_interface_name("GigabitEthernet0/1.20");
  EXPECT_EQ(name.kind, InterfaceKind::subinterface);
  EXPECT_EQ(name.parent, "GigabitEthernet0/1");
}

TEST(CiscoIosNames, PortNamesDependOnTheProtocol) {
  EXPECT_EQ(port_number("cmd", kTcp), 514);
  EXPECT_EQ(port_number("syslog", kUdp), 514);
  EXPECT_EQ(port_number("www", kTcp), 80);
  EXPECT_FALSE(port_number("www", kUdp));
  EXPECT_FALSE(port_number("65536", kTcp));
}

TEST(CiscoIosNames, IcmpIsAnotherProtocolInIpv6) {
  EXPECT_EQ(protocol_number("icmp", Family::v4), kIcmp);
  EXPECT_EQ(protocol_number("icmp", Family::v6), kIcmp6);
  EXPECT_EQ(icmp_name("echo", Family::v4)->first, 8 * 256);
  EXPECT_EQ(icmp_name("nd-ns", Family::v6)->first, 135 * 256);
  EXPECT_EQ(icmp_name("host-unreachable", Family::v4)->last, 3 * 256 + 1);
}

}  // namespace
}  // namespace sekimori::cisco_ios
