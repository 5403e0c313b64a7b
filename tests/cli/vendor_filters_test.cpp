// One random policy in the syntax of each vendor, and every packet of a small domain: what the front end made of the text decides as a
// literal first match over the policy does. Linux has its own (chains): tests/sim/load/netfilter_flatten_test.cpp.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <random>

#include "sekimori/load/snapshot.hpp"

namespace sekimori::testing {
namespace {

struct Ends {
  std::string address;  ///< empty: any
  unsigned length = 32;
};
struct Ports {
  unsigned first = 0, last = 65'535;
  [[nodiscard]] bool any() const { return first == 0 && last == 65'535; }
};
struct AbstractRule {
  bool permit = false;
  Ends src, dst;
  std::string protocol;  ///< "", "tcp", "udp", "icmp", "gre"
  Ports sport, dport;
};
using AbstractPolicy = std::vector<AbstractRule>;

const std::vector<std::string> kSources = {"10.0.1.5", "10.0.1.66", "10.0.9.9", "172.16.0.1"};
const std::vector<std::string> kDestinations = {"10.0.2.5", "10.0.2.99", "10.0.8.8", "192.168.1.1"};
const std::vector<unsigned> kPorts = {22, 53, 80, 443, 8080};

AbstractPolicy random_policy(std::mt19937& random, bool only_ports) {
  const auto ends = [&](const std::vector<std::string>& some) {
    constexpr unsigned kLengths[] = {32, 24, 16, 8};
    const std::size_t which = random() % (some.size() + 1);
    const unsigned length = kLengths[random() % 4];
    return which == some.size() ? Ends{} : Ends{to_text(Prefix::covering(*parse_address(some[which]), length).network()), length};
  };
  const auto ports = [&] {
    const unsigned a = kPorts[random() % kPorts.size()], b = kPorts[random() % kPorts.size()];
    const auto kind = random() % 3;
    return kind == 0 ? Ports{} : kind == 1 ? Ports{a, a} : Ports{std::min(a, b), std::max(a, b)};
  };
  AbstractPolicy policy;
  for (std::size_t rules = 1 + random() % 6; rules > 0; --rules) {
    AbstractRule rule;
    rule.permit = random() % 2 == 0;
    rule.src = ends(kSources);
    rule.dst = ends(kDestinations);
    const std::vector<std::string> protocols =
        only_ports ? std::vector<std::string>{"", "tcp", "udp"} : std::vector<std::string>{"", "tcp", "udp", "icmp", "gre"};
    rule.protocol = protocols[random() % protocols.size()];
    if (rule.protocol == "tcp" || rule.protocol == "udp") {
      rule.dport = ports();
      if (random() % 3 == 0) rule.sport = ports();
    }
    policy.push_back(rule);
  }
  return policy;
}

bool is_in(const Ends& ends, AddressBits address) {
  return ends.address.empty() || Prefix::covering(*parse_address(ends.address), ends.length).contains(Address{Family::v4, address});
}

/// The meaning of the policy: the first rule that matches decides, none denies.
bool passes(const AbstractPolicy& policy, const Packet& packet) {
  for (const AbstractRule& rule : policy) {
    const std::uint8_t number = rule.protocol == "tcp" ? kTcp : rule.protocol == "udp" ? kUdp : rule.protocol == "icmp" ? kIcmp : kGre;
    if (!is_in(rule.src, packet.src) || !is_in(rule.dst, packet.dst) || (!rule.protocol.empty() && packet.protocol != number)) continue;
    const bool ports = packet.sport >= rule.sport.first && packet.sport <= rule.sport.last && packet.dport >= rule.dport.first &&
                       packet.dport <= rule.dport.last;
    if (!ports && has_ports(packet.protocol)) continue;
    return rule.permit;
  }
  return false;
}

std::vector<Packet> domain() {
  std::vector<Packet> all;
  for (const std::string& src : kSources) {
    for (const std::string& dst : kDestinations) {
      for (const std::uint8_t protocol : {kTcp, kUdp, kIcmp, kGre}) {
        for (const unsigned dport : kPorts) {
          for (const unsigned sport : {53U, 1024U}) {
            Packet p;
            p.src = parse_address(src)->bits;
            p.dst = parse_address(dst)->bits;
            p.protocol = protocol;
            p.sport = static_cast<std::uint16_t>(sport);
            p.dport = static_cast<std::uint16_t>(dport);
            p.icmp = 8 << 8;
            all.push_back(canonical(p));
          }
        }
      }
    }
  }
  return all;
}

std::string mask(unsigned length, bool wildcard) {
  const std::uint32_t ones = length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
  return to_text(Address{Family::v4, wildcard ? ~ones : ones});
}
std::string prefix(const Ends& ends, std::string_view any) {
  return ends.address.empty() ? std::string(any) : fmt::format("{}/{}", ends.address, ends.length);
}
std::string dashed(const Ports& ports) {
  return ports.first == ports.last ? fmt::format("{}", ports.first) : fmt::format("{}-{}", ports.first, ports.last);
}

std::string ios_entries(const AbstractPolicy& policy, bool lengths) {
  const auto ends = [&](const Ends& it) {
    return it.address.empty() ? "any" : lengths ? prefix(it, "any") : it.address + " " + mask(it.length, true);
  };
  const auto ports = [](const Ports& it) {
    return it.any()              ? std::string()
           : it.first == it.last ? fmt::format(" eq {}", it.first)
                                 : fmt::format(" range {} {}", it.first, it.last);
  };
  std::string all;
  for (const AbstractRule& rule : policy) {
    all += fmt::format(" {} {} {}{} {}{}\n", rule.permit ? "permit" : "deny", rule.protocol.empty() ? "ip" : rule.protocol, ends(rule.src),
                       ports(rule.sport), ends(rule.dst), ports(rule.dport));
  }
  return all;
}

struct Vendor {
  std::string name;
  bool only_ports = false;  ///< its rules tell no protocols without ports apart
  std::string in, out;      ///< interfaces
  std::function<std::string(const AbstractPolicy&)> config;
};
void PrintTo(const Vendor& vendor, std::ostream* os) { *os << vendor.name; }

std::string junos_filter(const AbstractPolicy& policy) {
  std::string all =
      "set system host-name r\nset interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\nset interfaces ge-0/0/1 unit 0 family inet "
      "filter input F\n"
      "set interfaces ge-0/0/2 unit 0 family inet address 10.0.2.1/24\nset firewall family inet filter F interface-specific\n";
  for (std::size_t i = 0; i < policy.size(); ++i) {
    const AbstractRule& rule = policy[i];
    const std::string term = fmt::format("set firewall family inet filter F term t{} ", i);
    if (!rule.src.address.empty()) all += term + "from source-address " + prefix(rule.src, "") + "\n";
    if (!rule.dst.address.empty()) all += term + "from destination-address " + prefix(rule.dst, "") + "\n";
    if (!rule.protocol.empty()) all += term + "from protocol " + rule.protocol + "\n";
    if (!rule.sport.any()) all += term + "from source-port " + dashed(rule.sport) + "\n";
    if (!rule.dport.any()) all += term + "from destination-port " + dashed(rule.dport) + "\n";
    all += term + (rule.permit ? "then accept\n" : "then discard\n");
  }
  return all;
}

std::string srx(const AbstractPolicy& policy) {
  std::string all =
      "set system host-name r\nset interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\nset interfaces ge-0/0/2 unit 0 family inet "
      "address 10.0.2.1/24\n"
      "set security zones security-zone a interfaces ge-0/0/1.0\nset security zones security-zone b interfaces ge-0/0/2.0\n";
  for (std::size_t i = 0; i < policy.size(); ++i) {
    const AbstractRule& rule = policy[i];
    const std::string one = fmt::format("set security policies from-zone a to-zone b policy p{} ", i);
    for (const auto& [key, ends] : {std::pair{"source", &rule.src}, std::pair{"destination", &rule.dst}}) {
      if (!ends->address.empty()) all += fmt::format("set security address-book global address {}{} {}\n", key, i, prefix(*ends, ""));
      all += one + fmt::format("match {}-address {}\n", key, ends->address.empty() ? "any" : fmt::format("{}{}", key, i));
    }
    if (!rule.protocol.empty()) {
      const std::string application = fmt::format("set applications application x{} ", i);
      all += application + "protocol " + rule.protocol + "\n";
      if (!rule.sport.any()) all += application + "source-port " + dashed(rule.sport) + "\n";
      if (!rule.dport.any()) all += application + "destination-port " + dashed(rule.dport) + "\n";
    }
    all += one + "match application " + (rule.protocol.empty() ? "any" : fmt::format("x{}", i)) + "\n" + one +
           (rule.permit ? "then permit\n" : "then deny\n");
  }
  return all;
}

std::string panos(const AbstractPolicy& policy) {
  std::string all =
      "set deviceconfig system hostname r\nset network interface ethernet ethernet1/1 layer3 ip 10.0.1.1/24\nset network interface "
      "ethernet ethernet1/2 layer3 ip 10.0.2.1/24\n"
      "set network virtual-router default interface [ ethernet1/1 ethernet1/2 ]\nset zone a network layer3 ethernet1/1\nset zone b network "
      "layer3 ethernet1/2\n";
  for (std::size_t i = 0; i < policy.size(); ++i) {
    const AbstractRule& rule = policy[i];
    if (!rule.protocol.empty()) {
      all += fmt::format("set service s{} protocol {} port {}\n", i, rule.protocol, dashed(rule.dport));
      if (!rule.sport.any()) all += fmt::format("set service s{} protocol {} source-port {}\n", i, rule.protocol, dashed(rule.sport));
    }
    const std::string one = fmt::format("set rulebase security rules r{} ", i);
    all += one + "from a\n" + one + "to b\n" + one + "source " + prefix(rule.src, "any") + "\n" + one + "destination " +
           prefix(rule.dst, "any") + "\n" + one + "service " + (rule.protocol.empty() ? "any" : fmt::format("s{}", i)) + "\n" + one +
           "application any\n" + one + (rule.permit ? "action allow\n" : "action deny\n");
  }
  return all;
}

std::string fortios(const AbstractPolicy& policy) {
  std::string addresses, services, rules;
  for (std::size_t i = 0; i < policy.size(); ++i) {
    const AbstractRule& rule = policy[i];
    for (const auto& [key, ends] : {std::pair{"s", &rule.src}, std::pair{"d", &rule.dst}}) {
      if (!ends->address.empty())
        addresses += fmt::format("edit \"{}{}\"\nset subnet {} {}\nnext\n", key, i, ends->address, mask(ends->length, false));
    }
    if (rule.protocol == "icmp") services += fmt::format("edit \"x{}\"\nset protocol ICMP\nnext\n", i);
    if (rule.protocol == "gre") services += fmt::format("edit \"x{}\"\nset protocol IP\nset protocol-number 47\nnext\n", i);
    if (rule.protocol == "tcp" || rule.protocol == "udp") {
      services += fmt::format("edit \"x{}\"\nset {}-portrange {}{}\nnext\n", i, rule.protocol, dashed(rule.dport),
                              rule.sport.any() ? "" : ":" + dashed(rule.sport));
    }
    rules += fmt::format(
        "edit {}\nset srcintf \"port1\"\nset dstintf \"port2\"\nset srcaddr \"{}\"\nset dstaddr \"{}\"\nset action {}\nset schedule "
        "\"always\"\nset service \"{}\"\nnext\n",
        i + 1, rule.src.address.empty() ? "all" : fmt::format("s{}", i), rule.dst.address.empty() ? "all" : fmt::format("d{}", i),
        rule.permit ? "accept" : "deny", rule.protocol.empty() ? "ALL" : fmt::format("x{}", i));
  }
  return "#config-version=FGT60F-7.2.0\nconfig system global\nset hostname \"r\"\nend\nconfig system interface\nedit \"port1\"\nset ip "
         "10.0.1.1 255.255.255.0\nnext\nedit "
         "\"port2\"\nset ip 10.0.2.1 255.255.255.0\nnext\nend\nconfig firewall address\n" +
         addresses + "end\nconfig firewall service custom\n" + services + "end\nconfig firewall policy\n" + rules + "end\n";
}

std::string yamaha(const AbstractPolicy& policy) {
  std::string filters, numbers;
  for (std::size_t i = 0; i < policy.size(); ++i) {
    const AbstractRule& rule = policy[i];
    const auto ports = [](const Ports& it) { return it.any() ? std::string("*") : dashed(it); };
    filters += fmt::format("ip filter {} {} {} {} {}", i + 1, rule.permit ? "pass" : "reject", prefix(rule.src, "*"), prefix(rule.dst, "*"),
                           rule.protocol.empty() ? "*" : rule.protocol);
    if (rule.protocol == "tcp" || rule.protocol == "udp") filters += fmt::format(" {} {}", ports(rule.sport), ports(rule.dport));
    filters += "\n";
    numbers += fmt::format(" {}", i + 1);
  }
  return "# RTX1220 Rev.15.04.05\nip lan1 address 10.0.1.1/24\nip lan2 address 10.0.2.1/24\nip lan1 secure filter in" + numbers + "\n" +
         filters;
}

std::string nec_ix(const AbstractPolicy& policy) {
  std::string list;
  for (const AbstractRule& rule : policy) {
    const auto ports = [](const Ports& it) {
      return it.any()              ? std::string("any")
             : it.first == it.last ? fmt::format("eq {}", it.first)
                                   : fmt::format("range {} {}", it.first, it.last);
    };
    const bool ported = rule.protocol == "tcp" || rule.protocol == "udp";
    list += fmt::format("ip access-list f {} {} src {}{} dest {}{}\n", rule.permit ? "permit" : "deny",
                        rule.protocol.empty() ? "ip" : rule.protocol, prefix(rule.src, "any"), ported ? " sport " + ports(rule.sport) : "",
                        prefix(rule.dst, "any"), ported ? " dport " + ports(rule.dport) : "");
  }
  return "hostname r\nip ufs-cache enable\n" + list +
         "interface GigaEthernet0.0\n  ip address 10.0.1.1/24\n  ip filter f 1 in\n  no shutdown\n!\ninterface GigaEthernet1.0\n  ip "
         "address 10.0.2.1/24\n  no shutdown\n";
}

const Vendor kVendors[] = {
    {"CiscoIos", false, "GigabitEthernet0/1", "GigabitEthernet0/2",
     [](const AbstractPolicy& policy) {
       return "hostname r\nip routing\nip access-list extended F\n" + ios_entries(policy, false) +
              "interface GigabitEthernet0/1\n ip address 10.0.1.1 255.255.255.0\n ip access-group F in\n!\ninterface GigabitEthernet0/2\n "
              "ip address 10.0.2.1 255.255.255.0\n";
     }},
    {"CiscoNxos", false, "Ethernet1/1", "Ethernet1/2",
     [](const AbstractPolicy& policy) {
       return "!Command: show running-config\nhostname r\nip access-list F\n" + ios_entries(policy, true) +
              "interface Ethernet1/1\n  no switchport\n  ip address 10.0.1.1/24\n  ip access-group F in\ninterface Ethernet1/2\n  no "
              "switchport\n  ip address 10.0.2.1/24\n";
     }},
    {"AristaEos", false, "Ethernet1", "Ethernet2",
     [](const AbstractPolicy& policy) {
       return "! device: r (vEOS, EOS-4.28)\nhostname r\nip routing\nip access-list F\n" + ios_entries(policy, true) +
              "!\ninterface Ethernet1\n   no switchport\n   ip address 10.0.1.1/24\n   ip access-group F in\ninterface Ethernet2\n   no "
              "switchport\n   ip address 10.0.2.1/24\n";
     }},
    {"JunosRouter", false, "ge-0/0/1", "ge-0/0/2", junos_filter},
    {"JunosSrx", false, "ge-0/0/1", "ge-0/0/2", srx},
    {"Panos", true, "ethernet1/1", "ethernet1/2", panos},
    {"Fortios", false, "port1", "port2", fortios},
    {"YamahaRtx", false, "lan1", "lan2", yamaha},
    {"NecIx", false, "GigaEthernet0.0", "GigaEthernet1.0", nec_ix},
};

class VendorFilters : public ::testing::TestWithParam<Vendor> {};

/// By the filter of the interface where it enters, and by the firewall between the two.
bool admits(const Network& network, InterfaceId in, InterfaceId out, const Packet& packet) {
  const auto& filter = network.at(in).filters.in_v4;
  if (filter && decide(network.at(*filter), packet).action == Action::deny) return false;
  const auto& firewall = network.devices.at(0).firewall;
  if (!firewall) return true;
  const auto applies = [](const std::vector<InterfaceId>& list, InterfaceId i) {
    return list.empty() || std::ranges::find(list, i) != list.end();
  };
  for (const FirewallRule& rule : firewall->rules) {
    if (applies(rule.in, in) && applies(rule.out, out) && matches(rule.rule.match, packet)) return rule.rule.action == Action::permit;
  }
  return firewall->fallback == Action::permit;
}

TEST_P(VendorFilters, DecideAsALiteralFirstMatchDoesOnEveryPacket) {
  const Vendor& vendor = GetParam();
  std::mt19937 random(20261130);
  const std::vector<Packet> packets = domain();
  std::size_t permitted = 0;
  for (int i = 0; i < 60; ++i) {
    const AbstractPolicy policy = random_policy(random, vendor.only_ports);
    const std::string config = vendor.config(policy);
    const LoadedNetwork loaded = load_network({{"network.yaml", "version: 1\n"}, {"configs/r.txt", config}}, "x");
    ASSERT_TRUE(loaded.network) << config;
    const Network& network = *loaded.network;
    ASSERT_EQ(network.devices.size(), 1U) << config;
    for (const Assumption& it : network.assumptions) ASSERT_NE(it.effect, Effect::may_both) << it.text << ": " << it.why << "\n" << config;
    const InterfaceId in = find_interface(network, DeviceId{0}, vendor.in).value(),
                      out = find_interface(network, DeviceId{0}, vendor.out).value();
    for (const Packet& packet : packets) {
      const bool expected = passes(policy, packet);
      permitted += expected ? 1U : 0U;
      ASSERT_EQ(admits(network, in, out, packet), expected) << to_text(packet) << "\n" << config;
    }
  }
  EXPECT_GT(permitted, packets.size()) << "not all of it is denied";
}

INSTANTIATE_TEST_SUITE_P(Vendors, VendorFilters, ::testing::ValuesIn(kVendors), [](const auto& vendor) { return vendor.param.name; });

}  // namespace
}  // namespace sekimori::testing
