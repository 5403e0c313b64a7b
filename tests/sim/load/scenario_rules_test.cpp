#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

std::vector<std::string> labels(const Network& network) {
  std::vector<std::string> result;
  for (const FirewallRule& rule : device_named(network, "fw").firewall->rules) result.push_back(rule.rule.label);
  return result;
}
using Labels = std::vector<std::string>;

TEST(ScenarioRules, ARuleStandsWhereThePositionSays) {
  const struct {
    const char* position;
    Labels expected;
  } kCases[] = {
      {"first", {"new", "web", "deny-all"}},
      {"1", {"new", "web", "deny-all"}},
      {"2", {"web", "new", "deny-all"}},
      {"{before: deny-all}", {"web", "new", "deny-all"}},
      {"{after: web}", {"web", "new", "deny-all"}},
  };
  for (const auto& it : kCases) {
    const std::string edit =
        std::string("- add_rule: {device: fw, position: ") + it.position + ", name: new, action: permit, from: hb, to: ha}";
    EXPECT_EQ(labels(edited(edit).network), it.expected) << it.position;
  }
}

TEST(ScenarioRules, HostsStandForTheirAddresses) {
  const Applied it = edited("- add_rule: {device: fw, position: first, action: permit, from: hb, to: ha, service: tcp/22}");
  const HeaderMatch& match = device_named(it.network, "fw").firewall->rules.front().rule.match;
  EXPECT_EQ(match.src, std::vector{AddressPattern::host(*parse_address("10.2.0.5"))});
  EXPECT_EQ(match.dst, std::vector{AddressPattern::host(*parse_address("10.1.0.5"))});
}

TEST(ScenarioRules, ARuleThatNoPacketReachesChangesNothing) {
  EXPECT_EQ(codes_of("- add_rule: {device: fw, position: last, action: permit, from: ha, to: hb}"), Codes{"S004"});
  EXPECT_EQ(codes_of("- add_rule: {device: fw, position: {after: web}, in: a, out: b, action: deny, from: ha, to: hb, service: tcp/443}"),
            Codes{"S004"});
}

TEST(ScenarioRules, ARuleForOtherInterfacesIsReachedBehindOne) {
  EXPECT_TRUE(edited("- add_rule: {device: fw, position: 2, in: b, out: a, action: permit, from: ha, to: hb, service: tcp/443}").scenario);
}

TEST(ScenarioRules, PositionsOutOfRangeAndUnknownRulesAreRefused) {
  EXPECT_EQ(codes_of("- add_rule: {device: fw, position: 4, action: deny}"), Codes{"S003"});
  EXPECT_EQ(codes_of("- add_rule: {device: fw, position: 0, action: deny}"), Codes{"S003"});
  EXPECT_EQ(codes_of("- remove_rule: {device: fw, rule: wev}"), Codes{"N003"});
  EXPECT_EQ(codes_of("- remove_rule: {device: fw, filter: F, rule: 3}"), Codes{"S003"});
  EXPECT_EQ(codes_of("- add_rule: {device: sw, position: first, action: deny}"), Codes{"Y021"});
}

TEST(ScenarioRules, RemovesARuleByNameOrNumber) {
  EXPECT_EQ(labels(edited("- remove_rule: {device: fw, rule: web}").network), Labels{"deny-all"});
  EXPECT_EQ(labels(edited("- remove_rule: {device: fw, rule: 2}").network), Labels{"web"});
  EXPECT_EQ(edited("- remove_rule: {device: fw, filter: F, rule: one}").network.filters.front().rules.size(), 1U);
}

TEST(ScenarioRules, ARuleThatTheScenarioAddedIsNotRemovedAgain) {
  EXPECT_EQ(
      codes_of("- add_rule: {device: fw, position: first, name: new, action: permit, from: hb}\n- remove_rule: {device: fw, rule: new}"),
      Codes{"S005"});
}

