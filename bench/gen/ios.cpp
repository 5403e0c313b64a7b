#include "bench/gen/ios.hpp"

#include <fmt/format.h>

#include <set>

namespace sekimori::gen {

std::string dotted(std::uint32_t a) { return fmt::format("{}.{}.{}.{}", a >> 24U, a >> 16U & 255U, a >> 8U & 255U, a & 255U); }
std::string mask(unsigned length) { return dotted(length == 0 ? 0 : ~std::uint32_t{0} << (32 - length)); }
std::string wildcard(unsigned length) { return dotted(length == 0 ? ~std::uint32_t{0} : (std::uint32_t{1} << (32 - length)) - 1); }

std::string config_head(const std::string& name, bool routing) {
  return fmt::format(
      "version 16.12\nservice timestamps log datetime msec\nservice password-encryption\n!\nhostname {}\n!\nno aaa new-model\n"
      "clock timezone JST 9 0\n{}\nno ip source-route\nno ip domain lookup\n!\n",
      name, routing ? "ip routing" : "no ip routing\nvtp mode transparent\nspanning-tree mode rapid-pvst");
}

std::string config_tail() {
  return "no ip http server\nno ip http secure-server\n!\nline con 0\n logging synchronous\nline vty 0 15\n login local\n"
         " transport input none\n!\nend\n";
}

std::string vrf_definition(const std::string& vrf) {
  return fmt::format("vrf definition {}\n !\n address-family ipv4\n exit-address-family\n!\n", vrf);
}

std::string interface_block(const RoutedPort& port) {
  std::string text = fmt::format("interface {}{}\n", port.name, port.tag == 0 ? std::string() : fmt::format(".{}", port.tag));
  if (!port.description.empty()) text += fmt::format(" description {}\n", port.description);
  if (port.tag != 0) text += fmt::format(" encapsulation dot1Q {}\n", port.tag);
  if (!port.vrf.empty()) text += fmt::format(" vrf forwarding {}\n", port.vrf);
  text += port.address == 0 ? " no ip address\n" : fmt::format(" ip address {} {}\n", dotted(port.address), mask(port.length));
  if (!port.filter_in.empty()) text += fmt::format(" ip access-group {} in\n", port.filter_in);
  if (!port.security_zone.empty()) text += fmt::format(" zone-member security {}\n", port.security_zone);
  return text + (port.address == 0 ? "!\n" : " no ip proxy-arp\n!\n");
}

std::string access_port(const std::string& name, unsigned vlan) {
  return fmt::format(
      "interface {}\n switchport access vlan {}\n switchport mode access\n switchport nonegotiate\n spanning-tree portfast\n!\n", name,
      vlan);
}

std::string trunk_port(const std::string& name, const std::vector<unsigned>& vlans) {
  return fmt::format(
      "interface {}\n switchport mode trunk\n switchport trunk native vlan 999\n switchport trunk allowed vlan {}\n switchport "
      "nonegotiate\n"
      "!\n",
      name, fmt::join(vlans, ","));
}

std::string static_route(const std::string& vrf, std::uint32_t network, unsigned length, std::uint32_t next_hop) {
  return fmt::format("ip route {}{} {} {}\n", vrf.empty() ? "" : "vrf " + vrf + " ", dotted(network), mask(length), dotted(next_hop));
}

std::string zone_policies(const std::vector<ZonePair>& pairs) {
  std::string text;
  std::set<std::string> zones, lists;
  for (const ZonePair& pair : pairs) {
    zones.insert({pair.from, pair.to});
    lists.insert(pair.list);
  }
  for (const auto& list : lists) text += fmt::format("class-map type inspect match-any C-{0}\n match access-group name {0}\n!\n", list);
  for (const auto& list : lists) {
    text += fmt::format("policy-map type inspect P-{0}\n class type inspect C-{0}\n  inspect\n class class-default\n  drop\n!\n", list);
  }
  for (const auto& zone : zones) text += fmt::format("zone security {}\n", zone);
  for (const ZonePair& pair : pairs) {
    text += fmt::format("zone-pair security {0}-{1} source {0} destination {1}\n service-policy type inspect P-{2}\n", pair.from, pair.to,
                        pair.list);
  }
  return text + "!\n";
}

}  // namespace sekimori::gen
