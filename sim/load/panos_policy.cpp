// The security rulebase: first match over zones, addresses before translation, applications and services. Where a rule cannot be known
// exactly, a rule that allows is taken as wider, and one that denies is left out: the model then passes more than the device.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "panos_reader.hpp"

namespace sekimori::panos {
std::vector<std::string_view> values_of(const Statement& rule, std::string_view key) {
  const Statement* found = rule.find(key);
  return found == nullptr || found->children.empty() ? std::vector<std::string_view>{"any"} : found->values();
}

namespace {

bool is_any(const std::vector<std::string_view>& values) { return std::ranges::find(values, "any") != values.end(); }

Addresses complement(const Addresses& addresses) { return {addresses.v4.complement(), addresses.v6.complement(), addresses.exact}; }

constexpr std::string_view kHarmless[] = {"description", "tag",  "log-start", "log-end", "log-setting",     "profile-setting",
                                          "group-tag",   "uuid", "option",    "qos",     "icmp-unreachable"};
constexpr std::string_view kConditions[] = {"source-user", "category",    "hip-profiles", "source-hip",     "destination-hip",
                                            "schedule",    "source-imei", "source-imsi",  "source-nw-slice"};
constexpr std::string_view kRead[] = {"from",   "to",       "source",        "destination",        "service",  "application",
                                      "action", "disabled", "negate-source", "negate-destination", "rule-type"};

/// Applications for which the device is an application-level gateway: it follows what they negotiate and lets those sessions pass
/// (Administrator's Guide, "Application Level Gateways").
constexpr std::string_view kGateways[] = {"dcerpc", "ftp",    "gtp",  "h.225",  "h.245",  "h.323", "mgcp",       "ms-rpc",
                                          "msrpc",  "oracle", "pptp", "rpc",    "rsh",    "rtcp",  "rtp",        "rtp-base",
                                          "rtsp",   "sccp",   "sip",  "sqlnet", "sunrpc", "tftp",  "portmapper", "unistim"};

bool is_alg_disabled(const Scope& scope, std::string_view application) {
  for (const Statement* where : {scope.vsys, scope.shared}) {
    const Statement* off = where == nullptr ? nullptr : where->at({"alg-override", "application", application, "alg-disabled"});
    if (off != nullptr) return off->value() == "yes";
  }
  return false;
}

/// An application is known by what is said, not by its port. One that is not known here may be any, or a group with any.
bool may_be_gateway(const Scope& scope, std::string_view application) {
  constexpr std::string_view kPlain[] = {"ping", "ping6", "icmp", "ipv6-icmp", "traceroute", "ntp-base", "dns-base"};
  if (std::ranges::find(kPlain, application) != std::end(kPlain)) return false;
  if (std::ranges::find(kGateways, application) == std::end(kGateways)) return !default_ports(application);
  return !is_alg_disabled(scope, application);
}

class PolicyReader {
 public:
  explicit PolicyReader(Reader& reader) : reader_(reader) {}

  void run(const Statement* rules, const Statement* defaults) {
    if (rules != nullptr) {
      for (const Statement& rule : rules->children) read(rule);
    }
    add_defaults(defaults);
  }

 private:
  struct Ends {
    std::vector<InterfaceId> in, out;  ///< empty: any
  };

