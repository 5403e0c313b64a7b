#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_between;
using test::Texts;

/// A policy from inside to the address object "x", which `objects` define.
test::LoadedFortios to_object(const std::string& objects, const std::string& extra = "") {
  return load_between(objects +
                      "config firewall policy\nedit 1\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr x\nset "
                      "service ALL\nset action accept\n" +
                      extra + "next\nend\n");
}

std::string admitted(const test::LoadedFortios& fw) {
  std::string text;
  for (const char* to : {"10.0.2.9", "10.0.2.20", "10.0.2.21", "10.0.3.9"})
    text += fw.admits("inside", "outside", flow("10.0.1.5", to, 80)) ? '1' : '0';
  return text;
}

TEST(FortiosAddress, KindsOfObjects) {
  const std::pair<const char*, const char*> cases[] = {
      {"set subnet 10.0.2.0 255.255.255.0\n", "1110"},
      {"set subnet 10.0.2.9/32\n", "1000"},
      {"set type iprange\nset start-ip 10.0.2.10\nset end-ip 10.0.2.20\n", "0100"},
      {"set type iprange\nset start-ip 10.0.2.20\nset end-ip 10.0.2.10\n", "0100"},
      {"set type wildcard\nset wildcard 10.0.0.9 255.255.0.255\n", "1001"},
      {"set type interface-subnet\nset interface outside\n", "1110"},
      {"", "1111"},  // without a subnet: 0.0.0.0/0
  };
  for (const auto& [settings, expected] : cases) {
    const auto fw = to_object("config firewall address\nedit x\n" + std::string(settings) + "next\nend\n");
    EXPECT_EQ(admitted(fw), expected) << settings;
    EXPECT_EQ(fw.assumed(), Texts{}) << settings;
  }
}

TEST(FortiosAddress, GroupsNestAndExclude) {
  const std::string objects =
      "config firewall addrgrp\nedit x\nset member y\nset exclude enable\nset exclude-member b\nnext\nedit y\nset member a b\nnext\nend\n"
      "config firewall address\nedit a\nset subnet 10.0.2.0/24\nnext\nedit b\nset subnet 10.0.2.20/32\nnext\nend\n";
  EXPECT_EQ(admitted(to_object(objects)), "1010");
}

TEST(FortiosAddress, WhatNoConfigTellsIsEverythingForAPermit) {
  for (const char* object : {"config firewall address\nedit x\nset type fqdn\nset fqdn a.example\nnext\nend\n",
                             "config firewall address\nedit x\nset type geography\nset country JP\nnext\nend\n",
                             "config firewall addrgrp\nedit x\nset member x\nnext\nend\n", ""}) {
    const auto fw = to_object(object);
    EXPECT_EQ(admitted(fw), "1111") << object;
    ASSERT_EQ(fw.assumed().size(), 1U) << object;
    EXPECT_TRUE(fw.assumed()[0].starts_with("may-close ")) << object;
  }
}

TEST(FortiosAddress, TheNegationOfSomethingVagueIsEverythingToo) {
  const auto fw = to_object("config firewall address\nedit x\nset type fqdn\nnext\nend\n", "set dstaddr-negate enable\n");
  EXPECT_EQ(admitted(fw), "1111");
  const auto exact = to_object("config firewall address\nedit x\nset subnet 10.0.2.20/32\nnext\nend\n", "set dstaddr-negate enable\n");
  EXPECT_EQ(admitted(exact), "1011");
}

}  // namespace
}  // namespace sekimori
