// Two zones on the two sides of one device of each vendor: the cell is proved as the config is written, and violated when one line is
// widened. The config, the change and what must come of it are written by hand.
#include <gtest/gtest.h>

#include <sstream>
#include <utility>
#include <vector>

#include "program.hpp"
#include "scratch.hpp"

namespace sekimori::testing {
namespace {

struct Case {
  std::string name, config, in, out;
  std::string narrow, wide;  ///< the text that is replaced, and by what
  /// Lines that nobody understands, each behind the text before it (empty: at the end).
  std::vector<std::pair<std::string, std::string>> foreign;
};
void PrintTo(const Case& it, std::ostream* os) { *os << it.name; }

const std::string kSrx =
    "set system host-name r1\nset system services ssh\nset interfaces ge-0/0/1 unit 0 family inet address 10.1.0.1/24\n"
    "set interfaces ge-0/0/2 unit 0 family inet address 10.2.0.1/24\nset security zones security-zone mn interfaces ge-0/0/1.0\n"
    "set security zones security-zone lg interfaces ge-0/0/2.0\nset security address-book global address renkei 10.1.0.10/32\n"
    "set security address-book global address gw 10.2.0.10/32\nset security policies from-zone mn to-zone lg policy f1 match "
    "source-address renkei\n"
    "set security policies from-zone mn to-zone lg policy f1 match destination-address gw\n"
    "set security policies from-zone mn to-zone lg policy f1 match application junos-https\nset security policies from-zone mn to-zone lg "
    "policy f1 then permit\n";
const std::string kPanos =
    "set deviceconfig system hostname r1\nset deviceconfig system ip-address 192.0.2.9\nset deviceconfig system netmask 255.255.255.0\n"
    "set network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/24\nset network interface ethernet ethernet1/2 layer3 ip 10.2.0.1/24\n"
    "set network virtual-router default interface [ ethernet1/1 ethernet1/2 ]\nset zone mn network layer3 ethernet1/1\nset zone lg network "
    "layer3 ethernet1/2\n"
    "set address renkei ip-netmask 10.1.0.10\nset address gw ip-netmask 10.2.0.10\nset rulebase security rules f1 from mn\nset rulebase "
    "security rules f1 to lg\n"
    "set rulebase security rules f1 source renkei\nset rulebase security rules f1 destination gw\nset rulebase security rules f1 service "
    "service-https\n"
    "set rulebase security rules f1 application ssl\nset rulebase security rules f1 action allow\n";
const std::string kNxos =
    "!Command: show running-config\nhostname r1\nip access-list CLOSED\n  10 deny ip any any\ninterface Ethernet1/1\n  no switchport\n  ip "
    "address 10.1.0.1/24\n"
    "  ip access-group CLOSED in\n  no shutdown\ninterface Ethernet1/2\n  no switchport\n  ip address 10.2.0.1/24\n  ip access-group "
    "CLOSED in\n  no shutdown\n";
const std::string kEos =
    "! device: r1 (vEOS, EOS-4.28)\nhostname r1\nip routing\nip access-list CLOSED\n   10 deny ip any any\n!\ninterface Ethernet1\n   no "
    "switchport\n   ip address 10.1.0.1/24\n"
    "   ip access-group CLOSED in\n!\ninterface Ethernet2\n   no switchport\n   ip address 10.2.0.1/24\n   ip access-group CLOSED in\n";
const std::string kJunos =
    "set system host-name r1\nset interfaces ge-0/0/1 unit 0 family inet address 10.1.0.1/24\nset interfaces ge-0/0/1 unit 0 family inet "
    "filter input CLOSED\n"
    "set interfaces ge-0/0/2 unit 0 family inet address 10.2.0.1/24\nset interfaces ge-0/0/2 unit 0 family inet filter input CLOSED\n"
    "set firewall family inet filter CLOSED term all then discard\n";
const std::string kAlliedWare =
    "hostname r1\nno service telnet\nno service ssh\nno service http\nvlan database\n vlan 10,20\ninterface port1.0.1\n switchport\n "
    "switchport access vlan 10\n"
    "interface port1.0.2\n switchport\n switchport access vlan 20\n";

const Case kCases[] = {
    {"JunosSrx",
     kSrx,
     "ge-0/0/1",
     "ge-0/0/2",
     "match destination-address gw",
     "match destination-address any",
     {{"", "set frobnicate x\n"},
      {"", "set security policies frobnicate\n"},
      {"", "set interfaces ge-0/0/1 unit 0 frobnicate\n"},
      {"", "set security policies from-zone mn to-zone lg policy f1 match frobnicate x\n"},
      {"", "set security zones frobnicate x\n"},
      {"", "set applications application junos-https protocol frobnicate\n"}}},
    {"Panos",
     kPanos,
     "ethernet1/1",
     "ethernet1/2",
     // Rules on applications may close, and `any` has those with gateways (F2).
     "destination gw\nset rulebase security rules f1 service service-https\nset rulebase security rules f1 application ssl",
     "destination any\nset rulebase security rules f1 service service-https\nset rulebase security rules f1 application any",
     {{"", "set frobnicate x\n"},
      {"", "set network frobnicate x\n"},
      {"", "set rulebase security rules f1 frobnicate yes\n"},
      {"", "set zone mn network frobnicate x\n"},
      {"", "set rulebase frobnicate rules r x\n"},
      {"", "set network interface ethernet ethernet1/1 layer3 frobnicate x\n"}}},
    {"CiscoNxos",
     kNxos,
     "Ethernet1/1",
     "Ethernet1/2",
     "10 deny ip any any",
     "10 permit ip any any",
     {{"", "frobnicate\n"}, {"ip address 10.1.0.1/24\n", "  frobnicate\n"}, {"ip access-list CLOSED\n", "  5 frobnicate\n"}}},
    {"AristaEos",
     kEos,
     "Ethernet1",
     "Ethernet2",
     "10 deny ip any any",
     "10 permit ip any any",
     {{"", "frobnicate\n"}, {"ip address 10.1.0.1/24\n", "   frobnicate\n"}, {"ip access-list CLOSED\n", "   5 frobnicate\n"}}},
    {"JunosRouter",
     kJunos,
     "ge-0/0/1",
     "ge-0/0/2",
     "then discard",
     "then accept",
     {{"", "set frobnicate x\n"},
      {"", "set firewall family inet filter CLOSED term all from frobnicate x\n"},
      {"", "set firewall family inet filter CLOSED frobnicate\n"},
      {"", "set routing-options frobnicate x\n"}}},
    {"AlliedWarePlus",
     kAlliedWare,
     "port1.0.1",
     "port1.0.2",
     "access vlan 20",
     "access vlan 10",
     {{"", "frobnicate\n"}, {"switchport access vlan 10\n", " frobnicate\n"}, {"vlan database\n", " frobnicate\n"}}},
};

class VendorVerify : public ::testing::TestWithParam<Case> {};

int verified(const Case& it, const std::string& config, const std::string& service = "tcp/443") {
  const Scratch scratch;
  scratch.write("configs/r1.txt", config);
  scratch.write("policy.yaml", "version: 1\nmodel: alpha\nedition: \"R6.10\"\n");
  scratch.write("matrix.csv", "from zone,to zone,access type\nmn,lg,allow only\nlg,mn,block all\n");
  scratch.write("ledger.csv", "id,from,to,service\nF1,renkei,gw," + service + "\n");
  scratch.write("network.yaml",
                "version: 1\nzones:\n  - {name: mn, role: my-number, subnets: [10.1.0.0/24]}\n  - {name: lg, role: lgwan-zone, subnets: "
                "[10.2.0.0/24]}\ndevices:\n"
                "  - {name: s, kind: switch, interfaces: [{name: p0, vlan: 5}, {name: p1, vlan: 5}]}\n  - {name: t, kind: switch, "
                "interfaces: [{name: p0, vlan: 6}, {name: p1, vlan: 6}]}\n"
                "links:\n  - [\"s:p0\", \"r1:" +
                    it.in + "\"]\n  - [\"t:p0\", \"r1:" + it.out +
                    "\"]\nhosts:\n  - {name: renkei, zone: mn, port: \"s:p1\", address: 10.1.0.10}\n  - {name: gw, zone: lg, port: "
                    "\"t:p1\", address: 10.2.0.10}\n");
  std::ostringstream out, err;
  Console console{out, err};
  const int code = static_cast<int>(run_program({"verify", scratch.path(), "--quiet"}, console));
  if (code != 0 && code != 1 && code != 3) ADD_FAILURE() << out.str() << err.str();
  return code;
}

TEST_P(VendorVerify, ProvedAsWrittenAndViolatedWhenWidened) {
  const Case& it = GetParam();
  EXPECT_EQ(verified(it, it.config), 0) << "proved";
  std::string wide = it.config;
  const std::size_t at = wide.find(it.narrow);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(verified(it, wide.replace(at, it.narrow.size(), it.wide)), 1) << "violated";
}

TEST_P(VendorVerify, ALineThatNobodyUnderstandsLeavesNothingProved) {
  const Case& it = GetParam();
  for (const auto& [before, line] : it.foreign) {
    std::string config = it.config;
    const std::size_t at = before.empty() ? config.size() : config.find(before) + before.size();
    EXPECT_NE(verified(it, config.insert(at, line)), 0) << line << " behind " << before;
  }
}

// F2: what a helper opens beside the control session is in no row. All three vendors have helpers on by default.
struct Helped {
  Case device;
  std::vector<std::pair<std::string, std::string>> transfers;  ///< makes the policy one for FTP
  std::string off;                                             ///< before the rest
};
void PrintTo(const Helped& it, std::ostream* os) { *os << it.device.name; }

const std::string kFortios =
    "config system global\nset hostname \"r1\"\nend\nconfig system interface\nedit \"port1\"\nset vdom \"root\"\nset ip 10.1.0.1 "
    "255.255.255.0\nnext\nedit \"port2\"\nset vdom \"root\"\nset ip 10.2.0.1 255.255.255.0\nnext\nend\nconfig firewall address\nedit "
    "\"renkei\"\nset subnet 10.1.0.10 255.255.255.255\nnext\nedit \"gw\"\nset subnet 10.2.0.10 255.255.255.255\nnext\nend\nconfig firewall "
    "policy\nedit 1\nset srcintf \"port1\"\nset dstintf \"port2\"\nset srcaddr \"renkei\"\nset dstaddr \"gw\"\nset action accept\nset "
    "schedule \"always\"\nset service \"HTTPS\"\nnext\nend\n";

const Helped kHelped[] = {
    {{"Fortios", kFortios, "port1", "port2", {}, {}, {}}, {{"\"HTTPS\"", "\"FTP\""}}, "config system session-helper\ndelete 9\nend\n"},
    {{"JunosSrx", kSrx, "ge-0/0/1", "ge-0/0/2", {}, {}, {}}, {{"junos-https", "junos-ftp"}}, "set security alg ftp disable\n"},
    {{"Panos", kPanos, "ethernet1/1", "ethernet1/2", {}, {}, {}},
     {{"service-https", "application-default"}, {"application ssl", "application ftp"}},
     "set shared alg-override application ftp alg-disabled yes\n"},
};

class VendorHelpers : public ::testing::TestWithParam<Helped> {};

TEST_P(VendorHelpers, APolicyForFtpIsNoProofUntilItsHelperIsOff) {
  const Helped& it = GetParam();
  std::string config = it.device.config;
  EXPECT_EQ(verified(it.device, config), 0) << "https has no helper";
  for (const auto& [narrow, wide] : it.transfers) config.replace(config.find(narrow), narrow.size(), wide);
  EXPECT_EQ(verified(it.device, config, "tcp/21"), 3) << "inconclusive";
  EXPECT_EQ(verified(it.device, it.off + config, "tcp/21"), 0) << "proved";
}

TEST(VendorHelpersByName, AYamahaFollowsFtpByNameAndNotAsTcp) {  // "ip filter dynamic"
  const Case device{"YamahaRtx", {}, "lan1", "lan2", {}, {}, {}};
  const auto config = [](const std::string& port, const std::string& application) {
    return "ip lan1 address 10.1.0.1/24\nip lan2 address 10.2.0.1/24\ntelnetd service off\nhttpd service off\ndns service off\n"
           "ip filter 1 pass 10.1.0.10 10.2.0.10 tcp * " +
           port + "\nip filter 9 reject * *\nip filter dynamic 10 10.1.0.10 10.2.0.10 " + application +
           "\nip lan1 secure filter in 1 9\nip lan2 secure filter in 9\nip lan2 secure filter out 1 dynamic 10\n";
  };
  EXPECT_EQ(verified(device, config("443", "tcp")), 0) << "proved";
  EXPECT_EQ(verified(device, config("21", "ftp"), "tcp/21"), 3) << "inconclusive";
  EXPECT_EQ(verified(device, config("21", "tcp"), "tcp/21"), 0) << "no data session passes, so it is proved again";
}

INSTANTIATE_TEST_SUITE_P(Vendors, VendorHelpers, ::testing::ValuesIn(kHelped), [](const auto& it) { return it.param.device.name; });
INSTANTIATE_TEST_SUITE_P(Vendors, VendorVerify, ::testing::ValuesIn(kCases), [](const auto& it) { return it.param.name; });

}  // namespace
}  // namespace sekimori::testing
