#include <gtest/gtest.h>

#include "predicates/judged.hpp"

namespace sekimori::testing {
namespace {

Network with_attributes(std::map<std::string, std::string> of_zone, std::map<std::string, std::string> of_host) {
  Network network;
  Zone& zone = network.zones.emplace_back();
  zone.name = "mn";
  zone.attributes = std::move(of_zone);
  Host& host = network.hosts.emplace_back();
  host.name = "pc";
  host.zone = ZoneId{0};
  host.attributes = std::move(of_host);
  return network;
}

TEST(Declared, AHostsOwnWordComesBeforeItsZones) {
  const Network network = with_attributes({{"edr", "no"}, {"av", "yes"}}, {{"edr", "yes"}});
  EXPECT_EQ(declared(network, network.hosts[0], "edr")->value, "yes");
  EXPECT_EQ(declared(network, network.hosts[0], "av")->value, "yes");
  EXPECT_FALSE(declared(network, network.hosts[0], "mfa"));
}

TEST(Declared, WhoSaidItAndWhenIsTheHostsElseTheZones) {
  const Network own = with_attributes({{"declared-by", "zone"}, {"declared-on", "2026-01-01"}}, {{"edr", "yes"}, {"declared-by", "host"}});
  EXPECT_EQ(declared(own, own.hosts[0], "edr")->by, (Declaration{"host", ""})) << "the zone's date is of another declaration";
  const Network zones = with_attributes({{"declared-by", "zone"}, {"declared-on", "2026-01-01"}}, {{"edr", "yes"}});
  EXPECT_EQ(declared(zones, zones.hosts[0], "edr")->by, (Declaration{"zone", "2026-01-01"}));
}

TEST(Declared, AListIsItsMembersWithoutBlanks) {
  EXPECT_EQ(members("a, b;c"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(members(" a b ,, ;"), (std::vector<std::string>{"a b"}));
  EXPECT_TRUE(members("").empty());
}

TEST(Declared, ADayIsOneOfTheCalendar) {
  EXPECT_EQ(day_of("2028-02-29"), std::chrono::year(2028) / 2 / 29);
  for (const char* text :
       {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "27-01-01", "2027/01/01", "2027-01-0x", "-027-01-01", "2027-01-011"}) {
    EXPECT_FALSE(day_of(text)) << text;
  }
}

TEST(Declared, MonthsCountWhenTheyAreWhole) {
  const auto months = [](const char* from, const char* to) { return months_between(*day_of(from), *day_of(to)); };
  EXPECT_EQ(months("2026-04-01", "2027-03-31"), 11);
  EXPECT_EQ(months("2026-04-01", "2027-04-01"), 12);
  EXPECT_EQ(months("2026-04-30", "2026-04-30"), 0);
  EXPECT_LT(months("2026-05-01", "2026-04-01"), 0);
}

// Of the frame itself, on P-MN4: who is asked.
TEST(Declared, HostsThatAreCabledToNothingAreNotAsked) {
  const City city = with_line(lawful_city(), "name: mn-pc,", "  - {name: in-store, zone: mn, kind: terminal}");
  EXPECT_EQ(judged("P-MN4", city).verdict, VerdictKind::attested);
}

TEST(Declared, TheZoneMaySpeakForAllItsHosts) {
  const City city = edited(edited(lawful_city(), "removable-media: blocked, ", ""), "attributes: {declared-by: 情報政策課",
                           "attributes: {removable-media: blocked, declared-by: 情報政策課");
  EXPECT_EQ(judged("P-MN4", city).verdict, VerdictKind::attested);
}

}  // namespace
}  // namespace sekimori::testing
