#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_srx_between;
using test::LoadedFortios;
using Texts = std::vector<std::string>;

constexpr std::string_view kIn = "ge-0/0/1", kOut = "ge-0/0/2";

std::string policy(const std::string& name, const Texts& parts, const std::string& pair = "from-zone in to-zone out") {
  std::string all;
  for (const std::string& part : parts) all += "set security policies " + pair + " policy " + name + " " + part + "\n";
  return all;
}
Texts of(const std::string& src, const std::string& dst, const std::string& application, const std::string& then) {
  return {"match source-address " + src, "match destination-address " + dst, "match application " + application, "then " + then};
}

TEST(JunosSecurity, PoliciesBetweenZonesInOrder) {
  const auto srx = load_srx_between(
      "set security address-book global address web 10.0.2.80/32\nset security address-book global address range range-address 10.0.2.90 "
      "to 10.0.2.95\n"
      "set security address-book global address-set servers address web\nset security address-book global address-set servers address "
      "range\n"
      "set applications application alt protocol tcp\nset applications application alt destination-port 8080-8081\n"
      "set security zones security-zone in address-book address bad 10.0.1.66/32\n" +
      policy("no", of("bad", "any", "any", "deny")) + policy("web", of("any", "servers", "[ junos-https alt ]", "permit")));
  EXPECT_EQ(srx.assumed(), Texts{});
  EXPECT_EQ(srx.device().kind, DeviceKind::firewall);
  EXPECT_TRUE(srx.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 443)));
  EXPECT_TRUE(srx.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.93", 8081)));
  EXPECT_FALSE(srx.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 80)));
  EXPECT_FALSE(srx.admits(kIn, kOut, flow("10.0.1.66", "10.0.2.80", 443)));
  EXPECT_FALSE(srx.admits(kOut, kIn, flow("10.0.2.80", "10.0.1.5", 443)));
  EXPECT_FALSE(srx.admits(kIn, kIn, flow("10.0.1.5", "10.0.1.6", 443))) << "within a zone, too, a policy must permit";
}

