#include <gtest/gtest.h>

#include "panos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_pan_between;
using test::pan_rule;
using Texts = std::vector<std::string>;

constexpr std::string_view kIn = "ethernet1/1", kOut = "ethernet1/2", kDmz = "ethernet1/3";
const Texts kAny = {"from any", "to any", "source any", "destination any", "service any", "application any"};

Texts with(Texts parts, const Texts& more) {
  for (const std::string& part : more) {
    std::erase_if(parts, [&](const std::string& old) { return old.substr(0, old.find(' ')) == part.substr(0, part.find(' ')); });
    parts.push_back(part);
  }
  return parts;
}

TEST(PanosPolicy, FirstMatchByZonesAddressesAndServices) {
  const auto pa = load_pan_between(
      "set address web ip-netmask 10.0.2.80\nset address-group servers static [ web more ]\nset address more ip-range 10.0.2.90-10.0.2.95\n"
      "set service alt protocol tcp port 8080,9000-9010\n" +
      pan_rule("bad", with(kAny, {"source 10.0.1.66", "action drop"})) +
      pan_rule("web", with(kAny, {"from in", "to out", "destination servers", "service [ service-https alt ]", "action allow"})));
  EXPECT_EQ(pa.assumed(), Texts{});
  EXPECT_TRUE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 443)));
  EXPECT_TRUE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.93", 9005)));
  EXPECT_FALSE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.96", 443)));
  EXPECT_FALSE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 80)));
  EXPECT_FALSE(pa.admits(kIn, kOut, flow("10.0.1.66", "10.0.2.80", 443)));
  EXPECT_FALSE(pa.admits(kIn, kDmz, flow("10.0.1.5", "10.0.2.80", 443)));
  EXPECT_FALSE(pa.admits(kOut, kIn, flow("10.0.2.80", "10.0.1.5", 443)));
}

TEST(PanosPolicy, NegationDisabledRulesAndRuleTypes) {
  const auto pa =
      load_pan_between(pan_rule("off", with(kAny, {"action deny", "disabled yes"})) +
                       pan_rule("not", with(kAny, {"from in", "to out", "source 10.0.1.66", "negate-source yes", "action allow"})) +
                       pan_rule("inter", with(kAny, {"rule-type interzone", "from [ in dmz ]", "to [ in dmz ]", "action allow"})));
  EXPECT_EQ(pa.assumed(), Texts{});
  EXPECT_TRUE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 443)));
  EXPECT_FALSE(pa.admits(kIn, kOut, flow("10.0.1.66", "10.0.2.80", 443)));
  EXPECT_TRUE(pa.admits(kIn, kDmz, flow("10.0.1.66", "10.0.3.80", 443)));
  EXPECT_FALSE(pa.admits(kDmz, kOut, flow("10.0.3.66", "10.0.2.80", 443)));
}

// Administrator's Guide, "App-ID": an application is known only after some packets; the lab panos_fw_policy_app_override shows them pass.
TEST(PanosPolicy, AnApplicationIsItsPortsWhereItAllowsAndNothingWhereItDenies) {
  const auto allow =
      load_pan_between(pan_rule("a", with(kAny, {"application [ ssh dns ]", "service application-default", "action allow"})));
  EXPECT_TRUE(allow.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
  EXPECT_TRUE(allow.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 53, kUdp)));
  EXPECT_FALSE(allow.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 80)));
  EXPECT_EQ(allow.assumed().size(), 1U) << "may close: it is more than the device passes";
  const auto own = load_pan_between(pan_rule("a", with(kAny, {"application made-here", "service application-default", "action allow"})));
  EXPECT_TRUE(own.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 12345))) << "an application whose ports are not known";
  const auto any_port = load_pan_between(pan_rule("a", with(kAny, {"application ssh", "action allow"})));
  EXPECT_TRUE(any_port.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 80)));
  const auto deny =
      load_pan_between(pan_rule("d", with(kAny, {"application ssh", "action deny"})) + pan_rule("a", with(kAny, {"action allow"})));
  EXPECT_TRUE(deny.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
}

