// Session helpers: CLI Reference, "system session-helper"; F2 has what they open.
#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::load_between;
using test::load_forti;
using test::Texts;

/// Lines 9 to 17; its `edit` is line 10.
std::string policy(const std::string& service, const std::string& more = "set action accept\n") {
  return "config firewall policy\nedit 1\nset srcintf inside\nset dstintf outside\nset srcaddr all\nset dstaddr all\nset service " +
         service + "\n" + more + "next\nend\n";
}
std::string service(const std::string& name, const std::string& settings) {
  return "config firewall service custom\nedit " + name + "\n" + settings + "next\nend\n";
}
std::string helpers(const std::string& lines) { return "config system session-helper\n" + lines + "end\n"; }

std::string of(const std::string& text) {
  const Texts all = load_between(text).helped();
  if (all.size() > 1) return "several";
  const std::string start = "policy 1 with session helpers ";
  if (all.empty()) return "none";
  return all[0].substr(all[0].find(start) + start.size());
}

TEST(FortiosHelper, APolicyThatAdmitsAControlPortHasItsHelperByDefault) {
  EXPECT_EQ(load_between(policy("FTP")).helped(), Texts{"10 policy 1 with session helpers ftp"});
  EXPECT_EQ(load_between(policy("FTP")).assumed(), Texts{});
  EXPECT_EQ(of(policy("ALL")), "dcerpc, ftp, h323, mgcp, mms, pmap, pptp, ras, rsh, rtsp, sip, tftp, tns");
  EXPECT_EQ(of(policy("ALL_UDP")), "dcerpc, mgcp, pmap, ras, sip, tftp");
  EXPECT_EQ(of(service("calls", "set tcp-portrange 5060-5061\n") + policy("calls")), "sip") << "the SIP ALG";
}

TEST(FortiosHelper, OthersHaveNone) {
  EXPECT_EQ(of(policy("HTTPS")), "none");
  EXPECT_EQ(of(policy("DNS")), "none") << "it opens nothing";
  EXPECT_EQ(of(policy("PING")), "none");
  EXPECT_EQ(of(policy("FTP", "")), "none") << "it denies";
  EXPECT_EQ(of(policy("FTP", "set action accept\nset status disable\n")), "none");
  EXPECT_EQ(of(service("odd", "set tcp-portrange 20 22-68\nset udp-portrange 21\n") + policy("odd")), "none");
}

TEST(FortiosHelper, GroupsAndConditionsKeepThem) {
  const std::string group = "config firewall service group\nedit both\nset member HTTPS TFTP\nnext\nend\n";
  EXPECT_EQ(of(group + policy("both")), "tftp");
  EXPECT_EQ(of(policy("both")), "dcerpc, ftp, h323, mgcp, mms, pmap, pptp, ras, rsh, rtsp, sip, tftp, tns") << "not defined: may be any";
  EXPECT_EQ(of(policy("FTP", "set action accept\nset groups staff\n")), "ftp");
  EXPECT_EQ(of(policy("FTP", "set action accept\nset service-negate enable\n")),
            "dcerpc, h323, mgcp, mms, pmap, pptp, ras, rsh, rtsp, sip, tftp, tns");
}

TEST(FortiosHelper, CommandsChangeTheTableOfTheDevice) {
  EXPECT_EQ(of(helpers("delete 9\n") + policy("FTP")), "none");
  EXPECT_EQ(of(helpers("delete 8\n") + policy("FTP")), "ftp");
  EXPECT_EQ(of(helpers("edit 9\nset port 2121\nnext\n") + policy("FTP")), "none");
  EXPECT_EQ(of(helpers("edit 9\nset port 2121\nnext\n") + service("odd", "set tcp-portrange 2121\n") + policy("odd")), "ftp");
  EXPECT_EQ(of(helpers("edit 30\nset name ftp\nset protocol 6\nset port 443\nnext\n") + policy("HTTPS")), "ftp");
  EXPECT_EQ(of(helpers("edit 30\nset name dns-tcp\nset protocol 6\nset port 443\nnext\n") + policy("HTTPS")), "none");
}

TEST(FortiosHelper, ABackupListsTheWholeTable) {
  const std::string list = helpers("edit 5\nset name tftp\nset protocol 17\nset port 69\nnext\n");
  const std::string ports =
      "config system interface\nedit inside\nset ip 10.0.1.1 255.255.255.0\nnext\nedit outside\nset ip 10.0.2.1 "
      "255.255.255.0\nnext\nend\n";
  const std::string backup = "#config-version=FGT100F-7.0.15-FW-build0632-240401:opmode=0:vdom=0:user=admin\n" + ports;
  EXPECT_EQ(load_forti(backup + list + policy("FTP")).helped(), Texts{});
  EXPECT_EQ(load_forti(backup + list + policy("TFTP")).helped().size(), 1U);
  EXPECT_EQ(load_forti(backup + policy("FTP")).helped().size(), 1U) << "no list: the defaults";
  EXPECT_EQ(load_forti(ports + list + policy("FTP")).helped().size(), 1U) << "commands: the rest stays";
}

TEST(FortiosHelper, AServiceSaysWhichHelperItHas) {
  EXPECT_EQ(of(service("f", "set tcp-portrange 21\nset helper disable\n") + policy("f")), "none");
  EXPECT_EQ(of(service("f", "set tcp-portrange 21\nset helper auto\n") + policy("f")), "ftp");
  EXPECT_EQ(of(service("f", "set tcp-portrange 2121\nset helper ftp\n") + policy("f")), "ftp");
  EXPECT_EQ(of(service("f", "set tcp-portrange 21\nset helper dns-tcp\n") + policy("f")), "none");
  EXPECT_EQ(of(service("f", "set tcp-portrange 21\nset helper disable\n") + policy("f ALL_TCP")),
            "dcerpc, ftp, h323, mms, pmap, pptp, rsh, rtsp, sip, tns");
}

TEST(FortiosHelper, SipIsOffOnlyWhenBothItsHelperAndTheGatewayAre) {
  const std::string kernel = "config system settings\nset default-voip-alg-mode kernel-helper-based\nend\n";
  const std::string calls = service("calls", "set udp-portrange 5060\n");
  EXPECT_EQ(of(helpers("delete 13\n") + calls + policy("calls")), "sip") << "the ALG is the default";
  EXPECT_EQ(of(kernel + calls + policy("calls")), "sip") << "the helper";
  EXPECT_EQ(of(kernel + helpers("delete 13\n") + calls + policy("calls")), "none");
  EXPECT_EQ(of(kernel + helpers("delete 13\n") + calls + policy("calls", "set action accept\nset voip-profile default\n")), "sip");
  EXPECT_EQ(of(service("c", "set udp-portrange 5060\nset helper disable\n") + policy("c")), "sip") << "no service turns the ALG off";
  EXPECT_EQ(of("config system settings\nset sip-udp-port 5070\nend\n" + service("c", "set udp-portrange 5070\n") + policy("c")), "sip");
}

}  // namespace
}  // namespace sekimori
