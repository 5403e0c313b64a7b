#include <fmt/format.h>
#include <gtest/gtest.h>

#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_rtx_between;
using test::opens_session;
using test::Texts;

const Packet kWeb = flow("10.0.1.5", "10.0.2.9", 80), kName = flow("10.0.1.5", "10.0.2.9", 53, kUdp);

TEST(YamahaRtxFilter, WithoutFiltersEverythingPassesAndNoSessionIsKept) {
  const auto rt = load_rtx_between("");
  EXPECT_TRUE(rt.admits("lan1", "lan2", kWeb));
  EXPECT_TRUE(rt.admits("lan2", "lan1", reversed(kWeb, Phase::reply)));
  EXPECT_FALSE(opens_session(rt, "lan1", "lan2", kWeb));
  EXPECT_EQ(rt.assumed(), Texts{});
}

TEST(YamahaRtxFilter, TheListIsReadInItsOwnOrderAndWhatNoneMatchesIsDropped) {
  const std::string filters = "ip filter 1 reject * * tcp * www\nip filter 2 pass 10.0.1.0/24 * * * *\n";
  const auto rt = load_rtx_between(filters + "ip lan2 secure filter out 1 2\n");
  EXPECT_FALSE(rt.admits("lan1", "lan2", kWeb));
  EXPECT_TRUE(rt.admits("lan1", "lan2", kName));
  EXPECT_FALSE(rt.admits("lan1", "lan2", flow("10.0.9.5", "10.0.2.9", 53, kUdp)));
  EXPECT_TRUE(rt.admits("lan2", "lan1", kWeb)) << "the other direction has no filters";
  const auto turned = load_rtx_between(filters + "ip lan2 secure filter out 2 1\n");
  EXPECT_TRUE(turned.admits("lan1", "lan2", kWeb));
}

TEST(YamahaRtxFilter, KindsOfMatches) {
  const std::pair<const char*, const char*> cases[] = {
      // Packets: tcp/80, tcp/443, udp/53, echo request, tcp/80 with ACK.
      {"pass * * * * *", "11111"},
      {"pass * *", "11111"},
      {"pass * 10.0.2.9", "11111"},
      {"pass 10.0.1.1-10.0.1.9 *", "11111"},
      {"pass 10.0.1.1-10.0.1.4,10.0.3.0/24 *", "00000"},
      {"pass * * tcp * www,https", "11001"},
      {"pass-log * * udp,tcp * 53", "00100"},
      {"pass * * tcp * 81-444", "01000"},
      {"pass * * icmp", "00010"},
      {"pass * * icmp-error", "00000"},
      {"pass * * icmp-info", "00010"},
      {"pass * * established * *", "00001"},
      {"pass * * 17", "00100"},
      {"restrict * * tcp 40000 *", "11001"},
      {"reject * *", "00000"},
  };
  Packet echo = flow("10.0.1.5", "10.0.2.9", 0, kIcmp), data = kWeb;
  echo.icmp = 8 << 8;
  data.established = true;
  for (const auto& [filter, expected] : cases) {
    const auto rt = load_rtx_between("ip filter 1 " + std::string(filter) + "\nip lan2 secure filter out 1\n");
    std::string got;
    for (const Packet& packet : {kWeb, flow("10.0.1.5", "10.0.2.9", 443), kName, echo, data})
      got += rt.admits("lan1", "lan2", packet) ? '1' : '0';
    EXPECT_EQ(got, expected) << filter;
    EXPECT_EQ(rt.assumed(), Texts{}) << filter;
  }
}

TEST(YamahaRtxFilter, APassThatIsNotUnderstoodWholeIsWiderAndARejectIsLeftOut) {
  const auto pass = load_rtx_between("ip filter 1 pass * www.example.jp tcp * www\nip lan2 secure filter out 1\n");
  EXPECT_TRUE(pass.admits("lan1", "lan2", kWeb));
  EXPECT_EQ(pass.assumed(), Texts{"may-close 6 condition"});
  const auto reject = load_rtx_between("ip filter 1 reject * * tcp * unheard-of\nip filter 2 pass * *\nip lan2 secure filter out 1 2\n");
  EXPECT_TRUE(reject.admits("lan1", "lan2", kWeb));
  EXPECT_EQ(reject.assumed(), Texts{"may-close 6 condition"});
}

TEST(YamahaRtxFilter, ADynamicFilterOpensASessionForWhatTheStaticOnesPass) {
  const std::string filters =
      "ip filter 1 reject * * tcp * 445\nip filter 2 pass * *\nip filter dynamic 10 * * www\nip filter 9 reject * *\n";
  const auto rt = load_rtx_between(filters + "ip lan2 secure filter in 9\nip lan2 secure filter out 1 2 dynamic 10\n");
  EXPECT_TRUE(opens_session(rt, "lan1", "lan2", kWeb));
  EXPECT_TRUE(opens_session(rt, "lan1", "lan2", flow("10.0.1.5", "10.0.2.9", 443))) << "www is HTTPS, too";
  EXPECT_TRUE(rt.admits("lan1", "lan2", kName));
  EXPECT_FALSE(opens_session(rt, "lan1", "lan2", kName));
  EXPECT_FALSE(rt.admits("lan1", "lan2", flow("10.0.1.5", "10.0.2.9", 445)));
  EXPECT_FALSE(rt.admits("lan2", "lan1", flow("10.0.2.9", "10.0.1.5", 80)));
}

