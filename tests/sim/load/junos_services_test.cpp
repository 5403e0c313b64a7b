#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_junos_between;
using test::load_srx_between;
using test::LoadedFortios;
using Texts = std::vector<std::string>;

TEST(JunosServices, OnWhereTheyAreNamed) {
  const auto j = load_junos_between(
      "set system services ssh root-login deny\nset system services netconf ssh\nset system services web-management https "
      "system-generated-certificate\n"
      "set snmp community a authorization read-write\n");
  EXPECT_EQ(j.assumed(), Texts{});
  Texts names;
  for (const ManagementService& service : j.device().services) names.push_back(service.name);
  EXPECT_EQ(names, (Texts{"ssh", "netconf", "https", "snmp-write"}));
  EXPECT_TRUE(load_junos_between("").device().services.empty());
  EXPECT_EQ(load_junos_between("set system services frobnicate\n").assumed(), Texts{"may-both 5 unknown-line"});
}

TEST(JunosServices, AnSrxAdmitsToItselfWhatItsZonesName) {
  const std::string ssh = "set system services ssh\nset system services web-management https interface ge-0/0/1.0\n";
  const auto names = [](const LoadedFortios& srx) {
    Texts all;
    for (const ManagementService& service : srx.device().services) all.push_back(service.name + (service.admits_v4 ? " in one place" : ""));
    return all;
  };
  EXPECT_EQ(names(load_srx_between(ssh)), Texts{}) << "no zone names anything";
  EXPECT_EQ(names(load_srx_between(ssh + "set security zones security-zone in host-inbound-traffic system-services ssh\n")), Texts{"ssh"});
  EXPECT_EQ(
      names(load_srx_between(ssh + "set security zones security-zone in interfaces ge-0/0/1.0 host-inbound-traffic system-services all\n")),
      (Texts{"ssh", "https"}));
  const auto managed = load_srx_between(ssh + "set interfaces fxp0 unit 0 family inet address 192.0.2.9/24\n");
  EXPECT_EQ(names(managed), (Texts{"ssh in one place", "https in one place"}));
  const Filter& list = managed.network.at(managed.device().services[0].admits_v4.value());
  EXPECT_EQ(decide(list, flow("192.0.2.1", "192.0.2.9", 22)).action, Action::permit);
  EXPECT_EQ(decide(list, flow("10.0.1.5", "10.0.1.1", 22)).action, Action::deny);
}

}  // namespace
}  // namespace sekimori
