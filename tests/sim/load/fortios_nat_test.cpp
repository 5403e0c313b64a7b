#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_between;
using test::Texts;

std::string policy(const std::string& id, const std::string& settings) {
  return "edit " + id +
         "\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr all\nset service ALL\nset action accept\n" + settings +
         "next\n";
}
std::string policies(const std::string& entries) { return "config firewall policy\n" + entries + "end\n"; }
/// Published from outside to inside.
std::string published(const std::string& name) {
  return policy("9", "set srcintf outside\nset dstintf inside\nset dstaddr " + name + "\n");
}
const std::string kVip =
    "config firewall vip\nedit web\nset extip 10.0.2.80\nset extintf outside\nset mappedip \"10.0.1.80\"\nset portforward enable\nset "
    "extport 80\nset mappedport 8080\nnext\nend\n";

TEST(FortiosNat, AVirtualIpTranslatesBeforeThePolicyWhichSeesTheMappedAddress) {
  const auto fw = load_between(kVip + policies(published("web")));
  ASSERT_EQ(fw.device().nat.size(), 1U);
  const auto& nat = std::get<DestinationNat>(fw.device().nat[0]);
  EXPECT_EQ(fw.names(nat.in), Texts{"outside"});
  EXPECT_TRUE(matches(nat.match, flow("192.0.2.1", "10.0.2.80", 80)));
  EXPECT_FALSE(matches(nat.match, flow("192.0.2.1", "10.0.2.80", 81)));
  EXPECT_EQ(nat.to, AddressSet::of(*parse_address("10.0.1.80")));
  EXPECT_EQ(nat.to_port, (ServiceInterval{8080, 8080}));
  EXPECT_TRUE(fw.admits("outside", "inside", flow("192.0.2.1", "10.0.1.80", 8080)));
  EXPECT_FALSE(fw.admits("outside", "inside", flow("192.0.2.1", "10.0.1.81", 8080)));
}

TEST(FortiosNat, AVirtualIpThatNoPolicyNamesTranslatesNothing) { EXPECT_TRUE(load_between(kVip).device().nat.empty()); }

TEST(FortiosNat, ARangeIsMappedOneByOne) {
  const auto fw = load_between("config firewall vip\nedit r\nset extip 10.0.2.80-10.0.2.81\nset mappedip 10.0.1.80-10.0.1.81\nnext\nend\n" +
                               policies(published("r")));
  ASSERT_EQ(fw.device().nat.size(), 2U);
  EXPECT_EQ(std::get<DestinationNat>(fw.device().nat[1]).to, AddressSet::of(*parse_address("10.0.1.81")));
}

TEST(FortiosNat, OneWhoseTargetsNoConfigTellsLeadsAnywhere) {
  const auto fw = load_between("config firewall vip\nedit lb\nset type server-load-balance\nset extip 10.0.2.80\nnext\nend\n" +
                               policies(published("lb")));
  EXPECT_EQ(std::get<DestinationNat>(fw.device().nat.at(0)).to, AddressSet::everything(Family::v4));
  EXPECT_EQ(fw.assumed().size(), 1U);
}

// Technical Tip 94794: a deny of ordinary addresses lets through what a virtual IP translated, without match-vip.
TEST(FortiosNat, ADenyAboveDoesNotStopWhatWasTranslatedUnlessItMatchesVirtualIps) {
  const auto deny = [](const std::string& more) {
    return "edit 1\nset srcintf outside\nset dstintf inside\nset srcaddr all\nset dstaddr all\nset service ALL\n" + more + "next\n";
  };
  const Packet web = flow("192.0.2.1", "10.0.1.80", 8080);
  const auto plain = load_between(kVip + policies(deny("") + published("web")));
  EXPECT_TRUE(plain.admits("outside", "inside", web));
  EXPECT_EQ(plain.assumed().size(), 1U);
  const auto matching = load_between(kVip + policies(deny("set match-vip enable\n") + published("web")));
  EXPECT_FALSE(matching.admits("outside", "inside", web));
}

TEST(FortiosNat, SourcesBecomeTheAddressOfTheOutgoingInterfaceOrAPool) {
  const auto fw = load_between(
      "config firewall ippool\nedit p\nset startip 10.0.2.100\nset endip 10.0.2.101\nnext\nend\n" +
      policies(policy("1", "set service HTTP\nset nat enable\n") + policy("2", "set nat enable\nset ippool enable\nset poolname p\n")));
  ASSERT_EQ(fw.device().nat.size(), 2U);
  const auto& interface = std::get<SourceNat>(fw.device().nat[0]);
  EXPECT_EQ(interface.pool, AddressSet::of(*parse_address("10.0.2.1")));
  EXPECT_TRUE(interface.port_translation);
  EXPECT_EQ(fw.names(interface.out), Texts{"outside"});
  EXPECT_EQ(to_text(std::get<SourceNat>(fw.device().nat[1]).pool), "10.0.2.100/31");
}

TEST(FortiosNat, APolicyWithoutTranslationKeepsThoseBelowFromTranslatingItsSessions) {
  const auto fw = load_between(policies(policy("1", "set service HTTP\n") + policy("2", "set nat enable\n") + policy("3", "")));
  ASSERT_EQ(fw.device().nat.size(), 2U);
  EXPECT_TRUE(std::get<SourceNat>(fw.device().nat[0]).exempt);
  EXPECT_FALSE(std::get<SourceNat>(fw.device().nat[1]).exempt);
}

TEST(FortiosNat, CentralTranslationHasATableOfItsOwn) {
  const auto fw = load_between("config system settings\nset central-nat enable\nend\n" + kVip +
                               "config firewall central-snat-map\nedit 1\nset srcintf inside\nset dstintf outside\nset orig-addr all\nset "
                               "dst-addr all\nset nat disable\nset protocol 6\nnext\n"
                               "edit 2\nset srcintf inside\nset dstintf outside\nset orig-addr all\nset dst-addr all\nnext\nend\n" +
                               policies(policy("1", "")));
  EXPECT_EQ(fw.assumed(), Texts{});
  ASSERT_EQ(fw.device().nat.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<DestinationNat>(fw.device().nat[0])) << "virtual IPs translate without a policy";
  EXPECT_TRUE(std::get<SourceNat>(fw.device().nat[1]).exempt);
  EXPECT_EQ(std::get<SourceNat>(fw.device().nat[2]).pool, AddressSet::of(*parse_address("10.0.2.1")));
}

}  // namespace
}  // namespace sekimori
