// Address and service objects and their groups. Sources: docs/vendors/pan-os.md.
#include <algorithm>
#include <array>

#include "config_device.hpp"
#include "panos_reader.hpp"

namespace sekimori::panos {
namespace {

constexpr std::size_t kMostMembers = 200'000;  // of one list of names, beyond which it is not known

const Statement* object_of(const Scope& scope, std::string_view kind, std::string_view name) {
  for (const Statement* at : {scope.vsys, scope.shared}) {
    if (at == nullptr) continue;
    if (const Statement* found = at->at({kind, name})) return found;
  }
  return nullptr;
}

/// Looks names up and collects what they stand for.
class AddressCollector {
 public:
  explicit AddressCollector(const Scope& scope) : scope_(scope) {}

  void add(std::string_view name) {
    if (name == "any") {
      insert(Family::v4, 0, top_address(Family::v4));
      insert(Family::v6, 0, top_address(Family::v6));
      return;
    }
    if (const Statement* object = object_of(scope_, "address", name)) {
      const Statement* kind = object->find("ip-netmask");
      if (kind == nullptr) kind = object->find("ip-range");
      if (kind == nullptr || !insert_text(kind->value())) exact_ = false;  // FQDN, wildcard
      return;
    }
    if (const Statement* group = object_of(scope_, "address-group", name)) return add_group(*group);
    if (!insert_text(name)) exact_ = false;  // a region, an external list, or nothing at all
  }

  Addresses take() {
    Addresses all;
    all.v4 = AddressSet::of_intervals(Family::v4, std::move(v4_));
    all.v6 = AddressSet::of_intervals(Family::v6, std::move(v6_));
    all.exact = exact_;
    return all;
  }

 private:
  void add_group(const Statement& group) {
    const Statement* members = group.find("static");
    // Older forms list the members below the group itself.
    if (members == nullptr && group.find("dynamic") == nullptr) members = &group;
    if (members == nullptr) {
      exact_ = false;
      return;
    }
    const auto entry = entered_.enter(group);
    if (entry == EnteredGroups::Entry::loop) exact_ = false;
    if (entry != EnteredGroups::Entry::first) return;
    for (const Statement& member : members->children) add(member.word);
    entered_.leave(group);
  }

  void insert(Family family, AddressBits first, AddressBits last) {
    if (v4_.size() + v6_.size() >= kMostMembers) {
      exact_ = false;
      return;
    }
    (family == Family::v4 ? v4_ : v6_).push_back({first, last});
  }

  /// "10.0.0.0/8", "10.0.0.1", "10.0.0.1-10.0.0.9". False: none of them.
  bool insert_text(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash != std::string_view::npos) {
      const auto first = parse_address(text.substr(0, dash)), last = parse_address(text.substr(dash + 1));
      if (!first || !last || first->family != last->family || first->bits > last->bits) return false;
      insert(first->family, first->bits, last->bits);
      return true;
    }
    for (const Family family : {Family::v4, Family::v6}) {
      if (const auto read = read_address_and_length(text, family)) {
        insert(family, read->prefix().network().bits, read->prefix().last());
        return true;
      }
    }
    const auto host = parse_address(text);
    if (host) insert(host->family, host->bits, host->bits);
    return host.has_value();
  }

