// Address and service groups of a device, resolved once each, and the header match of a rule, which may name them.
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMaxGroupDepth = 64;
constexpr std::size_t kMaxPatterns = 2'000'000;

/// Counts what groups expand to. False once that is too much, with one error at the place where it became so.
bool may_expand(std::size_t more, SourceRange at, NetworkFile& file) {
  const bool was_within = file.patterns <= kMaxPatterns;
  file.patterns += more;
  if (file.patterns <= kMaxPatterns) return true;
  if (was_within)
    file.reporter.error(at, "N005", fmt::format("more than {} addresses and services once groups are expanded", kMaxPatterns));
  return false;
}

/// Resolves the groups of one kind on one device. `Item` is AddressPattern or ServiceBox.
template <class Item>
class GroupResolver {
 public:
  using Resolved = std::map<std::string, std::vector<Item>, std::less<>>;
  using Parse = std::optional<std::vector<Item>> (*)(std::string_view);
  struct Words {
    std::string_view key;    ///< "groups"
    std::string_view wants;  ///< "an address, a prefix, a range or a group"
    std::string_view code;
  };

  GroupResolver(const MapReader& device, Words words, Parse parse, Resolved& resolved, NetworkFile& file)
      : words_(words), parse_(parse), resolved_(resolved), file_(file) {
    const Document* map = device.find(words.key);
    if (map == nullptr) return;
    if (map->map() == nullptr) {
      file.reporter.error(map->at, "Y022", fmt::format("'{}' must be a map from group names to lists, not {}", words.key, shown(*map)));
      return;
    }
    for (const Document::Entry& entry : *map->map()) declare(entry);
  }

  void run() {
    for (const auto& [name, entry] : entries_) resolve(name, *entry, 0);
  }

 private:
  void declare(const Document::Entry& entry) {
    if (!is_name(entry.key, entry.key_at, file_.reporter)) return;
    if (parse_(entry.key)) {
      file_.reporter.error(entry.key_at, "N001", fmt::format("{} cannot name a group: it means something already", shown(entry.key)));
      return;
    }
    entries_.emplace(entry.key, &entry);
  }

  void resolve(const std::string& name, const Document::Entry& entry, std::size_t depth) {
    if (resolved_.contains(name)) return;
    if (depth > kMaxGroupDepth) {
      file_.reporter.error(entry.key_at, "N004", fmt::format("groups are nested more than {} deep", kMaxGroupDepth));
      resolved_[name];
      return;
    }
    open_.push_back(name);
    std::vector<Item> items;
    const Document::List single = {entry.value};
    for (const Document& member : entry.value.list() == nullptr ? single : *entry.value.list()) add(member, depth, items);
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());
    open_.pop_back();
    resolved_[name] = std::move(items);
  }

  void add(const Document& member, std::size_t depth, std::vector<Item>& items) {
    const auto text = read_text(member, words_.key, file_.reporter);
    if (!text) return;
    if (const auto parsed = parse_(*text)) return append(*parsed, member.at, items);
    const auto found = entries_.find(*text);
    if (found == entries_.end()) {
      file_.reporter.error(member.at, words_.code,
                           fmt::format("{} is not {}{}", shown(*text), words_.wants, file_.reporter.suggestion(*text, entries_)));
    } else if (std::ranges::find(open_, *text) != open_.end()) {
      file_.reporter.error(member.at, "N004",
                           fmt::format("group {} contains itself: {} -> {}", shown(*text), fmt::join(open_, " -> "), *text));
    } else {
      resolve(*text, *found->second, depth + 1);
      append(resolved_[*text], member.at, items);
    }
  }

  void append(const std::vector<Item>& more, SourceRange at, std::vector<Item>& items) {
    if (!may_expand(more.size(), at, file_)) return;
    items.insert(items.end(), more.begin(), more.end());
  }

  Words words_;
  Parse parse_;
  Resolved& resolved_;
  NetworkFile& file_;
  std::map<std::string, const Document::Entry*, std::less<>> entries_;
  std::vector<std::string> open_;
};

constexpr std::string_view kAddressWants = "'any', an address, a prefix, a range, a wildcard pattern or a group of this device";
constexpr std::string_view kHostWants = "'any', an address, a prefix, a range, a wildcard pattern or a host";
constexpr std::string_view kServiceWants = "a service such as tcp/443, udp/53, icmp or any, or a service group of this device";

std::optional<std::vector<ServiceBox>> parse_services(std::string_view text) {
  const auto box = parse_service(text);
  return box ? std::optional(std::vector{*box}) : std::nullopt;
}

