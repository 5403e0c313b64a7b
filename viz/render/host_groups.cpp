#include "host_groups.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "messages.hpp"
#include "sekimori/base/overloaded.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

using AlikeKey = std::tuple<DeviceId, std::optional<VlanId>, ZoneId, SiteId, std::string>;

bool may_collapse(const Host& host, const ViewOptions& options) {
  return std::holds_alternative<PlainHost>(host.role) && host.attachments.size() == 1 && !options.keep.contains(host.name);
}

AlikeKey key_of(const Network& network, const Host& host) {
  const Attachment& attachment = host.attachments.front();
  return {network.at(attachment.port).device, vlan_of(network, attachment), host.zone, host.site, host.kind};
}

std::string kind_words(const Host& host, Language language) {
  switch (look_of(host)) {
    case NodeLook::sanitiser: return std::string(message(language, Message::host_sanitiser));
    case NodeLook::security_cloud: return std::string(message(language, Message::host_security_cloud));
    case NodeLook::external: return std::string(message(language, Message::host_external));
    default: return host_kind_word(language, host.kind);
  }
}

}  // namespace

std::string host_kind_word(Language language, std::string_view kind) {
  if (kind == "terminal") return std::string(message(language, Message::host_terminal));
  if (kind == "server") return std::string(message(language, Message::host_server));
  if (kind == "mfp") return std::string(message(language, Message::host_mfp));
  if (kind == "access-point") return std::string(message(language, Message::kind_access_point));
  return printable(kind);
}

std::optional<VlanId> vlan_of(const Network& network, const Attachment& attachment) {
  if (attachment.vlan) return attachment.vlan;
  const Interface& port = network.at(attachment.port);
  if (port.mode == PortMode::access) return port.access_vlan;
  if (port.mode == PortMode::trunk) return port.native;
  return std::nullopt;
}

std::vector<HostGroup> group_hosts(const Network& network, const ViewOptions& options) {
  std::map<AlikeKey, HostGroup> alike;
  for (std::size_t i = 0; i < network.hosts.size(); ++i) {
    if (!may_collapse(network.hosts[i], options)) continue;
    HostGroup& group = alike[key_of(network, network.hosts[i])];
    group.hosts.push_back(make_id<HostId>(i));
    group.count += network.hosts[i].count;
  }
  std::vector<HostGroup> groups;
  std::set<HostId> placed;
  for (auto& [key, group] : alike) {
    if (group.hosts.size() <= kShownAlike) continue;
    placed.insert(group.hosts.begin(), group.hosts.end());
    groups.push_back(std::move(group));
  }
  for (std::size_t i = 0; i < network.hosts.size(); ++i) {
    const auto id = make_id<HostId>(i);
    if (!placed.contains(id)) groups.push_back({{id}, network.hosts[i].count});
  }
  std::ranges::sort(groups, {}, [](const HostGroup& g) { return g.hosts.front(); });
  return groups;
}

NodeLook look_of(const Host& host) {
  return std::visit(
      Overloaded{[&](const PlainHost&) { return host.kind == "terminal" ? NodeLook::terminal : NodeLook::server; },
                 [](const Sanitiser&) { return NodeLook::sanitiser; }, [](const SecurityCloud&) { return NodeLook::security_cloud; },
                 [](const External&) { return NodeLook::external; }},
      host.role);
}

NodeLook look_of(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::switch_l2: return NodeLook::switch_l2;
    case DeviceKind::switch_l3: return NodeLook::switch_l3;
    case DeviceKind::router: return NodeLook::router;
    case DeviceKind::firewall: return NodeLook::firewall;
    case DeviceKind::hub: return NodeLook::hub;
    case DeviceKind::access_point: return NodeLook::access_point;
  }
  return NodeLook::switch_l2;
}

std::size_t add_group(Diagram& diagram, const Network& network, const HostGroup& group, Language language) {
  const Host& first = network.at(group.hosts.front());
  const std::string kind = kind_words(first, language);
  const bool one = group.hosts.size() == 1;
  const std::size_t node = diagram.add_node("host", first.name, look_of(first));
  const std::string name = one ? printable(first.name) : kind;
  std::vector<std::string> lines = {group.count > 1 ? say(language, Message::draw_group, name, group.count) : name};
  if (one) lines.push_back(kind);
  diagram.nodes[node].lines = std::move(lines);
  diagram.nodes[node].zone = first.zone.index;
  for (const HostId id : group.hosts) diagram.by_name.try_emplace(describe(network, EndpointRef{id}), node);
  return node;
}

std::size_t add_device(Diagram& diagram, const Network& network, DeviceId device, Language language) {
  const Device& row = network.at(device);
  const std::size_t node = diagram.add_node("device", row.name, look_of(row.kind));
  diagram.nodes[node].lines.emplace_back(word(language, row.kind));
  diagram.by_name.try_emplace(row.name, node);
  diagram.by_name.try_emplace(describe(network, EndpointRef{device}), node);
  return node;
}

int level_of(NodeLook look) {
  switch (look) {
    case NodeLook::external: return 0;
    case NodeLook::security_cloud: return 1;
    case NodeLook::router:
    case NodeLook::firewall: return 2;
    case NodeLook::switch_l3: return 3;
    case NodeLook::switch_l2: return 4;
    case NodeLook::segment: return 5;
    case NodeLook::hub:
    case NodeLook::access_point: return 6;
    case NodeLook::terminal:
    case NodeLook::server:
    case NodeLook::sanitiser:
    case NodeLook::zone:
    case NodeLook::site:
    case NodeLook::cell:
    case NodeLook::note:
    case NodeLook::card:
    case NodeLook::alarm: return 7;
  }
  return 7;
}

void add_zone_legend(Diagram& diagram, const Network& network, Language language) {
  std::set<std::size_t> used;
  for (const DiagramNode& node : diagram.nodes) {
    if (node.zone && *node.zone < network.zones.size()) used.insert(*node.zone);
  }
  LegendBlock block{std::string(message(language, Message::draw_zones)), {}};
  for (const std::size_t zone : used) block.rows.push_back({zone_sign(zone), zone_label(language, network.zones[zone]), zone});
  if (!block.rows.empty()) diagram.legend.push_back(std::move(block));
}

}  // namespace sekimori
