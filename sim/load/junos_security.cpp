// SRX: zones and the policies between them. Policies see destinations after translation and sources before it, as the model does.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

constexpr std::size_t kMostPatterns = 1'000'000;  // of all policies, beyond which the addresses of one count as not known

struct Application {
  std::string_view name;
  std::uint8_t protocol;
  std::uint16_t first, last;
};
// "Predefined applications", `show configuration groups junos-defaults applications`.
constexpr Application kPredefined[] = {
    {"junos-ftp", kTcp, 21, 21},         {"junos-ssh", kTcp, 22, 22},         {"junos-telnet", kTcp, 23, 23},
    {"junos-smtp", kTcp, 25, 25},        {"junos-dns-udp", kUdp, 53, 53},     {"junos-dns-tcp", kTcp, 53, 53},
    {"junos-tftp", kUdp, 69, 69},        {"junos-http", kTcp, 80, 80},        {"junos-pop3", kTcp, 110, 110},
    {"junos-ntp", kUdp, 123, 123},       {"junos-imap", kTcp, 143, 143},      {"junos-ldap", kTcp, 389, 389},
    {"junos-https", kTcp, 443, 443},     {"junos-smb", kTcp, 139, 139},       {"junos-smb", kTcp, 445, 445},
    {"junos-syslog", kUdp, 514, 514},    {"junos-ms-sql", kTcp, 1433, 1433},  {"junos-radius", kUdp, 1812, 1812},
    {"junos-radacct", kUdp, 1813, 1813}, {"junos-nfs", kUdp, 111, 111},       {"junos-bgp", kTcp, 179, 179},
    {"junos-dhcp-client", kUdp, 68, 68}, {"junos-dhcp-server", kUdp, 67, 67}, {"junos-ike", kUdp, 500, 500},
    {"junos-ike-nat", kUdp, 4500, 4500}, {"junos-tcp-any", kTcp, 0, 65535},   {"junos-udp-any", kUdp, 0, 65535}};

/// An ALG looks into sessions of that protocol to that port, and lets further sessions pass that they tell of.
struct Alg {
  std::string_view name;
  std::uint8_t protocol;
  std::uint16_t port;
};
// "ALG Overview": on unless `disable` says otherwise. Platforms differ in which are on, so each that is on somewhere is taken as on. The
// DNS ALG closes sessions and rewrites answers; it lets nothing else pass. `ike-esp-nat` is off unless enabled.
constexpr Alg kAlgs[] = {{"ftp", kTcp, 21},         {"tftp", kUdp, 69},    {"h323", kTcp, 1720}, {"h323", kUdp, 1719}, {"mgcp", kUdp, 2427},
                         {"mgcp", kUdp, 2727},      {"msrpc", kTcp, 135},  {"msrpc", kUdp, 135}, {"pptp", kTcp, 1723}, {"rsh", kTcp, 514},
                         {"rtsp", kTcp, 554},       {"sccp", kTcp, 2000},  {"sip", kTcp, 5060},  {"sip", kUdp, 5060},  {"sql", kTcp, 1521},
                         {"sunrpc", kTcp, 111},     {"sunrpc", kUdp, 111}, {"talk", kUdp, 517},  {"talk", kUdp, 518},  {"twamp", kTcp, 862},
                         {"ike-esp-nat", kUdp, 500}};

/// The ALG that an application names, whatever its port ("application-protocol").
std::string_view alg_called(std::string_view protocol) {
  constexpr std::pair<std::string_view, std::string_view> kOther[] = {
      {"mgcp-ca", "mgcp"}, {"mgcp-ua", "mgcp"},  {"ms-rpc", "msrpc"},   {"q931", "h323"},
      {"ras", "h323"},     {"sqlnet-v2", "sql"}, {"sun-rpc", "sunrpc"}, {"ike-esp-nat", "ike-esp-nat"}};
  for (const auto& [name, alg] : kOther) {
    if (name == protocol) return alg;
  }
  return protocol;
}

struct Match {
  std::vector<AddressInterval> members4, members6;  ///< while names are looked up; the sets are made of them once
  AddressSet v4{Family::v4}, v6{Family::v6};
  bool exact = true;

  void insert(Family family, AddressBits first, AddressBits last) { (family == Family::v4 ? members4 : members6).push_back({first, last}); }

