// Policies in the order of the file, with the source translation that each brings, and what passes without a policy. Order in the device:
// destination translation, route, policy, source translation (FortiOS Handbook, "Life of a packet").
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

/// Conditions besides the header are `understood` here and looked at below.
constexpr Key kPolicyKeys[] = {
    {"srcintf"},
    {"dstintf"},
    {"srcaddr"},
    {"dstaddr"},
    {"srcaddr6"},
    {"dstaddr6"},
    {"srcaddr-negate"},
    {"dstaddr-negate"},
    {"srcaddr6-negate"},
    {"dstaddr6-negate"},
    {"service"},
    {"service-negate"},
    {"action"},
    {"status"},
    {"schedule"},
    {"nat"},
    {"ippool"},
    {"poolname"},
    {"match-vip"},
    {"fixedport"},
    {"match-vip-only", Use::may_close, "disable"},
    // Conditions.
    {"internet-service"},
    {"internet-service-src"},
    {"internet-service6"},
    {"internet-service6-src"},
    {"internet-service-name"},
    {"internet-service-id"},
    {"internet-service-group"},
    {"internet-service-custom"},
    {"internet-service-custom-group"},
    {"internet-service-src-name"},
    {"internet-service-src-id"},
    {"internet-service-src-group"},
    {"internet-service-src-custom"},
    {"internet-service-src-custom-group"},
    {"groups"},
    {"users"},
    {"fsso-groups"},
    {"fsso"},
    {"devices"},
    {"src-vendor-mac"},
    {"tos"},
    {"tos-mask"},
    {"tos-negate"},
    {"reputation-minimum"},
    {"ztna-status"},
    {"ztna-ems-tag"},
    {"ztna-geo-tag"},
    {"identity-based"},
    {"endpoint-compliance"},
    {"captive-portal-exempt"},
    {"disclaimer"},
    {"ntlm"},
    {"sgt"},
    {"sgt-check"},
    {"rtp-addr"},
    {"geoip-match"},
    {"network-service-dynamic"},
    {"network-service-src-dynamic"},
    // Of a tunnel, or sending elsewhere.
    {"vpntunnel", Use::may_both},
    {"inbound", Use::may_both, "disable"},
    {"outbound", Use::may_both, "disable"},
    {"natinbound", Use::may_both, "disable"},
    {"natoutbound", Use::may_both, "disable"},
    {"natip", Use::may_both, "0.0.0.0 0.0.0.0"},
    {"wccp", Use::may_both, "disable"},
    {"http-policy-redirect", Use::may_both, "disable"},
    {"ssh-policy-redirect", Use::may_both, "disable"},
    {"webproxy-forward-server", Use::may_both},
    {"webproxy-profile", Use::harmless},
    {"tcp-session-without-syn", Use::may_open, "disable"},
    {"rtp-nat", Use::may_both, "disable"},
    {"permit-any-host", Use::may_open, "disable"},
    {"permit-stun-host", Use::may_open, "disable"},
    {"nat46", Use::may_both, "disable"},
    {"nat64", Use::may_both, "disable"},
    {"pcp-inbound", Use::may_both, "disable"},
    {"pcp-outbound", Use::may_both, "disable"},
    {"pcp-poolname", Use::may_both},
    {"natip", Use::may_both},
    {"decrypted-traffic-mirror", Use::harmless},
    {"send-deny-packet", Use::harmless},
    {"block-notification", Use::harmless},
    {"radius-mac-auth-bypass", Use::may_both, "disable"},
    // What the policy admits is looked into, logged or queued; its header is not dropped for it.
    {"name", Use::harmless},
    {"uuid", Use::harmless},
    {"comments", Use::harmless},
    {"label", Use::harmless},
    {"global-label", Use::harmless},
    {"logtraffic", Use::harmless},
    {"logtraffic-start", Use::harmless},
    {"capture-packet", Use::harmless},
    {"custom-log-fields", Use::harmless},
    {"utm-status", Use::harmless},
    {"inspection-mode", Use::harmless},
    {"profile-type", Use::harmless},
    {"profile-group", Use::harmless},
    {"profile-protocol-options", Use::harmless},
    {"ssl-ssh-profile", Use::harmless},
    {"av-profile", Use::harmless},
    {"webfilter-profile", Use::harmless},
    {"dnsfilter-profile", Use::harmless},
    {"emailfilter-profile", Use::harmless},
    {"spamfilter-profile", Use::harmless},
    {"dlp-sensor", Use::harmless},
    {"dlp-profile", Use::harmless},
    {"file-filter-profile", Use::harmless},
    {"ips-sensor", Use::harmless},
    {"ips-voip-filter", Use::harmless},
    {"application-list", Use::harmless},
    {"voip-profile", Use::harmless},
    {"sctp-filter-profile", Use::harmless},
    {"icap-profile", Use::harmless},
    {"cifs-profile", Use::harmless},
    {"videofilter-profile", Use::harmless},
    {"waf-profile", Use::harmless},
    {"ssh-filter-profile", Use::harmless},
    {"casb-profile", Use::harmless},
    {"virtual-patch-profile", Use::harmless},
    {"deep-inspection-options", Use::harmless},
    {"replacemsg-override-group", Use::harmless},
    {"webcache", Use::harmless},
    {"webcache-https", Use::harmless},
    {"wanopt", Use::may_both, "disable"},
    {"wanopt-detection", Use::harmless},
    {"wanopt-passive-opt", Use::harmless},
    {"wanopt-profile", Use::harmless},
    {"wanopt-peer", Use::harmless},
    {"traffic-shaper", Use::harmless},
    {"traffic-shaper-reverse", Use::harmless},
    {"per-ip-shaper", Use::harmless},
    {"dynamic-shaping", Use::harmless},
    {"diffserv-forward", Use::harmless},
    {"diffserv-reverse", Use::harmless},
    {"diffservcode-forward", Use::harmless},
    {"diffservcode-rev", Use::harmless},
    {"diffserv-copy", Use::harmless},
    {"tcp-mss-sender", Use::harmless},
    {"tcp-mss-receiver", Use::harmless},
    {"session-ttl", Use::harmless},
    {"vlan-cos-fwd", Use::harmless},
    {"vlan-cos-rev", Use::harmless},
    {"vlan-filter", Use::may_close},
    {"class-id", Use::harmless},
    {"fec", Use::harmless},
    {"schedule-timeout", Use::harmless},
    {"firewall-session-dirty", Use::harmless},
    {"anti-replay", Use::harmless},
    {"auto-asic-offload", Use::harmless},
    {"np-acceleration", Use::harmless},
    {"np-accelation", Use::harmless},
    {"delay-tcp-npu-session", Use::harmless},
    {"auth-cert", Use::harmless},
    {"auth-path", Use::harmless},
    {"auth-redirect-addr", Use::harmless},
    {"redirect-url", Use::harmless},
    {"identity-based-route", Use::may_both},
    {"timeout-send-rst", Use::harmless},
    {"email-collect", Use::harmless},
    {"geoip-anycast", Use::harmless},
    {"passive-wan-health-measurement", Use::harmless},
    {"policy-behaviour-type", Use::harmless},
    {"policy-expiry"},
    {"policy-expiry-date"},
    {"policy-expiry-date-utc"},
    {"gtp-profile", Use::harmless},
    {"mms-profile", Use::harmless},
    {"port-preserve", Use::harmless},
    {"port-random", Use::harmless},
    {"tags", Use::harmless},
    {"app-category", Use::may_close},
    {"application", Use::may_close},
    {"url-category", Use::may_close},
    {"app-group", Use::may_close},
    {"log-unmatched-traffic", Use::harmless},
    {"fsso-agent-for-ntlm", Use::harmless},
    {"rsso", Use::may_close, "disable"},
    {"dsri", Use::harmless},
    {"eif-check", Use::may_open, "disable"},
    {"eif-learn", Use::harmless},
    {"telemetry-profile", Use::harmless},
    {"diameter-filter-profile", Use::harmless},
    {"cgn-eif", Use::may_open, "disable"},
    {"cgn-eim", Use::may_open, "disable"},
    {"cgn-log-server-grp", Use::harmless},
    {"cgn-resource-quota", Use::harmless},
    {"cgn-session-quota", Use::harmless},
    {"policy-offload", Use::harmless},
    {"ztna-policy-redirect", Use::may_both, "disable"},
    {"ztna-device-ownership", Use::may_close, "disable"},
    {"ztna-tags-match-logic", Use::harmless},
    {"ztna-ems-tag-secondary"},
    {"ztna-ems-tag-negate"},
};
constexpr Key kPolicyBlocks[] = {{"identity-based-policy"}};

