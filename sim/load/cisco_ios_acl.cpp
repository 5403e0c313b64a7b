// Access lists: standard and extended, numbered and named, IPv4 and IPv6. Grammar: Cisco IOS Security Command Reference, "access-list
// (IP standard)", "access-list (IP extended)", "permit (IP)", "permit (IPv6)". Fragments: S5 and docs/vendors/cisco-ios.md.
#include <algorithm>
#include <array>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_names.hpp"
#include "cisco_ios_reader.hpp"
#include "cisco_ios_services.hpp"

namespace sekimori::cisco_ios {
namespace {

/// One end of an extended entry: any, host, address and wildcard, prefix (IPv6), or an object group.
std::optional<AddressTerm> read_address(Cursor& words, Family family, bool lengths) {
  if (words.take("any")) return AddressTerm{{AddressPattern::any(family)}, {}};
  if (words.take("host")) {
    const std::optional<Address> host = words.address(family);
    if (!host) return std::nullopt;
    return AddressTerm{{AddressPattern::host(*host)}, {}};
  }
  if (family == Family::v4 && (words.take("object-group") || (lengths && words.take("addrgroup")))) {
    if (words.done()) return std::nullopt;
    return AddressTerm{{}, words.next()};
  }
  if (const auto prefix = lengths || family == Family::v6 ? words.with_length(family) : std::nullopt) {
    return AddressTerm{{AddressPattern::of(Prefix::covering(prefix->address, prefix->length))}, {}};
  }
  if (family == Family::v6) return std::nullopt;
  const std::optional<Address> address = words.address(family);
  const std::optional<Address> wildcard = address ? words.address(family) : std::nullopt;
  if (!wildcard) return std::nullopt;
  const AddressBits care = top_address(family) & ~wildcard->bits;
  return AddressTerm{{AddressPattern{family, address->bits & care, care}}, {}};
}

/// The trailing words of an entry. `established` is the only one the model knows; the others are conditions that it leaves out (F1), or
/// have no effect on the decision.
struct Options {
  bool established = false;
  bool fragments = false;
  bool conditional = false;
  bool flags = false;    ///< a TCP flag is named: layer 4
  bool lengths = false;  ///< of the dialect: "10.0.0.0/8" is an address
  std::optional<std::uint32_t> sequence;
};

constexpr std::array<std::string_view, 6> kFlags = {"ack", "fin", "psh", "rst", "syn", "urg"};
constexpr std::array<std::string_view, 6> kBareConditions = {"routing", "mobility", "dest-option", "undetermined-transport", "auth", "hbh"};
constexpr std::array<std::string_view, 7> kWordConditions = {"dscp", "precedence", "tos", "option", "flow-label", "time-range", "reflect"};

bool contains(std::span<const std::string_view> words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

/// "+ack +rst" after match-any or match-all.
bool take_flag_list(Cursor& words) {
  bool some = false;
  while (!words.done() && (words.peek().front() == '+' || words.peek().front() == '-') && contains(kFlags, words.peek().substr(1))) {
    words.next();
    some = true;
  }
  return some;
}

bool take_ttl(Cursor& words) {
  const std::string_view op = words.next();
  const bool range = op == "range";
  if (!range && op != "eq" && op != "neq" && op != "lt" && op != "gt") return false;
  return words.number(0, 255) && (!range || words.number(0, 255));
}

/// A condition with arguments; false when the arguments are not those.
bool take_condition(Cursor& words, std::string_view word, Options& options) {
  if (word == "match-any" || word == "match-all") {
    options.flags = options.conditional = true;
    return take_flag_list(words);
  }
  if (word == "ttl") {
    options.conditional = true;
    return take_ttl(words);
  }
  if (!contains(kWordConditions, word) || words.done()) return false;
  words.next();
  if (word == "reflect") return !words.take("timeout") || words.number(1, 2147483);  // the entries it makes stand where `evaluate` is
  options.conditional = true;
  return true;
}

bool take_option(Cursor& words, Options& options) {
  const std::string_view word = words.next();
  if (word == "established") return options.established = true;
  if (word == "fragments") return options.fragments = true;
  if (word == "log" || word == "log-input") {
    // An optional cookie follows; the next keyword is not one.
    if (!words.done() && words.peek() != "time-range" && words.peek() != "sequence") words.next();
    return true;
  }
  if (word == "sequence") return (options.sequence = words.number(1, 4294967294U)).has_value();
  if (contains(kFlags, word)) return options.flags = options.conditional = true;
  if (contains(kBareConditions, word)) return options.conditional = true;
  return take_condition(words, word, options);
}

/// Flags belong to TCP, and no fragment has the ports or flags that an entry asks for.
bool options_fit(const Options& options, const std::optional<ServiceWords>& service) {
  const bool tcp = service && service->protocol == kTcp;
  const bool ported = service && service->layer4();
  if ((options.established || options.flags) && !tcp) return false;
  return !options.fragments || (!ported && !options.established && !options.flags);
}

/// What an entry says besides its action.
struct Entry {
  AddressTerm src, dst;
  ServiceTerms services;
  std::string_view service_group;  ///< empty: none
};

/// Protocol, both ends and ports of an extended entry.
bool read_extended(Cursor& words, Family family, Entry& entry, Options& options) {
  std::optional<ServiceWords> service;
  if (family == Family::v4 && words.take("object-group")) {
    if (words.done()) return false;
    entry.service_group = words.next();
  } else {
    service = read_protocol(words, family);
    if (!service) return false;
  }
  std::optional<AddressTerm> src = read_address(words, family, options.lengths);
  if (!src || (service && !read_ports(words, *service, PortSide::source))) return false;
  std::optional<AddressTerm> dst = read_address(words, family, options.lengths);
  if (!dst || (service && (!read_ports(words, *service, PortSide::destination) || !read_icmp(words, family, *service)))) return false;
  while (!words.done()) {
    if (!take_option(words, options)) return false;
  }
  if (!options_fit(options, service)) return false;
  entry.src = std::move(*src);
  entry.dst = std::move(*dst);
  if (service) entry.services = service->terms(options.established, options.flags);
  return true;
}

/// Source only: any, host A, A, or A with a wildcard.
bool read_standard(Cursor& words, Entry& entry, bool lengths) {
  Cursor single = words;
  if (const std::optional<Address> host = single.address(Family::v4); host && (single.done() || single.peek() == "log")) {
    entry.src = {{AddressPattern::host(*host)}, {}};
    words = single;
  } else {
    std::optional<AddressTerm> src = read_address(words, Family::v4, lengths);
    if (!src || !src->group.empty()) return false;
    entry.src = std::move(*src);
  }
  words.take("log");
  entry.dst = {{AddressPattern::any(Family::v4)}, {}};
  entry.services.push_back(ServiceTerm{ServiceBox::any(), false});
  return words.done();
}

void note_condition(Reader& reader, const Acl& acl, Action action) {
  assume(reader, reader.line,
         {Effect::may_close, acl.filter, "unmodelled-condition",
          action == Action::permit ? "a condition is not modelled: the permit matches without it (F1)"
                                   : "a condition is not modelled: the deny is left out (F1)"});
}

void append(Reader& reader, Acl& acl, Action action, std::uint32_t sequence, Entry entry, bool fragments_only) {
  if (!entry.src.group.empty() || !entry.dst.group.empty() || !entry.service_group.empty())
    acl.groups.push_back({acl.rules.size(), reader.line, entry.src.group, entry.dst.group, entry.service_group, fragments_only});
  acl.rules.push_back({action,
                       {std::move(entry.src.patterns), std::move(entry.dst.patterns),
                        boxes_of({entry.services.data(), entry.services.size()}, action, fragments_only)},
                       reader.here(),
                       std::to_string(sequence)});
  acl.sequence.push_back(sequence);
}

/// "permit …" or "deny …" after an optional sequence number.
bool read_entry(Reader& reader, Acl& acl, Cursor words) {
  Entry entry;
  Options options;
  options.lengths = reader.dialect.lengths;
  options.sequence = words.number(1, 4294967294U);
  if (acl.family == Family::v6 && words.take("sequence") && !(options.sequence = words.number(1, 4294967294U))) return false;
  const Action action = words.take("permit") ? Action::permit : Action::deny;
  if (action == Action::deny && !words.take("deny")) return false;
  if (acl.standard ? !read_standard(words, entry, options.lengths) : !read_extended(words, acl.family, entry, options)) return false;
  const std::optional<std::uint32_t> sequence = options.sequence ? options.sequence : acl.sequences.next();
  if (!sequence || !acl.sequences.insert(*sequence)) return false;
  acl.has_entries = true;
  if (options.conditional) {
    acl.conditional = true;
    note_condition(reader, acl, action);
    if (action == Action::deny) return true;  // left out (F1)
  }
  append(reader, acl, action, *sequence, std::move(entry), options.fragments);
  return true;
}

bool is_standard_number(std::uint32_t n) { return n <= 99 || (n >= 1300 && n <= 1999); }
bool is_extended_number(std::uint32_t n) { return (n >= 100 && n <= 199) || (n >= 2000 && n <= 2699); }

/// `access-list 101 permit …`
bool access_list(Reader& reader, Cursor words) {
  const std::string_view name = words.peek();
  const std::optional<std::uint32_t> number = words.number(1, 2699);
  if (!number || !(is_standard_number(*number) || is_extended_number(*number))) return false;
  Acl& acl = acl_of(reader, Family::v4, name);
  acl.standard = is_standard_number(*number);
  if (words.take("remark") || read_entry(reader, acl, words)) return true;
  acl.unread = true;
  assume(reader, reader.line, {Effect::may_both, acl.filter, "unknown-line", "not understood: the list may decide anything"});
  return true;
}

bool open_acl(Reader& reader, Cursor words, Family family, bool standard) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  Acl& acl = acl_of(reader, family, name);
  acl.standard = standard;
  reader.block.mode = Mode::acl;
  reader.block.acl = &acl;
  reader.block.scope = acl.filter;
  return true;
}

bool ip_access_list_standard(Reader& reader, Cursor words) { return open_acl(reader, words, Family::v4, true); }
bool ip_access_list_extended(Reader& reader, Cursor words) { return open_acl(reader, words, Family::v4, false); }
bool ipv6_access_list(Reader& reader, Cursor words) { return open_acl(reader, words, Family::v6, false); }

constexpr Command kCommands[] = {{"access-list", access_list},
                                 {"ip access-list standard", ip_access_list_standard},
                                 {"ip access-list extended", ip_access_list_extended},
                                 {"ipv6 access-list", ipv6_access_list}};

}  // namespace

std::span<const Command> acl_commands() { return kCommands; }

bool open_extended_acl(Reader& reader, Cursor words, Family family) { return open_acl(reader, words, family, false); }

bool read_acl_line(Reader& reader, Cursor words) {
  Acl& acl = *reader.block.acl;
  Cursor remark = words;
  remark.number(1, 4294967294U);
  if (remark.take("remark")) return true;
  if (reader.dialect.lengths && (words.take_path("statistics per-entry") || words.take_path("counters per-entry"))) return words.done();
  return read_entry(reader, acl, words);
}

}  // namespace sekimori::cisco_ios
