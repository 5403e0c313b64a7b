// `nft -j list ruleset` (libnftables-json(5)): base chains of one hook each have to accept, in the order of their priorities.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori::linux_host {
namespace {

using netfilter::Condition;
using Conditions = std::vector<Condition>;

constexpr std::size_t kMaxConditions = 4'000;

struct Name {
  std::string_view name;
  unsigned value;
};
constexpr Name kProtocols[] = {{"icmp", 1},  {"igmp", 2},   {"tcp", 6},    {"udp", 17},       {"dccp", 33},    {"ipv6", 41},
                               {"gre", 47},  {"esp", 50},   {"ah", 51},    {"ipv6-icmp", 58}, {"icmpv6", 58},  {"ospf", 89},
                               {"pim", 103}, {"comp", 108}, {"vrrp", 112}, {"sctp", 132},     {"udplite", 136}};
constexpr Name kIcmp[] = {{"echo-reply", 0},         {"destination-unreachable", 3}, {"source-quench", 4},        {"redirect", 5},
                          {"echo-request", 8},       {"router-advertisement", 9},    {"router-solicitation", 10}, {"time-exceeded", 11},
                          {"parameter-problem", 12}, {"timestamp-request", 13},      {"timestamp-reply", 14},     {"info-request", 15},
                          {"info-reply", 16},        {"address-mask-request", 17},   {"address-mask-reply", 18}};
constexpr Name kIcmp6[] = {{"destination-unreachable", 1},  {"packet-too-big", 2},         {"time-exceeded", 3},
                           {"parameter-problem", 4},        {"echo-request", 128},         {"echo-reply", 129},
                           {"mld-listener-query", 130},     {"mld-listener-report", 131},  {"mld-listener-done", 132},
                           {"mld-listener-reduction", 132}, {"nd-router-solicit", 133},    {"nd-router-advert", 134},
                           {"nd-neighbor-solicit", 135},    {"nd-neighbor-advert", 136},   {"nd-redirect", 137},
                           {"router-renumbering", 138},     {"ind-neighbor-solicit", 141}, {"ind-neighbor-advert", 142},
                           {"mld2-listener-report", 143}};
constexpr Name kStates[] = {{"new", netfilter::kNew},
                            {"established", netfilter::kEstablished},
                            {"related", netfilter::kRelated},
                            {"invalid", netfilter::kInvalid},
                            {"untracked", netfilter::kUntracked}};

std::optional<unsigned> number_or_name(std::string_view text, std::span<const Name> names, unsigned last) {
  const auto found = std::ranges::find(names, text, &Name::name);
  return found != names.end() ? std::optional(found->value) : read_number(text, last);
}

/// An object with one key, as statements and expressions are.
const Document::Entry* only_entry(const Document& node) {
  const auto* map = node.map();
  return map != nullptr && map->size() == 1 ? &map->front() : nullptr;
}

/// What an expression on the left reads of a packet.
struct Field {
  enum class Kind : std::uint8_t { source, destination, sport, dport, icmp_type, icmp_code, protocol, in, out, state, family, never };
  Kind kind = Kind::never;
  std::optional<std::uint8_t> protocol;  ///< that a field of that header asks for
  bool v6 = false;
};

class RulesetReader {
 public:
  RulesetReader(ConfigDevice& config, const Document& document, Family family, std::set<std::string>& noted)
      : config_(config), document_(document), family_(family), noted_(noted), all_(netfilter::anything(config, family)) {
    out_.table.family = family;
  }

  Nftables run() {
    const Document* list = document_.find("nftables");
    if (list == nullptr || list->list() == nullptr) {
      note(document_.at, Effect::may_both, "unsupported", "no ruleset of nft -j");
      return std::move(out_);
    }
    for (const Document& item : *list->list()) {
      if (const auto* entry = only_entry(item)) declare(*entry);
    }
    for (const Document& item : *list->list()) {
      const auto* entry = only_entry(item);
      if (entry != nullptr && entry->key == "rule") add_rule(entry->value);
    }
    std::stable_sort(out_.bases.begin(), out_.bases.end(), [](const auto& a, const auto& b) { return a.priority < b.priority; });
    return std::move(out_);
  }