/// Conditions that are off at this value. Others are off when they are not set.
constexpr Key kConditions[] = {
    {"internet-service", Use::understood, "disable"},
    {"internet-service-src", Use::understood, "disable"},
    {"internet-service6", Use::understood, "disable"},
    {"internet-service6-src", Use::understood, "disable"},
    {"groups"},
    {"users"},
    {"fsso-groups"},
    {"devices"},
    {"src-vendor-mac"},
    {"tos-mask", Use::understood, "0x00"},
    {"reputation-minimum", Use::understood, "0"},
    {"ztna-status", Use::understood, "disable"},
    {"identity-based", Use::understood, "disable"},
    {"endpoint-compliance", Use::understood, "disable"},
    {"sgt-check", Use::understood, "disable"},
    {"network-service-dynamic"},
    {"network-service-src-dynamic"},
    {"policy-expiry", Use::understood, "disable"},
    {"disclaimer", Use::understood, "disable"},
};

struct Policy {
  const Node* node = nullptr;
  std::vector<InterfaceId> in, out;
  HeaderMatch match{{}, {}, {ServiceBox::any()}};
  bool accept = false;
  bool exact = true;
  std::string why;                        ///< not exact
  std::vector<const VirtualIp*> targets;  ///< virtual IPs among the destinations
  std::set<std::string_view> helpers;     ///< that sessions which it accepts may have
};

