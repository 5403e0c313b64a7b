// Static and dynamic filters, and the firewall they make. A filter sees addresses inside of the translation, in both directions, so it
// sits where the model's policy does: after the translation of destinations, before that of sources.
#include <fmt/format.h>

#include <algorithm>

#include "yamaha_rtx_reader.hpp"

namespace sekimori::yamaha_rtx {
namespace {

struct Named {
  std::string_view name;
  std::uint16_t first, last;
};
/// Command Reference, "ip filter": mnemonics of ports.
constexpr Named kPorts[] = {
    {"www", 80, 80},           {"http", 80, 80},         {"https", 443, 443},   {"ftp", 21, 21},          {"ftpdata", 20, 20},
    {"telnet", 23, 23},        {"smtp", 25, 25},         {"domain", 53, 53},    {"gopher", 70, 70},       {"finger", 79, 79},
    {"pop3", 110, 110},        {"sunrpc", 111, 111},     {"ident", 113, 113},   {"ntp", 123, 123},        {"nntp", 119, 119},
    {"snmp", 161, 161},        {"syslog", 514, 514},     {"printer", 515, 515}, {"talk", 517, 517},       {"route", 520, 520},
    {"uucp", 540, 540},        {"submission", 587, 587}, {"tftp", 69, 69},      {"ssh", 22, 22},          {"dhcps", 67, 67},
    {"dhcpc", 68, 68},         {"dhcpv6c", 546, 546},    {"dhcpv6s", 547, 547}, {"netbios_ns", 137, 137}, {"netbios_dgm", 138, 138},
    {"netbios_ssn", 139, 139}, {"imap2", 143, 143},      {"login", 513, 513},   {"rtsp", 554, 554},       {"pptp", 1723, 1723},
    {"ike", 500, 500},
};

struct Application {
  std::string_view name;
  std::uint8_t protocol;
  std::uint16_t first, last;
};
/// Command Reference, "ip filter dynamic": `www` is both HTTP and HTTPS there.
constexpr Application kApplications[] = {
    {"tcp", kTcp, 0, 65535},        {"udp", kUdp, 0, 65535},    {"ftp", kTcp, 21, 21},     {"tftp", kUdp, 69, 69},
    {"domain", kUdp, 53, 53},       {"domain", kTcp, 53, 53},   {"www", kTcp, 80, 80},     {"www", kTcp, 443, 443},
    {"http", kTcp, 80, 80},         {"https", kTcp, 443, 443},  {"smtp", kTcp, 25, 25},    {"pop3", kTcp, 110, 110},
    {"submission", kTcp, 587, 587}, {"telnet", kTcp, 23, 23},   {"ssh", kTcp, 22, 22},     {"imap", kTcp, 143, 143},
    {"imaps", kTcp, 993, 993},      {"pop3s", kTcp, 995, 995},  {"smtps", kTcp, 465, 465}, {"ntp", kUdp, 123, 123},
    {"snmp", kUdp, 161, 161},       {"syslog", kUdp, 514, 514}, {"rdp", kTcp, 3389, 3389},
};

/// A protocol of a static filter, with what its name says of the other fields.
struct Protocol {
  std::uint8_t number = 0;
  bool established = false;
  std::vector<ServiceInterval> icmp;
};

std::vector<ServiceInterval> types(std::initializer_list<std::uint16_t> numbers) {
  std::vector<ServiceInterval> intervals;
  for (const std::uint16_t type : numbers)
    intervals.push_back({static_cast<std::uint16_t>(type * 256), static_cast<std::uint16_t>(type * 256 + 255)});
  return intervals;
}

/// nullopt: no protocol that is known here.
std::optional<Protocol> protocol_of(std::string_view name) {
  if (name == "tcp") return Protocol{kTcp, false, {}};
  if (name == "udp") return Protocol{kUdp, false, {}};
  // A segment with FIN or RST, or with ACK, opens no connection.
  if (name == "established" || name == "tcpfin" || name == "tcprst") return Protocol{kTcp, true, {}};
  if (name == "icmp") return Protocol{kIcmp, false, {}};
  if (name == "icmp6") return Protocol{kIcmp6, false, {}};
  if (name == "icmp-error") return Protocol{kIcmp, false, types({3, 4, 5, 11, 12, 31, 32})};
  if (name == "icmp-info") return Protocol{kIcmp, false, types({0, 8, 9, 10, 13, 14, 15, 16, 17, 18, 30, 33, 34, 35, 36})};
  if (name == "gre") return Protocol{kGre, false, {}};
  if (name == "esp") return Protocol{kEsp, false, {}};
  if (name == "ah") return Protocol{51, false, {}};
  if (name == "ipv6") return Protocol{41, false, {}};
  if (name == "ospf") return Protocol{89, false, {}};
  const auto number = read_number(name, 255);
  if (!number) return std::nullopt;
  return Protocol{static_cast<std::uint8_t>(*number), false, {}};
}

/// "*", "www", "80-90", lists. nullopt: some name is not known.
std::optional<std::vector<ServiceInterval>> ports_of(std::string_view text) {
  std::vector<ServiceInterval> all;
  if (text == "*") return std::vector<ServiceInterval>{{0, 65'535}};
  for (const std::string_view part : split(text, ',')) {
    if (const auto port = read_port(part)) {
      all.push_back(*port);
      continue;
    }
    const std::size_t dash = part.find('-');
    const auto first = dash == std::string_view::npos ? std::nullopt : read_port(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? std::nullopt : read_port(part.substr(dash + 1));
    if (!first || !last || first->first > last->last) return std::nullopt;
    all.push_back({first->first, last->last});
  }
  return all;
}

/// The boxes of one protocol. Ports are of initial fragments; a filter that passes by ports also passes later ones by their addresses, as
/// nothing tells that it does not.
void add_boxes(StaticFilter& filter, const Protocol& protocol, const std::vector<ServiceInterval>& from,
               const std::vector<ServiceInterval>& to) {
  ServiceBox box = ServiceBox::of_protocol(protocol.number);
  std::vector<ServiceBox> boxes;
  const bool any_port = from.size() == 1 && from[0].last - from[0].first == 65'535 && to.size() == 1 && to[0].last - to[0].first == 65'535;
  if (protocol.established) box[ServiceField::established] = {1, 1};
  if (!protocol.icmp.empty()) {
    for (const ServiceInterval& type : protocol.icmp) {
      box[ServiceField::icmp] = type;
      box[ServiceField::fragment] = {0, 0};
      boxes.push_back(box);
    }
  } else if (has_ports(protocol.number) && !any_port) {
    for (const ServiceInterval& s : from) {
      for (const ServiceInterval& d : to) {
        box[ServiceField::sport] = s;
        box[ServiceField::dport] = d;
        box[ServiceField::fragment] = {0, 0};
        boxes.push_back(box);
      }
    }
  } else {
    boxes.push_back(box);
  }
  const bool narrower = boxes.size() > 1 || boxes[0][ServiceField::fragment].last == 0 || protocol.established;
  if (narrower && filter.pass) {
    ServiceBox later = ServiceBox::of_protocol(protocol.number);
    later[ServiceField::fragment] = {1, 1};
    boxes.push_back(later);
  }
  filter.match.services.insert(filter.match.services.end(), boxes.begin(), boxes.end());
}

void read_services(StaticFilter& filter, std::string_view protocols, std::string_view from, std::string_view to) {
  filter.match.services.clear();
  const auto source = ports_of(from), destination = ports_of(to);
  const bool ports = from != "*" || to != "*";
  if (protocols == "*" && !ports) {
    filter.match.services = {ServiceBox::any()};
    return;
  }
  for (const std::string_view name : split(protocols, ',')) {
    const auto protocol = protocol_of(name);
    const bool fits = protocol && (!ports || has_ports(protocol->number));
    if (!fits || !source || !destination) {
      filter.exact = false;
      const bool known = protocol && protocol->number != 0;
      filter.match.services.push_back(known ? ServiceBox::of_protocol(protocol->number) : ServiceBox::any());
      continue;
    }
    add_boxes(filter, *protocol, *source, *destination);
  }
}

std::optional<bool> passes(std::string_view action) {
  for (const std::string_view kind : {"pass", "restrict"}) {
    if (action == kind || action == fmt::format("{}-log", kind) || action == fmt::format("{}-nolog", kind)) return true;
  }
  for (const std::string_view kind : {"reject", "reject-log", "reject-nolog"}) {
    if (action == kind) return false;
  }
  return std::nullopt;
}

bool read_static(Reader& reader, const Words& words, Family family) {
  const auto number = words.size() < 3 || words.size() > 7 ? std::nullopt : read_number(words[0], 2'147'483'647);
  const auto pass = number ? passes(words[1]) : std::nullopt;
  if (!pass) return false;
  const auto word = [&](std::size_t i) { return i < words.size() ? words[i] : std::string_view("*"); };
  StaticFilter filter;
  filter.pass = *pass;
  filter.line = reader.line;
  filter.match.src = read_addresses(word(2), family, filter.exact);
  filter.match.dst = read_addresses(word(3), family, filter.exact);
  read_services(filter, word(4), word(5), word(6));
  if (!filter.exact) {
    assume(reader.config, reader.line,
           {Effect::may_close, reader.config.id, "condition",
            *pass ? "it passes less than is taken here" : "not understood whole, so it is left out: it may reject less"});
  }
  reader.filters[static_cast<std::size_t>(family)][*number] = std::move(filter);
  return true;
}

bool read_dynamic(Reader& reader, const Words& words, Family family) {
  const auto number = words.size() < 4 ? std::nullopt : read_number(words[0], 2'147'483'647);
  if (!number) return false;
  bool exact = true;
  DynamicFilter filter;
  filter.line = reader.line;
  filter.match.src = read_addresses(words[1], family, exact);
  filter.match.dst = read_addresses(words[2], family, exact);
  filter.match.services.clear();
  if (words[3] == "filter") {
    // Whatever the filters name, and what else they let through then.
    filter.match.services = {ServiceBox::any()};
    const bool others = std::ranges::any_of(words, [](std::string_view w) { return w == "in" || w == "out"; });
    if (others) {
      assume(reader.config, reader.line,
             {Effect::may_open, reader.config.id, "unsupported", "connections beside the one that opens the session are not modelled"});
    }
  } else {
    for (const Application& known : kApplications) {
      if (known.name == words[3]) filter.match.services.push_back(ServiceBox::to_port(known.protocol, known.first, known.last));
    }
    // "as tcp or udp nothing is done that is peculiar to an application": by name it is. What is not known here may be such a name.
    filter.helper = filter.match.services.empty() || words[3] == "ftp" || words[3] == "tftp";
    if (filter.match.services.empty()) filter.match.services = {ServiceBox::any()};
  }
  reader.dynamics[static_cast<std::size_t>(family)][*number] = std::move(filter);
  return true;
}

class FirewallMaker {
 public:
  explicit FirewallMaker(Reader& reader) : reader_(reader) {}

  void run() {
    reader_.config.device().firewall = Firewall{};
    reader_.config.device().firewall->at = reader_.config.device().at;
    for (const Family family : {Family::v4, Family::v6}) {
      std::vector<InterfaceLists> lists;
      for (const auto& [name, draft] : reader_.interfaces) {
        InterfaceLists of{draft.id, {}, {}};
        const FilterSet &in = set_of(draft, family, true), &out = set_of(draft, family, false);
        if (in.line != 0) of.in = rules_of(in, family);
        if (out.line != 0) of.out = rules_of(out, family);
        lists.push_back(std::move(of));
      }
      add_interface_lists(reader_.config, lists, family);
    }
  }

 private:
  static const FilterSet& set_of(const InterfaceDraft& draft, Family family, bool in) {
    const auto index = static_cast<std::size_t>(family);
    return in ? draft.in[index] : draft.out[index];
  }

  /// First match; what no filter of a list matches is dropped.
  std::vector<ListRule> rules_of(const FilterSet& set, Family family) const {
    const auto index = static_cast<std::size_t>(family);
    const HeaderMatch everything{{AddressPattern::any(family)}, {AddressPattern::any(family)}, {ServiceBox::any()}};
    std::vector<ListRule> rules;
    for (const unsigned number : set.statics) {
      const auto found = reader_.filters[index].find(number);
      if (found == reader_.filters[index].end()) continue;  // reported where the list is set
      const StaticFilter& filter = found->second;
      if (!filter.pass && !filter.exact) continue;
      if (filter.pass) add_sessions(rules, filter.match, set, index, filter.line, fmt::format("{}", number));
      rules.push_back({filter.pass, false, filter.match, filter.line, fmt::format("{}", number)});
    }
    if (set.statics.empty()) {
      add_sessions(rules, everything, set, index, set.line, "0");
      rules.push_back({true, false, everything, set.line, "0"});
    }
    return rules;
  }

  void add_sessions(std::vector<ListRule>& rules, const HeaderMatch& match, const FilterSet& set, std::size_t index, std::uint32_t line,
                    const std::string& number) const {
    for (const unsigned dynamic : set.dynamics) {
      const auto found = reader_.dynamics[index].find(dynamic);
      if (found == reader_.dynamics[index].end()) continue;
      const DynamicFilter& filter = found->second;
      auto meet = both(match, filter.match);
      if (!meet) continue;
      ListRule rule{true, true, std::move(*meet), line, number, filter.helper};
      if (filter.helper) {  // its place says what is followed, and shares it with no static filter
        rule.line = filter.line;
        rule.label = fmt::format("dynamic {}", dynamic);
      }
      rules.push_back(std::move(rule));
    }
  }

  Reader& reader_;
};

}  // namespace

std::optional<ServiceInterval> read_port(std::string_view text) {
  const auto* known = std::ranges::find(kPorts, text, &Named::name);
  if (known != std::end(kPorts)) return ServiceInterval{known->first, known->last};
  const auto number = read_number(text, 65'535);
  if (!number) return std::nullopt;
  return ServiceInterval{static_cast<std::uint16_t>(*number), static_cast<std::uint16_t>(*number)};
}

std::vector<AddressPattern> read_addresses(std::string_view text, Family family, bool& exact) {
  std::vector<AddressPattern> all;
  const auto unknown = [&] {
    exact = false;
    return std::vector{AddressPattern::any(family)};
  };
  for (const std::string_view part : split(text, ',')) {
    if (part == "*") {
      all.push_back(AddressPattern::any(family));
      continue;
    }
    const std::size_t dash = part.find('-'), slash = part.find('/');
    const auto first = parse_address(part.substr(0, std::min(dash, slash)));
    if (!first || first->family != family) return unknown();
    if (dash != std::string_view::npos) {
      const auto last = parse_address(part.substr(dash + 1));
      if (!last || last->family != family || last->bits < first->bits) return unknown();
      for (const Prefix& prefix : prefixes_of_range(family, first->bits, last->bits)) all.push_back(AddressPattern::of(prefix));
      continue;
    }
    const auto length =
        slash == std::string_view::npos ? std::optional(address_width(family)) : read_number(part.substr(slash + 1), address_width(family));
    if (!length) return unknown();
    all.push_back(AddressPattern::of(Prefix::covering(*first, *length)));
  }
  return all;
}

bool read_filter(Reader& reader, const Words& words, Family family) {
  if (words.empty()) return false;
  if (words[0] == "dynamic") return read_dynamic(reader, {words.begin() + 1, words.end()}, family);
  return read_static(reader, words, family);
}

bool read_secure_filter(Reader& reader, InterfaceDraft& on, const Words& words, Family family) {
  if (words.size() < 2 || (words[0] != "in" && words[0] != "out")) return false;
  FilterSet set;
  set.line = reader.line;
  std::vector<unsigned>* list = &set.statics;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "dynamic") {
      list = &set.dynamics;
      continue;
    }
    const auto number = read_number(words[i], 2'147'483'647);
    if (!number) return false;
    list->push_back(*number);
  }
  const auto index = static_cast<std::size_t>(family);
  (words[0] == "in" ? on.in[index] : on.out[index]) = std::move(set);
  return true;
}

void resolve_filters(Reader& reader) {
  for (const auto& [name, draft] : reader.interfaces) {
    for (const FilterSet* sets : {draft.in, draft.out}) {
      for (const std::size_t family : {0U, 1U}) {
        for (const unsigned number : sets[family].statics) {
          if (reader.filters[family].contains(number)) continue;
          assume(reader.config, sets[family].line,
                 {Effect::may_both, draft.id, "undefined-reference", fmt::format("filter {} is not defined here", number)});
        }
      }
    }
  }
  FirewallMaker(reader).run();
}

}  // namespace sekimori::yamaha_rtx