 private:
  void note(SourceRange at, Effect effect, std::string_view kind, std::string why) {
    if (!noted_.insert(fmt::format("{}:{} {}", at.line, at.column, why)).second) return;
    assume_default(config_, at, {effect, config_.id, kind, std::move(why)}, "nft");
  }

  /// ip for IPv4, ip6 for IPv6, inet for both.
  bool concerns(std::string_view family) const { return family == "inet" || family == (family_ == Family::v4 ? "ip" : "ip6"); }
  static std::string key_of(const Document& node, const std::string& chain) {
    return fmt::format("{} {} {}", text_of(node, "family"), text_of(node, "table"), chain);
  }

  void declare(const Document::Entry& entry) {
    const Document& node = entry.value;
    const std::string family = text_of(node, "family");
    if (entry.key == "set" || entry.key == "map") {
      sets_[key_of(node, text_of(node, "name"))] = &node;
      return;
    }
    if (entry.key == "chain") {
      if (!concerns(family)) {
        const bool other = family != "ip" && family != "ip6" && node.find("hook") != nullptr;
        if (other) note(node.at, Effect::may_both, "unsupported", fmt::format("chains of the family '{}' are not modelled", family));
        return;
      }
      const std::string key = key_of(node, text_of(node, "name"));
      netfilter::Chain& chain = out_.table.chains[key];
      chain.at = node.at;
      if (node.find("hook") == nullptr) return;
      chain.policy = text_of(node, "policy") == "drop" ? Action::deny : Action::permit;
      const std::string hook = text_of(node, "hook"), type = text_of(node, "type");
      if (type == "filter" && hook != "forward" && hook != "input" && hook != "output") {
        note(node.at, Effect::may_close, "unsupported", fmt::format("what a chain at the hook '{}' drops is taken to pass", hook));
      }
      const std::string priority = text_of(node, "prio");
      const bool negative = priority.starts_with('-');
      const auto number = read_number(std::string_view(priority).substr(negative ? 1 : 0), 1'000'000'000);
      out_.bases.push_back({key, hook, type, static_cast<int>(number.value_or(0)) * (negative ? -1 : 1)});
      return;
    }
    constexpr std::string_view kSilent[] = {"metainfo", "table",     "rule",    "counter",    "quota",
                                            "limit",    "flowtable", "element", "ct timeout", "secmark"};
    if (std::ranges::find(kSilent, entry.key) != std::end(kSilent)) return;
    note(node.at, entry.key == "ct helper" ? Effect::may_open : Effect::may_both, "unsupported",
         fmt::format("'{}' is not modelled", entry.key));
  }

  // --- one rule

  struct Draft {
    Conditions when;
    bool exact = true;
    std::optional<unsigned> states;
    std::vector<std::string> unmodelled;
  };

  void add_rule(const Document& node) {
    if (!concerns(text_of(node, "family"))) return;
    const std::string key = key_of(node, text_of(node, "chain"));
    const auto chain = out_.table.chains.find(key);
    const Document* statements = node.find("expr");
    if (chain == out_.table.chains.end() || statements == nullptr || statements->list() == nullptr) {
      return note(node.at, Effect::may_both, "unsupported", "a rule without a chain");
    }
    rule_ = &node;
    Draft draft{{all_}, true, {}, {}};
    for (const Document& statement : *statements->list()) {
      const auto* entry = only_entry(statement);
      if (entry == nullptr) {
        note(statement.at, Effect::may_both, "unsupported", "a statement that is not understood");
        continue;
      }
      if (entry->key == "match") {
        read_match(draft, entry->value);
      } else if (entry->key == "vmap") {
        add_verdict_map(draft, entry->value, chain->second);
        return;
      } else if (const auto target = target_of(*entry)) {
        add(draft, *target, chain->second);
        return;
      } else {
        read_statement(draft, *entry);
      }
    }
  }

  void add(const Draft& draft, netfilter::Target target, netfilter::Chain& chain) {
    const bool translates = std::holds_alternative<netfilter::Translate>(target);
    const bool drops = std::holds_alternative<netfilter::Drop>(target);
    if (!draft.unmodelled.empty()) {
      note(rule_->at, translates ? Effect::may_both : Effect::may_close, "condition",
           fmt::format("not modelled: {}", fmt::join(draft.unmodelled, ", ")));
    }
    if (drops && draft.states && *draft.states != netfilter::kEveryState && (*draft.states & netfilter::kNew) != 0) {
      note(rule_->at, Effect::may_close, "condition", "dropping by the state of a connection is taken to drop nothing");
    }
    if (const auto* jump = std::get_if<netfilter::Jump>(&target)) {
      if (!out_.table.chains.contains(jump->chain)) note(rule_->at, Effect::may_both, "undefined-reference", "a chain that is not there");
    }
    chain.rules.push_back({draft.when, draft.exact, draft.states, std::move(target), rule_->at});
  }

  std::optional<netfilter::Target> target_of(const Document::Entry& entry) {
    if (entry.key == "accept") return netfilter::Accept{};
    if (entry.key == "drop" || entry.key == "reject") return netfilter::Drop{};
    if (entry.key == "return") return netfilter::Return{};
    if (entry.key == "jump" || entry.key == "goto") {
      return netfilter::Jump{key_of(*rule_, text_of(entry.value, "target")), entry.key == "jump"};
    }
    if (entry.key == "queue" || entry.key == "tproxy" || entry.key == "synproxy") {
      note(entry.value.at, Effect::may_both, "unsupported", fmt::format("what '{}' does is not modelled", entry.key));
      return netfilter::Accept{};
    }
    if (entry.key == "masquerade") return translation(netfilter::Translation::masquerade, entry.value);
    if (entry.key == "redirect") return translation(netfilter::Translation::redirect, entry.value);
    if (entry.key == "snat") return translation(netfilter::Translation::source, entry.value);
    if (entry.key == "dnat") return translation(netfilter::Translation::destination, entry.value);
    return std::nullopt;
  }

  netfilter::Target translation(netfilter::Translation kind, const Document& node) {
    netfilter::Translate how{kind, {}, {}};
    const Document* address = node.find("addr");
    const Document* port = node.find("port");
    if (address != nullptr) how.to = addresses_of(*address);
    if (port != nullptr) {
      const auto ports = interval_of(*port, {}, 65'535);
      if (ports) how.ports = {static_cast<std::uint16_t>(ports->first), static_cast<std::uint16_t>(ports->second)};
      if (!ports) note(node.at, Effect::may_both, "unsupported", "a translated port that is not understood");
    }
    const bool needs = kind == netfilter::Translation::source || kind == netfilter::Translation::destination;
    if (needs && !how.to) note(node.at, Effect::may_both, "unsupported", "a translation whose addresses are not understood");
    return how;
  }

  void read_statement(Draft& draft, const Document::Entry& entry) {
    constexpr std::string_view kSilent[] = {"counter", "log",  "continue",   "comment", "mangle",
                                            "set",     "flow", "ct timeout", "last",    "secmark"};
    if (std::ranges::find(kSilent, entry.key) != std::end(kSilent)) return;
    if (entry.key == "notrack") {
      out_.untracked.insert(out_.untracked.end(), draft.when.begin(), draft.when.end());
      return;
    }
    if (entry.key == "limit" || entry.key == "quota" || entry.key == "ct count" || entry.key == "meter") {
      draft.exact = false;
      draft.unmodelled.push_back(entry.key);
      return;
    }
    note(entry.value.at, entry.key == "ct helper" ? Effect::may_open : Effect::may_both, "unsupported",
         fmt::format("what '{}' does is not modelled", entry.key));
    if (entry.key == "xt") {
      draft.exact = false;
      draft.unmodelled.emplace_back("xt");
    }
  }

  // --- conditions

  void leave_out(Draft& draft, std::string what) {
    draft.exact = false;
    draft.unmodelled.push_back(std::move(what));
  }

  void read_match(Draft& draft, const Document& node) {
    const Document* left = node.find("left");
    const Document* right = node.find("right");
    std::string op = text_of(node, "op");
    if (left == nullptr || right == nullptr) return leave_out(draft, "match");
    const auto field = field_of(*left);
    if (field && field->kind == Field::Kind::state) return read_states(draft, *right, op == "!=");
    auto when = field || left->find("concat") != nullptr ? alternatives(*left, *right, op) : std::nullopt;
    if (!when) return leave_out(draft, left_text(*left));
    if (op == "!=") when = netfilter::without({all_}, *when, kMaxConditions);
    // A field of a header asks for that header first, also where its value is negated (nft(8), "payload expressions").
    if (op == "!=" && when && field) when = within_header(*field, std::move(*when));
    if (op == "!=" && !field) when.reset();  // tuples
    if (!when || !meet_all(draft, *when)) leave_out(draft, left_text(*left));
  }

  Conditions within_header(const Field& field, Conditions when) const {
    if (field.kind == Field::Kind::never) return {};
    const bool header = field.kind == Field::Kind::sport || field.kind == Field::Kind::dport || field.kind == Field::Kind::icmp_type;
    if (!header) return when;
    Condition all = all_;
    all.services.clear();
    for (ServiceBox box : boxes_of(field, 0, field.kind == Field::Kind::icmp_type ? 255 : 65'535)) all.services.push_back(box);
    Conditions result;
    for (const Condition& it : when) {
      bool wider = false;
      if (auto both = netfilter::meet(it, all, wider)) result.push_back(std::move(*both));
    }
    return result;
  }

  static std::string left_text(const Document& left) {
    const auto* entry = only_entry(left);
    if (entry == nullptr) return "an expression";
    const std::string field = text_of(entry->value, "field"), key = text_of(entry->value, "key");
    return fmt::format("{} {}", entry->key, field.empty() ? key : fmt::format("{} {}", text_of(entry->value, "protocol"), field));
  }

  bool meet_all(Draft& draft, const Conditions& with) const {
    Conditions next;
    bool wider = false;
    for (const Condition& a : draft.when) {
      for (const Condition& b : with) {
        if (auto both = netfilter::meet(a, b, wider)) next.push_back(std::move(*both));
        if (next.size() > kMaxConditions) return false;
      }
    }
    if (wider) return false;
    draft.when = std::move(next);
    return true;
  }

  void read_states(Draft& draft, const Document& right, bool negated) {
    unsigned states = 0;
    bool known = true;
    const std::function<void(const Document&)> add = [&](const Document& node) {
      if (node.scalar() != nullptr) {
        const auto found = std::ranges::find(kStates, *node.scalar(), &Name::name);
        known = known && found != std::end(kStates);
        if (found != std::end(kStates)) states |= found->value;
      } else if (node.list() != nullptr) {
        for (const Document& it : *node.list()) add(it);
      } else if (const Document* set = node.find("set")) {
        add(*set);
      } else {
        known = false;
      }
    };
    add(right);
    if (!known) return leave_out(draft, "ct state");
    if (negated) states = netfilter::kEveryState & ~states;
    draft.states = draft.states.value_or(netfilter::kEveryState) & states;
  }

  std::optional<Field> field_of(const Document& left) const {
    const auto* entry = only_entry(left);
    if (entry == nullptr) return std::nullopt;
    const Document& node = entry->value;
    using Kind = Field::Kind;
    if (entry->key == "ct" && text_of(node, "key") == "state") return Field{Kind::state, {}, false};
    if (entry->key == "meta") {
      const std::string key = text_of(node, "key");
      if (key == "iifname" || key == "iif") return Field{Kind::in, {}, false};
      if (key == "oifname" || key == "oif") return Field{Kind::out, {}, false};
      if (key == "l4proto") return Field{Kind::protocol, {}, false};
      if (key == "nfproto" || key == "protocol") return Field{Kind::family, {}, false};
      return std::nullopt;
    }
    if (entry->key == "fib") return std::nullopt;
    if (entry->key != "payload") return std::nullopt;
    const std::string protocol = text_of(node, "protocol"), field = text_of(node, "field");
    if (protocol == "ip" || protocol == "ip6") {
      const bool v6 = protocol == "ip6";
      if (v6 != (family_ == Family::v6)) return Field{Kind::never, {}, v6};
      if (field == "saddr") return Field{Kind::source, {}, v6};
      if (field == "daddr") return Field{Kind::destination, {}, v6};
      // The header behind the IPv6 one may be an extension header.
      if (field == "protocol") return Field{Kind::protocol, {}, v6};
      return std::nullopt;
    }
    const auto ports = protocol == "tcp"    ? std::optional(kTcp)
                       : protocol == "udp"  ? std::optional(kUdp)
                       : protocol == "sctp" ? std::optional(kSctp)
                                            : std::nullopt;
    if (ports || protocol == "th") {
      if (field == "sport") return Field{Kind::sport, ports, false};
      if (field == "dport") return Field{Kind::dport, ports, false};
      return std::nullopt;
    }
    if (protocol == "icmp" || protocol == "icmpv6") {
      const std::uint8_t number = protocol == "icmp" ? kIcmp_ : kIcmp6_;
      if (field == "type") return Field{Kind::icmp_type, number, false};
      return std::nullopt;
    }
    return std::nullopt;
  }
  static constexpr std::uint8_t kIcmp_ = sekimori::kIcmp, kIcmp6_ = sekimori::kIcmp6;

  /// The packets whose left side is among the right; nullopt when that is not understood.
  std::optional<Conditions> alternatives(const Document& left, const Document& right, const std::string& op) const {
    if (op == "<" || op == ">" || op == "<=" || op == ">=") return compared(left, right, op);
    std::vector<const Document*> values;
    if (!values_of(right, values)) return std::nullopt;
    return among(left, values);
  }

  std::optional<Conditions> among(const Document& left, const std::vector<const Document*>& values) const {
    if (const Document* parts = left.find("concat")) return among_tuples(*parts, values);
    const auto field = field_of(left);
    if (!field) return std::nullopt;
    if (field->kind == Field::Kind::never) return Conditions{};
    Condition any = all_;
    AddressSet addresses(family_);
    netfilter::Ports ports(all_.in.size());
    std::vector<ServiceBox> boxes;
    bool passes = false;
    for (const Document* value : values) {
      if (!add_value(*field, *value, addresses, ports, boxes, passes)) return std::nullopt;
      if (boxes.size() > kMaxConditions) return std::nullopt;
    }
    switch (field->kind) {
      case Field::Kind::source: any.src = addresses; break;
      case Field::Kind::destination: any.dst = addresses; break;
      case Field::Kind::in: any.in = ports; break;
      case Field::Kind::out: any.out = ports; break;
      case Field::Kind::family: return passes ? Conditions{all_} : Conditions{};
      default: any.services = boxes; break;
    }
    return netfilter::matches_nothing(any) ? Conditions{} : Conditions{any};
  }

  std::optional<Conditions> among_tuples(const Document& parts, const std::vector<const Document*>& values) const {
    if (parts.list() == nullptr) return std::nullopt;
    Conditions result;
    for (const Document* value : values) {
      const Document* tuple = value->find("concat");
      if (tuple == nullptr || tuple->list() == nullptr || tuple->list()->size() != parts.list()->size()) return std::nullopt;
      Conditions product = {all_};
      for (std::size_t i = 0; i < parts.list()->size(); ++i) {
        const auto one = among((*parts.list())[i], {&(*tuple->list())[i]});
        if (!one) return std::nullopt;
        Conditions next;
        for (const Condition& a : product) {
          for (const Condition& b : *one) {
            bool wider = false;
            if (auto both = netfilter::meet(a, b, wider)) next.push_back(std::move(*both));
            if (wider) return std::nullopt;
          }
        }
        product = std::move(next);
      }
      result.insert(result.end(), product.begin(), product.end());
      if (result.size() > kMaxConditions) return std::nullopt;
    }
    return result;
  }

  /// The members of a set, written out or by name; a single value is a set of one. Errors: false.
  bool values_of(const Document& right, std::vector<const Document*>& values) const {
    if (const std::string* text = right.scalar(); text != nullptr && text->starts_with('@')) {
      const auto found = sets_.find(key_of(*rule_, text->substr(1)));
      if (found == sets_.end()) return false;
      const Document& set = *found->second;
      if (const Document* flags = set.find("flags"); flags != nullptr && flags->list() != nullptr) {
        for (const Document& flag : *flags->list()) {
          if (flag.scalar() != nullptr && (*flag.scalar() == "timeout" || *flag.scalar() == "dynamic")) return false;
        }
      }
      const Document* members = set.find("elem");
      if (members == nullptr) return true;  // empty
      return members->list() != nullptr && add_members(*members->list(), values);
    }
    if (const Document* set = right.find("set")) {
      if (set->list() != nullptr) return add_members(*set->list(), values);
      values.push_back(set);
      return true;
    }
    if (right.list() != nullptr) return add_members(*right.list(), values);
    values.push_back(&right);
    return true;
  }
  static bool add_members(const Document::List& members, std::vector<const Document*>& values) {
    for (const Document& member : members) {
      const Document* wrapped = member.find("elem");
      const Document* value = wrapped == nullptr ? &member : wrapped->find("val");
      if (value == nullptr || (wrapped != nullptr && (wrapped->find("timeout") != nullptr || wrapped->find("expires") != nullptr)))
        return false;
      values.push_back(value);
    }
    return true;
  }

  bool add_value(const Field& field, const Document& value, AddressSet& addresses, netfilter::Ports& ports, std::vector<ServiceBox>& boxes,
                 bool& passes) const {
    using Kind = Field::Kind;
    if (field.kind == Kind::source || field.kind == Kind::destination) {
      const auto set = addresses_of(value);
      if (set) addresses = addresses.united(*set);
      return set.has_value();
    }
    if (field.kind == Kind::in || field.kind == Kind::out) {
      if (value.scalar() == nullptr) return false;
      const netfilter::Ports named = netfilter::ports_named(config_, *value.scalar(), '*');
      for (std::size_t i = 0; i < ports.size(); ++i) ports[i] = ports[i] || named[i];
      return true;
    }
    if (field.kind == Kind::family) {
      if (value.scalar() == nullptr) return false;
      const std::string& name = *value.scalar();
      const bool v4 = name == "ipv4" || name == "ip" || name == "2", v6 = name == "ipv6" || name == "ip6" || name == "10";
      passes = passes || (family_ == Family::v4 ? v4 : v6);
      return true;
    }
    const bool icmp = field.kind == Kind::icmp_type;
    const bool protocol = field.kind == Kind::protocol;
    const std::span<const Name> names = protocol                     ? std::span<const Name>(kProtocols)
                                        : !icmp                      ? std::span<const Name>()
                                        : *field.protocol == kIcmp6_ ? std::span<const Name>(kNames6)
                                                                     : std::span<const Name>(kNames4);
    const auto range = interval_of(value, names, protocol || icmp ? 255 : 65'535);
    if (!range) return false;
    for (const ServiceBox& box : boxes_of(field, range->first, range->second)) boxes.push_back(box);
    return true;
  }
  static constexpr auto& kNames4 = sekimori::linux_host::kIcmp;
  static constexpr auto& kNames6 = sekimori::linux_host::kIcmp6;

  static std::vector<ServiceBox> boxes_of(const Field& field, unsigned first, unsigned last) {
    const auto interval = [](unsigned a, unsigned b) {
      return ServiceInterval{static_cast<std::uint16_t>(a), static_cast<std::uint16_t>(b)};
    };
    if (field.kind == Field::Kind::protocol) {
      std::vector<ServiceBox> all;
      for (unsigned number = first; number <= last; ++number) all.push_back(ServiceBox::of_protocol(static_cast<std::uint8_t>(number)));
      return all;
    }
    std::vector<std::uint8_t> protocols;
    if (field.protocol) protocols.push_back(*field.protocol);
    if (!field.protocol) protocols = {kTcp, kUdp, kSctp};
    std::vector<ServiceBox> all;
    for (const std::uint8_t protocol : protocols) {
      ServiceBox box = ServiceBox::of_protocol(protocol);
      box[ServiceField::fragment] = {0, 0};
      if (field.kind == Field::Kind::sport) box[ServiceField::sport] = interval(first, last);
      if (field.kind == Field::Kind::dport) box[ServiceField::dport] = interval(first, last);
      if (field.kind == Field::Kind::icmp_type) box[ServiceField::icmp] = interval(first * 256, last * 256 + 255);
      all.push_back(box);
    }
    return all;
  }

  /// A number, a name, or {"range": [a, b]}.
  static std::optional<std::pair<unsigned, unsigned>> interval_of(const Document& value, std::span<const Name> names, unsigned last) {
    if (value.scalar() != nullptr) {
      const auto number = number_or_name(*value.scalar(), names, last);
      return number ? std::optional(std::pair{*number, *number}) : std::nullopt;
    }
    const Document* range = value.find("range");
    if (range == nullptr || range->list() == nullptr || range->list()->size() != 2) return std::nullopt;
    const auto low = interval_of((*range->list())[0], names, last), high = interval_of((*range->list())[1], names, last);
    if (!low || !high || low->first > high->first) return std::nullopt;
    return std::pair{low->first, high->first};
  }

  /// An address, {"prefix": …}, {"range": …}, a set of them.
  std::optional<AddressSet> addresses_of(const Document& value) const {
    if (value.scalar() != nullptr) {
      const auto address = parse_address(*value.scalar());
      if (!address || address->family != family_) return std::nullopt;
      return AddressSet::of(*address);
    }
    if (const Document* prefix = value.find("prefix")) {
      const auto address = parse_address(text_of(*prefix, "addr"));
      const auto length = read_number(text_of(*prefix, "len"), address_width(family_));
      if (!address || address->family != family_ || !length) return std::nullopt;
      return AddressSet::of(Prefix::covering(*address, *length));
    }
    const Document* range = value.find("range");
    if (range == nullptr || range->list() == nullptr || range->list()->size() != 2) return std::nullopt;
    const auto low = addresses_of((*range->list())[0]), high = addresses_of((*range->list())[1]);
    if (!low || !high || low->first()->bits > high->first()->bits) return std::nullopt;
    return AddressSet::of_range(family_, low->first()->bits, high->first()->bits);
  }

  std::optional<Conditions> compared(const Document& left, const Document& right, const std::string& op) const {
    const auto field = field_of(left);
    const auto number = right.scalar() == nullptr ? std::nullopt : read_number(*right.scalar(), 65'535);
    if (!field || !number || (field->kind != Field::Kind::sport && field->kind != Field::Kind::dport)) return std::nullopt;
    unsigned first = 0, last = 65'535;
    if (op == "<" && *number == 0) return Conditions{};
    if (op == ">" && *number == 65'535) return Conditions{};
    if (op == "<") last = *number - 1;
    if (op == "<=") last = *number;
    if (op == ">") first = *number + 1;
    if (op == ">=") first = *number;
    Condition any = all_;
    any.services = boxes_of(*field, first, last);
    return Conditions{any};
  }

  /// A verdict for each value: the pairs in their order, of which at most one matches.
  void add_verdict_map(const Draft& draft, const Document& node, netfilter::Chain& chain) {
    const Document* key = node.find("key");
    const Document* data = node.find("data");
    std::vector<const Document*> pairs;
    if (key == nullptr || data == nullptr || !values_of(*data, pairs)) {
      note(rule_->at, Effect::may_both, "unsupported", "a verdict map that is not understood: packets may be accepted");
      return add(draft, netfilter::Accept{}, chain);
    }
    const auto field = field_of(*key);
    for (const Document* pair : pairs) {
      const auto* both = pair->list();
      const auto* verdict = both == nullptr || both->size() != 2 ? nullptr : only_entry((*both)[1]);
      const auto target = verdict == nullptr ? std::nullopt : target_of(*verdict);
      if (!target) {
        if (verdict != nullptr && verdict->key == "continue") continue;
        note(rule_->at, Effect::may_both, "unsupported", "a verdict that is not understood");
        continue;
      }
      Draft one = draft;
      if (field && field->kind == Field::Kind::state) {
        read_states(one, (*both)[0], false);
      } else {
        const auto when = among(*key, {&(*both)[0]});
        if (!when || !meet_all(one, *when)) leave_out(one, left_text(*key));
      }
      add(one, *target, chain);
    }
  }

  ConfigDevice& config_;
  const Document& document_;
  Family family_;
  std::set<std::string>& noted_;  ///< both families read the same text
  Condition all_;
  std::map<std::string, const Document*, std::less<>> sets_;
  const Document* rule_ = nullptr;
  Nftables out_;
};

}  // namespace

Nftables read_nft(ConfigDevice& config, const Document& document, Family family, std::set<std::string>& noted) {
  return RulesetReader(config, document, family, noted).run();
}

void add_hooks(const Nftables& from, netfilter::Ruleset& ruleset) {
  for (const Nftables::Base& base : from.bases) {
    const netfilter::Hook hook{&from.table, base.chain};
    if (base.type == "nat") {
      if (base.hook == "prerouting") ruleset.destination.push_back(hook);
      if (base.hook == "postrouting") ruleset.source.push_back(hook);
    } else if (base.type == "filter") {
      // What the other hooks drop is taken to pass.
      if (base.hook == "forward") ruleset.forward.push_back(hook);
      if (base.hook == "input") ruleset.input.push_back(hook);
      if (base.hook == "output") ruleset.output.push_back(hook);
    }
  }
  ruleset.untracked.insert(ruleset.untracked.end(), from.untracked.begin(), from.untracked.end());
}

}  // namespace sekimori::linux_host
