#include "snapshot_layer1.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "network_file.hpp"
#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kTopWords[] = {"edges"};
constexpr std::string_view kEdgeWords[] = {"node1", "node2"};
constexpr std::string_view kNodeWords[] = {"hostname", "interfaceName"};
constexpr KeyTable kTop{"layer-1 topology", kTopWords};
constexpr KeyTable kEdge{"cable", kEdgeWords};
constexpr KeyTable kNode{"cable end", kNodeWords};

class Cabling {
 public:
  Cabling(Network& network, Reporter& reporter) : network_(network), reporter_(reporter) {
    for (std::size_t d = 0; d < network.devices.size(); ++d) devices_.emplace(lower(network.devices[d].name), make_id<DeviceId>(d));
    for (const Link& link : network.links) cables_.insert(std::minmax(link.a, link.b));
  }

  /// A cable between two ends by name; a device or a port that no config has is added with an assumption.
  void add_named(const std::pair<std::string, std::string>& first, const std::pair<std::string, std::string>& second, SourceRange at) {
    const InterfaceId a = port(first.first, first.second, at), b = port(second.first, second.second, at);
    if (a == b || !cables_.insert(std::minmax(a, b)).second) return;
    network_.links.push_back({a, b, at});
  }
  InterfaceId port(const std::string& host, const std::string& name, SourceRange at) {
    const DeviceId id = device(host, at);
    if (const auto known = find_interface(network_, id, name)) return *known;
    return add_port(id, name, at);
  }
  DeviceId device(const std::string& host, SourceRange at) {
    const auto known = devices_.find(lower(host));  // Batfish writes hostnames in lower case
    if (known != devices_.end()) return known->second;
    const DeviceId id = add_unknown_device(network_, host, at, fmt::format("device {} without a config", host),
                                           "only a topology names this device, so it may pass or drop anything");
    devices_.emplace(lower(host), id);
    return id;
  }
  void leaves(InterfaceId id, SourceRange at, std::string_view where) {
    assume(network_, Effect::may_both, id, at, "inferred", std::string(where),
           "a cable out of the lab: whoever is behind it may send and receive anything");
  }

  void add(const Document& node) {
    const MapReader edge(node, kEdge, reporter_);
    const Document* first = edge.require("node1");
    const Document* second = edge.require("node2");
    const auto a = first == nullptr ? std::nullopt : end(*first);
    const auto b = second == nullptr ? std::nullopt : end(*second);
    if (!a || !b || *a == *b || !cables_.insert(std::minmax(*a, *b)).second) return;
    network_.links.push_back({*a, *b, node.at});
  }

 private:
  std::optional<InterfaceId> end(const Document& node) {
    const MapReader reader(node, kNode, reporter_);
    const std::string host = reader.required_text("hostname");
    const std::string port = reader.required_text("interfaceName");
    if (host.empty() || port.empty()) return std::nullopt;
    return this->port(host, port, node.at);
  }

  InterfaceId add_port(DeviceId device, const std::string& name, SourceRange at) {
    const InterfaceId id = make_id<InterfaceId>(network_.interfaces.size());
    Interface interface;
    interface.name = name;
    interface.device = device;
    interface.at = at;
    interface.mode = PortMode::trunk;
    interface.vrf = network_.at(device).vrfs.front();
    network_.interfaces.push_back(std::move(interface));
    network_.devices[device.index].interfaces.push_back(id);
    if (network_.at(device).has_config) {
      assume(network_, Effect::may_both, id, at, "inferred", fmt::format("{}:{}", network_.at(device).name, name),
             "a cable ends here, but the config has no such interface; it may be a port with settings of its own");
    }
    return id;
  }

  Network& network_;
  Reporter& reporter_;
  std::map<std::string, DeviceId> devices_;
  std::set<std::pair<InterfaceId, InterfaceId>> cables_;
};

/// "srl1:e1-1", or {node: srl1, interface: e1-1}.
std::optional<std::pair<std::string, std::string>> containerlab_end(const Document& node) {
  if (node.scalar() != nullptr) {
    const std::size_t colon = node.scalar()->find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == node.scalar()->size()) return std::nullopt;
    return std::pair{node.scalar()->substr(0, colon), node.scalar()->substr(colon + 1)};
  }
  const Document *name = node.find("node"), *port = node.find("interface");
  if (name == nullptr || port == nullptr || name->scalar() == nullptr || port->scalar() == nullptr) return std::nullopt;
  return std::pair{*name->scalar(), *port->scalar()};
}

std::string stem(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

}  // namespace

