// Ordered filters and the firewall policy of a device of network.yaml (semantics F1, F2, S5).
#include <fmt/format.h>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr Choice<Action> kActions[] = {{"permit", Action::permit}, {"deny", Action::deny}};
constexpr Choice<Fragments> kFragments[] = {{"by-address", Fragments::by_address}, {"refused", Fragments::refused}};

std::optional<Filter> read_filter(const Document& node, DeviceId device, NetworkFile& file) {
  const MapReader reader(node, network_keys::kFilter, file.reporter);
  Filter filter;
  filter.name = reader.required_text("name");
  filter.device = device;
  filter.at = reader.at();
  filter.fallback = reader.choice("default", kActions).value_or(Action::deny);
  const Fragments fragments = reader.choice("fragments", kFragments).value_or(Fragments::by_address);
  for (const Document* item : reader.list("rules")) {
    filter.rules.push_back(read_rule(MapReader(*item, network_keys::kRule, file.reporter), device, fragments, file));
  }
  if (filter.name.empty()) return std::nullopt;
  const auto id = make_id<FilterId>(file.network.filters.size());
  if (!file.names[device.index].filters.emplace(filter.name, id).second) {
    file.reporter.error(reader.place("name"), "N002", fmt::format("filter {} is declared twice on this device", shown(filter.name)));
    return std::nullopt;
  }
  if (fragments == Fragments::refused) {
    assume(file.network, Effect::harmless, id, reader.place("fragments"), "declared",
           fmt::format("filter {} of {} fragments: refused", filter.name, file.network.at(device).name),
           "declared: a permit with a port lets no later fragment pass");
  }
  return filter;
}

}  // namespace

Rule read_rule(const MapReader& reader, DeviceId device, Fragments fragments, NetworkFile& file) {
  Rule rule;
  rule.at = reader.at();
  rule.label = reader.text("name").value_or("");
  rule.action = read_action(reader, "action", file.reporter).value_or(Action::deny);
  rule.match = read_match(reader, device, file);
  if (fragments == Fragments::by_address && !reader.has("fragment")) admit_fragments(rule);
  return rule;
}

void read_filters(const PendingDevice& device, NetworkFile& file) {
  for (const Document* item : device.reader.list("filters")) {
    if (auto filter = read_filter(*item, device.id, file)) file.network.filters.push_back(std::move(*filter));
  }
}

void read_firewall(const PendingDevice& device, NetworkFile& file) {
  const Document* node = device.reader.find("firewall");
  if (node == nullptr) return;
  const MapReader reader(*node, network_keys::kFirewall, file.reporter);
  Firewall firewall;
  firewall.at = reader.at();
  firewall.stateful = reader.flag_or("stateful", true);
  firewall.transparent = reader.flag_or("transparent", false);
  firewall.passes_non_ip = reader.flag_or("passes-non-ip", true);
  firewall.fallback = reader.choice("default", kActions).value_or(Action::deny);
  if (!firewall.transparent && reader.has("passes-non-ip")) {
    constexpr std::string_view kTransparentOnly[] = {"passes-non-ip"};
    reader.refuse(kTransparentOnly, "only a transparent firewall passes frames that are not IP");
  }
  // A stateful device reassembles before it matches (S5).
  const Fragments fragments = firewall.stateful ? Fragments::refused : Fragments::by_address;
  for (const Document* item : reader.list("rules")) {
    const MapReader entry(*item, network_keys::kFirewallRule, file.reporter);
    FirewallRule rule;
    rule.in = read_interface_list(entry, "in", device.id, file);
    rule.out = read_interface_list(entry, "out", device.id, file);
    rule.rule = read_rule(entry, device.id, fragments, file);
    rule.inspect = entry.flag_or("inspect", true);
    firewall.rules.push_back(std::move(rule));
  }
  file.network.devices[device.id.index].firewall = std::move(firewall);
}

}  // namespace sekimori