  void read(const Statement& rule) {
    take_statement(reader_.config, rule, LineTaken::understood);
    const Statement* disabled = rule.find("disabled");
    if (disabled != nullptr && disabled->value() == "yes") return take_subtree(reader_.config, rule, LineTaken::harmless);
    const Statement* action = rule.find("action");
    const std::string_view what = action == nullptr ? std::string_view() : action->value();
    const bool permit = what == "allow";
    if (!permit && what != "deny" && what != "drop" && what != "reset-client" && what != "reset-server" && what != "reset-both") {
      return assume_subtree(reader_.config, rule,
                            {Effect::may_both, reader_.config.id, "unsupported", "the rule's action is not understood"});
    }
    bool exact = true, known = true;
    for (const Statement& child : rule.children) {
      const bool condition = std::ranges::find(kConditions, child.word) != std::end(kConditions);
      if (condition) exact = exact && is_any(child.values());
      const bool harmless = std::ranges::find(kHarmless, child.word) != std::end(kHarmless);
      if (!condition && !harmless && std::ranges::find(kRead, child.word) == std::end(kRead)) {
        known = false;
        assume_subtree(reader_.config, child,
                       {Effect::may_both, reader_.config.id, "unknown-line", "not understood: the rule may be any other"});
        continue;
      }
      take_subtree(reader_.config, child, harmless ? LineTaken::harmless : LineTaken::understood);
    }
    Addresses src = ends_of(rule, "source"), dst = ends_of(rule, "destination");
    constexpr std::size_t kMostPatterns = 1'000'000;
    reader_.patterns += src.v4.intervals().size() + src.v6.intervals().size() + dst.v4.intervals().size() + dst.v6.intervals().size();
    const auto applications = values_of(rule, "application");
    Services services = services_of(reader_.scope, values_of(rule, "service"), applications);
    reader_.patterns += services.boxes.size();
    if (reader_.patterns > kMostPatterns) src.exact = dst.exact = services.exact = false;
    // An application is known only after some packets; a rule on one is a rule on its ports.
    exact = exact && known && src.exact && dst.exact && services.exact && is_any(applications);
    if (!exact) {
      assume_default(reader_.config, reader_.config.at(rule.line),
                     {Effect::may_close, reader_.config.id, "unmodelled-condition",
                      permit ? "a condition is not modelled: the rule allows without it (F1)"
                             : "a condition is not modelled: the rule is left out (F1)"},
                     rule.word);
      if (!permit) return;
    }
    FirewallRule made;
    made.rule.action = permit ? Action::permit : Action::deny;
    made.rule.match.src = src.exact ? src.patterns() : any_address();
    const Addresses seen = with_translated(dst, permit);
    if (exact && (seen.v4 != dst.v4)) {
      assume_default(reader_.config, reader_.config.at(rule.line),
                     {Effect::may_close, reader_.config.id, "unsupported",
                      permit ? "the rule allows a translated destination whether or not the packet was translated"
                             : "the rule denies no destination that is translated"},
                     rule.word);
    }
    made.rule.match.dst = dst.exact ? seen.patterns() : any_address();
    made.rule.match.services = services.exact ? services.boxes : std::vector{ServiceBox::any()};
    made.rule.at = reader_.config.at(rule.line);
    made.rule.label = rule.word;
    if (made.rule.match.src.empty() || made.rule.match.dst.empty() || made.rule.match.services.empty()) return;  // of nothing
    if (permit) assume_gateways(rule, applications, made);
    for (Ends& ends : pairs_of(rule)) {
      made.in = std::move(ends.in);
      made.out = std::move(ends.out);
      rules().push_back(made);
    }
  }

  void assume_gateways(const Statement& rule, const std::vector<std::string_view>& applications, const FirewallRule& made) {
    const bool carries = std::ranges::any_of(made.rule.match.services, [](const ServiceBox& box) {
      return box.intersected(ServiceBox::of_protocol(kTcp)) || box.intersected(ServiceBox::of_protocol(kUdp));
    });
    if (!carries) return;
    std::set<std::string_view> gateways;
    for (const std::string_view application : applications) {
      if (application == "any" || may_be_gateway(reader_.scope, application)) gateways.insert(application);
    }
    if (gateways.empty()) return;
    assume_default(reader_.config, made.rule.at,
                   {Effect::may_open, HelperSessions{reader_.config.id, made.rule.at}, "session-helper",
                    "application-level gateways are on: they let further sessions pass between the addresses of this rule (F2)"},
                   fmt::format("rule {} with applications {}", rule.word, fmt::join(gateways, ", ")));
  }

  Addresses ends_of(const Statement& rule, std::string_view key) {
    const Addresses read = addresses_of(reader_.scope, values_of(rule, key));
    const Statement* negate = rule.find("negate-" + std::string(key));
    return negate != nullptr && negate->value() == "yes" ? complement(read) : read;
  }

  /// Rules see the destination before translation, the model after it: what is translated is allowed at both. A rule that denies keeps
  /// only destinations that no translation makes or takes.
  Addresses with_translated(const Addresses& dst, bool permit) {
    Addresses result = dst;
    for (const NatRule& rule : reader_.config.device().nat) {
      AddressSet from(Family::v4), to(Family::v4);
      if (const auto* nat = std::get_if<DestinationNat>(&rule)) {
        for (const AddressPattern& pattern : nat->match.dst) {
          if (pattern.family == Family::v4) from.insert({pattern.value, pattern.value | (top_address(Family::v4) & ~pattern.care)});
        }
        if (nat->to.family() == Family::v4) to = nat->to;
      } else if (const auto* fixed = std::get_if<StaticNat>(&rule)) {
        from.insert({fixed->global.network().bits, fixed->global.last()});
        to.insert({fixed->local.network().bits, fixed->local.last()});
      } else {
        continue;
      }
      if (permit) {
        if (dst.v4.intersects(from)) result.v4 = result.v4.united(to);
      } else if (dst.v4.intersects(from) || dst.v4.intersects(to)) {
        result.v4 = result.v4.intersected(from.united(to).complement());
      }
    }
    return result;
  }

