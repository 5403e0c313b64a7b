// A Linux device from the outputs of the commands that show its state. Each file is one output; which, its content says.
#include "linux.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori {
namespace linux_host {
namespace {

std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    const std::size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string_view::npos || line[start] == '#') continue;
    return line.substr(start);
  }
  return {};
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

Part json_part(std::string_view text) {
  const std::string_view head = text.substr(0, 64 * 1024);
  if (has(head.substr(0, 256), "\"nftables\"")) return Part::nft;
  if (has(head, "\"addr_info\"")) return Part::addresses;
  if (has(head, "\"ifname\"") && has(head, "\"ifindex\"")) return Part::links;
  if (has(head, "\"priority\"") && has(head, "\"src\"") && has(head, "\"table\"")) return Part::rules;
  if (has(head, "\"dst\"") && (has(head, "\"dev\"") || has(head, "\"gateway\"") || has(head, "\"type\""))) return Part::routes;
  return Part::none;
}

/// "*filter" on a line, and chains or rules on the next: whatever was copied along above it.
bool has_table(std::string_view text) {
  constexpr std::string_view kTables[] = {"*filter", "*nat", "*mangle", "*raw", "*security"};
  bool table = false;
  for (text = text.substr(0, 64 * 1024); !text.empty();) {
    std::string_view line = take_line(text);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (table && (line.front() == ':' || line.front() == '[' || line.starts_with("-A ") || line.starts_with("-P ") || line == "COMMIT"))
      return true;
    table = std::ranges::find(kTables, line) != std::end(kTables);
  }
  return false;
}

/// Its header, or an address in a rule.
bool says_its_family(std::string_view text) {
  if (has(text.substr(0, 4096), "iptables-save")) return true;
  for (const std::string_view option : {" -s ", " -d ", "--to-source ", "--to-destination ", "--src-range ", "--dst-range "}) {
    for (std::size_t at = text.find(option); at != std::string_view::npos; at = text.find(option, at + 1)) {
      const std::string_view word = text.substr(at + option.size(), 18);
      if (word.substr(0, word.find_first_of(" \n")).find('.') != std::string_view::npos) return true;
    }
  }
  return false;
}

bool is_v6(std::string_view text, std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::string_view head = text.substr(0, 4096);
  if (has(head, "ip6tables-save") || has(name, "ip6tables") || has(name, ".v6") || has(name, "rules.v6")) return true;
  // A rule set of either family shows in its first rules; to search all of a large one takes as long as to read it.
  const std::string_view rules = text.substr(0, 1024 * 1024);
  return has(rules, "ipv6-icmp") || has(rules, "--icmpv6-type") || has(rules, " -s fe80:") || has(rules, "::/");
}

}  // namespace

Part part_of(std::string_view text, std::string_view path) {
  if (is_binary(text)) return Part::none;
  const std::string_view first = first_line(text);
  if (first.empty()) return Part::none;
  if (first.front() == '[' || first.front() == '{') {
    if (const Part part = json_part(text); part != Part::none) return part;
  }
  if (has_table(text)) return is_v6(text, path) ? Part::ip6tables : Part::iptables;
  if (first.starts_with("create ") && (has(first, " hash:") || has(first, " bitmap:") || has(first, " list:"))) return Part::ipset;
  if (first.starts_with("Netid ") ||
      ((first.starts_with("tcp ") || first.starts_with("udp ")) && (has(first, "LISTEN") || has(first, "UNCONN")))) {
    return Part::sockets;
  }
  constexpr std::string_view kRoots[] = {"net.", "kernel.", "fs.", "vm.", "abi.", "dev.", "debug.", "user.", "crypto."};
  const bool dotted = std::ranges::any_of(kRoots, [&](std::string_view root) { return first.starts_with(root); });
  if (dotted && has(text, "net.ipv") && has(first, " = ")) return Part::sysctl;
  return Part::none;
}

