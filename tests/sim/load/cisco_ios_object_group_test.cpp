#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

constexpr std::string_view kGroups =
    "object-group network SERVERS\n"
    " host 10.0.0.1\n"
    " 10.1.0.0 255.255.0.0\n"
    " range 10.2.0.5 10.2.0.6\n"
    "object-group network ALL\n"
    " group-object SERVERS\n"
    "object-group service WEB\n"
    " tcp eq 80\n"
    " tcp-udp eq 53\n"
    " icmp echo\n"
    "ip access-list extended X\n"
    " permit object-group WEB any object-group ALL\n";

TEST(CiscoIosObjectGroup, MembersAndNestedGroupsAreResolved) {
  const LoadedIos loaded = load_ios(kGroups);
  EXPECT_EQ(loaded.assumed_count(), 0U);
  const Filter& filter = loaded.filter("X");
  EXPECT_TRUE(permits(filter, tcp("9.9.9.9", "10.0.0.1", 80)));
  EXPECT_TRUE(permits(filter, tcp("9.9.9.9", "10.1.44.1", 53)));
  EXPECT_TRUE(permits(filter, tcp("9.9.9.9", "10.2.0.6", 80)));
  EXPECT_FALSE(permits(filter, tcp("9.9.9.9", "10.2.0.7", 80)));
  EXPECT_FALSE(permits(filter, tcp("9.9.9.9", "10.0.0.1", 443)));
}

TEST(CiscoIosObjectGroup, AMemberIsANetworkMaskNotAWildcard) {
  const LoadedIos loaded = load_ios("object-group network N\n 10.0.0.0 0.0.0.255\n");
  EXPECT_EQ(loaded.assumed(2).size(), 1U);
}

TEST(CiscoIosObjectGroup, ALoopIsAnAssumptionOfTheFilterThatUsesIt) {
  const LoadedIos loaded = load_ios(
      "object-group network A\n group-object B\nobject-group network B\n group-object A\nip access-list extended X\n permit ip "
      "object-group A any\n");
  ASSERT_EQ(loaded.assumed(6).size(), 1U);
  EXPECT_EQ(loaded.assumed(6)[0].effect, Effect::may_both);
  EXPECT_TRUE(std::holds_alternative<FilterId>(loaded.assumed(6)[0].scope));
}

TEST(CiscoIosObjectGroup, AGroupWithAnUnreadLineIsNotUsedAsIfItWereComplete) {
  const LoadedIos loaded = load_ios(
      "object-group network A\n host 10.0.0.1\n hosst 10.0.0.2\nip access-list extended X\n deny ip object-group A any\n permit ip any "
      "any\n");
  EXPECT_EQ(loaded.assumed(3).size(), 1U);
  EXPECT_EQ(loaded.assumed(5).size(), 1U);
}

TEST(CiscoIosObjectGroup, AVeryDeepChainIsGivenUpAsAnAssumption) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "object-group network G" + std::to_string(i) + "\n group-object G" + std::to_string(i + 1) + "\n";
  text += "object-group network G5000\n any\nip access-list extended X\n permit ip object-group G0 any\n";
  EXPECT_EQ(load_ios(text).assumed_count(), 1U);
}

}  // namespace
}  // namespace sekimori::test