  [[nodiscard]] std::vector<AddressPattern> patterns() const {
    std::vector<AddressPattern> all = patterns_of(v4);
    const auto more = patterns_of(v6);
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

class SecurityReader {
 public:
  SecurityReader(Reader& reader, const Statement& security) : reader_(reader), security_(security) {}

  void run() {
    if (const Statement* zones = security_.find("zones")) read_zones(*zones);
    if (const Statement* book = security_.find("address-book")) {
      for (const Statement& one : book->children) harmless(reader_, one);  // names, looked up where a policy uses them
    }
    read_tunnels();
    reader_.config.device().kind = DeviceKind::firewall;
    reader_.config.device().firewall = Firewall{};
    reader_.config.device().firewall->at = reader_.config.at(security_.line);
    const Statement* policies = security_.find("policies");
    if (policies == nullptr) return;
    if (const Statement* pairs = policies->find("from-zone")) {
      for (const Statement& from : pairs->children) {
        const Statement* to = from.find("to-zone");
        if (to == nullptr) continue;
        for (const Statement& zone : to->children) {
          if (const Statement* list = zone.find("policy")) {
            for (const Statement& policy : list->children) read_policy(policy, from.word, zone.word);
          }
        }
      }
    }
    if (const Statement* list = policies->at({"global", "policy"})) {
      for (const Statement& policy : list->children) read_policy(policy, {}, {});
    }
    if (const Statement* last = policies->find("default-policy")) {
      if (last->value() == "permit-all") reader_.config.device().firewall->fallback = Action::permit;
      if (last->value() == "permit-all" || last->value() == "deny-all") understood(reader_, *last);
    }
  }

 private:
  /// `bind-interface` makes a VPN the wire of a secure tunnel interface, to the address of its gateway.
  void read_tunnels() {
    const Statement* all = security_.at({"ipsec", "vpn"});
    if (all == nullptr) return;
    for (const Statement& vpn : all->children) {
      const Statement* bound = vpn.find("bind-interface");
      const Statement* gateway = vpn.at({"ike", "gateway"});
      const auto unit = bound == nullptr ? reader_.units.end() : reader_.units.find(bound->value());
      const Statement* address = gateway == nullptr ? nullptr : security_.at({"ike", "gateway", gateway->value(), "address"});
      if (unit == reader_.units.end() || address == nullptr || !reader_.at(unit->second).tunnel) continue;
      reader_.at(unit->second).tunnel->remote = parse_address(address->value());
    }
  }

  void read_zones(const Statement& zones) {
    const Statement* all = zones.find("security-zone");
    if (all == nullptr) return;
    for (const Statement& zone : all->children) {
      std::vector<InterfaceId>& members = reader_.zones[zone.word];
      take_statement(reader_.config, zone, LineTaken::understood);
      for (const Statement& child : zone.children) {
        if (child.word == "interfaces") {
          for (const Statement& name : child.children) {
            const auto unit = reader_.units.find(name.word);
            if (unit == reader_.units.end()) continue;
            members.push_back(unit->second);
            understood(reader_, name);
          }
        } else if (child.word == "host-inbound-traffic" || child.word == "tcp-rst" || child.word == "application-tracking" ||
                   child.word == "description") {
          understood(reader_, child);  // junos_services.cpp: what the device admits to itself
        } else if (child.word == "screen") {
          assume_subtree(reader_.config, child, closes(reader_.config.id, "may drop packets of floods and scans"));
        } else if (child.word == "address-book") {
          harmless(reader_, child);
        }
      }
    }
  }

  /// An address of the zone's own book, of a book attached to the zone, or of the global one.
  const Statement* entry_of(std::string_view zone, std::string_view kind, std::string_view name) {
    if (const Statement* own = security_.at({"zones", "security-zone", zone, "address-book", kind, name})) return own;
    if (const Statement* books = security_.find("address-book")) {
      for (const Statement& book : books->children) {
        const bool attached = book.at({"attach", "zone", zone}) != nullptr;
        if (!attached) continue;
        if (const Statement* found = book.at({kind, name})) return found;
      }
    }
    return security_.at({"address-book", "global", kind, name});
  }

  static bool insert_prefix(Match& match, std::string_view text) {
    for (const Family family : {Family::v4, Family::v6}) {
      if (const auto read = read_address_and_length(text, family)) {
        match.insert(family, read->prefix().network().bits, read->prefix().last());
        return true;
      }
    }
    return false;
  }

  void add_address(Match& match, std::string_view zone, std::string_view name, EnteredGroups& entered) {
    if (name == "any" || name == "any-ipv4") match.insert(Family::v4, 0, top_address(Family::v4));
    if (name == "any" || name == "any-ipv6") match.insert(Family::v6, 0, top_address(Family::v6));
    if (name.starts_with("any")) {
      match.exact = match.exact && (name == "any" || name == "any-ipv4" || name == "any-ipv6");
      return;
    }
    if (const Statement* address = entry_of(zone, "address", name)) {
      if (const Statement* range = address->at({"range-address"})) {
        const Statement* first = range->children.empty() ? nullptr : &range->children[0];
        const Statement* to = first == nullptr ? nullptr : first->find("to");
        const auto low = first == nullptr ? std::nullopt : parse_address(first->word);
        const auto high = to == nullptr ? std::nullopt : parse_address(to->value());
        if (!low || !high || low->family != high->family || low->bits > high->bits) {
          match.exact = false;
          return;
        }
        match.insert(low->family, low->bits, high->bits);
        return;
      }
      bool some = false;
      for (const Statement& child : address->children) {
        if (child.word == "description") continue;
        const std::string_view text = child.word == "ip-prefix" ? child.value() : std::string_view(child.word);
        some = insert_prefix(match, text);
        if (!some) break;
      }
      match.exact = match.exact && some;  // dns-name, wildcard-address
      return;
    }
    const Statement* set = entry_of(zone, "address-set", name);
    const auto entry = set == nullptr ? EnteredGroups::Entry::loop : entered.enter(*set);
    if (entry == EnteredGroups::Entry::loop) match.exact = false;
    if (entry != EnteredGroups::Entry::first) return;
    for (const Statement& child : set->children) {
      if (child.word != "address" && child.word != "address-set") continue;
      for (const Statement& member : child.children) add_address(match, zone, member.word, entered);
    }
    entered.leave(*set);
  }

  Match addresses(const Statement& match, std::string_view key, std::string_view zone) {
    Match result;
    const Statement* names = match.find(key);
    if (names == nullptr) {
      result.exact = false;
      return result;
    }
    EnteredGroups entered;
    for (const Statement& name : names->children) add_address(result, zone, name.word, entered);
    result.v4 = AddressSet::of_intervals(Family::v4, std::move(result.members4));
    result.v6 = AddressSet::of_intervals(Family::v6, std::move(result.members6));
    const std::string excluded = std::string(key) + "-excluded";
    if (match.find(excluded) != nullptr) {
      result.v4 = result.v4.complement();
      result.v6 = result.v6.complement();
    }
    return result;
  }

  bool add_term(const Statement& term, std::vector<ServiceBox>& boxes) {
    const Statement* protocol = term.find("protocol");
    const auto number = protocol == nullptr ? std::nullopt : protocol_of(protocol->value());
    if (!number) return false;
    ServiceBox box = ServiceBox::of_protocol(*number);
    for (const Statement& child : term.children) {
      const bool source = child.word == "source-port";
      if (source || child.word == "destination-port") {
        const auto port = port_of(child.value());
        if (!port || !has_ports(*number)) return false;
        box[source ? ServiceField::sport : ServiceField::dport] = *port;
        box[ServiceField::fragment] = {0, 0};  // sessions are of whole packets
      } else if (child.word != "protocol" && child.word != "inactivity-timeout" && child.word != "description" && child.word != "alg" &&
                 child.word != "application-protocol") {
        return false;  // icmp-type, rpc-program-number, uuid
      }
    }
    boxes.push_back(box);
    const Statement* named = term.find("application-protocol");
    if (named == nullptr) named = term.find("alg");
    if (named == nullptr)
      note_algs(box);
    else if (named->value() != "ignore" && named->value() != "dns" && is_on(alg_called(named->value())))
      algs_.insert(alg_called(named->value()));
    return true;
  }

  bool is_on(std::string_view alg) const {
    const Statement* own = security_.at({"alg", alg});
    if (alg == "ike-esp-nat") return own != nullptr && own->find("enable") != nullptr;
    return own == nullptr || own->find("disable") == nullptr;
  }

  /// The ALGs that listen on its ports.
  void note_algs(const ServiceBox& box) {
    for (const Alg& alg : kAlgs) {
      if (is_on(alg.name) && box.intersected(ServiceBox::to_port(alg.protocol, alg.port, alg.port))) algs_.insert(alg.name);
    }
  }

  /// False: not known which ports it is.
  bool add_application(std::string_view name, std::vector<ServiceBox>& boxes, EnteredGroups& entered) {
    if (name == "any") {
      boxes.push_back(ServiceBox::any());
      note_algs(boxes.back());
      return true;
    }
    if (const Statement* own = reader_.root.at({"applications", "application", name})) {
      if (const Statement* terms = own->find("term"))
        return std::ranges::all_of(terms->children, [&](const Statement& term) { return add_term(term, boxes); });
      return add_term(*own, boxes);
    }
    if (const Statement* set = reader_.root.at({"applications", "application-set", name})) {
      const auto entry = entered.enter(*set);
      if (entry != EnteredGroups::Entry::first) return entry == EnteredGroups::Entry::again;
      bool known = true;
      for (const Statement& child : set->children) {
        if (child.word != "application" && child.word != "application-set") continue;
        for (const Statement& member : child.children) known = add_application(member.word, boxes, entered) && known;
      }
      entered.leave(*set);
      return known;
    }
    if (name == "junos-icmp-all" || name == "junos-ping" || name == "junos-icmp-ping") {
      ServiceBox box = ServiceBox::of_protocol(kIcmp);
      if (name != "junos-icmp-all") box[ServiceField::icmp] = {8 * 256, 8 * 256 + 255};
      boxes.push_back(box);
      return true;
    }
    bool found = false;
    for (const Application& it : kPredefined) {
      if (it.name != name) continue;
      boxes.push_back(ServiceBox::to_port(it.protocol, it.first, it.last));
      note_algs(boxes.back());
      found = true;
    }
    return found;
  }

  std::optional<std::vector<InterfaceId>> members(std::string_view zone) {
    const auto found = reader_.zones.find(zone);
    if (found == reader_.zones.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }

  /// What a policy says besides its addresses, applications and zones.
  struct Meaning {
    bool permit = false, decides = false;
    bool known = true;  ///< every word is understood
    bool exact = true;  ///< no condition is left out
  };

  void read_action(const Statement& then, Meaning& meaning) {
    for (const Statement& what : then.children) {
      if (what.word == "count" || what.word == "log") {
        harmless(reader_, what);
        continue;
      }
      const bool permits = what.word == "permit";
      if (!permits && what.word != "deny" && what.word != "reject") {
        meaning.known = false;
        continue;
      }
      meaning.decides = true;
      meaning.permit = meaning.permit || permits;
      // Services on top only close; a tunnel carries elsewhere.
      if (what.find("tunnel") != nullptr || what.find("destination-address") != nullptr) meaning.known = false;
      understood(reader_, what);
    }
  }

  void read_conditions(const Statement& match, Meaning& meaning) {
    constexpr std::array<std::string_view, 7> kRead = {
        "source-address",          "destination-address",         "application", "from-zone", "to-zone",
        "source-address-excluded", "destination-address-excluded"};
    constexpr std::array<std::string_view, 4> kLeftOut = {"source-identity", "dynamic-application", "source-end-user-profile",
                                                          "url-category"};
    for (const Statement& child : match.children) {
      const bool left_out = std::ranges::find(kLeftOut, child.word) != kLeftOut.end();
      if (!left_out && std::ranges::find(kRead, child.word) == kRead.end()) {
        meaning.known = false;
        continue;
      }
      if (left_out) meaning.exact = meaning.exact && (child.value() == "any" || child.value() == "none");
      understood(reader_, child);
    }
  }

  Meaning meaning_of(const Statement& policy) {
    Meaning meaning;
    const Statement* match = policy.find("match");
    const Statement* then = policy.find("then");
    if (then != nullptr) read_action(*then, meaning);
    if (match != nullptr) read_conditions(*match, meaning);
    for (const Statement& child : policy.children) {
      if (child.word == "description") {
        harmless(reader_, child);
      } else if (child.word == "scheduler-name") {
        meaning.exact = false;
        understood(reader_, child);
      } else if (child.word != "match" && child.word != "then") {
        meaning.known = false;
      }
    }
    meaning.known = meaning.known && meaning.decides && match != nullptr;
    return meaning;
  }

  /// False where nobody is on one of the sides: junos-host is the device itself, a zone may have no interface.
  bool set_sides(const Statement& match, std::string_view from, std::string_view to, FirewallRule& rule) {
    if (from.empty()) return zones_of(match, "from-zone", rule.in) && zones_of(match, "to-zone", rule.out);
    auto in = members(from), out = members(to);
    if (!in || !out) return false;
    rule.in = std::move(*in);
    rule.out = std::move(*out);
    return true;
  }

  /// nullopt where one of the applications is not known: it may be any.
  std::optional<std::vector<ServiceBox>> services_of(const Statement& match) {
    algs_.clear();
    const Statement* applications = match.find("application");
    if (applications == nullptr) {
      note_algs(ServiceBox::any());
      return std::vector{ServiceBox::any()};
    }
    std::vector<ServiceBox> services;
    EnteredGroups entered;
    bool known = true;
    for (const Statement& name : applications->children) known = add_application(name.word, services, entered) && known;
    return known ? std::optional(std::move(services)) : std::nullopt;
  }

  /// `from` empty: a global policy.
  void read_policy(const Statement& policy, std::string_view from, std::string_view to) {
    take_statement(reader_.config, policy, LineTaken::understood);
    const Meaning meaning = meaning_of(policy);
    if (!meaning.known) {
      return assume_default(reader_.config, reader_.config.at(policy.line), both(reader_.config.id, "a policy that is not understood"),
                            policy.word);
    }
    const Statement& match = *policy.find("match");
    Match src = addresses(match, "source-address", from.empty() ? "global" : from);
    Match dst = addresses(match, "destination-address", from.empty() ? "global" : to);
    patterns_ += src.v4.intervals().size() + src.v6.intervals().size() + dst.v4.intervals().size() + dst.v6.intervals().size();
    if (patterns_ > kMostPatterns) src.exact = dst.exact = false;
    auto services = services_of(match);
    patterns_ += services ? services->size() : 0;
    if (patterns_ > kMostPatterns) services.reset();
    if (!services) note_algs(ServiceBox::any());
    if (!meaning.exact || !src.exact || !dst.exact || !services) {
      assume_default(reader_.config, reader_.config.at(policy.line),
                     {Effect::may_close, reader_.config.id, "unmodelled-condition",
                      meaning.permit ? "a condition is not modelled: the policy permits without it (F1)"
                                     : "a condition is not modelled: the policy is left out (F1)"},
                     policy.word);
      if (!meaning.permit) return;
    }
    FirewallRule rule;
    if (!set_sides(match, from, to, rule)) return;
    rule.rule.action = meaning.permit ? Action::permit : Action::deny;
    rule.rule.match.src = src.exact ? src.patterns() : any_address();
    rule.rule.match.dst = dst.exact ? dst.patterns() : any_address();
    rule.rule.match.services = services.value_or(std::vector{ServiceBox::any()});
    rule.rule.at = reader_.config.at(policy.line);
    rule.rule.label = policy.word;
    if (rule.rule.match.src.empty() || rule.rule.match.dst.empty() || rule.rule.match.services.empty()) return;
    if (meaning.permit && !algs_.empty()) {
      const SourceRange at = rule.rule.at;
      assume_default(reader_.config, at,
                     {Effect::may_open, HelperSessions{reader_.config.id, at}, "session-helper",
                      "ALGs are on: they let further sessions pass between the addresses of this policy (F2)"},
                     fmt::format("policy {} with ALGs {}", policy.word, fmt::join(algs_, ", ")));
    }
    reader_.config.device().firewall->rules.push_back(std::move(rule));
  }

  /// Zones of a global policy; none named: any. False when all that are named have no interface.
  bool zones_of(const Statement& match, std::string_view key, std::vector<InterfaceId>& all) {
    const Statement* names = match.find(key);
    if (names == nullptr || names->find("any") != nullptr) return true;
    for (const Statement& name : names->children) {
      if (const auto some = members(name.word)) all.insert(all.end(), some->begin(), some->end());
    }
    return !all.empty();
  }

  Reader& reader_;
  const Statement& security_;
  std::size_t patterns_ = 0;
  std::set<std::string_view> algs_;  ///< of the policy that is being read
};

}  // namespace

void read_security(Reader& reader) {
  const Statement* security = reader.root.find("security");
  if (security == nullptr || (security->find("zones") == nullptr && security->find("policies") == nullptr)) return;
  SecurityReader(reader, *security).run();
  if (const Statement* applications = reader.root.find("applications")) harmless(reader, *applications);
}

}  // namespace sekimori::junos