namespace {

class Assembler {
 public:
  /// `host`: where the rules of a host go, whose own traffic alone counts; nullptr: of a router.
  Assembler(std::string name, std::span<const ConfigFile> files, Network& network, Diagnostics& diagnostics, HostRules* host = nullptr)
      : name_(std::move(name)), files_(files), network_(network), diagnostics_(diagnostics), host_(host) {}

  std::optional<DeviceId> run() {
    auto first = begin_device(files_.front(), "linux", network_, diagnostics_);
    if (!first) return std::nullopt;
    first->device().kind = DeviceKind::router;
    first->device().name = name_;
    first->device().forwards_v6 = true;
    global_ = add_vrf(*first, "", 0);
    device_ = first->id;
    add_file(std::move(*first), files_.front());
    for (const ConfigFile& file : files_.subspan(1)) {
      auto part = begin_part(file, device_, network_, diagnostics_);
      if (!part) return std::nullopt;
      add_file(std::move(*part), file);
    }
    if (has_error(diagnostics_)) return std::nullopt;
    read_all();
    for (std::size_t i = 1; i < loads_.size(); ++i) finish_part(loads_[i].config);
    return finish_device(loads_.front().config, name_, 0);
  }

 private:
  struct Loading {
    ConfigDevice config;
    Part part = Part::none;
    std::optional<Document> document;
  };

  void add_file(ConfigDevice config, const ConfigFile& file) {
    const Part part = part_of(file.text, file.path);
    const bool json = part == Part::nft || part == Part::addresses || part == Part::links || part == Part::routes || part == Part::rules;
    loads_.push_back({std::move(config), part, json ? parse_document(file.text, file.file, diagnostics_) : std::nullopt});
    if (!json) return;
    for (LineTaken& taken : loads_.back().config.taken) taken = std::max(taken, LineTaken::understood);
  }

  template <class Do>
  void each(Part part, const Do& act) {
    for (Loading& it : loads_) {
      if (it.part == part) act(it);
    }
  }
  bool has_part(Part part) const {
    return std::ranges::any_of(loads_, [&](const Loading& it) { return it.part == part; });
  }

  void read_all() {
    read_ports();
    each(Part::sysctl, [](Loading& it) { read_sysctl(it.config); });
    if (host_ != nullptr) return read_host();
    std::set<Family> routed;
    each(Part::routes, [&](Loading& it) { routed.merge(read_routes(it.config, *it.document, global_)); });
    each(Part::rules, [&](Loading& it) { read_rules(it.config, *it.document, global_); });
    each(Part::sockets, [](Loading& it) { read_sockets(it.config); });
    ConfigDevice& front = loads_.front().config;
    if (!has_part(Part::sockets)) assume_linux_services(network_, device_, front.at(1));
    if (!has_part(Part::sysctl)) {
      assume_default(front, front.at(1), {Effect::may_close, device_, "default", "no sysctl: taken as forwarding IPv4 and IPv6"},
                     "net.ipv4.ip_forward");
    }
    for (const Family family : {Family::v4, Family::v6}) {
      if (routed.contains(family) || (family == Family::v6 && !has_addresses(Family::v6))) continue;
      make_any_routing(front, global_, 1, "no routing table was collected");
      assume_default(front, front.at(1),
                     {Effect::may_close, global_, "default",
                      fmt::format("no routing table of {} (ip -j route): every route is possible", family == Family::v4 ? "IPv4" : "IPv6")},
                     "ip route");
      break;
    }
    read_filters();
  }

