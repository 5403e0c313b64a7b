#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

TEST(Scenario, AnEditedFactQuotesTheScenariosOwnLine) {
  const Applied it = edited("- set_access: {port: \"sw:p4\", vlan: 10}");
  const SourceRange at = interface_named(it.network, "sw", "p4").at;
  EXPECT_EQ(it.network.sources.path(at.file), "s.yaml");
  EXPECT_EQ(at.line, 3U);
}

TEST(Scenario, IdsKeepTheirMeaning) {
  const Network before = loaded(kBase);
  const Applied it = edited(
      "- add_device: {name: sw2, kind: switch, interfaces: [{name: p1, mode: access, vlan: 10}]}\n"
      "- add_host: {name: hc, zone: a, kind: terminal, port: \"sw2:p1\", address: 10.1.0.6}");
  for (std::size_t i = 0; i < before.devices.size(); ++i) EXPECT_EQ(it.network.devices[i].name, before.devices[i].name);
  for (std::size_t i = 0; i < before.interfaces.size(); ++i) EXPECT_EQ(it.network.interfaces[i].name, before.interfaces[i].name);
  for (std::size_t i = 0; i < before.hosts.size(); ++i) EXPECT_EQ(it.network.hosts[i].name, before.hosts[i].name);
}

TEST(Scenario, NamesWhatEachEditTouches) {
  const Applied it = edited("- add_rule: {device: fw, position: first, action: deny, from: ha, to: hb}");
  ASSERT_EQ(it.scenario->edits.size(), 1U);
  EXPECT_EQ(it.scenario->edits.front().kind, "add_rule");
  EXPECT_EQ(it.scenario->edits.front().touched, std::vector<std::string>{"fw"});
}

TEST(Scenario, RefusesWhatIsNoEdit) {
  const struct {
    const char* edits;
    Codes codes;
  } kCases[] = {
      {"- {}", {"S001"}},
      {"- add_cable", {"S001"}},
      {"- {enable: {interface: \"sw:p3\"}, disable: {interface: \"sw:p1\"}}", {"S001"}},
      {"- add_rul: {device: fw}", {"S002"}},
      {"- disable: {interfce: \"sw:p1\"}", {"Y026", "Y020"}},
  };
  for (const auto& it : kCases) EXPECT_EQ(codes_of(it.edits), it.codes) << it.edits;
}

TEST(Scenario, SuggestsTheNameThatWasMeant) {
  WrittenFacts written;
  const Applied it = try_edits("- disable: {device: fv}", written);
  ASSERT_EQ(it.messages.size(), 1U);
  EXPECT_NE(it.messages.front().find("did you mean 'fw'?"), std::string::npos) << it.messages.front();
}

TEST(Scenario, TwoEditsOfOneFactContradictEachOther) {
  EXPECT_EQ(codes_of("- set_access: {port: \"sw:p4\", vlan: 10}\n- set_access: {port: \"sw:p4\", vlan: 30}"), Codes{"S005"});
}

TEST(Scenario, TwoScenariosThatSetOneFactAreInConflict) {
  Network network = loaded(kBase);
  WrittenFacts written;
  Diagnostics diagnostics;
  const std::string head = "version: 1\nedits:\n  - set_access: {port: \"sw:p4\", vlan: ";
  EXPECT_TRUE(apply_scenario(head + "10}\n", "one.yaml", network, written, diagnostics));
  EXPECT_FALSE(apply_scenario(head + "30}\n", "two.yaml", network, written, diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(
      to_text(diagnostics.front(), network.sources),
      "two.yaml:3:17: error: in conflict with the edit at one.yaml:3:17: both set the mode of sw:p4; apply the two one at a time [S006]");
}

TEST(Scenario, AddressesThatTheEditsGiveTwiceAreFound) {
  EXPECT_EQ(codes_of("- enable: {interface: \"sw:p3\"}\n"
                     "- add_host: {name: hc, zone: a, kind: server, port: \"sw:p3\", address: 10.1.0.5}\n"
                     "- add_host: {name: hd, zone: a, kind: server, port: \"sw:p3\", address: 10.1.0.5}"),
            (Codes{"N023", "N023", "N023"}));
}

}  // namespace
}  // namespace sekimori::test
