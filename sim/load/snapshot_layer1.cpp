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
    auto known = devices_.find(lower(host));  // Batfish writes hostnames in lower case
    if (known == devices_.end()) {
      const DeviceId id = add_unknown_device(network_, host, node.at, fmt::format("device {} without a config", host),
                                             "only a cable names this device, so it may pass or drop anything");
      known = devices_.emplace(lower(host), id).first;
    }
    if (const auto id = find_interface(network_, known->second, port)) return id;
    return add_port(known->second, port, node.at);
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
