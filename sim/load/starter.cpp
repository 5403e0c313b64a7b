#include "sekimori/load/starter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "config_text.hpp"
#include "listing_owner.hpp"

namespace sekimori {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// The text behind "Key:" on a line, or nullopt.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || !line.substr(first).starts_with(key)) return std::nullopt;
  std::string_view value = line.substr(first + key.size());
  while (!value.empty() && (value.front() == ' ' || value.front() == ':')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\r' || value.back() == ',')) value.remove_suffix(1);
  return value;
}

class Guesser {
 public:
  explicit Guesser(const Network& network) : network_(network) {
    for (std::size_t d = 0; d < network.devices.size(); ++d) devices_.emplace(lower(network.devices[d].name), make_id<DeviceId>(d));
    for (const Link& link : network.links) {
      used_.insert(link.a);
      used_.insert(link.b);
    }
  }

  std::vector<GuessedLink> run(const FileSet& files) {
    for (const auto& [path, text] : files) {
      if (is_neighbour_listing(text)) by_listing(path, text);
    }
    by_descriptions(true);
    by_descriptions(false);
    by_subnets();
    return std::move(links_);
  }

 private:
  [[nodiscard]] bool takes_cable(InterfaceId id) const {
    const Interface& it = network_.at(id);
    return it.kind == InterfaceKind::physical && !used_.contains(id);
  }

  void add(InterfaceId a, InterfaceId b, std::string why) {
    if (a == b || network_.at(a).device == network_.at(b).device || !takes_cable(a) || !takes_cable(b)) return;
    used_.insert(a);
    used_.insert(b);
    links_.push_back({a, b, std::move(why)});
  }

  /// By its name, also with a domain behind it ("core-a.city.example").
  [[nodiscard]] std::optional<DeviceId> device_named(std::string_view name) const {
    const std::string key = lower(name);
    auto found = devices_.find(key);
    if (found == devices_.end()) found = devices_.find(key.substr(0, key.find('.')));
    return found == devices_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Where `name` stands as a word of its own.
  static std::size_t mention(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      const bool begins = at == 0 || !is_word_character(text[at - 1]);
      const std::size_t end = at + name.size();
      if (begins && (end == text.size() || !is_word_character(text[end]))) return at;
    }
    return std::string::npos;
  }

  /// CDP: "Device ID", then "Interface: Gi0/1,  Port ID (outgoing port): Gi0/2". LLDP: "Local Intf", "Port id", "System Name".
  void by_listing(const std::string& path, std::string_view text) {
    const auto owner = listing_owner(network_, path, text);
    if (!owner) return;
    std::optional<DeviceId> neighbour;
    std::string local, remote;
    const auto flush = [&] {
      if (!neighbour || local.empty() || remote.empty()) return;
      const auto a = find_interface(network_, *owner, local), b = find_interface(network_, *neighbour, remote);
      if (a && b) add(*a, *b, fmt::format("by the neighbours that {} lists in {}", network_.at(*owner).name, path));
      local.clear();
      remote.clear();
    };
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (const auto id = value_of(line, "Device ID")) neighbour = device_named(*id);
      if (const auto name = value_of(line, "System Name")) {
        neighbour = device_named(*name);
        flush();
      }
      if (const auto intf = value_of(line, "Local Intf")) {
        local = std::string(*intf);
        remote.clear();
        neighbour.reset();
      }
      if (const auto port = value_of(line, "Port id")) remote = std::string(*port);
      if (const auto both = value_of(line, "Interface")) {
        const std::size_t comma = both->find(',');
        const std::size_t colon = both->rfind(':');
        if (comma == std::string_view::npos || colon == std::string_view::npos || colon < comma) continue;
        local = std::string(both->substr(0, comma));
        remote = std::string(both->substr(std::min(both->find_first_not_of(' ', colon + 1), both->size())));
        flush();
      }
    }
  }

  struct Named {
    DeviceId device;
    std::optional<InterfaceId> port;
  };

  /// The device that a description names, the longest name first, and a port of it if the next words are one.
  [[nodiscard]] std::optional<Named> named_in(InterfaceId id) const {
    const std::string text = lower(network_.at(id).description);
    std::optional<Named> best;
    std::size_t length = 0;
    for (const auto& [name, device] : devices_) {
      if (name.size() <= length || device == network_.at(id).device) continue;
      const std::size_t at = mention(text, name);
      if (at == std::string::npos) continue;
      length = name.size();
      best = Named{device, port_in(device, std::string_view(text).substr(at + name.size()))};
    }
    return best;
  }
  [[nodiscard]] std::optional<InterfaceId> port_in(DeviceId device, std::string_view rest) const {
    while (!rest.empty()) {
      const std::size_t first = rest.find_first_not_of(" :,()[]");
      if (first == std::string_view::npos) return std::nullopt;
      const std::size_t end = std::min(rest.find_first_of(" ,()[]", first), rest.size());
      if (const auto port = find_interface(network_, device, rest.substr(first, end - first)); port && network_.at(*port).device == device)
        return port;
      rest.remove_prefix(end);
    }
    return std::nullopt;
  }

