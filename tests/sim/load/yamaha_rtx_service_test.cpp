#include <gtest/gtest.h>

#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_rtx;
using test::Texts;

Texts offered(const test::LoadedFortios& rt) {
  Texts names;
  for (const ManagementService& service : rt.device().services) names.push_back(service.name);
  return names;
}

TEST(YamahaRtxService, TelnetTheWebConsoleAndDnsAreOnUnlessALineSaysOtherwise) {
  EXPECT_EQ(offered(load_rtx("ip lan1 address 10.0.1.1/24\n")), (Texts{"telnetd", "httpd", "dns"}));
  EXPECT_EQ(offered(load_rtx("telnetd service off\nhttpd host none\ndns service off\nsshd service on\n")), Texts{"sshd"});
}

TEST(YamahaRtxService, HostsNarrowThemByAddressOnly) {
  const auto rt =
      load_rtx("sshd service on\nsshd host 10.90.0.10 10.90.0.20-10.90.0.29\ntelnetd service off\nhttpd host lan\ndns service off\n");
  const auto admits = [&](std::size_t service, std::string_view from) {
    const auto& list = rt.device().services.at(service).admits_v4;
    return !list || decide(rt.network.at(*list), flow(from, "10.0.1.1", 22)).action == Action::permit;
  };
  EXPECT_TRUE(admits(0, "10.90.0.25"));
  EXPECT_FALSE(admits(0, "10.90.0.30"));
  EXPECT_TRUE(admits(1, "192.0.2.1")) << "whoever is behind the LAN";
  EXPECT_EQ(rt.assumed(), Texts{});
}

}  // namespace
}  // namespace sekimori
