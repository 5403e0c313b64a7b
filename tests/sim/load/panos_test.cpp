#include "sim/load/panos.hpp"

#include <gtest/gtest.h>

#include "panos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_pan;
using test::load_pan_between;
using test::pan_rule;
using Texts = std::vector<std::string>;

TEST(Panos, TheFormsAreRecognised) {
  EXPECT_GE(recognise_panos("set deviceconfig system hostname pa\nset rulebase security rules\n"), 90);
  EXPECT_GE(recognise_panos("config {\n  mgt-config {\n  }\n  devices {\n    x {\n      deviceconfig {\n"), 90);
  EXPECT_GE(recognise_panos("<?xml version=\"1.0\"?>\n<config version=\"10.1.0\">\n  <mgt-config>\n"), 90);
  EXPECT_EQ(recognise_panos("set system host-name r1\nset interfaces lo0 unit 0\n"), 0) << "Junos";
  EXPECT_EQ(recognise_panos("config system global\nset hostname x\nend\n"), 0) << "FortiOS";
}

TEST(Panos, OneConfigurationInThreeForms) {
  const Texts forms = {
      "set deviceconfig system hostname pa\nset network interface ethernet ethernet1/1 layer3 ip 10.0.1.1/24\n"
      "set network virtual-router default interface ethernet1/1\nset zone in network layer3 ethernet1/1\n"
      "set rulebase security rules r from in\nset rulebase security rules r to any\nset rulebase security rules r source any\n"
      "set rulebase security rules r destination any\nset rulebase security rules r service any\n"
      "set rulebase security rules r application any\nset rulebase security rules r action allow\n",
      "deviceconfig {\n  system {\n    hostname pa;\n  }\n}\nnetwork {\n  interface {\n    ethernet {\n      ethernet1/1 {\n        layer3 "
      "{\n"
      "          ip {\n            10.0.1.1/24;\n          }\n        }\n      }\n    }\n  }\n  virtual-router {\n    default {\n"
      "      interface [ ethernet1/1];\n    }\n  }\n}\nzone {\n  in {\n    network {\n      layer3 [ ethernet1/1];\n    }\n  }\n}\n"
      "rulebase {\n  security {\n    rules {\n      r {\n        from in;\n        to any;\n        source any;\n        destination any;\n"
      "        service any;\n        application any;\n        action allow;\n      }\n    }\n  }\n}\n",
      "<?xml version=\"1.0\"?>\n<config version=\"10.1.0\">\n<devices><entry name=\"localhost.localdomain\">\n"
      "<deviceconfig><system>\n<hostname>pa</hostname>\n</system></deviceconfig>\n<network><interface><ethernet>"
      "<entry name=\"ethernet1/1\"><layer3><ip>\n<entry name=\"10.0.1.1/24\"/>\n</ip></layer3></entry></ethernet></interface>\n"
      "<virtual-router><entry name=\"default\"><interface>\n<member>ethernet1/1</member>\n</interface></entry></virtual-router></network>\n"
      "<vsys><entry name=\"vsys1\"><zone><entry "
      "name=\"in\"><network><layer3>\n<member>ethernet1/1</member>\n</layer3></network></entry></zone>\n"
      "<rulebase><security><rules><entry name=\"r\">\n<from><member>in</member></from>\n<to><member>any</member></to>\n"
      "<source><member>any</member></source>\n<destination><member>any</member></destination>\n<service><member>any</member></service>\n"
      "<application><member>any</member></application>\n<action>allow</action>\n</entry></rules></security></rulebase></entry></vsys>\n"
      "</entry></devices></config>\n"};
  for (const std::string& form : forms) {
    const auto pa = load_pan(form);
    EXPECT_EQ(pa.assumed(), Texts{}) << form;
    EXPECT_EQ(pa.device().name, "pa");
    EXPECT_EQ(pa.network.at(pa.interface("ethernet1/1").vrf).name, "default");
    ASSERT_EQ(pa.firewall().rules.size(), 2U) << "the rule, and what passes within the zone";
    EXPECT_EQ(pa.names(pa.firewall().rules[0].in), Texts{"ethernet1/1"});
    EXPECT_TRUE(pa.firewall().rules[0].out.empty()) << "any";
  }
}

/// PAN-OS Administrator's Guide, "High availability": the members of a pair, and of a cluster, synchronise their sessions.
TEST(Panos, MembersOfAPairShareTheirSessions) {
  const auto group_of = [](const std::string& text) { return load_pan_between(text).device().session_group; };
  const std::string enabled = "set deviceconfig high-availability enabled yes\n";
  EXPECT_EQ(group_of(enabled +
                     "set deviceconfig high-availability group group-id 7\nset deviceconfig high-availability group peer-ip 10.9.0.2\n"),
            "panos-ha:7");
  EXPECT_EQ(group_of(enabled + "set deviceconfig high-availability group 7 peer-ip 10.9.0.2\n"), "panos-ha:7");
  EXPECT_EQ(group_of(enabled + "set deviceconfig high-availability cluster cluster-id 3\n"), "panos-ha-cluster:3");
  EXPECT_EQ(group_of("set deviceconfig high-availability enabled no\nset deviceconfig high-availability group group-id 7\n"), "");
}

TEST(Panos, ZonesDecideWhereNoRuleDoes) {
  const auto pa = load_pan_between("set zone in network layer3 ethernet1/3\n");
  EXPECT_TRUE(pa.admits("ethernet1/1", "ethernet1/3", flow("10.0.1.5", "10.0.3.5", 80))) << "one zone";
  EXPECT_FALSE(pa.admits("ethernet1/1", "ethernet1/2", flow("10.0.1.5", "10.0.2.5", 80)));
  const auto strict =
      load_pan_between("set zone in network layer3 ethernet1/3\nset rulebase default-security-rules rules intrazone-default action deny\n");
  EXPECT_FALSE(strict.admits("ethernet1/1", "ethernet1/3", flow("10.0.1.5", "10.0.3.5", 80)));
}

TEST(Panos, UnknownStatementsCostTheirLines) {
  EXPECT_EQ(load_pan_between("set network frobnicate x\n").assumed(), Texts{"may-both 9 unknown-line"});
  EXPECT_EQ(load_pan_between("set network virtual-wire vw interface1 ethernet1/8\n").assumed(), Texts{"may-both 9 unknown-line"});
  EXPECT_EQ(load_pan_between("set vsys vsys1 zone a\nset vsys vsys2 zone b\n").assumed().size(), 1U + 8U - 5U)
      << "only the first system is read";
}

}  // namespace
}  // namespace sekimori
