// Services, their groups, and schedules. FortiOS reassembles before it looks at ports, so no later fragment is matched by its addresses
// alone (docs/vendors/fortios.md).
#include <algorithm>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxBoxes = 100'000;

constexpr Key kServiceKeys[] = {
    {"protocol"},
    {"tcp-portrange"},
    {"udp-portrange"},
    {"sctp-portrange"},
    {"icmptype"},
    {"icmpcode"},
    {"protocol-number"},
    {"iprange"},
    {"fqdn"},
    {"proxy"},
    {"explicit-proxy"},
    {"app-service-type"},
    {"application"},
    {"app-category"},
    {"category", Use::harmless},
    {"comment", Use::harmless},
    {"color", Use::harmless},
    {"visibility", Use::harmless},
    {"uuid", Use::harmless},
    {"helper"},
    {"session-ttl", Use::harmless},
    {"tcp-halfclose-timer", Use::harmless},
    {"tcp-halfopen-timer", Use::harmless},
    {"tcp-timewait-timer", Use::harmless},
    {"tcp-rst-timer", Use::harmless},
    {"udp-idle-timer", Use::harmless},
    {"check-reset-range", Use::harmless},
    {"fabric-object", Use::harmless},
};
constexpr Key kServiceGroupKeys[] = {{"member"},
                                     {"proxy"},
                                     {"explicit-proxy"},
                                     {"comment", Use::harmless},
                                     {"color", Use::harmless},
                                     {"uuid", Use::harmless},
                                     {"fabric-object", Use::harmless}};
constexpr Key kScheduleKeys[] = {{"start"},
                                 {"end"},
                                 {"day"},
                                 {"member"},
                                 {"start-utc"},
                                 {"end-utc"},
                                 {"color", Use::harmless},
                                 {"expiration-days", Use::harmless},
                                 {"fabric-object", Use::harmless}};

/// What FortiOS has without a line, for texts that leave it out (FortiOS Handbook, "Predefined service list").
struct Predefined {
  std::string_view name;
  std::uint8_t protocol;
  std::uint16_t first, last;
};
constexpr Predefined kPredefined[] = {
    {"ALL_TCP", kTcp, 1, 65535},
    {"ALL_UDP", kUdp, 1, 65535},
    {"AH", 51, 0, 0},
    {"BGP", kTcp, 179, 179},
    {"DHCP", kUdp, 67, 68},
    {"DNS", kTcp, 53, 53},
    {"DNS", kUdp, 53, 53},
    {"ESP", kEsp, 0, 0},
    {"FTP", kTcp, 21, 21},
    {"FTP_GET", kTcp, 21, 21},
    {"FTP_PUT", kTcp, 21, 21},
    {"GRE", kGre, 0, 0},
    {"HTTP", kTcp, 80, 80},
    {"HTTPS", kTcp, 443, 443},
    {"IKE", kUdp, 500, 500},
    {"IKE", kUdp, 4500, 4500},
    {"IMAP", kTcp, 143, 143},
    {"IMAPS", kTcp, 993, 993},
    {"KERBEROS", kTcp, 88, 88},
    {"KERBEROS", kUdp, 88, 88},
    {"KERBEROS", kTcp, 464, 464},
    {"KERBEROS", kUdp, 464, 464},
    {"LDAP", kTcp, 389, 389},
    {"LDAP_UDP", kUdp, 389, 389},
    {"MS-SQL", kTcp, 1433, 1434},
    {"MYSQL", kTcp, 3306, 3306},
    {"NFS", kTcp, 111, 111},
    {"NFS", kUdp, 111, 111},
    {"NFS", kTcp, 2049, 2049},
    {"NFS", kUdp, 2049, 2049},
    {"NTP", kTcp, 123, 123},
    {"NTP", kUdp, 123, 123},
    {"OSPF", 89, 0, 0},
    {"POP3", kTcp, 110, 110},
    {"POP3S", kTcp, 995, 995},
    {"RDP", kTcp, 3389, 3389},
    {"SAMBA", kTcp, 139, 139},
    {"SMB", kTcp, 445, 445},
    {"SMTP", kTcp, 25, 25},
    {"SMTPS", kTcp, 465, 465},
    {"SNMP", kTcp, 161, 162},
    {"SNMP", kUdp, 161, 162},
    {"SSH", kTcp, 22, 22},
    {"SYSLOG", kUdp, 514, 514},
    {"TELNET", kTcp, 23, 23},
    {"TFTP", kUdp, 69, 69},
    {"TRACEROUTE", kUdp, 33434, 33535},
    {"VNC", kTcp, 5900, 5900},
};