std::span<const std::string_view> values_of(const Node& node, std::string_view key) {
  const Setting* setting = node.find(key);
  return setting == nullptr ? std::span<const std::string_view>{} : setting->values;
}

class PolicyReader {
 public:
  PolicyReader(Reader& reader, Vdom& vdom) : reader_(reader), vdom_(vdom) {}

  void read(const Node& node, bool v6_table) {
    take_settings(reader_, node, kPolicyKeys, reader_.config.id, kPolicyBlocks);
    for (const Node& child : node.children) {
      if (child.name == "identity-based-policy")
        assume_block(reader_, child, Effect::may_both, reader_.config.id, "policies by user of old releases are not modelled");
    }
    if (node.get("status", "enable") == "disable") return;
    Policy policy;
    policy.node = &node;
    const std::string_view action = node.get("action", "deny");
    policy.accept = action != "deny";
    if (action != "accept" && action != "deny") inexact(policy, fmt::format("its action is {}", action));
    read_interfaces(policy);
    read_addresses(policy, v6_table);
    require_addresses(policy, v6_table ? Family::v6 : Family::v4);
    read_services(policy);
    if (is_changed_service(node)) policy.helpers = helpers_of(vdom_, policy.match.services);
    read_conditions(policy);
    note(policy);
    note_six(policy);
    policies_.push_back(std::move(policy));
  }

  void finish() {
    if (!vdom_.central_nat) add_translations();
    const AddressSet mapped = mapped_by_virtual_ips();
    reserve_rules(policies_.size());
    for (Policy& policy : policies_) add_rule(policy, mapped);
    add_intrazone();
    if (vdom_.central_nat) add_destinations_of_all();
  }

 private:
  /// At least doubles what it reserves: there may be many VDOMs.
  void reserve_rules(std::size_t more) {
    std::vector<FirewallRule>& rules = firewall().rules;
    if (rules.size() + more > rules.capacity()) rules.reserve(std::max(rules.size() + more, 2 * rules.capacity()));
  }

  static void inexact(Policy& policy, std::string why) {
    if (policy.exact) policy.why = std::move(why);
    policy.exact = false;
  }

  std::vector<InterfaceId> interfaces(Policy& policy, std::string_view key) {
    const auto names = values_of(*policy.node, key);
    const auto found = interfaces_of(reader_, vdom_, names);
    if (found && !names.empty()) return *found;
    inexact(policy, fmt::format("{} names no interface of this config", key));
    return vdom_.interfaces;
  }

  void read_interfaces(Policy& policy) {
    policy.in = interfaces(policy, "srcintf");
    policy.out = interfaces(policy, "dstintf");
  }

