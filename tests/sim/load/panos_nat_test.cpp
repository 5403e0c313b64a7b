#include <gtest/gtest.h>

#include "panos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_pan_between;
using test::LoadedFortios;
using test::pan_rule;
using Texts = std::vector<std::string>;

LoadedFortios with_nat(const Texts& parts, const std::string& rest = {}) {
  std::string all;
  for (const std::string& part : parts) all += "set rulebase nat rules n " + part + "\n";
  return load_pan_between(all + rest);
}

TEST(PanosNat, SourcesBehindAnAddressOrAnInterface) {
  const auto pool = with_nat({"from in", "to out", "source any", "destination any", "service any",
                              "source-translation dynamic-ip-and-port translated-address 192.0.2.1"});
  EXPECT_EQ(pool.assumed(), Texts{});
  const auto& nat = std::get<SourceNat>(pool.device().nat.at(0));
  EXPECT_EQ(to_text(nat.pool), "192.0.2.1");
  EXPECT_TRUE(nat.port_translation);
  EXPECT_EQ(pool.names(nat.in), Texts{"ethernet1/1"});
  EXPECT_EQ(pool.names(nat.out), Texts{"ethernet1/2"});
  const auto interface = with_nat({"from in", "to out", "source 10.0.1.0/24", "destination any", "service any",
                                   "source-translation dynamic-ip-and-port interface-address interface ethernet1/2"});
  EXPECT_EQ(to_text(std::get<SourceNat>(interface.device().nat.at(0)).pool), "10.0.2.1");
}

TEST(PanosNat, DestinationsAndTheRulesThatSeeThemBeforehand) {
  const auto pa = with_nat(
      {"from out", "to out", "source any", "destination 10.0.2.200", "service service-https",
       "destination-translation translated-address 10.0.3.80", "destination-translation translated-port 8443"},
      pan_rule("web", {"from out", "to dmz", "source any", "destination 10.0.2.200", "service any", "application any", "action allow"}));
  const auto& nat = std::get<DestinationNat>(pa.device().nat.at(0));
  EXPECT_EQ(to_text(nat.to), "10.0.3.80");
  EXPECT_EQ(nat.to_port, (ServiceInterval{8443, 8443}));
  EXPECT_TRUE(pa.admits("ethernet1/2", "ethernet1/3", flow("10.0.2.9", "10.0.3.80", 8443)))
      << "the model's rules see the translated destination";
  EXPECT_FALSE(pa.admits("ethernet1/2", "ethernet1/3", flow("10.0.2.9", "10.0.3.81", 8443)));
  EXPECT_EQ(pa.assumed().size(), 1U) << "may close: also what was sent to 10.0.3.80 itself is allowed";
}

TEST(PanosNat, ADenyOfATranslatedDestinationIsLeftOut) {
  const auto pa = with_nat(
      {"from out", "to out", "source any", "destination 10.0.2.200", "service any", "destination-translation translated-address 10.0.3.80"},
      pan_rule("no", {"from any", "to any", "source any", "destination [ 10.0.3.80 10.0.3.81 ]", "service any", "application any",
                      "action deny"}) +
          pan_rule("yes", {"from any", "to any", "source any", "destination any", "service any", "application any", "action allow"}));
  EXPECT_TRUE(pa.admits("ethernet1/2", "ethernet1/3", flow("10.0.2.9", "10.0.3.80", 80))) << "it may have been 10.0.2.200 for the rule";
  EXPECT_FALSE(pa.admits("ethernet1/2", "ethernet1/3", flow("10.0.2.9", "10.0.3.81", 80)));
}

TEST(PanosNat, FixedBothWays) {
  const auto pa =
      with_nat({"from dmz", "to out", "source 10.0.3.80", "destination any", "service any",
                "source-translation static-ip translated-address 10.0.2.80", "source-translation static-ip bi-directional yes"});
  EXPECT_EQ(pa.assumed(), Texts{});
  const auto& nat = std::get<StaticNat>(pa.device().nat.at(0));
  EXPECT_EQ(to_text(nat.local), "10.0.3.80/32");
  EXPECT_EQ(to_text(nat.global), "10.0.2.80/32");
}

TEST(PanosNat, ARuleWithoutTranslationIsAnExemption) {
  const auto pa = with_nat({"from in", "to out", "source 10.0.1.9", "destination any", "service any"});
  EXPECT_TRUE(std::get<SourceNat>(pa.device().nat.at(0)).exempt);
}

TEST(PanosNat, WhatIsNotUnderstoodIsAnAssumption) {
  const Texts base = {"from out", "to out", "source any", "service any"};
  const std::vector<Texts> cases = {
      {"destination 10.0.9.9", "destination-translation translated-address 10.0.3.80"},  // which zone it was in is not known
      {"destination 10.0.2.9", "destination-translation translated-address 10.0.3.80",
       "destination-translation dns-rewrite direction forward"},
      {"destination any", "nat-type nptv6", "source-translation static-ip translated-address 2001:db8::/64"},
      {"destination any", "source-translation dynamic-ip-and-port translated-address site"},
      {"destination JP", "source-translation dynamic-ip-and-port translated-address 192.0.2.1"},
  };
  for (const Texts& more : cases) {
    Texts parts = base;
    parts.insert(parts.end(), more.begin(), more.end());
    const auto pa = with_nat(parts);
    EXPECT_TRUE(pa.device().nat.empty()) << more[1];
    EXPECT_EQ(pa.assumed().size(), parts.size()) << more[1];
  }
}

TEST(PanosNat, OneRuleDecidesBothTranslationsOfASession) {
  const std::string sources =
      "set rulebase nat rules later from out\nset rulebase nat rules later to dmz\nset rulebase nat rules later source any\n"
      "set rulebase nat rules later destination any\nset rulebase nat rules later service any\n"
      "set rulebase nat rules later source-translation dynamic-ip-and-port translated-address 192.0.2.1\n";
  const Texts destinations = {
      "from out", "to out", "source any", "destination 10.0.2.200", "service any", "destination-translation translated-address 10.0.3.80"};
  EXPECT_EQ(with_nat(destinations, sources).assumed().size(), 6U) << "what the first rule takes is not translated by the second";
  std::string other_side = sources;
  other_side.replace(other_side.find("from out"), 8, "from in ");
  EXPECT_EQ(with_nat(destinations, other_side).assumed(), Texts{}) << "no session meets both";
}

TEST(PanosNat, DisabledRulesAreNone) {
  const auto pa = with_nat({"from in", "to out", "source any", "destination any", "disabled yes",
                            "source-translation dynamic-ip-and-port translated-address 192.0.2.1"});
  EXPECT_TRUE(pa.device().nat.empty());
  EXPECT_EQ(pa.assumed(), Texts{});
}

}  // namespace
}  // namespace sekimori
