// The packet filter of a host's own kernel: a transparent firewall on the cable between the host and the port it is cabled to, so that
// whatever knows transparent firewalls knows hosts with a filter, too (semantics L3, F2). What a host receives is INPUT, what it sends
// OUTPUT.
#pragma once

#include <string>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// The two ends of a host's filter. `outer` is cabled to the port that the host is declared at, the host is attached to `inner`.
struct HostFilterPorts {
  InterfaceId outer, inner;
};

[[nodiscard]] bool is_host_filter(const Device& device);
/// Of a device that is a host's filter.
[[nodiscard]] HostFilterPorts host_filter_ports(const Device& device);

/// The port is the inner side of a filter that is in force: behind it is the host's own kernel, so nobody undeclared (E2). Not of one that
/// bridges everything, as under havoc (A2).
[[nodiscard]] bool is_behind_host_filter(const Network& network, InterfaceId port);

/// Puts an empty filter, which passes everything, in the way of a host's card and returns it.
DeviceId add_host_filter(Network& network, HostId host, std::size_t card, std::string name, std::string_view outer_name, SourceRange at);

/// The same network with every host cabled directly again. A compromised host does not obey its own filter (E7, E8).
[[nodiscard]] Network without_host_filters(Network network);

/// To be called when hosts, cables or ports have changed. Takes a filter away where it would not be in the way of all that the host sends
/// and receives, each with an assumption (leaving a filter out can only let more pass): the host has several cards and may forward (what it
/// forwards passes neither INPUT nor OUTPUT), or its port may carry tagged frames (L4).
void settle_host_filters(Network& network);

}  // namespace sekimori