  std::optional<std::vector<InterfaceId>> members(std::string_view zone) {
    const auto found = reader_.zones.find(zone);
    if (found == reader_.zones.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }

  std::vector<std::string_view> zones_of(const Statement& rule, std::string_view key) {
    std::vector<std::string_view> names = values_of(rule, key);
    if (!is_any(names)) return names;
    names.clear();
    for (const auto& [name, interfaces] : reader_.zones) names.emplace_back(name);
    return names;
  }

  /// A zone without interfaces is nobody's.
  std::vector<Ends> pairs_of(const Statement& rule) {
    const Statement* type = rule.find("rule-type");
    const std::string_view kind = type == nullptr ? std::string_view("universal") : type->value();
    std::vector<Ends> pairs;
    const auto from = zones_of(rule, "from"), to = zones_of(rule, "to");
    if (kind == "universal") {
      Ends ends;
      if (!is_any(values_of(rule, "from"))) ends.in = all_of(from);
      if (!is_any(values_of(rule, "to"))) ends.out = all_of(to);
      const bool nobody = (ends.in.empty() && !is_any(values_of(rule, "from"))) || (ends.out.empty() && !is_any(values_of(rule, "to")));
      if (!nobody) pairs.push_back(std::move(ends));
      return pairs;
    }
    for (const std::string_view a : from) {
      for (const std::string_view b : kind == "intrazone" ? from : to) {
        if ((kind == "intrazone") != (a == b)) continue;
        auto in = members(a), out = members(b);
        if (in && out) pairs.push_back({std::move(*in), std::move(*out)});
      }
    }
    return pairs;
  }

  std::vector<InterfaceId> all_of(const std::vector<std::string_view>& zones) {
    std::vector<InterfaceId> all;
    for (const std::string_view zone : zones) {
      if (const auto some = members(zone)) all.insert(all.end(), some->begin(), some->end());
    }
    return all;
  }

  /// Within a zone everything passes, between zones nothing, unless the default rules say otherwise.
  void add_defaults(const Statement* defaults) {
    const auto allows = [&](std::string_view name, bool usual) {
      const Statement* rule = defaults == nullptr ? nullptr : defaults->at({"rules", name});
      if (rule == nullptr) return usual;
      take_subtree(reader_.config, *rule, LineTaken::understood);
      const Statement* action = rule->find("action");
      return action == nullptr ? usual : action->value() == "allow";
    };
    if (allows("intrazone-default", true)) {
      for (const auto& [name, interfaces] : reader_.zones) {
        if (interfaces.empty()) continue;
        FirewallRule within;
        within.in = within.out = interfaces;
        within.rule.action = Action::permit;
        within.rule.match.src = within.rule.match.dst = any_address();
        within.rule.at = reader_.config.device().at;
        within.rule.label = "intrazone-default";
        rules().push_back(std::move(within));
      }
    }
    reader_.config.device().firewall->fallback = allows("interzone-default", false) ? Action::permit : Action::deny;
  }

  std::vector<FirewallRule>& rules() { return reader_.config.device().firewall->rules; }

  Reader& reader_;
};

}  // namespace

void read_rulebase(Reader& reader, const Statement& rulebase) {
  reader.config.device().firewall = Firewall{};
  reader.config.device().firewall->at = reader.config.at(rulebase.line);
  if (const Statement* nat = rulebase.at({"nat", "rules"})) read_nat(reader, *nat);
  for (const Statement& child : rulebase.children) {
    if (child.word == "security" || child.word == "nat" || child.word == "default-security-rules") {
      take_statement(reader.config, child, LineTaken::understood);
      if (const Statement* rules = child.find("rules")) take_statement(reader.config, *rules, LineTaken::understood);
    } else if (child.word == "application-override") {
      // It names traffic; rules on applications are rules on ports here.
      take_subtree(reader.config, child, LineTaken::harmless);
    } else if (child.word == "decryption" || child.word == "qos" || child.word == "dos" || child.word == "authentication" ||
               child.word == "captive-portal") {
      assume_subtree(reader.config, child,
                     {Effect::may_close, reader.config.id, "unsupported", "may drop or hold what the security rules allow"});
    } else if (child.word == "pbf" || child.word == "tunnel-inspect" || child.word == "sdwan") {
      const Statement* rules = child.find("rules");
      if (rules == nullptr || rules->children.empty()) {
        take_subtree(reader.config, child, LineTaken::harmless);
        continue;
      }
      for (const auto& [name, vrf] : reader.vrfs)
        make_any_routing(reader.config, vrf, child.line, "policy-based forwarding chooses the next hop");
      take_subtree(reader.config, child, LineTaken::understood);
    }
  }
  PolicyReader(reader).run(rulebase.at({"security", "rules"}), rulebase.find("default-security-rules"));
}

}  // namespace sekimori::panos
