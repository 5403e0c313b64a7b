// What switches and routers were seen to do at layer 2, beside their configs: MAC tables, spanning trees, VLANs, ARP. The model stays what
// the configs say; where the listing shows more, that is a finding and an assumption.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/load/reader.hpp"
#include "sekimori/model/network.hpp"
#include "state_routes.hpp"

namespace sekimori {

/// A VLAN in use on a port: by a MAC address that was learnt, a spanning tree's port, or `show vlan`.
struct VlanSeen {
  VlanId vlan;
  std::string port;  ///< as written
  std::uint32_t line = 0;
  bool untagged = false;  ///< `show vlan` lists access ports
};
/// An address that answered on an interface; the device's own are left out.
struct NeighbourSeen {
  Address address;
  std::string interface;
  std::uint32_t line = 0;
};
struct Layer2State {
  std::vector<VlanSeen> vlans;
  std::vector<NeighbourSeen> neighbours;
};

/// `show mac address-table`, `show spanning-tree`, `show vlan [brief]`, `show ip arp` of IOS and NX-OS.
[[nodiscard]] bool is_layer2_listing(std::string_view text);
[[nodiscard]] Layer2State read_layer2_listing(std::string_view text);

/// Findings: D014 a VLAN on a port whose config does not admit it (and an assumption: may open), D015 neighbours that no host, device or
/// subnet of the snapshot accounts for, D012 a listing of no device that is known. Returns how many rows each file gave.
std::vector<std::size_t> compare_layer2_listings(Network& network, const std::vector<StateFile>& files, Reporter& reporter);

}  // namespace sekimori
