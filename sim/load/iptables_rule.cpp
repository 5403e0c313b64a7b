// One rule of iptables-save: matches and target (iptables(8), iptables-extensions(8)).
#include <fmt/format.h>

#include <algorithm>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori::linux_host {
namespace {

using netfilter::Condition;
using netfilter::State;

struct Protocol {
  std::string_view name;
  std::uint8_t number;
};
/// /etc/protocols, as far as rules name them.
constexpr Protocol kProtocols[] = {{"icmp", 1},       {"igmp", 2},  {"ipencap", 4},   {"ipip", 4},       {"tcp", 6},     {"egp", 8},
                                   {"igp", 9},        {"udp", 17},  {"dccp", 33},     {"ipv6", 41},      {"gre", 47},    {"esp", 50},
                                   {"ipsec-esp", 50}, {"ah", 51},   {"ipsec-ah", 51}, {"ipv6-icmp", 58}, {"icmpv6", 58}, {"icmp6", 58},
                                   {"ospf", 89},      {"pim", 103}, {"vrrp", 112},    {"l2tp", 115},     {"sctp", 132},  {"udplite", 136}};

struct IcmpName {
  std::string_view name;
  unsigned first, last;  ///< type * 256 + code
};
/// `iptables -p icmp -h`.
constexpr IcmpName kIcmpNames[] = {{"any", 0, 65535},
                                   {"echo-reply", 0, 255},
                                   {"pong", 0, 255},
                                   {"destination-unreachable", 0x300, 0x3ff},
                                   {"network-unreachable", 0x300, 0x300},
                                   {"host-unreachable", 0x301, 0x301},
                                   {"protocol-unreachable", 0x302, 0x302},
                                   {"port-unreachable", 0x303, 0x303},
                                   {"fragmentation-needed", 0x304, 0x304},
                                   {"source-quench", 0x400, 0x4ff},
                                   {"redirect", 0x500, 0x5ff},
                                   {"echo-request", 0x800, 0x8ff},
                                   {"ping", 0x800, 0x8ff},
                                   {"router-advertisement", 0x900, 0x9ff},
                                   {"router-solicitation", 0xa00, 0xaff},
                                   {"time-exceeded", 0xb00, 0xbff},
                                   {"ttl-exceeded", 0xb00, 0xbff},
                                   {"parameter-problem", 0xc00, 0xcff},
                                   {"timestamp-request", 0xd00, 0xdff},
                                   {"timestamp-reply", 0xe00, 0xeff},
                                   {"address-mask-request", 0x1100, 0x11ff},
                                   {"address-mask-reply", 0x1200, 0x12ff}};
constexpr IcmpName kIcmp6Names[] = {{"destination-unreachable", 0x100, 0x1ff},
                                    {"packet-too-big", 0x200, 0x2ff},
                                    {"time-exceeded", 0x300, 0x3ff},
                                    {"ttl-exceeded", 0x300, 0x3ff},
                                    {"parameter-problem", 0x400, 0x4ff},
                                    {"echo-request", 0x8000, 0x80ff},
                                    {"echo-reply", 0x8100, 0x81ff},
                                    {"router-solicitation", 0x8500, 0x85ff},
                                    {"router-advertisement", 0x8600, 0x86ff},
                                    {"neighbour-solicitation", 0x8700, 0x87ff},
                                    {"neighbor-solicitation", 0x8700, 0x87ff},
                                    {"neighbour-advertisement", 0x8800, 0x88ff},
                                    {"neighbor-advertisement", 0x8800, 0x88ff},
                                    {"redirect", 0x8900, 0x89ff}};

struct StateName {
  std::string_view name;
  unsigned state;
};
constexpr StateName kStates[] = {{"NEW", netfilter::kNew},
                                 {"ESTABLISHED", netfilter::kEstablished},
                                 {"RELATED", netfilter::kRelated},
                                 {"INVALID", netfilter::kInvalid},
                                 {"UNTRACKED", netfilter::kUntracked}};

/// What is before the next comma, which `rest` loses with it; after the last part, `rest` is unset.
std::string_view take_part(std::optional<std::string_view>& rest) {
  const std::size_t comma = rest->find(',');
  const std::string_view part = rest->substr(0, comma);
  if (comma == std::string_view::npos)
    rest.reset();
  else
    rest->remove_prefix(comma + 1);
  return part;
}

std::optional<std::uint8_t> protocol_of(std::string_view text) {
  for (const Protocol& known : kProtocols) {
    if (known.name == text) return known.number;
  }
  const auto number = read_number(text, 255);
  return number ? std::optional(static_cast<std::uint8_t>(*number)) : std::nullopt;
}

std::vector<ServiceInterval> complement(std::vector<ServiceInterval> intervals, std::uint16_t top) {
  std::ranges::sort(intervals);
  std::vector<ServiceInterval> result;
  unsigned next = 0;
  for (const ServiceInterval& it : intervals) {
    if (it.first > next) result.push_back({static_cast<std::uint16_t>(next), static_cast<std::uint16_t>(it.first - 1)});
    next = std::max(next, it.last + 1U);
  }
  if (next <= top) result.push_back({static_cast<std::uint16_t>(next), top});
  return result;
}

struct PortName {
  std::string_view name;
  unsigned port;
};
/// /etc/services, as far as rules written by hand name them; iptables-save prints numbers.
constexpr PortName kPorts[] = {{"ftp-data", 20},    {"ftp", 21},          {"ssh", 22},          {"telnet", 23},        {"smtp", 25},
                               {"domain", 53},      {"bootps", 67},       {"bootpc", 68},       {"tftp", 69},          {"www", 80},
                               {"http", 80},        {"pop3", 110},        {"sunrpc", 111},      {"auth", 113},         {"ntp", 123},
                               {"netbios-ns", 137}, {"netbios-dgm", 138}, {"netbios-ssn", 139}, {"imap", 143},         {"imap2", 143},
                               {"snmp", 161},       {"ldap", 389},        {"https", 443},       {"microsoft-ds", 445}, {"syslog", 514},
                               {"submission", 587}, {"ldaps", 636},       {"imaps", 993},       {"pop3s", 995},        {"mysql", 3306},
                               {"postgresql", 5432}};

std::optional<unsigned> port_of(std::string_view text) {
  if (const auto number = read_number(text, 65'535)) return number;
  const auto* known = std::ranges::find(kPorts, text, &PortName::name);
  return known != std::end(kPorts) ? std::optional(known->port) : std::nullopt;
}

/// "22", "1024:65535", ":1023", lists of them. nullopt: a name that is not known, or nonsense.
std::optional<std::vector<ServiceInterval>> ports_of(std::string_view text) {
  std::vector<ServiceInterval> all;
  for (std::optional rest = text; rest;) {
    const std::string_view part = take_part(rest);
    if (const auto port = port_of(part)) {
      all.push_back({static_cast<std::uint16_t>(*port), static_cast<std::uint16_t>(*port)});
      continue;
    }
    const std::size_t colon = part.find_first_of(":-");
    const std::string_view low = part.substr(0, colon), high = colon == std::string_view::npos ? low : part.substr(colon + 1);
    const auto first = low.empty() && colon != std::string_view::npos ? std::optional(0U) : read_number(low, 65'535);
    const auto last = high.empty() && colon != std::string_view::npos ? std::optional(65'535U) : read_number(high, 65'535);
    if (!first || !last || *first > *last) return std::nullopt;
    all.push_back({static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)});
  }
  return all;
}

std::optional<Address> address_of(std::string_view text, Family family) {
  const auto address = parse_address(text);
  return address && address->family == family ? address : std::nullopt;
}

/// "10.0.0.0/8", "10.0.0.1/255.255.255.0", lists. nullopt: a host name, or a mask with holes.
std::optional<AddressSet> addresses_of(std::string_view text, Family family) {
  AddressSet all(family);
  for (std::optional rest = text; rest;) {
    const std::string_view part = take_part(rest);
    const std::size_t slash = part.find('/');
    const auto address = address_of(part.substr(0, slash), family);
    if (!address) return std::nullopt;
    std::optional<unsigned> length = address_width(family);
    if (slash != std::string_view::npos) {
      const std::string_view mask = part.substr(slash + 1);
      length = read_number(mask, address_width(family));
      if (const auto dotted = length ? std::nullopt : address_of(mask, family)) {
        for (unsigned n = 0; n <= address_width(family) && !length; ++n) {
          if (Prefix::covering({family, 0}, n).mask() == dotted->bits) length = n;
        }
      }
    }
    if (!length) return std::nullopt;
    AddressSet one = AddressSet::of(Prefix::covering(*address, *length));
    all = all.empty() ? std::move(one) : all.united(one);
  }
  return all;
}

/// "10.0.0.1-10.0.0.9" or one address.
std::optional<AddressSet> range_of(std::string_view text, Family family) {
  const std::size_t dash = text.find('-');
  const auto first = address_of(text.substr(0, dash), family);
  const auto last = dash == std::string_view::npos ? first : address_of(text.substr(dash + 1), family);
  if (!first || !last || last->bits < first->bits) return std::nullopt;
  return AddressSet::of_range(family, first->bits, last->bits);
}

/// Matches that say nothing by themselves: their options do.
constexpr std::string_view kOptionsOnly[] = {"tcp",       "udp",       "sctp",  "icmp",    "icmp6", "icmpv6",  "state",
                                             "conntrack", "multiport", "mport", "iprange", "set",   "comment", "addrtype"};
/// Targets after which the next rule is tried, and that change nothing the model has.
constexpr std::string_view kContinue[] = {"LOG", "NFLOG",       "ULOG",      "MARK", "CONNMARK",    "TCPMSS", "CHECKSUM", "TTL",
                                          "HL",  "CLASSIFY",    "DSCP",      "TOS",  "AUDIT",       "TRACE",  "RATEEST",  "SECMARK",
                                          "SET", "CONNSECMARK", "IDLETIMER", "ECN",  "TCPOPTSTRIP", "LED",    "NOTRACK"};

class RuleReader {
 public:
  RuleReader(std::span<const std::string_view> words, std::size_t first, const ConfigDevice& config, Family family, const Ipsets& sets)
      : words_(words), next_(first), config_(config), family_(family), sets_(sets), condition_(netfilter::anything(config, family)) {}

  RuleText run() {
    while (next_ < words_.size()) {
      bool negated = take_mark();
      if (next_ >= words_.size()) break;
      const std::string_view option = words_[next_++];
      if (!option.starts_with('-')) {
        leave_out(std::string(option));
        continue;
      }
      negated = take_mark() || negated;
      read_option(option, negated);
    }
    finish();
    return std::move(out_);
  }

 private:
  bool take_mark() {
    if (next_ >= words_.size() || words_[next_] != "!") return false;
    ++next_;
    return true;
  }
  std::string_view value() { return next_ < words_.size() ? words_[next_++] : std::string_view(); }

  /// The condition stays wider than the rule.
  void leave_out(std::string what) {
    out_.unmodelled.push_back(std::move(what));
    out_.rule.exact = false;
  }
  void leave_out_option(std::string_view option) {
    std::string text(option);
    while (next_ < words_.size() && words_[next_] != "!" && !words_[next_].starts_with('-')) text.append(" ").append(words_[next_++]);
    leave_out(std::move(text));
  }

  void read_option(std::string_view option, bool negated) {
    if (read_addresses(option, negated) || read_protocol(option, negated) || read_service(option, negated) ||
        read_connection(option, negated) || read_target(option)) {
      return;
    }
    if (option == "-m" || option == "--match") {
      const std::string_view module = value();
      if (std::ranges::find(kOptionsOnly, module) == std::end(kOptionsOnly)) leave_out(fmt::format("-m {}", module));
      return;
    }
    if (option == "--comment") {
      value();
      return;
    }
    if (option == "-c" || option == "--set-counters") {
      value();
      value();
      return;
    }
    leave_out_option(option);
  }

  /// `option` and `text`: as written, for what is left out.
  void narrow(AddressSet& field, std::optional<AddressSet> to, bool negated, std::string_view option, std::string_view text) {
    if (!to) return leave_out(text.empty() ? std::string(option) : fmt::format("{} {}", option, text));
    AddressSet among = negated ? to->complement() : std::move(*to);
    field = field.is_everything() ? std::move(among) : field.intersected(among);
  }

  bool read_addresses(std::string_view option, bool negated) {
    if (option == "-s" || option == "--source" || option == "--src") {
      const std::string_view text = value();
      narrow(condition_.src, addresses_of(text, family_), negated, option, text);
    } else if (option == "-d" || option == "--destination" || option == "--dst") {
      const std::string_view text = value();
      narrow(condition_.dst, addresses_of(text, family_), negated, option, text);
    } else if (option == "--src-range" || option == "--dst-range") {
      const std::string_view text = value();
      narrow(option == "--src-range" ? condition_.src : condition_.dst, range_of(text, family_), negated, option, text);
    } else if (option == "-i" || option == "--in-interface" || option == "-o" || option == "--out-interface") {
      const std::string_view name = value();
      netfilter::Ports ports = netfilter::ports_named(config_, name, '+');
      if (negated) ports = netfilter::all_but(std::move(ports));
      netfilter::Ports& field = option == "-i" || option == "--in-interface" ? condition_.in : condition_.out;
      for (std::size_t i = 0; i < field.size(); ++i) field[i] = field[i] && ports[i];
    } else if (option == "--dst-type" || option == "--src-type") {
      read_type(option, negated);
    } else if (option == "--match-set") {
      read_set(negated);
    } else {
      return false;
    }
    return true;
  }

  void read_type(std::string_view option, bool negated) {
    const std::string_view type = value();
    AddressSet& field = option == "--dst-type" ? condition_.dst : condition_.src;
    if (type == "LOCAL") {
      AddressSet own(family_);
      for (const InterfaceId id : config_.network.devices[config_.id.index].interfaces)
        own = own.united(addresses_set_on(config_.network, id, family_));
      own = own.united(AddressSet::of(family_ == Family::v4 ? *parse_prefix("127.0.0.0/8") : *parse_prefix("::1/128")));
      return narrow(field, std::move(own), negated, option, {});
    }
    if (type == "MULTICAST") {
      return narrow(field, AddressSet::of(family_ == Family::v4 ? *parse_prefix("224.0.0.0/4") : *parse_prefix("ff00::/8")), negated,
                    option, {});
    }
    leave_out(fmt::format("{} {}", option, type));
  }

  void read_set(bool negated) {
    const std::string_view name = value(), directions = value();
    const auto found = sets_.find(name);
    if (found == sets_.end() || found->second.family != family_) return leave_out(fmt::format("--match-set {}", name));
    // Whose members come and go: anybody may be in it, or out of it.
    if (!found->second.exact) return leave_out(fmt::format("--match-set {}", name));
    auto members = conditions_of(found->second, directions, netfilter::anything(config_, family_));
    if (!negated) {
      alternatives_.push_back(std::move(members));
      return;
    }
    auto outside = netfilter::without({netfilter::anything(config_, family_)}, members, 1'000);
    if (!outside) return leave_out(fmt::format("! --match-set {}", name));
    alternatives_.push_back(std::move(*outside));
  }

  bool read_protocol(std::string_view option, bool negated) {
    if (option != "-p" && option != "--protocol") return false;
    const std::string_view text = value();
    if (text == "all" || text == "0" || text == "ip") return true;
    const auto number = protocol_of(text);
    if (!number) {
      leave_out(fmt::format("{} {}", option, text));
      return true;
    }
    const ServiceBox box = ServiceBox::of_protocol(*number);
    if (negated)
      restrict_to(ServiceBox::any().without(box));
    else
      restrict_to(box);
    if (!negated) protocol_ = number;
    return true;
  }

  void restrict_to(std::span<const ServiceBox> boxes) {
    std::vector<ServiceBox> both;
    both.reserve(condition_.services.size() * boxes.size());
    for (const ServiceBox& a : condition_.services) {
      for (const ServiceBox& b : boxes) {
        if (const auto box = a.intersected(b)) both.push_back(*box);
      }
    }
    condition_.services = std::move(both);
  }

  void restrict_to(const ServiceBox& box) { restrict_to(std::span(&box, 1)); }

  void restrict_ports(ServiceField field, const std::vector<ServiceInterval>& ports) {
    std::vector<ServiceBox> boxes;
    boxes.reserve(ports.size());
    for (const ServiceInterval& it : ports) boxes.push_back(port_box(field, it));
    restrict_to(boxes);
  }
  static ServiceBox port_box(ServiceField field, const ServiceInterval& ports) {
    ServiceBox box = ServiceBox::any();
    box[field] = ports;
    box[ServiceField::fragment] = {0, 0};  // later fragments have no ports, and match no rule on ports
    return box;
  }

  bool read_service(std::string_view option, bool negated) {
    const bool source = option == "--sport" || option == "--source-port" || option == "--sports" || option == "--source-ports";
    const bool destination =
        option == "--dport" || option == "--destination-port" || option == "--dports" || option == "--destination-ports";
    if (source || destination || option == "--ports") {
      const std::string_view text = value();
      auto ports = ports_of(text);
      if (!ports || !protocol_ || !has_ports(*protocol_)) {
        leave_out(fmt::format("{} {}", option, text));
        return true;
      }
      if (negated) ports = complement(std::move(*ports), 65'535);
      if (source || destination) {
        restrict_ports(source ? ServiceField::sport : ServiceField::dport, *ports);
        return true;
      }
      if (negated) {  // neither of them: not the same as one of the others
        restrict_ports(ServiceField::sport, *ports);
        restrict_ports(ServiceField::dport, *ports);
        return true;
      }
      std::vector<ServiceBox> either;
      for (const ServiceInterval& it : *ports) {
        either.push_back(port_box(ServiceField::sport, it));
        either.push_back(port_box(ServiceField::dport, it));
      }
      restrict_to(either);
      return true;
    }
    if (option == "--icmp-type" || option == "--icmpv6-type") {
      read_icmp(value(), negated,
                option == "--icmpv6-type" ? std::span<const IcmpName>(kIcmp6Names) : std::span<const IcmpName>(kIcmpNames));
      return true;
    }
    if (option == "-f" || option == "--fragment") {
      ServiceBox box = ServiceBox::any();
      box[ServiceField::fragment] = negated ? ServiceInterval{0, 0} : ServiceInterval{1, 1};
      restrict_to(box);
      return true;
    }
    if (option == "--syn") {
      read_flags("FIN,SYN,RST,ACK", "SYN", negated);
      return true;
    }
    if (option == "--tcp-flags") {
      const std::string_view mask = value(), set = value();
      read_flags(mask, set, negated);
      return true;
    }
    return false;
  }

  void read_icmp(std::string_view text, bool negated, std::span<const IcmpName> names) {
    std::optional<ServiceInterval> types;
    for (const IcmpName& known : names) {
      if (known.name == text) types = {static_cast<std::uint16_t>(known.first), static_cast<std::uint16_t>(known.last)};
    }
    const std::size_t slash = text.find('/');
    if (const auto type = read_number(text.substr(0, slash), 255)) {
      const auto code = slash == std::string::npos ? std::nullopt : read_number(text.substr(slash + 1), 255);
      if (code || slash == std::string::npos) {
        types = {static_cast<std::uint16_t>(*type * 256 + code.value_or(0)), static_cast<std::uint16_t>(*type * 256 + code.value_or(255))};
      }
      if (*type == 255 && slash == std::string::npos) types = {0, 65'535};  // iptables' number for any
    }
    if (!types) return leave_out(fmt::format("--icmp-type {}", text));
    if (types->first == 0 && types->last == 65'535 && !negated) return;
    std::vector<ServiceBox> boxes;
    for (const ServiceInterval& it : negated ? complement({*types}, 65'535) : std::vector{*types}) {
      boxes.push_back(port_box(ServiceField::icmp, it));
    }
    restrict_to(boxes);
  }

  /// The model's one flag is "ACK or RST is set".
  void read_flags(std::string_view mask, std::string_view set, bool negated) {
    const auto has = [](std::string_view list, std::string_view flag) {
      const auto flags = split(list, ',');
      return list == "ALL" || std::ranges::find(flags, flag) != flags.end();
    };
    const bool neither = has(mask, "ACK") && has(mask, "RST") && !has(set, "ACK") && !has(set, "RST");
    const bool one = (has(mask, "ACK") && has(set, "ACK")) || (has(mask, "RST") && has(set, "RST"));
    if (!negated && (neither || one)) {
      ServiceBox box = ServiceBox::of_protocol(kTcp);
      box[ServiceField::established] = neither ? ServiceInterval{0, 0} : ServiceInterval{1, 1};
      box[ServiceField::fragment] = {0, 0};
      restrict_to(box);
    }
    leave_out(fmt::format("{}--tcp-flags {} {}", negated ? "! " : "", mask, set));
  }

  bool read_connection(std::string_view option, bool negated) {
    if (option != "--state" && option != "--ctstate") return false;
    const std::string_view text = value();
    unsigned states = 0;
    for (const std::string_view name : split(text, ',')) {
      const auto* known = std::ranges::find(kStates, name, &StateName::name);
      if (known == std::end(kStates)) {
        leave_out(fmt::format("{} {}", option, text));  // SNAT, DNAT
        return true;
      }
      states |= known->state;
    }
    if (negated) states = netfilter::kEveryState & ~states;
    out_.rule.states = out_.rule.states.value_or(netfilter::kEveryState) & states;
    return true;
  }

  bool read_target(std::string_view option) {
    if (option == "-g" || option == "--goto") {
      out_.target = value();
      out_.rule.target = netfilter::Jump{out_.target, false};
      return true;
    }
    if (option != "-j" && option != "--jump") return false;
    out_.target = value();
    const std::string& name = out_.target;
    if (name == "ACCEPT") {
      out_.rule.target = netfilter::Accept{};
    } else if (name == "DROP" || name == "TARPIT") {
      out_.rule.target = netfilter::Drop{};
    } else if (name == "REJECT") {
      out_.rule.target = netfilter::Drop{};
      if (next_ < words_.size() && words_[next_] == "--reject-with") next_ += 2;
    } else if (name == "RETURN") {
      out_.rule.target = netfilter::Return{};
    } else if (name == "SNAT" || name == "DNAT" || name == "MASQUERADE" || name == "REDIRECT" || name == "NETMAP") {
      read_translation(name);
    } else if (std::ranges::find(kContinue, name) != std::end(kContinue)) {
      out_.rule.target = netfilter::Continue{};
      next_ = words_.size();  // its options change nothing that the model has
    } else if (name == "CT") {
      out_.rule.target = netfilter::Continue{};
      out_.opens = std::ranges::find(words_, "--helper") != words_.end();
      untracked_ = std::ranges::find(words_, "--notrack") != words_.end();
      next_ = words_.size();
    } else if (name == "TEE" || name == "TPROXY" || name == "NFQUEUE" || name == "QUEUE" || name == "CLUSTERIP" || name == "SYNPROXY") {
      out_.rule.target = netfilter::Accept{};  // and something of their own, which is an assumption
      out_.unknown_target = true;
      next_ = words_.size();
    } else {
      out_.rule.target = netfilter::Jump{name, true};
    }
    return true;
  }

  void read_translation(std::string_view name) {
    netfilter::Translate how;
    how.kind = name == "SNAT"         ? netfilter::Translation::source
               : name == "MASQUERADE" ? netfilter::Translation::masquerade
               : name == "REDIRECT"   ? netfilter::Translation::redirect
                                      : netfilter::Translation::destination;
    out_.unknown_target = name == "NETMAP";
    bool to = false;
    while (next_ < words_.size()) {
      const std::string_view option = words_[next_++];
      if (option == "--to-source" || option == "--to-destination") {
        to = read_to(value(), how);
      } else if (option == "--to-ports") {
        const auto ports = ports_of(value());
        if (ports && ports->size() == 1) how.ports = ports->front();
      } else if (option == "--to") {
        out_.unknown_target = true;
        value();
      } else if (option.starts_with("--random") || option == "--persistent") {
        continue;
      } else {
        --next_;
        break;
      }
    }
    const bool needs = name == "SNAT" || name == "DNAT";
    if (needs && !to) out_.unknown_target = true;
    out_.rule.target = std::move(how);
  }

  /// "10.0.0.1", "10.0.0.1-10.0.0.9:80-90", "[2001:db8::1]:80", ":8080" is not allowed.
  bool read_to(std::string_view text, netfilter::Translate& how) const {
    if (family_ == Family::v6) {
      const std::size_t bracket = text.find("]:");
      const std::string_view ports = bracket == std::string::npos ? "" : text.substr(bracket + 2);
      if (text.starts_with('[')) text = text.substr(1, text.find(']') - 1);
      return set_to(text, ports, how);
    }
    const std::size_t colon = text.find(':');
    return set_to(text.substr(0, colon), colon == std::string::npos ? "" : text.substr(colon + 1), how);
  }
  bool set_to(std::string_view addresses, std::string_view ports, netfilter::Translate& how) const {
    const auto range = range_of(addresses, family_);
    if (!range) return false;
    how.to = how.to ? how.to->united(*range) : *range;
    if (ports.empty()) return true;
    const auto intervals = ports_of(split(ports, '/').front());
    if (!intervals || intervals->size() != 1) return false;
    how.ports = intervals->front();
    return true;
  }

  void finish() {
    std::vector<Condition> when;
    if (!netfilter::matches_nothing(condition_)) when.push_back(std::move(condition_));
    for (const auto& either : alternatives_) {
      std::vector<Condition> next;
      for (const Condition& a : when) {
        for (const Condition& b : either) {
          bool wider = false;
          auto both = netfilter::meet(a, b, wider);
          if (both) next.push_back(std::move(*both));
          out_.rule.exact = out_.rule.exact && !wider;
        }
      }
      when = std::move(next);
    }
    out_.rule.when = std::move(when);
    if (untracked_) out_.target = "NOTRACK";
  }

  std::span<const std::string_view> words_;
  std::size_t next_;
  const ConfigDevice& config_;
  Family family_;
  const Ipsets& sets_;
  Condition condition_;
  std::vector<std::vector<Condition>> alternatives_;
  std::optional<std::uint8_t> protocol_;
  bool untracked_ = false;
  RuleText out_;
};

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// The rest of a word that has quotes in it, from the first of them on, behind what `word` holds already.
std::string_view take_quoted(std::string_view line, std::size_t& i, std::string& word) {
  bool quoted = false;
  for (; i < line.size() && (quoted || !is_blank(line[i])); ++i) {
    if (line[i] == '\\' && quoted && i + 1 < line.size()) {
      word += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else {
      word += line[i];
    }
  }
  return word;
}

}  // namespace

IptablesWords iptables_words(std::string_view line) {
  constexpr std::size_t kUsual = 24;  // words of a long rule, so that the vector need not grow
  IptablesWords result;
  result.words.reserve(kUsual);
  for (std::size_t i = 0; i < line.size();) {
    if (is_blank(line[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < line.size() && !is_blank(line[i]) && line[i] != '"') ++i;
    std::string_view word = line.substr(start, i - start);
    if (i < line.size() && line[i] == '"') word = take_quoted(line, i, result.owned.emplace_front(word));
    result.words.push_back(word);
  }
  return result;
}

RuleText read_rule(std::span<const std::string_view> words, std::size_t first, const ConfigDevice& config, Family family,
                   const Ipsets& sets) {
  return RuleReader(words, first, config, family, sets).run();
}

}  // namespace sekimori::linux_host
