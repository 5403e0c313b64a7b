#include "state_layer2.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "config_text.hpp"
#include "listing_owner.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMaxWarnings = 20;  // of one kind for each listing

/// "0011.21b3.cb00", "00:11:21:b3:cb:00".
bool is_mac(std::string_view word) {
  const auto marks = std::ranges::count_if(word, [](char c) { return c == '.' || c == ':' || c == '-'; });
  const auto digits =
      std::ranges::count_if(word, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
  return digits == 12 && (marks == 2 || marks == 5) && digits + marks == static_cast<std::ptrdiff_t>(word.size());
}

/// "Gi0/1", "Te1/1", "Po3", "Eth1/2": letters, then a number.
bool is_port(std::string_view word) {
  const std::size_t digit = word.find_first_of("0123456789");
  return digit != std::string_view::npos && digit >= 2 && digit <= 20 &&
         ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= 'a' && word[0] <= 'z')) &&
         word.find_first_not_of("0123456789/.", digit) == std::string_view::npos;
}

std::optional<VlanId> vlan_of(std::string_view word) {
  const auto number = read_number(word, 4094);
  return number ? VlanId::from(*number) : std::nullopt;
}

class ListingReader {
 public:
  Layer2State run(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      read_line(take_line(text));
    }
    return std::move(state_);
  }

 private:
  void read_line(std::string_view text) {
    auto words = words_of(text);
    if (words.empty()) return;
    if (words[0] == "Internet" && words.size() >= 5) return read_arp(words);
    if (words[0].starts_with("VLAN") && words.size() == 1) {
      tree_ = vlan_of(words[0].substr(std::min(words[0].find_first_not_of("VLAN0"), words[0].size())));
      return;
    }
    // "Te1/1  Desg FWD 2  128.1  P2p".
    if (tree_ && words.size() >= 5 && is_port(words[0]) && words[2].size() == 3 &&
        words[2].find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos) {
      state_.vlans.push_back({*tree_, std::string(words[0]), line_, false});
      return;
    }
    while (!words.empty() && (words[0] == "*" || words[0] == "+" || words[0] == "G" || words[0] == "C")) words.erase(words.begin());
    const auto mac = std::ranges::find_if(words, is_mac);
    if (mac != words.end()) return read_mac(words, mac - words.begin());
    read_vlan(text, words);
  }

  void read_arp(const std::vector<std::string_view>& words) {
    const auto address = parse_address(words[1]);
    // Its own addresses have no age.
    if (!address || words[2] == "-" || !is_mac(words[3])) return;
    state_.neighbours.push_back({*address, std::string(words.back()), line_});
  }

  /// "10  0011.21b3.cb00  dynamic  Yes  5  Gi1/1,Gi1/2": the last word may list several ports.
  void read_mac(const std::vector<std::string_view>& words, std::ptrdiff_t mac) {
    const auto vlan = mac > 0 ? vlan_of(words[static_cast<std::size_t>(mac) - 1]) : std::nullopt;
    const bool learnt = std::ranges::any_of(words, [](std::string_view word) { return lower(word) == "dynamic"; });
    if (!vlan || !learnt) return;
    for (const std::string_view port : split(words.back(), ',')) {
      if (is_port(port)) state_.vlans.push_back({*vlan, std::string(port), line_, false});
    }
  }

  /// "10   users   active    Gi0/1, Gi0/2"; the ports may go on below.
  void read_vlan(std::string_view text, const std::vector<std::string_view>& words) {
    const bool goes_on = text.starts_with("      ") && is_port(words[0].substr(0, words[0].find(',')));
    std::size_t first = 0;
    if (!goes_on) {
      row_ = vlan_of(words[0]);
      const auto state = std::ranges::find(words, "active");
      if (!row_ || state == words.end() || state - words.begin() < 2) {
        row_.reset();
        return;
      }
      first = static_cast<std::size_t>(state - words.begin()) + 1;
    }
    if (!row_) return;
    for (std::size_t i = first; i < words.size(); ++i) {
      const std::string_view port = words[i].substr(0, words[i].find(','));
      if (is_port(port)) state_.vlans.push_back({*row_, std::string(port), line_, true});
    }
  }

  Layer2State state_;
  std::optional<VlanId> tree_, row_;
  std::uint32_t line_ = 0;
};

class Comparer {
 public:
  Comparer(Network& network, Reporter& reporter) : network_(network), reporter_(reporter) {}

  std::size_t compare(const StateFile& file) {
    const auto device = listing_owner(network_, file.path, file.text);
    if (!device) {
      reporter_.warning({file.file, 0, 0}, "D012", "a listing of no device that is known here; put the device's name into the file's");
      return 0;
    }
    const Layer2State state = read_layer2_listing(file.text);
    compare_vlans(*device, state.vlans, file);
    compare_neighbours(*device, state.neighbours, file);
    return state.vlans.size() + state.neighbours.size();
  }

