#include "linux_host_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "linux_reader.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori {
namespace {

/// A card of the host, and the interface of the config that it is: its position in the device that was read.
struct Card {
  std::size_t attachment = 0;
  std::optional<std::size_t> interface;
  DeviceId filter;
};

constexpr std::uint16_t kDhcpServer = 67, kDhcpClient = 68;  // RFC 2131 4.1

class Builder {
 public:
  Builder(const HostConfig& config, const HostRules& rules, const Network& scratch, Network& network, Reporter& reporter)
      : config_(config), rules_(rules), scratch_(scratch), network_(network), reporter_(reporter) {}

  void run() {
    for (std::size_t i = 0; i < host().attachments.size(); ++i) cards_.push_back({i, interface_of(host().attachments[i]), {}});
    note_addresses();
    for (Card& card : cards_) add_filter(card);
    note_interfaces();
    note_forwarding();
    for (const Assumption& it : scratch_.assumptions) assume(it.effect, it.at, it.kind, it.text, it.why);
    for (const ConfigLines& lines : scratch_.config_lines) {
      network_.config_lines.push_back(lines);
      network_.config_lines.back().device = cards_.front().filter;
    }
  }

 private:
  const Host& host() const { return network_.at(config_.host); }
  const Device& device() const { return scratch_.devices.front(); }
  const Interface& interface(std::size_t position) const { return scratch_.at(device().interfaces.at(position)); }
  bool is_plain(std::size_t position) const {
    const Interface& it = interface(position);
    return (it.kind == InterfaceKind::physical || it.kind == InterfaceKind::port_channel) && it.mode == PortMode::routed && !it.channel;
  }

  static bool has(const Attachment& card, const Address& address) {
    return (address.family == Family::v6 ? card.v6 : card.v4).contains(address);
  }

  /// The one with an address of the card; the only one of a host with one card.
  std::optional<std::size_t> interface_of(const Attachment& card) const {
    std::vector<std::size_t> with_address, plain;
    for (std::size_t i = 0; i < device().interfaces.size(); ++i) {
      const auto is_its = [&](const InterfaceAddress& it) { return has(card, it.address); };
      if (std::ranges::any_of(interface(i).addresses, is_its)) with_address.push_back(i);
      if (is_plain(i) && interface(i).up) plain.push_back(i);
    }
    const auto& found = with_address.empty() && host().attachments.size() == 1 ? plain : with_address;
    return found.size() == 1 && is_plain(found.front()) ? std::optional(found.front()) : std::nullopt;
  }

  void assume(Effect effect, SourceRange at, const std::string& kind, const std::string& text, const std::string& why) {
    for (const Card& card : cards_) network_.assumptions.push_back({effect, card.filter, at, kind, text, why});
  }

  void add_filter(Card& card) {
    const std::string label = card.interface ? interface(*card.interface).name : fmt::format("card{}", card.attachment + 1);
    const bool single = cards_.size() == 1;
    card.filter =
        add_host_filter(network_, config_.host, card.attachment, unused_name(single ? "filter" : label + "-filter"), label, device().at);
    Device& filter = network_.devices[card.filter.index];
    if (!single) filter.session_group = host().name;
    if (!card.interface) {
      network_.assumptions.push_back({Effect::may_close, card.filter, config_.at, "unsupported", config_.name,
                                      "which interface of the config this card is, is not known: its packet filter is left out"});
      return;
    }
    const HostFilterPorts ports = host_filter_ports(filter);
    Firewall& firewall = *filter.firewall;
    firewall.stateful = rules_.stateful;
    firewall.fallback = Action::deny;  // both lists are complete
    if (rules_.dhcp) add_dhcp(firewall, ports);
    for (const netfilter::Outcome& it : rules_.input) add_rule(firewall, ports.outer, ports.inner, it, it.when.in.at(*card.interface));
    for (const netfilter::Outcome& it : rules_.output) add_rule(firewall, ports.inner, ports.outer, it, it.when.out.at(*card.interface));
    for (const Family family : {Family::v4, Family::v6}) pass_unfiltered(firewall, ports, family);
  }

  static void add_rule(Firewall& firewall, InterfaceId in, InterfaceId out, const netfilter::Outcome& outcome, bool applies) {
    if (!applies) return;
    const Action action = std::holds_alternative<netfilter::Drop>(outcome.target) ? Action::deny : Action::permit;
    firewall.rules.push_back(
        {{in}, {out}, {action, {patterns_of(outcome.when.src), patterns_of(outcome.when.dst), outcome.when.services}, outcome.at, ""}});
  }

  /// A family for which no rules were collected.
  void pass_unfiltered(Firewall& firewall, const HostFilterPorts& ports, Family family) const {
    const auto is_its = [&](const netfilter::Outcome& it) { return it.when.src.family() == family; };
    const std::vector<AddressPattern> all = patterns_of(AddressSet::everything(family));
    const Rule rule{Action::permit, {all, all, {ServiceBox::any()}}, device().at, ""};
    if (std::ranges::none_of(rules_.input, is_its)) firewall.rules.push_back({{ports.outer}, {ports.inner}, rule});
    if (std::ranges::none_of(rules_.output, is_its)) firewall.rules.push_back({{ports.inner}, {ports.outer}, rule});
  }