  /// First those that name the very port, then pairs of devices of which each has one port that names the other.
  void by_descriptions(bool ports) {
    std::map<std::pair<DeviceId, DeviceId>, std::vector<InterfaceId>> mentions;
    for (std::size_t i = 0; i < network_.interfaces.size(); ++i) {
      const auto id = make_id<InterfaceId>(i);
      if (network_.at(id).description.empty() || !takes_cable(id)) continue;
      const auto named = named_in(id);
      if (!named) continue;
      if (ports && named->port)
        add(id, *named->port, fmt::format("by the description at {}", network_.sources.describe(network_.at(id).at)));
      mentions[{network_.at(id).device, named->device}].push_back(id);
    }
    if (ports) return;
    for (const auto& [pair, own] : mentions) {
      const auto back = mentions.find({pair.second, pair.first});
      if (pair.second < pair.first || back == mentions.end() || own.size() != 1 || back->second.size() != 1) continue;
      add(own.front(), back->second.front(),
          fmt::format("by the descriptions at {} and {}", network_.sources.describe(network_.at(own.front()).at),
                      network_.sources.describe(network_.at(back->second.front()).at)));
    }
  }

  /// Two routed ports, or subinterfaces of two ports, that alone have a subnet.
  void by_subnets() {
    std::map<Prefix, std::vector<InterfaceId>> owners;
    for (std::size_t i = 0; i < network_.interfaces.size(); ++i) {
      const Interface& it = network_.interfaces[i];
      for (const InterfaceAddress& address : it.addresses) {
        if (!address.virtual_address && address.connected().length() < address_width(address.address.family)) {
          owners[address.connected()].push_back(make_id<InterfaceId>(i));
        }
      }
    }
    for (const auto& [prefix, interfaces] : owners) {
      if (interfaces.size() != 2) continue;
      const auto port_of = [&](InterfaceId id) {
        const Interface& it = network_.at(id);
        return it.kind == InterfaceKind::subinterface && it.parent ? *it.parent : id;
      };
      add(port_of(interfaces[0]), port_of(interfaces[1]), fmt::format("by the subnet {}", to_text(prefix)));
    }
  }

  const Network& network_;
  std::map<std::string, DeviceId, std::less<>> devices_;
  std::set<InterfaceId> used_;
  std::vector<GuessedLink> links_;
};

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

/// A description as part of a comment: one line, and short.
std::string comment(std::string_view text) {
  std::string result(text.substr(0, 60));
  std::ranges::replace_if(
      result, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return result;
}

}  // namespace

bool is_neighbour_listing(std::string_view text) {
  const std::string_view head = text.substr(0, 64 * 1024);
  const bool cdp = head.find("Device ID") != std::string_view::npos && head.find("Port ID (outgoing port)") != std::string_view::npos;
  const bool lldp = head.find("Local Intf:") != std::string_view::npos && head.find("System Name:") != std::string_view::npos;
  return cdp || lldp;
}

std::vector<GuessedLink> guess_links(const Network& network, const FileSet& files) { return Guesser(network).run(files); }

std::string starter_text(const Network& network, const std::vector<GuessedLink>& links) {
  std::string text =
      "# Written by `sekimori init`. What is marked as guessed is an assumption: check it, and take the mark away.\n"
      "# `sekimori init` が作成しました。guessed は推定（仮定）です。確認のうえ削除してください。\n"
      "version: 1\n";
  text += fmt::format("name: {}\n", quoted(network.name));
  std::set<InterfaceId> cabled;
  // Without the key the cabling is inferred; an empty list would say that there are no cables.
  text += links.empty() ? "#links:\n#  - [A:PORT, B:PORT]\n" : "links:\n";
  for (const GuessedLink& link : links) {
    cabled.insert(link.a);
    cabled.insert(link.b);
    text += fmt::format("  - {{ends: [{}, {}], guessed: true}}  # {}\n", quoted(describe(network, link.a)),
                        quoted(describe(network, link.b)), comment(link.why));
  }
  text += "\n# Ports that are up and have no cable here / ケーブルの分からないポート:\n";
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const Interface& it = network.interfaces[i];
    const auto id = make_id<InterfaceId>(i);
    if (!it.up || it.kind != InterfaceKind::physical || cabled.contains(id)) continue;
    text += fmt::format("#   {}{}\n", describe(network, id), it.description.empty() ? "" : "  " + comment(it.description));
  }
  text +=
      "\n# Subnets that are found. Put each into a zone / 見つかったサブネット。領域に割り当ててください:\n#zones:\n#  - name: mynumber\n# "
      "   subnets: […]\n";
  std::map<Prefix, std::string> subnets;
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    for (const InterfaceAddress& address : network.interfaces[i].addresses) {
      if (address.connected().length() == address_width(address.address.family)) continue;
      std::string& who = subnets[address.connected()];
      if (who.size() > 120) continue;
      const std::string& description = network.interfaces[i].description;
      who += fmt::format("{}{}{}", who.empty() ? "" : ", ", describe(network, make_id<InterfaceId>(i)),
                         description.empty() ? "" : fmt::format(" ({})", comment(description)));
    }
  }
  for (const auto& [prefix, who] : subnets) text += fmt::format("#   {}  {}\n", to_text(prefix), who);
  return text;
}

}  // namespace sekimori
