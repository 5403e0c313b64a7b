// Zones, pairs and policies as one ordered list of rules per interface pair. Between two zones nothing passes without a pair; members of
// one zone, and interfaces of no zone, reach each other; the device's own packets pass unless a pair with `self` says otherwise. Only
// `inspect` keeps a session: `pass` and what stays within a zone let no replies back (Cisco, "Zone-Based Policy Firewalls").
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cisco_ios_resolve.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kMaxHeaders = 512;
constexpr std::size_t kMaxListed = 10'000'000;  // interfaces named by all rules together
constexpr std::size_t kMaxProduct = 1'000'000;  // address patterns compared for one pair of matches

struct InspectProtocol {
  std::string_view name;
  std::uint8_t protocol = kTcp;
  std::uint16_t first = 0, last = 65535;
  bool helper = false;  ///< opens further ports between the two addresses (F2)
};

constexpr InspectProtocol kProtocols[] = {{"tcp", kTcp},
                                          {"udp", kUdp},
                                          {"http", kTcp, 80, 80},
                                          {"https", kTcp, 443, 443},
                                          {"dns", kTcp, 53, 53},
                                          {"dns", kUdp, 53, 53},
                                          {"ssh", kTcp, 22, 22},
                                          {"telnet", kTcp, 23, 23},
                                          {"smtp", kTcp, 25, 25},
                                          {"pop3", kTcp, 110, 110},
                                          {"imap", kTcp, 143, 143},
                                          {"imaps", kTcp, 993, 993},
                                          {"pop3s", kTcp, 995, 995},
                                          {"ntp", kUdp, 123, 123},
                                          {"snmp", kUdp, 161, 161},
                                          {"snmptrap", kUdp, 162, 162},
                                          {"syslog", kUdp, 514, 514},
                                          {"bootps", kUdp, 67, 67},
                                          {"bootpc", kUdp, 68, 68},
                                          {"isakmp", kUdp, 500, 500},
                                          {"ldap", kTcp, 389, 389},
                                          {"ldaps", kTcp, 636, 636},
                                          {"kerberos", kTcp, 88, 88},
                                          {"kerberos", kUdp, 88, 88},
                                          {"radius", kUdp, 1812, 1813},
                                          {"ftp", kTcp, 21, 21, true},
                                          {"tftp", kUdp, 69, 69, true},
                                          {"sip", kTcp, 5060, 5060, true},
                                          {"sip", kUdp, 5060, 5060, true},
                                          {"h323", kTcp, 1720, 1720, true},
                                          {"rtsp", kTcp, 554, 554, true},
                                          {"skinny", kTcp, 2000, 2000, true},
                                          {"sunrpc", kTcp, 111, 111, true}};

/// What a class matches, at least. `wider`: the real class may match less. `helper`: it opens further ports.
struct ClassHeaders {
  std::vector<HeaderMatch> matches;
  bool wider = false;
  bool helper = false;
};

ClassHeaders everything(bool wider) { return {{HeaderMatch{}}, wider, false}; }

ClassHeaders of_protocol(std::string_view name) {
  ClassHeaders out;
  HeaderMatch match;
  match.services.clear();
  if (name == "icmp") match.services = {ServiceBox::of_protocol(kIcmp), ServiceBox::of_protocol(kIcmp6)};
  for (const InspectProtocol& known : kProtocols) {
    if (known.name != name) continue;
    ServiceBox box = ServiceBox::of_protocol(known.protocol);
    box[ServiceField::dport] = {known.first, known.last};
    match.services.push_back(box);
    out.helper = out.helper || known.helper;
  }
  if (match.services.empty()) return everything(true);  // an application that is not modelled
  out.matches = {match};
  return out;
}

std::optional<AddressPattern> both(const AddressPattern& a, const AddressPattern& b) {
  if (a.family != b.family || ((a.value ^ b.value) & a.care & b.care) != 0) return std::nullopt;
  return AddressPattern{a.family, a.value | b.value, a.care | b.care};
}

