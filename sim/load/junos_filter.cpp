// Firewall filters: terms in order, the first that matches decides; what no term matches is dropped. Sources: docs/vendors/junos.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

struct Name {
  std::string_view name;
  std::uint16_t value;
};
// Junos Routing Policies and Firewall Filters Guide, "Firewall filter match conditions": names of ports and protocols.
constexpr Name kPorts[] = {
    {"afs", 1483},    {"bgp", 179},         {"biff", 512},       {"bootpc", 68},       {"bootps", 67},   {"cvspserver", 2401},
    {"dhcp", 67},     {"domain", 53},       {"ekshell", 2106},   {"exec", 512},        {"finger", 79},   {"ftp", 21},
    {"ftp-data", 20}, {"http", 80},         {"https", 443},      {"ident", 113},       {"imap", 143},    {"kerberos-sec", 88},
    {"klogin", 543},  {"kpasswd", 761},     {"ldap", 389},       {"ldp", 646},         {"login", 513},   {"mobileip-agent", 434},
    {"msdp", 639},    {"netbios-dgm", 138}, {"netbios-ns", 137}, {"netbios-ssn", 139}, {"nfsd", 2049},   {"nntp", 119},
    {"ntalk", 518},   {"ntp", 123},         {"pop3", 110},       {"pptp", 1723},       {"printer", 515}, {"radacct", 1813},
    {"radius", 1812}, {"rip", 520},         {"rkinit", 2108},    {"smtp", 25},         {"snmp", 161},    {"snmptrap", 162},
    {"socks", 1080},  {"ssh", 22},          {"sunrpc", 111},     {"syslog", 514},      {"tacacs", 49},   {"talk", 517},
    {"telnet", 23},   {"tftp", 69},         {"timed", 525},      {"who", 513},         {"xdmcp", 177}};
constexpr Name kProtocols[] = {{"ah", 51},    {"dstopts", 60}, {"egp", 8},  {"esp", 50}, {"gre", 47},  {"hop-by-hop", 0}, {"icmp", 1},
                               {"icmp6", 58}, {"icmpv6", 58},  {"igmp", 2}, {"ipip", 4}, {"ipv6", 41}, {"ospf", 89},      {"pim", 103},
                               {"rsvp", 46},  {"sctp", 132},   {"tcp", 6},  {"udp", 17}, {"vrrp", 112}};
constexpr Name kIcmpTypes[] = {{"echo-reply", 0},         {"unreachable", 3},          {"source-quench", 4},    {"redirect", 5},
                               {"echo-request", 8},       {"router-advertisement", 9}, {"router-solicit", 10},  {"time-exceeded", 11},
                               {"parameter-problem", 12}, {"timestamp", 13},           {"timestamp-reply", 14}, {"info-request", 15},
                               {"info-reply", 16},        {"mask-request", 17},        {"mask-reply", 18}};

std::optional<std::uint16_t> named(std::span<const Name> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Name::name);
  return found == table.end() ? std::nullopt : std::optional(found->value);
}

/// The longest prefix decides: `except` takes out what a shorter one put in.
struct Entries {
  std::vector<std::pair<Prefix, bool>> all;  ///< false: except
  bool exact = true;

  /// Without exceptions the order is no matter.
  [[nodiscard]] AddressSet set(Family family) const {
    if (std::ranges::all_of(all, [](const auto& entry) { return entry.second; })) {
      std::vector<AddressInterval> intervals;
      for (const auto& [prefix, in] : all) intervals.push_back({prefix.network().bits, prefix.last()});
      return AddressSet::of_intervals(family, std::move(intervals));
    }
    std::vector<std::pair<Prefix, bool>> sorted = all;
    std::ranges::stable_sort(sorted, {}, [](const auto& entry) { return entry.first.length(); });
    AddressSet result(family);
    for (const auto& [prefix, in] : sorted) {
      AddressSet one(family);
      one.insert({prefix.network().bits, prefix.last()});
      result = in ? result.united(one) : result.intersected(one.complement());
    }
    return result;
  }
};