template <class Item>
std::vector<Item> read_items(const MapReader& reader, std::string_view key, std::string_view wants, std::string_view code,
                             const std::map<std::string, std::vector<Item>, std::less<>>& groups,
                             std::optional<std::vector<Item>> (*parse)(std::string_view), NetworkFile& file) {
  std::vector<Item> result;
  const std::vector<const Document*> items = reader.items(key);
  if (items.empty()) file.reporter.error(reader.place(key), "Y026", fmt::format("'{}' is an empty list, which matches nothing", key));
  for (const Document* item : items) {
    const auto text = read_text(*item, key, file.reporter);
    if (!text) continue;
    const auto parsed = parse(*text);
    const auto group = groups.find(*text);
    if (!parsed && group == groups.end()) {
      file.reporter.error(item->at, code, fmt::format("{} is not {}{}", shown(*text), wants, file.reporter.suggestion(*text, groups)));
      continue;
    }
    const std::vector<Item>& more = parsed ? *parsed : group->second;
    if (!may_expand(more.size(), item->at, file)) return {};
    result.insert(result.end(), more.begin(), more.end());
  }
  return result;
}

/// Limits `field` of every box whose protocol admits it; a box that does not is taken out.
std::vector<ServiceBox> limited(const std::vector<ServiceBox>& boxes, ServiceField field, ServiceInterval interval,
                                std::span<const std::uint8_t> protocols) {
  std::vector<ServiceBox> result;
  for (const ServiceBox& box : boxes) {
    for (const std::uint8_t protocol : protocols) {
      ServiceBox limit = ServiceBox::of_protocol(protocol);
      limit[field] = interval;
      limit[ServiceField::fragment] = {0, 0};  // a later fragment has neither ports nor flags
      if (const auto both = box.intersected(limit)) result.push_back(*both);
    }
  }
  return result;
}

void read_service_limits(const MapReader& reader, HeaderMatch& match, Reporter& reporter) {
  static constexpr std::uint8_t kWithPorts[] = {kTcp, kUdp, kSctp};
  static constexpr std::uint8_t kWithFlags[] = {kTcp};
  const auto limit = [&](std::string_view key, ServiceField field, ServiceInterval interval, std::span<const std::uint8_t> protocols) {
    match.services = limited(match.services, field, interval, protocols);
    if (!match.services.empty()) return;
    reporter.error(reader.place(key), "N011", fmt::format("no 'service' of this rule can have '{}'", key));
  };
  if (const Document* node = reader.find("source-port")) {
    if (const auto ports = read_ports(*node, "source-port", reporter)) limit("source-port", ServiceField::sport, *ports, kWithPorts);
  }
  if (const auto flag = reader.flag("established")) {
    const std::uint16_t bit = *flag ? 1 : 0;
    limit("established", ServiceField::established, {bit, bit}, kWithFlags);
  }
  if (const auto flag = reader.flag("fragment")) {
    const std::uint16_t bit = *flag ? 1 : 0;
    ServiceBox only;
    only[ServiceField::fragment] = {bit, bit};
    std::vector<ServiceBox> kept;
    for (const ServiceBox& box : match.services) {
      if (const auto both = box.intersected(only)) kept.push_back(*both);
    }
    match.services = std::move(kept);
    if (match.services.empty()) reporter.error(reader.place("fragment"), "N011", "later fragments have no ports, types or flags to match");
  }
}

}  // namespace

void read_groups(const PendingDevice& device, NetworkFile& file) {
  DeviceNames& names = file.names[device.id.index];
  GroupResolver<AddressPattern>(device.reader, {"groups", kAddressWants, "N006"}, parse_patterns, names.groups, file).run();
  GroupResolver<ServiceBox>(device.reader, {"service-groups", kServiceWants, "N009"}, parse_services, names.service_groups, file).run();
}

std::vector<AddressPattern> read_patterns(const MapReader& reader, std::string_view key, DeviceId device, NetworkFile& file) {
  const auto& groups = file.names[device.index].groups;
  if (!groups.empty() || file.hosts.empty())
    return read_items<AddressPattern>(reader, key, kAddressWants, "N006", groups, parse_patterns, file);
  return read_items<AddressPattern>(reader, key, kHostWants, "N006", file.hosts, parse_patterns, file);
}

HeaderMatch read_match(const MapReader& reader, DeviceId device, NetworkFile& file) {
  HeaderMatch match;
  const DeviceNames& names = file.names[device.index];
  if (reader.value("from") != nullptr) match.src = read_patterns(reader, "from", device, file);
  if (reader.value("to") != nullptr) match.dst = read_patterns(reader, "to", device, file);
  if (reader.value("service") != nullptr) {
    match.services = read_items<ServiceBox>(reader, "service", kServiceWants, "N009", names.service_groups, parse_services, file);
  }
  if (!match.services.empty()) read_service_limits(reader, match, file.reporter);
  return match;
}

}  // namespace sekimori
