#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"

namespace sekimori::test {
namespace {

std::string three_interfaces() {
  std::string text = "zone security IN\nzone security OUT\n";
  const char* zones[] = {"IN", "OUT", "IN"};
  for (int i = 0; i < 3; ++i) {
    text += "interface GigabitEthernet0/" + std::to_string(i) + "\n ip address 10." + std::to_string(i) +
            ".0.1 255.255.255.0\n zone-member security " + zones[i] + "\n";
  }
  return text +
         "interface GigabitEthernet0/3\n ip address 10.3.0.1 255.255.255.0\ninterface GigabitEthernet0/4\n ip address 10.4.0.1 "
         "255.255.255.0\n";
}

const std::string kInspectHttp =
    "class-map type inspect match-all C\n match protocol http\npolicy-map type inspect P\n class type inspect C\n  inspect\n class "
    "class-default\n  drop\n"
    "zone-pair security Z source IN destination OUT\n service-policy type inspect P\n";

/// The verdict of the ordered rules for a packet from port `in` to port `out`.
bool passes(const LoadedIos& loaded, int in, int out, const Packet& packet) {
  const Firewall& firewall = loaded.device().firewall.value();
  const auto is = [&](const std::vector<InterfaceId>& list, int number) {
    return list.empty() || std::ranges::find(list, loaded.interface_id("GigabitEthernet0/" + std::to_string(number))) != list.end();
  };
  for (const FirewallRule& rule : firewall.rules) {
    if (is(rule.in, in) && is(rule.out, out) && matches(rule.rule.match, packet)) return rule.rule.action == Action::permit;
  }
  return firewall.fallback == Action::permit;
}

const Packet kWeb = tcp("10.0.0.5", "10.1.0.5", 80);
const Packet kSsh = tcp("10.0.0.5", "10.1.0.5", 22);

TEST(CiscoIosResolveZone, OnlyTheInspectedProtocolPassesBetweenThePair) {
  const LoadedIos loaded = load_ios(three_interfaces() + kInspectHttp);
  EXPECT_TRUE(passes(loaded, 0, 1, kWeb));
  EXPECT_FALSE(passes(loaded, 0, 1, kSsh));
  EXPECT_FALSE(passes(loaded, 1, 0, kWeb)) << "no pair in this direction";
  EXPECT_TRUE(loaded.device().firewall.value().stateful);
  EXPECT_EQ(loaded.assumed_count(), 0U);
}

TEST(CiscoIosResolveZone, MembersOfOneZoneAndPortsOfNoZoneReachEachOtherOnly) {
  const LoadedIos loaded = load_ios(three_interfaces() + kInspectHttp);
  EXPECT_TRUE(passes(loaded, 0, 2, kSsh));
  EXPECT_TRUE(passes(loaded, 3, 4, kSsh));
  EXPECT_FALSE(passes(loaded, 0, 3, kSsh));
  EXPECT_FALSE(passes(loaded, 3, 0, kSsh));
}

TEST(CiscoIosResolveZone, OnlyInspectKeepsSessions) {
  std::string text = three_interfaces() + kInspectHttp;
  text.replace(text.find("class-default\n  drop"), 20, "class-default\n  pass");
  const LoadedIos loaded = load_ios(text);
  for (const FirewallRule& rule : loaded.device().firewall.value().rules) {
    EXPECT_EQ(rule.inspect, rule.rule.label == "C") << rule.rule.label;
  }
  EXPECT_EQ(loaded.assumed_count(), 0U) << "`pass` is understood";
}

const std::string kClassOfList =
    "class-map type inspect match-any C\n match access-group name X\npolicy-map type inspect P\n class type inspect C\n  inspect\n"
    "zone-pair security Z source IN destination OUT\n service-policy type inspect P\nip access-list extended X\n";

/// More entries than the cut of permits by denies takes, in an order that matters.
TEST(CiscoIosResolveZone, AClassOfOneLongListIsTheListEntryByEntryWithItsOwnLines) {
  std::string text = three_interfaces() + kClassOfList;
  for (int i = 0; i < 2000; ++i) {
    const std::string host = "10.0." + std::to_string(i / 200) + "." + std::to_string(i % 200 + 5);
    text += (i % 2 == 0 ? " deny tcp host " : " permit tcp host ") + host + " any eq 80\n permit tcp host " + host + " any eq 80\n";
  }
  const LoadedIos loaded = load_ios(text);
  EXPECT_FALSE(passes(loaded, 0, 1, kWeb)) << "the first entry denies it";
  EXPECT_TRUE(passes(loaded, 0, 1, tcp("10.0.0.6", "10.1.0.5", 80)));
  EXPECT_FALSE(passes(loaded, 0, 1, kSsh));
  EXPECT_FALSE(passes(loaded, 1, 0, kWeb));
  EXPECT_EQ(loaded.assumed_count(), 0U);
  const auto& rules = loaded.device().firewall.value().rules;
  const auto first = std::ranges::find_if(rules, [](const FirewallRule& r) { return r.rule.label.starts_with("X "); });
  ASSERT_NE(first, rules.end());
  EXPECT_EQ(std::next(first)->rule.at.line, first->rule.at.line + 1);
}

TEST(CiscoIosResolveZone, WhatTheListOfAClassDeniesIsLeftToTheNextClass) {
  std::string text = three_interfaces() + kClassOfList + " deny tcp any any eq 80\n permit tcp any any eq 22\n";
  text.replace(text.find("zone-pair"), 0,
               "class-map type inspect match-any D\n match protocol http\npolicy-map type inspect P\n class type inspect D\n  pass\n");
  const LoadedIos loaded = load_ios(text);
  EXPECT_TRUE(passes(loaded, 0, 1, kWeb));
  EXPECT_TRUE(passes(loaded, 0, 1, kSsh));
  EXPECT_FALSE(passes(loaded, 0, 1, tcp("10.0.0.5", "10.1.0.5", 23)));
}

TEST(CiscoIosResolveZone, OnePolicyServesSeveralPairsOfASource) {
  const LoadedIos loaded =
      load_ios(three_interfaces() + "zone security DMZ\ninterface GigabitEthernet0/3\n zone-member security DMZ\n" + kClassOfList +
               " permit tcp any any eq 80\nzone-pair security Y source IN destination DMZ\n service-policy type inspect P\n");
  EXPECT_TRUE(passes(loaded, 0, 1, kWeb));
  EXPECT_TRUE(passes(loaded, 0, 3, kWeb));
  EXPECT_FALSE(passes(loaded, 1, 3, kWeb));
  EXPECT_FALSE(passes(loaded, 0, 3, kSsh));
}

/// S5: where the list stands alone on an interface, a permit of a port lets fragments pass by their addresses.
TEST(CiscoIosResolveZone, MembersOfZonesReassembleSoNoFragmentPassesByItsAddressesAlone) {
  const std::string head = three_interfaces() +
                           "class-map type inspect match-all C\n match access-group name X\npolicy-map type inspect P\n class type inspect "
                           "C\n  inspect\nzone-pair security Z source IN destination OUT\n service-policy type inspect P\n"
                           "ip access-list extended X\n";
  Packet fragment = tcp("10.0.0.5", "10.1.0.5", 0);
  fragment.sport = 0;
  fragment.fragment = true;
  EXPECT_FALSE(passes(load_ios(head + " permit tcp host 10.0.0.5 any eq 80\n"), 0, 1, fragment));
  EXPECT_FALSE(passes(load_ios(head + " permit tcp any any fragments\n"), 0, 1, fragment));
  EXPECT_TRUE(passes(load_ios(head + " permit ip host 10.0.0.5 any\n"), 0, 1, fragment));
}

TEST(CiscoIosResolveZone, AMemberThatDoesNotReassembleIsNotUnderstood) {
  std::string text = three_interfaces();
  text.replace(text.find(" zone-member"), 0, " no ip virtual-reassembly\n");
  const LoadedIos loaded = load_ios(text);
  EXPECT_TRUE(std::ranges::any_of(loaded.network.assumptions, [](const Assumption& a) { return a.effect == Effect::may_both; }));
}

TEST(CiscoIosResolveZone, AMatchAllClassIntersectsListAndProtocol) {
  const LoadedIos loaded =
      load_ios(three_interfaces() +
               "class-map type inspect match-all C\n match access-group name X\n match protocol http\npolicy-map type inspect P\n"
               " class type inspect C\n  inspect\nzone-pair security Z source IN destination OUT\n service-policy type inspect P\n"
               "ip access-list extended X\n permit ip host 10.0.0.5 any\n");
  EXPECT_TRUE(passes(loaded, 0, 1, kWeb));
  EXPECT_FALSE(passes(loaded, 0, 1, tcp("10.0.0.6", "10.1.0.5", 80)));
  EXPECT_FALSE(passes(loaded, 0, 1, kSsh));
}

TEST(CiscoIosResolveZone, AnUnmodelledApplicationIsPermittedWideAndDroppedNever) {
  const std::string head =
      three_interfaces() +
      "class-map type inspect match-any C\n match protocol user-app\npolicy-map type inspect P\n class type inspect C\n";
  const std::string tail = " class class-default\n  pass\nzone-pair security Z source IN destination OUT\n service-policy type inspect P\n";
  EXPECT_TRUE(passes(load_ios(head + "  inspect\n" + tail), 0, 1, kSsh));
  EXPECT_TRUE(passes(load_ios(head + "  drop\n" + tail), 0, 1, kSsh));
  EXPECT_GE(load_ios(head + "  drop\n" + tail).assumed_count(), 1U);
}

TEST(CiscoIosResolveZone, AnInspectedHelperMayOpenPorts) {
  std::string text = three_interfaces() + kInspectHttp;
  text.replace(text.find("match protocol http"), 19, "match protocol ftp");
  const LoadedIos loaded = load_ios(text);
  EXPECT_TRUE(std::ranges::any_of(loaded.network.assumptions, [](const Assumption& a) { return a.effect == Effect::may_open; }));
}

TEST(CiscoIosResolveZone, WithoutMembersThereIsNoFirewall) {
  EXPECT_FALSE(load_ios("zone security IN\ninterface GigabitEthernet0/0\n ip address 10.0.0.1 255.0.0.0\n").device().firewall);
}

TEST(CiscoIosResolveZone, APairWithSelfLimitsTheDeviceOnlyAndMayClose) {
  const LoadedIos loaded =
      load_ios(three_interfaces() + kInspectHttp + "zone-pair security S source IN destination self\n service-policy type inspect P\n");
  ASSERT_EQ(loaded.assumed_count(), 1U);
  EXPECT_TRUE(std::ranges::any_of(loaded.network.assumptions, [](const Assumption& a) { return a.effect == Effect::may_close; }));
}

}  // namespace
}  // namespace sekimori::test