/// What a term asks for; `exact` false: a condition is not modelled, and the term matches less than this.
struct Term {
  AddressSet src, dst, either;
  bool has_src = false, has_dst = false, has_either = false;
  std::vector<std::uint8_t> protocols;
  std::vector<ServiceInterval> sports, dports, ports;
  std::vector<ServiceInterval> icmp_types;
  bool established = false, later_only = false;
  bool exact = true;

  [[nodiscard]] bool narrow() const { return !sports.empty() || !dports.empty() || !ports.empty() || !icmp_types.empty() || established; }

  /// Each combination of ports is a box of its own.
  [[nodiscard]] std::size_t boxes() const {
    const auto at_least_one = [](std::size_t count) { return std::max<std::size_t>(count, 1); };
    return at_least_one(protocols.size()) * at_least_one(sports.size()) * at_least_one(dports.size()) * at_least_one(2 * ports.size());
  }

  explicit Term(Family family) : src(family), dst(family), either(family) {}
};

class FilterMaker {
 public:
  FilterMaker(Reader& reader, Family family) : reader_(reader), family_(family) {}

  FilterId make(const Statement& filter) {
    const FilterId id = add_filter(reader_.config, filter.word, filter.line);
    take_statement(reader_.config, filter, LineTaken::understood);
    for (const Statement& child : filter.children) {
      if (child.word == "term") {
        for (const Statement& term : child.children) read_term(term, id);
      } else if (child.word == "interface-specific" || child.word == "accounting-profile") {
        harmless(reader_, child);
      }
    }
    return id;
  }

 private:
  void read_term(const Statement& term, FilterId id) {
    take_statement(reader_.config, term, LineTaken::understood);
    Term it(family_);
    bool known = true;
    if (const Statement* from = term.find("from")) {
      for (const Statement& condition : from->children) known = read_condition(condition, it) && known;
      take_statement(reader_.config, *from, LineTaken::understood);
    }
    std::optional<Action> action = Action::permit;  // a term without an action accepts
    bool next = false;
    if (const Statement* then = term.find("then")) {
      take_statement(reader_.config, *then, LineTaken::understood);
      for (const Statement& what : then->children) {
        if (what.word == "accept") {
          understood(reader_, what);
        } else if (what.word == "discard" || what.word == "reject") {
          action = Action::deny;
          understood(reader_, what);
        } else if (what.word == "next") {
          next = true;
          understood(reader_, what);
        } else if (what.word == "count" || what.word == "log" || what.word == "syslog" || what.word == "sample" ||
                   what.word == "forwarding-class" || what.word == "loss-priority" || what.word == "dscp") {
          harmless(reader_, what);
        } else if (what.word == "policer") {
          assume_subtree(reader_.config, what, closes(id, "drops packets above a rate"));
        } else if (what.word == "routing-instance" || what.word == "next-ip" || what.word == "next-ip6") {
          for (const auto& [name, vrf] : reader_.vrfs) make_any_routing(reader_.config, vrf, what.line, "a filter chooses the table");
          understood(reader_, what);
        } else {
          known = false;
        }
      }
    }
    for (const Statement& child : term.children) known = known && (child.word == "from" || child.word == "then");
    if (!known) {
      // Where a term may match anything, what stands below it may never be asked.
      assume_default(reader_.config, reader_.config.at(term.line), both(id, "a term that is not understood"), term.word);
      return;
    }
    if (next) return;
    // Ports, types and flags are looked for where TCP, UDP or ICMP has them, whatever the packet is ("it does not check the protocol").
    constexpr std::size_t kMostBoxes = 65'536;
    if (it.boxes() > kMostBoxes) {
      it = widened(it);
    } else if (it.narrow() && it.protocols.empty()) {
      it.exact = false;
    }
    if (!it.exact) {
      assume_default(reader_.config, reader_.config.at(term.line),
                     {Effect::may_close, id, "unmodelled-condition",
                      *action == Action::permit ? "a condition is not modelled: the term accepts without it (F1)"
                                                : "a condition is not modelled: the term is left out (F1)"},
                     term.word);
      if (*action == Action::deny) return;
    }
    add_rules(it, *action, term, id);
  }