  void read_addresses(Policy& policy, bool v6_table) {
    const Node& node = *policy.node;
    if (v6_table) {
      add_end(policy, policy.match.src, values_of(node, "srcaddr"), Family::v6, is_enabled(node, "srcaddr-negate"));
      add_end(policy, policy.match.dst, values_of(node, "dstaddr"), Family::v6, is_enabled(node, "dstaddr-negate"));
      return;
    }
    // Internet services stand for addresses that no config tells.
    const bool src_service = is_enabled(node, "internet-service-src"), dst_service = is_enabled(node, "internet-service");
    if (src_service)
      policy.match.src.push_back(AddressPattern::any(Family::v4));
    else
      add_end(policy, policy.match.src, values_of(node, "srcaddr"), Family::v4, is_enabled(node, "srcaddr-negate"));
    if (dst_service)
      policy.match.dst.push_back(AddressPattern::any(Family::v4));
    else
      add_destination(policy);
    add_end(policy, policy.match.src, values_of(node, "srcaddr6"), Family::v6,
            is_enabled(node, "srcaddr6-negate") || is_enabled(node, "srcaddr-negate"));
    add_end(policy, policy.match.dst, values_of(node, "dstaddr6"), Family::v6,
            is_enabled(node, "dstaddr6-negate") || is_enabled(node, "dstaddr-negate"));
  }

  /// A policy that names nobody at one end is no policy of the device; what it would be is not known.
  static void require_addresses(Policy& policy, Family family) {
    const auto names = [&](const char* v4, const char* v6) { return policy.node->find(v4) != nullptr || policy.node->find(v6) != nullptr; };
    const bool sources = names("srcaddr", "srcaddr6") || is_enabled(*policy.node, "internet-service-src");
    const bool targets = names("dstaddr", "dstaddr6") || is_enabled(*policy.node, "internet-service");
    if (sources && targets) return;
    inexact(policy, "it names no addresses at one end");
    if (!sources) policy.match.src = {AddressPattern::any(family)};
    if (!targets) policy.match.dst = {AddressPattern::any(family)};
  }

  /// Translation of IPv6 sources is not modelled.
  void note_six(const Policy& policy) {
    const auto is_six = [](const AddressPattern& p) { return p.family == Family::v6; };
    if (!policy.accept || !is_enabled(*policy.node, "nat") || std::ranges::none_of(policy.match.src, is_six)) return;
    assume_setting(reader_, *policy.node->find("nat"),
                   {Effect::may_both, reader_.config.id, "unsupported", "sources of IPv6 may be translated, which is not modelled"});
  }

  void add_end(Policy& policy, std::vector<AddressPattern>& to, std::span<const std::string_view> names, Family family, bool negate) {
    if (names.empty()) return;
    Addresses addresses = addresses_of(vdom_, names, family);
    if (negate) addresses = negated(addresses, family);
    if (!addresses.exact) inexact(policy, "an address object is not defined here, or stands for addresses that no config tells");
    if (to.empty())
      to = std::move(addresses.patterns);
    else
      to.insert(to.end(), addresses.patterns.begin(), addresses.patterns.end());
  }

  /// Names of virtual IPs beside ordinary ones: what they map to, as the translation comes first.
  void add_destination(Policy& policy) {
    std::vector<std::string_view> plain;
    const bool negate = is_enabled(*policy.node, "dstaddr-negate");
    for (const std::string_view name : values_of(*policy.node, "dstaddr")) {
      const auto vip = vdom_.virtual_ips.find(name);
      if (vip == vdom_.virtual_ips.end() || vdom_.addresses[0].contains(name)) {
        plain.push_back(name);
        continue;
      }
      if (negate) inexact(policy, "everything but a virtual IP");
      for (const VirtualIp& entry : vip->second) {
        policy.targets.push_back(&entry);
        if (!entry.exact) inexact(policy, "a virtual IP whose targets no config tells");
        if (negate) continue;
        const auto patterns = patterns_of(entry.mapped);
        policy.match.dst.insert(policy.match.dst.end(), patterns.begin(), patterns.end());
      }
    }
    if (negate && !policy.targets.empty())
      policy.match.dst.push_back(AddressPattern::any(Family::v4));
    else
      add_end(policy, policy.match.dst, plain, Family::v4, negate);
  }

