#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosResolveFilters, AnUndefinedListPermitsEverythingAndWarns) {
  const LoadedIos loaded = load_ios("interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip access-group NOWHERE in\n");
  EXPECT_FALSE(loaded.interface("GigabitEthernet0/1").filters.in_v4);
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].code, "C003");
  EXPECT_EQ(loaded.diagnostics[0].at.line, 3U);
  EXPECT_EQ(loaded.diagnostics[0].severity, Severity::warning);
}

TEST(CiscoIosResolveFilters, AListWithRemarksOnlyIsLikeAnUndefinedOne) {
  const LoadedIos loaded = load_ios(
      "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip access-group X in\nip access-list extended X\n remark todo\n");
  EXPECT_FALSE(loaded.interface("GigabitEthernet0/1").filters.in_v4);
}

TEST(CiscoIosResolveFilters, AListWhoseOnlyEntryWasNotUnderstoodIsStillBound) {
  const LoadedIos loaded = load_ios(
      "interface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip access-group X in\nip access-list extended X\n permitt ip any "
      "any\n");
  EXPECT_TRUE(loaded.interface("GigabitEthernet0/1").filters.in_v4);
}

TEST(CiscoIosResolveFilters, AGroupInTheRuleKeepsTheLineOfTheEntry) {
  const LoadedIos loaded = load_ios("ip access-list extended X\n permit ip object-group G any\nobject-group network G\n host 10.0.0.1\n");
  ASSERT_EQ(loaded.filter("X").rules.size(), 1U);
  EXPECT_EQ(loaded.filter("X").rules[0].at.line, 2U);
}

}  // namespace
}  // namespace sekimori::test