// "ip filter dynamic": applications that open further connections have them let pass. Which, no port says.
TEST(YamahaRtxFilter, ADynamicFilterOfAProtocolWithFurtherConnectionsIsAnAssumptionOnWhatItAdmits) {
  const std::string filters = "ip filter 1 pass 10.0.1.5 *\nip filter 9 reject * *\nip filter dynamic 10 * 10.0.2.9 {}\n";
  for (const std::string name : {"ftp", "tftp", "netmeeting", "unheard-of"}) {
    const std::string dynamic = fmt::format(fmt::runtime(filters), name);
    const auto out = load_rtx_between(dynamic + "ip lan2 secure filter in 9\nip lan2 secure filter out 1 dynamic 10\n");
    EXPECT_EQ(out.helped(), Texts{"8 ip filter dynamic 10 * 10.0.2.9 " + name}) << name;
    EXPECT_EQ(out.assumed(), Texts{}) << name;
    const auto both = load_rtx_between(dynamic + "ip lan1 secure filter in 1 dynamic 10\nip lan2 secure filter out 1\n");
    EXPECT_EQ(both.helped(), out.helped()) << name << ": the rule of two lists is still the dynamic filter's";
    const auto unused = load_rtx_between(dynamic + "ip lan2 secure filter out 1\n");
    EXPECT_EQ(unused.helped(), Texts{}) << name << ": no interface uses it";
  }
  for (const std::string name : {"www", "tcp", "udp", "domain", "smtp"}) {
    const auto plain = load_rtx_between(fmt::format(fmt::runtime(filters), name) + "ip lan2 secure filter out 1 dynamic 10\n");
    EXPECT_EQ(plain.helped(), Texts{}) << name;
  }
}

TEST(YamahaRtxFilter, AHelperSharesItsPlaceWithNoOtherRule) {  // the static filter behind it passes more addresses
  const auto rt =
      load_rtx_between("ip filter 1 pass * *\nip filter dynamic 10 10.0.1.5 10.0.2.9 ftp\nip lan2 secure filter out 1 dynamic 10\n");
  std::size_t there = 0;
  for (const FirewallRule& rule : rt.firewall().rules) {
    if (rule.rule.at.line != 7) continue;
    ++there;
    EXPECT_EQ(rule.rule.match.src, std::vector{AddressPattern::of(*parse_prefix("10.0.1.5/32"))});
    EXPECT_TRUE(rule.inspect);
  }
  EXPECT_EQ(there, 1U);
}

TEST(YamahaRtxFilter, BothListsOnTheWayHaveToPass) {
  const std::string filters = "ip filter 1 pass * * tcp * www\nip filter 2 pass 10.0.1.0/25 *\nip filter 3 reject 10.0.1.7 *\n";
  const auto rt = load_rtx_between(filters + "ip lan1 secure filter in 3 2\nip lan2 secure filter out 1\n");
  EXPECT_TRUE(rt.admits("lan1", "lan2", kWeb));
  EXPECT_FALSE(rt.admits("lan1", "lan2", kName)) << "the second list";
  EXPECT_FALSE(rt.admits("lan1", "lan2", flow("10.0.1.7", "10.0.2.9", 80))) << "a reject of the first";
  EXPECT_FALSE(rt.admits("lan1", "lan2", flow("10.0.1.200", "10.0.2.9", 80))) << "nothing in the first";
}

TEST(YamahaRtxFilter, LaterFragmentsPassByTheirAddressesAlone) {
  const auto rt = load_rtx_between("ip filter 1 pass * 10.0.2.9 tcp * www\nip lan2 secure filter out 1\n");
  Packet later = flow("10.0.1.5", "10.0.2.9", 0);
  later.fragment = true;
  EXPECT_TRUE(rt.admits("lan1", "lan2", canonical(later)));
}

TEST(YamahaRtxFilter, AFilterThatIsNotDefinedMayBeAnything) {
  EXPECT_EQ(load_rtx_between("ip lan2 secure filter out 1\n").assumed(), Texts{"may-both 6 undefined-reference"});
}

TEST(YamahaRtxFilter, SixHasFiltersOfItsOwn) {
  const auto rt = load_rtx_between("ipv6 filter 1 reject * *\nipv6 lan2 secure filter out 1\n");
  EXPECT_TRUE(rt.admits("lan1", "lan2", kWeb));
  EXPECT_FALSE(rt.admits("lan1", "lan2", flow("2001:db8::1", "2001:db8:1::1", 80)));
}

}  // namespace
}  // namespace sekimori
