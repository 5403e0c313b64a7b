// What the device itself offers: administrative access by interface, narrowed by local-in policies and by trusted hosts. A packet to an
// interface's address is taken as admitted wherever it enters (docs/vendors/fortios.md).
#include <fmt/format.h>

#include <algorithm>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

struct Access {
  std::string_view name;  ///< in `allowaccess`
  std::string_view port_key;
  std::string_view port;
  std::uint8_t protocol;
  bool session = true;  ///< it passes on what it receives; SNMP of a FortiGate is read-only (Administration Guide, "SNMP")
};
/// Not here: ping, probe-response, which answer without passing anything on.
constexpr Access kAccesses[] = {
    {"https", "admin-sport", "443", kTcp}, {"http", "admin-port", "80", kTcp},
    {"ssh", "admin-ssh-port", "22", kTcp}, {"telnet", "admin-telnet-port", "23", kTcp},
    {"snmp", "", "161", kUdp, false},      {"fgfm", "", "541", kTcp},
    {"capwap", "", "5246-5247", kUdp},     {"fabric", "", "8013", kTcp},
    {"radius-acct", "", "1813", kUdp},     {"ftm", "", "4433", kTcp},
    {"auto-ipsec", "", "500", kUdp},       {"scim", "", "44559", kTcp},
};
constexpr std::string_view kSilent[] = {"ping", "probe-response", "speed-test"};

struct Offer {
  std::vector<AddressPattern> at;  ///< own addresses
  std::uint32_t line = 0;
};

class ManagementReader {
 public:
  explicit ManagementReader(Reader& reader) : reader_(reader) {}

  void run() {
    for_each_block(reader_, "system global", [&](Vdom&, const Node& block) { global_ = &block; });
    for (const auto& [id, node] : reader_.interface_nodes) {
      const InterfaceId interface = id;
      offer(interface, node->find("allowaccess"));
      for (const Node& child : node->children) {
        if (child.name == "ipv6") offer(interface, child.find("ip6-allowaccess"));
        for (const Node& entry : child.children) {
          if (child.name == "secondaryip") offer(interface, entry.find("allowaccess"));
        }
      }
    }
    read_administrators();
    read_local_in();
    for (const auto& [name, offer] : offers_) add(name, offer);
  }

 private:
  void offer(InterfaceId id, const Setting* access) {
    if (access == nullptr) return;
    for (const std::string_view name : access->values) {
      if (std::ranges::find(kSilent, name) != std::end(kSilent)) continue;
      if (std::ranges::find(kAccesses, name, &Access::name) == std::end(kAccesses)) {
        assume_setting(reader_, *access,
                       {Effect::may_open, reader_.config.id, "unsupported", fmt::format("'{}' is a service that is not modelled", name)});
        continue;
      }
      Offer& offer = offers_[name];
      if (offer.line == 0) offer.line = access->line;
      for (const InterfaceAddress& address : reader_.network().at(id).addresses) offer.at.push_back(AddressPattern::host(address.address));
    }
  }