  const Scope& scope_;
  std::vector<AddressInterval> v4_, v6_;
  EnteredGroups entered_;
  bool exact_ = true;
};

/// "80", "1024-65535", "80,443".
std::optional<std::vector<ServiceInterval>> ports_of(std::string_view text) {
  std::vector<ServiceInterval> all;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t dash = part.find('-');
    const auto first = read_number(part.substr(0, dash), 65'535);
    const auto last = dash == std::string_view::npos ? first : read_number(part.substr(dash + 1), 65'535);
    if (!first || !last || *first > *last) return std::nullopt;
    all.push_back({static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)});
  }
  return all;
}

bool add_service(const Statement& object, std::vector<ServiceBox>& boxes) {
  const Statement* protocol = object.find("protocol");
  if (protocol == nullptr) return false;
  for (const Statement& kind : protocol->children) {
    const std::uint8_t number = kind.word == "tcp" ? kTcp : kind.word == "udp" ? kUdp : kind.word == "sctp" ? kSctp : std::uint8_t{0};
    const Statement* port = kind.find("port");
    const Statement* source = kind.find("source-port");
    const auto to = port == nullptr ? std::nullopt : ports_of(port->value());
    const auto from = source == nullptr ? std::optional(std::vector<ServiceInterval>{{0, 65'535}}) : ports_of(source->value());
    constexpr std::size_t kMostBoxes = 65'536;  // each combination of ports is one
    if (number == 0 || !to || !from || to->size() * from->size() > kMostBoxes) return false;
    for (const ServiceInterval& destination : *to) {
      for (const ServiceInterval& sender : *from) {
        ServiceBox box = ServiceBox::of_protocol(number);
        box[ServiceField::dport] = destination;
        box[ServiceField::sport] = sender;
        boxes.push_back(box);
      }
    }
  }
  return true;
}

void add_service_name(const Scope& scope, std::string_view name, EnteredGroups& entered, Services& to) {
  if (name == "any") {
    to.boxes.push_back(ServiceBox::any());
    return;
  }
  if (const Statement* object = object_of(scope, "service", name)) {
    to.exact = add_service(*object, to.boxes) && to.exact;
    return;
  }
  if (const Statement* group = object_of(scope, "service-group", name)) {
    const Statement* members = group->find("members");
    if (members == nullptr) members = group;
    const auto entry = entered.enter(*group);
    if (entry == EnteredGroups::Entry::loop) to.exact = false;
    if (entry != EnteredGroups::Entry::first) return;
    for (const Statement& member : members->children) add_service_name(scope, member.word, entered, to);
    entered.leave(*group);
    return;
  }
  // Predefined (Administrator's Guide, "Services").
  if (name == "service-http") {
    to.boxes.push_back(ServiceBox::to_port(kTcp, 80, 80));
    to.boxes.push_back(ServiceBox::to_port(kTcp, 8080, 8080));
  } else if (name == "service-https") {
    to.boxes.push_back(ServiceBox::to_port(kTcp, 443, 443));
  } else {
    to.exact = false;
  }
}

}  // namespace

std::vector<AddressPattern> Addresses::patterns() const {
  std::vector<AddressPattern> all = patterns_of(v4);
  const std::vector<AddressPattern> more = patterns_of(v6);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Addresses addresses_of(const Scope& scope, const std::vector<std::string_view>& names) {
  AddressCollector all(scope);
  for (const std::string_view name : names) all.add(name);
  return all.take();
}

Services services_of(const Scope& scope, const std::vector<std::string_view>& names, const std::vector<std::string_view>& applications) {
  Services all;
  EnteredGroups entered;
  for (const std::string_view name : names) {
    if (name != "application-default") {
      add_service_name(scope, name, entered, all);
      continue;
    }
    for (const std::string_view application : applications) {
      const auto ports = default_ports(application);
      if (ports)
        all.boxes.insert(all.boxes.end(), ports->begin(), ports->end());
      else
        all.exact = false;
    }
  }
  return all;
}

std::optional<std::vector<ServiceBox>> default_ports(std::string_view application) {
  struct Port {
    std::string_view application;
    std::uint8_t protocol;
    std::uint16_t port;
  };
  // Applipedia, "Standard ports"; an application whose ports are not here may use any.
  constexpr std::array<Port, 26> kPorts = {
      {{"dns", kTcp, 53},         {"dns", kUdp, 53},      {"ftp", kTcp, 21},     {"imap", kTcp, 143},      {"kerberos", kTcp, 88},
       {"kerberos", kUdp, 88},    {"ldap", kTcp, 389},    {"ldap", kUdp, 389},   {"ms-ds-smb", kTcp, 445}, {"ms-ds-smb", kTcp, 139},
       {"ms-rdp", kTcp, 3389},    {"ms-rdp", kUdp, 3389}, {"mysql", kTcp, 3306}, {"ntp", kUdp, 123},       {"pop3", kTcp, 110},
       {"postgres", kTcp, 5432},  {"smtp", kTcp, 25},     {"smtp", kTcp, 587},   {"snmp", kUdp, 161},      {"snmp-trap", kUdp, 162},
       {"ssh", kTcp, 22},         {"ssl", kTcp, 443},     {"syslog", kUdp, 514}, {"telnet", kTcp, 23},     {"tftp", kUdp, 69},
       {"web-browsing", kTcp, 80}}};
  std::vector<ServiceBox> boxes;
  for (const Port& port : kPorts) {
    if (port.application == application) boxes.push_back(ServiceBox::to_port(port.protocol, port.port, port.port));
  }
  if (application == "ping" || application == "icmp") {
    boxes.push_back(ServiceBox::of_protocol(kIcmp));
    boxes.push_back(ServiceBox::of_protocol(kIcmp6));
  }
  if (application == "ping6" || application == "ipv6-icmp") boxes.push_back(ServiceBox::of_protocol(kIcmp6));
  return boxes.empty() ? std::nullopt : std::optional(std::move(boxes));
}

}  // namespace sekimori::panos
