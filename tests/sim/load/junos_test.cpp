#include "sim/load/junos.hpp"

#include <gtest/gtest.h>

#include "junos_support.hpp"
#include "sim/load/panos.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
using test::load_junos_text;
using Texts = std::vector<std::string>;

constexpr std::string_view kBraces =
    "## Last commit: 2026-04-01 by admin\nversion 21.4R1;\nsystem {\n    host-name r1;\n    services {\n        ssh;\n    }\n}\ninterfaces "
    "{\n    ge-0/0/0 {\n"
    "        description \"to the core\";\n        unit 0 {\n            family inet {\n                address 10.0.1.1/24;\n            "
    "}\n        }\n    }\n}\n"
    "routing-options {\n    static {\n        route 0.0.0.0/0 next-hop 10.0.1.254;\n    }\n}\n";
constexpr std::string_view kLines =
    "set version 21.4R1\nset system host-name r1\nset system services ssh\nset interfaces ge-0/0/0 description \"to the core\"\n"
    "set interfaces ge-0/0/0 unit 0 family inet address 10.0.1.1/24\nset routing-options static route 0.0.0.0/0 next-hop 10.0.1.254\n";

TEST(Junos, BothFormsAreRecognised) {
  EXPECT_GE(recognise_junos(kBraces), 75);
  EXPECT_GE(recognise_junos(kLines), 75);
  EXPECT_EQ(recognise_panos(kBraces), 0);
  EXPECT_EQ(recognise_junos("set deviceconfig system hostname pa\nset network interface ethernet ethernet1/1 layer3\n"), 0);
}

TEST(Junos, BothFormsAreOneDevice) {
  for (const std::string_view text : {kBraces, kLines}) {
    const auto r1 = load_junos_text(text);
    EXPECT_EQ(r1.assumed(), Texts{});
    EXPECT_EQ(r1.device().name, "r1");
    EXPECT_EQ(r1.device().kind, DeviceKind::router);
    EXPECT_EQ(r1.interface("ge-0/0/0").addresses.size(), 1U);
    EXPECT_EQ(r1.vrf().routes.size(), 1U);
  }
}

TEST(Junos, WhatNobodyReadsCostsItsLines) {
  EXPECT_EQ(load_junos_between("set frobnicate a b\nset interfaces ge-0/0/1 unit 0 family ccc\n").assumed(),
            (Texts{"may-both 5 unknown-line"}))
      << "a family without anything in it is nothing";
  EXPECT_EQ(load_junos_between("set security forwarding-options family mpls mode packet-based\n").assumed(),
            Texts{"may-both 5 unknown-line"});
  EXPECT_EQ(load_junos_between("set routing-options instance-import leak\n").assumed(), Texts{"may-both 5 unknown-line"});
}

}  // namespace
}  // namespace sekimori
