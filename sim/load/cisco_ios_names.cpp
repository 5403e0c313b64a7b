// Tables from the Cisco IOS Security Command Reference ("access-list (IP extended)", "permit (IP)", "permit (IPv6)").
#include "cisco_ios_names.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "sekimori/model/packet.hpp"

namespace sekimori::cisco_ios {
namespace {

struct InterfaceType {
  std::string_view name;
  InterfaceKind kind = InterfaceKind::physical;
  bool ethernet = false;
  bool dials = false;
};

// In the order in which an abbreviation is tried.
constexpr InterfaceType kInterfaceTypes[] = {
    {"GigabitEthernet", InterfaceKind::physical, true},
    {"FastEthernet", InterfaceKind::physical, true},
    {"TenGigabitEthernet", InterfaceKind::physical, true},
    {"TenGigE", InterfaceKind::physical, true},
    {"Ethernet", InterfaceKind::physical, true},
    {"TwoGigabitEthernet", InterfaceKind::physical, true},
    {"FiveGigabitEthernet", InterfaceKind::physical, true},
    {"TwentyFiveGigE", InterfaceKind::physical, true},
    {"TwentyFiveGigabitEthernet", InterfaceKind::physical, true},
    {"FortyGigabitEthernet", InterfaceKind::physical, true},
    {"FiftyGigabitEthernet", InterfaceKind::physical, true},
    {"FiftyGigE", InterfaceKind::physical, true},
    {"HundredGigE", InterfaceKind::physical, true},
    {"HundredGigabitEthernet", InterfaceKind::physical, true},
    {"TwoHundredGigE", InterfaceKind::physical, true},
    {"FourHundredGigE", InterfaceKind::physical, true},
    {"AppGigabitEthernet", InterfaceKind::physical, true},
    {"Wlan-GigabitEthernet", InterfaceKind::physical, true},
    {"Internal-Data", InterfaceKind::physical, true},
    {"Port-channel", InterfaceKind::port_channel, true},
    {"mgmt", InterfaceKind::physical},
    {"Management", InterfaceKind::physical},
    {"Vlan", InterfaceKind::svi},
    {"Loopback", InterfaceKind::loopback},
    {"Tunnel", InterfaceKind::tunnel},
    {"Null", InterfaceKind::loopback},
    {"Serial", InterfaceKind::physical},
    {"Multilink", InterfaceKind::physical},
    {"ATM", InterfaceKind::physical},
    {"POS", InterfaceKind::physical},
    {"Dialer", InterfaceKind::physical, false, true},
    {"Cellular", InterfaceKind::physical, false, true},
    {"Async", InterfaceKind::physical, false, true},
    {"Group-Async", InterfaceKind::physical, false, true},
    {"BRI", InterfaceKind::physical, false, true},
    {"Virtual-Template", InterfaceKind::physical, false, true},
    {"Virtual-PPP", InterfaceKind::physical, false, true},
    {"Virtual-Access", InterfaceKind::physical, false, true},
    {"Dot11Radio", InterfaceKind::physical, false, true},
    {"Embedded-Service-Engine", InterfaceKind::physical},
    {"VirtualPortGroup", InterfaceKind::physical},
    {"BDI", InterfaceKind::physical},
    {"BVI", InterfaceKind::physical},
    {"Hssi", InterfaceKind::physical},
    {"TokenRing", InterfaceKind::physical},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_alike(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, lower);
}

bool is_number_part(char c) { return (c >= '0' && c <= '9') || c == '/' || c == '.' || c == ':'; }

const InterfaceType* find_type(std::string_view word) {
  for (const InterfaceType& type : kInterfaceTypes) {
    if (type.name.size() == word.size() && starts_alike(type.name, word)) return &type;
  }
  if (word.size() < 2) return nullptr;
  for (const InterfaceType& type : kInterfaceTypes) {
    if (starts_alike(type.name, word)) return &type;
  }
  return nullptr;
}

struct Named {
  std::string_view name;
  std::uint16_t value = 0;
};

std::optional<std::uint16_t> find_name(std::span<const Named> table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Named::name);
  if (found == table.end()) return std::nullopt;
  return found->value;
}

std::optional<std::uint16_t> decimal(std::string_view word, unsigned top) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || error != std::errc{} || end != word.data() + word.size() || value > top) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

