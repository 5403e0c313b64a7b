#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
using Texts = std::vector<std::string>;

TEST(JunosGroups, AnAppliedGroupIsPartOfTheConfiguration) {
  const auto j = load_junos_between("set groups g routing-options static route 10.9.0.0/16 next-hop 10.0.2.9\nset apply-groups g\n");
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_EQ(j.vrf().routes.size(), 1U);
}

TEST(JunosGroups, OneThatNobodyAppliesIsNone) {
  const auto j = load_junos_between("set groups g routing-options static route 10.9.0.0/16 next-hop 10.0.2.9\n");
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_TRUE(j.vrf().routes.empty());
}

TEST(JunosGroups, WhatIsNotBroughtInIsAnAssumption) {
  const Texts cases = {
      "set groups g interfaces <*> mtu 9000\nset apply-groups g\n",  // a wildcard
      "set groups g system host-name other\nset apply-groups g\n",   // both have a value
      "set interfaces ge-0/0/1 apply-groups g\n",                    // applied inside
      "set apply-groups missing\n",                                  // not there
  };
  for (const std::string& text : cases) EXPECT_FALSE(load_junos_between(text).assumed().empty()) << text;
}

}  // namespace
}  // namespace sekimori