ServiceBox icmp_box(std::uint8_t protocol, std::optional<unsigned> type, std::optional<unsigned> code) {
  ServiceBox box = ServiceBox::of_protocol(protocol);
  box[ServiceField::fragment] = {0, 0};
  if (!type) return box;
  const auto first = static_cast<std::uint16_t>(*type * 256 + code.value_or(0));
  box[ServiceField::icmp] = {first, static_cast<std::uint16_t>(code ? first : first + 255)};
  return box;
}

Services unknown() { return {{ServiceBox::any()}, false}; }

/// "80", "80-90", "80:1024-65535" (destination, then source).
bool add_ports(Services& services, std::uint8_t protocol, const Setting* setting) {
  if (setting == nullptr) return true;
  for (const std::string_view text : setting->values) {
    const std::size_t colon = text.find(':');
    const auto to = port_interval(text.substr(0, colon));
    const auto from = colon == std::string_view::npos ? std::optional(ServiceInterval{0, 65'535}) : port_interval(text.substr(colon + 1));
    if (!to || !from) return false;
    ServiceBox box = ServiceBox::to_port(protocol, to->first, to->last);
    box[ServiceField::sport] = *from;
    services.boxes.push_back(box);
  }
  return true;
}

Services service(const Node& node) {
  const std::string_view protocol = node.get("protocol", "TCP/UDP/SCTP");
  Services services;
  // An address or a domain name as a part of the service narrows the policy.
  services.exact =
      node.get("iprange", "0.0.0.0") == "0.0.0.0" && node.find("fqdn") == nullptr && node.get("app-service-type", "disable") == "disable";
  if (protocol == "IP") {
    const auto number_of = number(node.get("protocol-number", "0"), 255);
    if (!number_of) return unknown();
    services.boxes.push_back(*number_of == 0 ? ServiceBox::any() : ServiceBox::of_protocol(static_cast<std::uint8_t>(*number_of)));
    return services;
  }
  if (protocol == "ICMP" || protocol == "ICMP6") {
    const auto type = number(node.get("icmptype"), 255), code = number(node.get("icmpcode"), 255);
    services.boxes.push_back(icmp_box(protocol == "ICMP" ? kIcmp : kIcmp6, type, code));
    return services;
  }
  if (protocol != "TCP/UDP/SCTP" && protocol != "TCP/UDP" && protocol != "TCP/UDP/UDP-Lite/SCTP") return unknown();
  const bool read = add_ports(services, kTcp, node.find("tcp-portrange")) && add_ports(services, kUdp, node.find("udp-portrange")) &&
                    add_ports(services, kSctp, node.find("sctp-portrange"));
  return read && !services.boxes.empty() ? services : unknown();
}

/// The helpers that the service's sessions get: by their ports, none, or the one that it names, whatever the port.
void add_helpers(const Vdom& vdom, const Node& node, Services& services) {
  const std::string_view helper = node.get("helper", "auto");
  services.helpers = helpers_of(vdom, services.boxes, helper != "auto");
  if (helper != "auto" && helper != "disable" && helper != "dns-udp" && helper != "dns-tcp") services.helpers.insert(helper);
}

void add_predefined(Vdom& vdom) {
  vdom.services.emplace("ALL", Services{{ServiceBox::any()}, true});
  vdom.services.emplace("ALL_ICMP", Services{{icmp_box(kIcmp, {}, {})}, true});
  vdom.services.emplace("ALL_ICMP6", Services{{icmp_box(kIcmp6, {}, {})}, true});
  vdom.services.emplace("PING", Services{{icmp_box(kIcmp, 8, {})}, true});
  vdom.services.emplace("PING6", Services{{icmp_box(kIcmp6, 128, {})}, true});
  for (const Predefined& known : kPredefined) {
    const bool ports = has_ports(known.protocol);
    vdom.services[known.name].boxes.push_back(ports ? ServiceBox::to_port(known.protocol, known.first, known.last)
                                                    : ServiceBox::of_protocol(known.protocol));
  }
  for (auto& [name, services] : vdom.services) services.helpers = helpers_of(vdom, services.boxes);
}

class Groups {
 public:
  explicit Groups(Vdom& vdom) : vdom_(vdom), known_(vdom.services) {}
  void add(const Node& node) { nodes_[node.name] = &node; }
  void resolve() {
    for (const auto& [name, node] : nodes_) of(name, 0);
  }

 private:
  Services of(std::string_view name, std::size_t depth) {
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    const auto node = nodes_.find(name);
    if (node == nodes_.end() || depth > kMaxDepth || !open_.insert(name).second) return all_helped();
    Services all;
    if (const Setting* members = node->second->find("member")) {
      for (const std::string_view member : members->values) {
        const Services part = of(member, depth + 1);
        if (all.boxes.size() + part.boxes.size() > kMaxBoxes) {
          all = all_helped();
          break;
        }
        all.boxes.insert(all.boxes.end(), part.boxes.begin(), part.boxes.end());
        all.helpers.insert(part.helpers.begin(), part.helpers.end());
        all.exact = all.exact && part.exact;
      }
    }
    open_.erase(name);
    known_[name] = all;
    return all;
  }

  Services all_helped() const {
    Services all = unknown();
    all.helpers = helpers_of(vdom_, all.boxes);
    return all;
  }

  const Vdom& vdom_;
  ServicesByName& known_;
  std::map<std::string_view, const Node*> nodes_;
  std::set<std::string_view> open_;
};

/// A schedule without times that has every day is always active; every other one is a condition.
bool is_always(const Node& node) {
  const Setting* days = node.find("day");
  return node.find("start") == nullptr && node.find("end") == nullptr && days != nullptr && days->values.size() == 7;
}

void read_schedules(Reader& reader) {
  for (Vdom& vdom : reader.vdoms) vdom.always.insert("always");
  for (const std::string_view name : {"firewall schedule recurring", "firewall schedule onetime", "firewall schedule group"}) {
    for_each_block(reader, name, [&](Vdom& vdom, const Node& block) {
      take(reader.config, block.line, LineTaken::understood);
      for (const Node& entry : block.children) {
        take_settings(reader, entry, kScheduleKeys, reader.config.id);
        if (name == "firewall schedule recurring" && is_always(entry))
          vdom.always.insert(entry.name);
        else if (entry.name == "always")
          vdom.always.erase(entry.name);
      }
    });
  }
}

}  // namespace

void read_services(Reader& reader) {
  for (Vdom& vdom : reader.vdoms) add_predefined(vdom);
  for_each_block(reader, "firewall service custom", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kServiceKeys, reader.config.id);
      Services read = service(entry);
      add_helpers(vdom, entry, read);
      vdom.services[entry.name] = std::move(read);
    }
  });
  for (Vdom& vdom : reader.vdoms) {
    Groups groups(vdom);
    for (const Node* block : vdom.blocks) {
      if (block->name != "firewall service group") continue;
      take(reader.config, block->line, LineTaken::understood);
      for (const Node& entry : block->children) {
        take_settings(reader, entry, kServiceGroupKeys, reader.config.id);
        groups.add(entry);
      }
    }
    groups.resolve();
  }
  read_schedules(reader);
}

Services services_of(const Vdom& vdom, std::span<const std::string_view> names) {
  Services all;
  for (const std::string_view name : names) {
    const auto found = vdom.services.find(name);
    if (found == vdom.services.end()) {
      all = unknown();
      all.helpers = helpers_of(vdom, all.boxes);
      return all;
    }
    all.helpers.insert(found->second.helpers.begin(), found->second.helpers.end());
    all.boxes.insert(all.boxes.end(), found->second.boxes.begin(), found->second.boxes.end());
    all.exact = all.exact && found->second.exact;
  }
  return all;
}

}  // namespace sekimori::fortios