TEST(ScenarioRules, SetRuleChangesOnlyWhatItNames) {
  const Applied it = edited("- set_rule: {device: fw, rule: web, service: tcp}");
  const Rule before = device_named(loaded(kBase), "fw").firewall->rules.front().rule;
  const Rule& after = device_named(it.network, "fw").firewall->rules.front().rule;
  EXPECT_EQ(after.action, before.action);
  EXPECT_EQ(after.match.src, before.match.src);
  EXPECT_EQ(after.match.dst, before.match.dst);
  EXPECT_EQ(after.match.services, std::vector{ServiceBox::of_protocol(kTcp)});
  EXPECT_EQ(codes_of("- set_rule: {device: fw, rule: web, from: ha}"), Codes{"S004"});
}

TEST(ScenarioRules, SetRuleMayTakeTheSessionAway) {
  const Applied it = edited("- set_rule: {device: fw, rule: web, inspect: false}");
  EXPECT_FALSE(device_named(it.network, "fw").firewall->rules.front().inspect);
  EXPECT_EQ(codes_of("- set_rule: {device: fw, rule: web, inspect: true}"), Codes{"S004"});
}

TEST(ScenarioRules, BindsAndUnbindsAFilter) {
  EXPECT_TRUE(interface_named(edited("- bind_filter: {interface: \"fw:a\", in: F}").network, "fw", "a").filters.in_v6);
  EXPECT_EQ(codes_of("- bind_filter: {interface: \"fw:a\", in: none}"), Codes{"S004"});
  EXPECT_EQ(codes_of("- bind_filter: {interface: \"fw:a\", in: G}"), (Codes{"S004", "N003"}));
}

TEST(ScenarioRules, AddsAndRemovesTranslations) {
  const Applied it = edited("- add_nat: {device: fw, source: {in: a, out: b, pool: interface, port-translation: true}}");
  ASSERT_EQ(device_named(it.network, "fw").nat.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<SourceNat>(device_named(it.network, "fw").nat.front()));
  EXPECT_EQ(codes_of("- remove_nat: {device: fw, number: 1}"), Codes{"S003"});
}

TEST(ScenarioRules, AnAccessListThatAZonePolicyHoldsIsEditedThere) {
  FileSet files;
  files["configs/fw.cfg"] =
      "hostname fw\nclass-map type inspect match-any C\n match access-group name LIST\npolicy-map type inspect P\n class type inspect C\n"
      "  inspect\nzone security in\nzone security out\nzone-pair security Z source in destination out\n service-policy type inspect P\n"
      "interface GigabitEthernet0/0\n ip address 10.1.0.1 255.255.255.0\n zone-member security in\n"
      "interface GigabitEthernet0/1\n ip address 10.2.0.1 255.255.255.0\n zone-member security out\n"
      "ip access-list extended LIST\n permit tcp any any eq 80\n";
  files["network.yaml"] = "version: 1\nzones:\n  - {name: a, subnets: [10.1.0.0/24]}\n  - {name: b, subnets: [10.2.0.0/24]}\n";
  const LoadedNetwork base = load_network(files, "test");
  ASSERT_TRUE(base.network);
  const auto codes = [&](const std::string& edit) {
    Network network = *base.network;
    Diagnostics diagnostics;
    WrittenFacts written;
    static_cast<void>(apply_scenario("version: 1\ntitle: {ja: a, en: a}\nedits:\n  " + edit, "s.yaml", network, written, diagnostics));
    Codes result;
    for (const Diagnostic& d : diagnostics) result.push_back(d.code);
    return result;
  };
  EXPECT_EQ(codes("- remove_rule: {device: fw, filter: LIST, rule: \"10\"}"), Codes{"S004"});
  EXPECT_EQ(codes("- remove_rule: {device: fw, rule: \"LIST 10\"}"), Codes{});
}

}  // namespace
}  // namespace sekimori::test
