#include "sim/load/fortios_reader.hpp"

#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori::fortios {
namespace {

using test::load_between;
using test::Texts;

TEST(FortiosReader, AnUnknownKeyIsAnAssumptionAndItsLineIsCountedOnce) {
  const auto fw = load_between("config firewall policy\nedit 1\nset zebra 1\nnext\nend\n");
  EXPECT_EQ(fw.assumed(), (Texts{"may-both 11 unknown-line", "may-close 10 condition"}));
  EXPECT_EQ(fw.counts().total(), 13U);
  EXPECT_EQ(fw.counts().assumed, 2U);
}

TEST(FortiosReader, WhatIsAtItsNeutralValueIsHarmless) {
  const auto fw = load_between("config system settings\nset asymroute disable\nset ngfw-mode policy-based\nend\n");
  EXPECT_EQ(fw.assumed(), Texts{"may-both 11 unsupported"});
}

TEST(FortiosReader, Ports) {
  EXPECT_EQ(port_interval("80"), (ServiceInterval{80, 80}));
  EXPECT_EQ(port_interval("80-90"), (ServiceInterval{80, 90}));
  for (const char* bad : {"", "90-80", "80-", "-1", "65536", "x"}) EXPECT_FALSE(port_interval(bad)) << bad;
}

TEST(FortiosReader, TheComplementOfAddressesIsExactOnlyIfTheyAre) {
  const Addresses one{{AddressPattern::of(*parse_prefix("0.0.0.0/1"))}, true};
  EXPECT_EQ(negated(one, Family::v4).patterns, std::vector{AddressPattern::of(*parse_prefix("128.0.0.0/1"))});
  const Addresses vague{{AddressPattern::of(*parse_prefix("0.0.0.0/1"))}, false};
  EXPECT_EQ(negated(vague, Family::v4).patterns, std::vector{AddressPattern::any(Family::v4)});
  EXPECT_FALSE(negated(vague, Family::v4).exact);
}

}  // namespace
}  // namespace sekimori::fortios