 private:
  /// The port, or the channel that it is a member of, admits the VLAN; or a subinterface of it has the tag.
  [[nodiscard]] bool carries(InterfaceId id, VlanId vlan, bool untagged) const {
    const Interface& port = network_.at(id);
    if (port.mode == PortMode::access) return port.access_vlan == vlan || (!untagged && port.voice_vlan == vlan);
    if (port.mode == PortMode::trunk) return port.allowed.contains(vlan) || port.native == vlan;
    for (const InterfaceId other : network_.at(port.device).interfaces) {
      if (network_.at(other).parent == id && network_.at(other).vlan == vlan) return true;
    }
    // A routed port uses an internal VLAN of the switch's own.
    return !port.addresses.empty();
  }

  void compare_vlans(DeviceId device, const std::vector<VlanSeen>& seen, const StateFile& file) {
    std::set<std::pair<std::string, VlanId>> said;
    for (const VlanSeen& it : seen) {
      const auto port = find_interface(network_, device, it.port);
      if (port && carries(*port, it.vlan, it.untagged)) continue;
      if (!said.emplace(it.port, it.vlan).second) continue;
      const SourceRange at{file.file, it.line, 0};
      const std::string what = port ? fmt::format("VLAN {} is in use on {} of {}, whose config does not admit it there", it.vlan.number(),
                                                  it.port, network_.at(device).name)
                                    : fmt::format("{} has no port {} in its config, and VLAN {} is in use there", network_.at(device).name,
                                                  it.port, it.vlan.number());
      const AssumptionScope scope = port ? AssumptionScope(*port) : AssumptionScope(device);
      network_.assumptions.push_back(
          {Effect::may_open, scope, at, "collected-state", fmt::format("VLAN {} on {}", it.vlan.number(), it.port), what});
      if (said.size() <= kMaxWarnings) reporter_.warning(at, "D014", what + ": is this the config that runs?");
    }
  }

  [[nodiscard]] bool is_known(Address address) const {
    for (const Host& host : network_.hosts) {
      for (const Attachment& it : host.attachments) {
        const AddressSet& set = address.family == Family::v4 ? it.v4 : it.v6;
        if (set.contains(address)) return true;
      }
    }
    return std::ranges::any_of(network_.interfaces, [&](const Interface& it) {
      return std::ranges::any_of(it.addresses, [&](const InterfaceAddress& own) { return own.address == address; });
    });
  }

  /// One finding for each interface: who answers there besides those who are declared. They are in the model as the rest of the segment.
  void compare_neighbours(DeviceId device, const std::vector<NeighbourSeen>& seen, const StateFile& file) {
    std::map<std::string, std::vector<const NeighbourSeen*>> strangers;
    for (const NeighbourSeen& it : seen) {
      if (!network_.hosts.empty() && !is_known(it.address)) strangers[it.interface].push_back(&it);
    }
    for (const auto& [interface, all] : strangers) {
      reporter_.warning({file.file, all.front()->line, 0}, "D015",
                        fmt::format("{} on {} of {} {} not declared as a host: {}",
                                    all.size() == 1 ? "an address" : fmt::format("{} addresses", all.size()), interface,
                                    network_.at(device).name, all.size() == 1 ? "is" : "are", to_text(all.front()->address)));
    }
  }

  Network& network_;
  Reporter& reporter_;
};

}  // namespace

/// By the heading of its columns, all in one line: the words alone are in configs, too.
bool is_layer2_listing(std::string_view text) {
  std::string_view head = text.substr(0, 16 * 1024);
  while (!head.empty()) {
    const std::string line = lower(take_line(head));
    const auto has = [&](std::string_view words) { return line.find(words) != std::string::npos; };
    const bool mac = has("mac address ") && has("vlan ") && has(" type") && has(" port");
    const bool arp = has("protocol ") && has("address ") && has("hardware addr") && has("interface");
    const bool tree = line.starts_with("interface ") && has(" role sts cost");
    const bool vlan = line.starts_with("vlan name ") && has(" status ") && has(" ports");
    if (mac || arp || tree || vlan) return true;
  }
  return false;
}

Layer2State read_layer2_listing(std::string_view text) { return ListingReader().run(text); }

std::vector<std::size_t> compare_layer2_listings(Network& network, const std::vector<StateFile>& files, Reporter& reporter) {
  Comparer comparer(network, reporter);
  std::vector<std::size_t> counts;
  for (const StateFile& file : files) counts.push_back(comparer.compare(file));
  return counts;
}

}  // namespace sekimori