  /// Where a host's packets go is nobody's matter (E7: on any of its cards, to anywhere); what it offers is all that its rules let in.
  void read_host() {
    each(Part::sockets, [](Loading& it) { read_sockets(it.config); });
    const auto& services = network_.at(device_).services;
    host_->dhcp = std::ranges::any_of(services, [](const ManagementService& it) { return it.name == "udp/68"; });
    each(Part::addresses, [&](const Loading& it) { host_->dhcp = host_->dhcp || has(it.config.text, "\"dynamic\""); });
    ConfigDevice& front = loads_.front().config;
    host_->has_addresses = has_part(Part::addresses);
    if (!host_->has_addresses) {
      assume_default(front, front.at(1),
                     {Effect::may_both, device_, "default", "the host's interfaces and addresses were not collected (ip -d -j addr)"},
                     "ip addr");
    }
    if (!has_part(Part::iptables) && !has_part(Part::ip6tables) && !has_part(Part::nft)) {
      assume_default(front, front.at(1), {Effect::may_close, device_, "default", "no packet filter was collected: everything passes"},
                     "iptables-save");
    }
    read_filters();
  }

  void use(ConfigDevice& config, const netfilter::Ruleset& ruleset, Family family) {
    if (host_ == nullptr) return netfilter::apply(config, ruleset, family);
    netfilter::HostLists lists = netfilter::host_lists(config, ruleset, family);
    std::ranges::move(lists.input, std::back_inserter(host_->input));
    std::ranges::move(lists.output, std::back_inserter(host_->output));
    host_->stateful = host_->stateful || lists.established;
  }

  bool has_addresses(Family family) const {
    return std::ranges::any_of(network_.at(device_).interfaces, [&](InterfaceId id) {
      return std::ranges::any_of(network_.at(id).addresses, [&](const InterfaceAddress& it) { return it.address.family == family; });
    });
  }

  /// Of `ip -j`, else the names in the rules, whose addresses are then not known.
  void read_ports() {
    std::vector<const Document*> documents;
    for (const Part part : {Part::links, Part::addresses}) {
      each(part, [&](const Loading& it) { documents.push_back(&*it.document); });
    }
    if (!documents.empty()) {
      const auto source =
          std::ranges::find_if(loads_, [](const Loading& it) { return it.part == Part::links || it.part == Part::addresses; });
      read_interfaces(source->config, documents, global_);
      each_named_only_by_rules([&](ConfigDevice& config, const std::string& name) {
        assume_default(
            config, config.at(1),
            {Effect::harmless, device_, "default", "rules name this interface, which was not there when the links were collected"}, name);
      });
      return;
    }
    each_named_only_by_rules([&](ConfigDevice& config, const std::string& name) {
      const InterfaceId id = add_interface(config, name, InterfaceKind::physical, global_, 1);
      assume_default(config, config.at(1),
                     {Effect::may_both, id, "inferred", "named by rules only: its addresses and links are not known (ip -j addr)"}, name);
    });
  }

  /// Interfaces that rules name and the device does not have (yet).
  template <class Do>
  void each_named_only_by_rules(const Do& act) {
    for (Loading& it : loads_) {
      if (it.part != Part::iptables && it.part != Part::ip6tables) continue;
      for (const std::string& name : interfaces_in_iptables(it.config.text)) {
        const auto& own = network_.at(device_).interfaces;
        if (std::ranges::none_of(own, [&](InterfaceId id) { return network_.at(id).name == name; })) act(it.config, name);
      }
    }
  }

  void note_what_filters_leave_open() {
    ConfigDevice& front = loads_.front().config;
    const bool filters = has_part(Part::iptables) || has_part(Part::ip6tables) || has_part(Part::nft);
    if (filters && network_.at(device_).vrfs.size() > 1) {
      assume_default(front, front.at(1),
                     {Effect::may_both, device_, "unsupported",
                      "rules may see a VRF's name instead of its interface's (Documentation/networking/vrf)"},
                     "VRF");
    }
    const auto rules = std::ranges::find(loads_, Part::iptables, &Loading::part);
    if (rules != loads_.end() && !has_part(Part::ip6tables) && !says_its_family(rules->config.text)) {
      assume_default(
          rules->config, rules->config.at(1),
          {Effect::may_both, device_, "inferred", "no header and no address say whether these are rules of IPv4 or of IPv6: taken as IPv4"},
          "iptables-save");
    }
    for (const Part part : {Part::iptables, Part::ip6tables}) {
      if (std::ranges::count(loads_, part, &Loading::part) < 2) continue;
      assume_default(front, front.at(1),
                     {Effect::may_both, device_, "unsupported", "two rule sets of one family: which is in force is not known"},
                     "iptables-save");
    }
  }

