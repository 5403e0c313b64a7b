#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
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

}  // namespace
}  // namespace sekimori