  void read_services(Policy& policy) {
    const Node& node = *policy.node;
    if (is_enabled(node, "internet-service") || is_enabled(node, "internet-service-src")) return;  // they bring their own ports
    const auto names = values_of(node, "service");
    Services services = services_of(vdom_, names);
    if (names.empty() || !services.exact) inexact(policy, "a service is not defined here, or narrower than its ports");
    if (names.empty()) services.boxes = {ServiceBox::any()};
    if (is_enabled(node, "service-negate")) {
      if (!services.exact)
        services.boxes = {ServiceBox::any()};
      else
        services.boxes = others(services.boxes);
    }
    policy.match.services = std::move(services.boxes);
    policy.helpers = std::move(services.helpers);
    // With a VoIP profile the SIP ALG is on whatever the VDOM says, on ports that the profile may say (SIP over TLS).
    if (node.find("voip-profile") == nullptr) return;
    const auto meets = [&](std::uint8_t protocol) {
      return std::ranges::any_of(policy.match.services,
                                 [&](const ServiceBox& box) { return box.intersected(ServiceBox::of_protocol(protocol)).has_value(); });
    };
    if (meets(kTcp) || meets(kUdp)) policy.helpers.insert("sip");
  }

  /// Does the policy admit other sessions than those of the services that it names?
  static bool is_changed_service(const Node& node) {
    return is_enabled(node, "internet-service") || is_enabled(node, "internet-service-src") || is_enabled(node, "service-negate") ||
           node.find("service") == nullptr;
  }

  static std::vector<ServiceBox> others(const std::vector<ServiceBox>& boxes) {
    std::vector<ServiceBox> rest = {ServiceBox::any()};
    for (const ServiceBox& box : boxes) {
      std::vector<ServiceBox> next;
      for (const ServiceBox& r : rest) {
        const auto parts = r.without(box);
        next.insert(next.end(), parts.begin(), parts.end());
      }
      rest = std::move(next);
    }
    return rest;
  }

  void read_conditions(Policy& policy) {
    const Node& node = *policy.node;
    for (const Key& key : kConditions) {
      const Setting* setting = node.find(key.name);
      if (setting == nullptr || (!key.neutral.empty() && setting->value() == key.neutral)) continue;
      inexact(policy, fmt::format("{} is a condition besides the header", key.name));
    }
    const std::string_view schedule = node.get("schedule", "always");
    if (!vdom_.always.contains(schedule)) inexact(policy, fmt::format("it is active by the schedule {} only", schedule));
  }

  /// F1: a permit without its condition, a deny left out. Where translation depends on the policy, too, either may be wrong both ways.
  void note(const Policy& policy) {
    if (policy.exact) return;
    const bool translates = !vdom_.central_nat && policy.accept && is_translating();
    assume(reader_.config, policy.node->line,
           {translates ? Effect::may_both : Effect::may_close, reader_.config.id, "condition",
            policy.accept ? policy.why + ": taken as admitting whatever the rest of the policy says"
                          : policy.why + ": the policy is left out, as it may deny less"});
  }

  bool is_translating() {
    const auto translates = [](const Node& entry) { return is_enabled(entry, "nat"); };
    if (!translates_) {
      translates_ = std::ranges::any_of(
          vdom_.blocks, [&](const Node* b) { return b->name == "firewall policy" && std::ranges::any_of(b->children, translates); });
    }
    return *translates_;
  }

  /// What virtual IPs translate to, by the policies that name them.
  AddressSet mapped_by_virtual_ips() const {
    AddressSet mapped(Family::v4);
    if (vdom_.central_nat) return mapped;
    for (const Policy& policy : policies_) {
      if (!policy.accept) continue;
      for (const VirtualIp* vip : policy.targets) mapped = mapped.united(vip->mapped);
    }
    return mapped;
  }

