#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

TEST(CiscoIosZone, EveryLineOfAPlainPolicyIsUnderstood) {
  const LoadedIos loaded = load_ios(
      "zone security IN\nzone security OUT\nclass-map type inspect match-any C\n match protocol http\n match access-group name X\n"
      "policy-map type inspect P\n class type inspect C\n  inspect\n class class-default\n  drop log\n"
      "zone-pair security IN-OUT source IN destination OUT\n service-policy type inspect P\n"
      "ip access-list extended X\n permit udp any any eq domain\n");
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosZone, UnknownLinesAreAssumptionsOfTheDevice) {
  const LoadedIos loaded = load_ios(
      "class-map type inspect match-any C\n match protocoll http\n match not protocol http\npolicy-map type inspect P\n class type inspect "
      "C\n  police rate 8000\n");
  for (const std::uint32_t line : {2U, 3U, 6U}) {
    ASSERT_EQ(loaded.assumed(line).size(), 1U) << line;
    EXPECT_EQ(loaded.assumed(line)[0].effect, Effect::may_both) << line;
  }
}

}  // namespace
}  // namespace sekimori::test
