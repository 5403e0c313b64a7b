// What a Batfish snapshot says beside its configs: layer1_topology.json (cables) and hosts/*.json.
#pragma once

#include <optional>

#include "sekimori/load/reader.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// Adds the cables of a parsed layer1_topology.json: {"edges": [{"node1": {"hostname", "interfaceName"}, "node2": {…}}]}. Both directions
/// of a cable are one. A node or an interface that no config has is added, with a may-both assumption. Errors: Y020..Y022.
void read_layer1(const Document& document, Network& network, Reporter& reporter);

/// Adds the nodes and cables of a parsed containerlab topology ("*.clab.yml"): {topology: {nodes, links: [{endpoints: ["a:eth1",
/// "b:eth1"]}]}}, or endpoints as maps of node and interface. A node without a config is a device that may do anything; what leaves the lab
/// ("host:…", "mgmt-net:…", "macvlan:…") is an assumption at its other end. Errors: L001 a link that is not understood.
void read_containerlab(const Document& document, Network& network, Reporter& reporter);

/// Adds the host of a parsed hosts/NAME.json as a Linux device, or finds the one that an `overlay` host adds to. Its iptables are another
/// file. Errors: nullopt.
std::optional<DeviceId> read_batfish_host(const Document& document, std::string_view path, Network& network, Reporter& reporter);

/// Adds a device of which only the name is known, with a may-both assumption.
DeviceId add_unknown_device(Network& network, std::string name, SourceRange at, std::string text, std::string why);

}  // namespace sekimori