  /// The rule takes the policy's match over. `mapped`: what virtual IPs translate to.
  void add_rule(Policy& policy, const AddressSet& mapped) {
    if (!policy.accept && !policy.exact) return;
    FirewallRule rule;
    rule.in = std::move(policy.in);
    rule.out = std::move(policy.out);
    if (rule.in.empty() || rule.out.empty()) return;  // an empty zone: nothing passes, and an empty list would say "any"
    rule.rule.action = policy.accept ? Action::permit : Action::deny;
    rule.rule.match = std::move(policy.match);
    rule.rule.at = reader_.config.at(policy.node->line);
    rule.rule.label = std::string(policy.node->get("name", policy.node->name));
    if (!policy.accept && policy.targets.empty() && !is_enabled(*policy.node, "match-vip")) {
      spare_virtual_ips(policy, rule.rule.match, mapped);
    }
    if (policy.accept && !policy.helpers.empty()) {
      const SourceRange at = rule.rule.at;
      assume_default(reader_.config, at,
                     {Effect::may_open, HelperSessions{reader_.config.id, at}, "session-helper",
                      "session helpers are on: they let further sessions pass between the addresses of this policy (F2)"},
                     fmt::format("policy {} with session helpers {}", policy.node->name, fmt::join(policy.helpers, ", ")));
    }
    firewall().rules.push_back(std::move(rule));
  }

  /// A deny of ordinary addresses does not stop what was translated to them ("set match-vip", off before FortiOS 7.2.4).
  void spare_virtual_ips(const Policy& policy, HeaderMatch& match, const AddressSet& mapped) {
    if (mapped.empty()) return;
    std::vector<AddressPattern> v4, rest;
    for (const AddressPattern& p : match.dst) (p.family == Family::v4 ? v4 : rest).push_back(p);
    const auto set = set_of(v4, Family::v4);
    const AddressSet kept = set ? set->without(mapped) : AddressSet(Family::v4);
    if (set && kept == *set) return;
    match.dst = std::move(rest);
    const auto patterns = patterns_of(kept);
    match.dst.insert(match.dst.end(), patterns.begin(), patterns.end());
    assume(reader_.config, policy.node->line,
           {Effect::may_close, reader_.config.id, "default",
            "a deny without `set match-vip enable` is taken as not stopping what a virtual IP translates to; "
            "it stops the same addresses untranslated, and from FortiOS 7.2.4 on translated, too"});
  }

  /// Members of a zone that allows it reach each other when no policy says otherwise.
  void add_intrazone() {
    for (const Node* block : vdom_.blocks) {
      if (block->name == "system zone") add_intrazone_of(*block);
    }
    for (const Node* block : reader_.global) {
      if (block->name == "system zone" && &vdom_ == &reader_.vdoms.front()) add_intrazone_of(*block);
    }
  }
  void add_intrazone_of(const Node& block) {
    for (const Node& entry : block.children) {
      const auto zone = vdom_.zones.find(entry.name);
      if (entry.get("intrazone", "deny") != "allow" || zone == vdom_.zones.end() || zone->second.empty()) continue;
      FirewallRule rule;
      rule.in = rule.out = zone->second;
      rule.rule.action = Action::permit;
      rule.rule.at = reader_.config.at(entry.line);
      rule.rule.label = fmt::format("intrazone of {}", entry.name);
      firewall().rules.push_back(std::move(rule));
    }
  }

  // ---- Translation ------------------------------------------------------------------------------------------------------------------

  void add_destination_nat(const VirtualIp& vip) {
    DestinationNat nat;
    nat.in = vip.in.empty() ? vdom_.interfaces : vip.in;
    nat.match.src = vip.sources.empty() ? std::vector{AddressPattern::any(Family::v4)} : vip.sources;
    nat.at = reader_.config.at(vip.line);
    if (vip.protocol) nat.match.services = {ServiceBox::to_port(*vip.protocol, vip.external_port.first, vip.external_port.last)};
    if (vip.protocol) nat.to_port = vip.mapped_port;
    const AddressInterval from = vip.external.intervals().front(), to = vip.mapped.intervals().front();
    constexpr AddressBits kOneByOne = 256;
    if (vip.exact && to.last - to.first == from.last - from.first && from.last - from.first < kOneByOne) {
      for (AddressBits i = 0; i <= from.last - from.first; ++i) add_pair(nat, from.first + i, to.first + i);
      return;
    }
    nat.match.dst = patterns_of(vip.external);
    nat.to = vip.mapped;
    nats().push_back(nat);
  }

  void add_pair(DestinationNat nat, AddressBits external, AddressBits mapped) {
    nat.match.dst = {AddressPattern::host({Family::v4, external})};
    nat.to = AddressSet::of(Address{Family::v4, mapped});
    nats().push_back(std::move(nat));
  }