constexpr Named kProtocols[] = {{"tcp", kTcp},   {"udp", kUdp}, {"ahp", 51}, {"eigrp", 88}, {"esp", 50},  {"gre", 47},
                                {"igmp", 2},     {"ipinip", 4}, {"nos", 4},  {"ospf", 89},  {"pcp", 108}, {"pim", 103},
                                {"sctp", kSctp}, {"vrrp", 112}, {"igrp", 9}, {"hbh", 0}};

constexpr Named kTcpPorts[] = {{"bgp", 179},
                               {"chargen", 19},
                               {"cmd", 514},
                               {"daytime", 13},
                               {"discard", 9},
                               {"domain", 53},
                               {"echo", 7},
                               {"exec", 512},
                               {"finger", 79},
                               {"ftp", 21},
                               {"ftp-data", 20},
                               {"gopher", 70},
                               {"hostname", 101},
                               {"ident", 113},
                               {"irc", 194},
                               {"klogin", 543},
                               {"kshell", 544},
                               {"login", 513},
                               {"lpd", 515},
                               {"msrpc", 135},
                               {"nntp", 119},
                               {"onep-plain", 15001},
                               {"onep-tls", 15002},
                               {"pim-auto-rp", 496},
                               {"pop2", 109},
                               {"pop3", 110},
                               {"smtp", 25},
                               {"sunrpc", 111},
                               {"syslog", 514},
                               {"tacacs", 49},
                               {"talk", 517},
                               {"telnet", 23},
                               {"time", 37},
                               {"uucp", 540},
                               {"whois", 43},
                               {"www", 80},
                               {"drip", 3949},
                               {"connectedapps-plain", 15001},
                               {"connectedapps-tls", 15002}};

constexpr Named kUdpPorts[] = {{"biff", 512},        {"bootpc", 68},
                               {"bootps", 67},       {"discard", 9},
                               {"dnsix", 195},       {"domain", 53},
                               {"echo", 7},          {"isakmp", 500},
                               {"mobile-ip", 434},   {"nameserver", 42},
                               {"netbios-dgm", 138}, {"netbios-ns", 137},
                               {"netbios-ss", 139},  {"non500-isakmp", 4500},
                               {"ntp", 123},         {"pim-auto-rp", 496},
                               {"rip", 520},         {"snmp", 161},
                               {"snmptrap", 162},    {"sunrpc", 111},
                               {"syslog", 514},      {"tacacs", 49},
                               {"talk", 517},        {"tftp", 69},
                               {"time", 37},         {"who", 513},
                               {"xdmcp", 177}};

struct IcmpName {
  std::string_view name;
  std::uint8_t type = 0;
  int code = -1;  ///< -1: every code
};

constexpr IcmpName kIcmpNames[] = {{"administratively-prohibited", 3, 13},
                                   {"alternate-address", 6},
                                   {"conversion-error", 31},
                                   {"dod-host-prohibited", 3, 10},
                                   {"dod-net-prohibited", 3, 9},
                                   {"echo", 8},
                                   {"echo-reply", 0},
                                   {"general-parameter-problem", 12, 0},
                                   {"host-isolated", 3, 8},
                                   {"host-precedence-unreachable", 3, 14},
                                   {"host-redirect", 5, 1},
                                   {"host-tos-redirect", 5, 3},
                                   {"host-tos-unreachable", 3, 12},
                                   {"host-unknown", 3, 7},
                                   {"host-unreachable", 3, 1},
                                   {"information-reply", 16},
                                   {"information-request", 15},
                                   {"mask-reply", 18},
                                   {"mask-request", 17},
                                   {"mobile-redirect", 32},
                                   {"net-redirect", 5, 0},
                                   {"net-tos-redirect", 5, 2},
                                   {"net-tos-unreachable", 3, 11},
                                   {"net-unreachable", 3, 0},
                                   {"network-unknown", 3, 6},
                                   {"no-room-for-option", 12, 2},
                                   {"option-missing", 12, 1},
                                   {"packet-too-big", 3, 4},
                                   {"parameter-problem", 12},
                                   {"port-unreachable", 3, 3},
                                   {"precedence-unreachable", 3, 15},
                                   {"protocol-unreachable", 3, 2},
                                   {"reassembly-timeout", 11, 1},
                                   {"redirect", 5},
                                   {"router-advertisement", 9},
                                   {"router-solicitation", 10},
                                   {"source-quench", 4},
                                   {"source-route-failed", 3, 5},
                                   {"time-exceeded", 11},
                                   {"timestamp-reply", 14},
                                   {"timestamp-request", 13},
                                   {"traceroute", 30},
                                   {"ttl-exceeded", 11, 0},
                                   {"unreachable", 3}};

