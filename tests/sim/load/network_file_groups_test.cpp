#include <fmt/format.h>

#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string groups(const std::string& map, const std::string& rule) {
  return "version: 1\ndevices:\n  - name: r\n    kind: router\n    interfaces: []\n    groups:\n" + map +
         "    filters: [{name: f, rules: [{action: permit, " + rule + "}]}]\n";
}

TEST(NetworkFileGroups, NestedGroupsAreResolvedWhateverTheirOrder) {
  const Network network = loaded(groups("      all: [servers, 10.9.0.1]\n      servers: [10.1.0.0/24, '2001:db8::/64']\n", "to: all"));
  EXPECT_EQ(network.filters.at(0).rules.at(0).match.dst.size(), 3U);
  EXPECT_TRUE(matches(network.filters[0].rules[0].match, Packet{Family::v4, 0, parse_address("10.1.0.9")->bits}));
}

TEST(NetworkFileGroups, ServiceGroupsAreResolvedToo) {
  const Network network = loaded(
      "version: 1\ndevices:\n  - name: r\n    kind: router\n    interfaces: []\n    service-groups: {web: [tcp/80, tcp/443], all: [web, "
      "udp/53]}\n"
      "    filters: [{name: f, fragments: refused, rules: [{action: permit, service: [all, icmp]}]}]\n");
  EXPECT_EQ(network.filters.at(0).rules.at(0).match.services.size(), 4U);
}

TEST(NetworkFileGroups, LoopIsAnErrorThatShowsTheLoop) {
  EXPECT_EQ(errors_of(groups("      a: [b]\n      b: [c, 10.0.0.1]\n      c: [a]\n", "to: a")),
            Messages{"network.yaml:9:11: error: group 'a' contains itself: a -> b -> c -> a [N004]"});
  EXPECT_EQ(errors_of(groups("      a: [a]\n", "to: a")), Messages{"network.yaml:7:11: error: group 'a' contains itself: a -> a [N004]"});
}

TEST(NetworkFileGroups, DanglingMemberIsAnError) {
  EXPECT_EQ(
      errors_of(groups("      servers: [10.0.0.1]\n      all: [server]\n", "to: severs")),
      (Messages{
          "network.yaml:8:13: error: 'server' is not 'any', an address, a prefix, a range, a wildcard pattern or a group of this device; "
          "did you mean 'servers'? [N006]",
          "network.yaml:9:54: error: 'severs' is not 'any', an address, a prefix, a range, a wildcard pattern or a group of this device; "
          "did you mean 'servers'? [N006]"}));
}

TEST(NetworkFileGroups, GroupCannotTakeTheNameOfAnAddress) {
  EXPECT_EQ(errors_of(groups("      any: [10.0.0.1]\n", "to: any")),
            Messages{"network.yaml:7:7: error: 'any' cannot name a group: it means something already [N001]"});
}

TEST(NetworkFileGroups, GroupsThatDoubleAtEachLevelCostNothing) {
  std::string map = "      g0: [10.0.0.0/24, 10.0.2.0/24]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string below = "g" + std::to_string(i - 1);
    map += fmt::format("      g{}: [{}, {}]\n", i, below, below);
  }
  EXPECT_EQ(loaded(groups(map, "to: g39")).filters.at(0).rules.at(0).match.dst.size(), 2U);
}

TEST(NetworkFileGroups, VeryDeepChainsEndAtACap) {
  std::string map = "      g0: [10.0.0.0/24]\n";
  for (int i = 1; i < 200; ++i) map += "      g" + std::to_string(i) + ": [g" + std::to_string(i - 1) + "]\n";
  const Messages messages = errors_of(groups(map, "to: any"));
  ASSERT_FALSE(messages.empty());
  EXPECT_NE(messages[0].find("nested more than 64 deep [N004]"), std::string::npos) << messages[0];
}

}  // namespace
}  // namespace sekimori::test
