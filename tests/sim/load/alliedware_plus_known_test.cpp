#include <gtest/gtest.h>

#include "alliedware_plus_support.hpp"

namespace sekimori {
namespace {

using test::load_awp;
using Texts = std::vector<std::string>;

TEST(AlliedWarePlusKnown, ManagementTuningAndLoopsAreHarmless) {
  const auto sw = load_awp(
      "atmf network-name city\nlldp run\nntp server 10.0.0.5\nepsr configuration\n epsr ring mode transit controlvlan 4000 primaryport "
      "port1.0.1\n"
      "log buffered level informational\nsnmp-server\nspanning-tree mode rstp\ninterface port1.0.1\n switchport atmf-link\n speed 1000\n"
      " loop-protection action port-disable\n spanning-tree edgeport\n");
  EXPECT_EQ(sw.assumed(), Texts{});
}

TEST(AlliedWarePlusKnown, OneSidedLines) {
  EXPECT_EQ(load_awp("snmp-server community secret rw\n").assumed(), Texts{"may-open 1 unsupported"});
  EXPECT_EQ(load_awp("interface port1.0.1\n mirror interface port1.0.9 direction both\n").assumed(), Texts{"may-open 2 unsupported"});
  EXPECT_EQ(load_awp("interface port1.0.1\n dot1x port-control auto\n").assumed(), Texts{"may-close 2 unsupported"});
  EXPECT_EQ(load_awp("interface port1.0.1\n auth dynamic-vlan-creation\n").assumed(), Texts{"may-both 2 unsupported"});
}

}  // namespace
}  // namespace sekimori
