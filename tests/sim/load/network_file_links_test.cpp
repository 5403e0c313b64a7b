#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

const char* kTwoSwitches =
    "version: 1\ndevices:\n"
    "  - {name: s, kind: switch, interfaces: [{name: p1, vlan: 5}, {name: p2, vlan: 5}, {name: v, svi: 5}]}\n"
    "  - {name: t, kind: switch, interfaces: [{name: p1, vlan: 5}]}\n";

TEST(NetworkFileLinks, CablesJoinTwoPortsAndRememberTheirLine) {
  const Network network = loaded(std::string(kTwoSwitches) + "links:\n  - [s:p1, t:p1]\n");
  ASSERT_EQ(network.links.size(), 1U);
  EXPECT_EQ(describe(network, network.links[0].a), "s:p1");
  EXPECT_EQ(describe(network, network.links[0].b), "t:p1");
  EXPECT_EQ(network.sources.describe(network.links[0].at), "network.yaml:6:5");
  EXPECT_FALSE(network.cabling_inferred);
}

/// A guess may be wrong, and a cable may have been overlooked: whoever may share a segment by VLAN or subnet still does.
TEST(NetworkFileLinks, AGuessedCableIsAnAssumptionAndTheCablingStaysInferred) {
  const Network network = loaded(std::string(kTwoSwitches) + "links:\n  - {ends: [s:p1, t:p1], guessed: true}\n");
  EXPECT_EQ(network.links.size(), 1U);
  EXPECT_TRUE(network.cabling_inferred);
  ASSERT_EQ(network.assumptions.size(), 1U);
  EXPECT_EQ(network.assumptions[0].effect, Effect::may_close);
  EXPECT_EQ(network.assumptions[0].text, "s:p1 to t:p1");
  EXPECT_FALSE(loaded(std::string(kTwoSwitches) + "links:\n  - {ends: [s:p1, t:p1]}\n").cabling_inferred);
}

TEST(NetworkFileLinks, WithoutLinksTheCablingOfSeveralDevicesIsInferred) {
  EXPECT_TRUE(loaded(kTwoSwitches).cabling_inferred);
  EXPECT_FALSE(loaded(std::string(kTwoSwitches) + "links: []\n").cabling_inferred);  // said: there are none
  EXPECT_FALSE(loaded("version: 1\ndevices: [{name: h, kind: hub}]\n").cabling_inferred);
}

TEST(NetworkFileLinks, PortTakesOneCable) {
  EXPECT_EQ(errors_of(std::string(kTwoSwitches) + "links:\n  - [s:p1, t:p1]\n  - [s:p2, t:p1]\n  - [s:p2, s:p2]\n"),
            (Messages{"network.yaml:7:12: error: 't:p1' has a cable already: network.yaml:6:12 [N019]",
                      "network.yaml:8:5: error: 's:p2' is cabled to itself [N019]"}));
}

TEST(NetworkFileLinks, LinkIsAListOfTwoPorts) {
  EXPECT_EQ(errors_of(std::string(kTwoSwitches) + "links:\n  - s:p1\n  - [s:p1]\n  - [s:p1, s:v]\n  - {a: s:p1}\n"),
            (Messages{"network.yaml:6:5: error: a link must be a list of two ports [A:PORT, B:PORT], not 's:p1' [Y022]",
                      "network.yaml:7:5: error: a link must be a list of two ports [A:PORT, B:PORT], not 1 values [Y022]",
                      "network.yaml:8:12: error: 's:v' is no port that a cable fits: name a physical port or a port-channel [N013]",
                      "network.yaml:9:5: error: 'ends' is missing [Y021]", "network.yaml:9:6: error: unknown key 'a' in a link [Y020]"}));
}

TEST(NetworkFileLinks, TransitIsADeclaration) {
  const Network network = loaded(std::string(kTwoSwitches) + "links: []\ntransit: [s:v, s:v]\n");
  ASSERT_EQ(network.transits.size(), 1U);
  EXPECT_EQ(describe(network, network.transits[0].interface), "s:v");
  EXPECT_EQ(assumptions_of(network), Messages{"harmless declared: transit: s:v"});
}

}  // namespace
}  // namespace sekimori::test
