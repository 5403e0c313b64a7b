#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

TEST(NetworkFile, VersionAloneIsANetwork) {
  const Network network = loaded("version: 1\n");
  EXPECT_EQ(network.name, "test");
  EXPECT_EQ(network.sites.size(), 1U);  // every device has a site
  EXPECT_TRUE(network.devices.empty());
  EXPECT_FALSE(network.cabling_inferred);
}

TEST(NetworkFile, NameReplacesTheFolders) { EXPECT_EQ(loaded("version: 1\nname: city\n").name, "city"); }

TEST(NetworkFile, VersionIsRequiredAndOnlyOneIsKnown) {
  EXPECT_EQ(errors_of("name: x\n"), Messages{"network.yaml:1:1: error: 'version' is missing [Y021]"});
  EXPECT_EQ(errors_of("version: 2\n"), Messages{"network.yaml:1:10: error: version 2 is not known; this program reads version 1 [Y025]"});
  EXPECT_EQ(errors_of("version: one\n"),
            Messages{"network.yaml:1:10: error: 'version' must be a number from 0 to 1000000, not 'one' [Y022]"});
}

TEST(NetworkFile, AllErrorsOfAllPartsComeAtOnceInOrder) {
  EXPECT_EQ(
      errors_of("version: 1\n"
                "zone: []\n"
                "zones:\n"
                "  - {name: a, role: lgwan}\n"
                "  - {name: a, subnets: [10.0.0.1/8]}\n"
                "devices:\n"
                "  - {name: sw, kind: swich}\n"
                "hosts:\n"
                "  - {name: pc, zone: aa, port: sv:p1, address: 10.0.0.1.1}\n"),
      (Messages{
          "network.yaml:2:1: error: unknown key 'zone' in a network; did you mean 'zones'? [Y020]",
          "network.yaml:5:12: error: zone 'a' is declared twice [N002]",
          "network.yaml:5:25: error: 'subnets' must be a prefix such as 10.0.0.0/8, not '10.0.0.1/8'; it has host bits, the network is "
          "10.0.0.0/8 [N007]",
          "network.yaml:7:22: error: 'swich' is no value of 'kind': switch, l3-switch, router, firewall, hub, access-point; did you "
          "mean 'switch'? [Y023]",
          "network.yaml:9:22: error: there is no zone 'aa'; did you mean 'a'? [N003]",
          "network.yaml:9:32: error: there is no device 'sv'; did you mean 'sw'? [N003]",
          "network.yaml:9:48: error: 'address' must be an address, a prefix or a range such as 10.0.0.1-10.0.0.9, not '10.0.0.1.1' "
          "[N006]"}));
}

TEST(NetworkFile, ZonesCarryLabelsRolesSubnetsAndVlans) {
  const Network network = loaded(
      "version: 1\n"
      "zones:\n"
      "  - {name: mynumber, role: my-number, label: {ja: マイナンバー, en: My Number}, subnets: [10.10.0.0/16, '2001:db8::/48'], vlans: "
      "[110, 112-113]}\n"
      "  - {name: guest, label: 来客, vlans: 900}\n"
      "  - {name: bare}\n");
  ASSERT_EQ(network.zones.size(), 3U);
  const Zone& zone = network.zones[0];
  EXPECT_EQ(zone.role, ZoneRole::my_number);
  EXPECT_EQ(zone.label_ja, "マイナンバー");
  EXPECT_EQ(zone.label_en, "My Number");
  EXPECT_EQ(zone.subnets, (std::vector{*parse_prefix("10.10.0.0/16"), *parse_prefix("2001:db8::/48")}));
  EXPECT_EQ(zone.vlans, (std::vector{*VlanId::from(110), *VlanId::from(112), *VlanId::from(113)}));
  EXPECT_EQ(network.zones[1].label_ja, "来客");
  EXPECT_EQ(network.zones[1].label_en, "来客");
  EXPECT_EQ(network.zones[1].vlans, std::vector{*VlanId::from(900)});
  EXPECT_EQ(network.zones[2].role, ZoneRole::other);
  EXPECT_EQ(network.zones[2].label_ja, "bare");
}