  void add_destinations(std::vector<const VirtualIp*> vips) {
    std::ranges::sort(vips);
    vips.erase(std::unique(vips.begin(), vips.end()), vips.end());
    std::ranges::sort(vips, [](const VirtualIp* a, const VirtualIp* b) { return a->line < b->line; });
    // One port of an address goes before the whole address.
    std::stable_partition(vips.begin(), vips.end(), [](const VirtualIp* vip) { return vip->protocol.has_value(); });
    for (const VirtualIp* vip : vips) add_destination_nat(*vip);
  }

  void add_destinations_of_all() {
    std::vector<const VirtualIp*> vips;
    for (const auto& [name, entries] : vdom_.virtual_ips) {
      for (const VirtualIp& vip : entries) vips.push_back(&vip);
    }
    add_destinations(std::move(vips));
    read_central_nat();
  }

  void add_translations() {
    std::vector<const VirtualIp*> vips;
    for (const Policy& policy : policies_) vips.insert(vips.end(), policy.targets.begin(), policy.targets.end());
    add_destinations(vips);
    // An accepted session is translated as its policy says: policies without NAT keep those below from translating.
    const auto last =
        std::ranges::find_if(policies_.rbegin(), policies_.rend(), [](const Policy& p) { return p.accept && is_enabled(*p.node, "nat"); });
    const auto count = policies_.rend() - last;
    for (std::ptrdiff_t i = 0; i < count; ++i) add_source_nat(policies_[static_cast<std::size_t>(i)], vips);
  }

  void add_source_nat(const Policy& policy, const std::vector<const VirtualIp*>& vips) {
    if (!policy.accept || policy.in.empty() || policy.out.empty()) return;
    SourceNat nat;
    nat.in = policy.in;
    nat.match = policy.match;
    std::erase_if(nat.match.src, [](const AddressPattern& p) { return p.family != Family::v4; });
    std::erase_if(nat.match.dst, [](const AddressPattern& p) { return p.family != Family::v4; });
    if (nat.match.src.empty() || nat.match.dst.empty()) return;
    nat.at = reader_.config.at(policy.node->line);
    if (!is_enabled(*policy.node, "nat")) {
      nat.out = policy.out;
      nat.exempt = true;
      nats().push_back(std::move(nat));
      return;
    }
    nat.port_translation = true;
    if (is_enabled(*policy.node, "ippool")) {
      nat.out = policy.out;
      nat.pool = pool_of(policy);
      nats().push_back(std::move(nat));
      return;
    }
    for (const InterfaceId out : policy.out) {
      nat.out = {out};
      nat.pool = addresses_set_on(out);
      // A host behind a one-to-one virtual IP leaves with that address.
      for (const VirtualIp* vip : vips) {
        if (!vip->protocol) nat.pool = nat.pool.united(vip->external);
      }
      nats().push_back(nat);
    }
  }

  AddressSet pool_of(const Policy& policy) {
    AddressSet pool(Family::v4);
    for (const std::string_view name : values_of(*policy.node, "poolname")) {
      const auto found = vdom_.pools.find(name);
      if (found == vdom_.pools.end()) return AddressSet::everything(Family::v4);
      pool = pool.united(found->second);
    }
    return pool.empty() ? AddressSet::everything(Family::v4) : pool;
  }

  AddressSet addresses_set_on(InterfaceId out) const {
    AddressSet own(Family::v4);
    for (const InterfaceAddress& address : reader_.network().at(out).addresses) {
      if (address.address.family == Family::v4) own = own.united(AddressSet::of(address.address));
    }
    return own;
  }

  void read_central_nat() {
    constexpr Key kKeys[] = {{"srcintf"},
                             {"dstintf"},
                             {"orig-addr"},
                             {"dst-addr"},
                             {"protocol"},
                             {"orig-port"},
                             {"dst-port"},
                             {"nat-ippool"},
                             {"nat"},
                             {"status"},
                             {"type", Use::may_both, "ipv4"},
                             {"nat-port", Use::harmless},
                             {"uuid", Use::harmless},
                             {"comments", Use::harmless},
                             {"port-preserve", Use::harmless},
                             {"port-random", Use::harmless}};
    for (const Node* block : vdom_.blocks) {
      if (block->name != "firewall central-snat-map") continue;
      take(reader_.config, block->line, LineTaken::understood);
      for (const Node& entry : block->children) {
        take_settings(reader_, entry, kKeys, reader_.config.id);
        if (entry.get("status", "enable") != "disable") add_central(entry);
      }
    }
  }