TEST(JunosSecurity, GlobalPoliciesAndTheDefaultComeLast) {
  const auto srx = load_srx_between(policy("g",
                                           {"match source-address any", "match destination-address any", "match application junos-ssh",
                                            "match from-zone in", "match to-zone any", "then permit"},
                                           "global") +
                                    policy("no", of("any", "any", "junos-ssh", "deny"), "from-zone in to-zone in"));
  EXPECT_EQ(srx.assumed(), Texts{});
  EXPECT_TRUE(srx.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
  EXPECT_FALSE(srx.admits(kIn, kIn, flow("10.0.1.5", "10.0.1.80", 22)));
  EXPECT_FALSE(srx.admits(kOut, kIn, flow("10.0.2.5", "10.0.1.80", 22)));
  EXPECT_TRUE(load_srx_between("set security policies default-policy permit-all\n").admits(kOut, kIn, flow("10.0.2.5", "10.0.1.80", 22)));
}

TEST(JunosSecurity, WhatCannotBeKnownOnlyOpens) {
  const std::string book = "set security address-book global address site dns-name example.jp\n";
  for (const char* src : {"site", "missing"}) {
    EXPECT_TRUE(load_srx_between(book + policy("a", of(src, "any", "any", "permit"))).admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
    EXPECT_TRUE(load_srx_between(book + policy("d", of(src, "any", "any", "deny")) + policy("a", of("any", "any", "any", "permit")))
                    .admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
  }
  EXPECT_TRUE(load_srx_between(policy("a", of("any", "any", "made-here", "permit"))).admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
  EXPECT_TRUE(load_srx_between(policy("d", of("any", "any", "any", "deny")) +
                               "set security policies from-zone in to-zone out policy d scheduler-name night\n" +
                               policy("a", of("any", "any", "any", "permit")))
                  .admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
}

TEST(JunosSecurity, ManyWaysToOneSetCostNoMoreThanTheSets) {
  std::string book = "set security address-book global address end 10.0.1.0/24\n";
  for (int i = 0; i < 40; ++i) {
    for (const std::string side : {"a", "b"}) {
      for (const std::string next : {"a", "b"}) {
        book += "set security address-book global address-set " + side + std::to_string(i) +
                (i == 39 ? " address end\n" : " address-set " + next + std::to_string(i + 1) + "\n");
      }
    }
  }
  const auto srx = load_srx_between(book + policy("p", of("a0", "any", "any", "permit")));
  EXPECT_EQ(srx.assumed(), Texts{});
  EXPECT_TRUE(srx.admits(kIn, kOut, flow("10.0.1.5", "10.0.2.80", 22)));
}

TEST(JunosSecurity, WhatIsNotUnderstood) {
  EXPECT_FALSE(load_srx_between(policy("a", {"match source-address any", "match destination-address any", "match application any",
                                             "match frobnicate x", "then permit"}))
                   .assumed()
                   .empty());
  EXPECT_FALSE(load_srx_between(policy("a", of("any", "any", "any", "permit tunnel ipsec-vpn v"))).assumed().empty());
  EXPECT_EQ(load_srx_between("set security zones security-zone in screen s\n").assumed(), Texts{"may-close 7 unsupported"});
}

TEST(JunosSecurity, ATunnelLeadsToTheGatewayOfItsVpn) {
  const auto srx = load_srx_between(
      "set interfaces st0 unit 0 family inet address 10.9.0.1/30\nset security ike gateway g address 198.51.100.7\nset security ipsec vpn "
      "v bind-interface st0.0\n"
      "set security ipsec vpn v ike gateway g\n");
  EXPECT_EQ(srx.assumed(), Texts{});
  EXPECT_EQ(srx.interface("st0.0").tunnel->remote, parse_address("198.51.100.7"));
}

TEST(JunosSecurity, AZoneWithoutInterfacesIsNobodys) {
  const auto srx = load_srx_between("set security zones security-zone empty\n" +
                                    policy("a", of("any", "any", "any", "permit"), "from-zone empty to-zone out"));
  EXPECT_TRUE(srx.firewall().rules.empty());
}

// "ALG Overview": ALGs are on unless disabled, by the application's name or by the well-known port.
TEST(JunosSecurity, APolicyThatAdmitsTheControlPortOfAnAlgHasIt) {
  const auto helped = [](const std::string& application, const std::string& before = "", const std::string& then = "permit") {
    const Texts all = load_srx_between(before + policy("p", of("any", "any", application, then))).helped();
    return all.size() == 1 ? all[0].substr(all[0].find(" with ALGs ") + 11) : std::to_string(all.size());
  };
  EXPECT_EQ(helped("junos-ftp"), "ftp");
  EXPECT_EQ(helped("[ junos-tftp junos-ftp ]"), "ftp, tftp");
  EXPECT_EQ(helped("any"), "ftp, h323, mgcp, msrpc, pptp, rsh, rtsp, sccp, sip, sql, sunrpc, talk, tftp, twamp");
  EXPECT_EQ(helped("not-defined"), helped("any"));
  EXPECT_EQ(helped("junos-https"), "0");
  EXPECT_EQ(helped("junos-dns-udp"), "0") << "it opens nothing";
  EXPECT_EQ(helped("junos-ftp", "", "deny"), "0");
  EXPECT_EQ(helped("junos-ftp", "set security alg ftp disable\n"), "0");
  EXPECT_EQ(helped("junos-ftp", "set security alg tftp disable\n"), "ftp");
  EXPECT_EQ(helped("junos-ike", "set security alg ike-esp-nat enable\n"), "ike-esp-nat");
  EXPECT_EQ(helped("junos-ike"), "0") << "off by default";
}

TEST(JunosSecurity, AnApplicationNamesItsAlgOrNone) {
  const auto helped = [](const std::string& port, const std::string& protocol, const std::string& before = "") {
    const std::string name = "set applications application own ";
    return load_srx_between(before + name + "protocol tcp\n" + name + "destination-port " + port + "\n" + name + "application-protocol " +
                            protocol + "\n" + policy("p", of("any", "any", "own", "permit")))
        .helped()
        .size();
  };
  EXPECT_EQ(helped("2121", "ftp"), 1U);
  EXPECT_EQ(helped("2121", "ftp", "set security alg ftp disable\n"), 0U);
  EXPECT_EQ(helped("21", "ignore"), 0U);
  EXPECT_EQ(helped("135", "ms-rpc", "set security alg msrpc disable\n"), 0U);
}

}  // namespace
}  // namespace sekimori