DeviceId add_unknown_device(Network& network, std::string name, SourceRange at, std::string text, std::string why) {
  const DeviceId id = make_id<DeviceId>(network.devices.size());
  const VrfId vrf = make_id<VrfId>(network.vrfs.size());
  Vrf table;
  table.device = id;
  table.at = at;
  network.vrfs.push_back(std::move(table));
  Device device;
  device.name = std::move(name);
  device.kind = DeviceKind::router;
  device.platform = "unknown";
  device.at = at;
  device.has_config = false;
  device.vrfs = {vrf};
  network.devices.push_back(std::move(device));
  assume(network, Effect::may_both, id, at, "no-config", std::move(text), std::move(why));
  return id;
}

void read_layer1(const Document& document, Network& network, Reporter& reporter) {
  const MapReader top(document, kTop, reporter);
  Cabling cabling(network, reporter);
  for (const Document* edge : top.list("edges")) cabling.add(*edge);
}

void read_containerlab(const Document& document, Network& network, Reporter& reporter) {
  const Document* topology = document.find("topology");
  const Document* nodes = topology == nullptr ? nullptr : topology->find("nodes");
  const Document* links = topology == nullptr ? nullptr : topology->find("links");
  Cabling cabling(network, reporter);
  if (nodes != nullptr && nodes->map() != nullptr) {
    for (const Document::Entry& node : *nodes->map()) cabling.device(node.key, node.key_at);
  }
  if (links == nullptr || links->list() == nullptr) return;
  for (const Document& link : *links->list()) {
    const Document* ends = link.find("endpoints");
    const bool two = ends != nullptr && ends->list() != nullptr && ends->list()->size() == 2;
    const auto a = two ? containerlab_end(ends->list()->at(0)) : std::nullopt,
               b = two ? containerlab_end(ends->list()->at(1)) : std::nullopt;
    if (!a || !b) {
      reporter.error(link.at, "L001", "a link of a containerlab topology has two endpoints NODE:INTERFACE");
      continue;
    }
    const auto outside = [](const std::pair<std::string, std::string>& end) {
      return end.first == "host" || end.first == "mgmt-net" || end.first == "macvlan" || end.first == "dummy";
    };
    if (outside(*a) && outside(*b)) continue;
    if (!outside(*a) && !outside(*b)) {
      cabling.add_named(*a, *b, link.at);
      continue;
    }
    const auto& inside = outside(*a) ? *b : *a;
    const auto& beyond = outside(*a) ? *a : *b;
    cabling.leaves(cabling.port(inside.first, inside.second, link.at), link.at, beyond.first + ":" + beyond.second);
  }
}

std::optional<DeviceId> read_batfish_host(const Document& document, std::string_view path, Network& network, Reporter& reporter) {
  const Document* hostname = document.find("hostname");
  const auto name = hostname == nullptr ? stem(path) : read_text(*hostname, "hostname", reporter).value_or("");
  if (name.empty()) return std::nullopt;
  const Document* overlay = document.find("overlay");
  const auto under = overlay == nullptr ? std::nullopt : find_device(network, name);
  if (under) return under;
  const DeviceId id = add_unknown_device(network, name, document.at, fmt::format("host {}", name), "");
  network.assumptions.back() = {
      Effect::may_close, id, document.at, "default", fmt::format("host {}", name), "taken as forwarding between its interfaces"};
  network.devices[id.index].platform = "linux";
  network.devices[id.index].has_config = true;
  network.devices[id.index].forwards_v6 = true;
  const Document* cards = document.find("hostInterfaces");
  if (cards == nullptr || cards->map() == nullptr) return id;
  for (const Document::Entry& card : *cards->map()) {
    Interface interface;
    interface.name = card.key;
    interface.device = id;
    interface.at = card.key_at;
    interface.vrf = network.at(id).vrfs.front();
    const Document* prefix = card.value.find("prefix");
    const auto address = prefix == nullptr ? std::nullopt : read_interface_address(*prefix, "prefix", reporter);
    if (address) interface.addresses.push_back(*address);
    const Document* gateway = card.value.find("gateway");
    const auto via = gateway == nullptr || gateway->scalar() == nullptr ? std::nullopt : parse_address(*gateway->scalar());
    if (via) {
      Vrf& table = network.vrfs[network.at(id).vrfs.front().index];
      table.routes.push_back({Prefix::everything(via->family), NextHop{*via, {}, {}, false}, 1, gateway->at});
    }
    network.devices[id.index].interfaces.push_back(make_id<InterfaceId>(network.interfaces.size()));
    network.interfaces.push_back(std::move(interface));
  }
  return id;
}

}  // namespace sekimori