  /// Too many combinations: the term by its addresses alone.
  static Term widened(Term it) {
    it.protocols.clear();
    it.sports.clear();
    it.dports.clear();
    it.ports.clear();
    it.icmp_types.clear();
    it.established = it.later_only = it.exact = false;
    return it;
  }

  void add_rules(const Term& it, Action action, const Statement& term, FilterId id) {
    const std::vector<AddressPattern> any = {AddressPattern::any(family_)};
    const auto patterns = [&](bool has, const AddressSet& set) { return has ? patterns_of(set) : any; };
    std::vector<HeaderMatch> matches;
    HeaderMatch base;
    base.src = patterns(it.has_src, it.src);
    base.dst = patterns(it.has_dst, it.dst);
    if (!it.has_either) {
      matches.push_back(base);
    } else {
      // `address`: either end.
      const AddressSet src = it.has_src ? it.src.intersected(it.either) : it.either,
                       dst = it.has_dst ? it.dst.intersected(it.either) : it.either;
      matches.push_back({patterns_of(src), base.dst, {}});
      matches.push_back({base.src, patterns_of(dst), {}});
    }
    for (HeaderMatch& match : matches) {
      match.services = boxes_of(it, action);
      if (match.src.empty() || match.dst.empty() || match.services.empty()) continue;
      reader_.network().filters[id.index].rules.push_back({action, match, reader_.config.at(term.line), term.word});
    }
  }

