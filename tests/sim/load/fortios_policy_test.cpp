#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_between;
using test::load_forti;
using test::Texts;

std::string policy(const std::string& id, const std::string& settings) {
  return "edit " + id + "\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr all\nset service ALL\n" + settings +
         "next\n";
}
std::string policies(const std::string& entries) { return "config firewall policy\n" + entries + "end\n"; }

const Packet kWeb = flow("10.0.1.5", "10.0.2.9", 80), kName = flow("10.0.1.5", "10.0.2.9", 53, kUdp);

TEST(FortiosPolicy, TheFirstThatMatchesDecidesInTheOrderOfTheFile) {
  const auto fw = load_between(policies(policy("7", "set service HTTP\nset action deny\n") + policy("2", "set action accept\n")));
  EXPECT_FALSE(fw.admits("inside", "outside", kWeb));
  EXPECT_TRUE(fw.admits("inside", "outside", kName));
  EXPECT_FALSE(fw.admits("outside", "inside", kName)) << "implicit deny";
  EXPECT_EQ(fw.policies().at(0).rule.label, "7");
  EXPECT_TRUE(fw.firewall().stateful);
  EXPECT_EQ(fw.assumed(), Texts{});
}

TEST(FortiosPolicy, ItIsCalledByItsNameIfItHasOne) {
  EXPECT_EQ(load_between(policies(policy("7", "set name \"F8 clean mail\"\nset action accept\n"))).policies().at(0).rule.label,
            "F8 clean mail");
}

TEST(FortiosPolicy, WithoutAnActionItDeniesAndWithoutAStatusItIsOn) {
  const auto fw = load_between(policies(policy("1", "set service HTTP\n") + policy("2", "set status disable\nset service DNS\n") +
                                        policy("3", "set action accept\n")));
  EXPECT_FALSE(fw.admits("inside", "outside", kWeb));
  EXPECT_TRUE(fw.admits("inside", "outside", kName));
}

TEST(FortiosPolicy, AConditionIsDroppedFromAPermitAndTakesADenyWithIt) {
  const auto permit = load_between(policies(policy("1", "set action accept\nset groups staff\n")));
  EXPECT_TRUE(permit.admits("inside", "outside", kWeb));
  EXPECT_EQ(permit.assumed(), Texts{"may-close 10 condition"});
  const auto deny = load_between(policies(policy("1", "set groups staff\n") + policy("2", "set action accept\n")));
  EXPECT_TRUE(deny.admits("inside", "outside", kWeb));
  EXPECT_EQ(deny.assumed(), Texts{"may-close 10 condition"});
  const auto internet =
      load_between(policies(policy("1", "set action accept\nset internet-service enable\nset internet-service-name \"Google-DNS\"\n")));
  EXPECT_TRUE(internet.admits("inside", "outside", kWeb));
  EXPECT_EQ(internet.assumed(), Texts{"may-close 10 condition"});
}

TEST(FortiosPolicy, AConditionBesideTranslationMayDoBoth) {
  const auto fw = load_between(policies(policy("1", "set action accept\nset groups staff\nset nat enable\n")));
  EXPECT_EQ(fw.assumed(), Texts{"may-both 10 condition"});
}

TEST(FortiosPolicy, OneThatNamesNobodyAtOneEndIsNotTakenForNothing) {
  const auto fw = load_between(
      policies("edit 1\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset service ALL\nset action accept\nnext\n"));
  EXPECT_TRUE(fw.admits("inside", "outside", kWeb));
  EXPECT_EQ(fw.assumed(), Texts{"may-close 10 condition"});
}

TEST(FortiosPolicy, TranslationOfSixIsNotModelled) {
  EXPECT_EQ(load_between(policies(policy("1", "set srcaddr6 all\nset dstaddr6 all\nset action accept\nset nat enable\n"))).assumed(),
            Texts{"may-both 19 unsupported"});
}