std::vector<AddressPattern> both(const std::vector<AddressPattern>& left, const std::vector<AddressPattern>& right) {
  std::vector<AddressPattern> out;
  for (const AddressPattern& a : left) {
    for (const AddressPattern& b : right) {
      if (const auto common = both(a, b)) out.push_back(*common);
    }
  }
  return out;
}

HeaderMatch both(const HeaderMatch& a, const HeaderMatch& b) {
  HeaderMatch out{both(a.src, b.src), both(a.dst, b.dst), {}};
  for (const ServiceBox& left : a.services) {
    for (const ServiceBox& right : b.services) {
      if (const auto common = left.intersected(right)) out.services.push_back(*common);
    }
  }
  return out;
}

bool is_empty(const HeaderMatch& match) { return match.src.empty() || match.dst.empty() || match.services.empty(); }

ClassHeaders both(const ClassHeaders& a, const ClassHeaders& b) {
  ClassHeaders out{{}, a.wider || b.wider, a.helper || b.helper};
  for (const HeaderMatch& left : a.matches) {
    for (const HeaderMatch& right : b.matches) {
      if (out.matches.size() >= kMaxHeaders) return {a.matches, true, out.helper};
      if (left.src.size() * right.src.size() + left.dst.size() * right.dst.size() > kMaxProduct) return {a.matches, true, out.helper};
      HeaderMatch common = both(left, right);
      if (!is_empty(common)) out.matches.push_back(std::move(common));
    }
  }
  return out;
}

void unite(ClassHeaders& all, ClassHeaders part) {
  std::ranges::move(part.matches, std::back_inserter(all.matches));
  all.wider = all.wider || part.wider;
  all.helper = all.helper || part.helper;
  if (all.matches.size() > kMaxHeaders) all = {{HeaderMatch{}}, true, all.helper};
}

/// Members of a zone reassemble: a later fragment goes where the first one went, and none is matched by its addresses alone (S5;
/// Cisco, "Zone-Based Policy Firewalls": VFR is configured with the zone). Where a list matches all of IP, fragments are in it.
std::vector<HeaderMatch> reassembled(std::vector<HeaderMatch> headers) {
  for (HeaderMatch& match : headers) {
    std::erase_if(match.services, [](const ServiceBox& box) { return box[ServiceField::fragment].first == 1; });
  }
  std::erase_if(headers, is_empty);
  return headers;
}

class ZoneMaker {
 public:
  explicit ZoneMaker(Reader& reader) : reader_(reader) {}

  void make() {
    collect_members();
    if (!used_) return;
    for (const auto& [name, members] : members_) {
      if (!has_pair(name)) permit_all(members, name.empty() ? "no zone" : "same zone");
    }
    for (const ZonePair& pair : reader_.draft.zone_pairs) add_pair(pair);
    for (const Ways& ways : ways_) add_policy(ways);
    firewall_.at = reader_.at(reader_.draft.zones.empty() ? 0 : reader_.draft.zones.begin()->second);
    reader_.network.devices[reader_.device.index].firewall = std::move(firewall_);
  }

 private:
  /// Interfaces by zone; those of no zone under "", or in the zone `default` where that is configured.
  void collect_members() {
    const std::string none = reader_.draft.zones.contains("default") ? "default" : "";
    for (const InterfaceId id : reader_.network.at(reader_.device).interfaces) {
      const PortMode mode = reader_.network.at(id).mode;
      if (mode == PortMode::access || mode == PortMode::trunk) continue;
      const std::optional<Reference>& zone = reader_.draft.interface_drafts[id].zone;
      const bool known = zone && reader_.draft.zones.contains(zone->name);
      if (zone && !known) {
        assume(reader_, zone->line,
               {Effect::may_both, reader_.device, "undefined-reference", "the zone '" + zone->name + "' is not defined here"});
      }
      used_ = used_ || known;
      members_[known ? zone->name : none].push_back(id);
    }
  }

  bool has_pair(const std::string& zone) const {
    return std::ranges::any_of(reader_.draft.zone_pairs, [&](const ZonePair& pair) {
      return !zone.empty() && pair.source == zone && pair.destination == zone && pair.policy;
    });
  }