TEST(NetworkFile, EveryRoleHasItsWord) {
  const Network network = loaded(
      "version: 1\nzones: [{name: a, role: my-number}, {name: b, role: lgwan-zone}, {name: c, role: internet-zone}, {name: d, role: "
      "internet},\n"
      "  {name: e, role: lgwan}, {name: f, role: management}, {name: g, role: other}]\n");
  std::vector<ZoneRole> roles;
  for (const Zone& zone : network.zones) roles.push_back(zone.role);
  EXPECT_EQ(roles, (std::vector{ZoneRole::my_number, ZoneRole::lgwan_zone, ZoneRole::internet_zone, ZoneRole::internet, ZoneRole::lgwan,
                                ZoneRole::management, ZoneRole::other}));
}

TEST(NetworkFile, ZoneNamesAreSlugsAsTheyNameFiles) {
  for (const char* name : {"My", "a b", "本庁", "-a", "a-", "a/b", "a_b"}) {
    const Messages messages = errors_of(std::string("version: 1\nzones: [{name: '") + name + "'}]\n");
    ASSERT_EQ(messages.size(), 1U) << name;
    EXPECT_NE(messages[0].find("[N001]"), std::string::npos) << messages[0];
  }
}

TEST(NetworkFile, OneSubnetInTwoZonesIsAnErrorAndNestedOnesAreNot) {
  EXPECT_EQ(errors_of("version: 1\nzones:\n  - {name: a, subnets: [10.0.0.0/8]}\n  - {name: b, subnets: [10.0.0.0/8]}\n"),
            Messages{"network.yaml:4:25: error: 10.0.0.0/8 is a subnet of zone 'a' already [N015]"});
  EXPECT_EQ(loaded("version: 1\nzones:\n  - {name: a, subnets: [10.0.0.0/8]}\n  - {name: b, subnets: [10.1.0.0/16]}\n").zones.size(), 2U);
}

TEST(NetworkFile, OneVlanInTwoZonesIsAWarning) {
  const LoadedNetwork result = load_yaml("version: 1\nzones:\n  - {name: a, vlans: [5]}\n  - {name: b, vlans: [4-6]}\n");
  EXPECT_TRUE(result.network);
  EXPECT_EQ(texts(result), Messages{"network.yaml:4:5: warning: VLAN 5 is in zone 'a' too; whoever is undeclared on it is in both [N016]"});
}

TEST(NetworkFile, SitesReplaceTheDefaultOne) {
  const Network network = loaded(
      "version: 1\nsites: [{name: main, label: 本庁}, {name: east}]\n"
      "devices: [{name: a, kind: hub}, {name: b, kind: hub, site: east}]\n");
  ASSERT_EQ(network.sites.size(), 2U);
  EXPECT_EQ(network.sites[0].label_ja, "本庁");
  EXPECT_EQ(network.sites[1].name, "east");
  EXPECT_EQ(device_named(network, "a").site, SiteId{0});
  EXPECT_EQ(device_named(network, "b").site, SiteId{1});
}

TEST(NetworkFile, SiteTwiceAndUnknownSiteAreErrors) {
  EXPECT_EQ(errors_of("version: 1\nsites: [{name: main}, {name: main}]\ndevices: [{name: a, kind: hub, site: mian}]\n"),
            (Messages{"network.yaml:2:30: error: site 'main' is declared twice [N002]",
                      "network.yaml:3:38: error: there is no site 'mian'; did you mean 'main'? [N003]"}));
}

TEST(NetworkFile, DevicesAndHostsShareOneNameSpaceWhateverTheCase) {
  EXPECT_EQ(errors_of("version: 1\nzones: [{name: a}]\ndevices:\n  - {name: x, kind: hub}\n  - {name: X, kind: hub}\n"
                      "externals: [{name: x, zone: a, port: 'x:1'}]\n"),
            (Messages{"network.yaml:5:12: error: 'X' names a device or host already: network.yaml:4:12 [N002]",
                      "network.yaml:6:20: error: 'x' names a device or host already: network.yaml:4:12 [N002]"}));
}

TEST(NetworkFile, SamePlaceInTheFileGivesTheSameMessagesTwice) {
  const std::string yaml = "version: 1\ndevices: [{name: a, kind: b}, {name: a}]\n";
  EXPECT_EQ(errors_of(yaml), errors_of(yaml));
}

}  // namespace
}  // namespace sekimori::test
