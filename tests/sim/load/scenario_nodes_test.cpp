#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

const Sanitiser& sanitiser(const Network& network) { return std::get<Sanitiser>(host_named(network, "san").role); }

TEST(ScenarioNodes, ASecondCardOfAHost) {
  const Network network = edited("- add_attachment: {host: hb, port: \"sw:p3\", address: 10.1.0.9}").network;
  EXPECT_EQ(host_named(network, "hb").attachments.size(), 2U);
  EXPECT_EQ(codes_of("- add_attachment: {host: hb, port: \"sw:p4\", address: 10.2.0.5}"), Codes{"S004"});
}

TEST(ScenarioNodes, SetsWhatASanitiserIsDeclaredToBe) {
  EXPECT_FALSE(sanitiser(edited("- set_attribute: {host: san, name: fail, value: open}").network).fail_closed);
  EXPECT_TRUE(sanitiser(edited("- set_attribute: {host: san, name: bypass, value: true}").network).bypass);
  EXPECT_FALSE(sanitiser(edited("- set_attribute: {host: san, name: redirections, value: on}").network).redirections_off);
  EXPECT_EQ(sanitiser(edited("- set_attribute: {host: san, name: method, value: mail-as-it-is}").network).services.front().method,
            "mail-as-it-is");
}

TEST(ScenarioNodes, AHostOfAKindThatRelaysNothing) {
  EXPECT_FALSE(host_named(edited("- set_attribute: {host: ha, name: kind, value: terminal}").network, "ha").relays);
}

TEST(ScenarioNodes, OtherAttributesAreKeptAsTexts) {
  EXPECT_EQ(device_named(edited("- set_attribute: {device: fw, name: owner, value: joho}").network, "fw").attributes.at("owner"), "joho");
}

TEST(ScenarioNodes, AnAttributeOfAZoneIsDeclaredOfItsHosts) {
  const Network network = edited("- set_attribute: {zone: a, name: owner, value: joho}").network;
  EXPECT_EQ(network.zones.front().attributes.at("owner"), "joho");
  EXPECT_EQ(codes_of("- set_attribute: {zone: c, name: owner, value: joho}"), Codes{"N003"});
  EXPECT_EQ(codes_of("- set_attribute: {zone: a, host: ha, name: owner, value: joho}"), Codes{"Y026"});
}

TEST(ScenarioNodes, AnAttributeThatIsSoAlreadyChangesNothing) {
  EXPECT_EQ(codes_of("- set_attribute: {host: san, name: fail, value: closed}"), Codes{"S004"});
  EXPECT_EQ(codes_of("- set_attribute: {host: san, name: fail, value: perhaps}"), Codes{"Y023"});
  EXPECT_EQ(codes_of("- set_attribute: {name: fail, value: open}"), Codes{"Y026"});
}

TEST(ScenarioNodes, ADeviceThatIsThereIsNotAddedAgain) { EXPECT_EQ(codes_of("- add_device: {name: fw, kind: firewall}"), Codes{"N002"}); }

TEST(ScenarioNodes, ANewHostMayBeNamedInRules) {
  EXPECT_TRUE(edited("- add_host: {name: hc, zone: a, kind: server, port: \"sw:p3\", address: 10.1.0.9}\n"
                     "- add_rule: {device: fw, position: first, action: permit, from: hc, to: hb}")
                  .scenario);
}

}  // namespace
}  // namespace sekimori::test