  void permit_all(const std::vector<InterfaceId>& members, std::string_view label) {
    Rule rule{Action::permit, HeaderMatch{}, SourceRange{}, std::string(label)};
    firewall_.rules.push_back({members, members, rule, false});
  }

  void add_pair(const ZonePair& pair) {
    if (!pair.policy) return;
    if (pair.source == "self" || pair.destination == "self") {
      assume(reader_, pair.line,
             {Effect::may_close, reader_.device, "unsupported", "packets of the device itself are limited; the model passes them"});
      return;
    }
    const auto from = members_.find(pair.source);
    const auto to = members_.find(pair.destination);
    const auto policy = reader_.draft.policy_maps.find(pair.policy->name);
    if (policy == reader_.draft.policy_maps.end()) {
      assume(reader_, pair.policy->line, {Effect::may_both, reader_.device, "undefined-reference", "the policy map is not defined here"});
      return;
    }
    if (from == members_.end() || to == members_.end()) return;
    for (Ways& known : ways_) {
      if (known.from != from->second || known.policy != &policy->second) continue;
      known.to.insert(known.to.end(), to->second.begin(), to->second.end());
      return;
    }
    ways_.push_back({from->second, to->second, &policy->second});
  }

  /// A policy is written once for all the zones to which it applies from one.
  struct Ways {
    std::vector<InterfaceId> from, to;
    const std::vector<PolicyClass>* policy = nullptr;
  };

  void add_policy(const Ways& ways) {
    for (std::size_t i = 0; i < ways.policy->size(); ++i) {
      const PolicyClass& entry = ways.policy->at(i);
      const auto drops = [](const PolicyClass& later) { return later.class_map == "class-default" && later.action == ZoneAction::drop; };
      const bool decides = std::all_of(ways.policy->begin() + static_cast<std::ptrdiff_t>(i) + 1, ways.policy->end(), drops);
      const ClassMatch* list = decides && entry.action != ZoneAction::drop ? only_list(entry.class_map) : nullptr;
      if (list == nullptr) {
        add_class(entry, ways.from, ways.to);
      } else {
        add_list(entry, list->name, ways);
        return;
      }
    }
  }

  /// The class is what one access list permits, and the list was read whole.
  const ClassMatch* only_list(const std::string& class_map) const {
    const auto found = reader_.draft.class_maps.find(class_map);
    if (found == reader_.draft.class_maps.end() || found->second.unread || found->second.matches.size() != 1) return nullptr;
    const ClassMatch& match = found->second.matches.front();
    if (match.kind != ClassMatch::Kind::access_group) return nullptr;
    bool listed = false;
    for (const Family family : {Family::v4, Family::v6}) {
      const auto acl = reader_.draft.acls.find({family, match.name});
      if (acl == reader_.draft.acls.end()) continue;
      if (acl->second.unread) return nullptr;
      listed = listed || !reader_.network.at(acl->second.filter).rules.empty();
    }
    return listed ? &match : nullptr;
  }

  /// What the list denies would go on to the next class, and that drops it: so the list's entries are the policy's, with their own lines.
  void add_list(const PolicyClass& entry, const std::string& name, const Ways& ways) {
    ClassHeaders about;
    for (const Family family : {Family::v4, Family::v6}) {
      const auto acl = reader_.draft.acls.find({family, name});
      if (acl == reader_.draft.acls.end()) continue;
      about.wider = about.wider || acl->second.conditional;
      for (const Rule& listed : reader_.network.at(acl->second.filter).rules) {
        if (!may_list(entry, ways, 1)) return;
        std::vector<HeaderMatch> whole = reassembled({listed.match});
        if (whole.empty()) continue;
        Rule rule{listed.action, std::move(whole.front()), listed.at, fmt::format("{} {}", name, listed.label)};
        firewall_.rules.push_back({ways.from, ways.to, std::move(rule), entry.action == ZoneAction::inspect});
      }
    }
    note(entry, about);
    firewall_.rules.push_back({ways.from, ways.to, Rule{Action::deny, HeaderMatch{}, reader_.at(entry.line), entry.class_map}, false});
  }