  /// Packet sockets see what INPUT drops, and send what OUTPUT would (packet(7)).
  void add_dhcp(Firewall& firewall, const HostFilterPorts& ports) const {
    const auto rule = [&](std::uint16_t from, std::uint16_t to) {
      ServiceBox box = ServiceBox::to_port(kUdp, to, to);
      box[ServiceField::sport] = {from, from};
      const std::vector<AddressPattern> all = patterns_of(AddressSet::everything(Family::v4));
      return Rule{Action::permit, {all, all, {box}}, device().at, "DHCP"};
    };
    firewall.rules.push_back({{ports.outer}, {ports.inner}, rule(kDhcpServer, kDhcpClient)});
    firewall.rules.push_back({{ports.inner}, {ports.outer}, rule(kDhcpClient, kDhcpServer)});
  }

  std::string unused_name(const std::string& suffix) const {
    const std::string wanted = fmt::format("{}-{}", host().name, suffix);
    std::string name = wanted;
    for (unsigned n = 2; find_device(network_, name) || find_host(network_, name); ++n) name = fmt::format("{}-{}", wanted, n);
    return name;
  }

  /// Declared and collected addresses are to be the same.
  void note_addresses() {
    if (!rules_.has_addresses) return;
    std::vector<const InterfaceAddress*> collected;
    for (const InterfaceId id : device().interfaces) {
      for (const InterfaceAddress& it : scratch_.at(id).addresses) collected.push_back(&it);
    }
    for (const InterfaceAddress* it : collected) {
      const auto is_its = [&](const Attachment& card) { return has(card, it->address); };
      if (std::ranges::none_of(host().attachments, is_its)) {
        differences_.push_back({it->at, fmt::format("the host has {}, which network.yaml does not declare", to_text(it->address))});
      }
    }
    for (const Attachment& card : host().attachments) {
      const auto is_its = [&](const InterfaceAddress* it) { return has(card, it->address); };
      if ((!card.v4.empty() || !card.v6.empty()) && std::ranges::none_of(collected, is_its)) {
        differences_.push_back({card.at, fmt::format("no interface of the config '{}' has an address of this card", config_.name)});
      }
    }
  }

  /// Up, and cabled to nothing that is declared: containers, tunnels, VLANs, a further card.
  void note_interfaces() {
    std::set<InterfaceId> known;
    for (const Card& card : cards_) {
      if (card.interface) known.insert(device().interfaces.at(*card.interface));
    }
    for (const InterfaceId id : device().interfaces) {
      const Interface& it = scratch_.at(id);
      const bool bundled = it.channel && known.contains(*it.channel);
      if (!it.up || it.kind == InterfaceKind::loopback || known.contains(id) || bundled) continue;
      differences_.push_back({it.at, fmt::format("the interface {} is in use and no card of the host in network.yaml", it.name)});
    }
    for (const auto& [at, what] : differences_) {
      reporter_.warning(at, "D020", what);
      assume(Effect::may_both, at, "inferred", config_.name, what + ": it may send and receive more than is declared");
    }
  }

  /// What a host forwards passes FORWARD, not INPUT and OUTPUT; and who says that it forwards nothing is contradicted.
  void note_forwarding() {
    if (!device().forwards_v4 && !device().forwards_v6) return;
    assume(Effect::may_both, device().at, "default", "net.ipv4.ip_forward, net.ipv6.conf.all.forwarding",
           "the host forwards packets, or was not shown not to (sysctl): what it forwards does not pass its INPUT and OUTPUT");
    const auto* sanitiser = std::get_if<Sanitiser>(&host().role);
    const bool declared_off =
        !host().relays || (sanitiser != nullptr && !sanitiser->ip_forwarding) || (host().attachments.size() > 1 && !host().forwards);
    if (!declared_off) return;
    network_.assumptions.push_back({Effect::may_open, config_.host, device().at, "inferred",
                                    "net.ipv4.ip_forward, net.ipv6.conf.all.forwarding",
                                    "declared as forwarding nothing, but its config does not turn forwarding off"});
  }

  struct Difference {
    SourceRange at;
    std::string what;
  };

  const HostConfig& config_;
  const HostRules& rules_;
  const Network& scratch_;
  Network& network_;
  Reporter& reporter_;
  std::vector<Card> cards_;
  std::vector<Difference> differences_;
};

}  // namespace

void load_host_filter(const HostConfig& config, std::span<const ConfigFile> files, Network& network, Reporter& reporter,
                      Diagnostics& diagnostics) {
  Network scratch;
  const auto rules = read_host_rules(config.name, files, scratch, diagnostics);
  if (rules && !network.at(config.host).attachments.empty()) Builder(config, *rules, scratch, network, reporter).run();
}

}  // namespace sekimori
