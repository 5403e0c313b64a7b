// One policy in the syntax of each vendor, and the flows that its manual's rules let pass, by `trace`: first match, implicit deny, replies,
// direction, routes. The expectations are worked out by hand from the policy, once for all vendors.
//
// Between in (10.0.1.0/24) and out (10.0.2.0/24): TCP 80 and 443 and UDP 53 from in to out pass, but not from 10.0.1.66 and not
// to 10.0.2.99; echo requests pass; nothing passes from out to in but replies. There is no route beyond.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"
#include "scratch.hpp"

namespace sekimori::testing {
namespace {

struct Vendor {
  std::string name, file, config, in, out;  ///< ports of the two sides
};
void PrintTo(const Vendor& vendor, std::ostream* os) { *os << vendor.name; }

const Vendor kVendors[] = {
    {"CiscoIos", "configs/r1.cfg",
     "hostname r1\nip routing\ninterface GigabitEthernet0/1\n ip address 10.0.1.1 255.255.255.0\n ip access-group IN in\n!\ninterface "
     "GigabitEthernet0/2\n"
     " ip address 10.0.2.1 255.255.255.0\n ip access-group OUT in\n!\nip access-list extended IN\n deny ip host 10.0.1.66 any\n deny ip "
     "any host 10.0.2.99\n"
     " permit tcp 10.0.1.0 0.0.0.255 10.0.2.0 0.0.0.255 eq 80\n permit tcp 10.0.1.0 0.0.0.255 10.0.2.0 0.0.0.255 eq 443\n"
     " permit udp 10.0.1.0 0.0.0.255 10.0.2.0 0.0.0.255 eq domain\n permit icmp 10.0.1.0 0.0.0.255 any echo\n!\nip access-list extended "
     "OUT\n"
     " permit tcp any any established\n permit udp any eq domain any\n permit icmp any any echo-reply\n deny ip any any\n",
     "GigabitEthernet0/1", "GigabitEthernet0/2"},
    {"CiscoNxos", "configs/r1.cfg",
     "!Command: show running-config\nfeature lacp\nhostname r1\nip access-list IN\n  10 deny ip host 10.0.1.66 any\n  20 deny ip any host "
     "10.0.2.99\n"
     "  30 permit tcp 10.0.1.0/24 10.0.2.0/24 eq 80\n  40 permit tcp 10.0.1.0/24 10.0.2.0/24 eq 443\n  50 permit udp 10.0.1.0/24 "
     "10.0.2.0/24 eq 53\n"
     "  60 permit icmp 10.0.1.0/24 any echo\nip access-list OUT\n  permit tcp any any established\n  permit udp any eq 53 any\n  permit "
     "icmp any any echo-reply\n"
     "interface Ethernet1/1\n  no switchport\n  ip address 10.0.1.1/24\n  ip access-group IN in\n  no shutdown\n"
     "interface Ethernet1/2\n  no switchport\n  ip address 10.0.2.1/24\n  ip access-group OUT in\n  no shutdown\n",
     "Ethernet1/1", "Ethernet1/2"},
    {"AristaEos", "configs/r1.cfg",
     "! device: r1 (vEOS, EOS-4.28)\nhostname r1\nip routing\nip access-list IN\n   10 deny ip host 10.0.1.66 any\n   20 deny ip any host "
     "10.0.2.99\n"
     "   30 permit tcp 10.0.1.0/24 10.0.2.0/24 eq www\n   40 permit tcp 10.0.1.0/24 10.0.2.0/24 eq 443\n   50 permit udp 10.0.1.0/24 "
     "10.0.2.0/24 eq domain\n"
     "   60 permit icmp 10.0.1.0/24 any echo\n!\nip access-list OUT\n   10 permit tcp any any established\n   20 permit udp any eq domain "
     "any\n   30 permit icmp any any echo-reply\n!\n"
     "interface Ethernet1\n   no switchport\n   ip address 10.0.1.1/24\n   ip access-group IN in\n!\n"
     "interface Ethernet2\n   no switchport\n   ip address 10.0.2.1/24\n   ip access-group OUT in\n",
     "Ethernet1", "Ethernet2"},
    {"Fortios", "configs/r1.conf",
     "#config-version=FGT60F-7.2.0\nconfig system global\nset hostname \"r1\"\nend\nconfig system interface\nedit \"port1\"\nset ip "
     "10.0.1.1 255.255.255.0\nnext\n"
     "edit \"port2\"\nset ip 10.0.2.1 255.255.255.0\nnext\nend\nconfig firewall address\nedit \"in\"\nset subnet 10.0.1.0 "
     "255.255.255.0\nnext\nedit \"out\"\n"
     "set subnet 10.0.2.0 255.255.255.0\nnext\nedit \"bad\"\nset subnet 10.0.1.66 255.255.255.255\nnext\nedit \"closed\"\nset subnet "
     "10.0.2.99 255.255.255.255\nnext\nend\n"
     "config firewall service custom\nedit \"work\"\nset tcp-portrange 80 443\nset udp-portrange 53\nnext\nend\nconfig firewall policy\n"
     "edit 1\nset srcintf \"port1\"\nset dstintf \"port2\"\nset srcaddr \"bad\"\nset dstaddr \"all\"\nset schedule \"always\"\nset service "
     "\"ALL\"\nnext\n"
     "edit 2\nset srcintf \"port1\"\nset dstintf \"port2\"\nset srcaddr \"all\"\nset dstaddr \"closed\"\nset schedule \"always\"\nset "
     "service \"ALL\"\nnext\n"
     "edit 3\nset srcintf \"port1\"\nset dstintf \"port2\"\nset srcaddr \"in\"\nset dstaddr \"out\"\nset action accept\nset schedule "
     "\"always\"\nset service \"work\" \"PING\"\nnext\nend\n",
     "port1", "port2"},
    {"JunosRouter", "configs/r1.txt",
     "set system host-name r1\nset interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\nset interfaces ge-0/0/1 unit 0 family inet "
     "filter "
     "input IN\n"
     "set interfaces ge-0/0/2 unit 0 family inet address 10.0.2.1/24\nset interfaces ge-0/0/2 unit 0 family inet filter input OUT\n"
     "set firewall family inet filter IN term bad from source-address 10.0.1.66/32\nset firewall family inet filter IN term bad then "
     "discard\n"
     "set firewall family inet filter IN term closed from destination-address 10.0.2.99/32\nset firewall family inet filter IN term closed "
     "then reject\n"
     "set firewall family inet filter IN term web from source-address 10.0.1.0/24\nset firewall family inet filter IN term web from "
     "destination-address 10.0.2.0/24\n"
     "set firewall family inet filter IN term web from protocol tcp\nset firewall family inet filter IN term web from destination-port [ "
     "http "
     "https ]\nset firewall family inet filter IN term web then accept\n"
     "set firewall family inet filter IN term dns from source-address 10.0.1.0/24\nset firewall family inet filter IN term dns from "
     "destination-address 10.0.2.0/24\n"
     "set firewall family inet filter IN term dns from protocol udp\nset firewall family inet filter IN term dns from destination-port "
     "domain\nset firewall family inet filter IN term dns then accept\n"
     "set firewall family inet filter IN term ping from source-address 10.0.1.0/24\nset firewall family inet filter IN term ping from "
     "protocol "
     "icmp\n"
     "set firewall family inet filter IN term ping from icmp-type echo-request\nset firewall family inet filter IN term ping then accept\n"
     "set firewall family inet filter OUT term tcp from protocol tcp\nset firewall family inet filter OUT term tcp from "
     "tcp-established\nset firewall family inet filter OUT term tcp then accept\n"
     "set firewall family inet filter OUT term dns from protocol udp\nset firewall family inet filter OUT term dns from source-port "
     "53\nset firewall family inet filter OUT term dns then accept\n"
     "set firewall family inet filter OUT term ping from protocol icmp\nset firewall family inet filter OUT term ping from icmp-type "
     "echo-reply\nset firewall family inet filter OUT term ping then accept\n",
     "ge-0/0/1", "ge-0/0/2"},
    {"JunosSrx", "configs/r1.txt",
     "set system host-name r1\nset interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\nset interfaces ge-0/0/2 unit 0 family inet "
     "address 10.0.2.1/24\n"
     "set security zones security-zone in interfaces ge-0/0/1.0\nset security zones security-zone out interfaces ge-0/0/2.0\n"
     "set security address-book global address bad 10.0.1.66/32\nset security address-book global address closed 10.0.2.99/32\n"
     "set security address-book global address in 10.0.1.0/24\nset security address-book global address out 10.0.2.0/24\n"
     "set security policies from-zone in to-zone out policy a match source-address bad\nset security policies from-zone in to-zone out "
     "policy a match destination-address any\n"
     "set security policies from-zone in to-zone out policy a match application any\nset security policies from-zone in to-zone out policy "
     "a "
     "then deny\n"
     "set security policies from-zone in to-zone out policy b match source-address any\nset security policies from-zone in to-zone out "
     "policy b match destination-address closed\n"
     "set security policies from-zone in to-zone out policy b match application any\nset security policies from-zone in to-zone out policy "
     "b "
     "then deny\n"
     "set security policies from-zone in to-zone out policy c match source-address in\nset security policies from-zone in to-zone out "
     "policy "
     "c match destination-address out\n"
     "set security policies from-zone in to-zone out policy c match application [ junos-http junos-https junos-dns-udp junos-ping ]\n"
     "set security policies from-zone in to-zone out policy c then permit\n",
     "ge-0/0/1", "ge-0/0/2"},
    {"Panos", "configs/r1.txt",
     "set deviceconfig system hostname r1\nset network interface ethernet ethernet1/1 layer3 ip 10.0.1.1/24\n"
     "set network interface ethernet ethernet1/2 layer3 ip 10.0.2.1/24\nset network virtual-router default interface [ ethernet1/1 "
     "ethernet1/2 ]\n"
     "set zone in network layer3 ethernet1/1\nset zone out network layer3 ethernet1/2\nset service web protocol tcp port 80,443\n"
     "set service dns protocol udp port 53\n"
     "set rulebase security rules bad source 10.0.1.66\nset rulebase security rules bad action drop\n"
     "set rulebase security rules closed destination 10.0.2.99\nset rulebase security rules closed action drop\n"
     "set rulebase security rules work from in\nset rulebase security rules work to out\nset rulebase security rules work source "
     "10.0.1.0/24\n"
     "set rulebase security rules work destination 10.0.2.0/24\nset rulebase security rules work service [ web dns ]\n"
     "set rulebase security rules work action allow\nset rulebase security rules ping from in\nset rulebase security rules ping to out\n"
     "set rulebase security rules ping source 10.0.1.0/24\nset rulebase security rules ping application ping\n"
     "set rulebase security rules ping service application-default\nset rulebase security rules ping action allow\n",
     "ethernet1/1", "ethernet1/2"},
    {"YamahaRtx", "configs/r1.txt",
     "# RTX1220 Rev.15.04.05\nip lan1 address 10.0.1.1/24\nip lan2 address 10.0.2.1/24\nip lan1 secure filter in 1 2 3 4 5\n"
     "ip lan2 secure filter in 6 7 8 9\nip filter 1 reject 10.0.1.66 *\nip filter 2 reject * 10.0.2.99\nip filter 3 pass 10.0.1.0/24 "
     "10.0.2.0/24 tcp * 80,443\n"
     "ip filter 4 pass 10.0.1.0/24 10.0.2.0/24 udp * 53\nip filter 5 pass 10.0.1.0/24 * icmp-info\nip filter 6 pass * * established\n"
     "ip filter 7 pass * * udp 53 *\nip filter 8 pass * 10.0.1.0/24 icmp-info\nip filter 9 reject * *\ntelnetd service off\nhttpd service "
     "off\ndns service off\n",
     "lan1", "lan2"},
    {"NecIx", "configs/r1.cfg",
     "hostname r1\nip ufs-cache enable\nip access-list bad deny ip src 10.0.1.66/32 dest any\nip access-list closed deny ip src any dest "
     "10.0.2.99/32\n"
     "ip access-list work permit tcp src 10.0.1.0/24 sport any dest 10.0.2.0/24 dport eq 80\nip access-list work permit tcp src "
     "10.0.1.0/24 sport any dest 10.0.2.0/24 dport eq 443\n"
     "ip access-list work permit udp src 10.0.1.0/24 sport any dest 10.0.2.0/24 dport eq 53\nip access-list work permit icmp src "
     "10.0.1.0/24 dest any\n"
     "ip access-list dynamic open access work\nip access-list none deny ip src any dest any\n"
     "interface GigaEthernet0.0\n  ip address 10.0.1.1/24\n  ip filter bad 1 in\n  ip filter closed 2 in\n  ip filter open 3 in\n  no "
     "shutdown\n!\n"
     "interface GigaEthernet1.0\n  ip address 10.0.2.1/24\n  ip filter none 1 in\n  no shutdown\n",
     "GigaEthernet0.0", "GigaEthernet1.0"},
    {"Linux", "configs/r1/iptables-save",
     "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:work - [0:0]\n-A FORWARD -m conntrack --ctstate "
     "RELATED,ESTABLISHED -j ACCEPT\n"
     "-A FORWARD -i eth0 -o eth1 -s 10.0.1.0/24 -j work\n-A work -s 10.0.1.66/32 -j RETURN\n-A work -d 10.0.2.99/32 -j REJECT "
     "--reject-with icmp-port-unreachable\n"
     "-A work -d 10.0.2.0/24 -p tcp -m multiport --dports 80,443 -j ACCEPT\n-A work -d 10.0.2.0/24 -p udp -m udp --dport 53 -j ACCEPT\n"
     "-A work -p icmp -m icmp --icmp-type 8 -j ACCEPT\nCOMMIT\n",
     "eth0", "eth1"},
};

struct Flow {
  std::vector<std::string> arguments;
  bool delivered = false;
  std::string why;
};
const Flow kFlows[] = {
    {{"--from", "pc", "--to", "server", "--dport", "80"}, true, "permitted"},
    {{"--from", "pc", "--to", "server", "--dport", "443"}, true, "permitted"},
    {{"--from", "pc", "--to", "server", "--dport", "22"}, false, "no rule: implicit deny"},
    {{"--from", "pc", "--to", "server", "--proto", "udp", "--dport", "53"}, true, "permitted"},
    {{"--from", "pc", "--to", "server", "--proto", "udp", "--dport", "123"}, false, "no rule: implicit deny"},
    {{"--from", "bad", "--to", "server", "--dport", "80"}, false, "denied before it is permitted: first match"},
    {{"--from", "pc", "--to", "closed", "--dport", "80"}, false, "denied before it is permitted: first match"},
    {{"--from", "pc", "--to", "server", "--proto", "icmp"}, true, "permitted"},
    {{"--from", "server", "--to", "pc", "--dport", "80"}, false, "rules have a direction"},
    {{"--from", "server", "--to", "pc", "--proto", "udp", "--dport", "161"}, false, "rules have a direction"},
    {{"--from", "pc", "--to", "10.0.9.9", "--dport", "80"}, false, "no route"},
    {{"--from", "pc", "--to", "server", "--src", "192.0.2.1", "--dport", "80"}, false, "not from inside"},
};

class VendorFlows : public ::testing::TestWithParam<Vendor> {};

TEST_P(VendorFlows, EndAsTheManualSays) {
  const Vendor& vendor = GetParam();
  const Scratch scratch;
  scratch.write(vendor.file, vendor.config);
  if (vendor.name == "Linux") {
    scratch.write(
        "configs/r1/addr.json",
        R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[{"family":"inet","local":"10.0.1.1","prefixlen":24}]},)"
        R"({"ifindex":3,"ifname":"eth1","flags":["UP"],"link_type":"ether","addr_info":[{"family":"inet","local":"10.0.2.1","prefixlen":24}]}])");
    scratch.write("configs/r1/route.json",
                  R"([{"dst":"10.0.1.0/24","dev":"eth0","protocol":"kernel"},{"dst":"10.0.2.0/24","dev":"eth1","protocol":"kernel"}])");
  }
  // A switch on each side, so that every port has one cable.
  scratch.write(
      "network.yaml",
      "version: 1\nzones:\n  - {name: a, subnets: [10.0.1.0/24]}\n  - {name: b, subnets: [10.0.2.0/24]}\ndevices:\n"
      "  - {name: s, kind: switch, interfaces: [{name: p0, vlan: 5}, {name: p1, vlan: 5}, {name: p2, vlan: 5}]}\n"
      "  - {name: t, kind: switch, interfaces: [{name: p0, vlan: 6}, {name: p1, vlan: 6}, {name: p2, vlan: 6}]}\n"
      "links:\n  - [s:p0, \"r1:" +
          vendor.in + "\"]\n  - [t:p0, \"r1:" + vendor.out +
          "\"]\nhosts:\n"
          "  - {name: pc, zone: a, port: s:p1, address: 10.0.1.10}\n  - {name: bad, zone: a, port: s:p2, address: 10.0.1.66}\n"
          "  - {name: server, zone: b, port: t:p1, address: 10.0.2.10}\n  - {name: closed, zone: b, port: t:p2, address: 10.0.2.99}\n");
  for (const Flow& flow : kFlows) {
    std::vector<std::string> arguments = {"trace", scratch.path(), "--format", "json"};
    arguments.insert(arguments.end(), flow.arguments.begin(), flow.arguments.end());
    std::ostringstream out, err;
    Console console{out, err};
    static_cast<void>(run_program(arguments, console));
    const auto json = nlohmann::json::parse(out.str(), nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << err.str();
    bool delivered = false;
    for (const auto& trace : json["traces"]) delivered = delivered || !trace["delivered_to"].is_null();
    EXPECT_EQ(delivered, flow.delivered) << flow.arguments[1] << " > " << flow.arguments[3] << " " << flow.arguments.back() << ": "
                                         << flow.why << "\n"
                                         << out.str().substr(0, 1500);
  }
}

INSTANTIATE_TEST_SUITE_P(Vendors, VendorFlows, ::testing::ValuesIn(kVendors), [](const auto& it) { return it.param.name; });

}  // namespace
}  // namespace sekimori::testing