  void add_central(const Node& entry) {
    const auto in = interfaces_of(reader_, vdom_, values_of(entry, "srcintf")),
               out = interfaces_of(reader_, vdom_, values_of(entry, "dstintf"));
    const Addresses src = addresses_of(vdom_, values_of(entry, "orig-addr"), Family::v4),
                    dst = addresses_of(vdom_, values_of(entry, "dst-addr"), Family::v4);
    const auto protocol = number(entry.get("protocol", "0"), 255);
    const bool ports = entry.get("orig-port", "0") != "0" || entry.get("dst-port", "0") != "0";
    if (!in || !out || in->empty() || out->empty() || !src.exact || !dst.exact || !protocol || ports) {
      return assume(reader_.config, entry.line,
                    {Effect::may_both, reader_.config.id, "unsupported", "a translation whose match is not understood"});
    }
    SourceNat nat;
    nat.in = *in;
    nat.match.src = src.patterns;
    nat.match.dst = dst.patterns;
    nat.match.services = {*protocol == 0 ? ServiceBox::any() : ServiceBox::of_protocol(static_cast<std::uint8_t>(*protocol))};
    nat.at = reader_.config.at(entry.line);
    nat.exempt = entry.get("nat", "enable") == "disable";
    nat.port_translation = !nat.exempt;
    const auto pools = values_of(entry, "nat-ippool");
    for (const InterfaceId to : *out) {
      nat.out = {to};
      nat.pool = addresses_set_on(to);
      for (std::size_t i = 0; i < pools.size() && !nat.exempt; ++i) {
        const auto found = vdom_.pools.find(pools[i]);
        const AddressSet pool = found == vdom_.pools.end() ? AddressSet::everything(Family::v4) : found->second;
        nat.pool = i == 0 ? pool : nat.pool.united(pool);
      }
      nats().push_back(nat);
    }
  }

  Firewall& firewall() { return *reader_.config.device().firewall; }
  std::vector<NatRule>& nats() { return reader_.config.device().nat; }

  Reader& reader_;
  Vdom& vdom_;
  std::deque<Policy> policies_;
  std::optional<bool> translates_;  ///< some policy of the VDOM does; unset: nobody has asked yet
};

/// What comes in and goes out by one interface passes without a policy unless `allow-traffic-redirect` is off.
void add_redirects(Reader& reader, Vdom& vdom, const Node* global) {
  for (const Family family : {Family::v4, Family::v6}) {
    const std::string_view key = family == Family::v4 ? "allow-traffic-redirect" : "ipv6-allow-traffic-redirect";
    if (global != nullptr && global->get(key) == "disable") continue;
    for (const InterfaceId id : vdom.interfaces) {
      FirewallRule rule;
      rule.in = rule.out = {id};
      rule.rule.action = Action::permit;
      rule.rule.match.src = rule.rule.match.dst = {AddressPattern::any(family)};
      rule.rule.at = global == nullptr ? reader.config.at(reader.interface_nodes.at(id)->line) : reader.config.at(global->line);
      rule.rule.label = std::string(key);
      rule.inspect = false;
      reader.config.device().firewall->rules.push_back(std::move(rule));
    }
  }
}

}  // namespace

void read_policies(Reader& reader) {
  reader.config.device().firewall = Firewall{};
  reader.config.device().firewall->at = reader.config.device().at;
  const Node* global = nullptr;
  for_each_block(reader, "system global", [&](Vdom&, const Node& block) { global = &block; });
  for (Vdom& vdom : reader.vdoms) {
    add_redirects(reader, vdom, global);
    PolicyReader policies(reader, vdom);
    for (const Node* block : vdom.blocks) {
      if (block->name != "firewall policy" && block->name != "firewall policy6") continue;
      take(reader.config, block->line, LineTaken::understood);
      for (const Node& entry : block->children) policies.read(entry, block->name == "firewall policy6");
    }
    policies.finish();
  }
}

}  // namespace sekimori::fortios