  /// Only the first fragment has ports and types: an accepting term passes the later ones by their addresses, a dropping one leaves them.
  std::vector<ServiceBox> boxes_of(const Term& it, Action action) {
    std::vector<ServiceBox> boxes;
    const std::vector<std::uint8_t>& protocols = it.protocols;
    const bool narrow = it.narrow();
    if (narrow && protocols.empty()) return {ServiceBox::any()};
    const std::vector<ServiceInterval> every = {{0, 65'535}};
    const auto& sports = it.sports.empty() ? every : it.sports;
    const auto& dports = it.dports.empty() ? every : it.dports;
    const auto add = [&](ServiceBox box) {
      if (narrow) box[ServiceField::fragment] = {0, 0};
      if (it.later_only) box[ServiceField::fragment] = {1, 1};
      boxes.push_back(box);
    };
    if (protocols.empty()) add(ServiceBox::any());
    for (const std::uint8_t protocol : protocols) {
      ServiceBox box = ServiceBox::of_protocol(protocol);
      if (it.established) box[ServiceField::established] = {1, 1};
      const bool ported = has_ports(protocol);
      if (!ported && (!it.sports.empty() || !it.dports.empty() || !it.ports.empty())) continue;
      if (!it.icmp_types.empty()) {
        if (protocol != kIcmp && protocol != kIcmp6) continue;
        for (const ServiceInterval& type : it.icmp_types) {
          ServiceBox one = box;
          one[ServiceField::icmp] = {static_cast<std::uint16_t>(type.first * 256), static_cast<std::uint16_t>(type.last * 256 + 255)};
          add(one);
        }
        continue;
      }
      for (const ServiceInterval& sport : sports) {
        for (const ServiceInterval& dport : dports) {
          ServiceBox one = box;
          if (ported) {
            one[ServiceField::sport] = sport;
            one[ServiceField::dport] = dport;
          }
          if (it.ports.empty()) add(one);
          for (const ServiceInterval& either : it.ports) {
            for (const ServiceField side : {ServiceField::sport, ServiceField::dport}) {
              ServiceBox end = one;
              const ServiceInterval common = {std::max(end[side].first, either.first), std::min(end[side].last, either.last)};
              if (common.first > common.last) continue;
              end[side] = common;
              add(end);
            }
          }
        }
      }
    }
    if (narrow && action == Action::permit) {
      for (const std::uint8_t protocol : protocols) {
        ServiceBox later = ServiceBox::of_protocol(protocol);
        later[ServiceField::fragment] = {1, 1};
        boxes.push_back(later);
      }
    }
    return boxes;
  }

  /// "10.0.0.0/8" or "10.0.0.0/8 except" below the condition.
  bool read_addresses(const Statement& condition, AddressSet& set, bool& has) {
    Entries entries;
    for (const Statement& address : condition.children) {
      const auto read = read_prefix_or_host(address.word, family_);
      if (!read) return false;
      const bool except = address.children.size() == 1 && address.children[0].word == "except";
      if (!address.children.empty() && !except) return false;
      entries.all.emplace_back(read->prefix(), !except);
    }
    constexpr std::size_t kMostWithExceptions = 2'000;  // each costs a pass over the set
    const bool some_except = std::ranges::any_of(entries.all, [](const auto& entry) { return !entry.second; });
    if (some_except && entries.all.size() > kMostWithExceptions) return false;
    // Exceptions alone except from everything.
    const bool only_except = std::ranges::none_of(entries.all, [](const auto& entry) { return entry.second; });
    if (only_except && !entries.all.empty()) entries.all.emplace_back(Prefix::everything(family_), true);
    add(set, has, entries.set(family_));
    return true;
  }

  bool read_lists(const Statement& condition, AddressSet& set, bool& has) {
    AddressSet all(family_);
    for (const Statement& name : condition.children) {
      const auto& list = prefix_list(reader_, name.word, family_);
      if (!list || !name.children.empty()) return false;  // `except`
      all = all.united(*list);
    }
    add(set, has, all);
    return true;
  }

  /// Addresses and lists of one end are alternatives.
  static void add(AddressSet& set, bool& has, const AddressSet& more) {
    set = set.united(more);
    has = true;
  }

  static bool read_ports(const Statement& condition, std::vector<ServiceInterval>& ports) {
    for (const Statement& port : condition.children) {
      const auto read = port_of(port.word);
      if (!read) return false;
      ports.push_back(*read);
    }
    return !condition.children.empty();
  }

  bool read_condition(const Statement& condition, Term& it) {
    const bool known = condition_of(condition, it);
    if (known) understood(reader_, condition);
    return known;
  }

  bool condition_of(const Statement& condition, Term& it) {
    const std::string_view word = condition.word;
    if (word == "source-address") return read_addresses(condition, it.src, it.has_src);
    if (word == "destination-address") return read_addresses(condition, it.dst, it.has_dst);
    if (word == "address") return read_addresses(condition, it.either, it.has_either);
    if (word == "source-prefix-list") return read_lists(condition, it.src, it.has_src);
    if (word == "destination-prefix-list") return read_lists(condition, it.dst, it.has_dst);
    if (word == "prefix-list") return read_lists(condition, it.either, it.has_either);
    if (word == "source-port") return read_ports(condition, it.sports);
    if (word == "destination-port") return read_ports(condition, it.dports);
    if (word == "port") return read_ports(condition, it.ports);
    if (word == "protocol" || word == "next-header" || word == "payload-protocol") {
      for (const Statement& protocol : condition.children) {
        const auto number = protocol_of(protocol.word);
        if (!number) return false;
        it.protocols.push_back(*number);
      }
      return !condition.children.empty();
    }
    if (word == "icmp-type") {
      for (const Statement& type : condition.children) {
        const auto number = named(kIcmpTypes, type.word);
        const auto plain = read_number(type.word, 255);
        if ((!number || family_ != Family::v4) && !plain) return false;
        const auto value = plain ? static_cast<std::uint16_t>(*plain) : *number;
        it.icmp_types.push_back({value, value});
      }
      return !condition.children.empty();
    }
    if (word == "tcp-established" && condition.children.empty()) return it.established = true;
    if (word == "is-fragment" && condition.children.empty()) return it.later_only = true;
    constexpr std::array<std::string_view, 14> kConditions = {
        "dscp",       "precedence",     "packet-length", "ttl",       "tcp-flags",       "tcp-initial",    "icmp-code",
        "ip-options", "first-fragment", "traffic-class", "hop-limit", "interface-group", "fragment-flags", "forwarding-class"};
    if (std::ranges::find(kConditions, word) == kConditions.end()) return false;
    it.exact = false;
    return true;
  }

  Reader& reader_;
  Family family_;
};

const Statement* definition(const Reader& reader, std::string_view name, Family family) {
  if (const Statement* found = reader.root.at({"firewall", "family", family == Family::v4 ? "inet" : "inet6", "filter", name}))
    return found;
  return family == Family::v4 ? reader.root.at({"firewall", "filter", name}) : nullptr;
}

}  // namespace

std::optional<ServiceInterval> port_of(std::string_view text) {
  if (const auto value = named(kPorts, text)) return ServiceInterval{*value, *value};
  const std::size_t dash = text.find('-');
  const auto first = read_number(text.substr(0, dash), 65'535);
  const auto last = dash == std::string_view::npos ? first : read_number(text.substr(dash + 1), 65'535);
  if (!first || !last || *first > *last) return std::nullopt;
  return ServiceInterval{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

std::optional<std::uint8_t> protocol_of(std::string_view text) {
  if (const auto value = named(kProtocols, text)) return static_cast<std::uint8_t>(*value);
  const auto number = read_number(text, 255);
  return number ? std::optional(static_cast<std::uint8_t>(*number)) : std::nullopt;
}

namespace {

std::optional<AddressSet> read_prefix_list(const Reader& reader, std::string_view name, Family family) {
  const Statement* list = reader.root.at({"policy-options", "prefix-list", name});
  if (list == nullptr) return std::nullopt;
  std::vector<AddressInterval> members;
  for (const Statement& entry : list->children) {
    bool read_any = false;
    for (const Family one : {Family::v4, Family::v6}) {
      const auto read = read_prefix_or_host(entry.word, one);
      if (!read) continue;
      read_any = true;
      if (one == family) members.push_back({read->prefix().network().bits, read->prefix().last()});
    }
    if (!read_any) return std::nullopt;  // `apply-path`
  }
  return AddressSet::of_intervals(family, std::move(members));
}

}  // namespace

const std::optional<AddressSet>& prefix_list(Reader& reader, std::string_view name, Family family) {
  const std::string key = std::string(family == Family::v4 ? "4 " : "6 ") + std::string(name);
  const auto known = reader.prefix_lists.find(key);
  if (known != reader.prefix_lists.end()) return known->second;
  return reader.prefix_lists.emplace(key, read_prefix_list(reader, name, family)).first->second;
}

std::optional<FilterId> filter_of(Reader& reader, const Statement& from, Family family) {
  auto& known = reader.filters[static_cast<std::size_t>(family)];
  const auto found = known.find(from.word);
  if (found != known.end()) return found->second;
  const Statement* filter = definition(reader, from.word, family);
  if (filter == nullptr) {
    assume(reader.config, from.line,
           {Effect::may_both, reader.config.id, "undefined-reference", fmt::format("the filter {} is not defined here", from.word)});
    return std::nullopt;
  }
  return known.emplace(from.word, FilterMaker(reader, family).make(*filter)).first->second;
}

void take_unbound_filters(Reader& reader) {
  const Statement* firewall = reader.root.find("firewall");
  if (firewall == nullptr) return;
  const auto unbound = [&](const Statement* filters, std::optional<Family> family) {
    if (filters == nullptr) return;
    for (const Statement& filter : filters->children) {
      if (!family || !reader.filters[static_cast<std::size_t>(*family)].contains(filter.word)) harmless(reader, filter);
    }
  };
  unbound(firewall->find("filter"), Family::v4);
  if (const Statement* families = firewall->find("family")) {
    for (const Statement& family : families->children) {
      const auto which = family.word == "inet"    ? std::optional(Family::v4)
                         : family.word == "inet6" ? std::optional(Family::v6)
                                                  : std::nullopt;
      unbound(family.find("filter"), which);
    }
  }
  if (const Statement* policers = firewall->find("policer")) harmless(reader, *policers);
}

}  // namespace sekimori::junos