constexpr IcmpName kIcmp6Names[] = {
    {"beyond-scope", 1, 2},        {"unreachable", 1},       {"no-route", 1, 0},     {"no-admin", 1, 1},
    {"port-unreachable", 1, 4},    {"packet-too-big", 2},    {"time-exceeded", 3},   {"hop-limit", 3, 0},
    {"reassembly-timeout", 3, 1},  {"parameter-problem", 4}, {"header", 4, 0},       {"next-header", 4, 1},
    {"parameter-option", 4, 2},    {"echo-request", 128},    {"echo-reply", 129},    {"mld-query", 130},
    {"mld-report", 131},           {"mld-reduction", 132},   {"mld-v2-report", 143}, {"router-solicitation", 133},
    {"router-advertisement", 134}, {"nd-ns", 135},           {"nd-na", 136},         {"redirect", 137},
    {"router-renumbering", 138}};

std::optional<IcmpRange> range_of(std::span<const IcmpName> table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &IcmpName::name);
  if (found == table.end()) return std::nullopt;
  const auto base = static_cast<std::uint16_t>(found->type * 256);
  if (found->code < 0) return IcmpRange{base, static_cast<std::uint16_t>(base + 255)};
  const auto exact = static_cast<std::uint16_t>(base + found->code);
  return IcmpRange{exact, exact};
}

}  // namespace

InterfaceName parse_interface_name(std::string_view written) {
  InterfaceName out;
  out.canonical = std::string(written);
  const auto digit = std::ranges::find_if(written, [](char c) { return c >= '0' && c <= '9'; });
  std::string_view word = written.substr(0, static_cast<std::size_t>(digit - written.begin()));
  const std::string_view number = written.substr(word.size());
  while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
  const InterfaceType* type = find_type(word);
  const bool one_dot = std::ranges::count(number, '.') <= 1;
  if (type == nullptr || number.empty() || !one_dot || !std::ranges::all_of(number, is_number_part)) return out;
  out.known = true;
  out.canonical = std::string(type->name) + std::string(number);
  out.kind = type->kind;
  out.ethernet = type->ethernet;
  out.dials = type->dials;
  const std::size_t dot = number.find('.');
  if (dot != std::string_view::npos) {
    out.kind = InterfaceKind::subinterface;
    out.ethernet = false;
    out.parent = std::string(type->name) + std::string(number.substr(0, dot));
  }
  if (out.kind == InterfaceKind::svi) out.svi_vlan = decimal(number, 4094).value_or(0);
  return out;
}

std::optional<std::uint8_t> protocol_number(std::string_view word, Family family) {
  if (word == "icmp") return family == Family::v6 ? kIcmp6 : kIcmp;
  const std::optional<std::uint16_t> named = find_name(kProtocols, word);
  const std::optional<std::uint16_t> value = named ? named : decimal(word, 255);
  if (!value) return std::nullopt;
  return static_cast<std::uint8_t>(*value);
}

std::optional<std::uint16_t> port_number(std::string_view word, std::uint8_t protocol) {
  if (const std::optional<std::uint16_t> value = decimal(word, 65535)) return value;
  if (protocol == kTcp) return find_name(kTcpPorts, word);
  if (protocol == kUdp) return find_name(kUdpPorts, word);
  return std::nullopt;
}

std::optional<IcmpRange> icmp_name(std::string_view word, Family family) {
  return family == Family::v6 ? range_of(kIcmp6Names, word) : range_of(kIcmpNames, word);
}

}  // namespace sekimori::cisco_ios