  void read_filters() {
    Ipsets sets;
    each(Part::ipset, [&](Loading& it) { read_ipsets(it.config, sets); });
    std::deque<Iptables> tables;
    std::deque<Nftables> rulesets;
    std::set<std::string> noted;
    note_what_filters_leave_open();
    for (const Family family : {Family::v4, Family::v6}) {
      netfilter::Ruleset ruleset;
      ConfigDevice* from = nullptr;
      each(family == Family::v4 ? Part::iptables : Part::ip6tables, [&](Loading& it) {
        tables.push_back(read_iptables(it.config, family, sets));
        add_hooks(tables.back(), ruleset);
        from = &it.config;
      });
      each(Part::nft, [&](Loading& it) {
        rulesets.push_back(read_nft(it.config, *it.document, family, noted));
        add_hooks(rulesets.back(), ruleset);
        if (from == nullptr) from = &it.config;
      });
      if (from != nullptr) {
        use(*from, ruleset, family);
      } else if (has_part(Part::iptables) || has_part(Part::ip6tables)) {
        ConfigDevice& front = loads_.front().config;
        use(front, ruleset, family);
        assume_default(front, front.at(1),
                       {Effect::may_close, device_, "default",
                        fmt::format("no rules for {}: everything of it is taken to pass", family == Family::v4 ? "IPv4" : "IPv6")},
                       family == Family::v4 ? "iptables-save" : "ip6tables-save");
      }
    }
  }

  std::string name_;
  std::span<const ConfigFile> files_;
  Network& network_;
  Diagnostics& diagnostics_;
  HostRules* host_ = nullptr;
  std::deque<Loading> loads_;
  DeviceId device_;
  VrfId global_;
};

}  // namespace
}  // namespace linux_host

int recognise_linux(std::string_view text) { return linux_host::part_of(text, "") == linux_host::Part::none ? 0 : 90; }

std::optional<DeviceId> load_linux_device(const std::string& name, std::span<const ConfigFile> files, Network& network,
                                          Diagnostics& diagnostics) {
  return linux_host::Assembler(name, files, network, diagnostics).run();
}

std::optional<HostRules> read_host_rules(const std::string& name, std::span<const ConfigFile> files, Network& scratch,
                                         Diagnostics& diagnostics) {
  HostRules rules;
  const auto device = linux_host::Assembler(name, files, scratch, diagnostics, &rules).run();
  return device ? std::optional(std::move(rules)) : std::nullopt;
}

std::optional<DeviceId> load_linux(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  return load_linux_device(stem_of(file.path), std::span(&file, 1), network, diagnostics);
}

void add_iptables(const ConfigFile& file, DeviceId device, Network& network, Diagnostics& diagnostics) {
  auto config = begin_part(file, device, network, diagnostics);
  if (!config) return;
  assume_linux_services(network, device, config->at(1));
  const Family family = linux_host::part_of(file.text, file.path) == linux_host::Part::ip6tables ? Family::v6 : Family::v4;
  for (const std::string& name : linux_host::interfaces_in_iptables(config->text)) {
    if (find_interface(network, device, name)) continue;
    assume_default(*config, config->at(1),
                   {Effect::may_both, device, "undefined-reference", "rules name an interface that the device does not have"}, name);
  }
  const linux_host::Iptables tables = linux_host::read_iptables(*config, family, {});
  netfilter::Ruleset ruleset, open;
  add_hooks(tables, ruleset);
  netfilter::apply(*config, ruleset, family);
  netfilter::apply(*config, open, family == Family::v4 ? Family::v6 : Family::v4);
  finish_part(*config);
}

}  // namespace sekimori
