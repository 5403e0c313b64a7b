#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_between;
using test::Texts;

test::LoadedFortios with_service(const std::string& services, const std::string& extra = "") {
  return load_between(services +
                      "config firewall policy\nedit 1\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr all\nset "
                      "service x\nset action accept\nset schedule always\n" +
                      extra + "next\nend\n");
}

/// tcp/80, tcp/443, udp/53, echo request, GRE.
std::string admitted(const test::LoadedFortios& fw) {
  std::string text;
  Packet echo = flow("10.0.1.5", "10.0.2.9", 0, kIcmp);
  echo.icmp = 8 << 8;
  for (const Packet& packet : {flow("10.0.1.5", "10.0.2.9", 80), flow("10.0.1.5", "10.0.2.9", 443), flow("10.0.1.5", "10.0.2.9", 53, kUdp),
                               echo, flow("10.0.1.5", "10.0.2.9", 0, kGre)}) {
    text += fw.admits("inside", "outside", packet) ? '1' : '0';
  }
  return text;
}

TEST(FortiosService, KindsOfServices) {
  const std::pair<const char*, const char*> cases[] = {
      {"set tcp-portrange 80 440-450\n", "11000"},
      {"set udp-portrange 53\n", "00100"},
      {"set tcp-portrange 80:40000-50000\n", "10000"},
      {"set tcp-portrange 80:1-1023\n", "00000"},
      {"set protocol ICMP\nset icmptype 8\n", "00010"},
      {"set protocol ICMP\nunset icmptype\n", "00010"},
      {"set protocol ICMP\nset icmptype 0\n", "00000"},
      {"set protocol IP\n", "11111"},
      {"set protocol IP\nset protocol-number 47\n", "00001"},
  };
  for (const auto& [settings, expected] : cases) {
    const auto fw = with_service("config firewall service custom\nedit x\n" + std::string(settings) + "next\nend\n");
    EXPECT_EQ(admitted(fw), expected) << settings;
    EXPECT_EQ(fw.assumed(), Texts{}) << settings;
  }
}

TEST(FortiosService, GroupsHoldPredefinedServicesToo) {
  const auto fw = with_service("config firewall service group\nedit x\nset member HTTP y\nnext\nedit y\nset member DNS PING\nnext\nend\n");
  EXPECT_EQ(admitted(fw), "10110");
  EXPECT_EQ(fw.assumed(), Texts{});
}

TEST(FortiosService, ANegatedServiceIsEverythingElse) {
  const auto fw = with_service("config firewall service custom\nedit x\nset tcp-portrange 80\nnext\nend\n", "set service-negate enable\n");
  EXPECT_EQ(admitted(fw), "01111");
}

TEST(FortiosService, WhatIsNarrowerThanItsPortsOrMissingIsACondition) {
  for (const char* service : {"config firewall service custom\nedit x\nset tcp-portrange 80\nset iprange 10.0.2.9\nnext\nend\n", ""}) {
    const auto fw = with_service(service);
    EXPECT_EQ(admitted(fw)[0], '1') << service;
    EXPECT_EQ(fw.assumed().size(), 1U) << service;
  }
}

TEST(FortiosService, NoLaterFragmentIsMatchedByAPort) {
  const auto fw = with_service("config firewall service custom\nedit x\nset tcp-portrange 80\nnext\nend\n");
  Packet fragment = flow("10.0.1.5", "10.0.2.9", 0);
  fragment.fragment = true;
  EXPECT_FALSE(fw.admits("inside", "outside", canonical(fragment)));
}

TEST(FortiosService, ASchedulesTimesAreACondition) {
  const std::string service = "config firewall service custom\nedit x\nset tcp-portrange 80\nnext\nend\n";
  const std::string week =
      "config firewall schedule recurring\nedit office\nset start 08:00\nset end 18:00\nset day monday\nnext\nedit week\nset day sunday "
      "monday tuesday wednesday thursday friday saturday\nnext\nend\n";
  const auto office = with_service(service + week, "set schedule office\n");
  EXPECT_EQ(admitted(office), "10000");
  EXPECT_EQ(office.assumed().size(), 1U);
  EXPECT_EQ(with_service(service + week, "set schedule week\n").assumed(), Texts{});
  EXPECT_EQ(with_service(service, "set schedule missing\n").assumed().size(), 1U);
}

}  // namespace
}  // namespace sekimori