  /// Every administrator names trusted hosts, or one may come from anywhere.
  void read_administrators() {
    constexpr Key kKeys[] = {{"accprofile", Use::harmless},
                             {"vdom", Use::harmless},
                             {"password", Use::harmless},
                             {"comments", Use::harmless},
                             {"remote-auth", Use::harmless},
                             {"remote-group", Use::harmless},
                             {"wildcard", Use::harmless},
                             {"two-factor", Use::harmless},
                             {"email-to", Use::harmless},
                             {"fortitoken", Use::harmless},
                             {"gui-dashboard", Use::harmless},
                             {"old-password", Use::harmless},
                             {"password-expire", Use::harmless},
                             {"accprofile-override", Use::harmless},
                             {"radius-vdom-override", Use::harmless},
                             {"ssh-public-key1", Use::harmless},
                             {"ssh-public-key2", Use::harmless},
                             {"ssh-public-key3", Use::harmless},
                             {"schedule", Use::harmless},
                             {"force-password-change", Use::harmless},
                             {"guest-auth", Use::harmless},
                             {"peer-auth", Use::harmless},
                             {"sms-server", Use::harmless},
                             {"sms-phone", Use::harmless},
                             {"gui-default-dashboard-template", Use::harmless},
                             {"gui-ignore-release-overview-version", Use::harmless},
                             {"gui-global-menu-favorites", Use::harmless},
                             {"gui-vdom-menu-favorites", Use::harmless},
                             {"trusthost1"},
                             {"trusthost2"},
                             {"trusthost3"},
                             {"trusthost4"},
                             {"trusthost5"},
                             {"trusthost6"},
                             {"trusthost7"},
                             {"trusthost8"},
                             {"trusthost9"},
                             {"trusthost10"},
                             {"ip6-trusthost1"},
                             {"ip6-trusthost2"},
                             {"ip6-trusthost3"},
                             {"ip6-trusthost4"},
                             {"ip6-trusthost5"},
                             {"ip6-trusthost6"},
                             {"ip6-trusthost7"},
                             {"ip6-trusthost8"},
                             {"ip6-trusthost9"},
                             {"ip6-trusthost10"}};
    constexpr Key kBlocks[] = {{"gui-dashboard", Use::harmless},
                               {"dashboard", Use::harmless},
                               {"dashboard-tabs", Use::harmless},
                               {"login-time", Use::harmless},
                               {"gui-vdom-menu-favorites", Use::harmless}};
    bool some = false;
    trusted_everywhere_ = false;
    for_each_block(reader_, "system admin", [&](Vdom&, const Node& block) {
      take(reader_.config, block.line, LineTaken::understood);
      for (const Node& entry : block.children) {
        take_settings(reader_, entry, kKeys, reader_.config.id, kBlocks);
        some = true;
        trust(entry);
      }
    });
    if (!some) trusted_everywhere_ = true;
  }

  void trust(const Node& administrator) {
    bool any = true;
    for (int i = 1; i <= 10; ++i) {
      for (const Family family : {Family::v4, Family::v6}) {
        const Setting* host = administrator.find(fmt::format("{}trusthost{}", family == Family::v4 ? "" : "ip6-", i));
        const auto address = host == nullptr ? std::nullopt : address_and_length(*host, family);
        if (!address || (address->address.bits == 0 && address->length == 0)) continue;
        trusted_.push_back(AddressPattern::of(address->connected()));
        any = false;
      }
    }
    trusted_everywhere_ = trusted_everywhere_ || any;
  }

  void read_local_in() {
    constexpr Key kKeys[] = {{"intf"},
                             {"srcaddr"},
                             {"dstaddr"},
                             {"service"},
                             {"action"},
                             {"schedule"},
                             {"status"},
                             {"srcaddr-negate"},
                             {"dstaddr-negate"},
                             {"service-negate"},
                             {"ha-mgmt-intf-only"},
                             {"internet-service-src"},
                             {"uuid", Use::harmless},
                             {"comments", Use::harmless},
                             {"virtual-patch", Use::harmless},
                             {"logtraffic", Use::harmless}};
    for (Vdom& vdom : reader_.vdoms) {
      for (const Node* block : vdom.blocks) {
        if (block->name != "firewall local-in-policy" && block->name != "firewall local-in-policy6") continue;
        take(reader_.config, block->line, LineTaken::understood);
        for (const Node& entry : block->children) {
          take_settings(reader_, entry, kKeys, reader_.config.id);
          if (entry.get("status", "enable") != "disable") add_local_in(vdom, entry, block->name.ends_with('6') ? Family::v6 : Family::v4);
        }
      }
    }
  }