TEST(PanosPolicy, WhatCannotBeKnownOnlyOpens) {
  for (const char* source : {"JP", "feed", "site"}) {
    const std::string objects = "set address site fqdn example.jp\n";
    const auto allow = load_pan_between(objects + pan_rule("a", with(kAny, {std::string("source ") + source, "action allow"})));
    EXPECT_TRUE(allow.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22))) << source;
    const auto deny = load_pan_between(objects + pan_rule("d", with(kAny, {std::string("source ") + source, "action deny"})) +
                                       pan_rule("a", with(kAny, {"action allow"})));
    EXPECT_TRUE(deny.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22))) << source;
  }
  const auto user = load_pan_between(pan_rule("a", with(kAny, {"source-user city\\\\staff", "action allow"})));
  EXPECT_TRUE(user.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
}

TEST(PanosPolicy, AZoneWithoutInterfacesIsNobodys) {
  const auto pa = load_pan_between("set zone empty network layer3\n" + pan_rule("a", with(kAny, {"from empty", "action allow"})));
  EXPECT_FALSE(pa.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
}

TEST(PanosPolicy, UnknownPartsAndActions) {
  EXPECT_EQ(load_pan_between(pan_rule("a", with(kAny, {"frobnicate yes", "action allow"}))).assumed(),
            (Texts{"may-both 15 unknown-line", "may-close 9 unmodelled-condition"}));
  EXPECT_EQ(load_pan_between("set rulebase security rules a action maybe\n").assumed(), Texts{"may-both 9 unsupported"});
}

TEST(PanosPolicy, ForwardingByPolicyMakesTheTableUnknown) {
  EXPECT_TRUE(load_pan_between("set rulebase pbf rules p action forward nexthop ip-address 10.0.2.9\n").vrf("default").any_routing);
  EXPECT_FALSE(load_pan_between("set rulebase pbf rules\n").vrf("default").any_routing);
}

// Administrator's Guide, "Application Level Gateways": by application, whatever the port.
TEST(PanosPolicy, ARuleThatAllowsAnApplicationWithAGatewayLetsItsSessionsPass) {
  const auto helped = [](const std::string& application, const std::string& service, const std::string& action = "allow") {
    return load_pan_between(
               pan_rule("a", with(kAny, {"from in", "to out", "application " + application, "service " + service, "action " + action})))
        .helped()
        .size();
  };
  EXPECT_EQ(helped("ftp", "application-default"), 1U);
  EXPECT_EQ(helped("sip", "application-default"), 1U);
  EXPECT_EQ(helped("any", "any"), 1U);
  EXPECT_EQ(helped("any", "service-https"), 1U) << "FTP on that port is known as FTP";
  EXPECT_EQ(helped("made-here", "service-https"), 1U) << "it may be a group";
  EXPECT_EQ(helped("ssl", "service-https"), 0U);
  EXPECT_EQ(helped("[ ssl web-browsing ]", "application-default"), 0U);
  EXPECT_EQ(helped("ping", "application-default"), 0U);
  EXPECT_EQ(helped("ftp", "application-default", "deny"), 0U);
}

TEST(PanosPolicy, AGatewayThatIsTurnedOffOpensNothing) {
  const auto helped = [](const std::string& before, const std::string& application) {
    return load_pan_between(before + pan_rule("a", with(kAny, {"from in", "to out", "application " + application,
                                                               "service application-default", "action allow"})))
        .helped()
        .size();
  };
  EXPECT_EQ(helped("set shared alg-override application sip alg-disabled yes\n", "sip"), 0U);
  EXPECT_EQ(helped("set shared alg-override application sip alg-disabled no\n", "sip"), 1U);
  EXPECT_EQ(helped("set shared alg-override application sip alg-disabled yes\n", "ftp"), 1U);
}

}  // namespace
}  // namespace sekimori