  bool may_list(const PolicyClass& entry, const Ways& ways, std::size_t rules) {
    listed_ += rules * (ways.from.size() + ways.to.size());
    if (listed_ <= kMaxListed) return true;
    assume(reader_, entry.line, {Effect::may_both, reader_.device, "unsupported", "more rules between zones than are read"});
    return false;
  }

  void add_class(const PolicyClass& entry, const std::vector<InterfaceId>& from, const std::vector<InterfaceId>& to) {
    const ClassHeaders headers = entry.class_map == "class-default" ? everything(false) : headers_of(entry.class_map, 0);
    note(entry, headers);
    if (!may_list(entry, {from, to}, headers.matches.size() + 1)) return;
    if (entry.action == ZoneAction::drop && headers.wider) return;  // a deny with an unmodelled condition never matches (F1)
    for (const HeaderMatch& match : headers.matches) {
      const Action action = entry.action == ZoneAction::drop ? Action::deny : Action::permit;
      const bool inspect = entry.action == ZoneAction::inspect;
      firewall_.rules.push_back({from, to, Rule{action, match, reader_.at(entry.line), entry.class_map}, inspect});
    }
  }

  void note(const PolicyClass& entry, const ClassHeaders& headers) {
    if (!noted_.insert(entry.line).second) return;  // a policy may serve several pairs
    if (headers.wider) {
      assume(reader_, entry.line,
             {Effect::may_close, reader_.device, "unmodelled-condition", "the class looks at more than addresses and ports (F1)"});
    }
    if (headers.helper && entry.action == ZoneAction::inspect) {
      assume(reader_, entry.line,
             {Effect::may_open, reader_.device, "unsupported", "the inspected protocol opens further ports between its two ends (F2)"});
    }
  }

  ClassHeaders headers_of(const std::string& name, std::size_t depth) {
    const auto found = reader_.draft.class_maps.find(name);
    if (found == reader_.draft.class_maps.end() || found->second.unread || depth > kMaxDepth || ++visits_ > kMaxVisits)
      return everything(true);
    const ClassMap& map = found->second;
    ClassHeaders all;
    if (map.match_all) all = everything(false);
    for (const ClassMatch& match : map.matches) {
      ClassHeaders part = headers_of(match, depth);
      if (map.match_all)
        all = both(all, part);
      else
        unite(all, std::move(part));
    }
    return map.matches.empty() ? ClassHeaders{} : all;
  }

  ClassHeaders headers_of(const ClassMatch& match, std::size_t depth) {
    if (match.kind == ClassMatch::Kind::class_map) return headers_of(match.name, depth + 1);
    if (match.kind == ClassMatch::Kind::protocol) return of_protocol(match.name);
    ClassHeaders all;
    bool listed = false;
    for (const Family family : {Family::v4, Family::v6}) {
      const auto found = reader_.draft.acls.find({family, match.name});
      if (found == reader_.draft.acls.end()) continue;
      const auto headers = permitted_headers(reader_.network.at(found->second.filter), family);
      if (!headers || found->second.unread) return everything(true);
      listed = listed || !headers->empty();
      unite(all, {reassembled(*headers), found->second.conditional, false});
    }
    return listed ? all : everything(true);  // an undefined list permits everything
  }

  static constexpr std::size_t kMaxVisits = 100'000;
  Reader& reader_;
  Firewall firewall_;
  std::map<std::string, std::vector<InterfaceId>> members_;
  std::vector<Ways> ways_;
  std::set<LineIndex> noted_;
  std::size_t visits_ = 0;
  std::size_t listed_ = 0;
  bool used_ = false;
};

}  // namespace

void resolve_zones(Reader& reader) {
  if (!reader.draft.zones.empty() || !reader.draft.zone_pairs.empty()) ZoneMaker(reader).make();
}

}  // namespace sekimori::cisco_ios