  /// Only denies that are understood whole count; an admission is what administrative access says already, unless a deny follows it.
  void add_local_in(const Vdom& vdom, const Node& entry, Family family) {
    const auto values = [&](std::string_view key) {
      const Setting* setting = entry.find(key);
      return setting == nullptr ? std::span<const std::string_view>{} : setting->values;
    };
    const auto in = interfaces_of(reader_, vdom, values("intf"));
    Addresses src = addresses_of(vdom, values("srcaddr"), family), dst = addresses_of(vdom, values("dstaddr"), family);
    if (is_enabled(entry, "srcaddr-negate")) src = negated(src, family);
    if (is_enabled(entry, "dstaddr-negate")) dst = negated(dst, family);
    const Services services = services_of(vdom, values("service"));
    const bool permit = entry.get("action", "deny") == "accept";
    const bool plain = entry.get("service-negate", "disable") == "disable" && entry.get("ha-mgmt-intf-only", "disable") == "disable" &&
                       entry.get("internet-service-src", "disable") == "disable";
    const bool exact =
        in && !in->empty() && src.exact && dst.exact && services.exact && plain && vdom.always.contains(entry.get("schedule", "always"));
    // The interface is where the packet enters, which a list about destinations cannot say: a deny for some of them is left out.
    const bool everywhere = in && in->size() == vdom.interfaces.size() && reader_.vdoms.size() == 1;
    if (!permit && (!exact || !everywhere)) {
      return assume(
          reader_.config, entry.line,
          {Effect::may_close, reader_.config.id, "unsupported", "a local-in policy for some interfaces or under a condition: left out"});
    }
    Rule rule;
    rule.action = permit ? Action::permit : Action::deny;
    rule.match = {src.patterns, dst.patterns, services.boxes};
    if (permit && !exact) rule.match = HeaderMatch{};
    rule.at = reader_.config.at(entry.line);
    rule.label = fmt::format("local-in {}", entry.name);
    local_in_.push_back(std::move(rule));
  }

  void add(std::string_view name, const Offer& offer) {
    const Access& access = *std::ranges::find(kAccesses, name, &Access::name);
    const std::string_view port = global_ == nullptr || access.port_key.empty() ? access.port : global_->get(access.port_key, access.port);
    const auto ports = port_interval(port).value_or(ServiceInterval{0, 65'535});
    const FilterId filter = add_filter(reader_.config, fmt::format("{} of {}", name, reader_.config.device().name), offer.line);
    Filter& list = reader_.network().filters[filter.index];
    const bool by_administrator = access.protocol == kTcp && name != "fgfm" && name != "fabric";
    const HeaderMatch admitted{by_administrator && !trusted_everywhere_ ? trusted_ : any_address(), offer.at, {ServiceBox::any()}};
    // An admission of a local-in policy ends the search for a deny, not for administrative access.
    for (const Rule& rule : local_in_) {
      Rule narrowed = rule;
      if (rule.action == Action::permit) narrowed.match = both(rule.match, admitted);
      list.rules.push_back(std::move(narrowed));
    }
    list.rules.push_back({Action::permit, admitted, reader_.config.at(offer.line), std::string(name)});
    ManagementService service;
    service.name = std::string(name);
    service.service = ServiceBox::to_port(access.protocol, ports.first, ports.last);
    service.session = access.session;
    service.admits_v4 = service.admits_v6 = filter;
    service.at = reader_.config.at(offer.line);
    reader_.config.device().services.push_back(std::move(service));
  }

  /// Sources and destinations of both: exact where it can be, else those of `admitted`.
  static HeaderMatch both(const HeaderMatch& rule, const HeaderMatch& admitted) {
    return {common(rule.src, admitted.src), common(rule.dst, admitted.dst), rule.services};
  }
  static std::vector<AddressPattern> common(const std::vector<AddressPattern>& a, const std::vector<AddressPattern>& b) {
    std::vector<AddressPattern> all;
    for (const Family family : {Family::v4, Family::v6}) {
      std::vector<AddressPattern> of_a, of_b;
      std::ranges::copy_if(a, std::back_inserter(of_a), [&](const AddressPattern& p) { return p.family == family; });
      std::ranges::copy_if(b, std::back_inserter(of_b), [&](const AddressPattern& p) { return p.family == family; });
      const auto set_a = set_of(of_a, family), set_b = set_of(of_b, family);
      const auto patterns = set_a && set_b ? patterns_of(set_a->intersected(*set_b)) : of_b;
      all.insert(all.end(), patterns.begin(), patterns.end());
    }
    return all;
  }

  Reader& reader_;
  const Node* global_ = nullptr;
  std::map<std::string_view, Offer> offers_;
  std::vector<AddressPattern> trusted_;
  bool trusted_everywhere_ = true;
  std::vector<Rule> local_in_;
};

}  // namespace

void read_management(Reader& reader) { ManagementReader(reader).run(); }

}  // namespace sekimori::fortios