TEST(FortiosPolicy, ZonesAndAnyNameInterfaces) {
  const std::string zone = "config system zone\nedit z\nset interface outside\nnext\nedit empty\nnext\nend\n";
  const auto fw = load_between(zone + policies(policy("1", "set dstintf z\nset action accept\n")));
  EXPECT_EQ(fw.names(fw.policies().at(0).out), Texts{"outside"});
  const auto any = load_between(policies(policy("1", "set srcintf any\nset action accept\n")));
  EXPECT_EQ(any.names(any.policies().at(0).in), (Texts{"inside", "outside"}));
  EXPECT_TRUE(load_between(zone + policies(policy("1", "set dstintf empty\nset action accept\n"))).policies().empty())
      << "an empty zone is nowhere, not anywhere";
}

TEST(FortiosPolicy, AnInterfaceThatIsNotHereIsAnyForAPermit) {
  const auto fw = load_between(policies(policy("1", "set dstintf nowhere\nset action accept\n")));
  EXPECT_TRUE(fw.admits("inside", "outside", kWeb));
  EXPECT_EQ(fw.assumed(), Texts{"may-close 10 condition"});
}

TEST(FortiosPolicy, ASixHasAPolicyTableOfItsOwnOrItsOwnNames) {
  const std::string six =
      "config firewall policy6\nedit 1\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr all\nset service ALL\nset "
      "action accept\nnext\nend\n";
  const auto old = load_between(six);
  EXPECT_TRUE(old.admits("inside", "outside", flow("2001:db8::1", "2001:db8:1::1", 80)));
  EXPECT_FALSE(old.admits("inside", "outside", kWeb));
  const auto both = load_between(policies(policy("1", "set srcaddr6 all\nset dstaddr6 all\nset action accept\n")));
  EXPECT_TRUE(both.admits("inside", "outside", kWeb));
  EXPECT_TRUE(both.admits("inside", "outside", flow("2001:db8::1", "2001:db8:1::1", 80)));
}

// Technical Tip 98332: traffic that turns around at an interface passes without a policy while allow-traffic-redirect is on.
TEST(FortiosPolicy, TrafficTurnsAroundAtAnInterfaceUnlessThatIsOff) {
  EXPECT_TRUE(load_between("").admits("inside", "inside", flow("10.0.1.5", "10.0.1.6", 80)));
  EXPECT_FALSE(load_between("config system global\nset allow-traffic-redirect disable\nend\n")
                   .admits("inside", "inside", flow("10.0.1.5", "10.0.1.6", 80)));
}

// Technical Tip 264457: explicit policies come before the zone's own setting.
TEST(FortiosPolicy, MembersOfAZoneReachEachOtherOnlyIfItAllowsAndNoPolicyDenies) {
  const auto zone = [](const std::string& setting) {
    return "config system zone\nedit z\nset interface inside outside\n" + setting + "next\nend\n";
  };
  EXPECT_FALSE(load_between(zone("")).admits("inside", "outside", kWeb));
  EXPECT_TRUE(load_between(zone("set intrazone allow\n")).admits("inside", "outside", kWeb));
  const auto denied = load_between(zone("set intrazone allow\n") + policies(policy("1", "set srcintf z\nset dstintf z\n")));
  EXPECT_FALSE(denied.admits("inside", "outside", kWeb));
}

TEST(FortiosPolicy, PoliciesOfOneVdomSayNothingAboutAnother) {
  const auto fw = load_forti(
      "config vdom\nedit root\nnext\nedit b\nnext\nend\nconfig global\nconfig system interface\nedit p\nset vdom root\nnext\nedit q\nset "
      "vdom root\nnext\n"
      "edit r\nset vdom b\nnext\nedit s\nset vdom b\nnext\nend\nend\n"
      "config vdom\nedit root\nconfig firewall policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr all\nset "
      "service ALL\nset action accept\nnext\nend\nend\n");
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_TRUE(fw.admits("p", "q", kWeb));
  EXPECT_FALSE(fw.admits("r", "s", kWeb));
}

}  // namespace
}  // namespace sekimori
